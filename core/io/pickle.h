#pragma once

#include "core/io/source.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unfold {

// What a Python pickle describes, protocols 2 to 5 (Python's pickletools). Nothing that it names is ever
// looked up or run: a class or a function is its name, and what is made by calling one is an `object` that
// keeps the name, the arguments and the state it was given.
//
// Values are numbered; a value may stand in several places and in itself. As many bytes are read as the
// pickle needs, and every instruction makes at most one value, of which there are at most `most_values`.
// Throws Error.
class Pickle {
 public:
  using Ref = std::uint32_t;
  enum class Kind : std::uint8_t {
    none,
    boolean,
    integer,
    long_integer,  // beyond 64 bits: text() is its bytes, two's complement, little-endian
    real,
    text,
    bytes,
    tuple,
    list,
    set,
    dict,
    global,  // a class or function
    object,
    persistent  // something outside the pickle: content() is its id
  };
  static constexpr std::size_t most_values = 2'000'000;
  static constexpr std::size_t most_bytes = 64U << 20;

  // The pickle that begins at byte `at`. `what` says in messages which one it is: "its data.pkl".
  Pickle(Source& source, std::uint64_t at, std::string what);

  [[nodiscard]] Ref root() const { return root_; }
  [[nodiscard]] std::uint64_t end() const { return begin_ + at_; }  // the byte after the pickle

  [[nodiscard]] Kind kind(Ref ref) const { return values_[ref].kind; }
  [[nodiscard]] bool is(Ref ref, Kind kind) const { return values_[ref].kind == kind; }
  [[nodiscard]] std::int64_t integer(Ref ref) const { return values_[ref].number; }  // and of boolean
  // Of text, bytes and long_integer.
  [[nodiscard]] std::string_view text(Ref ref) const;
  // Of tuple, list and set; of dict key, value, key, value, …; of object what was appended (list's way) or
  // set (dict's way).
  [[nodiscard]] std::span<const Ref> items(Ref ref) const;
  // Of global: "torch._utils", "_rebuild_tensor_v2".
  [[nodiscard]] std::pair<std::string_view, std::string_view> global(Ref ref) const;
  [[nodiscard]] bool is_global(Ref ref, std::string_view module, std::string_view name) const;
  // Of object.
  [[nodiscard]] Ref callable(Ref ref) const { return object(ref).callable; }
  [[nodiscard]] Ref arguments(Ref ref) const { return object(ref).arguments; }  // a tuple
  [[nodiscard]] Ref state(Ref ref) const { return object(ref).state; }          // none where none is set
  // Whether it is made as cls.__new__, which runs no function of the pickle's choosing even in Python.
  [[nodiscard]] bool plainly_made(Ref ref) const { return object(ref).plainly_made; }
  // Of persistent.
  [[nodiscard]] Ref content(Ref ref) const { return static_cast<Ref>(values_[ref].number); }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  struct Value {
    Kind kind = Kind::none;
    std::uint32_t length = 0;  // of text, bytes and long_integer
    std::int64_t number = 0;   // or a place: in read_, containers_, objects_, globals_ or values_
  };
  struct Object {
    Ref callable = 0, arguments = 0, state = 0;
    bool plainly_made = false;
    std::vector<Ref> items;
  };
  struct Text {
    std::uint64_t at = 0, length = 0;  // in read_
  };
  struct Global {
    Text module, name;
  };
  static constexpr Ref no_value = 0;  // values_[0] is None

  [[nodiscard]] const Object& object(Ref ref) const {
    return objects_[static_cast<std::size_t>(values_[ref].number)];
  }
  [[nodiscard]] std::string_view view(Text text) const;
  void run();
  bool step(std::uint8_t code);
  bool step_literal(std::uint8_t code);
  bool step_container(std::uint8_t code);
  bool step_object(std::uint8_t code);
  [[noreturn]] void fail(const std::string& what) const;
  Text take(std::uint64_t count);
  std::uint64_t take_number(std::size_t width);
  Text take_line();

  Ref make(Kind kind, std::int64_t number = 0, std::uint32_t length = 0);
  void push(Ref ref) { stack_.push_back(ref); }
  void push_text(Kind kind, std::uint64_t length);
  void push_integer(std::uint64_t length);
  void push_container(Kind kind, std::size_t from);
  void push_object(Ref callable, Ref arguments, bool plainly_made);
  void push_global(Text module, Text name);
  Ref pop();
  [[nodiscard]] Ref top() const;
  std::size_t pop_mark();
  void add(std::size_t from, bool pairs);
  void memoize(std::uint64_t place);

  Source& source_;
  std::string what_;
  std::uint64_t begin_ = 0;  // of the pickle in the source
  std::uint64_t at_ = 0;     // from there
  std::vector<std::byte> read_;

  std::vector<Value> values_;
  std::vector<std::vector<Ref>> containers_;
  std::vector<Object> objects_;
  std::vector<Global> globals_;
  std::vector<Ref> stack_;
  std::vector<std::size_t> marks_;
  std::vector<Ref> memo_;
  Ref root_ = no_value;
};

}  // namespace unfold
