#include "app/cli/command_line.h"

#include "app/cli/option_values.h"
#include "app/cli/preprocess_options.h"
#include "app/view/languages.h"
#include "core/io/printable.h"

#include <CLI/CLI.hpp>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace unfold::cli {
namespace {

// The options, bound to a CommandLine. CLI11 finds them; what stands behind each is read here, so that every
// refusal is one line in the same voice.
class Options {
 public:
  explicit Options(CommandLine& line)
      : line_(line),
        app_("Unfold opens up a convolution layer: im2col, one matrix product, max pooling.", "unfold") {
    app_.get_formatter()->column_width(36);
    app_.get_formatter()->label("OPTIONS", "OPTION...");
    app_.set_help_flag("-h,--help", "Print this and end")->group("Help");
    app_.set_version_flag("--version", std::string("unfold ") + UNFOLD_VERSION, "Print the version and end")
        ->group("Help");
    input();
    preprocess();
    layer();
    window();
    tasks();
    app_.footer("Without a task the window opens. Exit status: 0 done, 1 bad input, 2 wrong usage.\n"
                "Examples:\n"
                "  unfold --lesson toy\n"
                "  unfold photo.jpg --weights conv1.npy --stride 2 --pad 3 --normalize imagenet\n"
                "  unfold --lesson vgg --dump tensors/\n"
                "  unfold --lesson toy --at im2col:4 --lang ja --present");
  }

  CLI::App& app() { return app_; }
  void finish() {
    if (tasks_.size() > 1) throw UsageError(tasks_[0] + " and " + tasks_[1] + ": only one of them at a time");
    if (line_.browse && line_.present)
      throw UsageError("--browse and --present: the browser is for the desk; only one of them at a time");
    if (line_.choice.pattern && line_.choice.picture)
      throw UsageError("--pattern and a picture: only one of them at a time");
    if (bias_given_ && line_.choice.no_bias) throw UsageError("--bias: none and a file; only one of them");
    if (line_.choice.fold_norm && (bias_given_ || line_.choice.no_bias))
      throw UsageError("--fold-norm and --bias: the batch norm takes the file's own bias; only one of them");
    if (line_.task != Task::keep) {
      const char* stray = line_.until        ? "--until"
                          : line_.scale != 1 ? "--scale"
                          : line_.view       ? "--view"
                          : line_.rate       ? "--rate"
                                             : nullptr;
      if (stray != nullptr) throw UsageError(std::string(stray) + ": goes with --export FILE");
    }
    if (line_.tour && line_.task != Task::shots && line_.task != Task::keep)
      throw UsageError("--tour: goes with --shots DIR or --export FILE");
    if (line_.tour && line_.until) throw UsageError("--tour and --until: only one of them at a time");
    if (line_.rate && !line_.tour && !line_.until)
      throw UsageError("--rate: goes with --until or --tour, which make a moving picture");
    if (line_.task == Task::script) check_script(line_.target, line_.code);
    if (line_.json && line_.task != Task::inspect) throw UsageError("--json: goes with --inspect FILE");
  }

 private:
  using Take = std::function<void(const std::string&)>;

