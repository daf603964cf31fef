#include "dsp/meters/octave_analyser.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "dsp/levels.h"

namespace headroom {
namespace {

// Below this ratio of sample rate to upper edge the bilinear transform bends a band's lower skirt out of class 1.
constexpr double kLowestRateOverEdge = 3.9;
constexpr int kPieceFrames = 64;
constexpr HalfBandShape kUpShape{48, 5}, kDownShape{8, 8};
// A band is analysed when its centre lies below this share of the sample rate.
constexpr double kHighestCentre = 0.46;

using Complex = std::complex<double>;

struct BandPass {
  double gain, a1, a2;
};

// One second-order section of the Butterworth band-pass, its edges where they belong after the bilinear transform. Each
// section has gain 1 at the centre.
BandPass design_section(const OctaveBand& band, double rate_hz, int section) {
  const double low = std::tan(std::numbers::pi * band.lower_hz / rate_hz);
  const double high = std::tan(std::numbers::pi * band.upper_hz / rate_hz);
  const double width = high - low, centre_squared = low * high;
  // Poles of the low-pass of order three: one real, a pair; each makes two of the band-pass.
  const Complex low_pass_pole = section == 0 ? Complex(-1) : std::polar(1.0, 2 * std::numbers::pi / 3);
  const Complex half = low_pass_pole * (width / 2);
  const Complex root = std::sqrt(half * half - centre_squared);
  const Complex pole = section == 1 ? half - root : half + root;
  const Complex digital = (1.0 + pole) / (1.0 - pole);
  const double a1 = -2 * digital.real(), a2 = std::norm(digital);
  const double centre_rad = 2 * std::atan(std::sqrt(centre_squared));
  const Complex back = std::polar(1.0, -centre_rad);  // z^-1
  const Complex response = (1.0 - back * back) / (1.0 + a1 * back + a2 * back * back);
  return {1 / std::abs(response), a1, a2};
}

}  // namespace

OctaveAnalyser::Section OctaveAnalyser::design(const OctaveBand& band, const OctaveBand& other, double rate_hz,
                                               int section) {
  const BandPass a = design_section(band, rate_hz, section), b = design_section(other, rate_hz, section);
  return {TwoChannels{a.gain, b.gain}, TwoChannels{a.a1, b.a1}, TwoChannels{a.a2, b.a2}};
}

OctaveAnalyser::OctaveAnalyser(int bands_per_octave, double sample_rate, double average_s)
    : bands_(octave_bands(bands_per_octave)) {
  std::erase_if(bands_, [&](const OctaveBand& band) { return band.centre_hz > kHighestCentre * sample_rate; });
  places_.resize(bands_.size());
  if (!bands_.empty() && bands_.back().upper_hz * kLowestRateOverEdge > sample_rate) {
    doubler_.emplace_back(kUpShape, kPieceFrames);
    rates_.push_back({.rate_hz = 2 * sample_rate, .pairs = {}});
  }
  rates_.push_back({.rate_hz = sample_rate, .pairs = {}});
  // From the top down, each band at the lowest rate that will do.
  for (size_t band = bands_.size(); band-- > 0;) {
    while (rates_.back().rate_hz / 2 >= bands_[band].upper_hz * kLowestRateOverEdge) {
      halvers_.emplace_back(kDownShape, kPieceFrames);
      rates_.push_back({.rate_hz = rates_.back().rate_hz / 2, .pairs = {}});
    }
    size_t at = rates_.size() - 1;
    while (at > 0 && rates_[at].rate_hz < bands_[band].upper_hz * kLowestRateOverEdge) --at;
    places_[band].rate = at;
  }
  for (size_t at = 0; at < rates_.size(); ++at) {
    Rate& rate = rates_[at];
    rate.rise = 1 - std::exp(-1 / (average_s * rate.rate_hz));
    std::vector<size_t> here;
    for (size_t band = 0; band < bands_.size(); ++band)
      if (places_[band].rate == at) here.push_back(band);
    for (size_t i = 0; i < here.size(); i += 2) {
      const size_t other = here[std::min(i + 1, here.size() - 1)];
      places_[here[i]] = {at, i / 2, 0};
      if (other != here[i]) places_[other] = {at, i / 2, 1};
      BandPair pair;
      for (int section = 0; section < 3; ++section)
        pair.sections[section] = design(bands_[here[i]], bands_[other], rate.rate_hz, section);
      rate.pairs.push_back(pair);
    }
  }
  raised_.resize(2 * kPieceFrames);
  lowered_.resize(kPieceFrames);
  more_lowered_.resize(kPieceFrames);
}

void OctaveAnalyser::process(const float* samples, int frames) {
  for (int from = 0; from < frames; from += kPieceFrames) {
    const float* sound = samples + from;
    int count = std::min(kPieceFrames, frames - from);
    if (!doubler_.empty()) {
      doubler_[0].process(sound, count, raised_.data());
      filter(rates_[0], raised_.data(), 2 * count);
    }
    const size_t first = doubler_.size();
    filter(rates_[first], sound, count);
    for (size_t i = 0; i < halvers_.size(); ++i) {
      count = halvers_[i].process(sound, count, more_lowered_.data());
      lowered_.swap(more_lowered_);
      sound = lowered_.data();
      filter(rates_[first + 1 + i], sound, count);
    }
  }
}

void OctaveAnalyser::filter(Rate& rate, const float* samples, int frames) {
  for (BandPair& state : rate.pairs) {
    BandPair pair = state;
    for (int f = 0; f < frames; ++f) {
      TwoChannels x{samples[f], samples[f]};
      for (Section& s : pair.sections) {
        const TwoChannels in = s.gain * x, y = in + s.z1;
        s.z1 = s.z2 - s.a1 * y;
        s.z2 = -in - s.a2 * y;
        x = y;
      }
      const TwoChannels power = x * x;
      pair.shown += rate.rise * (power - pair.shown);
      pair.held = pair.shown > pair.held ? pair.shown : pair.held;
      pair.sum += power;
    }
    // One broken sample would stay in the filters for ever.
    if (std::isfinite(pair.sum[0] + pair.sum[1])) {
      state = pair;
    } else {
      for (Section& s : state.sections) s.z1 = s.z2 = TwoChannels{};
    }
  }
  rate.frames += frames;
}

void OctaveAnalyser::reset() {
  for (Rate& rate : rates_) {
    rate.frames = 0;
    for (BandPair& pair : rate.pairs) pair.held = pair.sum = TwoChannels{};
  }
}

double OctaveAnalyser::of_band(size_t band, TwoChannels BandPair::*value) const {
  const Place& place = places_[band];
  return (rates_[place.rate].pairs[place.pair].*value)[place.side];
}

double OctaveAnalyser::level_dBFS(size_t band) const { return rms_dBFS(of_band(band, &BandPair::shown)); }
double OctaveAnalyser::held_dBFS(size_t band) const { return rms_dBFS(of_band(band, &BandPair::held)); }
double OctaveAnalyser::mean_dBFS(size_t band) const {
  const int64_t frames = std::max<int64_t>(1, rates_[places_[band].rate].frames);
  return rms_dBFS(of_band(band, &BandPair::sum) / static_cast<double>(frames));
}

}  // namespace headroom
