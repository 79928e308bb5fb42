#include "app/window/picker_worker.h"

#include "app/load/loader.h"
#include "app/view/state.h"

#include <exception>
#include <utility>

namespace unfold::window {
namespace {

OpenedWeights open_inventory(const std::filesystem::path& file) {
  OpenedWeights opened{.file = file};
  try {
    opened.inventory = std::make_shared<const Inventory>(take_inventory(file));
  } catch (const std::exception& error) {
    opened.refusal = error.what();
  }
  return opened;
}

std::optional<view::Trial> try_choice(const Choice& choice, const Progress& progress) {
  std::optional<Loaded> loaded = LayerSource().load(choice, progress);
  if (!loaded) return std::nullopt;
  return view::Trial{choice, std::move(loaded->document), std::move(loaded->walkthrough),
                     std::move(loaded->refusal)};
}

view::ComparisonAnswer compare(std::shared_ptr<const Document> document) {
  const LayerInput& input = document->input;
  PreprocessComparison comparison;
  try {
    comparison = compare_preprocess(document->pictures.front(), document->preprocess, *input.W, input.b.get(),
                                    input.params);
  } catch (const std::exception&) {
    comparison = {};  // nothing to compare
  }
  return {std::move(document), std::make_shared<const PreprocessComparison>(std::move(comparison))};
}

// Leaves out of `wants` the one thing that is underway. A trial that is being cancelled is wanted anew.
void take_out(view::PickerWants& wants, const view::PickerWants& one, bool cancelled) {
  if (one.inventory && wants.inventory == one.inventory) wants.inventory.reset();
  if (!one.sheets.empty() && wants.file == one.file) std::erase(wants.sheets, one.sheets.front());
  if (one.trial && wants.trial == one.trial && !cancelled) wants.trial.reset();
  if (one.compare && wants.compare == one.compare) wants.compare.reset();
}

bool is_empty(const view::PickerWants& wants) {
  return !wants.inventory && wants.sheets.empty() && !wants.trial && !wants.compare;
}

}  // namespace

PickerWorker::PickerWorker(std::function<void()> wake)
    : wake_(std::move(wake)), worker_([this](const std::stop_token& stopped) { work(stopped); }) {}

PickerWorker::~PickerWorker() {
  worker_.request_stop();
  changed_.notify_all();
  worker_.join();
}

void PickerWorker::request(const view::PickerWants& wants) {
  {
    const std::scoped_lock lock(mutex_);
    if (wants == last_) return;
    last_ = wants_ = wants;
    const bool begun = underway_.size() > done_.size();
    if (begun && underway_.back().trial && underway_.back().trial != wants.trial) overtaken_ = true;
    for (const view::PickerWants& one : underway_)
      take_out(wants_, one, overtaken_ && &one == &underway_.back());
  }
  changed_.notify_one();
}

std::optional<PickerAnswer> PickerWorker::take() {
  const std::scoped_lock lock(mutex_);
  if (done_.empty()) return std::nullopt;
  PickerAnswer answer = std::move(done_.front());
  done_.erase(done_.begin());
  underway_.erase(underway_.begin());
  // What is answered may be asked again: the file may be another by then.
  last_ = {};
  return answer;
}

std::optional<PickerAnswer> PickerWorker::answer(const view::PickerWants& wants,
                                                 const std::stop_token& stopped) {
  if (wants.inventory) {
    opened_.reset();  // the file may be another by now
    return open_inventory(*wants.inventory);
  }
  if (!wants.sheets.empty()) {
    const view::SheetKey& key = wants.sheets.front();
    view::SheetAnswer answer{wants.file, key, nullptr};
    try {
      if (opened_file_ != wants.file || !opened_) opened_ = open_weights(wants.file);
      opened_file_ = wants.file;
      answer.sheet = view::read_sheet(*opened_, key);
    } catch (const std::exception&) {
      opened_.reset();
    }
    return answer;
  }
  if (wants.compare) return compare(wants.compare);
  const Progress go_on = [&](double) {
    const std::scoped_lock lock(mutex_);
    return !overtaken_ && !stopped.stop_requested();
  };
  std::optional<view::Trial> trial = try_choice(*wants.trial, go_on);
  if (!trial) return std::nullopt;
  return std::move(*trial);
}

void PickerWorker::work(const std::stop_token& stopped) {
  while (true) {
    view::PickerWants one;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stopped, [&] { return !is_empty(wants_); })) return;
      // One thing at a time, so that what is wanted meanwhile comes before the rest.
      one.file = wants_.file;
      if (wants_.inventory) {
        one.inventory = std::exchange(wants_.inventory, std::nullopt);
      } else if (!wants_.sheets.empty()) {
        one.sheets = {wants_.sheets.front()};
        wants_.sheets.erase(wants_.sheets.begin());
      } else if (wants_.compare) {
        one.compare = std::exchange(wants_.compare, nullptr);
      } else {
        one.trial = std::exchange(wants_.trial, std::nullopt);
      }
      overtaken_ = false;
      underway_.push_back(one);
    }
    std::optional<PickerAnswer> done = answer(one, stopped);
    {
      const std::scoped_lock lock(mutex_);
      if (!done) {
        underway_.pop_back();
        continue;
      }
      done_.push_back(std::move(*done));
    }
    wake_();
  }
}

void serve_picker(view::State& s) {
  for (view::PickerWants wants = view::picker_wants(s); !is_empty(wants); wants = view::picker_wants(s)) {
    if (wants.inventory) {
      OpenedWeights opened = open_inventory(*wants.inventory);
      if (!opened.inventory)
        view::refuse_inventory(s, opened.file, opened.refusal);
      else
        static_cast<void>(view::put_inventory(s, std::move(opened.inventory)));
      continue;
    }
    if (!wants.sheets.empty()) {
      const std::unique_ptr<WeightsFile> weights = open_weights(wants.file);
      for (const view::SheetKey& key : wants.sheets)
        view::put_sheet(s, {wants.file, key, view::read_sheet(*weights, key)});
    }
    if (wants.trial) view::put_trial(s, *try_choice(*wants.trial, {}));
    if (wants.compare) view::put_comparison(s, compare(wants.compare));
  }
}

}  // namespace unfold::window
