// Every filter against its analogue prototype, in gain and phase. The prototypes are the published ones, in
// double: RBJ cookbook (s-domain), Butterworth's poles on the circle. Tolerances are what the designs reach,
// rounded up.
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <functional>
#include <string>
#include <vector>

#include "dsp/eq_design.h"

using namespace headroom;

namespace {

using Complex = std::complex<double>;
constexpr double kRates[] = {44100, 48000, 88200, 96000, 192000};

double dB(Complex h) { return 20 * std::log10(std::abs(h)); }

Complex analogue_bell(Complex s, double gain_dB, double q) {
  const double a = std::pow(10, gain_dB / 40);
  return (s * s + s * (a / q) + 1.0) / (s * s + s / (a * q) + 1.0);
}
Complex analogue_low_shelf(Complex s, double gain_dB, double q) {
  const double a = std::pow(10, gain_dB / 40), root = std::sqrt(a);
  return a * (s * s + s * root / q + a) / (a * s * s + s * root / q + 1.0);
}
Complex analogue_high_shelf(Complex s, double gain_dB, double q) {
  const double a = std::pow(10, gain_dB / 40), root = std::sqrt(a);
  return a * (a * s * s + s * root / q + 1.0) / (s * s + s * root / q + a);
}
Complex resonance_pole(Complex s, double q) { return s * s + s / q + 1.0; }
// Denominator of a Butterworth low- or high-pass: its poles lie evenly on the left half of the unit circle.
Complex butterworth_pole(Complex s, int order) {
  Complex product = 1;
  for (int i = 1; i <= order; ++i) product *= s - std::polar(1.0, M_PI * (2 * i + order - 1) / (2 * order));
  return product;
}

// Logarithmic steps from `first` to `last`, both included.
std::vector<double> steps(double first, double last, int count) {
  std::vector<double> result;
  for (int i = 0; i < count; ++i) result.push_back(first * std::pow(last / first, i / (count - 1.0)));
  return result;
}

const std::vector<double> kAudible_hz = steps(20, 20000, 120);
const std::vector<double> kFilter_hz = steps(20, 20000, 31);
const std::vector<double> kQ = steps(0.1, 20, 12);

// The largest difference of a filter from its prototype, and where it was.
struct Worst {
  double error = 0;
  std::string where = "nowhere";

  void see(double found, const std::string& which, double freq_hz) {
    if (std::isnan(error) || found <= error) return;  // nothing is worse than NaN
    error = found;
    where = which + ", at " + std::to_string(freq_hz) + " Hz";
  }
};

using Response = std::function<Complex(double freq_hz)>;

// Gain from 20 Hz to 20 kHz; phase up to a sixth of the sample rate, as the delay in frames that would
// explain it: no causal filter knows what the prototype does above half the sample rate, and lacks the phase
// that comes with it. Both wherever the prototype is above floor_dB.
struct Difference {
  double floor_dB = -200;
  Worst gain_dB, phase_frames;

