// What every view of one frame is given: where to draw, the copy of the desk, the hands, and what is open on this
// screen.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "surfaces/display/draw/canvas.h"
#include "surfaces/display/draw/live_picture.h"
#include "surfaces/display/draw/metrics.h"
#include "console/show_versions.h"
#include "surfaces/display/model/desk_copy.h"
#include "surfaces/display/model/edits.h"
#include "surfaces/display/model/frame_pace.h"
#include "surfaces/display/model/layers.h"
#include "surfaces/display/model/map_lesson.h"
#include "surfaces/display/model/meter_scale.h"
#include "surfaces/display/model/patch_grid.h"
#include "surfaces/display/model/preferences.h"
#include "surfaces/display/model/reference_curve.h"
#include "surfaces/display/model/strip_mode.h"

namespace headroom::display {

// What the keys on the glass typed: the field takes it as if it came from a keyboard.
struct TouchTyped {
  std::string pressed;      // not taken yet; '\b' takes a letter away
  bool has_begun = false;   // the first one replaced what was marked
  bool is_shifted = false;  // the next letter is a capital
};

// A value or name being typed.
struct Entry {
  ControlId control = kNoControl;
  Rect anchor;  // beside which the sheet stands
  std::array<char, 64> typed{};
  Fingers fingers;  // what the hand that opened it needs
  TouchTyped keys;
  std::string error;  // why the last text was refused
  bool is_new = true;
  bool is_entered = false;  // Enter came through the queue of keys
};

// A list of what a control can be set to.
struct PickList {
  ControlId control = kNoControl;
  Rect anchor;
  std::array<char, 64> typed{};
  std::string narrowed_by;  // what of it the list was last narrowed by
  Fingers fingers;          // what the hand that opened it needs
  TouchTyped keys;
  float first = 0;  // row at the top
  int marked = 0;   // the row that Enter takes, of those in the list now
  int steps = 0;    // by which the arrow keys move the mark
  bool is_new = true;
  bool is_entered = false;
};

// A strip's colour, and the user layers it lies on.
struct StripMenu {
  StripIndex strip = 0;
  Point at;
};

// A sheet that says nothing but that it is open. The click that opens it does not count as one beside it.
struct Sheet {
  bool is_new = true;
};

// The last window is to be closed while the desk records.
struct Closing {
  bool is_stopping = false;  // its user wants the recording to end for that
};

struct Toast {
  std::string sentence;
  double until_s = 0;
  std::optional<Param> way_back{};  // undo or redo takes back what it tells of
};

// What the Setup page and the sheet of a first start keep: chosen, but not yet asked of the console.
struct SetupView {
  std::optional<Machine> draft;
  std::optional<DeskPlan> plan_draft;
  bool is_put_aside = false;  // the sheet of the first start
  int probe_output = 1, probe_input = 1;
  int tone_output = 1, tone_level_dBFS = -40;
  int page = 0;                       // where not all of it fits at once
  double next_look_s = 0;             // for devices
  std::vector<ShowVersion> versions;  // of the show, as last listed
  double next_versions_s = 0;
};

// What fills the middle of the screen; bars, rail and master column stay.
enum class Page {
  mixer,    // the selected channel in short, and the strips of a layer
  channel,  // the selected strip whole
  meters,   // the bridge: every strip's level at once
  wall,     // the main alone over the whole screen: levels, loudness, field, and what they were
  field,    // one meter tap whole: its field, spectrum, loudness, and the sound level
  patch,    // which input feeds a channel, what an output carries
  scenes,   // stored and recalled; what the next one would change, and what is kept safe from that
  record,   // what is armed, and the take
  health,   // load, device, dropouts, who has joined, the log
  setup,    // what the desk runs on, its lines tried out, templates, inputs named by noise
  desk,     // what belongs to the desk: monitoring, solo, links, mute groups, outputs
};

// The patch page: which of its two grids, and where it is scrolled to.
struct PatchView {
  PatchSide side = PatchSide::inputs;
  float first_row = 0, first_column = 0;
};

// The field page: which tap, and how its spectrum is drawn.
struct FieldView {
  int tap = 0;             // 0...kMeterTaps-1
  bool shows_fft = false;  // else the bands of the analyser
  FftChoice fft;
  float tilt_dB = 0;  // per octave: 3 draws pink noise level
  bool with_reference = true;
  int page = 0;  // where not all of it fits at once
};

// The scenes page: which of its rows is marked, and where its two lists are scrolled to.
struct ScenesView {
  int marked = 0;  // 1...kScenes; 0: as the desk's next scene
  float first_scene = 0;
  float first_strip = 0;
  bool sets_safes = false;  // the table of strips sets the safes; else it shows what GO would change
};

// The record page.
struct RecordView {
  int page = 0;  // where not all strips fit at once
};

// All that a screen keeps of its own: what is selected and open.
struct Open {
  Page page = Page::mixer;
  int rail_page = 0;  // where not all of the rail's buttons fit at once
  int layer = 0;
  std::optional<StripIndex> spilled;  // the DCA whose members lie on the strips instead of the layer
  int spill_page = 0;
  StripMode strip_mode = StripMode::sends;
  std::optional<StripIndex> sends_on_faders;  // the aux or matrix whose sends lie on the faders
  int strips = metrics::kStandardStrips;      // side by side: the user's wish, or what suits the page
  bool selected_channel = true;
  int section = 3;  // of the equaliser: 0 high-pass, the bands, the low-pass; the one last touched
  int sends_page = 0;
  PatchView patch;
  ScenesView scenes;
  RecordView record;
  int meters_page = 0;
  FieldView field;
  LevelKind main_scale = LevelKind::sample_peak;
  std::optional<LogKind> log_kind;  // the lines of the log that are looked at; all
  float log_back = 0;               // lines between the newest of the log and the last one in sight
  int sections_page = 0;            // where a page's sections do not fit at once
  std::optional<Entry> entry;
  std::optional<PickList> picks;
  std::optional<StripMenu> strip_menu;
  std::optional<Sheet> shortcuts, screen_sheet, undo_list;
  std::optional<Closing> closing;
  float undo_first = 0;                // row at the top of the undo list
  ControlId pointed = kNoControl;      // lay under the pointer in the last frame
  std::optional<ControlId> explained;  // by F1
  SetupView setup;
  std::optional<Toast> toast;
  Preferences likes;            // the user's, the same on all their windows
  bool is_for_levels = false;   // one more window: the bridge, and on a screen that stands upright the wall
  bool wants_window = false;    // another one, for the program to open
  bool wants_to_close = false;  // this one, for the program to close
};

// To another page; the same one again leads back to the mixer.
inline void turn_to(Open& open, Page page) {
  open.page = open.page == page ? Page::mixer : page;
  open.sections_page = 0;
}

// A layer lies on the strips: a spill ends.
inline void turn_to_layer(Open& open, int layer) {
  open.layer = layer;
  open.spilled.reset();
}

// A DCA's members onto the strips; the same one again leads back to the layer.
inline void turn_spill(Open& open, StripIndex dca) {
  if (open.spilled == dca)
    open.spilled.reset();
  else
    open.spilled = dca;
  open.spill_page = 0;
}

// A bus's sends onto the faders; the same one again brings the levels back.
inline void turn_sends_on_faders(Open& open, StripIndex bus) {
  if (open.sends_on_faders == bus)
    open.sends_on_faders.reset();
  else
    open.sends_on_faders = bus;
}

inline void turn_sheet(std::optional<Sheet>& sheet) {
  if (sheet)
    sheet.reset();
  else
    sheet.emplace();
}

struct Frame {
  Canvas canvas;
  DeskCopy& desk;
  Edits& edits;
  Open& open;
  const std::vector<Layer>& layers;
  const Spill& spill;  // what lies on the strips while `open.spilled`
  Rect page;           // the whole of it
  Fingers fingers;     // what the hands on this screen need
  Fingers one_finger;  // what a finger needs that comes to a screen laid out for the mouse
  double now_s = 0;
  std::string clock;          // time of day, "21:43:07"
  int sends_shown = 8;        // bars of a strip: up to the last aux that anybody feeds, by eights
  LiveTextures pictures;      // what changes with the sound
  ReferenceStore& reference;  // the stored spectrum
  MapLearning& learning;      // a MIDI box being taught
  bool console_is_alive = true;
  std::optional<FramePace> pace{};            // of the window this is for
  std::vector<ControlId>* reached = nullptr;  // what hands reach in this frame, for whoever wants to check that

