#include "tests/display_rig.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>

#include "console/curve.h"
#include "console/link/undo_list.h"
#include "console/meters/tap_target.h"

namespace headroom {
namespace {

struct BandMember {
  const char* name;
  int color;  // of kColors
  float fader_dB, trim_dB, pan;
  float level_dBFS;    // of the made-up signal
  float reduction_dB;  // of its compressor; 0: switched off
  const char* dca;     // membership, or ""
};

constexpr BandMember kBand[] = {
    {"Kick", 1, -6, 6, 0, -14, 4, "1"},         {"Snare", 1, -5, 3, 0, -12, 5, "1"},
    {"Hat", 1, -9, 4, 22, -30, 0, "1"},         {"Tom 1", 1, -10, 2, -30, -42, 0, "2"},
    {"Tom 2", 1, -10, 2, 34, -46, 0, "2"},      {"OH L", 1, -12, 0, -100, -22, 0, "1"},
    {"OH R", 1, -12, 0, 100, -23, 0, "1"},      {"Bass", 7, -4, 8, 0, -13, 7, "3"},
    {"Lead Vox", 2, 0, 10, 0, -11, 6, "4"},     {"BV 1", 2, -8, 7, -40, -24, 3, "4"},
    {"BV 2", 2, -8, 7, 40, -26, 3, "4"},        {"E Gtr", 4, -7, 4, -55, -18, 0, "3"},
    {"Ac Gtr", 4, kOff_dB, 1, 60, -60, 2, "3"}, {"Keys L", 6, -10, 0, -100, -20, 0, "3"},
    {"Keys R", 6, -10, 0, 100, -21, 0, "3"},    {"Sax", 5, -6, 5, 12, -6, 8, "3"},
};
constexpr std::pair<int, const char*> kSceneNames[] = {{1, "Line check"}, {2, "Walk-in"}, {11, "Intro"}, {12, "Verse"},
                                                       {13, "Chorus"},    {14, "Bridge"}, {20, "Encore"}};
constexpr std::pair<const char*, float> kChorus[] = {
    {"/ch/1/fader", -3.0f},           {"/ch/1/eq/1/gain", 4.0f},     {"/ch/2/fader", -2.0f}, {"/ch/2/mute", 1.0f},
    {"/ch/8/comp/threshold", -24.0f}, {"/ch/8/send/1/level", -3.0f}, {"/ch/9/fader", 2.0f},  {"/ch/9/mute", 1.0f},
    {"/ch/9/send/3/level", -2.0f},    {"/ch/12/eq/2/gain", 5.0f},    {"/ch/16/mute", 1.0f},  {"/ch/16/input", 3.0f},
    {"/aux/1/fader", -4.0f},          {"/dca/1/mute", 1.0f}};
constexpr const char* kAuxNames[] = {"Wdg Vox",  "Wdg Gtr",  "IEM Drm", "IEM Bass",
                                     "IEM Keys", "Sidefill", "Verb",    "Delay"};

// When the rig's clock stood at 0: 21:43:07 in Greenwich.
constexpr uint64_t kBegan_ns = 1'793'569'387'000'000'000;

}  // namespace

// Tests run side by side.
DisplayRig::DisplayRig(const std::string& story, const DeskPlan& plan)
    : name_(story + "-" + std::to_string(getpid())), desk_(plan, 48000) {
  dress();
  auto host = LinkHost::create(name_, desk_.show(), desk_.lanes());
  if (!host) std::fprintf(stderr, "%s\n", host.error().c_str()), std::abort();
  host_ = std::move(*host);
  meters_.emplace(
      host_->meters(), [](const std::string&) {}, "");
  std::snprintf(status_.device, sizeof status_.device, "UMC1820");
  std::snprintf(status_.show, sizeof status_.show, "Club night.show");
  status_.sample_rate = 48000;
  status_.drive = DriveState::device;
  status_.device_inputs = 32;
  status_.device_outputs = 24;
  status_.block_frames = 64;
  status_.round_trip_ms = 2.9f;
  status_.load_p50 = 0.11f;
  status_.load_peak = 0.18f;
  host_->show_status(status_);
  desk_.take_changed();
  auto client = LinkClient::attach(name_, ClientKind::display, "headroom-display");
  if (!client) std::fprintf(stderr, "%s\n", client.error().c_str()), std::abort();
  client_ = std::move(*client);
  client_->show_lamp(Lamp::in_step, "");
}

DisplayRig::~DisplayRig() = default;

void DisplayRig::set(const std::string& address, float value) {
  Edit edit;
  edit.control = desk_.table().find(address);
  edit.value = value;
  desk_.apply(kConsoleItself, edit, now_ns_);
}

void DisplayRig::log(const std::string& sentence, LogKind kind) { host_->log(sentence, kind, kBegan_ns); }

void DisplayRig::set_name(const std::string& strip, const std::string& words) {
  Edit edit;
  edit.control = desk_.table().find(strip + "/name");
  write_text(edit.text, words);
  desk_.apply(kConsoleItself, edit, now_ns_);
}

void DisplayRig::dress() {
  int channel = 0;
  for (const BandMember& member : kBand) {
    if (++channel > desk_.table().count_of(kChannel)) break;
    const std::string strip = "/ch/" + std::to_string(channel);
    set_name(strip, member.name);
    set(strip + "/color", static_cast<float>(member.color));
    set(strip + "/fader", member.fader_dB);
    set(strip + "/trim", member.trim_dB);
    set(strip + "/pan", member.pan);
    set(strip + "/comp/on", member.reduction_dB > 0 ? 1.0f : 0.0f);
    set(strip + "/hp/on", channel != 1 ? 1.0f : 0.0f);
    set(strip + "/hp/freq", 60.0f + 12.0f * static_cast<float>(channel % 5));
    set(strip + "/gate/on", channel <= 5 ? 1.0f : 0.0f);
    set(strip + "/eq/1/gain", static_cast<float>(channel * 5 % 7) - 3.0f);
    set(strip + "/eq/2/gain", -static_cast<float>(channel * 3 % 6));
    set(strip + "/eq/3/gain", static_cast<float>(channel * 4 % 9) - 3.0f);
    set(strip + "/eq/6/gain", static_cast<float>(channel * 7 % 6) - 1.0f);
    set(strip + "/dca/" + member.dca, 1);
    for (int aux = 1; aux <= 8; ++aux) {
      const std::string send = strip + "/send/" + std::to_string(aux);
      const int level = (channel * 7 + aux * 5) % 24;
      if (level > 4) set(send + "/level", -static_cast<float>(level));
      set(send + "/tap", aux <= 6 ? 1.0f : 2.0f);
    }
  }
  for (int aux = 0; aux < 8; ++aux) set_name("/aux/" + std::to_string(aux + 1), kAuxNames[aux]);
  constexpr const char* kDcaNames[] = {"Drums", "Toms", "Band", "Vocals"};
  for (int dca = 0; dca < 4; ++dca) set_name("/dca/" + std::to_string(dca + 1), kDcaNames[dca]);
  set_name("/main", "Main L R");
  set("/ch/2/polarity", 1);
  set("/ch/10/solo", 1);
  set("/ch/13/mute", 1);
  set("/dca/2/mute", 1);
  set("/dca/4/fader", -4);
  set("/ch/9/comp/threshold", -24);
  set("/ch/9/comp/ratio", 3.5f);
  set("/ch/9/comp/makeup", 3);
  set("/ch/9/gate/on", 1);
  for (int armed = 1; armed <= static_cast<int>(std::size(kBand)) && armed <= desk_.table().count_of(kChannel); ++armed)
    set("/ch/" + std::to_string(armed) + "/arm", 1);
  recording_.armed_lanes = static_cast<int32_t>(std::size(kBand));
  recording_.seconds_left = 3 * 3600 + 12 * 60 + 40;
  set("/ch/9/safe/fader", 1);
  store_scenes();
  set("/desk/selected", 8);
  set("/monitor/fader", -18);
}

// The chorus differs from the verse, which is heard.
void DisplayRig::store_scenes() {
  const auto store = [&](int number) { set("/scene/" + std::to_string(number) + "/store", 1); };
  const Table& table = desk_.table();
  for (const auto& [number, title] : kSceneNames) {
    Edit edit;
    edit.control = table.find("/scene/" + std::to_string(number) + "/name");
    write_text(edit.text, title);
    desk_.apply(kConsoleItself, edit, 0);
    store(number);
  }
  std::vector<std::pair<const char*, float>> before;
  for (const auto& [address, value] : kChorus) {
    if (table.find(address) == kNoControl) continue;
    before.emplace_back(address, this->value(address));
    set(address, value);
  }
  store(13);
  for (const auto& [address, value] : before) set(address, value);
  store(12);
  desk_.take_messages();
  desk_.take_recall();
}

void DisplayRig::delete_scenes() {
  for (const auto& [number, title] : kSceneNames) set("/scene/" + std::to_string(number) + "/delete", 1);
  desk_.take_messages();
  desk_.take_recall();
}

void DisplayRig::tick() {
  now_ns_ += 1'000'000;
  host_->drain(
      now_ns_,
      [&](int client, const Edit& edit) {
        desk_.introduce(client, {host_->author(client).kind, "Front of house"});  // whoever runs the tests
        desk_.apply(client, edit, now_ns_);
      },
      [&](int client, const std::string&) { desk_.release(client); });
  const std::vector<ControlId> changed = desk_.take_changed();
  for (const ControlId id : changed) {
    if (desk_.table().row(id).unit == Unit::text)
      host_->show_text(id, desk_.show().text(id));
    else
      host_->show_value(id, desk_.show().value(id));
  }
  for (const auto& [id, holder] : desk_.take_holder_changes()) host_->show_holder(id, holder);
  // A console looks at its scenes a few times a second; here every tick is as long.
  constexpr uint64_t kLook_ns = 1'000'000'000;
  scene_watch_.follow(desk_, !changed.empty(), *host_, ticks_++ * kLook_ns);
  const auto replay = desk_.take_replay();
  for (const std::string& message : desk_.take_messages()) {
    say(message);
    if (!replay || replay->sentence != message) continue;
    status_.replay_message = status_.message_number;
    status_.replay_was_undo = replay->was_undo;
  }
  if (const auto recall = desk_.take_recall()) {
    say(*recall);
    std::snprintf(status_.recalled, sizeof status_.recalled, "%s", recall->c_str());
    status_.recall_message = status_.message_number;
  }
  host_->drain_requests(
      0, [&](int, const SetupRequest& request) { requests_.push_back(request); }, [](int, const std::string&) {});
  host_->show_setup(setup_);
  host_->show_recording(recording_);
  host_->show_undo(undo_list(desk_.history(), kBegan_ns));
  status_.can_undo = desk_.can_undo();
  status_.can_redo = desk_.can_redo();
  status_.solo_active = desk_.is_solo_active();
  status_.unsaved = desk_.is_unsaved();
  status_.compared_strip = desk_.selected();
  status_.compare_differences = static_cast<uint16_t>(desk_.compare_differences(desk_.selected()));
  status_.frames = frame_;
  host_->show_status(status_);
  host_->count_revision();
  host_->beat();
}

void DisplayRig::say(const std::string& sentence) {
  std::snprintf(status_.message, sizeof status_.message, "%s", sentence.c_str());
  ++status_.message_number;
}

bool DisplayRig::next_frame() {
  constexpr int kFrames = 800;  // a 60th of a second at 48 kHz
  tick();
  send_meters(kFrames);
  send_audio(kFrames);
  frame_ += kFrames;
  return true;
}

void DisplayRig::send_meters(int frames) {
  std::vector<BankMeters> banks(static_cast<size_t>(desk_.lanes().layout().banks()));
  const double time_s = static_cast<double>(frame_) / 48000.0;
  for (size_t bank = 0; bank < banks.size(); ++bank) {
    banks[bank].gate_gain.fill(1);
    banks[bank].comp_gain.fill(1);
    banks[bank].de_esser_gain.fill(1);
    banks[bank].limiter_gain.fill(1);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const int strip = desk_.lanes().strip_at(static_cast<int>(bank), static_cast<int>(lane));
      if (strip < 0) continue;
      const DeskStrip& place = desk_.table().strip(static_cast<StripIndex>(strip));
      const bool is_band = place.kind == kChannel && place.number <= static_cast<int>(std::size(kBand));
      float level_dB = -140;
      if (is_band) level_dB = kBand[place.number - 1].level_dBFS;
      const auto noise = place.kind == kChannel ? noise_on_.find(place.number) : noise_on_.end();
      if (place.kind == kMain || place.kind == kMonitor) level_dB = lane % 2 ? -7.5f : -6.5f;
      if (place.kind == kAux && place.number <= 8) level_dB = -16.0f - static_cast<float>(place.number);
      if (place.kind == kGroup && place.number <= 4) level_dB = -12.0f - static_cast<float>(place.number);
      // Beats: a hit, then a fall, each strip at its own moment.
      const double beat = std::fmod(time_s * 2 + 0.13 * strip, 1.0);
      const auto peak_dB = static_cast<float>(level_dB - 9.0 * beat);
      banks[bank].input_peak[lane] = noise != noise_on_.end() ? noise->second : gain_of_dB(peak_dB - 1);
      banks[bank].peak[lane] = gain_of_dB(peak_dB);
      banks[bank].mean_square[lane] = std::pow(gain_of_dB(peak_dB - 9), 2.0f);
      if (is_band) {
        banks[bank].comp_gain[lane] =
            gain_of_dB(-kBand[place.number - 1].reduction_dB * static_cast<float>(1 - 0.5 * beat));
        if (place.number == 4 || place.number == 5) banks[bank].gate_gain[lane] = gain_of_dB(-20);
      }
    }
  }
  // One over, at the sixth frame: the saxophone comes too near.
  if (frame_ == 5 * 800) banks[1].peak[7] = 1.05f;
  host_->reports().on_meters(frame_ + static_cast<uint64_t>(frames), frames, banks);
}

