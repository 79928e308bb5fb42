#include "app/view/code/code.h"

#include "app/view/code/eigen.h"
#include "app/view/code/loops.h"
#include "app/view/rich_text.h"

#include <algorithm>
#include <utility>

namespace unfold::view {
namespace {

// What a room reads at once: the lines that run, in two of at most that many characters.
constexpr std::size_t most_present = 56, most_present_lines = 2;

std::string trimmed(const std::string& line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string::npos ? std::string() : line.substr(first);
}

std::vector<std::string> present_lines(const std::vector<CodeLine>& code) {
  std::vector<std::string> lines;
  bool goes_on = false;
  for (const CodeLine& line : code) {
    if (!line.running) continue;
    const std::string words = trimmed(code_text(line.markup));
    const bool opens = goes_on && (lines.back().ends_with('(') || words.starts_with('['));
    const std::string joined = goes_on ? lines.back() + (opens ? "" : " ") + words : words;
    if (goes_on && joined.size() <= most_present) {
      lines.back() = joined;
    } else if (lines.size() == most_present_lines) {
      lines.back() += " …";
      break;
    } else {
      lines.push_back((goes_on ? "    " : "") + words);
    }
    goes_on = !words.ends_with(';') && !words.ends_with('{');
  }
  return lines;
}

}  // namespace

std::vector<CodeLine> cpp_code(const StageContext& context, Stage stage, CodeIn in) {
  return in == CodeIn::eigen ? code::eigen_code(context, stage) : code::loops_code(context, stage);
}

void tell_code(StageStory& story, const StageContext& context) {
  const Stage stage = context.playback.at.stage;
  const auto add = [&](CodeIn in, const char* words, const char* tip) {
    story.code_choices.push_back({context.texts.get(words), context.options.code == in,
                                  Action{act::SetCode{in}}, context.texts.tip(tip, "code")});
  };
  add(CodeIn::python, "code.python", "code.python_tip");
  add(CodeIn::eigen, "code.eigen", "code.eigen_tip");
  add(CodeIn::loops, "code.loops", "code.loops_tip");
  if (context.options.code == CodeIn::python) return;
  story.code = cpp_code(context, stage, context.options.code);
  story.present_code = present_lines(story.code);
}

std::string code_text(const std::string& markup) {
  std::string text;
  for (const Span& span : parse_rich(markup, make_theme(ThemeName::dark), {.color = {}})) text += span.text;
  return text;
}

}  // namespace unfold::view
