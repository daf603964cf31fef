#include "surfaces/display/system/touch_screen.h"

#include <X11/Xlib.h>
#include <X11/extensions/XInput2.h>

#include <algorithm>
#include <utility>

// Of GLFW/glfw3native.h, which would want the headers of XRandR, too. A GLFW that was built for Wayland alone has
// neither.
extern "C" {
[[gnu::weak]] Display* glfwGetX11Display();
[[gnu::weak]] Window glfwGetX11Window(GLFWwindow* window);
}

namespace headroom::display {

struct TouchScreen::Connection {
  Display* display = nullptr;
  int opcode = 0;
  ~Connection() {
    if (display) XCloseDisplay(display);
  }
};

std::unique_ptr<TouchScreen> TouchScreen::watch(GLFWwindow& window) {
  if (!glfwGetX11Display || !glfwGetX11Window || !glfwGetX11Display()) return nullptr;
  auto connection = std::make_unique<Connection>();
  connection->display = XOpenDisplay(DisplayString(glfwGetX11Display()));
  if (!connection->display) return nullptr;
  int event = 0, error = 0, major = 2, minor = 2;  // touch came with 2.2
  const bool has_touch = XQueryExtension(connection->display, "XInputExtension", &connection->opcode, &event, &error) &&
                         XIQueryVersion(connection->display, &major, &minor) == Success &&
                         (major > 2 || (major == 2 && minor >= 2));
  if (!has_touch) return nullptr;
  unsigned char bits[XIMaskLen(XI_LASTEVENT)] = {};
  for (const int kind : {XI_TouchBegin, XI_TouchUpdate, XI_TouchEnd}) XISetMask(bits, kind);
  XIEventMask mask{XIAllMasterDevices, sizeof bits, bits};
  XISelectEvents(connection->display, glfwGetX11Window(&window), &mask, 1);
  // Only one may ask for a window's fingers. Xlib would end the program where somebody was first: then the mouse does.
  const XErrorHandler before = XSetErrorHandler([](Display*, XErrorEvent*) { return 0; });
  XSync(connection->display, False);
  XSetErrorHandler(before);
  std::unique_ptr<TouchScreen> screen(new TouchScreen);
  screen->connection_ = std::move(connection);
  return screen;
}

TouchScreen::~TouchScreen() = default;

std::vector<Pointer> TouchScreen::take() {
  std::vector<Pointer> pointers;
  const auto tell = [&](const XIDeviceEvent& touch, int kind) {
    const auto detail = static_cast<unsigned>(touch.detail);
    auto down = std::find_if(down_.begin(), down_.end(), [&](const Down& one) { return one.detail == detail; });
    const Point place{static_cast<float>(touch.event_x), static_cast<float>(touch.event_y)};
    if (kind == XI_TouchBegin) {
      down_.push_back({detail, ++last_id_});
      pointers.push_back({last_id_, place, Pointer::Phase::down});
    } else if (down != down_.end()) {
      pointers.push_back({down->id, place, kind == XI_TouchEnd ? Pointer::Phase::up : Pointer::Phase::moved});
      if (kind == XI_TouchEnd) down_.erase(down);
    }
  };
  while (XPending(connection_->display) > 0) {
    XEvent event;
    XNextEvent(connection_->display, &event);
    XGenericEventCookie& cookie = event.xcookie;
    if (cookie.type != GenericEvent || cookie.extension != connection_->opcode ||
        !XGetEventData(connection_->display, &cookie))
      continue;
    tell(*static_cast<const XIDeviceEvent*>(cookie.data), cookie.evtype);
    XFreeEventData(connection_->display, &cookie);
  }
  return pointers;
}

}  // namespace headroom::display
