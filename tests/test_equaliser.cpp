// The filters against the published formulas (RBJ cookbook, computed here in double) and against their own
// response curve.
#include <catch2/catch.hpp>
#include <complex>

#include "tests/bank_fixture.h"

using namespace headroom;

namespace {

constexpr double kRate = 48000;

// RBJ Audio EQ Cookbook, normalised frequency response of one biquad in dB.
struct Biquad {
  double b0, b1, b2, a0, a1, a2;
  double response_dB(double freq_hz) const {
    const std::complex<double> z1 = std::polar(1.0, -2 * M_PI * freq_hz / kRate), z2 = z1 * z1;
    return dB(std::abs((b0 + b1 * z1 + b2 * z2) / (a0 + a1 * z1 + a2 * z2)));
  }
};

Biquad rbj_bell(double freq_hz, double gain_dB, double q) {
  const double A = std::pow(10, gain_dB / 40), w = 2 * M_PI * freq_hz / kRate, alpha = std::sin(w) / (2 * q),
               c = std::cos(w);
  return {1 + alpha * A, -2 * c, 1 - alpha * A, 1 + alpha / A, -2 * c, 1 - alpha / A};
}
Biquad rbj_high_pass(double freq_hz, double q) {
  const double w = 2 * M_PI * freq_hz / kRate, alpha = std::sin(w) / (2 * q), c = std::cos(w);
  return {(1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha};
}
Biquad rbj_shelf(double freq_hz, double gain_dB, double q, bool high) {
  const double A = std::pow(10, gain_dB / 40), w = 2 * M_PI * freq_hz / kRate, alpha = std::sin(w) / (2 * q);
  const double c = high ? -std::cos(w) : std::cos(w), r = 2 * std::sqrt(A) * alpha, sign = high ? -1 : 1;
  return {A * ((A + 1) - (A - 1) * c + r),     sign * 2 * A * ((A - 1) - (A + 1) * c),
          A * ((A + 1) - (A - 1) * c - r),     (A + 1) + (A - 1) * c + r,
          sign * -2 * ((A - 1) + (A + 1) * c), (A + 1) + (A - 1) * c - r};
}

void compare(const EqSection& section, const Biquad& exact) {
  for (double freq_hz = 10; freq_hz < 23900; freq_hz *= 1.13) {
    INFO(freq_hz << " Hz");
    REQUIRE(response_dB(section, freq_hz, kRate) == Approx(exact.response_dB(freq_hz)).margin(0.002));
  }
}

// Gain of the running kernel for a sine, measured over whole periods once it has settled.
double measured_dB(const EqSection& section, double freq_hz, const KernelTable& kernels) {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) { targets.set_section(0, lane, section); });
  const std::vector<float> out = run_stage(filter_section(kernels, 0), bank, sine(freq_hz, 0.5, 96000, kRate));
  return dB(gain_at(out, freq_hz, 48000, kRate) / 0.5);
}

}  // namespace

TEST_CASE("bell, shelves and high-pass follow the RBJ cookbook from 10 Hz to Nyquist") {
  for (const double freq_hz : {20.0, 100.0, 1000.0, 8000.0, 16000.0}) {
    for (const double q : {0.5, 0.7071, 2.0, 10.0}) {
      for (const double gain_dB : {-15.0, -3.0, 6.0, 15.0}) {
        INFO(freq_hz << " Hz, Q " << q << ", " << gain_dB << " dB");
        compare(design_bell(freq_hz, gain_dB, q, kRate), rbj_bell(freq_hz, gain_dB, q));
        if (q > 1) continue;
        compare(design_low_shelf(freq_hz, gain_dB, q, kRate), rbj_shelf(freq_hz, gain_dB, q, false));
        compare(design_high_shelf(freq_hz, gain_dB, q, kRate), rbj_shelf(freq_hz, gain_dB, q, true));
      }
    }
    compare(design_high_pass(freq_hz, 12, kRate)[0], rbj_high_pass(freq_hz, std::sqrt(0.5)));
  }
}

TEST_CASE("a high-pass is 3 dB down at its frequency and falls 12 dB per octave below") {
  const EqSection section = design_high_pass(100, 12, kRate)[0];
  CHECK(response_dB(section, 100, kRate) == Approx(-3.01).margin(0.01));
  CHECK(response_dB(section, 12.5, kRate) - response_dB(section, 6.25, kRate) == Approx(12.04).margin(0.02));
}

