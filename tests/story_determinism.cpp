// The same input with the same edits gives the same bits, whatever the block size and whatever the CPU: on the whole
// mix of the demo band.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "console/console_options.h"
#include "console/live_targets.h"
#include "console/offline_render.h"
#include "io/atomic_file.h"
#include "tests/desk_rig.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

// Hands at work all through the song; a solo reaches the monitor only.
const std::string kEdits =
    "0.5 /ch/01/fader -20 dB\n"
    "72001f /ch/20/mute on\n"
    "1.8 /ch/*/surround/on on\n"
    "1.9 /main/layout 7.1.4\n"
    "2 /main/fader -6 dB\n"
    "3.00001 /ch/20/mute off\n"
    "4 /ch/*/eq/2/gain 9 dB\n"
    "5 /ch/11/input 3\n"
    "6 /ch/*/pan R40\n"
    "7.7 /ch/05/comp/on on\n"
    "8 /group/1/limiter/on on\n"
    "9 /dca/1/fader -9 dB\n"
    "10 /main/limiter/on on\n"
    "10.5 /main/limiter/ceiling -12 dB\n"
    "9.5 /main/layout 5.1\n"
    "9.6 /ch/07/surround/azimuth 70 deg\n"
    "11 /desk/undo 1\n"
    "11.5 /main/layout stereo\n"
    "12 /main/delay 5 ms\n"
    "12.5 /scene/001/store 1\n"
    "13 /group/1/mute on\n"
    "14 /main/osc on\n"
    "15 /desk/osc/kind pink noise\n"
    "15.5 /desk/osc/on on\n"
    "16 /out/01/delay 7.3 ms\n"
    "16.5 /out/01/trim -3 dB\n"
    "16.55 /scene/001/recall 1\n"
    "16.6 /talk/input 2\n"
    "16.7 /main/talk on\n"
    "16.8 /talk/on on\n"
    "17 /ch/05/solo on\n";

const StemFolder& stems() {
  static const auto folder = open_stem_folder(demo_folder() + "/stems", 48000);
  REQUIRE(folder);
  return *folder;
}

std::unique_ptr<Desk> demo_desk() {
  const auto plan = plan_of_show(demo_folder() + "/demo.show");
  REQUIRE(plan);
  auto desk = std::make_unique<Desk>(*plan, 48000);
  const auto loaded = desk->load(demo_folder() + "/demo.show");
  REQUIRE(loaded);
  CHECK(loaded->notes.empty());
  return desk;
}

struct Mix {
  std::vector<float> left, right;
  bool operator==(const Mix&) const = default;
};

// The main of the demo mix, in blocks of what `next_block` says.
Mix mix(const std::function<int()>& next_block) {
  const auto desk = demo_desk();
  auto edits = parse_timed_edits(kEdits, "edits", desk->table(), 48000);
  CHECK(edits.notes.empty());
  OfflineRender render(*desk, stems().stems, std::move(edits.edits), {desk->table().strip_of(kMain)});
  Mix mix;
  const auto frames = static_cast<uint64_t>(stems().frames);
  while (render.frame() < frames) {
    const int block =
        static_cast<int>(std::min<uint64_t>(static_cast<uint64_t>(next_block()), frames - render.frame()));
    render.render(block);
    mix.left.insert(mix.left.end(), render.sound(0, 0), render.sound(0, 0) + block);
    mix.right.insert(mix.right.end(), render.sound(0, 1), render.sound(0, 1) + block);
  }
  return mix;
}

TEST_CASE("the same audio comes out whatever the block size, edits and all") {
  const Mix reference = mix([] { return 64; });
  CHECK(peak_of(reference.left) > 0.01f);
  for (const int block : {16, 32, 441, 1024}) {
    CAPTURE(block);
    CHECK((mix([&] { return block; }) == reference));
  }
  std::mt19937 random(2);
  CHECK((mix([&] { return 1 + static_cast<int>(random() % 2000); }) == reference));
}

TEST_CASE("headroom render writes the same bytes whatever the block size") {
  const TemporaryFolder folder;
  REQUIRE(write_whole_file(folder.file("edits"), kEdits));
  std::string reference;
  for (const char* block : {"64", "16", "441"}) {
    CAPTURE(block);
    const std::string path = folder.file("mix.wav");
    REQUIRE(ChildProcess::start({program("headroom"), "render", "--demo", "--edits", folder.file("edits"), "--block",
                                 block, "--output", path})
                .wait() == 0);
    const auto bytes = read_whole_file(path);
    REQUIRE(bytes);
    if (reference.empty()) reference = *bytes;
    CHECK(bytes->size() > 1'000'000);
    CHECK((*bytes == reference));
  }
}

// The main of the demo mix as one instruction set computes it.
Mix mix_with(const KernelTable& kernels) {
  const auto desk = demo_desk();
  const BankLayout& layout = desk->lanes().layout();
  LiveTargets targets(layout);
  Engine engine;
  engine.prepare(layout, 48000, kernels, &targets, nullptr);
  desk->update_targets();
  targets.publish(desk->targets());
  constexpr int kBlock = 512;
  const size_t blocks = static_cast<size_t>(stems().frames) / kBlock;
  std::vector<float*> out(static_cast<size_t>(layout.outputs), nullptr);
  Mix mix{std::vector<float>(blocks * kBlock), std::vector<float>(blocks * kBlock)};
  for (size_t block = 0; block < blocks; ++block) {
    const size_t start = block * kBlock;
    std::vector<const float*> in(static_cast<size_t>(layout.inputs), nullptr);
    for (size_t i = 0; i < stems().stems.size(); ++i)
      if (const auto& samples = stems().stems[i].samples; start + kBlock <= samples.size())
        in[i] = samples.data() + start;
    out[0] = mix.left.data() + start;  // outputs 1 and 2 are the main
    out[1] = mix.right.data() + start;
    engine.process(in.data(), out.data(), kBlock);
  }
  return mix;
}

TEST_CASE("every instruction set mixes the same bits") {
  const Mix reference = mix_with(*find_kernels("scalar"));
  CHECK(peak_of(reference.left) > 0.01f);
  for (const char* name : {"sse2", "avx2"}) {
    const KernelTable* kernels = find_kernels(name);
    if (!kernels) continue;  // a CPU without it cannot disagree
    CAPTURE(name);
    CHECK((mix_with(*kernels) == reference));
  }
}

}  // namespace
}  // namespace headroom
