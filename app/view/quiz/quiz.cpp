#include "app/view/quiz/quiz.h"

#include "app/view/actions/handle.h"
#include "app/view/quiz/asked_place.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <system_error>
#include <utility>

namespace unfold::view {
namespace {

bool asks_about(const State& s, Stage stage) {
  return s.quiz && !s.quiz->off && (s.quiz->only.empty() || s.quiz->only.contains(stage));
}

// The first that is not done; none where no question stands before the person.
std::optional<AskAt> next_ask(const State& s) {
  const Stage stage = s.playback.at.stage;
  if (!asks_about(s, stage) || s.browse || !s.document || !s.walkthrough) return std::nullopt;
  const TourStep* step = asking_step(s, stage);
  for (const Ask ask : asks_of(s, stage, step))
    if (const AskAt what = ask_at(s, ask, step); !s.quiz->done.contains(what)) return what;
  return std::nullopt;
}

}  // namespace

void ask_about(State& s, Stage stage) {
  if (s.quiz && !s.quiz->off && s.quiz->only.empty()) return;
  auto quiz = s.quiz ? std::make_shared<Quiz>(*s.quiz) : std::make_shared<Quiz>();
  quiz->off = false;
  quiz->only.insert(stage);
  s.quiz = std::move(quiz);
}

void ask_no_more(State& s, Stage stage) {
  if (!s.quiz || !s.quiz->only.contains(stage)) return;
  auto quiz = std::make_shared<Quiz>(*s.quiz);
  quiz->only.erase(stage);
  // Without any it would be one about all stages.
  quiz->off = quiz->only.empty();
  s.quiz = std::move(quiz);
}

void keep_outcome(const State& s, Quiz& quiz) {
  if (quiz.open && quiz.outcome && quiz.layer == s.walkthrough->serial())
    quiz.done[*quiz.open] = *quiz.outcome;
}

bool is_asked(const State& s) { return next_ask(s).has_value(); }

bool asks_at(const State& s, Stage stage) {
  if (!asks_about(s, stage) || !s.walkthrough) return false;
  return std::ranges::any_of(all_asks_of(s, stage),
                             [&](const AskAt& what) { return !s.quiz->done.contains(what); });
}

bool is_answered(const State& s) {
  const std::optional<AskAt> what = next_ask(s);
  return what && s.quiz->outcome && s.quiz->open == what && s.quiz->layer == s.walkthrough->serial();
}

std::optional<Question> open_question(const State& s, const Texts& texts) {
  const std::optional<AskAt> what = next_ask(s);
  return what ? question_of(s, what->ask, texts) : std::nullopt;
}

std::size_t offered(const State& s) {
  const std::optional<Question> question = open_question(s, Texts(s.options.language));
  if (!question) return 0;
  const std::size_t box = is_place(question->ask) ? 0 : at_question(s, *question).box;
  const std::size_t count = candidates_of(s, *question, box).size();
  return count <= most_letters ? count : 0;
}

Quiz at_question(const State& s, const Question& question) {
  Quiz quiz = *s.quiz;
  std::vector<double> answers;
  for (const AnswerBox& box : question.boxes) answers.push_back(box.answer);
  const AskAt what{question.ask, question.place};
  if (quiz.open == what && quiz.layer == s.walkthrough->serial() && quiz.answers == answers) return quiz;
  if (quiz.open != what) keep_outcome(s, quiz);
  quiz.open = what;
  quiz.layer = s.walkthrough->serial();
  quiz.answers = std::move(answers);
  quiz.typed.assign(question.boxes.size(), {});
  quiz.right.assign(question.boxes.size(), false);
  quiz.wrong.assign(question.boxes.size(), {});
  quiz.box = 0;
  quiz.outcome.reset();
  return quiz;
}

void stop_before_question(State& s) {
  if (!s.playback.playing || !is_asked(s)) return;
  pause(s);
  auto quiz = std::make_shared<Quiz>(*s.quiz);
  quiz->resume = true;
  s.quiz = std::move(quiz);
}

std::optional<double> number_in(const std::string& text) {
  std::string plain = text;
  std::ranges::replace(plain, ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

std::optional<double> answer_in(const AnswerBox& box, const std::string& text) {
  std::string plain = text;
  if (box.tolerance == 0) std::erase(plain, ',');
  return number_in(plain);
}

bool is_right(const AnswerBox& box, const std::string& text) {
  const std::optional<double> value = answer_in(box, text);
  if (!value) return false;
  return std::abs(*value - box.answer) <= box.tolerance ||
         std::ranges::find(box.others, *value) != box.others.end();
}

Score score_of(const State& s) {
  Score score;
  if (!s.quiz || !s.walkthrough) return score;
  const std::optional<AskAt> here = next_ask(s);
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    if (!asks_about(s, stage)) continue;
    for (const AskAt& what : all_asks_of(s, stage)) {
      ++score.all;
      if (what == here) score.number = score.all;
      const auto done = s.quiz->done.find(what);
      if (done != s.quiz->done.end() && done->second == Answered::right_at_once) ++score.right;
    }
  }
  return score;
}

}  // namespace unfold::view
