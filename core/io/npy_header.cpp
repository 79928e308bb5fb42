#include "core/io/npy_header.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/number.h"
#include "core/io/printable.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <vector>

namespace unfold {
namespace {

// NumPy itself refuses longer headers (numpy.lib.format, max_header_size); a numeric dtype needs about a
// hundred bytes.
constexpr std::uint32_t longest_header = longest_npy_beginning - 12;

// A reader of the one Python literal that a header is: {'descr': '<f4', 'fortran_order': False, 'shape': (2,
// 3), } (numpy.lib.format, "Format Version 1.0"). Keys in any order, a comma after the last or not, blanks
// anywhere.
class HeaderReader {
 public:
  HeaderReader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  NpyHeader read() {
    NpyHeader header;
    bool has_descr = false, has_order = false, has_shape = false;
    expect('{');
    while (!take('}')) {
      const std::string key = string_literal();
      expect(':');
      if (key == "descr" && !has_descr) {
        has_descr = true;
        header.dtype = descr();
      } else if (key == "fortran_order" && !has_order) {
        has_order = true;
        header.fortran_order = boolean();
      } else if (key == "shape" && !has_shape) {
        has_shape = true;
        header.shape = shape();
      } else {
        fail("has the key '" + printable(key, 40) +
             "' where descr, fortran_order and shape, once each, belong");
      }
      if (take(',')) continue;
      expect('}');
      break;
    }
    blanks();
    if (!text_.empty()) fail("goes on after its closing brace");
    if (!has_descr || !has_order || !has_shape) {
      fail(std::string("lacks ") + (!has_descr ? "descr" : !has_order ? "fortran_order" : "shape"));
    }
    return header;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(name_ + ": its .npy header " + what + "; write the file again with numpy.save");
  }
  void blanks() {
    while (!text_.empty() && std::string_view(" \t\n\r\f").find(text_.front()) != std::string_view::npos) {
      text_.remove_prefix(1);
    }
  }
  bool take(char c) {
    blanks();
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (take(c)) return;
    if (text_.empty()) fail(std::string("ends where '") + c + "' is due");
    fail(std::string("has '") + printable(text_.substr(0, 12)) + "' where '" + c + "' is due");
  }
  std::string string_literal() {
    blanks();
    const char quote = text_.empty() ? '\0' : text_.front();
    if (quote != '\'' && quote != '"')
      fail("has '" + printable(text_.substr(0, 12)) + "' where a quoted word is due");
    const std::size_t end = text_.find(quote, 1);
    if (end == std::string_view::npos) fail("has a word without its closing quote");
    const std::string word(text_.substr(1, end - 1));
    if (word.find('\\') != std::string::npos) fail("has a backslash in a word");
    text_.remove_prefix(end + 1);
    return word;
  }
  std::string descr() {
    blanks();
    // A list is a structure with named fields, a tuple a subarray: told apart here, refused by name.
    if (!text_.empty() && (text_.front() == '[' || text_.front() == '(')) {
      throw Error(name_ + ": holds structures (a dtype with named fields); save one plain field as float32");
    }
    return string_literal();
  }
  bool boolean() {
    blanks();
    for (const bool value : {true, false}) {
      const std::string_view word = value ? "True" : "False";
      if (!text_.starts_with(word)) continue;
      text_.remove_prefix(word.size());
      return value;
    }
    fail("says neither True nor False after fortran_order");
  }
  std::int64_t size() {
    blanks();
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; digits < text_.size() && text_[digits] >= '0' && text_[digits] <= '9'; ++digits) {
      const int digit = text_[digits] - '0';
      if (value > (std::numeric_limits<std::int64_t>::max() - digit) / 10) {
        fail("has a size that no array can have in its shape");
      }
      value = value * 10 + digit;
    }
    if (digits == 0) fail("has '" + printable(text_.substr(0, 12)) + "' in its shape, where a size is due");
    text_.remove_prefix(digits);
    if (text_.starts_with('L')) text_.remove_prefix(1);  // Python 2 wrote its long integers so
    return value;
  }
  Shape shape() {
    Shape result;
    expect('(');
    while (!take(')')) {
      const std::int64_t value = size();
      if (result.rank() >= Shape::max_rank) {
        throw Error(name_ + ": has more than " + std::to_string(Shape::max_rank) +
                    " axes; at most that many are read, a filter bank has four");
      }
      result.push_back(value);
      if (take(',')) continue;
      expect(')');
      // (5) is no tuple in Python, and NumPy refuses it as well.
      if (result.rank() == 1) fail("has a shape of one size without its comma");
      break;
    }
    return result;
  }

