// Runs a chain of LV2 plug-ins on every channel: lv2_host CHANNELS SECONDS URI SYMBOL=VALUE... [URI SYMBOL=VALUE...]...
// Trim, peak meter, fader, pan and sends are plain loops of this bare host; the plug-ins are the rest.
#include <lilv/lilv.h>
#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/options/options.h>
#include <lv2/urid/urid.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>

#include "rival_run.h"

namespace {

LV2_URID map_uri(LV2_URID_Map_Handle, const char* uri) {
  static std::map<std::string, LV2_URID> numbers;
  return numbers.emplace(uri, static_cast<LV2_URID>(numbers.size() + 1)).first->second;
}

// What a host offers: numbers for names, and the size of its blocks.
struct HostFeatures {
  LV2_URID_Map map{nullptr, map_uri};
  LV2_Feature map_feature{LV2_URID__map, &map};
  int32_t block = kBlockFrames;
  LV2_URID int_type = map_uri(nullptr, LV2_ATOM__Int);
  LV2_Options_Option options[4] = {
      {LV2_OPTIONS_INSTANCE, 0, map_uri(nullptr, LV2_BUF_SIZE__minBlockLength), sizeof(int32_t), int_type, &block},
      {LV2_OPTIONS_INSTANCE, 0, map_uri(nullptr, LV2_BUF_SIZE__maxBlockLength), sizeof(int32_t), int_type, &block},
      {LV2_OPTIONS_INSTANCE, 0, map_uri(nullptr, LV2_BUF_SIZE__nominalBlockLength), sizeof(int32_t), int_type, &block},
      {LV2_OPTIONS_INSTANCE, 0, 0, 0, 0, nullptr}};
  LV2_Feature options_feature{LV2_OPTIONS__options, options};
  LV2_Feature bounded_feature{LV2_BUF_SIZE__boundedBlockLength, nullptr};
  const LV2_Feature* all[4] = {&map_feature, &options_feature, &bounded_feature, nullptr};
};

struct PlugIn {
  const LilvPlugin* plugin = nullptr;
  std::map<std::string, float> controls;
};

// One plug-in at work on one channel. Reads `in`, writes `out`; ports of events stay empty.
class Instance {
 public:
  Instance(LilvWorld* world, const PlugIn& what, HostFeatures& features, float* in, float* out)
      : instance_(lilv_plugin_instantiate(what.plugin, kSampleRate_hz, features.all)) {
    if (!instance_) throw std::string("does not start");
    const uint32_t ports = lilv_plugin_get_num_ports(what.plugin);
    values_.resize(ports);
    events_.assign(ports, std::vector<uint64_t>(512));
    lilv_plugin_get_port_ranges_float(what.plugin, nullptr, nullptr, values_.data());
    const auto is = [&](const LilvPort* port, const char* type) {
      LilvNode* node = lilv_new_uri(world, type);
      const bool answer = lilv_port_is_a(what.plugin, port, node);
      lilv_node_free(node);
      return answer;
    };
    for (uint32_t i = 0; i < ports; ++i) {
      const LilvPort* port = lilv_plugin_get_port_by_index(what.plugin, i);
      const std::string symbol = lilv_node_as_string(lilv_port_get_symbol(what.plugin, port));
      if (is(port, LILV_URI_AUDIO_PORT)) {
        lilv_instance_connect_port(instance_, i, is(port, LILV_URI_INPUT_PORT) ? in : out);
      } else if (is(port, LILV_URI_CONTROL_PORT)) {
        if (const auto wanted = what.controls.find(symbol); wanted != what.controls.end()) values_[i] = wanted->second;
        lilv_instance_connect_port(instance_, i, &values_[i]);
      } else {
        lilv_instance_connect_port(instance_, i, events_[i].data());
        event_ports_.push_back({i, is(port, LILV_URI_OUTPUT_PORT)});
      }
    }
    lilv_instance_activate(instance_);
  }
  Instance(const Instance&) = delete;
  ~Instance() { lilv_instance_free(instance_); }

