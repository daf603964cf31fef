#include "io/device_watcher.h"

#include <chrono>
#include <utility>

#include "io/monotonic.h"

namespace headroom {
namespace {

// Often enough that a returned device plays within a second, seldom enough to cost next to nothing.
constexpr auto kLookEvery = std::chrono::milliseconds(100);

DeviceRequest device_request(const DriverRequest& request) {
  return {.name = {},
          .sample_rate = request.sample_rate,
          .block_frames = request.block_frames,
          .inputs = request.inputs,
          .outputs = request.outputs};
}

}  // namespace

DeviceWatcher::DeviceWatcher(EngineCaller& caller, const DriverRequest& request)
    : caller_(caller),
      request_(device_request(request)),
      began_ns_(monotonic_ns()),
      thread_([this] { run(); }) {
  want(request.device);
}

DeviceWatcher::~DeviceWatcher() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void DeviceWatcher::want(std::optional<std::string> device) {
  {
    const std::lock_guard lock(mutex_);
    wish_ = std::move(device);
    wish_is_new_ = true;
    view_.wants_device = wish_.has_value();
  }
  wake_.notify_one();
}

DeviceWatcher::View DeviceWatcher::view() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

void DeviceWatcher::run() {
  for (;;) {
    std::optional<std::optional<std::string>> new_wish;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kLookEvery, [this] { return stop_ || wish_is_new_; });
      if (stop_) break;
      if (std::exchange(wish_is_new_, false)) new_wish = wish_;
    }
    if (new_wish) follow(*new_wish);
    if (stream_) notice_loss();
    if (!stream_ && searched_) search();
  }
  close();
}

void DeviceWatcher::follow(const std::optional<std::string>& wish) {
  close();
  searched_ = wish;
  if (!wish) tell("The desk runs on its own clock.");
}

void DeviceWatcher::notice_loss() {
  if (stream_->is_alive()) return;
  const std::string name = stream_->info().device;
  close();
  tell("Sound card \"" + name + "\" is gone; the desk runs on its own clock until it returns.");
}

void DeviceWatcher::search() {
  request_.name = *searched_;
  const DeviceCallback callback{
      .process = [](void* caller,
                    const DeviceBlock& b) { static_cast<EngineCaller*>(caller)->call_from_device(b); },
      .gone = [](void* caller) { static_cast<EngineCaller*>(caller)->device_gone(); },
      .user = &caller_};
  auto opened = devices_.open(request_, callback);
  if (!opened) {
    caller_.device_gone();  // it may have called before it failed
    tell(opened.error());
    return;
  }
  stream_ = std::move(*opened);
  const StreamInfo& stream = stream_->info();
  searched_ = stream.device;  // whatever the person wrote, it is this device that we come back to
  {
    const std::lock_guard lock(mutex_);
    view_.stream = stream;
  }
  tell("Sound card \"" + stream.device + "\" runs the desk.");
  for (const std::string& note : stream.notes) tell(note);
}

void DeviceWatcher::close() {
  if (!stream_) return;
  stream_.reset();
  caller_.device_gone();
  const std::lock_guard lock(mutex_);
  view_.stream.reset();
}

// A search that goes on failing for the same reason says so once.
void DeviceWatcher::tell(const std::string& sentence) {
  const std::lock_guard lock(mutex_);
  if (sentence == view_.message) return;
  view_.message = sentence;
  view_.history.push_back({static_cast<double>(monotonic_ns() - began_ns_) * 1e-9, sentence});
  if (view_.history.size() > AudioDriver::kMaxHistory) view_.history.erase(view_.history.begin());
}

}  // namespace headroom
