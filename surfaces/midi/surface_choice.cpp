#include "surfaces/midi/surface_choice.h"

#include <algorithm>
#include <filesystem>

#include "io/atomic_file.h"
#include "surfaces/midi/byte_budget.h"
#include "surfaces/midi/key_hand.h"
#include "surfaces/midi/text_lines.h"

namespace headroom {
namespace {

constexpr uint64_t kMaxFileBytes = 1u << 20;

std::vector<std::string> map_paths(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".map") paths.push_back(entry->path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

SurfaceChoice choose_surface(std::string_view port_name, const SurfaceSettings& settings) {
  const auto is_among = [&](const std::vector<std::string>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const std::string& part) { return contains_without_case(port_name, part); });
  };
  const bool is_plain = is_among(settings.plan.plain), is_din = is_among(settings.plan.din);
  const bool is_hui = is_among(settings.plan.hui);
  const SurfaceDevice* device = is_hui ? &generic_hui() : surface_at(port_name);
  const MidiMap* map = map_named(port_name, settings.maps);
  if (!device && !map && is_din) device = &generic_surface();
  if (is_plain && map) device = nullptr;
  const int usual = (device ? *device : generic_surface()).bytes_per_second;
  return {device, device ? nullptr : map, is_din ? std::min(usual, kDinBytesPerSecond) : usual,
          is_plain || is_din || is_hui};
}

std::vector<std::string> read_surface_settings(const std::string& settings_path, const std::string& maps_folder,
                                               SurfaceSettings& settings) {
  std::vector<std::string> notes;
  std::error_code error;
  if (std::filesystem::exists(settings_path, error)) {
    const auto text = read_whole_file(settings_path, kMaxFileBytes);
    if (text)
      notes = read_key_plan(*text, settings_path, settings.plan);
    else
      notes.push_back(text.error());
  }
  std::vector<MidiMap> own;
  for (const std::string& path : map_paths(maps_folder)) {
    const auto text = read_whole_file(path, kMaxFileBytes);
    if (!text) {
      notes.push_back(text.error());
      continue;
    }
    MidiMapText read = parse_midi_map(*text, path);
    notes.insert(notes.end(), read.notes.begin(), read.notes.end());
    own.push_back(std::move(read.map));
  }
  settings.own_maps = own.size();
  settings.maps.insert(settings.maps.begin(), own.begin(), own.end());
  return notes;
}

std::vector<std::string> misfits_of(const SurfaceSettings& settings, const Table& table) {
  std::vector<std::string> sentences = KeyHand::misfits(settings.plan, table);
  for (size_t i = 0; i < settings.own_maps; ++i)
    for (const std::string& conflict : conflicts_of(settings.maps[i], table))
      sentences.push_back(settings.maps[i].name + ": " + conflict);
  return sentences;
}

uint64_t settings_stamp(const std::string& settings_path, const std::string& maps_folder) {
  uint64_t stamp = 0;
  std::vector<std::string> paths = map_paths(maps_folder);
  paths.push_back(settings_path);
  for (const std::string& path : paths) {
    std::error_code error;
    const auto written = std::filesystem::last_write_time(path, error);
    const auto ticks = error ? 0 : static_cast<uint64_t>(written.time_since_epoch().count());
    stamp = (stamp ^ std::hash<std::string>()(path) ^ ticks) * 1099511628211ull;
  }
  return stamp;
}

}  // namespace headroom
