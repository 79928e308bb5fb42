#pragma once

#include <variant>

namespace unfold::view {

// A list of types, so that each subject can list its own actions.
template <typename... Types> struct TypeList {};

namespace detail {
template <typename... Lists> struct Joined;
template <typename... Types> struct Joined<TypeList<Types...>> { using type = std::variant<Types...>; };
template <typename... A, typename... B, typename... Rest>
struct Joined<TypeList<A...>, TypeList<B...>, Rest...> : Joined<TypeList<A..., B...>, Rest...> {};
}  // namespace detail

// One variant of all that the lists hold.
template <typename... Lists> using VariantOf = typename detail::Joined<Lists...>::type;

}  // namespace unfold::view