  void see(const std::string& which, double sample_rate, const Response& digital, const Response& analogue) {
    for (const double freq_hz : kAudible_hz) {
      const Complex exact = analogue(freq_hz);
      if (dB(exact) < floor_dB) continue;
      const Complex ratio = digital(freq_hz) / exact;
      gain_dB.see(std::abs(dB(ratio)), which, freq_hz);
      const double turn_rad = 2 * M_PI * freq_hz / sample_rate;
      if (turn_rad < M_PI / 3) phase_frames.see(std::abs(std::arg(ratio)) / turn_rad, which, freq_hz);
    }
  }
};

std::string name(double hz, double q, double gain_dB) {
  return std::to_string(hz) + " Hz, Q " + std::to_string(q) + ", " + std::to_string(gain_dB) + " dB";
}

using Design = EqSection (*)(double freq_hz, double gain_dB, double q, double sample_rate);
using Analogue = Complex (*)(Complex s, double gain_dB, double q);

Difference difference(Design design, Analogue analogue, double sample_rate, const std::vector<double>& gains_dB,
                      double largest_q, double floor_dB = -200) {
  Difference result{.floor_dB = floor_dB, .gain_dB = {}, .phase_frames = {}};
  for (const double hz : kFilter_hz)
    for (const double q : kQ)
      for (const double gain_dB : gains_dB) {
        if (q > largest_q) continue;
        const EqSection section = design(hz, gain_dB, q, sample_rate);
        result.see(
            name(hz, q, gain_dB), sample_rate, [&](double f) { return response(section, f, sample_rate); },
            [&](double f) { return analogue(Complex(0, f / hz), gain_dB, q); });
      }
  return result;
}

// Tolerances at the sample rates of kRates.
struct Tolerances {
  double gain_dB[5], phase_frames;
};

void check(const char* what, size_t rate, const Difference& found, const Tolerances& allowed) {
  INFO(what << " at " << kRates[rate] << " Hz: gain off by " << found.gain_dB.error << " dB (" << found.gain_dB.where
            << "), phase by " << found.phase_frames.error << " frames (" << found.phase_frames.where << ")");
  CHECK(found.gain_dB.error < allowed.gain_dB[rate]);
  CHECK(found.phase_frames.error < allowed.phase_frames);
}

EqSection notch(double hz, double, double q, double rate) { return design_notch(hz, q, rate); }
EqSection band_pass(double hz, double, double q, double rate) { return design_band_pass(hz, q, rate); }
EqSection all_pass(double hz, double, double q, double rate) { return design_all_pass(hz, q, rate); }
Complex analogue_notch(Complex s, double, double q) { return (s * s + 1.0) / resonance_pole(s, q); }
Complex analogue_band_pass(Complex s, double, double q) { return (s / q) / resonance_pole(s, q); }
Complex analogue_all_pass(Complex s, double, double q) { return (s * s - s / q + 1.0) / resonance_pole(s, q); }

// Every design that a strip may ask for at one frequency.
std::vector<EqSection> all_designs(double hz, double gain_dB, double q, double rate) {
  std::vector<EqSection> designs = {design_bell(hz, gain_dB, q, rate),       design_low_shelf(hz, gain_dB, q, rate),
                                    design_high_shelf(hz, gain_dB, q, rate), design_notch(hz, q, rate),
                                    design_band_pass(hz, q, rate),           design_all_pass(hz, q, rate)};
  for (const int slope : {6, 12, 18, 24}) {
    for (const EqSection& section : design_high_pass(hz, slope, rate)) designs.push_back(section);
    for (const EqSection& section : design_low_pass(hz, slope, rate)) designs.push_back(section);
  }
  return designs;
}

}  // namespace

TEST_CASE("a bell of 12 dB at 16 kHz follows the analogue curve from 20 Hz to 20 kHz at 48 kHz") {
  for (const double gain_dB : {12.0, -12.0}) {
    const EqSection section = design_bell(16000, gain_dB, 1, 48000);
    for (const double freq_hz : steps(20, 20000, 1000)) {
      INFO(freq_hz << " Hz");
      const double exact_dB = dB(analogue_bell(Complex(0, freq_hz / 16000), gain_dB, 1));
      REQUIRE(response_dB(section, freq_hz, 48000) == Approx(exact_dB).margin(0.11));
    }
  }
}

TEST_CASE("bells follow their prototype at every frequency, Q, gain and sample rate") {
  for (size_t rate = 0; rate < std::size(kRates); ++rate) {
    check("Bells to 12 dB", rate, difference(design_bell, analogue_bell, kRates[rate], {-12, -3, 6, 12}, 20),
          {{0.32, 0.17, 0.01, 0.01, 0.001}, 0.17});
    check("Bells of 18 dB", rate, difference(design_bell, analogue_bell, kRates[rate], {-18, 18}, 20),
          {{0.45, 0.27, 0.02, 0.01, 0.001}, 0.24});
  }
}

TEST_CASE("shelves follow their prototype at every frequency, slope, gain and sample rate") {
  for (size_t rate = 0; rate < std::size(kRates); ++rate) {
    for (const auto& [design, analogue] : {std::pair<Design, Analogue>{design_low_shelf, analogue_low_shelf},
                                           {design_high_shelf, analogue_high_shelf}}) {
      check("Shelves that do not overshoot", rate, difference(design, analogue, kRates[rate], {-12, 6, 12}, 0.75),
            {{0.4, 0.25, 0.02, 0.01, 0.001}, 0.42});
      check("Shelves to Q 2", rate, difference(design, analogue, kRates[rate], {-12, 6, 12}, 2),
            {{0.85, 0.5, 0.03, 0.02, 0.002}, 0.42});
      check("Resonating shelves", rate, difference(design, analogue, kRates[rate], {-12, 6, 12}, 20),
            {{8, 4.6, 0.25, 0.2, 0.01}, 0.56});
    }
  }
}

