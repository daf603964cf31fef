// The kernels of every instruction set give the same bits as the scalar oracle, stage by stage, at rest and
// on ramps.
#include <catch2/catch.hpp>

#include <functional>
#include <string>

#include "tests/bank_fixture.h"

using namespace headroom;

namespace {

// A bank that has been in use: odd coefficients, odd states, some lanes linked, everything on a ramp when
// asked. `extras_share` of the lanes use what plain dynamics have not.
StripBank used_bank(unsigned seed, bool moves, double extras_share = 0.5) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> any(0, 1);
  StripBank bank = neutral_bank();
  const auto put = [&](BankTargets& targets, int lane) {
    targets.set(Strip::trim, lane, static_cast<float>(any(random) * 4 - 2));
    targets.set(Strip::link, lane, any(random) < 0.5 ? 0.0f : 1.0f);
    targets.set(Strip::fade, lane, static_cast<float>(any(random)));
    targets.set_section(0, lane, design_high_pass(20 + 400 * any(random), 12, 48000)[0]);
    for (int section = 1; section < kSections; ++section) {
      targets.set_section(section, lane,
                          design_bell(30 + 9000 * any(random), 24 * any(random) - 12, 0.3 + 5 * any(random), 48000));
    }
    const bool extras = any(random) < extras_share;
    targets.set_gate(lane, design_gate({.mode = extras ? static_cast<GateMode>(random() % 3) : GateMode::gate,
                                        .threshold_dB = -20 * any(random),
                                        .ratio = 1 + 5 * any(random),
                                        .attack_ms = any(random),
                                        .hold_ms = any(random),
                                        .release_ms = 20 * any(random),
                                        .listen = extras && any(random) < 0.3},
                                       48000));
    targets.set_compressor(lane,
                           design_compressor({.threshold_dB = -40 * any(random),
                                              .ratio = 1 + 9 * any(random),
                                              .attack_ms = any(random),
                                              .release_ms = 20 * any(random),
                                              .makeup_dB = 12 * any(random),
                                              .hold_ms = extras ? any(random) : 0,
                                              .auto_release = extras && any(random) < 0.5,
                                              .detector = extras && any(random) < 0.5 ? Detector::rms : Detector::peak,
                                              .mix = extras ? any(random) : 1,
                                              .link = extras ? any(random) : static_cast<double>(lane / 2 % 2),
                                              .listen = extras && any(random) < 0.3},
                                             48000));
    const DeEsserSettings de_esser{
        .freq_hz = 2000 + 8000 * any(random), .threshold_dB = -40 * any(random), .range_dB = 12 * any(random)};
    targets.set_de_esser(lane, design_de_esser_band(de_esser, 48000), design_de_esser(de_esser, 48000));
  };
  set_bank(bank, put);
  if (moves) {
    Targets next(BankLayout{.channel_banks = 1, .bus_banks = 0, .inputs = 0, .outputs = 0});
    for (int lane = 0; lane < kLanes; ++lane) put(next.edit(0), lane);
    aim(bank, next.bank(0).parameters.data(), 256);
  }
  return bank;
}

TestBlock noise(std::mt19937& random) {
  TestBlock block;
  std::uniform_real_distribution<float> any(-1, 1);
  for (float& x : block.samples) x = any(random) * any(random);
  return block;
}

const KernelTable& oracle() { return *find_kernels("scalar"); }

// A stage that runs the first `count` sections of a bank.
auto filter_stage(KernelTable::Filter filter, int count) {
  return [filter, count](StripBank& bank, float* block, int frames) {
    std::vector<FilterSection*> sections;
    for (int i = 0; i < count; ++i) sections.push_back(&bank.sections[i]);
    filter(sections.data(), block, frames);
  };
}

// Sections 0 and 1, each over the block as it comes; what is left is the difference of the two.
std::function<void(StripBank&, float*, int)> two_stage(KernelTable::TwoFilters filter_two) {
  return [filter_two](StripBank& bank, float* block, int frames) {
    FilterSection* const sections[] = {&bank.sections[0], &bank.sections[1]};
    TestBlock other;
    std::copy_n(block, frames * kLanes, other.samples);
    float* const blocks[] = {block, other.samples};
    filter_two(sections, blocks, frames);
    for (int i = 0; i < frames * kLanes; ++i) block[i] -= other.samples[i];
  };
}

