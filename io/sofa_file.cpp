#include "io/sofa_file.h"

#include <fcntl.h>
#include <mysofa.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <numbers>
#include <utility>

#include "io/monotonic.h"

namespace headroom {
namespace {

constexpr double kLowestHeadRate_hz = 8000, kHighestHeadRate_hz = 384000;
constexpr size_t kMostMeasurements = 1 << 17;
constexpr uintmax_t kMostBytes = uintmax_t{1} << 29;
constexpr float kLoudestHead = 1000;  // +60 dB
constexpr const char* kRoom = "its responses are empty, or longer than those of a head without a room";
constexpr int64_t kLongestReading_ns = 20'000'000'000;

// What the reading process says first; the arrays of SofaMeasurements follow.
struct Header {
  char refusal[160];  // empty: all is well
  char name[64];
  double sample_rate;
  uint64_t measurements, frames;
};

// --- In the reading process
// -------------------------------------------------------------------------------------------

const char* reason_of(int error) {
  switch (error) {
    case MYSOFA_NO_MEMORY: return "there is not enough memory for it";
    case MYSOFA_INVALID_DIMENSIONS: return "its dimensions are not those of a head with two ears";
    case MYSOFA_INVALID_RECEIVER_POSITIONS:
    case MYSOFA_RECEIVERS_WITH_RCI_SUPPORTED:
    case MYSOFA_RECEIVERS_WITH_CARTESIAN_SUPPORTED: return "its ears are not left and right of the head's middle";
    default: return "it is no SOFA file of the convention SimpleFreeFieldHRIR, or it is damaged";
  }
}

bool holds(const MYSOFA_ARRAY& array, size_t elements) { return array.values && array.elements == elements; }

bool is_sound(const MYSOFA_ARRAY& array, float largest) {
  return std::all_of(array.values, array.values + array.elements,
                     [&](float value) { return std::isfinite(value) && std::fabs(value) <= largest; });
}

// Why these measurements cannot be used; nullptr: they can. libmysofa trusts the dimensions of the header; nobody else
// should.
const char* refusal_of(MYSOFA_HRTF& hrtf, double longest_ms) {
  const size_t count = hrtf.M, frames = hrtf.N;
  if (hrtf.R != 2) return reason_of(MYSOFA_INVALID_DIMENSIONS);
  if (count < 1 || count > kMostMeasurements) return "it holds no measurement, or more than any head has";
  if (!holds(hrtf.DataSamplingRate, 1)) return "it has not one sample rate";
  const double rate = static_cast<double>(hrtf.DataSamplingRate.values[0]);
  if (!(rate >= kLowestHeadRate_hz && rate <= kHighestHeadRate_hz) || rate != std::floor(rate))
    return "its sample rate is not a whole number of 8000 to 384000 Hz";
  const double delay_frames = longest_ms / 1000 * rate - static_cast<double>(frames);
  if (frames < 1 || delay_frames < 0) return kRoom;
  if (!holds(hrtf.DataIR, count * 2 * frames) || !holds(hrtf.SourcePosition, count * 3) ||
      (!holds(hrtf.DataDelay, 2) && !holds(hrtf.DataDelay, count * 2)) ||
      (!holds(hrtf.ReceiverPosition, 6) && !holds(hrtf.ReceiverPosition, count * 6)))
    return "its arrays are not of the size that its header says";
  if (const int error = mysofa_check(&hrtf); error != MYSOFA_OK) return reason_of(error);
  if (!is_sound(hrtf.DataIR, kLoudestHead) || !is_sound(hrtf.SourcePosition, 1e6f))
    return "some of its numbers are no sound and no place";
  if (!is_sound(hrtf.DataDelay, static_cast<float>(delay_frames))) return kRoom;
  if (std::any_of(hrtf.DataDelay.values, hrtf.DataDelay.values + hrtf.DataDelay.elements,
                  [](float d) { return d < 0; }))
    return "one of its delays is below zero";
  return nullptr;
}

// Positions become directions of length 1; false where a place is none.
bool face_outwards(MYSOFA_ARRAY& places, bool is_spherical) {
  constexpr float kDegree = std::numbers::pi_v<float> / 180;
  for (float* place = places.values; place < places.values + places.elements; place += 3) {
    if (is_spherical) {
      const float azimuth = place[0] * kDegree, elevation = place[1] * kDegree;
      place[0] = std::cos(azimuth) * std::cos(elevation);
      place[1] = std::sin(azimuth) * std::cos(elevation);
      place[2] = std::sin(elevation);
    }
    const float distance = std::hypot(place[0], place[1], place[2]);
    if (!(distance > 0)) return false;
    for (int i = 0; i < 3; ++i) place[i] /= distance;
  }
  return true;
}

void write_all(int pipe, const void* bytes, size_t count) {
  for (auto* at = static_cast<const char*>(bytes); count > 0;) {
    const ssize_t written = write(pipe, at, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(1);
    at += written;
    count -= static_cast<size_t>(written);
  }
}

[[noreturn]] void refuse(int pipe, const char* reason) {
  Header header{};
  std::snprintf(header.refusal, sizeof header.refusal, "%s", reason);
  write_all(pipe, &header, sizeof header);
  _exit(0);
}

[[noreturn]] void read_apart(const char* path, double longest_ms, int pipe) {
  // It may die: quietly, soon, and without a core.
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDERR_FILENO);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE}) signal(number, SIG_DFL);

