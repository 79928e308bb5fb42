#include "core/io/pickle.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace unfold {
namespace {

// Names of classes and functions; Python has no limit.
constexpr std::uint64_t longest_name = 1000;
constexpr std::uint64_t fetched_at_once = 1U << 16;

}  // namespace

Pickle::Pickle(Source& source, std::uint64_t at, std::string what)
    : source_(source), what_(std::move(what)), begin_(at) {
  make(Kind::none);
  run();
  stack_ = {};
  memo_ = {};
}

void Pickle::fail(const std::string& what) const {
  throw Error(source_.name() + ": " + what_ + " is broken, " + what + "; copy or download it again");
}

std::string_view Pickle::view(Text text) const {
  return {reinterpret_cast<const char*>(read_.data()) + text.at, static_cast<std::size_t>(text.length)};
}

std::string_view Pickle::text(Ref ref) const {
  const Value& value = values_[ref];
  if (value.kind != Kind::text && value.kind != Kind::bytes && value.kind != Kind::long_integer) return {};
  return view({static_cast<std::uint64_t>(value.number), value.length});
}

std::span<const Pickle::Ref> Pickle::items(Ref ref) const {
  const Value& value = values_[ref];
  switch (value.kind) {
  case Kind::tuple:
  case Kind::list:
  case Kind::set:
  case Kind::dict: return containers_[static_cast<std::size_t>(value.number)];
  case Kind::object: return object(ref).items;
  default: return {};
  }
}

std::pair<std::string_view, std::string_view> Pickle::global(Ref ref) const {
  if (!is(ref, Kind::global)) return {};
  const Global& names = globals_[static_cast<std::size_t>(values_[ref].number)];
  return {view(names.module), view(names.name)};
}

bool Pickle::is_global(Ref ref, std::string_view module, std::string_view name) const {
  return is(ref, Kind::global) && global(ref) == std::pair(module, name);
}

// The next bytes, kept for as long as the pickle.
Pickle::Text Pickle::take(std::uint64_t count) {
  const std::uint64_t have = read_.size() - at_;
  if (count > have) {
    const std::uint64_t left = source_.size() - std::min(source_.size(), begin_ + read_.size());
    if (count - have > left) {
      throw Error(source_.name() + ": is truncated inside " + what_ + ", at " + byte_size(source_.size()) +
                  "; download it again");
    }
    const std::uint64_t more = std::min(left, std::max(count - have, fetched_at_once));
    if (at_ + count > most_bytes) {
      throw Error(source_.name() + ": " + what_ + " is longer than " + byte_size(most_bytes) +
                  ", too long for a list of tensors; save the state_dict alone");
    }
    const std::size_t old = read_.size();
    read_.resize(old + static_cast<std::size_t>(more));
    source_.read(begin_ + old, std::span(read_).subspan(old));
  }
  const Text taken{at_, count};
  at_ += count;
  return taken;
}

std::uint64_t Pickle::take_number(std::size_t width) {
  const Text text = take(width);
  return little_endian(std::span(read_).subspan(static_cast<std::size_t>(text.at), width));
}

// Up to a newline, which is taken too.
Pickle::Text Pickle::take_line() {
  Text line{at_, 0};
  while (take_number(1) != '\n') {
    if (++line.length > longest_name) fail("it has a name without an end");
  }
  return line;
}

Pickle::Ref Pickle::make(Kind kind, std::int64_t number, std::uint32_t length) {
  if (values_.size() >= most_values) {
    throw Error(source_.name() + ": " + what_ + " describes more than " + std::to_string(most_values) +
                " values, too many for a list of tensors; save the state_dict alone");
  }
  values_.push_back({kind, length, number});
  return static_cast<Ref>(values_.size() - 1);
}

void Pickle::push_text(Kind kind, std::uint64_t length) {
  const Text text = take(length);
  push(make(kind, static_cast<std::int64_t>(text.at), static_cast<std::uint32_t>(text.length)));
}

// Two's complement, little-endian.
void Pickle::push_integer(std::uint64_t length) {
  if (length > 8) return push_text(Kind::long_integer, length);
  std::uint64_t bits = take_number(static_cast<std::size_t>(length));
  if (length > 0 && length < 8 && (bits >> (8 * length - 1) & 1) != 0)
    bits |= ~std::uint64_t{0} << (8 * length);
  push(make(Kind::integer, static_cast<std::int64_t>(bits)));
}

