#include "app/view/quiz/quiz.h"

#include "app/view/actions/handle.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace unfold::view {
namespace {

constexpr std::size_t longest_answer = 12;

// What may stand in a number; the rest of the keyboard is for other things.
bool in_number(char c) { return std::string_view("0123456789.,-").find(c) != std::string_view::npos; }

// The quiz as the question that is open needs it, to be changed.
std::shared_ptr<Quiz> at_question(const State& s, const Question& question) {
  auto quiz = std::make_shared<Quiz>(*s.quiz);
  if (quiz->stage == question.stage && quiz->typed.size() == question.boxes.size()) return quiz;
  quiz->stage = question.stage;
  quiz->typed.assign(question.boxes.size(), {});
  quiz->right.assign(question.boxes.size(), false);
  quiz->wrong.assign(question.boxes.size(), {});
  quiz->box = 0;
  return quiz;
}

template <typename Change> Effects change(State& s, Change what) {
  const Texts texts(s.options.language);
  const std::optional<Question> question = open_question(s, texts);
  if (!question) return {};
  const std::shared_ptr<Quiz> quiz = at_question(s, *question);
  what(*quiz, *question);
  s.quiz = quiz;
  return {};
}

// To the next box that is not answered.
void choose_next(Quiz& quiz, int by) {
  const std::size_t count = quiz.typed.size();
  for (std::size_t tried = 0; tried < count; ++tried) {
    quiz.box = (quiz.box + count + static_cast<std::size_t>(by < 0 ? count - 1 : 1)) % count;
    if (!quiz.right[quiz.box]) return;
  }
}

bool is_right(const AnswerBox& box, const std::string& typed) {
  std::string plain = typed;
  // A whole number may be grouped, as the window writes it: 50,176.
  if (box.tolerance == 0) std::erase(plain, ',');
  const std::optional<double> value = number_in(plain);
  return value && std::abs(*value - box.answer) <= box.tolerance;
}

}  // namespace

Effects handle(State& s, const act::ToggleQuiz&) {
  if (s.quiz) {
    s.quiz.reset();
  } else {
    s.quiz = std::make_shared<const Quiz>();
    s.browse.reset();
    pause(s);
  }
  return {};
}

Effects handle(State& s, const act::AnswerText& a) {
  return change(s, [&](Quiz& quiz, const Question&) {
    if (quiz.right[quiz.box]) choose_next(quiz, 1);
    for (const char c : a.text)
      if (in_number(c) && quiz.typed[quiz.box].size() < longest_answer) quiz.typed[quiz.box] += c;
  });
}

Effects handle(State& s, const act::EraseAnswer&) {
  return change(s, [](Quiz& quiz, const Question&) {
    if (std::string& typed = quiz.typed[quiz.box]; !typed.empty() && !quiz.right[quiz.box]) typed.pop_back();
  });
}

Effects handle(State& s, const act::ChooseBox& a) {
  return change(s, [&](Quiz& quiz, const Question&) {
    if (a.box < quiz.typed.size() && !quiz.right[a.box]) quiz.box = a.box;
  });
}

Effects handle(State& s, const act::NextBox& a) {
  return change(s, [&](Quiz& quiz, const Question&) { choose_next(quiz, a.by); });
}

Effects handle(State& s, const act::CheckAnswer&) {
  return change(s, [](Quiz& quiz, const Question& question) {
    std::optional<std::size_t> failed;
    for (std::size_t i = 0; i < question.boxes.size(); ++i) {
      if (quiz.right[i] || quiz.typed[i].empty()) continue;
      if (is_right(question.boxes[i], quiz.typed[i])) {
        quiz.right[i] = true;
      } else {
        quiz.wrong[i].push_back(quiz.typed[i]);
        quiz.typed[i].clear();
        if (!failed) failed = i;
      }
    }
    if (std::ranges::all_of(quiz.right, [](bool right) { return right; })) {
      const bool at_once =
          std::ranges::all_of(quiz.wrong, [](const auto& answers) { return answers.empty(); });
      quiz.done[quiz.stage] = at_once ? Answered::right_at_once : Answered::right_later;
    } else if (failed) {
      quiz.box = *failed;
    } else {
      choose_next(quiz, 1);
    }
  });
}

Effects handle(State& s, const act::ShowAnswer&) {
  return change(s, [](Quiz& quiz, const Question&) { quiz.done[quiz.stage] = Answered::shown; });
}

}  // namespace unfold::view
