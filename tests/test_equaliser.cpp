// The filters as they run: the sound they make against their curves, their rounding, and how they bear being
// moved. The curves themselves are tested in test_eq_design.cpp.
#include <catch2/catch.hpp>

#include "tests/bank_fixture.h"

using namespace headroom;

namespace {

constexpr double kRate = 48000;

// Gain of the running kernel for a sine, measured over whole periods once it has settled.
double measured_dB(const EqSection& section, double freq_hz, const KernelTable& kernels) {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) { targets.set_section(0, lane, section); });
  const std::vector<float> out = run_stage(filter_section(kernels, 0), bank, sine(freq_hz, 0.5, 96000, kRate));
  return dB(gain_at(out, freq_hz, 48000, kRate) / 0.5);
}

// Power of the kernel's rounding, relative to the power that goes through the filter (the larger of what
// comes in and what goes out): the kernel against the same equations and coefficients in long double.
double rounding_dB(const EqSection& section, const std::vector<float>& in) {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) { targets.set_section(0, lane, section); });
  const std::vector<float> out = run_stage(filter_section(*find_kernels("scalar"), 0), bank, in);
  const long double b = section.b, p = section.p, d = section.d, m0 = section.m0, m1 = section.m1, m2 = section.m2;
  long double s1 = 0, s2 = 0, error = 0, power_in = 0, power_out = 0;
  for (size_t f = 0; f < in.size(); ++f) {
    const long double x = in[f], v = x - s2, y = m0 * x + m1 * s1 + m2 * s2;
    const long double change1 = b * v - p * s1, change2 = b * s1 + d * v;
    s1 += change1;
    s2 += change2;
    error += (out[f] - y) * (out[f] - y);
    power_in += x * x;
    power_out += y * y;
  }
  return static_cast<double>(10 * std::log10(error / std::max(power_in, power_out)));
}

// Any filter a strip may ask for.
EqSection any_filter(std::mt19937& random) {
  std::uniform_real_distribution<double> any(0, 1);
  const double hz = 20 * std::pow(1000, any(random)), q = 0.1 * std::pow(200, any(random)),
               gain_dB = 30 * any(random) - 15;
  const int slope = 6 * std::uniform_int_distribution<int>(1, 4)(random);
  const size_t either = random() % 2;
  switch (random() % 8) {
    case 0: return design_low_shelf(hz, gain_dB, std::min(q, 1.0), kRate);
    case 1: return design_high_shelf(hz, gain_dB, std::min(q, 1.0), kRate);
    case 2: return design_notch(hz, q, kRate);
    case 3: return design_band_pass(hz, q, kRate);
    case 4: return design_all_pass(hz, q, kRate);
    case 5: return design_high_pass(hz, slope, kRate)[either];
    case 6: return design_low_pass(hz, slope, kRate)[either];
    default: return design_bell(hz, gain_dB, q, kRate);
  }
}

}  // namespace

TEST_CASE("the sound has the response that the screen draws, down to the lowest bass") {
  for (const char* name : {"scalar", "avx2"}) {
    const KernelTable* kernels = find_kernels(name);
    if (!kernels) continue;
    for (const EqSection& section :
         {design_bell(30, 12, 4, kRate), design_bell(1000, -9, 1, kRate), design_low_shelf(40, 6, 0.7, kRate),
          design_high_shelf(8000, -6, 0.7, kRate), design_high_pass(20, 12, kRate)[0],
          design_high_pass(30, 6, kRate)[0], design_low_pass(12000, 24, kRate)[1], design_low_pass(9000, 6, kRate)[0],
          design_notch(500, 2, kRate), design_band_pass(40, 1, kRate)}) {
      for (const double freq_hz : {20.0, 30.0, 40.0, 1000.0, 10000.0}) {
        INFO(name << ", " << freq_hz << " Hz");
        REQUIRE(measured_dB(section, freq_hz, *kernels) == Approx(response_dB(section, freq_hz, kRate)).margin(0.005));
      }
    }
  }
}

TEST_CASE("float rounding in filters of 20 to 40 Hz stays 110 dB below the signal") {
  for (const double rate : {48000.0, 96000.0}) {
    std::vector<std::vector<float>> signals = {sine(20, 0.5, 96000, rate), sine(33, 0.5, 96000, rate)};
    std::mt19937 random(3);
    std::normal_distribution<float> noise(0, 0.1f);
    signals.emplace_back(96000);
    for (float& x : signals.back()) x = noise(random);
    for (const double hz : {20.0, 40.0}) {
      std::vector<EqSection> sections = {design_bell(hz, 12, 1, rate),          design_bell(hz, -12, 10, rate),
                                         design_bell(hz, 12, 10, rate),         design_low_shelf(hz, 12, 0.7, rate),
                                         design_high_shelf(hz, -12, 0.7, rate), design_notch(hz, 2, rate),
                                         design_all_pass(hz, 2, rate),          design_band_pass(hz, 2, rate)};
      for (const int slope : {6, 12, 18, 24})
        for (const EqSection& section : design_high_pass(hz, slope, rate)) sections.push_back(section);
      for (size_t which = 0; which < sections.size(); ++which) {
        for (size_t signal = 0; signal < signals.size(); ++signal) {
          INFO("section " << which << " at " << hz << " Hz, signal " << signal << ", sample rate " << rate);
          REQUIRE(rounding_dB(sections[which], signals[signal]) < -110);
        }
      }
    }
  }
}

TEST_CASE("filters of every kind thrown about at every grid frame never ring up") {
  const KernelTable& kernels = choose_kernels();
  StripBank bank = neutral_bank();
  std::mt19937 random(11);
  std::uniform_real_distribution<float> noise(-1, 1);
  Targets targets(BankLayout{.channel_banks = 1, .bus_banks = 0, .inputs = 0, .outputs = 0});
  TestBlock block;
  float peak = 0;
  for (int grid = 0; grid < 20000; ++grid) {
    if (grid != 0) advance(bank);
    for (int lane = 0; lane < kLanes; ++lane) {
      for (int section = 1; section < kSections; ++section)
        targets.edit(0).set_section(section, lane, any_filter(random));
    }
    aim(bank, targets.bank(0).parameters.data(), random() % 2 == 0 ? 32 : 256);
    for (float& x : block.samples) x = noise(random);
    FilterSection* const bands[] = {&bank.sections[1], &bank.sections[2], &bank.sections[3], &bank.sections[4]};
    kernels.filter[3][1](bands, block.samples, kGridFrames);
    for (const float x : block.samples) peak = std::isfinite(x) ? std::max(peak, std::fabs(x)) : INFINITY;
  }
  CHECK(peak < 1000);  // four bells of +15 dB in line are a gain of 1000 at rest
}
