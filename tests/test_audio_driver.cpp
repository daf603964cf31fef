// Who calls the engine, and with what. Devices here are played by the test; story_jack_device.cpp has a real
// one.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>
#include <numeric>
#include <thread>

#include "io/audio_driver.h"
#include "io/engine_caller.h"
#include "tests/wait_until.h"

namespace {

thread_local uint64_t allocations_of_thread = 0;

}  // namespace

[[gnu::noinline]] void* operator new(size_t bytes) {
  ++allocations_of_thread;
  if (void* memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(size_t bytes, const std::nothrow_t&) noexcept {
  ++allocations_of_thread;
  return std::malloc(bytes);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, size_t) noexcept { std::free(memory); }

// ALSA may load PulseAudio's plug-in to list its devices; the locks of that library are its own affair.
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:libpulse.so\ncalled_from_lib:libpulsecommon\nrace:libpulse\nmutex:libpulse\n";
}

using namespace headroom;
using Catch::Matchers::Contains;

namespace {

// Passes input i to output i and watches how it is called.
struct WatchfulEngine {
  int channels = 2;
  std::atomic<bool> inside{false};
  std::atomic<int> overlaps{0};
  std::atomic<int> calls{0};
  std::atomic<uint64_t> frames{0};
  std::atomic<int> largest_block{0}, smallest_block{1 << 30};
  std::atomic<uint64_t> allocations{0};

  EngineCallback callback() {
    return {.process = [](void* self, const float* const* in, float* const* out,
                          int frames) { static_cast<WatchfulEngine*>(self)->process(in, out, frames); },
            .user = this};
  }

  void process(const float* const* in, float* const* out, int count) {
    if (inside.exchange(true)) ++overlaps;
    // What the driver's own code allocated on this thread since the engine was last called on it.
    thread_local uint64_t allocations_before = allocations_of_thread;
    allocations += allocations_of_thread - allocations_before;
    allocations_before = allocations_of_thread;
    for (int c = 0; c < channels; ++c) std::copy_n(in[c], count, out[c]);
    ++calls;
    frames += static_cast<uint64_t>(count);
    largest_block = std::max(largest_block.load(), count);
    smallest_block = std::min(smallest_block.load(), count);
    inside = false;
  }
};

DriverRequest request(int inputs, int outputs, int block_frames = 64) {
  DriverRequest wanted;
  wanted.inputs = inputs;
  wanted.outputs = outputs;
  wanted.wish.block_frames = block_frames;
  return wanted;
}

// A sound card of the test: constant level on every input, outputs that remember what they got.
struct Card {
  Card(int inputs, int outputs, int frames)
      : in(static_cast<size_t>(inputs), std::vector<float>(static_cast<size_t>(frames), 1.0f)),
        out(static_cast<size_t>(outputs), std::vector<float>(static_cast<size_t>(frames), -9.0f)) {
    for (auto& channel : in) in_planes.push_back(channel.data());
    for (auto& channel : out) out_planes.push_back(channel.data());
    block = {.in = in_planes.data(),
             .inputs = inputs,
             .out = out_planes.data(),
             .outputs = outputs,
             .frames = frames,
             .xrun = false};
  }
  std::vector<std::vector<float>> in, out;
  std::vector<const float*> in_planes;
  std::vector<float*> out_planes;
  DeviceBlock block;
};

// Calls until the fade at the beginning is over.
void settle(EngineCaller& caller, const Card& card) {
  for (int frames = 0; frames < 2000; frames += card.block.frames) caller.call_from_device(card.block);
}

}  // namespace

TEST_CASE("without a device the desk's own clock calls the engine, block by block, and allocates nothing") {
  for (int block : {16, 64, 441, 1024}) {
    WatchfulEngine engine;
    auto driver = AudioDriver::start(request(2, 2, block), engine.callback());
    REQUIRE(driver);
    REQUIRE(wait_until([&] { return engine.calls >= 20; }));
    CHECK(wait_until([&] { return (*driver)->status().message == "The desk runs on its own clock."; }));
    const DriverStatus status = (*driver)->status();
    driver->reset();
    CHECK(engine.smallest_block == block);
    CHECK(engine.largest_block == block);
    CHECK(engine.overlaps == 0);
    CHECK(engine.allocations == 0);
    CHECK(status.state == DriverState::clock);
    CHECK(status.block_frames == block);
    CHECK(status.frames >= static_cast<uint64_t>(19 * block));
    CHECK(status.load.blocks >= 19);
    CHECK(status.load.max >= status.load.p50);
    const int calls = engine.calls;
    std::this_thread::yield();
    CHECK(engine.calls == calls);  // once the driver is gone nobody calls
  }
}

TEST_CASE("a desk whose device is missing runs on its clock and says what there is") {
  WatchfulEngine engine;
  DriverRequest wanted = request(2, 2);
  wanted.wish.device = "ALSA: no such card";
  auto driver = AudioDriver::start(wanted, engine.callback());
  REQUIRE(driver);
  REQUIRE(wait_until([&] { return !(*driver)->status().message.empty() && engine.calls > 0; }));
  const DriverStatus status = (*driver)->status();
  CHECK(status.state == DriverState::searching);
  CHECK_THAT(status.message, Contains("\"ALSA: no such card\""));
  REQUIRE((*driver)->change_device({}));
  CHECK(wait_until([&] { return (*driver)->status().state == DriverState::clock; }));
}

TEST_CASE("device and clock never call the engine at once, however they race") {
  WatchfulEngine engine;
  EngineCaller caller(request(2, 2), engine.callback());
  Card card(2, 2, 64);
  std::atomic<bool> stop{false};
  std::thread clock([&] {
    while (!stop) caller.call_from_clock(64);
  });
  std::thread watcher([&] {
    while (!stop) caller.device_gone();
  });
  for (int block = 0; block < 20000; ++block) caller.call_from_device(card.block);
  stop = true;
  clock.join();
  watcher.join();
  CHECK(engine.overlaps == 0);
  CHECK(caller.frames() == engine.frames);
}

TEST_CASE("the clock stays still while the device calls, and goes on when the device says it is gone") {
  WatchfulEngine engine;
  EngineCaller caller(request(2, 2), engine.callback());
  Card card(2, 2, 480'000);  // ten seconds: no machine is so slow that the clock takes its device for one that hangs
  CHECK(caller.call_from_clock(64));
  caller.call_from_device(card.block);
  CHECK_FALSE(caller.call_from_clock(64));
  CHECK(caller.device_drives());
  caller.device_gone();
  CHECK(caller.call_from_clock(64));
  CHECK_FALSE(caller.device_drives());
}

TEST_CASE("a device that hangs without a word loses its turn") {
  WatchfulEngine engine;
  EngineCaller caller(request(2, 2), engine.callback());
  Card card(2, 2, 64);
  caller.call_from_device(card.block);
  CHECK(wait_until([&] { return caller.call_from_clock(64); }));
}

TEST_CASE("whenever the device takes over, the outputs fade in over 20 ms without a step") {
  WatchfulEngine engine;
  EngineCaller caller(request(1, 1), engine.callback());
  engine.channels = 1;
  for (int round = 0; round < 2; ++round) {
    Card card(1, 1, 441);
    std::vector<float> heard;
    while (heard.size() < 2000) {
      caller.call_from_device(card.block);
      heard.insert(heard.end(), card.out[0].begin(), card.out[0].end());
    }
    CHECK(heard[0] == 0.0f);
    CHECK(heard[960] == 1.0f);  // 20 ms at 48 kHz
    CHECK(heard[480] == Approx(0.5));
    for (size_t f = 1; f < heard.size(); ++f) {
      REQUIRE(heard[f] >= heard[f - 1]);
      REQUIRE(heard[f] - heard[f - 1] < 1.1f / 960);
    }
    caller.device_gone();
    CHECK(caller.call_from_clock(64));
  }
}

TEST_CASE("a device that is to be left fades out over 20 ms without a step, and the next one fades in") {
  WatchfulEngine engine;
  EngineCaller caller(request(1, 1), engine.callback());
  engine.channels = 1;
  Card card(1, 1, 100);
  settle(caller, card);
  CHECK_FALSE(caller.is_silent());
  caller.fade_out();
  std::vector<float> heard{card.out[0].back()};
  while (!caller.is_silent()) {
    caller.call_from_device(card.block);
    heard.insert(heard.end(), card.out[0].begin(), card.out[0].end());
    REQUIRE(heard.size() < 2000);
  }
  for (size_t f = 1; f < heard.size(); ++f) REQUIRE(heard[f - 1] - heard[f] < 1.1f / 960);
  CHECK(heard.back() == 0.0f);
  CHECK(heard.size() <= 1 + 960 + 100);
  caller.call_from_device(card.block);
  CHECK(card.out[0] == std::vector<float>(100, 0.0f));  // until it is gone
  caller.end_fade_out();
  caller.call_from_device(card.block);
  CHECK(card.out[0].front() == 0.0f);
  CHECK(card.out[0].back() > 0.09f);
}

TEST_CASE("the clock's block is changed while it runs, and a block that cannot be is refused") {
  WatchfulEngine engine;
  auto driver = AudioDriver::start(request(2, 2), engine.callback());
  REQUIRE(driver);
  REQUIRE((*driver)->change_device({.block_frames = 480}));
  CHECK(wait_until([&] { return engine.largest_block == 480; }));
  CHECK_FALSE((*driver)->change_device({.block_frames = 0}));
  CHECK_FALSE((*driver)->change_device({.block_frames = 1 << 20}));
  CHECK(engine.overlaps == 0);
}

TEST_CASE("inputs the device does not have are silent, and its spare outputs too") {
  WatchfulEngine engine;
  engine.channels = 3;
  EngineCaller caller(request(3, 3), engine.callback());
  Card card(2, 5, 64);
  settle(caller, card);
  for (size_t c = 0; c < 5; ++c) CHECK(card.out[c] == std::vector<float>(64, c < 2 ? 1.0f : 0.0f));
}

TEST_CASE("a device with fewer outputs than the desk, or none, drives it all the same") {
  WatchfulEngine engine;
  engine.channels = 3;
  EngineCaller caller(request(3, 3), engine.callback());
  Card small(3, 1, 64), deaf(3, 0, 64), mute(0, 2, 64);
  settle(caller, small);
  CHECK(small.out[0] == std::vector<float>(64, 1.0f));
  caller.call_from_device(deaf.block);
  caller.call_from_device(mute.block);
  CHECK(mute.out[1] == std::vector<float>(64, 0.0f));
}

TEST_CASE("a device block longer than the engine takes is given to it in parts") {
  WatchfulEngine engine;
  DriverRequest wanted = request(2, 2);
  wanted.max_block_frames = 256;
  EngineCaller caller(wanted, engine.callback());
  Card card(2, 2, 1000);
  std::iota(card.in[1].begin(), card.in[1].end(), 0.0f);
  settle(caller, card);
  CHECK(engine.largest_block == 256);
  CHECK(engine.smallest_block == 1000 - 3 * 256);
  CHECK(caller.frames() == 2000);
  CHECK(card.out[1] == card.in[1]);
}

TEST_CASE("an input source plays in place of the device's inputs, on the device and on the clock") {
  WatchfulEngine engine;
  DriverRequest wanted = request(2, 2);
  int filled = 0;
  wanted.input_source = {.fill =
                             [](void* count, float* const* inputs, int frames) {
                               for (int c = 0; c < 2; ++c) std::fill_n(inputs[c], frames, 0.25f);
                               *static_cast<int*>(count) += frames;
                             },
                         .user = &filled};
  EngineCaller caller(wanted, engine.callback());
  Card card(2, 2, 64);
  settle(caller, card);
  CHECK(card.out[1] == std::vector<float>(64, 0.25f));
  const int before = filled;
  caller.device_gone();
  CHECK(caller.call_from_clock(64));
  CHECK(filled == before + 64);
}

TEST_CASE("a dropout the device reports is counted") {
  WatchfulEngine engine;
  EngineCaller caller(request(2, 2), engine.callback());
  Card card(2, 2, 64);
  caller.call_from_device(card.block);
  card.block.xrun = true;
  caller.call_from_device(card.block);
  CHECK(caller.dropouts() == DropoutCounts{1, 0, 0});
}

TEST_CASE("the load meter tells the middle, the tail and the worst of the blocks' times") {
  LoadMeter meter;
  for (int block = 1; block <= 1000; ++block) meter.add(block / 1000.0);
  const LoadFigures figures = meter.figures();
  CHECK(figures.blocks == 1000);
  CHECK(figures.p50 == Approx(0.5).margin(0.002));
  CHECK(figures.p99 == Approx(0.99).margin(0.002));
  CHECK(figures.p999 == Approx(0.999).margin(0.002));
  CHECK(figures.max == Approx(1.0));
  CHECK(figures.peak_since_read == Approx(1.0));
  meter.add(0.2);
  CHECK(meter.figures().peak_since_read == Approx(0.2));
  CHECK(meter.figures().max == Approx(1.0));
}

TEST_CASE("a sound card is found by its full name, its name, or any part that fits one only") {
  const auto device = [](const char* name, const char* host) {
    DeviceInfo info;
    info.name = name;
    info.host_api = host;
    return info;
  };
  const std::vector<DeviceInfo> devices = {device("system", "JACK"), device("UMC1820: USB Audio (hw:1,0)", "ALSA"),
                                           device("UMC404: USB Audio (hw:2,0)", "ALSA"), device("system", "ALSA")};
  CHECK(*find_device(devices, "JACK: system") == 0);
  CHECK(*find_device(devices, "alsa: SYSTEM") == 3);
  CHECK(*find_device(devices, "umc1820") == 1);
  CHECK(*find_device(devices, "hw:2") == 2);
  CHECK_THAT(find_device(devices, "umc").error(), Contains("more than one") && Contains("UMC404"));
  CHECK_THAT(find_device(devices, "system").error(), Contains("more than one") && Contains("JACK: system"));
  CHECK_THAT(find_device(devices, "X32").error(), Contains("\"X32\"") && Contains("\"JACK: system\", \"ALSA: UMC1820"));
  CHECK_THAT(find_device(devices, "").error(), Contains("no default"));
  CHECK_THAT(find_device({}, "X32").error(), Contains("There is no sound card"));
}

TEST_CASE("fewer channels than the show patches are named") {
  StreamInfo stream;
  stream.device = "ALSA: UMC1820";
  stream.inputs = 18;
  stream.outputs = 20;
  stream.block_frames = 64;
  DeviceRequest wanted{.name = {}, .sample_rate = 48000, .block_frames = 64, .inputs = 24, .outputs = 20};
  CHECK(shortfall_notes(wanted, stream) ==
        std::vector<std::string>{
            "Sound card \"ALSA: UMC1820\" offers 18 inputs; the show patches 24. Inputs 19-24 are silent."});
  wanted.inputs = 18;
  wanted.outputs = 21;
  wanted.block_frames = 128;
  CHECK(shortfall_notes(wanted, stream) ==
        std::vector<std::string>{
            "Sound card \"ALSA: UMC1820\" offers 20 outputs; the show patches 21. Output 21 is silent.",
            "Sound card \"ALSA: UMC1820\" runs in blocks of 64 frames; the show asks for 128."});
}

TEST_CASE("a request no engine can meet is refused with a sentence") {
  WatchfulEngine engine;
  const auto refused = [&](auto spoil) {
    DriverRequest wanted = request(2, 2);
    spoil(wanted);
    return AudioDriver::start(wanted, engine.callback()).error();
  };
  CHECK_THAT(refused([](DriverRequest& r) { r.sample_rate = 0; }), Contains("sample rate"));
  CHECK_THAT(refused([](DriverRequest& r) { r.wish.block_frames = 0; }), Contains("block"));
  CHECK_THAT(refused([](DriverRequest& r) { r.max_block_frames = 32; }), Contains("block"));
  CHECK_THAT(refused([](DriverRequest& r) { r.inputs = -1; }), Contains("inputs"));
  CHECK_THAT(AudioDriver::start(request(2, 2), {}).error(), Contains("engine"));
}