  void run() {
    for (const auto& [index, is_output] : event_ports_) {
      LV2_Atom_Sequence sequence{};
      const size_t room = 512 * sizeof(uint64_t) - sizeof(LV2_Atom);
      sequence.atom.size = is_output ? static_cast<uint32_t>(room) : sizeof(LV2_Atom_Sequence_Body);
      sequence.atom.type = map_uri(nullptr, is_output ? LV2_ATOM__Chunk : LV2_ATOM__Sequence);
      std::memcpy(events_[index].data(), &sequence, sizeof sequence);
    }
    lilv_instance_run(instance_, kBlockFrames);
  }

 private:
  LilvInstance* instance_;
  std::vector<float> values_;
  std::vector<std::vector<uint64_t>> events_;
  std::vector<std::pair<uint32_t, bool>> event_ports_;  // with true for an output
};

float gain_of_dB(float dB) { return std::pow(10.0f, dB / 20); }

struct Strip {
  float a[kBlockFrames] = {}, b[kBlockFrames] = {};  // the chain's plug-ins read one and write the other, in turn
  std::vector<std::unique_ptr<Instance>> chain;
  float* end = nullptr;
  float peak = 0;
  float gain[kBuses] = {}, target[kBuses] = {};

  void render(const float* in, Buses& buses) {
    const float trim = gain_of_dB(1);
    for (int f = 0; f < kBlockFrames; ++f) a[f] = in[f] * trim;
    for (auto& plugin : chain) plugin->run();
    float loudest = 0;
    for (int f = 0; f < kBlockFrames; ++f) loudest = std::max(loudest, std::abs(end[f]));
    peak = std::max(peak * 0.97f, loudest);
    for (int bus = 0; bus < kBuses; ++bus) {
      const float from = gain[bus], step = (target[bus] - from) / kBlockFrames;
      float* out = buses.samples[bus];
      for (int f = 0; f < kBlockFrames; ++f) out[f] += end[f] * (from + step * static_cast<float>(f));
      gain[bus] = target[bus];
    }
  }
};

std::vector<PlugIn> read_chain(LilvWorld* world, int argc, char** argv) {
  const LilvPlugins* all = lilv_world_get_all_plugins(world);
  std::vector<PlugIn> chain;
  for (int i = 3; i < argc; ++i) {
    const std::string word = argv[i];
    if (const size_t equals = word.find('='); equals != std::string::npos && !chain.empty()) {
      chain.back().controls[word.substr(0, equals)] = std::strtof(word.c_str() + equals + 1, nullptr);
      continue;
    }
    LilvNode* uri = lilv_new_uri(world, argv[i]);
    chain.push_back({lilv_plugins_get_by_uri(all, uri), {}});
    lilv_node_free(uri);
    if (!chain.back().plugin) throw "there is no plug-in " + word;
  }
  return chain;
}

void aim(Strip& strip, int channel) {
  const float angle_rad = (static_cast<float>((channel + 1) % 21) / 10) * static_cast<float>(M_PI) / 4;
  const float fader = gain_of_dB(-6);
  strip.target[0] = fader * std::cos(angle_rad);
  strip.target[1] = fader * std::sin(angle_rad);
  for (int bus = 2; bus < kBuses; ++bus) strip.target[bus] = fader * gain_of_dB(-10);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4) return 2;
  LilvWorld* world = lilv_world_new();
  lilv_world_load_all(world);
  HostFeatures features;
  const std::vector<PlugIn> chain = read_chain(world, argc, argv);
  const int channels = std::atoi(argv[1]);
  std::vector<std::unique_ptr<Strip>> strips;
  for (int i = 0; i < channels; ++i) {
    Strip& strip = *strips.emplace_back(std::make_unique<Strip>());
    float *in = strip.a, *out = strip.b;
    for (const PlugIn& plugin : chain) {
      strip.chain.push_back(std::make_unique<Instance>(world, plugin, features, in, out));
      std::swap(in, out);
    }
    strip.end = in;
    aim(strip, i);
  }
  run_rival(channels, std::atof(argv[2]), [&](const std::vector<const float*>& in, Buses& buses) {
    for (size_t i = 0; i < strips.size(); ++i) strips[i]->render(in[i], buses);
  });
  strips.clear();
  lilv_world_free(world);
} catch (const std::string& sentence) {
  std::fprintf(stderr, "lv2_host: %s\n", sentence.c_str());
  return 1;
}