  CLI::Option* add(const std::string& flag, const std::string& type, const std::string& group,
                   const std::string& help, const Take& take) {
    return app_.add_option_function<std::string>(flag, take, help)->type_name(type)->group(group);
  }
  void add_number(const std::string& flag, const std::string& type, std::optional<std::int64_t>& into,
                  const std::string& help) {
    add(flag, type, "The layer", help, [flag, &into](const std::string& text) {
      into = whole_number(text);
      if (!into) refuse(flag, text, "a whole number is needed");
    });
  }
  // `words`: what the option may be; `chosen` gets the place of the word.
  void add_words(const std::string& flag, const std::string& group, std::vector<std::string> words,
                 const std::string& help, std::function<void(std::size_t)> chosen) {
    std::string type;
    for (const std::string& word : words) type += (type.empty() ? "" : "|") + word;
    add(flag, type, group, help,
        [flag, words = std::move(words), chosen = std::move(chosen)](const std::string& text) {
          std::string wanted;
          for (std::size_t i = 0; i < words.size(); ++i) {
            if (text == words[i]) return chosen(i);
            wanted += (i > 0 ? " or " : "") + words[i];
          }
          refuse(flag, text, wanted + " is needed");
        });
  }
  void add_task(const std::string& flag, const std::string& type, Task task, const std::string& help) {
    add(flag, type, "Tasks, in place of the window", help, [this, flag, task](const std::string& text) {
      if (text.empty()) throw UsageError(flag + ": a name is needed");
      line_.task = task;
      line_.target = text;
      tasks_.push_back(flag);
    });
  }
  void take_lesson(const std::string& text) {
    line_.choice.lesson = text;
    line_.lesson_given = true;
  }
  void take_picture(const std::string& text) {
    if (text.empty()) throw UsageError("the picture's name is empty");
    if (is_lesson_file(text)) {
      take_lesson(text);
      return;
    }
    if (line_.choice.picture)
      throw UsageError("two pictures are named; one is needed, as PICTURE or --image FILE");
    line_.choice.picture = text;
  }

