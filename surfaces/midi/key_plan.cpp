#include "surfaces/midi/key_plan.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "surfaces/midi/built_in_files.h"
#include "surfaces/midi/pot_page.h"
#include "surfaces/midi/text_lines.h"

namespace headroom {
namespace {

struct KeyName {
  const char* name;
  uint8_t note;
};
// Mackie Control, section 4 of the reference: the note is the key.
// clang-format off
constexpr KeyName kKeys[] = {
    {"track", 40}, {"send", 41}, {"pan", 42}, {"plug_in", 43}, {"eq", 44}, {"instrument", 45},
    {"bank_left", 46}, {"bank_right", 47}, {"channel_left", 48}, {"channel_right", 49}, {"flip", 50},
    {"global_view", 51}, {"name_value", 52}, {"smpte_beats", 53}, {"f1", 54}, {"f2", 55}, {"f3", 56}, {"f4", 57},
    {"f5", 58}, {"f6", 59}, {"f7", 60}, {"f8", 61}, {"midi_tracks", 62}, {"inputs", 63}, {"audio_tracks", 64},
    {"audio_instrument", 65}, {"aux", 66}, {"buses", 67}, {"outputs", 68}, {"user", 69}, {"shift", 70},
    {"option", 71}, {"control", 72}, {"alt", 73}, {"read", 74}, {"write", 75}, {"trim", 76}, {"touch", 77},
    {"latch", 78}, {"group", 79}, {"save", 80}, {"undo", 81}, {"cancel", 82}, {"enter", 83}, {"marker", 84},
    {"nudge", 85}, {"cycle", 86}, {"drop", 87}, {"replace", 88}, {"click", 89}, {"solo", 90}, {"rewind", 91},
    {"forward", 92}, {"stop", 93}, {"play", 94}, {"record", 95}, {"up", 96}, {"down", 97}, {"left", 98},
    {"right", 99}, {"zoom", 100}, {"scrub", 101}, {"user_a", 102}, {"user_b", 103}};
// clang-format on

struct LayerWord {
  const char* word;
  StripKind kind;
};
constexpr LayerWord kLayers[] = {
    {"channels", kChannel}, {"groups", kGroup}, {"auxes", kAux}, {"matrices", kMatrix}, {"dcas", kDca}};

struct PlainDeed {
  const char* words;
  KeyDeed deed;
  int direction;
};
constexpr PlainDeed kPlainDeeds[] = {{"nothing", KeyDeed::nothing, 0},
                                     {"bank left", KeyDeed::bank, -1},
                                     {"bank right", KeyDeed::bank, 1},
                                     {"channel left", KeyDeed::channel, -1},
                                     {"channel right", KeyDeed::channel, 1},
                                     {"across", KeyDeed::across, 0},
                                     {"into", KeyDeed::into, 0},
                                     {"previous", KeyDeed::step, -1},
                                     {"next", KeyDeed::step, 1},
                                     {"flip", KeyDeed::flip, 0},
                                     {"fine", KeyDeed::fine, 0},
                                     {"repaint", KeyDeed::repaint, 0},
                                     {"spill", KeyDeed::spill, 0}};

std::string join(std::span<const std::string_view> words) {
  std::string joined;
  for (const std::string_view word : words) joined.append(joined.empty() ? "" : " ").append(word);
  return joined;
}

// The words behind the key's name to what they mean; the answer is what would be right, empty when they meant
// something.
std::string read_deed(std::span<const std::string_view> words, KeyPlanEntry& entry) {
  const std::string all = join(words);
  for (const PlainDeed& plain : kPlainDeeds)
    if (all == plain.words) {
      entry = KeyPlanEntry();
      entry.deed = plain.deed;
      entry.direction = plain.direction;
      return {};
    }
  KeyPlanEntry read;
  if (words[0] == "page" && words.size() > 1) {
    read.deed = KeyDeed::page;
    for (const std::string_view word : words.subspan(1)) {
      const auto page = pot_page_named(word);
      if (!page) return "no page is called \"" + std::string(word) + '"';
      read.pages.push_back(*page);
    }
  } else if (words[0] == "own" && words.size() == 2) {
    const auto number = number_in(words[1], 1, kOwnLayers);
    if (!number) return "a layer of one's own is 1 to " + std::to_string(kOwnLayers);
    read.deed = KeyDeed::own_layer;
    read.number = *number;
  } else if (words[0] == "layer" && words.size() == 2) {
    const auto layer = std::find_if(std::begin(kLayers), std::end(kLayers),
                                    [&](const LayerWord& known) { return words[1] == known.word; });
    if (layer == std::end(kLayers)) return "a layer is one of: channels, groups, auxes, matrices, dcas";
    read.deed = KeyDeed::layer;
    read.kind = layer->kind;
  } else if (words[0].starts_with('/') || (words[0] == "strip" && words.size() > 1)) {
    const bool is_strip = words[0] == "strip";
    read.deed = is_strip ? KeyDeed::strip : KeyDeed::control;
    read.address = words[is_strip ? 1 : 0];
    std::span<const std::string_view> options = words.subspan(is_strip ? 2 : 1);
    if (!options.empty() && options.back() == "momentary") {
      read.momentary = true;
      options = options.first(options.size() - 1);
    }
    if (!options.empty() && (options[0] != "=" || options.size() < 2 || read.momentary))
      return "behind an address stands nothing, `= VALUE`, or `momentary`";
    if (!options.empty()) read.value = join(options.subspan(1));
  } else {
    return "no key can do \"" + all + '"';
  }
  entry = std::move(read);
  return {};
}

std::vector<std::string> read_order(std::string_view text) {
  std::vector<std::string> order;
  while (!text.empty()) {
    const size_t comma = text.find(',');
    std::string_view word = text.substr(0, comma);
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    if (!word.empty()) order.emplace_back(word);
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
  }
  return order;
}

std::string read_line(const TextLine& line, KeyPlan& plan) {
  const std::string_view word = line.words[0];
  if (word == "order") {
    plan.order = read_order(line.rest);
    return plan.order.empty() ? "`order` takes words of port names, with commas between" : "";
  }
  if (word == "plain" || word == "hui" || word == "din") {
    if (line.rest.empty()) return '`' + std::string(word) + "` takes a word of a port's name";
    (word == "hui" ? plan.hui : word == "din" ? plan.din : plan.plain).emplace_back(line.rest);
    return {};
  }
  if (word == "own") {
    const auto number = line.words.size() > 1 ? number_in(line.words[1], 1, kOwnLayers) : std::nullopt;
    const auto addresses = std::span(line.words).subspan(std::min<size_t>(2, line.words.size()));
    const bool are_strips =
        std::all_of(addresses.begin(), addresses.end(), [](auto address) { return address.starts_with('/'); });
    if (!number || !are_strips)
      return "`own` takes a number 1 to " + std::to_string(kOwnLayers) + " and addresses of strips";
    plan.own_layers[static_cast<size_t>(*number - 1)].assign(addresses.begin(), addresses.end());
    return {};
  }
  if (word == "jog" || word == "pedal") {
    const bool is_nothing = line.rest == "nothing";
    if (line.words.size() != 2 || !(is_nothing || line.rest.starts_with('/')))
      return '`' + std::string(word) + "` takes one address, or nothing";
    (word == "jog" ? plan.jog : plan.pedal) = is_nothing ? "" : line.rest;
    return {};
  }
  if (word != "key" || line.words.size() < 3)
    return "a line is `key NAME DEED`, `jog ADDRESS`, `pedal ADDRESS`, `order NAMES`, `plain NAME`, `hui NAME`, `din "
           "NAME` or `own NUMBER STRIPS`";
  const KeyNotes notes = notes_of_key(line.words[1]);
  if (notes.count == 0) return "no key is called \"" + std::string(line.words[1]) + '"';
  KeyPlanEntry entry;
  if (std::string right = read_deed(std::span(line.words).subspan(2), entry); !right.empty()) return right;
  if (entry.deed == KeyDeed::strip && notes.count == 1) return "only the rec keys stand under strips";
  for (int i = 0; i < notes.count; ++i) plan.keys[static_cast<size_t>(notes.first + i)] = entry;
  return {};
}

}  // namespace

KeyNotes notes_of_key(std::string_view name) {
  if (name == "rec") return {0, 8};
  for (const KeyName& key : kKeys)
    if (name == key.name) return {key.note, 1};
  return {0, 0};
}

std::string name_of_key(int note) {
  for (const KeyName& key : kKeys)
    if (note == key.note) return key.name;
  return note < 8 ? "rec" : std::to_string(note);
}

std::vector<std::string> read_key_plan(std::string_view text, std::string_view name, KeyPlan& plan) {
  std::vector<std::string> notes;
  for (const TextLine& line : lines_of(text))
    if (const std::string right = read_line(line, plan); !right.empty())
      notes.push_back(place_of(name, line) + right + '.');
  return notes;
}

const KeyPlan& default_key_plan() {
  static const KeyPlan plan = [] {
    KeyPlan read;
    for (const BuiltInFile& file : built_in_surface_files())
      if (file.name == "default.keys")
        for (const std::string& note : read_key_plan(file.text, file.name, read))
          std::fprintf(stderr, "%s\n", note.c_str());
    return read;
  }();
  return plan;
}

}  // namespace headroom
