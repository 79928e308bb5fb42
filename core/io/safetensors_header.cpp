#include "core/io/safetensors_header.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <limits>
#include <unordered_set>
#include <utility>

namespace unfold {
namespace {

// Hears the events of nlohmann's parser. Level 1 is the header's object, 2 a tensor's, 3 one of its lists.
class Listener {
 public:
  Listener(const std::string& name, std::vector<SafetensorsEntry>& entries)
      : name_(name), entries_(entries) {}

  bool start_object(std::size_t) {
    if (level_ == 0) return ++level_ > 0;
    if (level_ != 1) fail("has an object where a list or a word is due");
    fields_.clear();
    if (!in_metadata_) entries_.push_back({.name = tensor_, .dtype = {}, .shape = {}, .offsets = {}});
    return ++level_ > 0;
  }
  bool end_object() {
    if (--level_ == 1 && !in_metadata_) {
      for (const char* field : {"dtype", "shape", "data_offsets"}) {
        if (!fields_.contains(field)) fail_tensor(std::string("lacks ") + field);
      }
      if (entries_.back().offsets.size() != 2) fail_tensor("has other than two data_offsets");
    }
    return true;
  }
  bool key(std::string& text) {
    if (level_ == 1) {
      tensor_ = std::move(text);
      if (!names_.insert(tensor_).second) fail("has the tensor '" + printable(tensor_, 60) + "' twice");
      in_metadata_ = tensor_ == "__metadata__";
    } else {
      field_ = std::move(text);
      if (!fields_.insert(field_).second) fail_tensor("has the field '" + printable(field_, 40) + "' twice");
    }
    return true;
  }
  bool start_array(std::size_t) {
    if (level_ != 2 || in_metadata_ || (field_ != "shape" && field_ != "data_offsets")) {
      fail("has a list where none belongs");
    }
    return ++level_ > 0;
  }
  bool end_array() { return --level_ > 0; }

  bool number_unsigned(std::uint64_t value) {
    if (level_ != 3) fail("has a number where none belongs");
    SafetensorsEntry& entry = entries_.back();
    if (field_ == "shape") {
      entry.shape.push_back(value);
    } else {
      if (entry.offsets.size() == 2) fail_tensor("has other than two data_offsets");
      entry.offsets.push_back(value);
    }
    return true;
  }
  bool string(std::string& text) {
    if (level_ != 2) fail("has a word where none belongs");
    if (in_metadata_) return true;
    if (field_ == "shape" || field_ == "data_offsets") fail_tensor("has a word as its " + field_);
    if (field_ == "dtype") entries_.back().dtype = std::move(text);
    return true;
  }
  bool null() { return other(); }
  bool boolean(bool) { return other(); }
  bool number_integer(std::int64_t) { return other(); }
  bool number_float(double, const std::string&) { return other(); }
  bool binary(std::vector<std::uint8_t>&) { return other(); }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) {
    fail("is no JSON from its byte " + std::to_string(at) + " on");
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(name_ + ": its safetensors header " + what +
                "; write the file again with safetensors' save_file");
  }
  [[noreturn]] void fail_tensor(const std::string& what) const {
    fail("is wrong at '" + printable(tensor_, 60) + "', which " + what);
  }
  [[nodiscard]] bool other() const { fail("has a value that is neither a word nor a whole number"); }

  const std::string& name_;
  std::vector<SafetensorsEntry>& entries_;
  int level_ = 0;
  bool in_metadata_ = false;
  std::string tensor_, field_;
  std::unordered_set<std::string> names_, fields_;
};

}  // namespace

std::vector<SafetensorsEntry> read_safetensors_header(std::string_view json, const std::string& name) {
  std::vector<SafetensorsEntry> entries;
  Listener listener(name, entries);
  nlohmann::json::sax_parse(json.begin(), json.end(), &listener);
  return entries;
}

}  // namespace unfold