  int error = MYSOFA_OK;
  MYSOFA_HRTF* hrtf = mysofa_load(path, &error);
  if (!hrtf) refuse(pipe, reason_of(error));
  if (const char* reason = refusal_of(*hrtf, longest_ms)) refuse(pipe, reason);
  char type_word[] = "Type", name_word[] = "ListenerShortName";
  const char* type = mysofa_getAttribute(hrtf->SourcePosition.attributes, type_word);
  const bool is_spherical = type && std::strcmp(type, "spherical") == 0;
  if (!is_spherical && (!type || std::strcmp(type, "cartesian") != 0))
    refuse(pipe, "its directions are in no known form");
  if (!face_outwards(hrtf->SourcePosition, is_spherical)) refuse(pipe, "one of its directions is none");

  Header header{};
  if (const char* name = mysofa_getAttribute(hrtf->attributes, name_word))
    std::snprintf(header.name, sizeof header.name, "%s", name);
  header.sample_rate = static_cast<double>(hrtf->DataSamplingRate.values[0]);
  header.measurements = hrtf->M;
  header.frames = hrtf->N;
  write_all(pipe, &header, sizeof header);
  write_all(pipe, hrtf->SourcePosition.values, hrtf->SourcePosition.elements * sizeof(float));
  write_all(pipe, hrtf->DataIR.values, hrtf->DataIR.elements * sizeof(float));
  const size_t repeats = 2 * hrtf->M / hrtf->DataDelay.elements;  // one pair of delays may stand for all
  for (size_t i = 0; i < repeats; ++i)
    write_all(pipe, hrtf->DataDelay.values, hrtf->DataDelay.elements * sizeof(float));
  _exit(0);
}

// --- In this process
// --------------------------------------------------------------------------------------------------

// Fills `bytes` from the pipe; false when the other side ended or the time is up.
bool read_all(int pipe, void* bytes, size_t count, int64_t deadline_ns) {
  for (auto* at = static_cast<char*>(bytes); count > 0;) {
    const int64_t left_ms = (deadline_ns - monotonic_ns()) / 1'000'000;
    pollfd news{pipe, POLLIN, 0};
    if (left_ms <= 0) return false;
    const int ready = poll(&news, 1, static_cast<int>(left_ms));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t got = read(pipe, at, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    count -= static_cast<size_t>(got);
  }
  return true;
}

bool read_array(int pipe, std::vector<float>& array, size_t elements, int64_t deadline_ns) {
  array.resize(elements);
  return read_all(pipe, array.data(), elements * sizeof(float), deadline_ns);
}

// Letters as a terminal shows them, whatever the file holds.
std::string shown_name(const char* name, const std::string& path) {
  std::string shown;
  for (const char* letter = name; *letter; ++letter)
    if (static_cast<unsigned char>(*letter) >= ' ' && *letter != 127) shown += *letter;
  return shown.empty() ? std::filesystem::path(path).filename().string() : shown;
}

Error head_not_read(const std::string& path, const std::string& reason) {
  return Error{"The head \"" + path + "\" was not read: " + reason + "."};
}

}  // namespace

