#include "dsp/real_fft.h"

#include <kiss_fftr.h>

namespace headroom {

struct RealFft::Bin : kiss_fft_cpx {};

RealFft::RealFft(int frames)
    : frames_(frames),
      forward_(kiss_fftr_alloc(frames, 0, nullptr, nullptr)),
      inverse_(kiss_fftr_alloc(frames, 1, nullptr, nullptr)),
      bins_(new Bin[static_cast<size_t>(frames / 2 + 1)]{}) {
  // KissFFT's own memory is touched here, not by the first sound.
  std::vector<float> time(static_cast<size_t>(frames)), re(static_cast<size_t>(bins())), im(re.size());
  forward(time.data(), re.data(), im.data());
  inverse(re.data(), im.data(), time.data());
}

RealFft::RealFft(RealFft&&) noexcept = default;
RealFft::~RealFft() = default;

void RealFft::Free::operator()(kiss_fftr_state* state) const { kiss_fftr_free(state); }

void RealFft::forward(const float* time, float* re, float* im) {
  kiss_fftr(forward_.get(), time, bins_.get());
  for (int bin = 0; bin < bins(); ++bin) {
    re[bin] = bins_[static_cast<size_t>(bin)].r;
    im[bin] = bins_[static_cast<size_t>(bin)].i;
  }
}

void RealFft::inverse(const float* re, const float* im, float* time) {
  for (int bin = 0; bin < bins(); ++bin) {
    bins_[static_cast<size_t>(bin)].r = re[bin];
    bins_[static_cast<size_t>(bin)].i = im[bin];
  }
  kiss_fftri(inverse_.get(), bins_.get(), time);
}

}  // namespace headroom
