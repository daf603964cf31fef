// A multitrack as it comes from a drive: a folder of sound files becomes named mono lanes of one sample rate,
// in the order a person would list them. A bad file costs only itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/result.h"

namespace headroom {

struct Stem {
  std::string name;            // channel name: "Kick In", "Keys L"
  std::vector<float> samples;  // full scale is 1; as long as its file
};

struct StemFolder {
  double sample_rate = 0;           // Hz, of every stem
  int64_t frames = 0;               // length of the longest stem
  std::vector<Stem> stems;          // in natural order of the file names; a stereo file gives "Name L", "Name R"
  std::vector<std::string> notes;   // sentences: resampled, cut short
  std::vector<std::string> errors;  // sentences: files that are silent stems, since they cannot be read
};

// Stems whose files are mono and numbered stand where their number says, "07 Bass.wav" seventh, as the files of a take
// are: a channel that was not recorded is a silent stem without a name. Else they follow each other without gaps.
//
// Every sound file of the folder, at `wanted_rate` Hz (0: the rate of the first file). An error only when no
// sound is found.
Result<StemFolder> open_stem_folder(const std::string& folder, double wanted_rate = 0);

// The same of a folder or of one file, whose channels are the stems then.
Result<StemFolder> open_stems(const std::string& folder_or_file, double wanted_rate = 0);

// "01 Kick In.ogg" -> "Kick In"; "12_vox-lead.wav" -> "vox-lead". A name that is only a number stays.
std::string channel_name_of(std::string_view file_name);

// True when a person would list `a` before `b`: numbers by value ("2 Snare" before "10 Vox"), letters
// regardless of case.
bool comes_before(std::string_view a, std::string_view b);

}  // namespace headroom
