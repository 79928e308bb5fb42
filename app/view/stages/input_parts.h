#pragma once

#include "app/view/prepare/prepare.h"
#include "app/view/stages/loop_area.h"

#include <array>
#include <string>
#include <vector>

namespace unfold::view::loop {

// One pixel on its way from the file to x: what each step made of it, channel by channel.
struct PixelSteps {
  std::int64_t h = 0, w = 0;
  std::int64_t channels = 1;  // of x; the first of them are the rows
  bool has_bytes = false;     // not where x is typed numbers
  bool from_file = false;     // the bytes are the picture's colours; else its gray
  bool scaled = true, normalized = false;
  struct Row {
    std::string name;  // "R"; "3 R" where the picture's channels are repeated
    int byte = 0;
    double unit = 0;  // byte / 255, or the byte where nothing is scaled
    double mean = 0, std = 1;
    double value = 0;  // in x
  };
  std::vector<Row> rows;
};
// How many channels its pictures have: 3, or 1 of their gray. There is a picture.
[[nodiscard]] std::int64_t channels_of_pictures(const Document& document);
[[nodiscard]] PixelSteps pixel_steps(const StageContext& context);

// The values of one channel of one image; of a large one, every few rows and columns.
struct Range {
  float lo = 0, hi = 0, mean = 0;
};
[[nodiscard]] Range range_of(const Walkthrough& walkthrough, std::int64_t n, std::int64_t c);

// x filled by a rule in the place of a picture: the NumPy that makes it, what it says, and how an address is
// read, digit by digit in the axes' colours.
[[nodiscard]] std::vector<CodeLine> fill_code(const StageContext& context);
[[nodiscard]] std::vector<std::string> fill_words(const StageContext& context);
[[nodiscard]] std::string fill_present_words(const StageContext& context);
[[nodiscard]] float fill_key_height(const Painter& p, const StageContext& context);  // 0: there is no key
void draw_fill_key(Painter& p, const StageContext& context, Rect box);

// The NumPy that draws a test pattern, as a picture of PIL.
[[nodiscard]] std::vector<CodeLine> pattern_code(const TestPattern& pattern);

// One pixel's values through the steps, in `box`; its height. Channels that do not fit stand behind a "…".
[[nodiscard]] float pixel_table_height(const Painter& p, const PixelSteps& pixel);
void draw_pixel_table(Painter& p, const StageContext& context, const PixelSteps& pixel, Rect box);
// All images of a batch; a click chooses one. Returns the height used.
float draw_thumbnails(Painter& p, const StageContext& context, Rect box);

// A picture on its way to x: the switches, the crop, the channels and what a slip does to the maps.
[[nodiscard]] PrepareView prepare_view(const StageContext& context);
void draw_picture_desk(Painter& p, const StageContext& context, Rect box);
void draw_picture_present(Painter& p, const StageContext& context, Rect box);

void draw_input_desk(Painter& p, const StageContext& context, Rect box);
void draw_input_present(Painter& p, const StageContext& context, Rect box);
[[nodiscard]] StageStory tell_input(const StageContext& context);

}  // namespace unfold::view::loop
