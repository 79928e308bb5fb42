#include "app/window/picker_worker.h"

#include "app/view/state.h"
#include "core/io/npy.h"
#include "core/io/testing.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace unfold::window {
namespace {

using testing_files::TempFolder;

std::filesystem::path bank(const TempFolder& folder, const char* name, const Shape& shape) {
  NpyWriter writer(folder / name, shape);
  std::vector<float> values(static_cast<std::size_t>(shape.count()));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 13) - 6;
  writer.write(values);
  writer.finish();
  return folder / name;
}

std::optional<PickerAnswer> wait_for(PickerWorker& worker) {
  for (int i = 0; i < 3000; ++i) {
    if (std::optional<PickerAnswer> answer = worker.take()) return answer;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return std::nullopt;
}

TEST(PickerWorker, AnswersAFileItsSheetsAndItsTrial) {
  const TempFolder folder;
  const std::filesystem::path file = bank(folder, "w.npy", {3, 3, 3, 32});
  PickerWorker worker([] {});
  worker.request({.inventory = file});
  auto answer = wait_for(worker);
  ASSERT_TRUE(answer);
  const auto* opened = std::get_if<OpenedWeights>(&*answer);
  ASSERT_TRUE(opened && opened->inventory) << (opened ? opened->refusal : "another answer");
  EXPECT_EQ(opened->inventory->items.size(), 1U);

  Choice choice;
  choice.lesson = "photo";
  choice.weights = file;
  const view::PickerWants wants{
      .file = file, .sheets = {{0, BankLayout::hwio, true}, {0, BankLayout::oihw, true}}, .trial = choice};
  worker.request(wants);
  int sheets = 0;
  for (int i = 0; i < 3; ++i) {
    answer = wait_for(worker);
    ASSERT_TRUE(answer);
    if (const auto* sheet = std::get_if<view::SheetAnswer>(&*answer)) {
      ASSERT_TRUE(sheet->sheet);
      EXPECT_EQ(sheet->sheet->bank[0], sheet->key.layout == BankLayout::hwio ? 32 : 3);
      ++sheets;
    } else {
      const auto* trial = std::get_if<view::Trial>(&*answer);
      ASSERT_TRUE(trial);
      ASSERT_TRUE(trial->walkthrough) << trial->refusal;
      EXPECT_EQ(trial->walkthrough->geometry().FN, 32);
    }
  }
  EXPECT_EQ(sheets, 2);
}

TEST(PickerWorker, WhatIsUnderwayIsNotDoneTwice) {
  const TempFolder folder;
  const std::filesystem::path file = bank(folder, "w.npy", {8, 3, 5, 5});
  PickerWorker worker([] {});
  view::PickerWants wants{.file = file};
  for (std::int64_t i = 0; i < 2; ++i) wants.sheets.push_back({0, BankLayout::oihw, i == 0});
  worker.request(wants);
  // Asked again and again in another form, as a frame asks while answers come in.
  std::size_t answers = 0;
  while (const std::optional<PickerAnswer> answer = wait_for(worker)) {
    const auto& sheet = std::get<view::SheetAnswer>(*answer);
    std::erase(wants.sheets, sheet.key);
    worker.request(wants);
    ++answers;
    if (wants.sheets.empty()) break;
  }
  EXPECT_EQ(answers, 2U);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_FALSE(worker.take()) << "nothing was wanted any more";
}

TEST(PickerWorker, AFileThatIsNoneIsRefusedInOneLine) {
  const TempFolder folder;
  testing_files::write_text(folder / "page.pth", "<!DOCTYPE html>");
  PickerWorker worker([] {});
  worker.request({.inventory = folder / "page.pth"});
  const auto answer = wait_for(worker);
  ASSERT_TRUE(answer);
  const auto& opened = std::get<OpenedWeights>(*answer);
  EXPECT_FALSE(opened.inventory);
  EXPECT_NE(opened.refusal.find("page.pth: is a web page"), std::string::npos) << opened.refusal;
}

}  // namespace
}  // namespace unfold::window