// Of what lies on the stack from `from` on.
void Pickle::push_container(Kind kind, std::size_t from) {
  const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(from);
  const Ref made = make(kind, static_cast<std::int64_t>(containers_.size()));
  containers_.emplace_back(begin, stack_.end());
  stack_.erase(begin, stack_.end());
  push(made);
}

void Pickle::push_object(Ref callable, Ref arguments, bool plainly_made) {
  if (!is(arguments, Kind::tuple)) fail("it calls something with arguments that are no tuple");
  const Ref made = make(Kind::object, static_cast<std::int64_t>(objects_.size()));
  objects_.push_back({callable, arguments, no_value, plainly_made, {}});
  push(made);
}

void Pickle::push_global(Text module, Text name) {
  if (module.length > longest_name || name.length > longest_name) fail("it has a name without an end");
  const Ref made = make(Kind::global, static_cast<std::int64_t>(globals_.size()));
  globals_.push_back({module, name});
  push(made);
}

Pickle::Ref Pickle::pop() {
  const Ref ref = top();
  stack_.pop_back();
  return ref;
}

Pickle::Ref Pickle::top() const {
  if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) fail("it takes a value where none is");
  return stack_.back();
}

std::size_t Pickle::pop_mark() {
  if (marks_.empty()) fail("it takes a mark where none is");
  const std::size_t at = marks_.back();
  marks_.pop_back();
  return at;
}

// What lies on the stack from `from` on goes into the container below it.
void Pickle::add(std::size_t from, bool pairs) {
  const std::vector<Ref> added(stack_.begin() + static_cast<std::ptrdiff_t>(from), stack_.end());
  stack_.resize(from);
  if (pairs && added.size() % 2 != 0) fail("it has a key without its value");
  const Ref ref = top();
  const Value& container = values_[ref];
  std::vector<Ref>* into = nullptr;
  switch (container.kind) {
  case Kind::object: into = &objects_[static_cast<std::size_t>(container.number)].items; break;
  case Kind::dict:
    if (pairs) into = &containers_[static_cast<std::size_t>(container.number)];
    break;
  case Kind::list:
  case Kind::set:
    if (!pairs) into = &containers_[static_cast<std::size_t>(container.number)];
    break;
  default: break;
  }
  if (into == nullptr) fail("it adds to what is no container");
  into->insert(into->end(), added.begin(), added.end());
}

void Pickle::memoize(std::uint64_t place) {
  if (place >= most_values) fail("it remembers more values than it has");
  if (place >= memo_.size()) memo_.resize(static_cast<std::size_t>(place) + 1, Ref{~0U});
  memo_[static_cast<std::size_t>(place)] = top();
}

bool Pickle::step_literal(std::uint8_t code) {
  switch (code) {
  case 'N': push(no_value); return true;
  case 0x88: push(make(Kind::boolean, 1)); return true;
  case 0x89: push(make(Kind::boolean, 0)); return true;
  case 'K': push(make(Kind::integer, static_cast<std::int64_t>(take_number(1)))); return true;
  case 'M': push(make(Kind::integer, static_cast<std::int64_t>(take_number(2)))); return true;
  case 'J': push_integer(4); return true;
  case 0x8A: push_integer(take_number(1)); return true;
  case 0x8B: push_integer(take_number(4)); return true;
  case 'G':
    take(8);
    push(make(Kind::real));
    return true;
  case 'U':  // Python 2's str
  case 0x8C: push_text(Kind::text, take_number(1)); return true;
  case 'T':
  case 'X': push_text(Kind::text, take_number(4)); return true;
  case 0x8D: push_text(Kind::text, take_number(8)); return true;
  case 'C': push_text(Kind::bytes, take_number(1)); return true;
  case 'B': push_text(Kind::bytes, take_number(4)); return true;
  case 0x8E:
  case 0x96: push_text(Kind::bytes, take_number(8)); return true;
  default: return false;
  }
}

