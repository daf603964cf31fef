// A head from a SOFA file: what its ears hear, and what becomes of files that are none.
#include <catch2/catch.hpp>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <numbers>
#include <random>

#include "io/atomic_file.h"
#include "io/sofa_head.h"
#include "tests/child_process.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

using Catch::Matchers::Contains;

constexpr double kLongest_ms = 50;

const SofaHead& default_head() {
  static const auto head = SofaHead::load(SofaHead::default_path(), kLongest_ms);
  REQUIRE(head);
  return *head;
}

HeadResponse heard_from(double azimuth_degrees, double elevation_degrees = 0, double sample_rate = 48000) {
  const auto response = default_head().towards(azimuth_degrees, elevation_degrees, sample_rate);
  REQUIRE(response);
  return *response;
}

double energy(const std::vector<float>& samples) {
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum;
}

// When the sound arrives, ms: where it first reaches a tenth of its peak.
double arrival_ms(const std::vector<float>& ear, double sample_rate) {
  float peak = 0;
  for (const float sample : ear) peak = std::max(peak, std::fabs(sample));
  const auto first =
      std::find_if(ear.begin(), ear.end(), [&](float sample) { return std::fabs(sample) >= 0.1f * peak; });
  return 1000 * static_cast<double>(first - ear.begin()) / sample_rate;
}

// Arrival at the far ear behind that at the near one: Woodworth's sphere of 8.75 cm.
double woodworth_ms(double azimuth_degrees) {
  const double angle = azimuth_degrees * std::numbers::pi / 180;
  return 1000 * 0.0875 / 343 * (angle + std::sin(angle));
}

std::string default_bytes() {
  const auto bytes = read_whole_file(SofaHead::default_path());
  REQUIRE(bytes);
  return *bytes;
}

// What loading a file of these bytes ends with: a head, or one sentence that names the file.
std::string refusal_of(const std::string& bytes) {
  const TemporaryFolder folder;
  const std::string path = folder.file("given.sofa");
  REQUIRE(write_whole_file(path, bytes));
  const auto head = SofaHead::load(path, kLongest_ms);
  if (head) return "";
  CHECK_THAT(head.error(), Contains("given.sofa"));
  CHECK(head.error().back() == '.');
  return head.error();
}

// The bytes of the default head, one of its dimensions changed in the header.
std::string with_dimension(const std::string& number, const std::string& lie) {
  std::string bytes = default_bytes();
  const std::string says = "This is a netCDF dimension but not a netCDF variable.";
  size_t at = bytes.find(says);
  while (at != std::string::npos &&
         bytes.compare(bytes.find_first_not_of(' ', at + says.size()), number.size() + 1, number + '\0') != 0)
    at = bytes.find(says, at + 1);
  REQUIRE(at != std::string::npos);
  const size_t digits = bytes.find_first_not_of(' ', at + says.size());
  return bytes.replace(digits, number.size(), lie);
}

}  // namespace

TEST_CASE("the head that comes with the system is there and has a name") {
  CHECK_THAT(default_head().name(), Contains("KEMAR"));
}

TEST_CASE("sound from the left reaches the left ear first and louder, from the right the right ear") {
  for (const double azimuth : {30.0, 60.0, 90.0, 110.0, 135.0}) {
    CAPTURE(azimuth);
    const HeadResponse from_left = heard_from(azimuth), from_right = heard_from(-azimuth);
    CHECK(arrival_ms(from_left.left, 48000) < arrival_ms(from_left.right, 48000));
    CHECK(arrival_ms(from_right.right, 48000) < arrival_ms(from_right.left, 48000));
    CHECK(energy(from_left.left) > 2 * energy(from_left.right));
    CHECK(energy(from_right.right) > 2 * energy(from_right.left));
  }
}

TEST_CASE("the far ear hears as late as Woodworth's sphere says, to a tenth") {
  for (const double azimuth : {30.0, 45.0, 60.0, 75.0, 90.0}) {
    CAPTURE(azimuth);
    const HeadResponse response = heard_from(azimuth, 0, 192000);
    const double late_ms = arrival_ms(response.right, 192000) - arrival_ms(response.left, 192000);
    CHECK(late_ms == Approx(woodworth_ms(azimuth)).epsilon(0.1));
  }
}

TEST_CASE("both ears hear the same from in front, from behind and from above") {
  for (const auto& [azimuth, elevation] : {std::pair{0.0, 0.0}, {180.0, 0.0}, {0.0, 90.0}}) {
    CAPTURE(azimuth, elevation);
    const HeadResponse response = heard_from(azimuth, elevation);
    CHECK(10 * std::log10(energy(response.left) / energy(response.right)) == Approx(0).margin(0.1));
  }
}