TEST_CASE("notches, band-passes and all-passes follow their prototypes") {
  for (size_t rate = 0; rate < std::size(kRates); ++rate) {
    check("Notches", rate, difference(notch, analogue_notch, kRates[rate], {0}, 20, -20),
          {{1.2, 0.7, 0.03, 0.02, 0.001}, 0.34});
    check("Band-passes", rate, difference(band_pass, analogue_band_pass, kRates[rate], {0}, 20, -20),
          {{1.8, 1.2, 0.06, 0.05, 0.003}, 0.42});
    check("All-passes", rate, difference(all_pass, analogue_all_pass, kRates[rate], {0}, 20),
          {{1e-4, 1e-4, 1e-4, 1e-4, 1e-4}, 0.13});
  }
}

TEST_CASE("low-pass and high-pass are Butterworth filters of 6, 12, 18 and 24 dB per octave up to 20 kHz") {
  for (size_t rate = 0; rate < std::size(kRates); ++rate) {
    for (const int order : {1, 2, 3, 4}) {
      Difference low{.floor_dB = -20, .gain_dB = {}, .phase_frames = {}};
      Difference high{.floor_dB = -60, .gain_dB = {}, .phase_frames = {}};
      for (const double hz : kFilter_hz) {
        const std::string which = std::to_string(hz) + " Hz, order " + std::to_string(order);
        const auto run = [&](const std::array<EqSection, 2>& sections) {
          return [&sections, &rate](double f) {
            return response(sections[0], f, kRates[rate]) * response(sections[1], f, kRates[rate]);
          };
        };
        const auto low_pass = design_low_pass(hz, 6 * order, kRates[rate]);
        const auto high_pass = design_high_pass(hz, 6 * order, kRates[rate]);
        if (hz >= 1000)
          low.see(which, kRates[rate], run(low_pass),
                  [&](double f) { return 1.0 / butterworth_pole(Complex(0, f / hz), order); });
        if (hz <= 2000)
          high.see(which, kRates[rate], run(high_pass), [&](double f) {
            return std::pow(Complex(0, f / hz), order) / butterworth_pole(Complex(0, f / hz), order);
          });
      }
      check("Low-pass", rate, low, {{1.1, 0.7, 0.05, 0.03, 0.002}, 0.42 * order});
      check("High-pass", rate, high, {{0.06, 0.04, 0.003, 0.002, 0.001}, 0.07});
    }
  }
}

TEST_CASE("low-pass and high-pass are 3 dB down at their frequency, whatever the slope") {
  for (const double rate : kRates) {
    for (const double hz : {10.0, 80.0, 1000.0, 5000.0, 20000.0}) {
      for (const int slope : {6, 12, 18, 24}) {
        INFO(hz << " Hz, " << slope << " dB per octave, sample rate " << rate);
        const auto high = design_high_pass(hz, slope, rate), low = design_low_pass(hz, slope, rate);
        CHECK(response_dB(high[0], hz, rate) + response_dB(high[1], hz, rate) == Approx(-3.0103).margin(0.001));
        CHECK(response_dB(low[0], hz, rate) + response_dB(low[1], hz, rate) == Approx(-3.0103).margin(0.001));
      }
    }
  }
}

TEST_CASE("a high-pass falls by its slope in each octave") {
  for (const int slope : {6, 12, 18, 24}) {
    const auto sections = design_high_pass(400, slope, 48000);
    const auto at = [&](double hz) {
      return response_dB(sections[0], hz, 48000) + response_dB(sections[1], hz, 48000);
    };
    CHECK(at(20) - at(10) == Approx(slope * 20 * std::log10(2.0) / 6).margin(0.05));
  }
}

TEST_CASE("a slope that one section makes leaves the second one without any effect, its poles in place") {
  for (const int slope : {6, 12}) {
    for (const EqSection& idle : {design_high_pass(100, slope, 48000)[1], design_low_pass(5000, slope, 48000)[1]}) {
      CHECK(idle.m0 == 1);
      CHECK(idle.m1 == 0);
      CHECK(idle.m2 == 0);
      CHECK(idle.b > 0);
    }
  }
}

TEST_CASE("a bell has half its gain at the edges of its bandwidth, boost or cut") {
  // One octave: Q = 1.414 (dynamics-eq 1); the edges lie half an octave either side.
  for (const double gain_dB : {12.0, -12.0}) {
    const EqSection section = design_bell(200, gain_dB, std::sqrt(2.0), 48000);
    CHECK(response_dB(section, 200, 48000) == Approx(gain_dB).margin(0.001));
    CHECK(response_dB(section, 200 * std::sqrt(2.0), 48000) == Approx(gain_dB / 2).margin(0.002));
    CHECK(response_dB(section, 200 / std::sqrt(2.0), 48000) == Approx(gain_dB / 2).margin(0.002));
  }
}

