#include "app/view/rich_text.h"

#include <algorithm>
#include <optional>

namespace unfold::view {
namespace {

std::optional<Axis> axis_named(std::string_view word) {
  for (int i = 1; i < axis_count; ++i)
    if (name(static_cast<Axis>(i)) == word) return static_cast<Axis>(i);
  return std::nullopt;
}

bool bold(Face f) { return f == Face::ui_bold || f == Face::mono_bold; }
bool mono(Face f) { return f == Face::mono || f == Face::mono_bold; }
Face face_of(bool is_mono, bool is_bold) {
  if (is_mono) return is_bold ? Face::mono_bold : Face::mono;
  return is_bold ? Face::ui_bold : Face::ui;
}

void apply_word(Span& span, std::string_view word, const Theme& theme, const TextStyle& style) {
  const bool in_words = !mono(style.face);
  if (const std::optional<Axis> axis = axis_named(word)) {
    span.color = theme.axis_color(*axis);
    span.axis = *axis;
    span.underlined = theme.name == ThemeName::light && in_words;
  } else if (word == "text0") {
    span.color = theme.text0;
  } else if (word == "text1") {
    span.color = theme.text1;
  } else if (word == "text2") {
    span.color = theme.text2;
  } else if (word == "accent") {
    span.color = theme.accent_text;
  } else if (word == "m") {
    span.face = face_of(true, bold(span.face));
    // A monospaced face looks a size larger beside small words.
    if (in_words && style.size > 12 && style.size < 24) span.size = style.size - 1;
  } else if (word == "b") {
    span.face = face_of(mono(span.face), true);
  } else if (word == "u") {
    span.underlined = true;
  }
}

Span plain(const TextStyle& style) {
  return {.text = {}, .face = style.face, .size = style.size, .color = style.color, .underlined = false};
}

bool breaks_anywhere(char32_t c) { return c >= 0x2E80 && c != 0xFFFD; }

// A word in katakana reads badly in two halves.
bool katakana(char32_t c) { return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC; }

bool never_starts_a_line(char32_t c) {
  constexpr std::u32string_view closing =
      U"。、，．：；！？）」』】〕〉》々ー・.,:;!?)]}%…ァィゥェォッャュョぁぃぅぇぉっゃゅょ";
  return closing.find(c) != std::u32string_view::npos;
}

bool never_ends_a_line(char32_t c) {
  constexpr std::u32string_view opening = U"（「『【〔〈《([{";
  return opening.find(c) != std::u32string_view::npos;
}

// One unbreakable piece; the spaces before it are kept apart, for they vanish at a line's start.
struct Piece {
  std::vector<Span> spans;
  bool space = false;
};

std::vector<Piece> pieces_of(const std::vector<Span>& spans) {
  std::vector<Piece> pieces;
  char32_t last = 0;
  const auto append = [&](const Span& from, std::string_view character, bool joined) {
    if (!joined || pieces.empty() || pieces.back().space) pieces.push_back({});
    Piece& piece = pieces.back();
    const bool same = !piece.spans.empty() && piece.spans.back().face == from.face &&
                      piece.spans.back().color == from.color && piece.spans.back().size == from.size &&
                      piece.spans.back().underlined == from.underlined &&
                      piece.spans.back().axis == from.axis;
    if (!same) {
      piece.spans.push_back(from);
      piece.spans.back().text.clear();
    }
    piece.spans.back().text += character;
  };
  for (const Span& span : spans) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      const std::size_t length = utf8_length(rest);
      const char32_t c = utf8_value(rest);
      const std::string_view character = rest.substr(0, length);
      rest.remove_prefix(length);
      if (c == U' ') {
        if (pieces.empty() || !pieces.back().space) pieces.push_back({{}, true});
        pieces.back().spans.push_back(span);
        pieces.back().spans.back().text = " ";
      } else {
        const bool may_break = (breaks_anywhere(c) || breaks_anywhere(last)) && !never_starts_a_line(c) &&
                               !never_ends_a_line(last) && !(katakana(last) && katakana(c));
        append(span, character, last != 0 && last != U' ' && !may_break);
      }
      last = c;
    }
  }
  return pieces;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

char32_t utf8_value(std::string_view text) {
  const std::size_t length = utf8_length(text);
  if (length == 0) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  if (length == 1) return byte(0);
  char32_t value = byte(0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) value = (value << 6U) | (byte(i) & 0x3FU);
  return value;
}

std::vector<Span> parse_rich(std::string_view markup, const Theme& theme, const TextStyle& style) {
  std::vector<Span> spans;
  const auto add = [&](Span span) {
    if (!span.text.empty()) spans.push_back(std::move(span));
  };
  while (!markup.empty()) {
    // A brace before another is one of the code's own: "{0, {FH|y}}".
    const std::size_t first = markup.find('{');
    const std::size_t bar = first == std::string_view::npos ? first : markup.find('|', first);
    const std::size_t open = bar == std::string_view::npos ? bar : markup.rfind('{', bar);
    const std::size_t close = bar == std::string_view::npos ? bar : markup.find('}', bar);
    Span before = plain(style);
    before.text = markup.substr(0, close == std::string_view::npos ? markup.size() : open);
    add(std::move(before));
    if (close == std::string_view::npos) break;
    Span span = plain(style);
    std::string_view words = markup.substr(open + 1, bar - open - 1);
    while (!words.empty()) {
      const std::size_t space = std::min(words.find(' '), words.size());
      apply_word(span, words.substr(0, space), theme, style);
      words.remove_prefix(std::min(space + 1, words.size()));
    }
    span.text = markup.substr(bar + 1, close - bar - 1);
    add(std::move(span));
    markup.remove_prefix(close + 1);
  }
  return spans;
}

std::vector<PlacedSpan> wrap(const std::vector<Span>& spans, float width, const TextMeasure& measure) {
  std::vector<PlacedSpan> placed;
  float x = 0;
  int line = 0;
  for (const Piece& piece : pieces_of(spans)) {
    float wide = 0;
    for (const Span& span : piece.spans) wide += measure.width(span.text, span.face, span.size);
    if (piece.space) {
      if (x > 0) x += wide;
      continue;
    }
    if (x > 0 && x + wide > width + 0.5F) {
      x = 0;
      ++line;
    }
    for (const Span& span : piece.spans) {
      const float w = measure.width(span.text, span.face, span.size);
      placed.push_back({span, x, line});
      x += w;
    }
  }
  return placed;
}

}  // namespace unfold::view