TEST_CASE("the head is symmetrical: what comes from the right is what comes from the left with the ears exchanged") {
  for (const auto& [azimuth, elevation] :
       {std::pair{30.0, 0.0}, {90.0, 0.0}, {110.0, 0.0}, {135.0, 0.0}, {45.0, 30.0}, {135.0, 30.0}}) {
    CAPTURE(azimuth, elevation);
    const HeadResponse from_left = heard_from(azimuth, elevation), from_right = heard_from(-azimuth, elevation);
    CHECK(from_left.left == from_right.right);
    CHECK(from_left.right == from_right.left);
  }
}

TEST_CASE("a head sounds the same at every sample rate: gain and arrival do not depend on it") {
  // Mean gain of 200 Hz to 2 kHz, dB.
  const auto gain_dB = [](const std::vector<float>& ear, double sample_rate) {
    double power = 0;
    int count = 0;
    for (double freq_hz = 200; freq_hz < 2000; freq_hz *= 1.1, ++count) {
      double re = 0, im = 0;
      for (size_t i = 0; i < ear.size(); ++i) {
        const double angle = 2 * std::numbers::pi * freq_hz / sample_rate * static_cast<double>(i);
        re += static_cast<double>(ear[i]) * std::cos(angle);
        im -= static_cast<double>(ear[i]) * std::sin(angle);
      }
      power += re * re + im * im;
    }
    return 10 * std::log10(power / count);
  };
  const HeadResponse as_measured = heard_from(30, 0, 44100);
  for (const double rate : {32000.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    CAPTURE(rate);
    const HeadResponse response = heard_from(30, 0, rate);
    CHECK(gain_dB(response.left, rate) == Approx(gain_dB(as_measured.left, 44100)).margin(0.05));
    CHECK(gain_dB(response.right, rate) == Approx(gain_dB(as_measured.right, 44100)).margin(0.05));
    CHECK(arrival_ms(response.left, rate) == Approx(arrival_ms(as_measured.left, 44100)).margin(0.04));
  }
}

TEST_CASE("what is no head is refused with one sentence: no file, a folder, another file, an empty one") {
  const TemporaryFolder folder;
  const auto missing = SofaHead::load(folder.file("nobody.sofa"), kLongest_ms);
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error(), Contains("nobody.sofa") && Contains("there is no such file"));
  const auto not_a_file = SofaHead::load(folder.path(), kLongest_ms);
  REQUIRE_FALSE(not_a_file);
  CHECK_THAT(not_a_file.error(), Contains("it is no file"));
  CHECK_THAT(refusal_of(""), Contains("no SOFA file"));
  CHECK_THAT(refusal_of("RIFF....WAVEfmt "), Contains("no SOFA file"));
}

TEST_CASE("a head whose header lies is refused") {
  CHECK(refusal_of(with_dimension("710", "710")) == "");
  CHECK_THAT(refusal_of(with_dimension("710", "999")), Contains("not of the size that its header says"));
  CHECK_THAT(refusal_of(with_dimension("512", "511")), Contains("not of the size that its header says"));
  CHECK_THAT(refusal_of(with_dimension("512", "000")), Contains("empty, or longer"));
  CHECK_THAT(refusal_of(with_dimension("2", "3")), Contains("two ears"));
}

TEST_CASE("a head whose responses are longer than allowed is a room and refused") {
  CHECK(SofaHead::load(SofaHead::default_path(), 11.7));  // 512 taps at 44.1 kHz are 11.61 ms
  const auto room = SofaHead::load(SofaHead::default_path(), 11.6);
  REQUIRE_FALSE(room);
  CHECK_THAT(room.error(), Contains("without a room"));
}

TEST_CASE("a head cut short or with wrong bytes anywhere is refused or read, and never takes the program along") {
  const std::string whole = default_bytes();
  std::mt19937 random(1);
  for (int i = 0; i < 40; ++i) {
    CAPTURE(i);
    std::string bytes = whole;
    if (i % 2 == 0)
      bytes.resize(random() % whole.size());
    else  // the header and the trees are in the first tenth
      for (int wrong = 0; wrong < 4; ++wrong) bytes[random() % (whole.size() / 10)] = static_cast<char>(random());
    const std::string refusal = refusal_of(bytes);
    if (i % 2 == 0) CHECK(refusal != "");
  }
}

TEST_CASE("a console killed while its head is being read leaves no process behind") {
  int alive[2];  // its write end is open in whoever lives
  REQUIRE(pipe(alive) == 0);
  ChildProcess console = ChildProcess::run([] {
    const auto reading = SofaReading::start(SofaHead::default_path(), kLongest_ms);
    raise(SIGKILL);
    return 0;
  });
  close(alive[1]);
  console.wait();
  pollfd end{alive[0], POLLIN, 0};
  CHECK(poll(&end, 1, 20'000) == 1);
  close(alive[0]);
}

}  // namespace headroom
