// One screen: what is open on it, and the desk it shows. Builds frames; where their triangles go (a window, a picture)
// is somebody else's matter. Several screens may share their letters; all are used by one thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "surfaces/display/draw/letters.h"
#include "surfaces/display/frame.h"
#include "surfaces/display/input/fingertips.h"
#include "surfaces/display/input/shortcuts.h"

struct ImGuiContext;

namespace headroom::display {

class Screen {
 public:
  // Makes an ImGui context, current from now on.
  explicit Screen(std::shared_ptr<Letters> letters);
  // With letters of its own at `scale` (0.75...3).
  static Result<std::unique_ptr<Screen>> create(float scale);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // From now on this desk is shown, as a whole new picture. `link` must outlive the next join() or the screen.
  void join(LinkClient& link);
  bool has_desk() const { return desk_.has_value(); }

  // Where pictures that change with the sound are to be put. Without it they are not drawn.
  void upload_pictures_with(PictureUpload upload) { upload_ = std::move(upload); }

  struct Moment {
    double now_s = 0;   // any clock that never goes back
    std::string clock;  // time of day as it is shown
    bool console_is_alive = true;
    Fingers fingers{};     // what the hands on this screen need
    Fingers one_finger{};  // what a finger needs that comes to a screen laid out for the mouse
    std::span<const Pointer>
        pointers{};                   // what fingers did since the last frame, in order; the mouse comes through ImGui
    std::optional<FramePace> pace{};  // of the window this is for
  };
  // Builds one frame: reads the desk, takes the keys, draws, posts edits. ImGui's IO must hold the size of the screen,
  // the pointer and the time since the last frame. Triangles are in ImGui::GetDrawData() afterwards.
  void build(const Moment& moment, std::span<const KeyPress> keys = {});
  // Instead of a frame that nobody would see: takes in what the desk reports, so that no peak and no line of the log is
  // missed.
  void keep_up(const Moment& moment);
  // Makes the ImGui context of this screen current. build() does so itself.
  void make_current();
  // Hands off everything: nobody sees the window any more, or the console is gone.
  void let_go();
  // The mouse off everything: another window has the focus. Fingers are on the glass as before.
  void let_go_of_mouse();

  float scale() const { return letters_->scale(); }
  const std::string& font_note() const { return letters_->fonts().note; }
  // Its user closes the last window. False while the desk records: then the screen asks, and open().wants_to_close is
  // the answer.
  bool may_close();
  // A sentence for a few seconds.
  void say(const std::string& sentence, double now_s);

  DeskCopy& desk() { return *desk_; }
  // The stored spectrum, from now on in common with others. Without this the screen's own, for as long as it lasts.
  void share(std::shared_ptr<ReferenceStore> reference) { reference_ = std::move(reference); }
  // Who teaches MIDI boxes. Without this nobody does.
  void share(std::shared_ptr<MapLearning> learning) { learning_ = std::move(learning); }
  Open& open() { return open_; }
  const std::vector<Layer>& layers() const { return layers_; }
  // What the last frame said, word by word.
  const std::vector<TextRecord>& texts() const { return records_.texts; }
  // Where the pointer could touch it.
  const std::vector<TargetRecord>& targets() const { return records_.targets; }
  // What it said without a word.
  const std::vector<const char*>& signs() const { return records_.signs; }
  // The controls that hands could reach in it.
  const std::vector<ControlId>& reached() const { return reached_; }

 private:
  void settle(Rect page, const Fingers& fingers);
  void follow_selection();
  void take_message(double now_s);
  void greet_surface(double now_s);
  Hearing hearing() const;
  LiveTextures upload_pictures() const;

  std::shared_ptr<Letters> letters_;
  ImGuiContext* context_;
  std::optional<Edits> edits_;
  std::optional<DeskCopy> desk_;
  std::vector<Layer> layers_;
  Open open_;
  std::shared_ptr<ReferenceStore> reference_ = std::make_shared<ReferenceStore>();
  std::shared_ptr<MapLearning> learning_ = std::make_shared<MapLearning>();
  bool is_settled_ = false, was_upright_ = false;
  int layer_strips_ = 0;  // what the layers were made for
  std::array<std::vector<std::string>, kUserLayers> layer_members_;
  StripIndex followed_ = 0;      // selection of the last frame
  std::string greeted_;          // the surfaces that have been told of
  uint64_t message_number_ = 0;  // of the desk's newest sentence seen
  PictureUpload upload_;
  Fingertips fingertips_;
  FrameRecords records_;
  std::vector<ControlId> reached_;
};

// "21:43:07", local time.
std::string time_of_day();

}  // namespace headroom::display
