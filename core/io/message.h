#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

// Numbers and texts as plain bytes, from one process to another: a number is eight bytes, the lowest first; a
// text is its length and its bytes.
class MessageWriter {
 public:
  void number(std::uint64_t value);
  void bytes(std::span<const std::byte> value);
  void text(std::string_view value);
  // Overwrites a number that stands at byte `at`, where size() was before it was written.
  void put(std::size_t at, std::uint64_t value);
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

// Reads such bytes, whatever they are: never beyond their end, and nothing is allocated for what is not
// there. Throws Error, "NAME: damaged: …".
class MessageReader {
 public:
  // The bytes must outlive the reader, and what bytes() gives.
  MessageReader(std::span<const std::byte> bytes, std::string name);
  [[nodiscard]] std::uint64_t number();
  [[nodiscard]] std::uint64_t number(std::uint64_t most);
  [[nodiscard]] std::span<const std::byte> bytes();
  [[nodiscard]] std::string text();
  // Of things that take at least eight bytes each, how many follow.
  [[nodiscard]] std::size_t count();
  // Throws where something is left.
  void end() const;
  [[noreturn]] void broken() const;

 private:
  std::span<const std::byte> take(std::uint64_t size);

  std::span<const std::byte> left_;
  std::string name_;
};

}  // namespace unfold
