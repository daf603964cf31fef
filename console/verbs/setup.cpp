// headroom setup: what the running desk runs on, and another machine for it.
#include <CLI/CLI.hpp>
#include <cstring>
#include <nlohmann/json.hpp>

#include "console/lock.h"
#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

constexpr int64_t kRestart_ns = 10'000'000'000;  // an engine of a thousand channels is made in less

struct SetupWords {
  std::string name = "main";
  std::optional<std::string> device;
  bool no_device = false, json = false;
  std::optional<double> sample_rate;
  std::optional<int> block_frames, workers, inputs, outputs;
  std::string plan;

  bool change_machine() const {
    return device || no_device || sample_rate || block_frames || workers || inputs || outputs;
  }
  Machine applied_to(Machine machine) const {
    if (device) set_device(machine, *device);
    if (no_device) set_device(machine, std::nullopt);
    if (sample_rate) machine.sample_rate = *sample_rate;
    if (block_frames) machine.block_frames = *block_frames;
    if (workers) machine.workers = *workers;
    if (inputs) machine.most_inputs = *inputs;
    if (outputs) machine.most_outputs = *outputs;
    return machine;
  }
};

// The desk, once it runs as `is_there` says: the same one or, where it `starts_anew`, its successor.
template <class IsThere>
Result<std::unique_ptr<LinkClient>> changed_desk(std::unique_ptr<LinkClient> desk, bool starts_anew,
                                                 const std::string& name, const IsThere& is_there) {
  const int64_t end_ns = monotonic_ns() + kRestart_ns;
  if (starts_anew) wait_until(*desk, kAnswer_ns, [] { return false; });  // until its console ends
  while (monotonic_ns() < end_ns) {
    if (desk && wait_until(*desk, kAnswer_ns, [&] { return desk->console_is_alive() && is_there(*desk); })) return desk;
    auto successor = attach_to_desk(name, "setup");
    if (successor) desk = std::move(*successor);
  }
  return Error{"the desk did not come up so; see its log"};
}

std::string drive_text(const DeskStatus& status) {
  switch (status.drive) {
    case DriveState::device: return std::string("runs on ") + status.device;
    case DriveState::searching:
      return std::string("runs on its own clock and looks for ") + (status.device[0] ? status.device : "its device");
    case DriveState::clock: break;
  }
  return "runs on its own clock";
}

void print_setup(const LinkClient& desk) {
  const Machine machine = desk.setup().machine;
  const DeskStatus status = desk.status();
  const auto device = device_of(machine);
  std::printf("size     %s\n", plan_text(desk.table().plan()).c_str());
  std::printf("chosen   %s, %g Hz, blocks of %d frames, %d workers\n",
              !device           ? "no device"
              : device->empty() ? "the default device"
                                : device->c_str(),
              machine.sample_rate, machine.block_frames, machine.workers);
  std::printf("desk     %s, blocks of %d frames\n", drive_text(status).c_str(), status.block_frames);
  if (status.drive == DriveState::device)
    std::printf("lines    %d inputs, %d outputs; the device says its round trip is %.1f ms\n", status.device_inputs,
                status.device_outputs, static_cast<double>(status.round_trip_ms));
  std::printf("measured %s\n", sentence_of(desk.setup().round_trip).c_str());
}

nlohmann::ordered_json json_of(const LinkClient& desk) {
  const SetupStatus setup = desk.setup();
  const DeskStatus status = desk.status();
  const auto device = device_of(setup.machine);
  nlohmann::ordered_json answer = {
      {"device", device ? nlohmann::ordered_json(*device) : nlohmann::ordered_json(nullptr)},
      {"plan", plan_text(desk.table().plan())},
      {"rate_hz", setup.machine.sample_rate},
      {"block_frames", setup.machine.block_frames},
      {"workers", setup.machine.workers},
      {"most_inputs", setup.machine.most_inputs},
      {"most_outputs", setup.machine.most_outputs},
      {"running_on", status.drive == DriveState::device ? status.device : ""},
      {"running_block_frames", status.block_frames},
      {"inputs", status.device_inputs},
      {"outputs", status.device_outputs},
      {"expected_round_trip_ms", status.round_trip_ms}};
  if (setup.round_trip.state == RoundTripState::found) answer["measured_round_trip_ms"] = setup.round_trip.ms();
  return answer;
}

}  // namespace

int run_setup(int argc, char** argv) {
  CLI::App app{"Prints what the running desk runs on; with options, changes it and keeps it for the next start.",
               "headroom setup"};
  SetupWords words;
  app.add_option("--name", words.name, "Name of the desk")->capture_default_str();
  app.add_option("--device", words.device,
                 "Audio device, or a part of its name (see: headroom devices); \"\" the default");
  app.add_flag("--no-device", words.no_device, "The desk's own clock, without an audio device")->excludes("--device");
  app.add_option("--rate", words.sample_rate, "Sample rate in Hz; the desk starts anew, as it is");
  app.add_option("--block", words.block_frames, "Frames per block");
  app.add_option("--workers", words.workers,
                 "Threads that share the work of a large desk; the desk starts anew, as it is");
  app.add_option("--inputs", words.inputs, "How many inputs of the device are opened; 0: all that the desk has");
  app.add_option("--outputs", words.outputs, "How many outputs of the device are opened; 0: all that the desk has");
  app.add_option(
      "--plan", words.plan,
      "Size of the desk, as in \"channels=64 aux=16 groups=8 matrices=8 dcas=8\"; the desk starts anew, what "
      "both sizes have goes on as it is");
  app.add_flag("--json", words.json, "Answer for a program");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  auto desk = attach_to_desk(words.name, "setup");
  if (!desk) return fail(desk.error());
  if (words.change_machine() || !words.plan.empty()) {
    if (lock_of((*desk)->copy_show()) != Lock::open) return fail(locked_sentence("the desk"));
  }
  if (words.change_machine()) {
    SetupRequest request;
    request.kind = SetupRequest::Kind::use_machine;
    request.machine = words.applied_to((*desk)->setup().machine);
    if (const auto checked = checked_machine(request.machine); !checked) return fail(checked.error());
    const bool starts_anew = needs_restart((*desk)->setup().machine, request.machine);
    if (const Outcome asked = ask(**desk, request); !asked) return fail(asked.error());
    desk = changed_desk(std::move(*desk), starts_anew, words.name, [&](const LinkClient& now) {
      return now.setup().machine == request.machine && now.status().sample_rate == request.machine.sample_rate &&
             !now.status().demo;
    });
    if (!desk) return fail(desk.error());
  }
  if (!words.plan.empty()) {
    SetupRequest request;
    request.kind = SetupRequest::Kind::use_plan;
    const auto plan = parse_plan(words.plan, (*desk)->table().plan());
    if (!plan) return fail(plan.error());
    request.plan = *plan;
    if (*plan != (*desk)->table().plan()) {
      if (const Outcome asked = ask(**desk, request); !asked) return fail(asked.error());
      desk = changed_desk(std::move(*desk), true, words.name, [&](const LinkClient& now) {
        return now.table().plan() == *plan && now.setup().machine.sample_rate > 0;  // it has told what it is
      });
      if (!desk) return fail(desk.error());
    }
  }
  if (words.json)
    print_json(json_of(**desk));
  else
    print_setup(**desk);
  return kDone;
}

}  // namespace headroom
