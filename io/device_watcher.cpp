#include "io/device_watcher.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "io/monotonic.h"

namespace headroom {
namespace {

// Often enough that a returned device plays within a second, seldom enough to cost next to nothing.
constexpr auto kLookEvery = std::chrono::milliseconds(100);

// A device that does not call, or has no outputs, is not waited for longer than this.
constexpr int64_t kLongestFade_ns = 100'000'000;
constexpr int kBlocksToFade = 4;  // beside it: the one that plays, those that fade, and one of silence
constexpr int64_t kLookAtFade_ns = 1'000'000;

int lines_wanted(int of_engine, int most) { return most > 0 ? std::min(of_engine, most) : of_engine; }

}  // namespace

DeviceWatcher::DeviceWatcher(EngineCaller& caller, const DriverRequest& request)
    : caller_(caller),
      engine_inputs_(request.inputs),
      engine_outputs_(request.outputs),
      request_{.name = {}, .sample_rate = request.sample_rate},
      began_ns_(monotonic_ns()),
      thread_([this] { run(); }) {
  want(request.wish);
}

DeviceWatcher::~DeviceWatcher() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void DeviceWatcher::want(const DeviceWish& wish) {
  {
    const std::lock_guard lock(mutex_);
    wish_ = wish;
    wish_is_new_ = true;
    view_.wants_device = wish_.device.has_value();
    view_.looked_for = wish_.device.value_or("");
  }
  wake_.notify_one();
}

void DeviceWatcher::look_for_devices() {
  {
    const std::lock_guard lock(mutex_);
    is_asked_for_devices_ = true;
  }
  wake_.notify_one();
}

DeviceWatcher::View DeviceWatcher::view() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

void DeviceWatcher::run() {
  for (;;) {
    std::optional<DeviceWish> new_wish;
    bool is_to_list = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kLookEvery, [this] { return stop_ || wish_is_new_ || is_asked_for_devices_; });
      if (stop_) break;
      if (std::exchange(wish_is_new_, false)) new_wish = wish_;
      is_to_list = std::exchange(is_asked_for_devices_, false);
    }
    if (new_wish) follow(*new_wish);
    if (is_to_list) list_devices();
    if (stream_) notice_loss();
    if (stream_) notice_latency();
    if (!stream_ && searched_) search();
  }
  close();
}

void DeviceWatcher::follow(const DeviceWish& wish) {
  close();
  searched_ = wish.device;
  request_.block_frames = wish.block_frames;
  request_.inputs = lines_wanted(engine_inputs_, wish.most_inputs);
  request_.outputs = lines_wanted(engine_outputs_, wish.most_outputs);
  if (!wish.device) tell("The desk runs on its own clock.");
}

void DeviceWatcher::list_devices() {
  std::vector<DeviceInfo> devices = devices_.list(stream_.get());
  const std::lock_guard lock(mutex_);
  view_.devices = std::move(devices);
  ++view_.devices_looked;
}

void DeviceWatcher::notice_loss() {
  if (stream_->is_alive()) return;
  const std::string name = stream_->info().device;
  close();
  tell("Sound card \"" + name + "\" is gone; the desk runs on its own clock until it returns.");
}

void DeviceWatcher::notice_latency() {
  const StreamLatency latency = stream_->latency();
  const std::lock_guard lock(mutex_);
  view_.latency = latency;
}

void DeviceWatcher::search() {
  request_.name = *searched_;
  const DeviceCallback callback{
      .process = [](void* caller, const DeviceBlock& b) { static_cast<EngineCaller*>(caller)->call_from_device(b); },
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
    view_.latency = stream_->latency();
    if (!wish_is_new_) view_.looked_for = stream.device;
  }
  tell("Sound card \"" + stream.device + "\" runs the desk.");
  for (const std::string& note : stream.notes) tell(note);
}

void DeviceWatcher::close() {
  if (!stream_) return;
  caller_.fade_out();
  const StreamInfo& stream = stream_->info();
  const auto block_ns = static_cast<int64_t>(1e9 * caller_.block_frames() / stream.sample_rate);
  const int64_t limit_ns = monotonic_ns() + kLongestFade_ns + kBlocksToFade * block_ns;
  while (stream_->is_alive() && !caller_.is_silent() && monotonic_ns() < limit_ns)
    sleep_until(monotonic_ns() + kLookAtFade_ns);
  // What a device has not played yet when it is closed, it drops: the end of the fade is still on its way.
  const auto on_its_way_ns = static_cast<int64_t>(1e6 * stream_->latency().output_ms) + block_ns;
  const int64_t played_ns = std::min(limit_ns, monotonic_ns() + on_its_way_ns);
  while (stream_->is_alive() && caller_.is_silent() && monotonic_ns() < played_ns)
    sleep_until(monotonic_ns() + kLookAtFade_ns);
  stream_.reset();
  caller_.device_gone();
  caller_.end_fade_out();
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