  std::string_view text_;
  const std::string& name_;
};

[[noreturn]] void refuse_dtype(const std::string& name, const std::string& descr, const std::string& what) {
  throw Error(name + ": holds " + what + " (dtype " + printable(descr, 40) +
              "); save numbers instead, as with .astype('float32')");
}

NpyValue parse_dtype(const std::string& descr, const std::string& name) {
  std::string_view text = descr;
  char order = '=';
  if (!text.empty() && std::string_view("<>|=").find(text.front()) != std::string_view::npos) {
    order = text.front();
    text.remove_prefix(1);
  }
  const char kind = text.empty() ? '\0' : text.front();
  switch (kind) {
  case 'c': refuse_dtype(name, descr, "complex numbers");
  case 'O': refuse_dtype(name, descr, "Python objects");
  case 'S':
  case 'a':
  case 'U': refuse_dtype(name, descr, "text");
  case 'V': refuse_dtype(name, descr, "raw bytes or structures");
  case 'M':
  case 'm': refuse_dtype(name, descr, "dates or times");
  default: break;
  }
  NpyValue value;
  value.kind = kind;
  value.bytes = text.size() == 2 ? text[1] - '0' : 0;
  const bool known = (kind == 'b' && value.bytes == 1) ||
                     ((kind == 'i' || kind == 'u') &&
                      (value.bytes == 1 || value.bytes == 2 || value.bytes == 4 || value.bytes == 8)) ||
                     (kind == 'f' && (value.bytes == 2 || value.bytes == 4 || value.bytes == 8));
  if (!known)
    refuse_dtype(name, descr,
                 kind == 'f' ? "floating-point numbers of another size" : "an unknown kind of value");
  value.big_endian =
      order == '>' || ((order == '=' || order == '|') && std::endian::native == std::endian::big);
  return value;
}

// The bytes that the values take, or nothing where that cannot be counted.
std::optional<std::uint64_t> bytes_of(const Shape& shape, int value_bytes) {
  std::vector<std::uint64_t> sizes;
  for (int i = 0; i < shape.rank(); ++i) sizes.push_back(static_cast<std::uint64_t>(shape[i]));
  const std::optional<std::uint64_t> count = checked_count(sizes);
  return count ? std::optional(*count * static_cast<std::uint64_t>(value_bytes)) : std::nullopt;
}

}  // namespace

NpyLayout read_npy_layout(Source& source) { return read_npy_layout(source, source.size()); }

NpyLayout read_npy_layout(Source& source, std::uint64_t whole) {
  const std::string& name = source.name();
  const std::vector<std::byte> start = source.head(12);
  const std::string_view magic(reinterpret_cast<const char*>(start.data()),
                               std::min(start.size(), npy_magic.size()));
  if (magic != npy_magic) throw Error(name + ": is not a .npy file; save the array with numpy.save");
  if (start.size() < 10) throw Error(name + ": ends inside its .npy header; copy or download it again");

  const int version = static_cast<int>(start[6]);
  if (version < 1 || version > 3 || start[7] != std::byte{0}) {
    throw Error(name + ": is .npy version " + std::to_string(version) + "." +
                std::to_string(static_cast<int>(start[7])) + "; versions 1.0, 2.0 and 3.0 are read");
  }
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  const std::size_t text_at = 8 + length_bytes;
  if (start.size() < text_at) throw Error(name + ": ends inside its .npy header; copy or download it again");
  const auto length = static_cast<std::uint32_t>(little_endian(std::span(start).subspan(8, length_bytes)));
  if (length > longest_header) {
    throw Error(name + ": announces a .npy header of " + byte_size(length) + "; at most " +
                byte_size(longest_header) + " are read, as NumPy does");
  }
  if (source.size() - text_at < length) {
    throw Error(name + ": ends inside its .npy header; copy or download it again");
  }
  std::vector<std::byte> text(length);
  source.read(text_at, text);

  NpyLayout layout;
  layout.header = HeaderReader({reinterpret_cast<const char*>(text.data()), text.size()}, name).read();
  layout.header.data_offset = text_at + length;
  layout.value = parse_dtype(layout.header.dtype, name);

  const std::optional<std::uint64_t> needed = bytes_of(layout.header.shape, layout.value.bytes);
  const std::uint64_t there = whole - std::min<std::uint64_t>(whole, layout.header.data_offset);
  if (!needed || *needed > there) {
    throw Error(name + ": its shape " + to_string(layout.header.shape) + " needs " +
                (needed ? byte_size(*needed) : std::string("more bytes than can be counted")) +
                " of values and it holds " + byte_size(there) + "; copy or download it again");
  }
  return layout;
}

std::string dtype_name(const NpyValue& value) {
  std::string name;
  switch (value.kind) {
  case 'b': return "bool";
  case 'i': name = "int"; break;
  case 'u': name = "uint"; break;
  default: name = "float"; break;
  }
  name += std::to_string(value.bytes * 8);
  return value.big_endian ? name + ", big-endian" : name;
}

NpyHeader read_npy_header(const std::filesystem::path& file) {
  Source source(file);
  return read_npy_layout(source).header;
}

}  // namespace unfold
