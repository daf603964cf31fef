#include "surfaces/display/system/windows.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "surfaces/display/model/desk_link.h"
#include "surfaces/display/system/map_teacher.h"
#include "surfaces/display/system/window.h"

namespace headroom::display {
namespace {

constexpr double kHidden_s = 0.25;     // between looks at the desk while nobody sees a window
constexpr double kFrame_s = 1.0 / 60;  // where the monitor does not set the pace
constexpr double kTooFast_s = 0.004;   // a frame that took less was not waited for

double now_s() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void tell(const std::string& sentence) {
  if (!sentence.empty()) std::fprintf(stderr, "headroom-display: %s\n", sentence.c_str());
}

// Beside the preferences.
std::string reference_path() {
  return (std::filesystem::path(preferences_path()).parent_path() / "spectrum.csv").string();
}

// A window and its place at the desk.
struct Seat {
  DeskLink desk;
  std::unique_ptr<Window> window;
  bool was_alive = false, was_hidden = false;

  // `is_pace`: the window whose monitor sets the pace of all.
  void turn(bool is_pace, const Monitor& monitor) {
    Screen& screen = window->screen();
    if (desk.look(now_s())) {
      screen.join(*desk.client());
      desk.forget_last();
    }
    const bool is_hidden = window->is_hidden();
    if ((was_alive && !desk.is_alive()) || (!was_hidden && is_hidden)) screen.let_go();
    was_alive = desk.is_alive();
    was_hidden = is_hidden;
    const Screen::Moment moment{.now_s = now_s(),
                                .clock = time_of_day(),
                                .console_is_alive = desk.is_alive(),
                                .fingers = fingers_for(screen.open().likes, monitor, screen.scale()),
                                .one_finger = fingers_at(monitor, screen.scale())};
    if (is_hidden)
      screen.keep_up(moment);
    else
      window->show_frame(moment, is_pace);
  }
};

class Windows {
 public:
  Windows(const WindowsRequest& request, std::unique_ptr<WindowSystem> system, std::shared_ptr<Letters> letters,
          LoadedPreferences kept)
      : request_(request),
        system_(std::move(system)),
        letters_(std::move(letters)),
        likes_(std::move(kept.likes)),
        news_(std::move(kept.error)) {
    if (const Outcome read = reference_->keep_in(reference_path()); !read) tell(read.error());
  }

  Outcome open_one() {
    Window* first = seats_.empty() ? nullptr : seats_.front()->window.get();
    auto window = Window::open(
        *system_, letters_,
        {.width = request_.width, .height = request_.height, .full_screen = request_.full_screen && !first}, first);
    if (!window) return Error{window.error()};
    Screen& screen = (*window)->screen();
    screen.open().likes = likes_;
    screen.share(reference_);
    screen.share(std::static_pointer_cast<MapLearning>(teacher_));
    // One more window is most often wanted for the levels.
    if (first) {
      screen.open().page = Page::meters;
      screen.open().is_for_levels = true;
    }
    seats_.push_back(std::make_unique<Seat>(DeskLink(request_.desk), std::move(*window)));
    return {};
  }

  bool has_any() const { return !seats_.empty(); }

  void turn() {
    const double began_s = now_s();
    const auto pace =
        std::find_if(seats_.begin(), seats_.end(), [](const auto& seat) { return !seat->window->is_hidden(); });
    for (const auto& seat : seats_)
      seat->turn(!request_.without_pause && pace != seats_.end() && seat == *pace, monitor_);
    take_wishes();
    teacher_->look();
    follow_scale();
    ask_before_the_last();
    close_closed();
    const double took_s = now_s() - began_s;
    const double rest_s = took_s < kTooFast_s && !request_.without_pause ? kFrame_s - took_s : 0;
    system_->take_events(pace == seats_.end() ? kHidden_s : rest_s);
  }

 private:
  // What the user chose in one window holds in all, and next time.
  void take_wishes() {
    const auto changed = std::find_if(seats_.begin(), seats_.end(),
                                      [&](const auto& seat) { return seat->window->screen().open().likes != likes_; });
    if (changed != seats_.end()) {
      likes_ = (*changed)->window->screen().open().likes;
      for (const auto& seat : seats_) seat->window->screen().open().likes = likes_;
      if (const Outcome saved = save_preferences(preferences_path(), likes_); !saved) tell(saved.error());
    }
    const bool wants_one = std::any_of(seats_.begin(), seats_.end(), [](const auto& seat) {
      return std::exchange(seat->window->screen().open().wants_window, false);
    });
    if (!wants_one) return;
    if (const Outcome opened = open_one(); !opened) seats_.front()->window->screen().say(opened.error(), now_s());
  }

  void follow_scale() {
    if (seats_.empty()) return;
    monitor_ = system_->monitor();
    Window& first = *seats_.front()->window;
    const float scale = first.wanted_scale(likes_, monitor_);
    if (scale != letters_->scale() && letters_->change_scale(scale))
      for (const auto& seat : seats_) seat->window->take_letters();
    const std::string note = news_.empty() ? scale_note(likes_, monitor_, scale) : news_;
    if (note == note_ || !first.screen().has_desk()) return;
    if (!note.empty()) first.screen().say(note, now_s());
    note_ = note;
    news_.clear();
  }

  // Without a window the desk ends, and with it a take.
  void ask_before_the_last() {
    for (const auto& seat : seats_)
      if (seat->window->screen().open().wants_to_close) seat->window->close();
    if (seats_.empty() ||
        std::any_of(seats_.begin(), seats_.end(), [](const auto& seat) { return seat->window->is_open(); }))
      return;
    Seat& last = *seats_.back();
    if (last.desk.is_alive() && !last.window->screen().may_close()) last.window->stay_open();
  }

  void close_closed() {
    const size_t gone = std::erase_if(seats_, [](const auto& seat) { return !seat->window->is_open(); });
    if (gone > 0)
      for (const auto& seat : seats_) seat->window->take_letters();
  }

  WindowsRequest request_;
  std::unique_ptr<WindowSystem> system_;
  Monitor monitor_ = system_->monitor();
  std::shared_ptr<Letters> letters_;
  Preferences likes_;
  std::shared_ptr<ReferenceStore> reference_ = std::make_shared<ReferenceStore>();
  std::shared_ptr<MapTeacher> teacher_ = std::make_shared<MapTeacher>(request_.desk);
  std::string news_;  // to be said before anything else
  std::string note_;  // as said last
  std::vector<std::unique_ptr<Seat>> seats_;
};

}  // namespace

Outcome run_windows(const WindowsRequest& request, const volatile std::sig_atomic_t& stop_signal) {
  auto system = WindowSystem::start();
  if (!system) return Error{system.error()};
  LoadedPreferences kept = load_preferences(preferences_path());
  tell(kept.error);
  if (request.scale > 0) kept.likes.scale = request.scale;
  const Monitor monitor = (*system)->monitor();
  const bool is_known = monitor.width_px > 0;
  auto letters = Letters::load(scale_for(kept.likes, monitor, is_known ? monitor.width_px : request.width,
                                         is_known ? monitor.height_px : request.height));
  if (!letters) return Error{letters.error()};
  tell((*letters)->fonts().note);
  Windows windows(request, std::move(*system), *letters, std::move(kept));
  if (const Outcome opened = windows.open_one(); !opened) return Error{opened.error()};
  while (windows.has_any() && stop_signal == 0) windows.turn();
  return {};
}

}  // namespace headroom::display
