#include "tests/x_screen.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XInput2.h>
#include <X11/extensions/XTest.h>

#include <cstdlib>

#include "io/atomic_file.h"
#include "tests/wait_until.h"

namespace headroom {

struct XScreen::Connection {
  Display* display = nullptr;
  ~Connection() {
    if (display) XCloseDisplay(display);
  }
  Window root() const { return DefaultRootWindow(display); }
};

namespace {

// Where a window manager writes down how a window stands.
void set_state(Display* display, Window window, long state) {
  const Atom name = XInternAtom(display, "WM_STATE", False);
  const long words[] = {state, None};
  XChangeProperty(display, window, name, name, 32, PropModeReplace, reinterpret_cast<const unsigned char*>(words), 2);
}

}  // namespace

XScreen::XScreen(int width, int height) : width_(width), height_(height), x_(std::make_unique<Connection>()) {}

XScreen::~XScreen() {
  x_.reset();  // before the server: Xlib ends a process whose server goes
  if (server_) server_->end(SIGTERM);
}

bool XScreen::start() {
  return run("Xvfb -screen 0 " + std::to_string(width_) + "x" + std::to_string(height_) + "x24");
}

bool XScreen::start_xorg(const std::string& configuration) {
  const std::string path = folder_.file("xorg.conf");
  // Not the one in everybody's path: that asks whether its user sits at a monitor.
  return write_whole_file(path, configuration) &&
         run("/usr/lib/xorg/Xorg -config " + path + " -logfile " + folder_.file("log") + " -novtswitch -sharevts");
}

// `server`: its command line.
bool XScreen::run(const std::string& server) {
  const std::string number = folder_.file("number");
  // The server takes the first free number and says it.
  server_ = std::make_unique<ChildProcess>(
      ChildProcess::start({"sh", "-c", "exec " + server + " -displayfd 1 -nolisten tcp 2>/dev/null"}, number));
  std::string name;
  const auto is_up = [&] {
    const auto said = read_whole_file(number);
    if (!said || said->find('\n') == std::string::npos) return false;
    name = ":" + said->substr(0, said->find('\n'));
    return true;
  };
  if (!wait_until([&] { return is_up() || server_->has_ended(); }) || name.empty()) return false;
  setenv("DISPLAY", name.c_str(), 1);
  unsetenv("WAYLAND_DISPLAY");
  x_->display = XOpenDisplay(name.c_str());
  // A window may go while it is asked for; that is no reason to end the story.
  XSetErrorHandler([](Display*, XErrorEvent*) { return 0; });
  int event = 0, error = 0, major = 0, minor = 0;
  return x_->display && XTestQueryExtension(x_->display, &event, &error, &major, &minor);
}

void XScreen::disable_device(const std::string& name) {
  int count = 0;
  XIDeviceInfo* devices = XIQueryDevice(x_->display, XIAllDevices, &count);
  const Atom enabled = XInternAtom(x_->display, "Device Enabled", False);
  unsigned char no = 0;
  for (int i = 0; i < count; ++i)
    if (devices[i].name == name)
      XIChangeProperty(x_->display, devices[i].deviceid, enabled, XA_INTEGER, 8, PropModeReplace, &no, 1);
  XIFreeDeviceInfo(devices);
  XSync(x_->display, False);
}

std::vector<WindowId> XScreen::windows(const std::string& title) const {
  std::vector<WindowId> found;
  Window root = 0, parent = 0, *children = nullptr;
  unsigned count = 0;
  if (!XQueryTree(x_->display, x_->root(), &root, &parent, &children, &count)) return found;
  for (unsigned i = 0; i < count; ++i) {
    char* name = nullptr;
    XWindowAttributes attributes{};
    const bool is_seen =
        XGetWindowAttributes(x_->display, children[i], &attributes) && attributes.map_state == IsViewable;
    if (is_seen && XFetchName(x_->display, children[i], &name) && name && std::string(name).starts_with(title))
      found.push_back(children[i]);
    if (name) XFree(name);
  }
  if (children) XFree(children);
  return found;
}

void XScreen::focus(WindowId window) {
  XSetInputFocus(x_->display, window, RevertToPointerRoot, CurrentTime);
  XSync(x_->display, False);
}

void XScreen::close(WindowId window) {
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = window;
  event.xclient.message_type = XInternAtom(x_->display, "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(XInternAtom(x_->display, "WM_DELETE_WINDOW", False));
  XSendEvent(x_->display, window, False, NoEventMask, &event);
  XSync(x_->display, False);
}

void XScreen::minimise(WindowId window) {
  set_state(x_->display, window, IconicState);
  XUnmapWindow(x_->display, window);
  XSync(x_->display, False);
}

void XScreen::restore(WindowId window) {
  set_state(x_->display, window, NormalState);
  XMapWindow(x_->display, window);
  XSync(x_->display, False);
}

unsigned XScreen::color_at(int x, int y) const {
  XImage* image = XGetImage(x_->display, x_->root(), x, y, 1, 1, AllPlanes, ZPixmap);
  if (!image) return 0;
  const unsigned long pixel = XGetPixel(image, 0, 0);
  XDestroyImage(image);
  return static_cast<unsigned>(pixel & 0xFFFFFF);
}

void XScreen::move(float x, float y) {
  XTestFakeMotionEvent(x_->display, -1, static_cast<int>(x), static_cast<int>(y), CurrentTime);
  XSync(x_->display, False);
}

void XScreen::button(bool is_down) {
  XTestFakeButtonEvent(x_->display, Button1, is_down, CurrentTime);
  XSync(x_->display, False);
}

void XScreen::key(const std::string& name, bool with_control) {
  const auto press = [&](const char* key, bool is_down) {
    XTestFakeKeyEvent(x_->display, XKeysymToKeycode(x_->display, XStringToKeysym(key)), is_down, CurrentTime);
  };
  if (with_control) press("Control_L", true);
  press(name.c_str(), true);
  press(name.c_str(), false);
  if (with_control) press("Control_L", false);
  XSync(x_->display, False);
}

}  // namespace headroom
