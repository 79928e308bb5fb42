#pragma once

#include "app/cli/command_line.h"
#include "core/layer/sides.h"
#include "core/lesson/input_fill.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace unfold::cli {

// What stands behind the options. `option` is the one that a refusal names; each that parses throws
// UsageError.

[[noreturn]] void refuse(const std::string& option, const std::string& argument, const std::string& wanted);
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);
[[nodiscard]] std::optional<std::array<std::int64_t, 2>>
width_and_height(std::string_view text);                                               // "224x224"
[[nodiscard]] InputFill parse_fill(const std::string& text);                           // "random:7"
[[nodiscard]] Sides parse_sides(const std::string& option, const std::string& text);   // "1,1,2,2"
[[nodiscard]] At parse_at(const std::string& text);                                    // "im2col:23"
[[nodiscard]] CellRef parse_cell(const std::string& option, const std::string& text);  // "x:0,1,2,3"
[[nodiscard]] view::KeptView parse_kept_view(const std::string& text);                 // "canvas"
[[nodiscard]] double number_between(const std::string& option, const std::string& text, double least,
                                    double most);
// "loop=window,product=outer": each of the two at most once, in any order.
[[nodiscard]] StepOrders parse_orders(const std::string& text);

// What --script and --code say together. Throws UsageError: Python goes into .py, C++ into .cpp.
void check_script(const std::filesystem::path& file, const std::optional<CodeIn>& code);

}  // namespace unfold::cli
