#include "core/lesson/lesson_file.h"

#include "core/io/fuzz/weights_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const unfold::LessonFile lesson = unfold::parse_lesson(std::as_bytes(std::span(data, size)), "fuzzed");
    if (int{lesson.x.has_value()} + int{!lesson.pictures.empty()} + int{lesson.pattern.has_value()} != 1)
      std::abort();
    for (const auto* typed : {lesson.x ? &lesson.x->typed : nullptr, &lesson.W.typed}) {
      if (typed == nullptr || !*typed) continue;
      if ((*typed)->data.size() != static_cast<std::size_t>((*typed)->shape.count())) std::abort();
    }
  } catch (const unfold::Error& error) {
    unfold::fuzzing::check_refusal(error);
  }
  return 0;
}