TEST_CASE("a notch is silent and an all-pass turned half round at its own frequency") {
  for (const double hz : kFilter_hz) {
    for (const double q : {0.3, 2.0, 20.0}) {
      INFO(hz << " Hz, Q " << q);
      CHECK(response_dB(design_notch(hz, q, 48000), hz, 48000) < -80);
      CHECK(response_dB(design_band_pass(hz, q, 48000), hz, 48000) == Approx(0).margin(0.001));
      CHECK(response(design_all_pass(hz, q, 48000), hz, 48000).real() == Approx(-1).margin(1e-4));
    }
  }
}

TEST_CASE("a cut undoes the boost of the same size, in gain and phase") {
  Worst worst;
  for (const double rate : kRates)
    for (const double hz : kFilter_hz)
      for (const double q : kQ)
        for (const Design design : {design_bell, design_low_shelf, design_high_shelf}) {
          const EqSection boost = design(hz, 15, q, rate), cut = design(hz, -15, q, rate);
          for (const double f : kAudible_hz)
            worst.see(std::abs(response(boost, f, rate) * response(cut, f, rate) - 1.0), name(hz, q, rate), f);
        }
  INFO(worst.where);
  CHECK(worst.error < 2e-4);
}

TEST_CASE("dragging a frequency, a gain or a Q moves the curve as smoothly as the analogue one") {
  // Steps of a thousandth of a decade, 0.02 dB and half a percent; what a step adds to the analogue's own
  // move.
  const auto moved = [](Design design, Analogue analogue, double hz, double gain_dB, double q, double hz2,
                        double gain2_dB, double q2) {
    double most = 0;
    const EqSection before = design(hz, gain_dB, q, 48000), after = design(hz2, gain2_dB, q2, 48000);
    for (const double f : steps(20, 20000, 60)) {
      const double moved_dB = response_dB(after, f, 48000) - response_dB(before, f, 48000);
      const double analogue_dB =
          dB(analogue(Complex(0, f / hz2), gain2_dB, q2)) - dB(analogue(Complex(0, f / hz), gain_dB, q));
      most = std::max(most, std::abs(moved_dB - analogue_dB));
    }
    return most;
  };
  for (const auto& [design, analogue] : {std::pair<Design, Analogue>{design_bell, analogue_bell},
                                         {design_low_shelf, analogue_low_shelf},
                                         {design_high_shelf, analogue_high_shelf}}) {
    Worst worst;
    for (const double q : {0.1, 0.7, 2.0}) {
      const double step = std::pow(10, 0.001);
      for (double hz = 20; hz < 20000; hz *= step)
        worst.see(moved(design, analogue, hz, 12, q, hz * step, 12, q), name(hz, q, 12), hz);
    }
    for (const double hz : {100.0, 8000.0, 15600.0, 20000.0}) {
      for (double gain_dB = -18; gain_dB < 18; gain_dB += 0.02)
        worst.see(moved(design, analogue, hz, gain_dB, 1, hz, gain_dB + 0.02, 1), name(hz, 1, gain_dB), hz);
      for (double q = 0.1; q < 2; q *= 1.005)
        worst.see(moved(design, analogue, hz, 12, q, hz, 12, q * 1.005), name(hz, q, 12), hz);
    }
    INFO(worst.where);
    CHECK(worst.error < 0.02);
  }
}

TEST_CASE("no step of any filter, nor of a mixture of two, can make its states grow") {
  // The norm of the matrix in eq_section.cpp; a mixture of two matrices has at most the larger norm.
  double largest = 0, slowest = 1;
  for (const double rate : kRates)
    for (const double hz : steps(10, 20000, 40))
      for (const double q : steps(0.05, 100, 12))
        for (const double gain_dB : {-60.0, -18.0, 0.0, 18.0, 60.0})
          for (const EqSection& section : all_designs(hz, gain_dB, q, rate)) {
            const double b = section.b, p = section.p, d = section.d;
            largest = std::max(largest, std::hypot(b, (p + d) / 2 - 1) + std::abs(p - d) / 2);
            slowest = std::min({slowest, p + d - (p * d + b * b), p * d + b * b});  // above 0: poles inside the circle
          }
  CHECK(largest < 1 + 1e-6);
  CHECK(slowest > 0);
}

TEST_CASE("frequencies, gains and Q beyond all limits still make filters") {
  for (const double hz : {-1.0, 0.0, 1e-9, 24000.0, 1e12})
    for (const double gain_dB : {-1e9, 0.0, 1e9})
      for (const double q : {-1.0, 0.0, 1e12})
        for (const EqSection& section : all_designs(hz, gain_dB, q, 48000))
          for (const float number : {section.b, section.p, section.d, section.m0, section.m1, section.m2})
            REQUIRE(std::isfinite(number));
}