bool Pickle::step_container(std::uint8_t code) {
  switch (code) {
  case ']': push_container(Kind::list, stack_.size()); return true;
  case '}': push_container(Kind::dict, stack_.size()); return true;
  case ')': push_container(Kind::tuple, stack_.size()); return true;
  case 0x8F: push_container(Kind::set, stack_.size()); return true;
  case 'l': push_container(Kind::list, pop_mark()); return true;
  case 't': push_container(Kind::tuple, pop_mark()); return true;
  case 0x91: push_container(Kind::set, pop_mark()); return true;
  case 'd': {
    const std::size_t from = pop_mark();
    if ((stack_.size() - from) % 2 != 0) fail("it has a key without its value");
    push_container(Kind::dict, from);
    return true;
  }
  case 0x85:
  case 0x86:
  case 0x87: {
    const std::size_t count = code - 0x84U;
    if (stack_.size() < (marks_.empty() ? 0 : marks_.back()) + count) fail("it takes a value where none is");
    push_container(Kind::tuple, stack_.size() - count);
    return true;
  }
  case 'a':
    static_cast<void>(top());
    add(stack_.size() - 1, false);
    return true;
  case 's':
    if (stack_.size() < (marks_.empty() ? 0 : marks_.back()) + 2) fail("it takes a value where none is");
    add(stack_.size() - 2, true);
    return true;
  case 'e':
  case 0x90: add(pop_mark(), false); return true;
  case 'u': add(pop_mark(), true); return true;
  default: return false;
  }
}

bool Pickle::step_object(std::uint8_t code) {
  switch (code) {
  case 'c': {
    const Text module = take_line();
    push_global(module, take_line());
    return true;
  }
  case 0x93: {
    const Ref name = pop(), module = pop();
    if (!is(name, Kind::text) || !is(module, Kind::text)) fail("it names something by what is no text");
    const auto place = [&](Ref ref) {
      return Text{static_cast<std::uint64_t>(values_[ref].number), values_[ref].length};
    };
    push_global(place(module), place(name));
    return true;
  }
  case 'R':
  case 0x81: {
    const Ref arguments = pop(), callable = pop();
    push_object(callable, arguments, code == 0x81);
    return true;
  }
  case 0x92: {
    pop();  // arguments by name: no tensor stands in them
    const Ref arguments = pop(), callable = pop();
    push_object(callable, arguments, true);
    return true;
  }
  case 'b': {
    const Ref state = pop(), made = top();
    if (is(made, Kind::object)) objects_[static_cast<std::size_t>(values_[made].number)].state = state;
    return true;
  }
  case 'Q': {
    const Ref id = pop();
    push(make(Kind::persistent, id));
    return true;
  }
  default: return false;
  }
}

// False where the instruction is none of these.
bool Pickle::step(std::uint8_t code) {
  switch (code) {
  case '(': marks_.push_back(stack_.size()); return true;
  case '0':
    if (!marks_.empty() && marks_.back() == stack_.size()) {
      marks_.pop_back();
    } else {
      pop();
    }
    return true;
  case '1': stack_.resize(pop_mark()); return true;
  case '2': push(top()); return true;
  case 0x95: take(8); return true;  // a frame only says how much to fetch
  case 'q': memoize(take_number(1)); return true;
  case 'r': memoize(take_number(4)); return true;
  case 0x94: memoize(memo_.size()); return true;
  case 'h':
  case 'j': {
    const std::uint64_t place = take_number(code == 'h' ? 1 : 4);
    const Ref ref = place < memo_.size() ? memo_[static_cast<std::size_t>(place)] : Ref{~0U};
    if (ref == Ref{~0U}) fail("it recalls what it does not remember");
    push(ref);
    return true;
  }
  default: return step_literal(code) || step_container(code) || step_object(code);
  }
}

void Pickle::run() {
  if (take_number(1) != 0x80) fail("it does not begin as one of protocol 2 or later");
  const std::uint64_t protocol = take_number(1);
  if (protocol < 2 || protocol > 5) {
    throw Error(source_.name() + ": " + what_ + " has pickle protocol " + std::to_string(protocol) +
                "; protocols 2 to 5 are read, torch.save writes 2");
  }
  for (;;) {
    const auto code = static_cast<std::uint8_t>(take_number(1));
    if (code == '.') break;
    if (step(code)) continue;
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "0x%02X", code);
    fail(std::string("it has the instruction ") + hex.data() + ", which none of torch.save's has");
  }
  root_ = pop();
}

}  // namespace unfold
