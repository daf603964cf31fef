#include "io/audio_driver.h"

#include "io/clock_thread.h"
#include "io/device_watcher.h"
#include "io/engine_caller.h"

namespace headroom {
namespace {

constexpr int kMaxBlockFrames = 8192;
constexpr int kMaxEngineChannels = 1024;
constexpr double kLowestEngineRate_hz = 8000, kHighestEngineRate_hz = 768000;

Outcome check(const DeviceWish& wish, const DriverRequest& request) {
  if (wish.block_frames < 1 || wish.block_frames > request.max_block_frames)
    return Error{"A block must have 1 to " + std::to_string(request.max_block_frames) + " frames."};
  return {};
}

Outcome check(const DriverRequest& request, const EngineCallback& engine) {
  if (!engine.process) return Error{"The audio driver needs an engine to call."};
  if (!(request.sample_rate >= kLowestEngineRate_hz && request.sample_rate <= kHighestEngineRate_hz))
    return Error{"The sample rate must lie between 8000 and 768000 Hz."};
  if (request.max_block_frames > kMaxBlockFrames)
    return Error{"The engine must take blocks of at most " + std::to_string(kMaxBlockFrames) + " frames."};
  if (request.inputs < 0 || request.outputs < 0 || request.inputs > kMaxEngineChannels ||
      request.outputs > kMaxEngineChannels)
    return Error{"The engine must have 0 to " + std::to_string(kMaxEngineChannels) + " inputs and outputs."};
  return check(request.wish, request);
}

}  // namespace

// In this order: the watcher goes first and closes the device, then the clock, then what both call.
struct AudioDriver::Running {
  Running(const DriverRequest& wanted, EngineCallback engine)
      : request(wanted),
        caller(wanted, engine),
        clock(caller, wanted.sample_rate, wanted.wish.block_frames),
        watcher(caller, wanted) {}
  DriverRequest request;
  EngineCaller caller;
  ClockThread clock;
  DeviceWatcher watcher;
};

AudioDriver::AudioDriver(std::unique_ptr<Running> running) : running_(std::move(running)) {}
AudioDriver::~AudioDriver() = default;

Result<std::unique_ptr<AudioDriver>> AudioDriver::start(const DriverRequest& request, EngineCallback engine) {
  if (const Outcome fit = check(request, engine); !fit) return Error{fit.error()};
  return std::unique_ptr<AudioDriver>(new AudioDriver(std::make_unique<Running>(request, engine)));
}

Outcome AudioDriver::change_device(const DeviceWish& wish) {
  if (const Outcome fit = check(wish, running_->request); !fit) return fit;
  running_->clock.change_block(wish.block_frames);
  running_->watcher.want(wish);
  return {};
}

void AudioDriver::look_for_devices() { running_->watcher.look_for_devices(); }

DriverStatus AudioDriver::status() {
  EngineCaller& caller = running_->caller;
  const DeviceWatcher::View view = running_->watcher.view();
  DriverStatus status;
  status.sample_rate = running_->request.sample_rate;
  status.block_frames = caller.block_frames();
  status.frames = caller.frames();
  status.dropouts = caller.dropouts();
  status.load = caller.load().figures();
  status.message = view.message;
  status.history = view.history;
  status.devices = view.devices;
  status.devices_looked = view.devices_looked;
  if (const std::string& refused = running_->clock.priority_refused(); !refused.empty()) status.advice = {refused};
  status.state = view.wants_device ? DriverState::searching : DriverState::clock;
  status.device = view.looked_for;
  if (view.stream && caller.device_drives()) {
    status.state = DriverState::device;
    status.device = view.stream->device;
    status.host_api = view.stream->host_api;
    status.device_inputs = view.stream->inputs;
    status.device_outputs = view.stream->outputs;
    status.input_latency_ms = view.latency.input_ms;
    status.output_latency_ms = view.latency.output_ms;
    status.round_trip_ms = status.input_latency_ms + status.output_latency_ms;
  }
  return status;
}

}  // namespace headroom
