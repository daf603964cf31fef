// Runs many instances of the Faust strip side by side and sums them into buses: faust_host CHANNELS SECONDS.
// faust puts the class it makes of strip.dsp in here (option -a).
#include <cstdlib>
#include <memory>

#include "rival_run.h"

struct Meta {
  void declare(const char*, const char*) {}
};

// A surface without knobs: every control keeps the default that strip.dsp gives it, only pan differs by channel.
struct UI {
  float pan;
  void openVerticalBox(const char*) {}
  void openHorizontalBox(const char*) {}
  void closeBox() {}
  void declare(float*, const char*, const char*) {}
  void addVerticalBargraph(const char*, float*, float, float) {}
  void addHorizontalSlider(const char* name, float* zone, float, float, float, float) {
    if (name[0] == 'p' && name[1] == 'a' && name[2] == 'n') *zone = pan;
  }
};

struct dsp {};

<< includeIntrinsic >> << includeclass >>

    int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int channels = std::atoi(argv[1]);
  std::vector<std::unique_ptr<mydsp>> strips;
  for (int i = 0; i < channels; ++i) {
    strips.push_back(std::make_unique<mydsp>());
    strips.back()->init(kSampleRate_hz);
    UI surface{static_cast<float>((i + 1) % 21) * 10 - 100};
    strips.back()->buildUserInterface(&surface);
  }
  run_rival(channels, std::atof(argv[2]), [&](const std::vector<const float*>& in, Buses& buses) {
    Buses own;
    float* out[kBuses];
    for (int bus = 0; bus < kBuses; ++bus) out[bus] = own.samples[bus];
    for (size_t i = 0; i < strips.size(); ++i) {
      float* heard = const_cast<float*>(in[i]);  // Faust only reads its inputs, but does not say so
      strips[i]->compute(kBlockFrames, &heard, out);
      for (int bus = 0; bus < kBuses; ++bus)
        for (int f = 0; f < kBlockFrames; ++f) buses.samples[bus][f] += own.samples[bus][f];
    }
  });
}
