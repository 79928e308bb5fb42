#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>

namespace unfold::view {

// A list of types, so that each subject can list its own actions.
template <typename... Types> struct TypeList {
  // How many of the types come before A; as many as there are where A is not one of them.
  template <typename A> static constexpr std::size_t index_of() {
    std::size_t at = 0;
    static_cast<void>(((std::same_as<A, Types> || (++at, false)) || ...));
    return at;
  }
  static constexpr std::size_t size = sizeof...(Types);
};

namespace detail {
template <typename... Lists> struct Joined;
template <typename... Types> struct Joined<TypeList<Types...>> { using type = TypeList<Types...>; };
template <typename... A, typename... B, typename... Rest>
struct Joined<TypeList<A...>, TypeList<B...>, Rest...> : Joined<TypeList<A..., B...>, Rest...> {};
}  // namespace detail

// One list of all that the lists hold.
template <typename... Lists> using ListOf = typename detail::Joined<Lists...>::type;

// One value of a type of the list, and never changed. A std::variant of some eighty types is the same to use
// and costs each file that names it seconds to compile: its copies and destructors are written out for all of
// them.
template <typename List> class OneOf {
 public:
  template <typename A>
  requires(List::template index_of<A>() < List::size)
      OneOf(A value)  // NOLINT(google-explicit-constructor): an action is written where one is wanted
      : index_(List::template index_of<A>()), value_(std::make_shared<const A>(std::move(value))) {}

  // Null where it is another.
  template <typename A> [[nodiscard]] const A* get_if() const {
    constexpr std::size_t index = List::template index_of<A>();
    static_assert(index < List::size);
    return index_ == index ? static_cast<const A*>(value_.get()) : nullptr;
  }

  // What `visitor` makes of the value; it takes each of the types.
  template <typename Result, typename Visitor> [[nodiscard]] Result visit(const Visitor& visitor) const {
    return visit_in<Result>(visitor, List{});
  }

 private:
  template <typename Result, typename Visitor, typename... Types>
  [[nodiscard]] Result visit_in(const Visitor& visitor, TypeList<Types...> /*all*/) const {
    using Call = Result (*)(const Visitor&, const void*);
    static constexpr Call calls[] = {[](const Visitor& v, const void* value) -> Result {
      return v(*static_cast<const Types*>(value));
    }...};
    return calls[index_](visitor, value_.get());
  }

  std::size_t index_;
  std::shared_ptr<const void> value_;
};

}  // namespace unfold::view
