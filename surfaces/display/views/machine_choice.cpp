#include "surfaces/display/views/machine_choice.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "console/engine/workers.h"
#include "io/jack_device.h"
#include "surfaces/display/model/machine_choice.h"
#include "surfaces/display/widgets/hold_button.h"
#include "surfaces/display/widgets/stepper.h"

namespace headroom::display {
namespace {

constexpr float kDevice = 40, kName = 136;
constexpr int kMostDevicesShown = 5;
constexpr float kTwoColumns = 720, kColumnGap = 32;

// Fingers need more than one column's height: then devices stand at the left, and all else that is chosen at the right.
bool is_in_two(const Fingers& fingers, float width) { return fingers.any() && width >= kTwoColumns; }
float numbers_height(const Fingers& fingers) {
  return 2 * (metrics::kTitle + fingers.size(metrics::kButtonRow) + metrics::kPadding) +
         3 * fingers.row(metrics::kStepperRow);
}
float height_without_devices(const Fingers& fingers, float width) {
  return 2 * metrics::kTitle + fingers.size(metrics::kLargeButton) + 2 * metrics::kPadding +
         (is_in_two(fingers, width) ? 0 : numbers_height(fingers));
}
constexpr double kLookEvery_s = 2;

void show_device(Frame& frame, Rect row, uint32_t number, const std::string& name, const std::string& note,
                 bool is_chosen, const ListedDevice* device, Machine& machine) {
  row = frame.fingers.inside(row);
  const Color ground = is_chosen ? theme::kSelected : theme::kPanel;
  const Touch pointer = touch(frame.canvas, row, {"device", number});
  frame.canvas.fill(row, pointer.hovered && !is_chosen ? theme::kRaised : ground, metrics::kButtonRadius);
  if (is_chosen) frame.canvas.fill({row.x, row.y + 6, 3, row.h - 12}, theme::kAccent);
  const Color on = pointer.hovered && !is_chosen ? theme::kRaised : ground;
  const Rect words = row.inset(12, 3).middle(row.w - 24, kDevice - 6);
  frame.canvas.text(words.row(0, 2), name, {Face::sans13, theme::kTextHigh, on});
  frame.canvas.text(words.row(1, 2), note, {Face::sans11, theme::kTextMid, on});
  if (pointer.pressed) machine = with_device(machine, device);
}

void show_devices(Frame& frame, Rect& rect, float height_of_others, Machine& machine) {
  const float row = frame.fingers.row(kDevice);
  const int most = std::clamp(static_cast<int>((rect.h - height_of_others) / row) - 1, 1, kMostDevicesShown);
  const SetupStatus& setup = frame.desk.setup();
  const ListedDevice* chosen = device_listed(setup, machine);
  title(frame, rect.take_top(metrics::kTitle), "DEVICE");
  for (int i = 0; i < std::min(most, setup.devices_count); ++i) {
    const ListedDevice& device = setup.devices[static_cast<size_t>(i)];
    const std::string note = std::to_string(device.inputs) + " in, " + std::to_string(device.outputs) + " out" +
                             (device.is_default ? ", default" : "");
    show_device(frame, rect.take_top(row), static_cast<uint32_t>(i), unlisted(device).full_name(), note,
                &device == chosen, &device, machine);
  }
  show_device(frame, rect.take_top(row), kMostDevices, "No device", "the desk's own clock", !machine.has_device,
              nullptr, machine);
  rect.take_top(metrics::kPadding);
}

// Numbers side by side, the chosen one lit.
template <class Numbers, class Text, class Take>
void show_numbers(Frame& frame, Rect& rect, const char* name, const Numbers& numbers, double chosen, const Text& text,
                  const Take& take) {
  title(frame, rect.take_top(metrics::kTitle), name);
  const Rect row = rect.take_top(frame.fingers.size(metrics::kButtonRow));
  const int count = static_cast<int>(std::size(numbers));
  int place = 0;
  for (const auto number : numbers) {
    const bool is_chosen = static_cast<double>(number) == chosen;
    if (button(frame, row.column(place, count, frame.fingers.space(metrics::kGap)),
               {name, static_cast<uint32_t>(place)}, text(number),
               is_chosen ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      take(number);
    ++place;
  }
  rect.take_top(metrics::kPadding);
}

std::string kilohertz(double rate_hz) {
  char text[16];
  std::snprintf(text, sizeof text, "%g k", rate_hz / 1000);
  return text;
}

void show_counts(Frame& frame, Rect& rect, Machine& machine) {
  const auto line = [&](const char* name, uint32_t number, int32_t& value, int most, const char* zero) {
    const Rect whole = rect.take_top(frame.fingers.row(metrics::kStepperRow));
    Rect row = frame.fingers.any() ? frame.fingers.inside(whole) : whole.inset(0, 2);
    frame.canvas.text(row.take_left(kName), name, {Face::sans13, theme::kTextMid, theme::kPanel});
    int wanted = value;
    if (stepper(frame, row, {"machine count", number}, value == 0 ? zero : std::to_string(value), wanted, 0, most))
      value = wanted;
  };
  line("inputs opened", 0, machine.most_inputs, kMostLines, "all");
  line("outputs opened", 1, machine.most_outputs, kMostLines, "all");
  if (most_workers() > 0) line("worker threads", 2, machine.workers, most_workers(), "none");
}

// A click; or a hold where the sound stops for a moment.
bool is_taken(Frame& frame, Rect rect, const Machine& machine) {
  const SetupStatus& setup = frame.desk.setup();
  const bool is_in_use = machine == setup.machine && !setup.is_first_start;
  if (is_in_use && !frame.desk.status().demo) {
    button(frame, rect, {"use machine", 0}, "In use", {Face::semi13, theme::kRaised, theme::kTextMid});
    return false;
  }
  if (needs_restart(setup.machine, machine))
    return hold_button(frame, rect, {"use machine", 1}, "Hold: the desk starts anew, as it is", lit(theme::kAccent));
  return button(frame, rect, {"use machine", 2}, "Use this", lit(theme::kAccent)).pressed;
}

}  // namespace

float machine_choice_height(const Frame& frame, float width) {
  const float devices = height_without_devices(frame.fingers, width) +
                        frame.fingers.row(kDevice) *
                            static_cast<float>(1 + std::min(kMostDevicesShown, frame.desk.setup().devices_count));
  return std::max(devices, is_in_two(frame.fingers, width) ? numbers_height(frame.fingers) : 0.0f);
}

bool show_machine_choice(Frame& frame, Rect rect) {
  SetupView& view = frame.open.setup;
  const SetupStatus& setup = frame.desk.setup();
  SetupRequest request;
  if (frame.now_s >= view.next_look_s && frame.edits.request(request)) view.next_look_s = frame.now_s + kLookEvery_s;

  const Machine shown = shown_machine(setup, view.draft);
  Machine machine = shown;
  const bool is_wide = is_in_two(frame.fingers, rect.w);
  const float others = height_without_devices(frame.fingers, rect.w);
  Rect right = is_wide ? rect.column(1, 2, kColumnGap) : Rect{};
  if (is_wide) rect = rect.column(0, 2, kColumnGap);
  Rect& numbers = is_wide ? right : rect;
  show_devices(frame, rect, others, machine);
  show_numbers(frame, numbers, "SAMPLE RATE", rates_of(device_listed(setup, machine)), machine.sample_rate, kilohertz,
               [&](double rate) { machine.sample_rate = rate; });
  show_numbers(
      frame, numbers, "BLOCK, FRAMES", kUsualBlocks, machine.block_frames,
      [](int frames) { return std::to_string(frames); }, [&](int frames) { machine.block_frames = frames; });
  show_counts(frame, numbers, machine);
  if (machine != shown) view.draft = machine;

  const ListedDevice* device = device_listed(setup, machine);
  const bool is_jack = device && unlisted(*device).host_api == kJackHost;
  frame.canvas.text(rect.take_top(metrics::kTitle),
                    expected_text(setup, machine) + (is_jack ? "; JACK decides rate and block" : ""),
                    {Face::sans13, theme::kTextMid, theme::kPanel});
  rect.take_top(metrics::kPadding);
  if (!is_taken(frame, rect.take_top(frame.fingers.size(metrics::kLargeButton)), machine)) return false;
  request.kind = SetupRequest::Kind::use_machine;
  request.machine = machine;
  if (!frame.edits.request(request)) return false;
  view.draft.reset();
  return true;
}

}  // namespace headroom::display
