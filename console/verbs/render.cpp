// headroom render: sound files through a show into a file, on the desk without a device.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "console/binaural_head.h"
#include "console/console_options.h"
#include "console/offline_render.h"
#include "console/phones.h"
#include "console/show_file.h"
#include "console/table_rows.h"
#include "console/verbs/control_words.h"
#include "console/verbs/progress_line.h"
#include "console/verbs/strip_recording.h"
#include "console/verbs/verb.h"
#include "dsp/decibels.h"
#include "dsp/levels.h"
#include "io/atomic_file.h"
#include "io/monotonic.h"

namespace headroom {
namespace {

struct RenderWords {
  std::string show, input, output, bus = "/main", stems_folder, edits_file, head;
  int block_frames = 256;
  int sample_rate_hz = 48000;
  int workers = 0;
  double tail_s = 0;
  bool demo = false, float32 = false, pcm24 = false, json = false;
};

void say(const std::vector<std::string>& notes) {
  for (const std::string& note : notes) std::fprintf(stderr, "headroom: %s\n", note.c_str());
}

bool is_new_show(const RenderWords& words) { return words.show.empty() || words.show == "-"; }

// The show's own plan; without a show, a desk with a channel for every stem.
Result<DeskPlan> plan_for(const RenderWords& words, size_t stems) {
  if (!is_new_show(words)) return plan_of_show(words.show);
  DeskPlan plan;
  plan.channels = std::max(plan.channels, static_cast<int>(stems));
  return checked_plan(plan);
}

void set(Desk& desk, StripIndex strip, Param param, float value) {
  Edit edit;
  edit.control = desk.table().id(strip, param);
  edit.value = value;
  desk.apply(kConsoleItself, edit, 0);
}

// A mix nobody made yet: every stem at 0 dB, the two sides of a stereo file panned to their sides.
void make_plain_mix(Desk& desk, const std::vector<Stem>& stems) {
  const auto is_pair = [&](size_t left) {
    if (left + 1 >= stems.size()) return false;
    const std::string &a = stems[left].name, &b = stems[left + 1].name;
    return a.ends_with(" L") && b.ends_with(" R") && a.substr(0, a.size() - 1) == b.substr(0, b.size() - 1);
  };
  for (size_t i = 0; i < stems.size() && i < static_cast<size_t>(desk.table().plan().channels); ++i) {
    set(desk, desk.table().strip_of(kChannel, static_cast<int>(i) + 1), Param::fader, 0);
    if (!is_pair(i)) continue;
    set(desk, desk.table().strip_of(kChannel, static_cast<int>(i) + 1), Param::pan, -100);
    set(desk, desk.table().strip_of(kChannel, static_cast<int>(i) + 2), Param::pan, 100);
  }
}

// Channels that the show left without a name are called as the file on their input.
void name_channels(Desk& desk, const std::vector<Stem>& stems) {
  for (int number = 1; number <= desk.table().plan().channels; ++number) {
    const StripIndex strip = desk.table().strip_of(kChannel, number);
    const auto input = static_cast<size_t>(desk.show().value(strip, Param::input));
    Edit edit;
    edit.control = desk.table().id(strip, Param::name);
    if (input < 1 || input > stems.size() || !desk.show().text(edit.control).empty()) continue;
    write_text(edit.text, stems[input - 1].name);
    desk.apply(kConsoleItself, edit, 0);
  }
}

// The strips a stem file is made for: channels that have an input, and every bus.
std::vector<StripIndex> strips_with_sound(const Desk& desk, size_t stems) {
  std::vector<StripIndex> strips;
  for (size_t i = 0; i < desk.table().strips().size(); ++i) {
    const auto strip = static_cast<StripIndex>(i);
    const StripKind kind = desk.table().strip(strip).kind;
    if (desk.lanes().of(strip).bank < 0 || kind == kMonitor || kind == kPhones) continue;
    const auto input = kind & kWithInput ? static_cast<size_t>(desk.show().value(strip, Param::input)) : size_t{1};
    if (input >= 1 && input <= stems) strips.push_back(strip);
  }
  return strips;
}

struct Rendered {
  uint64_t frames = 0;
  double wall_s = 0;
  float peak = 0;  // linear
};

// The desk runs from frame 0 to `frames`; recordings[i] takes down strip i of the render.
Result<Rendered> run(OfflineRender& render, std::vector<StripRecording>& recordings, uint64_t frames, int block_frames,
                     const std::string& name) {
  Rendered rendered;
  rendered.frames = frames;
  const int64_t began_ns = monotonic_ns();
  ProgressLine progress(name);
  while (render.frame() < frames) {
    const auto block =
        static_cast<int>(std::min<uint64_t>(static_cast<uint64_t>(block_frames), frames - render.frame()));
    render.render(block);
    progress.tell(static_cast<double>(render.frame()) / static_cast<double>(frames));
    for (size_t i = 0; i < recordings.size(); ++i) {
      std::vector<const float*> channels;
      for (const int side : recordings[i].sides()) channels.push_back(render.sound(i, side));
      if (const Outcome written = recordings[i].write(channels.data(), block); !written) return Error{written.error()};
      if (i > 0) continue;  // the first is the output file
      for (const float* samples : channels) rendered.peak = std::max(rendered.peak, sample_peak(samples, block));
    }
  }
  for (StripRecording& recording : recordings)
    if (const Outcome finished = recording.finish(); !finished) return Error{finished.error()};
  rendered.wall_s = static_cast<double>(monotonic_ns() - began_ns) * 1e-9;
  return rendered;
}

void report(const RenderWords& words, const Rendered& rendered) {
  const double seconds = static_cast<double>(rendered.frames) / words.sample_rate_hz;
  const double x_realtime = rendered.wall_s > 0 ? seconds / rendered.wall_s : 0;
  const double peak_dBFS = level_dB(static_cast<double>(rendered.peak));
  if (!words.json) {
    std::printf("%s: %.3f s, %.0f x real time, peak %s dBFS\n", words.output.c_str(), seconds, x_realtime,
                dB_text(peak_dBFS).c_str());
    return;
  }
  nlohmann::ordered_json answer{{"file", words.output},
                                {"frames", rendered.frames},
                                {"sample_rate_hz", words.sample_rate_hz},
                                {"seconds", seconds},
                                {"x_realtime", std::round(x_realtime * 10) / 10},
                                {"sample_peak_dBFS", nullptr}};
  if (rendered.peak > 0) answer["sample_peak_dBFS"] = peak_dBFS;
  print_json(answer);
}

// The mix that is rendered: the show's, or a plain one.
Outcome prepare_mix(Desk& desk, const RenderWords& words, const StemFolder& inputs) {
  if (is_new_show(words)) {
    make_plain_mix(desk, inputs.stems);
  } else {
    const auto loaded = desk.load(words.show);
    if (!loaded) return Error{loaded.error()};
    say(loaded->notes);
  }
  name_channels(desk, inputs.stems);
  const auto most = static_cast<size_t>(desk.lanes().layout().inputs);
  if (inputs.stems.size() > most)
    say({words.input + " holds " + std::to_string(inputs.stems.size()) + " tracks; the desk has " +
         std::to_string(most) + " inputs; the rest is not heard."});
  return {};
}

Result<std::vector<TimedEdit>> read_edits(const RenderWords& words, const Table& table) {
  if (words.edits_file.empty()) return std::vector<TimedEdit>{};
  const auto text = read_whole_file(words.edits_file);
  if (!text) return Error{text.error()};
  auto edits = parse_timed_edits(*text, words.edits_file, table, words.sample_rate_hz);
  say(edits.notes);
  return std::move(edits.edits);
}

// What is rendered must not be written over what is mixed.
Outcome keep_what_is_read(const RenderWords& words) {
  for (const std::string& read : {words.show, words.edits_file, words.head, words.input})
    if (const Outcome kept = not_over(words.output, read); !kept) return kept;
  std::error_code no_folder;
  for (std::filesystem::directory_iterator file(words.input, no_folder), end; !no_folder && file != end;
       file.increment(no_folder))
    if (const Outcome kept = not_over(words.output, file->path().string()); !kept) return kept;
  return not_over(words.stems_folder, words.input);
}

// The head that phones are heard through, where the show or an edit asks for it.
Result<std::optional<BinauralHead>> read_head(const RenderWords& words, const Desk& desk,
                                              const std::vector<TimedEdit>& edits) {
  const auto asks = [&](const TimedEdit& timed) {
    return desk.table().row(timed.edit.control).param == Param::binaural;
  };
  if (!is_binaural(desk.show()) && std::none_of(edits.begin(), edits.end(), asks)) return std::optional<BinauralHead>();
  const auto head = SofaHead::load(words.head.empty() ? SofaHead::default_path() : words.head, kLongestHead_ms);
  if (!head) return Error{head.error()};
  auto made = BinauralHead::of(*head, desk.sample_rate());
  if (!made) return Error{made.error()};
  return std::optional<BinauralHead>(std::move(*made));
}

int render(RenderWords words) {
  if (words.demo) {
    words.show = demo_folder() + "/demo.show";
    words.input = demo_folder() + "/stems";
  }
  if (const Outcome kept = keep_what_is_read(words); !kept) return wrong_usage(kept.error());
  const auto inputs = open_stems(words.input, words.sample_rate_hz);
  if (!inputs) return fail(inputs.error());
  say(inputs->notes);
  say(inputs->errors);
  const auto plan = plan_for(words, inputs->stems.size());
  if (!plan) return fail(plan.error());
  Desk desk(*plan, words.sample_rate_hz);
  if (const Outcome prepared = prepare_mix(desk, words, *inputs); !prepared) return fail(prepared.error());
  auto edits = read_edits(words, desk.table());
  if (!edits) return fail(edits.error());
  const auto head = read_head(words, desk, *edits);
  if (!head) return fail(head.error());
  if (*head) desk.use_head(&**head);

  const auto bus = audible_strip(desk.table(), words.bus);
  if (!bus) return wrong_usage("--bus: " + bus.error());
  const RecordingFormat format{words.sample_rate_hz, words.pcm24 ? WavFormat::pcm24 : WavFormat::float32};
  std::vector<StripIndex> strips{*bus};
  std::vector<StripRecording> recordings;
  recordings.emplace_back(words.output, desk.show(), *bus, format, StripRecording::When::always);
  if (!words.stems_folder.empty()) {
    std::error_code failure;
    std::filesystem::create_directories(words.stems_folder, failure);
    if (failure) return fail("the folder \"" + words.stems_folder + "\" cannot be made: " + failure.message());
    for (const StripIndex strip : strips_with_sound(desk, inputs->stems.size())) {
      strips.push_back(strip);
      recordings.emplace_back(words.stems_folder + "/" + stem_file_name(desk.show(), strip), desk.show(), strip, format,
                              StripRecording::When::if_heard);
    }
  }
  const auto frames =
      static_cast<uint64_t>(inputs->frames) + static_cast<uint64_t>(std::llround(words.tail_s * words.sample_rate_hz));
  OfflineRender offline(desk, inputs->stems, std::move(*edits), std::move(strips), words.workers);
  const auto rendered = run(offline, recordings, frames, words.block_frames, words.output);
  if (!rendered) return fail(rendered.error());
  say(offline.take_notes());
  report(words, *rendered);
  if (inputs->errors.empty()) return kDone;
  return fail("the mix is without " + std::to_string(inputs->errors.size()) + " of its inputs; see above");
}

}  // namespace

int run_render(int argc, char** argv) {
  CLI::App app{
      "Mixes sound files through a show into a file, faster than real time. The bytes are the same "
      "whatever the block, the machine and the day.",
      "headroom render"};
  app.footer(
      "Without a show (or with -) every track is at 0 dB, stereo files panned to their sides.\n"
      "An edits file holds one edit a line, a time in seconds or frames first: 1.5 /ch/07/fader -6 dB");
  RenderWords words;
  app.add_option("SHOW", words.show, "Show file, or - for a plain mix");
  app.add_option("--input", words.input,
                 "Sound file, or folder of sound files, that play on the inputs in order of names");
  app.add_option("--output", words.output, "WAV file to write")->required();
  app.add_flag("--demo", words.demo, "The demo band through its show, once");
  app.add_option("--block", words.block_frames, "Frames per block; changes nothing but the time it takes")
      ->check(CLI::Range(1, kMaxBlockFrames))
      ->capture_default_str();
  app.add_option("--rate", words.sample_rate_hz, "Sample rate in Hz; files of other rates are resampled")
      ->check(CLI::Range(8000, 384000))
      ->capture_default_str();
  app.add_option("--bus", words.bus, "Strip to be heard: a bus behind its fader, or a channel before it")
      ->capture_default_str();
  app.add_option("--stems", words.stems_folder, "Folder that also gets a file for every strip with sound");
  app.add_option("--edits", words.edits_file, "File of edits at their times");
  app.add_option("--head", words.head,
                 "SOFA file of the head that binaural phones are heard through; without it the usual one");
  app.add_option("--tail", words.tail_s, "Seconds to go on after the longest file")->check(CLI::Range(0.0, 3600.0));
  add_workers_option(app, words.workers);
  auto* pcm24 = app.add_flag("--24", words.pcm24, "Write 24 bits a sample, clipped at full scale");
  app.add_flag("--float", words.float32, "Write 32-bit floats (the default)")->excludes(pcm24);
  app.add_flag("--json", words.json, "Answer for a program");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  if (words.demo && (!words.show.empty() || !words.input.empty()))
    return wrong_usage("--demo brings its own show and inputs; leave out the show and --input");
  if (!std::isfinite(words.tail_s))  // "nan" lies neither below nor above a range
    return wrong_usage("--tail is a number of seconds, 0 to 3600");
  if (!words.demo && words.input.empty())
    return wrong_usage("render needs something to mix: --input FILE-or-FOLDER, or --demo");
  return render(words);
}

}  // namespace headroom