  void input() {
    const std::string group = "Pictures and weights";
    Choice& choice = line_.choice;
    app_.add_option_function<std::string>(
            "PICTURE", [this](const std::string& text) { take_picture(text); },
            "A picture of yours, in place of the lesson's; or a lesson, NAME.unfold")
        ->type_name("");
    add("--lesson", "NAME|FILE", group, "photo, toy, batch, vgg, batch10, or a lesson's file",
        [this](const std::string& text) { take_lesson(text); });
    add("--image", "FILE|DIR", group, "The same as PICTURE; the pictures of a folder are a batch",
        [this](const std::string& text) { take_picture(text); });
    add("--pattern", "NAME[:SIZE]", group, "A test pattern as the picture: edges, zone, bars; 224 a side",
        [&choice](const std::string& text) { choice.pattern = parse_pattern(text); });
    add("--fill", "NAME[:SEED]", group,
        "Numbers as the picture: address, ones, ramp, impulse, checkerboard, random",
        [&choice](const std::string& text) { choice.fill = parse_fill(text); });
    add("--weights", "FILE[:TENSOR]", group,
        "A filter bank, C = 3 or 1: .npy, .npz, .pth, .pt, .safetensors, .onnx, .h5",
        [&choice](const std::string& text) {
          FileAndTensor named = split_tensor(text);
          choice.weights = std::move(named.file);
          choice.weights_tensor = std::move(named.tensor);
        });
    add("--bias", "FILE[:TENSOR]|none", group, "A bias (FN,) for the bank, or none",
        [this, &choice](const std::string& text) {
          if (text == "none") {
            choice.no_bias = true;
            return;
          }
          bias_given_ = true;
          FileAndTensor named = split_tensor(text);
          choice.bias = std::move(named.file);
          choice.bias_tensor = std::move(named.tensor);
        });
    add_words("--layout", group, {"oihw", "hwio"},
              "How the axes of the bank lie: (FN, C, FH, FW) or (FH, FW, C, FN)",
              [&choice](std::size_t i) { choice.layout = i == 0 ? BankLayout::oihw : BankLayout::hwio; });
    add_words("--channels", group, {"gray", "repeat", "first"},
              "For C channels: gray in each, RGB in turn, or C cut down",
              [&choice](std::size_t i) { choice.channels = static_cast<ChannelFit>(i); });
    app_.add_flag("--fold-norm", choice.fold_norm, "Make the batch norm after the bank a part of it")
        ->group(group);
  }
  // In the order in which the steps are done.
  void preprocess() {
    const std::string group = "How the picture becomes x";
    PreprocessChoice& steps = line_.choice.preprocess;
    const auto set_resize = [&steps](const Resize& resize) {
      if (steps.resize) throw UsageError("--resize and --short-side: only one of them at a time");
      steps.resize = resize;
    };
    add("--resize", "WxH", group, "Scale it to cover this, and cut it to the middle",
        [set_resize](const std::string& text) {
          const auto size = width_and_height(text);
          if (!size) refuse("--resize", text, "a width and a height are needed, as 224x224");
          set_resize(Resize::to_cover((*size)[0], (*size)[1]));
        });
    add("--short-side", "N", group, "Scale its shorter side to this, as torchvision's Resize(N)",
        [set_resize](const std::string& text) { set_resize(parse_short_side(text)); });
    add("--crop", "WxH|L,T,W,H|none", group, "Then cut out the middle, or a box from its left and top",
        [&steps](const std::string& text) { steps.crop = parse_crop(text); });
    app_.add_flag_callback(
            "--bgr", [&steps] { steps.order = ChannelOrder::bgr; },
            "Channels blue, green, red, as OpenCV has them")
        ->group(group);
    app_.add_flag_callback(
            "--no-scale", [&steps] { steps.scale = false; },
            "Bytes as they are, 0 to 255, not divided by 255")
        ->group(group);
    add("--normalize", "imagenet|none|MEAN/STD", group, "Then (x - mean)/std; one number or one a channel",
        [&steps](const std::string& text) { steps.normalize = parse_normalize(text); });
  }
  void layer() {
    Choice& choice = line_.choice;
    add_number("--stride", "N", choice.stride, "Stride of the convolution");
    add("--pad", "N|T,L,B,R", "The layer", "Zeros around the picture: one number, or four for its sides",
        [&choice](const std::string& text) { choice.pad = parse_sides("--pad", text); });
    add_number("--dilation", "N", choice.dilation, "How far apart the filter's cells stand");
    add_number("--groups", "N", choice.groups, "Groups of channels, each with filters of its own");
    add_number("--pool", "K", choice.pool, "Size of the pooling window, K by K");
    add_number("--pool-stride", "N", choice.pool_stride, "Stride of the pooling");
    add_number("--pool-pad", "N", choice.pool_pad, "Padding of the pooling");
    app_.add_flag_callback(
            "--pool-ceil", [&choice] { choice.pool_ceil = true; },
            "Round the size of the pooled maps up: a window may hang over the edge")
        ->group("The layer");
    std::vector<std::string> mistakes;
    for (int i = 0; i < mistake_count; ++i) mistakes.emplace_back(name(static_cast<Mistake>(i)));
    add_words("--mistake", "The layer", std::move(mistakes), "Make this mistake in the notebook, on purpose",
              [&choice](std::size_t i) { choice.mistake = static_cast<Mistake>(i); });
  }
  void window() {
    const std::string group = "The window";
    std::vector<std::string> languages;
    for (const auto& [code, language] : view::language_words()) languages.emplace_back(code);
    add_words("--lang", group, std::move(languages), "Language of the window",
              [this](std::size_t i) { line_.language = view::language_words()[i].second; });
    add_words("--theme", group, {"dark", "light"}, "Colours", [this](std::size_t i) {
      line_.theme = i == 0 ? view::ThemeName::dark : view::ThemeName::light;
    });
    std::vector<std::string> codes;
    for (const auto& [word, code] : code_words()) codes.emplace_back(word);
    add_words("--code", group, std::move(codes), "What the code beside the pictures is written in",
              [this](std::size_t i) { line_.code = code_words()[i].second; });
    add("--at", "STAGE[:STEP]", group, "Open at this stage, at its last step or at STEP (from 0)",
        [this](const std::string& text) { line_.at = parse_at(text); });
    add("--pin", "TENSOR:I,J,...", group, "Pin this cell: it is followed through the layer",
        [this](const std::string& text) { line_.pin = parse_cell("--pin", text); });
    add("--order", "loop=L,product=P", group, "Orders: L offset, window; P term, element, row, outer, all",
        [this](const std::string& text) { line_.orders = parse_orders(text); });
    add("--browse", "TENSOR[:I,J,...]", group,
        "Open this tensor in the browser, whole or at this cell's digits", [this](const std::string& text) {
          const std::optional<TensorId> whole = tensor_named(text);
          line_.browse = whole ? CellRef{*whole, {}} : parse_cell("--browse", text);
        });
    app_.add_flag("--passport", line_.passport, "Open the passport of the pinned cell")->group(group);
    add("--maps", "NAME=VALUE,...", group,
        "order=, filter=, compare=, image=, channel=, colors=, range= of the maps",
        [this](const std::string& text) { line_.maps = parse_map_options(text); });
    add("--choose", "FILE", group, "Open at the choice of a layer of this weights file",
        [this](const std::string& text) { line_.choose = text; });
    app_.add_flag("--present", line_.present, "Open in present mode, for a projector")->group(group);
    add("--size", "WxH", group, "Size of the window, and of the pictures of --shots",
        [this](const std::string& text) {
          const auto size = width_and_height(text);
          if (!size || (*size)[0] > 16'384 || (*size)[1] > 16'384) {
            refuse("--size", text, "a width and a height up to 16384 are needed, as 1280x800");
          }
          line_.size = {static_cast<int>((*size)[0]), static_cast<int>((*size)[1])};
        });
    add("--trace", "FILE", group, "Append a line of JSON for each action and the step it led to",
        [this](const std::string& text) { line_.trace = text; });
  }
  void tasks() {
    add_task("--dump", "DIR", Task::dump,
             "Write every tensor as NAME.npy, and manifest.json; no display needed");
    add_task("--shots", "DIR", Task::shots, "Write a PNG of the window for each stage, or the one of --at");
    add_task("--export", "FILE", Task::keep,
             "The window of --at as .png or .svg, its tensor as .npy or .csv");
    add("--view", "window|canvas|maps|browser", "Tasks, in place of the window",
        "With --export: of what the picture is; the window unless said",
        [this](const std::string& text) { line_.view = parse_kept_view(text); });
    add("--until", "STAGE[:STEP]", "Tasks, in place of the window",
        "With --export: the steps to here, as .gif, .webp, .mp4 or step%03d.png",
        [this](const std::string& text) { line_.until = parse_at(text); });
    add("--scale", "N", "Tasks, in place of the window", "With --export: times as large, 0.5 to 8",
        [this](const std::string& text) { line_.scale = number_between("--scale", text, 0.5, 8); });
    add("--rate", "N", "Tasks, in place of the window",
        "With --until or --tour: pictures a second, 0.1 to 50; 4 unless said",
        [this](const std::string& text) { line_.rate = number_between("--rate", text, 0.1, 50); });
    app_.add_flag("--tour", line_.tour, "With --shots or --export: a picture for each step of the lesson")
        ->group("Tasks, in place of the window");
    add_task("--script", "FILE.py|.cpp", Task::script,
             "Write this layer as a Python script, or as a C++ program (--code)");
    add_task("--inspect", "FILE", Task::inspect,
             "List the tensors of a weights file and which can be a first layer");
    app_.add_flag("--json", line_.json, "With --inspect: as JSON")->group("Tasks, in place of the window");
    add_task("--extract", "FILE.npy", Task::extract,
             "Write the chosen filter bank as float32 (FN, C, FH, FW)");
  }

  CommandLine& line_;
  CLI::App app_;
  std::vector<std::string> tasks_;
  bool bias_given_ = false;
};

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  Options options(line);
  try {
    options.app().parse(argc, argv);
    options.finish();
  } catch (const CLI::CallForHelp&) {
    line.task = Task::help;
    line.text = options.app().help();
  } catch (const CLI::CallForVersion& version) {
    line.task = Task::version;
    line.text = std::string(version.what()) + "\n";
  } catch (const CLI::ParseError& error) {
    throw UsageError(printable(error.what(), 200));
  }
  return line;
}

}  // namespace unfold::cli
