#include "tests/touch_glass.h"

#include <X11/extensions/XI2.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstring>
#include <sstream>

namespace headroom {
namespace {

constexpr double kFullScale = 0xFFFF;  // of both axes of the driver's glass

// The driver's words, as its xf86-input-inputtest-protocol.h has them (version 1.0): a length in bytes and a kind, then
// more.
struct Words {
  uint32_t bytes, kind;
};
enum Kind : uint32_t { kVersion = 0, kSync = 1, kTouch = 6 };  // the driver answers the first two

struct Greeting {
  Words words{sizeof(Greeting), kVersion};
  uint16_t major = 1, minor = 0;
};

struct FingerWords {
  static constexpr size_t kAxes = 64;  // the first two are across and down
  Words words{sizeof(FingerWords), kTouch};
  uint32_t finger = 0, what = 0;
  uint32_t has_unaccelerated = 0;
  std::array<uint8_t, kAxes / 8> told{0b11};
  std::array<double, kAxes> axes{}, unaccelerated{};
};
static_assert(sizeof(Greeting) == 12 && sizeof(FingerWords) == 32 + 2 * FingerWords::kAxes * sizeof(double));

// Any timing will do for a monitor that is not there.
std::string configuration(int width, int height, const std::string& socket) {
  const int width_with_gaps = width + 48, height_with_gaps = height + 9;
  std::ostringstream words;
  words << R"(
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
Section "Device"
  Identifier "nowhere"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "nobody's"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "glass" )"
        << width_with_gaps * height_with_gaps * 60e-6 << ' ' << width << ' ' << width + 16 << ' ' << width + 32 << ' '
        << width_with_gaps << ' ' << height << ' ' << height + 3 << ' ' << height + 6 << ' ' << height_with_gaps << R"(
EndSection
Section "Screen"
  Identifier "screen"
  Device "nowhere"
  Monitor "nobody's"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "glass"
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "glass"
  Driver "inputtest"
  Option "DeviceType" "Touch"
  Option "TouchCount" ")"
        << TouchGlass::kMostFingers << R"("
  Option "SocketPath" ")"
        << socket << R"("
EndSection
Section "ServerLayout"
  Identifier "desk"
  Screen "screen"
  InputDevice "glass" "SendCoreEvents"
EndSection
)";
  return words.str();
}

}  // namespace

TouchGlass::~TouchGlass() {
  if (line_ >= 0) close(line_);
}

bool TouchGlass::start() {
  const std::string path = folder_.file("glass");
  if (!screen_.start_xorg(configuration(screen_.width(), screen_.height(), path))) return false;
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  if (path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  line_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  return connect(line_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 && greet();
}

bool TouchGlass::greet() {
  const Greeting mine;
  Greeting driver;
  return send(line_, &mine, sizeof mine, MSG_NOSIGNAL) == sizeof mine &&
         recv(line_, &driver, sizeof driver, MSG_WAITALL) == sizeof driver && driver.major == mine.major;
}

void TouchGlass::put_down(int finger, display::Point at) { tell(finger, Deed::down, at); }
void TouchGlass::slide(int finger, display::Point to) { tell(finger, Deed::moved, to); }
void TouchGlass::lift(int finger, display::Point at) { tell(finger, Deed::up, at); }
void TouchGlass::pull() { screen_.disable_device("glass"); }

void TouchGlass::tell(int finger, Deed deed, display::Point at) {
  FingerWords touch;
  touch.finger = static_cast<uint32_t>(finger);
  touch.what = deed == Deed::down ? XI_TouchBegin : deed == Deed::moved ? XI_TouchUpdate : XI_TouchEnd;
  touch.axes[0] = static_cast<double>(at.x) / screen_.width() * kFullScale;
  touch.axes[1] = static_cast<double>(at.y) / screen_.height() * kFullScale;
  const Words sync{sizeof(Words), kSync};
  Words answer{};
  REQUIRE(send(line_, &touch, sizeof touch, MSG_NOSIGNAL) == sizeof touch);
  REQUIRE(send(line_, &sync, sizeof sync, MSG_NOSIGNAL) == sizeof sync);
  REQUIRE(recv(line_, &answer, sizeof answer, MSG_WAITALL) == sizeof answer);
}

}  // namespace headroom