void filter_one_by_one(FilterSection* const* sections, float* const* blocks, int frames) {
  const auto& filter = find_kernels("scalar")->filter[0];
  for (int i = 0; i < 2; ++i) filter[sections[i]->rows.moving != 0](&sections[i], blocks[i], frames);
}

// A chain that is the first sections of a bank, for one pair of lanes alone.
std::function<void(StripBank&, float*, int)> pair_stage(const KernelTable& table, int pair) {
  return [&table, pair](StripBank& bank, float* block, int frames) {
    FilterSection* chain[KernelTable::kFoldedSections];
    for (int i = 0; i < KernelTable::kFoldedSections; ++i) chain[i] = &bank.sections[i];
    table.filter_pair(chain, pair, block, frames);
  };
}

// The same section by section on all lanes, of which the others are put back.
std::function<void(StripBank&, float*, int)> chain_stage(int pair) {
  return [pair](StripBank& bank, float* block, int frames) {
    for (int i = 0; i < KernelTable::kFoldedSections; ++i) {
      FilterSection* const section = &bank.sections[i];
      const FilterSection before = *section;
      TestBlock sound;
      std::copy_n(block, frames * kLanes, sound.samples);
      oracle().filter[0][0](&section, sound.samples, frames);
      for (int lane = 0; lane < kLanes; ++lane) {
        if (lane / 2 != pair) section->s1[lane] = before.s1[lane], section->s2[lane] = before.s2[lane];
        for (int f = 0; lane / 2 == pair && f < frames; ++f)
          block[f * kLanes + lane] = sound.samples[f * kLanes + lane];
      }
    }
  };
}

std::vector<const KernelTable*> vector_tables() {
  std::vector<const KernelTable*> tables;
  for (const char* name : {"sse2", "avx2"}) {
    if (const KernelTable* table = find_kernels(name)) tables.push_back(table);
  }
  return tables;
}

bool same_bits(const void* a, const void* b, size_t bytes) { return std::memcmp(a, b, bytes) == 0; }

template <class Stage>
void compare_stage(const char* stage_name, Stage expected, Stage actual, bool moves) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    StripBank bank_a = used_bank(seed, moves), bank_b = bank_a;
    std::mt19937 random(seed);
    for (const int frames : {32, 1, 5, 26, 32, 31, 1, 32}) {
      TestBlock block_a = noise(random), block_b = block_a;
      expected(bank_a, block_a.samples, frames);
      actual(bank_b, block_b.samples, frames);
      INFO(stage_name << (moves ? ", moving" : ", steady") << ", seed " << seed << ", " << frames << " frames");
      REQUIRE(same_bits(&block_a, &block_b, sizeof block_a));
      REQUIRE(same_bits(&bank_a, &bank_b, sizeof bank_a));
    }
  }
}

}  // namespace

TEST_CASE("every instruction set gives the bits of the scalar oracle in every stage, steady and moving") {
  for (const KernelTable* table : vector_tables()) {
    INFO(table->name);
    for (const int moves : {0, 1}) {
      compare_stage("trim", oracle().trim[moves], table->trim[moves], moves);
      for (int count = 1; count <= KernelTable::kMostSections; ++count)
        compare_stage((std::to_string(count) + " filter sections").c_str(),
                      filter_stage(oracle().filter[count - 1][moves], count),
                      filter_stage(table->filter[count - 1][moves], count), moves);
      compare_stage("two sections side by side", two_stage(filter_one_by_one), two_stage(table->filter_two[moves]),
                    moves);
      for (const int extras : {0, 1}) {
        compare_stage("gate", by_itself(oracle().gate[extras][moves]), by_itself(table->gate[extras][moves]), moves);
        compare_stage("compressor", by_itself(oracle().compress[extras][moves]),
                      by_itself(table->compress[extras][moves]), moves);
      }
      compare_stage("de-esser", oracle().de_ess[moves], table->de_ess[moves], moves);
      compare_stage("tap", oracle().tap, table->tap, moves);
      compare_stage("fade", oracle().fade[moves], table->fade[moves], moves);
    }
  }
}

