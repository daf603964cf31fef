#include "io/stem_folder.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <filesystem>
#include <thread>

#include "io/sound_file.h"

namespace headroom {
namespace {

constexpr std::string_view kSoundExtensions[] = {".wav",  ".wave", ".bwf", ".rf64", ".w64",  ".flac", ".ogg", ".oga",
                                                 ".opus", ".mp3",  ".aif", ".aiff", ".aifc", ".caf",  ".au",  ".snd"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool is_sound_name(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(), lower);
  return !path.filename().string().starts_with(".") &&
         std::find(std::begin(kSoundExtensions), std::end(kSoundExtensions), extension) != std::end(kSoundExtensions);
}

// Takes a number off the front of `text`: its digits, without leading zeros.
std::string_view take_number(std::string_view& text) {
  const size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

std::string lane_name(const std::string& name, size_t channel, size_t channels) {
  if (channels == 1) return name;
  if (channels == 2) return name + (channel == 0 ? " L" : " R");
  return name + " " + std::to_string(channel + 1);
}

std::vector<std::filesystem::path> sound_paths(const std::string& folder, std::error_code& failure) {
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure))
    if (it->is_regular_file(failure) && is_sound_name(it->path())) paths.push_back(it->path());
  std::sort(paths.begin(), paths.end(),
            [](const auto& a, const auto& b) { return comes_before(a.filename().string(), b.filename().string()); });
  return paths;
}

void add_sound(StemFolder& stems, Sound& sound, const std::filesystem::path& path) {
  if (stems.sample_rate == 0) stems.sample_rate = sound.sample_rate;
  stems.frames = std::max(stems.frames, sound.frames());
  stems.notes.insert(stems.notes.end(), sound.notes.begin(), sound.notes.end());
  const std::string name = channel_name_of(path.filename().string());
  for (size_t c = 0; c < sound.channels.size(); ++c)
    stems.stems.push_back({lane_name(name, c, sound.channels.size()), std::move(sound.channels[c])});
}

// A file that cannot be read keeps its place in silence: those after it stay on the inputs their show has for them.
void add_gap(StemFolder& stems, const std::string& error, const std::filesystem::path& path) {
  stems.errors.push_back(error);
  stems.stems.push_back({channel_name_of(path.filename().string()), {}});
}

// Reads all files at `rate`, on every core: decoding a long multitrack is what a user waits for.
std::vector<Result<Sound>> read_sounds(const std::vector<std::filesystem::path>& paths, double rate) {
  std::vector<Result<Sound>> sounds(paths.size(), Result<Sound>(Error{}));
  std::atomic<size_t> next{0};
  const auto read = [&] {
    for (size_t i; (i = next.fetch_add(1)) < paths.size();) sounds[i] = read_sound_file(paths[i].string(), rate);
  };
  std::vector<std::thread> readers(std::clamp<size_t>(std::thread::hardware_concurrency(), 1, paths.size()) - 1);
  for (std::thread& reader : readers) reader = std::thread(read);
  read();
  for (std::thread& reader : readers) reader.join();
  return sounds;
}

// The number a file's name begins with: 0 where there is none that an input could have.
size_t number_of(const std::filesystem::path& path) {
  constexpr size_t kMostDigits = 4, kMostInputs = 1024;
  const std::string name = path.filename().string();
  std::string_view rest = name;
  const std::string_view digits = take_number(rest);
  const size_t number = digits.empty() || digits.size() > kMostDigits ? 0 : std::stoul(std::string(digits));
  return number > kMostInputs ? 0 : number;
}

// Whether the numbers of the names say which inputs the files belong to: each stands for one lane, and no two are
// alike.
bool are_inputs_numbered(const std::vector<std::filesystem::path>& paths, const std::vector<Result<Sound>>& sounds) {
  size_t before = 0;
  for (size_t i = 0; i < paths.size(); ++i) {
    const size_t number = number_of(paths[i]);
    if (number == 0) continue;
    if (number == before || (sounds[i] && sounds[i]->channels.size() != 1)) return false;
    before = number;
  }
  return true;
}

// The rate of the first file that can be read; 0 when there is none.
double first_rate(const std::vector<std::filesystem::path>& paths) {
  for (const auto& path : paths)
    if (const auto sound = read_sound_file(path.string(), 0)) return sound->sample_rate;
  return 0;
}

}  // namespace

bool comes_before(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a, whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a[0]) && is_digit(b[0])) {
      const std::string_view x = take_number(a), y = take_number(b);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
    } else {
      if (lower(a[0]) != lower(b[0])) return lower(a[0]) < lower(b[0]);
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;  // "01" and "1", "Vox" and "vox": any order, but always the same
}

std::string channel_name_of(std::string_view file_name) {
  const size_t dot = file_name.rfind('.');
  const std::string_view whole = dot == 0 ? file_name : file_name.substr(0, dot);
  std::string_view name = whole;
  take_number(name);
  const size_t start = name.find_first_not_of(" _-.");
  if (start == std::string_view::npos) return std::string(whole);
  const bool numbered = name.size() < whole.size() && start > 0;  // "2nd Vox" is no number
  return std::string(numbered ? name.substr(start) : whole);
}

Result<StemFolder> open_stem_folder(const std::string& folder, double wanted_rate) {
  std::error_code failure;
  const auto paths = sound_paths(folder, failure);
  if (failure) return Error{"The folder \"" + folder + "\" was not opened: " + failure.message() + "."};
  if (paths.empty())
    return Error{"The folder \"" + folder + "\" holds no sound files (WAV, FLAC, Ogg, Opus, AIFF, MP3)."};

  StemFolder result;
  result.sample_rate = wanted_rate > 0 ? wanted_rate : first_rate(paths);
  std::vector<Result<Sound>> sounds = read_sounds(paths, result.sample_rate);
  const bool is_numbered = are_inputs_numbered(paths, sounds);
  for (size_t i = 0; i < paths.size(); ++i) {
    // Where the recording of a channel is missing the others keep their places.
    while (is_numbered && result.stems.size() + 1 < number_of(paths[i])) result.stems.emplace_back();
    if (sounds[i])
      add_sound(result, *sounds[i], paths[i]);
    else
      add_gap(result, sounds[i].error(), paths[i]);
  }
  if (result.frames == 0)
    return Error{"The folder \"" + folder + "\" holds no sound that can be read. " + result.errors.front()};
  return result;
}

Result<StemFolder> open_stems(const std::string& folder_or_file, double wanted_rate) {
  std::error_code failure;
  if (std::filesystem::is_directory(folder_or_file, failure)) return open_stem_folder(folder_or_file, wanted_rate);
  Result<Sound> sound = read_sound_file(folder_or_file, wanted_rate);
  if (!sound) return Error{sound.error()};
  StemFolder result;
  add_sound(result, *sound, folder_or_file);
  return result;
}

}  // namespace headroom