void DisplayRig::send_audio(int frames) {
  // A band's worth of sound: bass and voice in the middle, a keyboard to the left, a guitar to the right, room around.
  const auto noise = [&] {
    noise_ = noise_ * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<float>(static_cast<int32_t>(noise_ >> 32)) / 2147483648.0f;
  };
  constexpr float kSoundGain = 0.32f;  // a little above -23 LUFS in stereo
  TapTarget main = tap_target(desk_.show(), desk_.lanes(), 0);
  std::array<std::array<float, kGridFrames>, kTapLanes> sounds{};
  std::array<const float*, kTapLanes> inputs{};
  for (size_t lane = 0; lane < inputs.size(); ++lane) {
    inputs[lane] = sounds[lane].data();
    main.source[lane] = engine_input(static_cast<int>(lane));
  }
  const std::vector<Loudspeaker> loudspeakers = loudspeakers_of(main.layout);
  const bool is_surround = main.lanes > 2;
  for (int done = 0; done < frames; done += kGridFrames) {
    for (size_t f = 0; f < kGridFrames; ++f) {
      const double t = static_cast<double>(frame_ + static_cast<uint64_t>(done) + f) / 48000.0;
      const auto tone = [&](double hz) { return static_cast<float>(std::sin(2 * std::numbers::pi * hz * t)); };
      const float beat = static_cast<float>(std::exp(-5 * std::fmod(t * 2, 1.0)));
      const float bass = 0.22f * tone(82) * (0.5f + 0.5f * beat), voice = 0.18f * tone(311) + 0.10f * tone(1244) * beat;
      const float left = 0.10f * tone(523) + 0.05f * tone(1570);
      const float right = 0.09f * tone(392) + 0.05f * tone(2210);
      for (size_t lane = 0; lane < loudspeakers.size(); ++lane) {
        room_[lane] += 0.3f * (noise() - room_[lane]);
        const Loudspeaker loudspeaker = loudspeakers[lane];
        const float side = is_left(loudspeaker)    ? left + 0.3f * right
                           : is_right(loudspeaker) ? right + 0.3f * left
                                                   : 0.0f;
        const bool is_front = loudspeaker <= Loudspeaker::right;
        float sound = 0.12f * room_[lane] + (is_front ? side : 0.3f * side) + (is_front ? bass : 0.0f);
        if (loudspeaker == Loudspeaker::lfe) sound = 0.5f * bass;
        // Voices stand in the centre where there is one.
        if (is_surround ? loudspeaker == Loudspeaker::centre : is_front) sound += voice;
        sounds[lane][f] = kSoundGain * sound;
      }
    }
    host_->reports().on_sound({frame_ + static_cast<uint64_t>(done), kGridFrames, {}, inputs, 0, {&main, 1}, {}});
  }
  meters_->look(meter_settings(desk_.show()));
}

}  // namespace headroom