Result<SofaReading> SofaReading::start(const std::string& path, double longest_ms) {
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (!std::filesystem::exists(status)) return head_not_read(path, "there is no such file");
  if (!std::filesystem::is_regular_file(status))
    return head_not_read(path, "it is no file");  // a pipe would be waited for
  if (std::filesystem::file_size(path, failure) > kMostBytes) return head_not_read(path, "it is larger than 512 MB");
  if (access(path.c_str(), R_OK) != 0) return head_not_read(path, std::strerror(errno));

  int pipe[2];
  if (pipe2(pipe, O_CLOEXEC) != 0) return head_not_read(path, std::strerror(errno));
  const pid_t reader = fork();
  if (reader == 0) {
    close(pipe[0]);  // nobody but the console reads: when it dies, the next write fails and the reader ends too
    read_apart(path.c_str(), longest_ms, pipe[1]);
  }
  close(pipe[1]);
  if (reader > 0) return SofaReading(path, longest_ms, reader, pipe[0]);
  close(pipe[0]);
  return head_not_read(path, std::strerror(errno));
}

SofaReading::SofaReading(std::string path, double longest_ms, int process, int pipe)
    : path_(std::move(path)), longest_ms_(longest_ms), process_(process), pipe_(pipe) {}

SofaReading::SofaReading(SofaReading&& other) noexcept
    : path_(std::move(other.path_)),
      longest_ms_(other.longest_ms_),
      process_(std::exchange(other.process_, -1)),
      pipe_(std::exchange(other.pipe_, -1)) {}

SofaReading::~SofaReading() {
  if (process_ < 0) return;
  close(pipe_);
  kill(process_, SIGKILL);  // it has said all, or nobody listens any more
  waitpid(process_, nullptr, 0);
}

Result<SofaMeasurements> SofaReading::finish() {
  auto measured = receive();
  if (!measured) return head_not_read(path_, measured.error());
  return measured;
}

// The numbers that the reading process sends, or why there are none.
Result<SofaMeasurements> SofaReading::receive() const {
  const Error damaged{reason_of(MYSOFA_INVALID_FORMAT)};
  const int64_t deadline_ns = monotonic_ns() + kLongestReading_ns;
  Header header{};
  if (!read_all(pipe_, &header, sizeof header, deadline_ns)) return damaged;
  header.refusal[sizeof header.refusal - 1] = header.name[sizeof header.name - 1] = 0;
  if (header.refusal[0]) return Error{header.refusal};
  SofaMeasurements measured;
  measured.name = shown_name(header.name, path_);
  measured.sample_rate = header.sample_rate;
  measured.frames = header.frames;
  const size_t count = header.measurements;
  const double longest_frames = longest_ms_ / 1000 * kHighestHeadRate_hz;
  if (count > kMostMeasurements || static_cast<double>(header.frames) > longest_frames) return damaged;
  if (!read_array(pipe_, measured.directions, 3 * count, deadline_ns) ||
      !read_array(pipe_, measured.responses, 2 * count * measured.frames, deadline_ns) ||
      !read_array(pipe_, measured.delays, 2 * count, deadline_ns))
    return damaged;
  return measured;
}

Result<SofaMeasurements> read_sofa_file(const std::string& path, double longest_ms) {
  auto reading = SofaReading::start(path, longest_ms);
  if (!reading) return Error{reading.error()};
  return reading->finish();
}

}  // namespace headroom
