#include "app/view/audit.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace unfold::view {
namespace {

struct Word {
  Rect box;  // from the capitals' tops to the baseline
  std::string text;
  float size = 0;
  Rect seen{};     // what the clip leaves of it
  Rect covered{};  // by what was drawn later over a part of it
};

Rect meet(Rect a, Rect b) {
  const float x = std::max(a.x, b.x);
  const float y = std::max(a.y, b.y);
  return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x),
          std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
}

bool holds(Rect outer, Rect inner) {
  constexpr float slack = 1.01F;
  return inner.x >= outer.x - slack && inner.y >= outer.y - slack && inner.right() <= outer.right() + slack &&
         inner.bottom() <= outer.bottom() + slack;
}

bool overlap(Rect a, Rect b) {
  const Rect both = meet(a, b);
  return both.w > 1.6F && both.h > 1.6F;
}

std::string place_of(Rect r) {
  char place[64];
  std::snprintf(place, sizeof place, "(%.0f, %.0f; %.0f x %.0f)", static_cast<double>(r.x),
                static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h));
  return place;
}
std::string words_of(const Word& w) { return "\"" + w.text + "\" " + place_of(w.box); }

// "im2col.title": a key that stands where its words should.
bool looks_like_a_key(const std::string& text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z' || text.find('.') == std::string::npos ||
      text.back() == '.')
    return false;
  if (text.starts_with("np.")) return false;  // NumPy's
  const std::string_view ending = std::string_view(text).substr(text.rfind('.') + 1);
  for (const std::string_view known :
       {"npy", "npz", "jpg", "jpeg", "png", "json", "weight", "shape", "reshape", "transpose", "dot", "max"})
    if (ending == known) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

// What is opaque, and what is a picture, in the order in which they are drawn.
struct Layer {
  Rect at;
  int order = 0;
};

class Auditor {
 public:
  Auditor(const TextMeasure& measure, float smallest) : measure_(measure), smallest_(smallest) {}

  void read(const Scene& scene, Rect bounds) {
    std::vector<Rect> clips{bounds};
    for (const Item& item : scene.items) {
      if (const auto* clip = std::get_if<ClipItem>(&item))
        clips.push_back(meet(clips.back(), clip->at));
      else if (std::holds_alternative<UnclipItem>(item))
        clips.pop_back();
      else if (const auto* fill = std::get_if<FillItem>(&item))
        cover(meet(fill->at, clips.back()), fill->color.a);
      else if (const auto* picture = std::get_if<PictureItem>(&item))
        show(meet(picture->at, clips.back()), picture->alpha);
      else if (const auto* text = std::get_if<TextItem>(&item))
        add(*text, clips.back());
    }
  }

  [[nodiscard]] std::vector<std::string> complaints() && {
    for (const Word& word : words_)
      if (word.covered != Rect{})
        complaints_.push_back(words_of(word) + " is drawn over, " + place_of(word.covered));
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::size_t j = i + 1; j < words_.size(); ++j) {
        if (overlap(words_[i].box, words_[j].box))
          complaints_.push_back(words_of(words_[i]) + " lies over " + words_of(words_[j]));
      }
    return std::move(complaints_);
  }

 private:
  // Covers what lies below, or a part of it.
  void cover(Rect at, int alpha) {
    if (alpha < 255) return;
    std::erase_if(words_, [&](const Word& w) { return holds(at, w.seen); });
    std::erase_if(pictures_, [&](const Layer& picture) { return holds(at, picture.at); });
    if (std::min(at.w, at.h) <= 2) return;  // a stroke
    grounds_.push_back({at, ++drawn_});
    for (Word& w : words_)
      if (overlap(at, w.box)) w.covered = at;
  }
  // Does the word stand on a ground of its own, drawn after `order`?
  [[nodiscard]] bool has_ground(Rect word, int order) const {
    return std::any_of(grounds_.begin(), grounds_.end(),
                       [&](const Layer& ground) { return ground.order > order && holds(ground.at, word); });
  }
  void show(Rect at, float alpha) {
    cover(at, alpha >= 1 ? 255 : 0);
    if (std::min(at.w, at.h) >= smallest_) pictures_.push_back({at, ++drawn_});
  }

  void add(const TextItem& text, Rect clip) {
    const float wide = measure_.width(text.text, text.face, text.size);
    const Word word{{text.baseline.x, text.baseline.y - text.size * 0.72F, wide, text.size * 0.72F},
                    text.text,
                    text.size};
    if (meet(clip, word.box).w <= 0 && clip != Rect{}) {
      complaints_.push_back(words_of(word) + " is out of sight");
      return;
    }
    if (!holds(clip, word.box)) complaints_.push_back(words_of(word) + " is cut");
    if (text.size < smallest_ - 0.01F)
      complaints_.push_back(words_of(word) + " is " + std::to_string(text.size) + " px");
    if (looks_like_a_key(text.text)) complaints_.push_back(words_of(word) + " has no words");
    for (const Layer& picture : pictures_)
      if (overlap(picture.at, word.box) && !holds(picture.at, word.box) &&
          !has_ground(word.box, picture.order))
        complaints_.push_back(words_of(word) + " runs over the edge of a picture, " + place_of(picture.at));
    words_.push_back(word);
    words_.back().seen = clip == Rect{} ? word.box : meet(clip, word.box);
  }

  const TextMeasure& measure_;
  float smallest_;
  std::vector<Word> words_;
  std::vector<Layer> grounds_, pictures_;
  int drawn_ = 0;
  std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> audit(const WindowScenes& window, const TextMeasure& measure, float smallest) {
  const Rect everything{0, 0, window.layout.size.x, window.layout.size.y};
  Auditor below(measure, smallest);
  below.read(window.chrome, everything);
  below.read(window.canvas, window.canvas_area);
  Auditor above(measure, smallest);  // menus and sheets cover what lies below
  above.read(window.overlay, everything);
  std::vector<std::string> all = std::move(below).complaints();
  for (std::string& line : std::move(above).complaints()) all.push_back(std::move(line));
  return all;
}

}  // namespace unfold::view
