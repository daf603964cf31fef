#include "console/setup/setup_control.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "console/lock.h"

namespace headroom {

SetupControl::SetupControl(const Machine& machine, bool is_first_start, bool is_demo, Desk& desk, AudioDriver& driver,
                           LineTest& line_test, Say say)
    : desk_(desk), driver_(driver), line_test_(line_test), say_(std::move(say)), is_demo_(is_demo) {
  status_.machine = machine;
  status_.is_first_start = is_first_start;
}

void SetupControl::tell_versions_folder(const std::string& folder) {
  write_terminated(status_.versions_folder, folder);
  is_changed_ = true;
}

void SetupControl::hear(int client, const SetupRequest& request, uint64_t now_ns) {
  using Kind = SetupRequest::Kind;
  // Looking and stopping are always free.
  const bool is_guarded = request.kind != Kind::look_for_devices && request.kind != Kind::stop_tone;
  if (is_guarded && lock_of(desk_.show()) != Lock::open) {
    say_(locked_sentence("The desk") + ".");
    ++status_.answered;
    is_changed_ = true;
    return;
  }
  switch (request.kind) {
    case Kind::look_for_devices: driver_.look_for_devices(); break;
    case Kind::use_machine: use(request.machine); break;
    case Kind::use_plan: use(request.plan); break;
    case Kind::play_tone: play_tone(client, request); break;
    case Kind::stop_tone: stop_tone(); break;
    case Kind::measure_round_trip: measure(request); break;
    case Kind::recall_show: recall(client, read_text(request.path), now_ns); break;
  }
  ++status_.answered;
  is_changed_ = true;
}

void SetupControl::use(const Machine& wanted) {
  const auto checked = checked_machine(wanted);
  if (!checked) return say_("The machine stays as it is: " + checked.error() + ".");
  stop_tone();
  choice_ = *checked;
  if (is_demo_ || needs_restart(status_.machine, *checked)) {
    restart_ = {.machine = *checked, .plan = std::nullopt};
    say_(is_demo_ ? "The demo ends; a desk of your own begins."
                  : "The desk starts anew on the machine chosen, and goes on as it is.");
  } else if (const Outcome changed = driver_.change_device(wish_of(*checked)); !changed) {
    return say_(changed.error());
  }
  status_.machine = *checked;
  status_.is_first_start = false;
  status_.round_trip.state = RoundTripState::none;  // what was measured was the machine before
}

void SetupControl::use(const DeskPlan& wanted) {
  const auto checked = checked_plan(wanted);
  if (!checked) return say_("The size of the desk stays as it is: " + checked.error() + ".");
  if (*checked == desk_.table().plan()) return say_("The desk has that size already.");
  stop_tone();
  restart_ = {.machine = status_.machine, .plan = *checked};
  say_("The desk starts anew in another size: " + plan_text(*checked) + ".");
}

void SetupControl::play_tone(int client, const SetupRequest& request) {
  if (!has_device_) return say_("No test tone: the desk runs on its own clock, without a device.");
  if (request.output < 1 || request.output > device_outputs_)
    return say_("No test tone: the device has no output " + std::to_string(request.output) + "; right would be 1 to " +
                std::to_string(device_outputs_) + ".");
  tone_client_ = client;
  status_.tone_output = request.output;
  status_.tone_level_dBFS = std::min(request.level_dBFS, LineTest::kLoudest_dBFS);
  line_test_.play_tone(request.output - 1, status_.tone_level_dBFS);
}

void SetupControl::stop_tone() {
  line_test_.stop_tone();
  is_changed_ = is_changed_ || status_.tone_output != 0;
  status_.tone_output = 0;
}

void SetupControl::client_gone(int client) {
  if (status_.tone_output != 0 && tone_client_ == client) stop_tone();
}

void SetupControl::measure(const SetupRequest& request) {
  RoundTrip& trip = status_.round_trip;
  if (trip.state == RoundTripState::running) return;
  const bool can = has_device_ && request.output >= 1 && request.output <= device_outputs_ && request.input >= 1 &&
                   request.input <= device_inputs_;
  trip = {.state = can ? RoundTripState::running : RoundTripState::no_lines,
          .output = request.output,
          .input = request.input,
          .frames = 0,
          .sample_rate = sample_rate_,
          .level_dB = 0,
          .is_turned = 0,
          .number = trip.number + 1};
  dropouts_at_probe_ = dropouts_;
  if (!can) return say_(sentence_of(trip));
  // One that another machine was chosen during may still be on its way.
  if (!finding_.valid() && line_test_.start_probe(request.output - 1, request.input - 1)) return;
  trip.state = RoundTripState::disturbed;
  say_(sentence_of(trip));
}

// The correlation takes longer than the control thread may: it is done beside it.
void SetupControl::finish_measuring() {
  if (line_test_.take_finished())
    finding_ =
        std::async(std::launch::async, [this] { return find_probe(line_test_.probe(), line_test_.recording()); });
  if (!finding_.valid() || finding_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  RoundTrip& trip = status_.round_trip;
  const auto found = finding_.get();
  if (trip.state != RoundTripState::running) return;  // another machine has been chosen meanwhile
  if (dropouts_ != dropouts_at_probe_) {
    trip.state = RoundTripState::disturbed;
  } else if (!found) {
    trip.state = RoundTripState::silent;
  } else {
    trip.state = RoundTripState::found;
    trip.frames = found->delay_frames;
    trip.level_dB = found->level_dB - LineTest::kLoudest_dBFS;
    trip.is_turned = found->is_turned;
  }
  say_(sentence_of(trip));
  is_changed_ = true;
}

void SetupControl::recall(int client, const std::string& path, uint64_t now_ns) {
  Show wanted(desk_.table());
  const auto report = load_show(path, wanted);
  if (!report) return say_(report.error());
  for (const std::string& note : report->notes) say_(note);
  desk_.recall(client, wanted, std::filesystem::path(path).stem().string(), now_ns);
}

void SetupControl::look(const DriverStatus& driver) {
  has_device_ = driver.state == DriverState::device;
  device_inputs_ = driver.device_inputs;
  device_outputs_ = driver.device_outputs;
  sample_rate_ = driver.sample_rate;
  dropouts_ = total(driver.dropouts);
  if (!has_device_ && status_.tone_output != 0) stop_tone();
  finish_measuring();
  if (driver.devices_looked == status_.devices_looked) return;
  status_.devices_looked = driver.devices_looked;
  status_.devices_count = static_cast<int32_t>(std::min(kMostDevices, driver.devices.size()));
  for (size_t i = 0; i < static_cast<size_t>(status_.devices_count); ++i)
    status_.devices[i] = listed(driver.devices[i]);
  is_changed_ = true;
}

}  // namespace headroom