TEST_CASE("a bell has half its gain at the edges of its bandwidth, boost or cut") {
  // One octave: Q = 1.414 (dynamics-eq 1); the edges lie half an octave either side.
  for (const double gain_dB : {12.0, -12.0}) {
    const EqSection section = design_bell(200, gain_dB, std::sqrt(2.0), kRate);
    CHECK(response_dB(section, 200, kRate) == Approx(gain_dB).margin(0.01));
    CHECK(response_dB(section, 200 * std::sqrt(2.0), kRate) == Approx(gain_dB / 2).margin(0.02));
    CHECK(response_dB(section, 200 / std::sqrt(2.0), kRate) == Approx(gain_dB / 2).margin(0.02));
  }
}

TEST_CASE("the sound has the response that the screen draws, down to the lowest bass") {
  for (const char* name : {"scalar", "avx2"}) {
    const KernelTable* kernels = find_kernels(name);
    if (!kernels) continue;
    for (const EqSection& section :
         {design_bell(30, 12, 4, kRate), design_bell(1000, -9, 1, kRate), design_low_shelf(40, 6, 0.7, kRate),
          design_high_shelf(8000, -6, 0.7, kRate), design_high_pass(20, 12, kRate)[0]}) {
      for (const double freq_hz : {20.0, 30.0, 40.0, 1000.0, 10000.0}) {
        INFO(name << ", " << freq_hz << " Hz");
        REQUIRE(measured_dB(section, freq_hz, *kernels) ==
                Approx(response_dB(section, freq_hz, kRate)).margin(0.005));
      }
    }
  }
}

TEST_CASE("float rounding in a 20 Hz bell of Q 10 stays 120 dB below the signal") {
  const EqSection section = design_bell(20, 12, 10, kRate);
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) { targets.set_section(0, lane, section); });
  const std::vector<float> in = sine(25, 0.5, 192000, kRate);
  const std::vector<float> out = run_stage(filter_section(*find_kernels("scalar"), 0), bank, in);
  // The same equations and coefficients in double.
  double s1 = 0, s2 = 0, error = 0, power = 0;
  for (size_t f = 0; f < in.size(); ++f) {
    const double x = in[f], v = x - s2;
    const double n1 = s1 + (section.b * v - section.p * s1), n2 = s2 + (section.b * s1 + section.d * v);
    const double y = section.m0 * x + section.m1 * s1 + section.m2 * s2;
    s1 = n1;
    s2 = n2;
    error += (out[f] - y) * (out[f] - y);
    power += y * y;
  }
  CHECK(10 * std::log10(error / power) < -120);
}

TEST_CASE("equaliser settings thrown about at every grid frame never make the filters ring up") {
  const KernelTable& kernels = choose_kernels();
  StripBank bank = neutral_bank();
  std::mt19937 random(11);
  std::uniform_real_distribution<double> any(0, 1);
  std::uniform_real_distribution<float> noise(-1, 1);
  Targets targets(BankLayout{.channel_banks = 1, .bus_banks = 0, .inputs = 0, .outputs = 0});
  TestBlock block;
  float peak = 0;
  for (int grid = 0; grid < 20000; ++grid) {
    if (grid != 0) advance(bank);
    for (int lane = 0; lane < kLanes; ++lane) {
      for (int section = 1; section < kSections; ++section) {
        const double freq_hz = 20 * std::pow(1000, any(random));
        const double q = 0.1 * std::pow(500, any(random));
        targets.edit(0).set_section(section, lane, design_bell(freq_hz, 30 * any(random) - 15, q, kRate));
      }
    }
    aim(bank, targets.bank(0).parameters.data(), random() % 2 == 0 ? 32 : 256);
    for (float& x : block.samples) x = noise(random);
    FilterSection* const bands[] = {&bank.sections[1], &bank.sections[2], &bank.sections[3], &bank.sections[4]};
    kernels.filter_four[1](bands, block.samples, kGridFrames);
    for (const float x : block.samples) peak = std::isfinite(x) ? std::max(peak, std::fabs(x)) : INFINITY;
  }
  CHECK(peak < 1000);  // four bells of +15 dB in line are a gain of 1000 at rest
}