TEST_CASE("a long chain for one pair of lanes has the bits of its sections one by one and leaves other lanes alone") {
  for (const char* name : {"scalar", "sse2", "avx2"}) {
    const KernelTable* table = find_kernels(name);
    INFO(name);
    for (int pair = 0; table && pair < kLanes / 2; ++pair)
      compare_stage("chain for a pair", chain_stage(pair), pair_stage(*table, pair), false);
  }
}

TEST_CASE("lanes collected from other banks are theirs, sample by sample, with every instruction set") {
  std::mt19937 random(3);
  const std::vector<TestBlock> banks = {noise(random), noise(random), noise(random)};
  const size_t banks_heard = GENERATE(1, 2, 3);
  LaneChoice choices[3];
  for (LaneChoice& choice : choices) std::fill_n(choice.lane, kLanes, -1);
  const float* lanes[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) {
    const auto chosen = static_cast<int32_t>(random() % kLanes);
    choices[lane % banks_heard].lane[lane] = chosen;
    lanes[lane] = banks[lane % banks_heard].samples + chosen;
  }
  for (const char* name : {"scalar", "sse2", "avx2"}) {
    const KernelTable* table = find_kernels(name);
    if (!table) continue;
    for (const int frames : {32, 1, 7}) {
      INFO(name << ", " << frames << " frames");
      TestBlock block;
      for (size_t bank = 0; bank < banks_heard; ++bank)
        table->collect(choices[bank], banks[bank].samples, block.samples, frames);
      for (int f = 0; f < kGridFrames; ++f)
        for (int lane = 0; lane < kLanes; ++lane)
          REQUIRE(block.at(f, lane) == (f < frames ? lanes[lane][f * kLanes] : 0.0f));
    }
  }
}

TEST_CASE("every instruction set mixes eight lanes into eight with the bits of the scalar oracle") {
  for (const KernelTable* table : vector_tables()) {
    for (const int moves : {0, 1}) {
      std::mt19937 random(7);
      MixGains gains_a{};
      std::uniform_real_distribution<float> any(-1, 1);
      for (int from = 0; from < kLanes; ++from) {
        for (int to = 0; to < kLanes; ++to) {
          gains_a.jump(from, to, any(random));
          if (moves) gains_a.aim(from, to, any(random), 256);
        }
      }
      MixGains gains_b = gains_a;
      for (const int frames : {32, 1, 13, 18}) {
        const TestBlock from = noise(random);
        TestBlock bus_a = noise(random), bus_b = bus_a;
        oracle().mix[moves](gains_a, from.samples, bus_a.samples, frames);
        table->mix[moves](gains_b, from.samples, bus_b.samples, frames);
        REQUIRE(same_bits(&bus_a, &bus_b, sizeof bus_a));
        REQUIRE(same_bits(&gains_a, &gains_b, sizeof gains_a));
      }
    }
  }
}

TEST_CASE(
    "what only one pair of a bus hears is mixed with the bits of the whole mix and leaves the other lanes alone") {
  std::vector<const KernelTable*> tables = vector_tables();
  tables.push_back(&oracle());
  std::mt19937 random(8);
  std::uniform_real_distribution<float> any(-1, 1);
  MixGains gains{};
  for (int from = 0; from < kLanes; ++from)
    for (int to = 0; to < kLanes; ++to) gains.jump(from, to, any(random));
  for (const KernelTable* table : tables) {
    for (const int frames : {32, 1, 4, 13, 18}) {
      for (int pair = 0; pair < kLanes / 2; ++pair) {
        INFO(table->name << ", " << frames << " frames, pair " << pair);
        const TestBlock from = noise(random);
        TestBlock before = noise(random);
        TestBlock whole = before, alone = before;
        oracle().mix[0](gains, from.samples, whole.samples, frames);
        table->mix_pair(gains, pair, from.samples, alone.samples, frames);
        for (int f = 0; f < kGridFrames; ++f)
          for (int lane = 0; lane < kLanes; ++lane)
            REQUIRE(alone.at(f, lane) == (lane / 2 == pair ? whole : before).at(f, lane));
      }
    }
  }
}