  // Blinking things are all in step: 1 Hz, on for the first half.
  bool blink_is_on() const { return now_s - static_cast<double>(static_cast<int64_t>(now_s)) < 0.5; }
  // The strips that lie side by side now.
  const std::vector<StripIndex>& strips() const {
    return open.spilled ? spill.strips : layers[static_cast<size_t>(open.layer)].strips;
  }
  // A first start: nobody has chosen what the desk runs on, nor put that off.
  bool has_setup_sheet() const { return desk.setup().is_first_start && !open.setup.is_put_aside && console_is_alive; }
  ControlId id(StripIndex strip, Param param, int repeat = 0) const { return desk.table().id(strip, param, repeat); }
  // What a strip's fader moves: its level, or on the mixer page, which says so in a banner, its send to the bus whose
  // sends lie on the faders; the bus keeps its own level. kNoControl: it has none.
  ControlId on_fader(StripIndex strip) const {
    if (open.page != Page::mixer || !open.sends_on_faders || strip == *open.sends_on_faders)
      return id(strip, Param::fader);
    const DeskStrip& bus = desk.table().strip(*open.sends_on_faders);
    return id(strip, bus.kind == kAux ? Param::send_level : Param::to_matrix, bus.number - 1);
  }
};

}  // namespace headroom::display
