#include "console/show_file.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "console/edit.h"
#include "console/gang.h"
#include "console/tap.h"
#include "console/value_text.h"
#include "io/atomic_file.h"

namespace headroom {
namespace {

constexpr std::string_view kFirstLine = "headroom show 1";
constexpr std::string_view kFirstLineWithScenes = "headroom show 2";
constexpr std::string_view kSceneWord = "scene";
constexpr std::string_view kAnyVersion = "headroom show ";
constexpr std::string_view kPlanWord = "plan ";
constexpr size_t kMaxNotes = 200;  // a file of garbage must not make a report larger than itself

// Hands out the lines of a text without their ends ("\n" or "\r\n"), counted from 1.
class Lines {
 public:
  explicit Lines(const std::string& text) : rest_(text) {}
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    ++number_;
    return true;
  }
  int number() const { return number_; }

 private:
  std::string_view rest_;
  int number_ = 0;
};

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

Result<std::string> unquoted(std::string_view text) {
  const Error error{"a name is written in double quotes, as in \"Lead Vox\""};
  if (text.size() < 2 || text.front() != '"') return error;
  std::string result;
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1 == text.size() ? Result<std::string>(result) : Result<std::string>(error);
    if (text[i] == '\\' && ++i == text.size()) return error;
    result += text[i];
  }
  return error;
}

// The first word of a line, and what stands behind it.
std::pair<std::string_view, std::string_view> first_word(std::string_view line) {
  const size_t space = line.find_first_of(" \t");
  std::string_view rest = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
  return {line.substr(0, space), rest};
}

// Puts one line "/ch/07/fader -6 dB" into the show; `scene` is what scenes cover where the line belongs to one.
Outcome set_line(std::string_view line, Show& show, const SceneCoverage* scene) {
  const auto [address, text] = first_word(line);

  const Table& table = show.table();
  const ControlId id = table.find(address);
  if (id == kNoControl) return Error{std::string(address) + " is not a control of this desk; left out"};
  const ControlRow& row = table.row(id);
  if (row.flags & kNotSaved) return Error{std::string(address) + " does not belong in a show; left out"};
  if (scene && !scene->covers(id)) return Error{std::string(address) + " does not belong in a scene; left out"};
  if (row.unit == Unit::text) {
    const auto name = unquoted(text);
    if (!name)
      return Error{std::string(address) + ": " + name.error() + "; kept " + show.strip_name(table.control(id).strip)};
    show.set_text(id, *name);
    return {};
  }
  const auto value = parse_value(table, id, text);
  if (!value)
    return Error{std::string(address) + ": " + value.error() + "; kept " + value_text(table, id, show.value(id))};
  if (const auto obstacle = obstacle_to(show, id, show.nearest(id, *value))) return Error{*obstacle + "; left out"};
  show.set(id, *value);
  return {};
}

// A show says nothing of outputs that carry what they do on a new desk; on another desk that is something else. They
// are given what they carried on the desk of `plan`, as far as it is here too.
void keep_outputs_of(const DeskPlan& plan, Show& show) {
  const Table& table = show.table();
  const Table made_on(plan);
  const int outputs = std::min(table.count_of(kOutput), made_on.count_of(kOutput));
  for (int output = 1; output <= outputs; ++output) {
    const auto same =
        parse_tap(table, tap_text(made_on, tap_value(made_on.outputs()[static_cast<size_t>(output - 1)])));
    show.set(table.id(table.strip_of(kOutput, output), Param::tap), same ? *same : 0.0f);
  }
}

// The header of a show; on success `lines` stands behind it.
Result<DeskPlan> read_header(Lines& lines, const std::string& name) {
  std::string_view line;
  if (!lines.next(line) || !line.starts_with(kAnyVersion))
    return Error{name + " is not a Headroom show: its first line would be \"" + std::string(kFirstLine) + "\""};
  if (line != kFirstLine && line != kFirstLineWithScenes)
    return Error{name + " was written by another version (\"" + std::string(line) + "\"); this one reads \"" +
                 std::string(kFirstLine) + "\" and \"" + std::string(kFirstLineWithScenes) + "\""};
  if (!lines.next(line) || !line.starts_with(kPlanWord))
    return Error{name + ":2: the second line of a show is its plan, as in \"plan " + plan_text({}) + "\""};
  auto plan = parse_plan(std::string(line.substr(kPlanWord.size())));
  if (!plan) return Error{name + ":2: " + plan.error()};
  return plan;
}

// Takes the lines of a show one by one: first those of the mix, then those of scene after scene.
class ShowReader {
 public:
  explicit ShowReader(Show& mix) : mix_(mix) {}

  Outcome take(std::string_view line) {
    if (const auto [word, rest] = first_word(line); word == kSceneWord) return begin_scene(rest);
    if (part_ == Part::left_out) return {};
    const bool is_mix = part_ == Part::mix;
    const Outcome set = set_line(line, is_mix ? mix_ : scene_->show, is_mix ? nullptr : &scene_->coverage);
    if (set) ++controls_set_;
    return set;
  }
  int controls_set() const { return controls_set_; }

  SceneList finish() {
    end_scene();
    forget_lost_scenes(mix_, scenes_);
    return std::move(scenes_);
  }

 private:
  enum class Part { mix, scene, left_out };

