#include "app/view/quiz/quiz.h"

#include "app/view/actions/handle.h"
#include "app/view/quiz/asked_place.h"
#include "app/view/tour/tour.h"
#include "core/lesson/lesson_file.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace unfold::view {
namespace {

constexpr std::size_t longest_answer = 12;

// What may stand in a number; the rest of the keyboard is for other things.
bool in_number(char c) { return std::string_view("0123456789.,-").find(c) != std::string_view::npos; }

// Changes the quiz at the question that is open.
template <typename Change> Effects change(State& s, Change what) {
  const Texts texts(s.options.language, s.keys);
  const std::optional<Question> question = open_question(s, texts);
  if (!question) return {};
  Quiz quiz = at_question(s, *question);
  what(quiz, *question);
  s.quiz = std::make_shared<const Quiz>(std::move(quiz));
  return {};
}
// The same while it is not answered.
template <typename Change> Effects answer(State& s, Change what) {
  return change(s, [&](Quiz& quiz, const Question& question) {
    if (!quiz.outcome) what(quiz, question);
  });
}

// To the next box that is not answered.
void choose_next(Quiz& quiz, int by) {
  const std::size_t count = quiz.typed.size();
  for (std::size_t tried = 0; tried < count; ++tried) {
    quiz.box = (quiz.box + count + static_cast<std::size_t>(by < 0 ? count - 1 : 1)) % count;
    if (!quiz.right[quiz.box]) return;
  }
}

// Looks at all that is typed.
void check(const State& s, Quiz& quiz, const Question& q) {
  std::optional<std::size_t> failed;
  for (std::size_t i = 0; i < q.boxes.size(); ++i) {
    if (quiz.right[i] || quiz.typed[i].empty()) continue;
    Given given{.what = {q.ask, q.place},
                .box = i,
                .text = quiz.typed[i],
                .right = is_right(q.boxes[i], quiz.typed[i]),
                .slip = {}};
    if (given.right) {
      quiz.right[i] = true;
    } else {
      if (const auto slip = slip_of(s.walkthrough->geometry(), q, i, quiz.typed[i])) given.slip = slip->text;
      quiz.wrong[i].push_back(quiz.typed[i]);
      quiz.typed[i].clear();
      if (!failed) failed = i;
    }
    quiz.given.push_back(std::move(given));
  }
  if (std::ranges::all_of(quiz.right, [](bool right) { return right; })) {
    const bool at_once = std::ranges::all_of(quiz.wrong, [](const auto& answers) { return answers.empty(); });
    quiz.outcome = at_once ? Answered::right_at_once : Answered::right_later;
  } else if (failed) {
    quiz.box = *failed;
  } else {
    choose_next(quiz, 1);
  }
}

// Into the boxes from this one on, a space between them.
void give(Quiz& quiz, std::size_t box, std::string_view text) {
  for (; box < quiz.typed.size() && !text.empty(); ++box) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (!quiz.right[box]) quiz.typed[box] = std::string(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// The stage at the step that was asked about, or with its cell followed.
void open_stage(State& s, const Question& question, bool play) {
  const TourStep* step = question.place >= 0 ? asking_step(s, stage_of(question.ask)) : nullptr;
  if (step != nullptr) {
    go_to(s, *step);
  } else if (question.at) {
    move_to(s, seek(s.walkthrough->geometry(), s.playback, *question.at));
    // What is pinned would be explained in the place of what was asked about.
    s.pinned.reset();
    s.passport.open = false;
  } else if (question.cell && has_cell(*s.walkthrough, *question.cell)) {
    pin(s, *question.cell);
  }
  s.playback.playing = play;
}

void leave_question(const State& s, Quiz& quiz) {
  keep_outcome(s, quiz);
  quiz.open.reset();
  quiz.outcome.reset();
  quiz.resume = false;
}

}  // namespace

Effects handle(State& s, const act::ToggleQuiz&) {
  Quiz quiz = s.quiz ? *s.quiz : Quiz{};
  quiz.off = s.quiz && !quiz.off;
  quiz.only.clear();
  if (quiz.off) {
    leave_question(s, quiz);
  } else {
    s.browse.reset();
    pause(s);
  }
  s.quiz = std::make_shared<const Quiz>(std::move(quiz));
  return {};
}

Effects handle(State& s, const act::AnswerText& a) {
  return answer(s, [&](Quiz& quiz, const Question& question) {
    if (!question.typed) return;
    if (quiz.right[quiz.box]) choose_next(quiz, 1);
    for (const char c : a.text)
      if (in_number(c) && quiz.typed[quiz.box].size() < longest_answer) quiz.typed[quiz.box] += c;
  });
}

Effects handle(State& s, const act::EraseAnswer&) {
  return answer(s, [](Quiz& quiz, const Question&) {
    if (std::string& typed = quiz.typed[quiz.box]; !typed.empty() && !quiz.right[quiz.box]) typed.pop_back();
  });
}

Effects handle(State& s, const act::ChooseBox& a) {
  return answer(s, [&](Quiz& quiz, const Question&) {
    if (a.box < quiz.typed.size() && !quiz.right[a.box]) quiz.box = a.box;
  });
}

Effects handle(State& s, const act::NextBox& a) {
  return answer(s, [&](Quiz& quiz, const Question&) { choose_next(quiz, a.by); });
}

Effects handle(State& s, const act::CheckAnswer&) {
  return answer(s, [&](Quiz& quiz, const Question& question) { check(s, quiz, question); });
}

Effects handle(State& s, const act::GiveAnswer& a) {
  return answer(s, [&](Quiz& quiz, const Question& question) {
    if (a.box >= question.boxes.size()) return;
    give(quiz, a.box, a.text);
    check(s, quiz, question);
  });
}

Effects handle(State& s, const act::PickCandidate& a) {
  return answer(s, [&](Quiz& quiz, const Question& question) {
    const std::size_t box = is_place(question.ask) ? 0 : quiz.box;
    const std::vector<Candidate> all = candidates_of(s, question, box);
    if (a.number >= all.size() || (quiz.right[box] && !is_place(question.ask))) return;
    const std::string& text = all[a.number].text;
    // One that was tried stays struck out.
    if (std::ranges::find(quiz.wrong[box], text) != quiz.wrong[box].end()) return;
    give(quiz, box, text);
    check(s, quiz, question);
  });
}

Effects handle(State& s, const act::ShowAnswer&) {
  return answer(s, [](Quiz& quiz, const Question&) {
    quiz.outcome = Answered::shown;
    for (std::string& typed : quiz.typed) typed.clear();
  });
}

Effects handle(State& s, const act::GoOn&) {
  const Texts texts(s.options.language, s.keys);
  const std::optional<Question> question = open_question(s, texts);
  if (!question) return {};
  Quiz quiz = at_question(s, *question);
  if (!quiz.outcome) {
    s.quiz = std::make_shared<const Quiz>(std::move(quiz));
    return {};
  }
  const bool play = quiz.resume;
  leave_question(s, quiz);
  s.quiz = std::make_shared<const Quiz>(quiz);
  if (!is_asked(s)) {
    open_stage(s, *question, play);
    return {};
  }
  quiz.resume = play;
  s.quiz = std::make_shared<const Quiz>(std::move(quiz));
  return {};
}

Effects handle(State& s, const act::ToggleAsk&) {
  const Tour* tour = tour_of(s);
  const std::optional<std::size_t> at = tour_step(s);
  if (tour == nullptr || !at || !has_question(s.walkthrough->geometry(), tour->steps[*at].at.stage)) {
    s.message = Texts(s.options.language, s.keys).get("quiz.no_step");
    return {};
  }
  auto lesson = std::make_shared<LessonFile>(*s.document->source);
  TourStep& step = lesson->tour.steps[*at];
  step.ask = !step.ask;
  const Stage stage = step.at.stage;
  const bool asks = step.ask;
  auto document = std::make_shared<Document>(*s.document);
  document->source = std::move(lesson);
  s.document = std::move(document);
  if (!asks) ask_no_more(s, stage);
  s.notice = {Texts(s.options.language, s.keys).get(asks ? "quiz.asks_now" : "quiz.asks_no_more")};
  return {};
}

}  // namespace unfold::view