TEST_CASE("planar inputs become lanes in order, and a broken sample names its lane") {
  std::vector<const KernelTable*> tables = vector_tables();
  tables.push_back(&oracle());
  for (const KernelTable* table : tables) {
    for (const int frames : {1, 3, 4, 31, 32}) {
      float planar[kLanes][kGridFrames + 1];
      const float* lanes[kLanes];
      for (int lane = 0; lane < kLanes; ++lane) {
        for (int f = 0; f <= kGridFrames; ++f) planar[lane][f] = static_cast<float>(lane * 100 + f);
        lanes[lane] = planar[lane] + 1;  // an odd address, as devices give them
      }
      TestBlock block;
      INFO(table->name << ", " << frames << " frames");
      CHECK(table->gather(lanes, block.samples, frames) == 0);
      for (int f = 0; f < frames; ++f) {
        for (int lane = 0; lane < kLanes; ++lane) REQUIRE(block.at(f, lane) == static_cast<float>(lane * 100 + f + 1));
      }
      planar[2][frames] = NAN;
      planar[5][1] = -INFINITY;
      planar[7][1] = 1001.0f;
      planar[6][1] = -1000.0f;  // loud, but sound
      CHECK(table->gather(lanes, block.samples, frames) == ((1u << 2) | (1u << 5) | (1u << 7)));
    }
  }
}

TEST_CASE("a neutral stage passes its input, sample for sample") {
  for (const char* name : {"scalar", "sse2", "avx2"}) {
    const KernelTable* table = find_kernels(name);
    if (!table) continue;
    StripBank bank = neutral_bank();
    std::mt19937 random(3);
    std::vector<std::function<void(StripBank&, float*, int)>> stages = {table->tap};
    for (const int moves : {0, 1}) {
      for (KernelTable::Stage stage : {table->trim[moves], table->de_ess[moves], table->fade[moves]})
        stages.push_back(stage);
      for (const int extras : {0, 1}) {
        stages.push_back(by_itself(table->gate[extras][moves]));
        stages.push_back(by_itself(table->compress[extras][moves]));
      }
      for (int count = 1; count <= KernelTable::kMostSections; ++count)
        stages.push_back(filter_stage(table->filter[count - 1][moves], count));
    }
    for (const auto& stage : stages) {
      const TestBlock before = noise(random);
      TestBlock after = before;
      stage(bank, after.samples, kGridFrames);
      for (int i = 0; i < kGridFrames * kLanes; ++i) REQUIRE(after.samples[i] == before.samples[i]);
    }
  }
}

TEST_CASE("what the neighbours in a bank need changes no bit of a strip whose dynamics are plain") {
  for (const int moves : {0, 1}) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
      const StripBank bank = used_bank(seed, moves, 0);
      StripBank plain = bank, full = bank;
      std::mt19937 random(seed);
      for (const int frames : {32, 5, 27, 32, 32}) {
        TestBlock block_plain = noise(random), block_full = block_plain;
        for (const auto stage : {&KernelTable::gate, &KernelTable::compress}) {
          by_itself((choose_kernels().*stage)[0][moves])(plain, block_plain.samples, frames);
          by_itself((choose_kernels().*stage)[1][moves])(full, block_full.samples, frames);
        }
        for (int i = 0; i < kGridFrames * kLanes; ++i) REQUIRE(block_full.samples[i] == block_plain.samples[i]);
      }
      for (int lane = 0; lane < kLanes; ++lane) {
        CHECK(full.compressor.excess[lane] == plain.compressor.excess[lane]);
        CHECK(full.gate.openness[lane] == plain.gate.openness[lane]);
      }
    }
  }
}

TEST_CASE("a strip that runs away is silent where it is not sound, and says so") {
  for (const char* name : {"scalar", "sse2", "avx2"}) {
    const KernelTable* table = find_kernels(name);
    if (!table) continue;
    StripBank bank = neutral_bank();
    TestBlock block;
    for (float& x : block.samples) x = 0.5f;
    block.at(3, 1) = NAN;
    block.at(4, 2) = 2e6f;
    table->tap(bank, block.samples, 8);
    CHECK(block.at(3, 1) == 0);
    CHECK(block.at(4, 2) == 0);
    CHECK(block.at(4, 1) == 0.5f);
    CHECK(bank.leave.peak[1] == 0.5f);
    CHECK(bank.leave.square_sum[1] == 7 * 0.25f);
    for (int lane = 0; lane < kLanes; ++lane) CHECK((bank.leave.runaway[lane] != 0) == (lane == 1 || lane == 2));
  }
}