  // `words`: 12 "Verse"
  Outcome begin_scene(std::string_view words) {
    end_scene();
    part_ = Part::left_out;
    const auto [digits, rest] = first_word(words);
    int number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc{} || end != digits.data() + digits.size() || number < 1 || number > kScenes)
      return Error{(words.empty() ? "scene" : "scene " + std::string(words)) + ": the number of a scene is 1 to " +
                   std::to_string(kScenes) + "; left out"};
    if (scenes_.is_used(number))
      return Error{"scene " + std::to_string(number) + " is there already; the second was left out"};
    part_ = Part::scene;
    number_ = number;
    if (!scene_) scene_.emplace(mix_.table());
    if (rest.empty()) return {};
    const auto name = unquoted(rest);
    if (!name) return Error{"scene " + std::to_string(number) + ": " + name.error() + "; it has none"};
    mix_.set_text(mix_.table().id(mix_.table().strip_of(kScene, number), Param::name), *name);
    return {};
  }

  void end_scene() {
    if (part_ != Part::scene) return;
    scenes_.put(number_, scene_of(scene_->coverage, scene_->show));
    scene_->show = scene_->blank;
  }

  // Where a scene is read into; most shows need none of it.
  struct SceneRoom {
    explicit SceneRoom(const Table& table) : coverage(table), blank(table), show(table) {}
    const SceneCoverage coverage;
    const Show blank;
    Show show;  // what has been read of it
  };

  Show& mix_;
  std::optional<SceneRoom> scene_;
  SceneList scenes_;
  Part part_ = Part::mix;
  int number_ = 0;
  int controls_set_ = 0;
};

std::string number_line(const Table& table, ControlId id, float value) {
  return table.address(id) + ' ' + exact_value_text(table, id, value) + '\n';
}

std::string text_line(const Table& table, ControlId id, const std::string& text) {
  return table.address(id) + ' ' + quoted(text) + '\n';
}

std::string scene_lines(const Table& table, const Scene& scene) {
  std::string lines;
  auto text = scene.texts.begin();
  const auto add_texts_before = [&](ControlId id) {
    for (; text != scene.texts.end() && text->control < id; ++text)
      lines += text_line(table, text->control, text->text);
  };
  for (const Scene::Number& number : scene.numbers) {
    add_texts_before(number.control);
    lines += number_line(table, number.control, number.value);
  }
  add_texts_before(kNoControl);
  return lines;
}

}  // namespace

std::string show_text(const Show& show, const SceneList& scenes) {
  const Table& table = show.table();
  const std::string_view first_line = scenes.is_empty() ? kFirstLine : kFirstLineWithScenes;
  std::string text = std::string(first_line) + "\n" + std::string(kPlanWord) + plan_text(table.plan()) + "\n";
  const auto is_in_scene_line = [&](ControlId id) {
    const DeskStrip& strip = table.strip(table.control(id).strip);
    return strip.kind == kScene && scenes.is_used(strip.number);
  };
  for (ControlId id = 0; id < table.size(); ++id) {
    const ControlRow& row = table.row(id);
    if ((row.flags & kNotSaved) || !show.is_changed(id) || is_in_scene_line(id)) continue;
    text += row.unit == Unit::text ? text_line(table, id, show.text(id)) : number_line(table, id, show.value(id));
  }
  for (int number = scenes.used_after(0); number != 0; number = scenes.used_after(number)) {
    const ControlId name = table.id(table.strip_of(kScene, number), Param::name);
    text += std::string(kSceneWord) + ' ' + std::to_string(number) + ' ' + quoted(show.text(name)) + '\n';
    text += scene_lines(table, *scenes.at(number));
  }
  return text;
}

Result<LoadReport> load_show_text(const std::string& text, const std::string& name, Show& show, SceneList* scenes) {
  Lines lines(text);
  const auto plan = read_header(lines, name);
  if (!plan) return Error{plan.error()};

  show = Show(show.table());
  LoadReport report;
  report.plan = *plan;
  if (*plan != show.table().plan()) keep_outputs_of(*plan, show);
  ShowReader reader(show);
  std::string_view line;
  while (lines.next(line)) {
    if (line.empty() || line.front() == '#') continue;
    const Outcome taken = reader.take(line);
    if (taken) continue;
    ++report.lines_left_out;
    if (report.notes.size() < kMaxNotes)
      report.notes.push_back(name + ":" + std::to_string(lines.number()) + ": " + taken.error());
  }
  report.controls_set = reader.controls_set();
  SceneList read = reader.finish();
  if (scenes) *scenes = std::move(read);
  if (const size_t untold = static_cast<size_t>(report.lines_left_out) - report.notes.size(); untold > 0)
    report.notes.push_back(name + ": " + std::to_string(untold) + " more lines were left out");
  if (report.plan != show.table().plan())
    report.notes.push_back(name + " was made on a desk of " + plan_text(report.plan) + "; this one is " +
                           plan_text(show.table().plan()) + "; what fits was loaded");
  return report;
}

Outcome save_show(const Show& show, const std::string& path, const SceneList& scenes) {
  return write_whole_file(path, show_text(show, scenes));
}

Result<LoadReport> load_show(const std::string& path, Show& show, SceneList* scenes) {
  const auto text = read_whole_file(path, kMaxShowBytes);
  if (!text) return Error{text.error()};
  return load_show_text(*text, path, show, scenes);
}

Result<DeskPlan> plan_of_show(const std::string& path) {
  const auto text = read_whole_file(path, kMaxShowBytes);
  if (!text) return Error{text.error()};
  Lines lines(*text);
  return read_header(lines, path);
}

}  // namespace headroom
