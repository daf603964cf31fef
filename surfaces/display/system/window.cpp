#include "surfaces/display/system/window.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cmath>
#include <optional>
#include <utility>

#include "surfaces/display/system/texture_store.h"
#include "surfaces/display/system/touch_screen.h"

namespace headroom::display {
namespace {

Window& window_of(GLFWwindow* window) { return *static_cast<Window*>(glfwGetWindowUserPointer(window)); }

std::optional<Key> named_key(int key) {
  switch (key) {
    case GLFW_KEY_LEFT: return Key::left;
    case GLFW_KEY_RIGHT: return Key::right;
    case GLFW_KEY_UP: return Key::up;
    case GLFW_KEY_DOWN: return Key::down;
    case GLFW_KEY_PAGE_UP: return Key::page_up;
    case GLFW_KEY_PAGE_DOWN: return Key::page_down;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER: return Key::enter;
    case GLFW_KEY_ESCAPE: return Key::escape;
    case GLFW_KEY_BACKSPACE: return Key::backspace;
    case GLFW_KEY_F1: return Key::f1;
    case GLFW_KEY_F2: return Key::f2;
    case GLFW_KEY_F5: return Key::f5;
    case GLFW_KEY_F12: return Key::f12;
    default: return std::nullopt;
  }
}

// Held keys repeat only where that moves something step by step: a held M must not flicker.
bool repeats(Key key) {
  return key == Key::left || key == Key::right || key == Key::up || key == Key::down || key == Key::page_up ||
         key == Key::page_down;
}

// The letter is what the user's layout prints on the key.
std::optional<KeyPress> key_press(int key, int scancode, int modifiers) {
  KeyPress press{.ctrl = (modifiers & GLFW_MOD_CONTROL) != 0, .shift = (modifiers & GLFW_MOD_SHIFT) != 0};
  if (const auto named = named_key(key)) {
    press.key = *named;
    return press;
  }
  const char* name = glfwGetKeyName(key, scancode);
  if (!name || !name[0] || name[1]) return std::nullopt;
  press.letter = static_cast<char32_t>(name[0]);
  return press;
}

}  // namespace

Result<std::unique_ptr<WindowSystem>> WindowSystem::start() {
  if (glfwInit()) return std::unique_ptr<WindowSystem>(new WindowSystem);
  const char* why = nullptr;
  glfwGetError(&why);
  return Error{std::string("no display can be opened") + (why ? std::string(" (") + why + ")" : "") +
               "; run it inside a graphical session, or draw a picture with --screenshot"};
}

WindowSystem::~WindowSystem() { glfwTerminate(); }

void WindowSystem::take_events(double seconds) {
  if (seconds > 0)
    glfwWaitEventsTimeout(seconds);
  else
    glfwPollEvents();
}

Monitor WindowSystem::monitor() const {
  Monitor monitor;
  GLFWmonitor* first = glfwGetPrimaryMonitor();
  if (!first) return monitor;
  int height_mm = 0;
  float told_y = 1;
  glfwGetMonitorPhysicalSize(first, &monitor.width_mm, &height_mm);
  glfwGetMonitorContentScale(first, &monitor.told_scale, &told_y);
  if (const GLFWvidmode* mode = glfwGetVideoMode(first))
    monitor.width_px = mode->width, monitor.height_px = mode->height;
  return monitor;
}

Result<std::unique_ptr<Window>> Window::open(const WindowSystem& system, std::shared_ptr<Letters> letters,
                                             const Options& options, Window* first) {
  std::unique_ptr<Window> window(new Window);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_FALSE);
  const Monitor monitor = system.monitor();
  int width = static_cast<int>(static_cast<float>(options.width) * letters->scale());
  int height = static_cast<int>(static_cast<float>(options.height) * letters->scale());
  const bool is_known = monitor.width_px > 0;
  if (is_known && (options.full_screen || width > monitor.width_px || height > monitor.height_px))
    width = monitor.width_px, height = monitor.height_px;
  window->window_ =
      glfwCreateWindow(width, height, options.title.c_str(), options.full_screen ? glfwGetPrimaryMonitor() : nullptr,
                       first ? first->window_ : nullptr);
  if (!window->window_)
    return Error{"a window cannot be opened: OpenGL 3.3 is missing; install libgl1-mesa-dri, or run without a screen"};
  glfwMakeContextCurrent(window->window_);
  glfwSwapInterval(0);
  window->screen_ = std::make_unique<Screen>(std::move(letters));
  window->limit_size();
  ImGui_ImplGlfw_InitForOpenGL(window->window_, false);
  ImGui_ImplOpenGL3_Init("#version 330");
  window->has_backends_ = true;
  window->textures_ = std::make_unique<TextureStore>();
  window->screen_->upload_pictures_with([textures = window->textures_.get()](LivePicture which, const Pixels& pixels) {
    return textures->upload(which, pixels);
  });
  window->set_callbacks();
  window->touch_screen_ = TouchScreen::watch(*window->window_);
  return window;
}

Window::~Window() {
  if (!window_) return;
  if (has_backends_) {
    make_current();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
  }
  textures_.reset();
  screen_.reset();
  glfwDestroyWindow(window_);
}

// Both the triangles' context and the one of what is touched: GLFW calls back for any window.
void Window::make_current() {
  glfwMakeContextCurrent(window_);
  screen_->make_current();
}

void Window::set_callbacks() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, [](GLFWwindow* window, int key, int scancode, int action, int modifiers) {
    const auto press = action == GLFW_RELEASE ? std::nullopt : key_press(key, scancode, modifiers);
    if (press && (action == GLFW_PRESS || repeats(press->key))) window_of(window).keys_.push_back(*press);
    window_of(window).screen_->make_current();
    ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, modifiers);
  });
  glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned letter) {
    // Where the question mark is depends on layout and Shift; only the character tells.
    if (letter == U'?') window_of(window).keys_.push_back({.letter = U'?'});
    window_of(window).screen_->make_current();
    ImGui_ImplGlfw_CharCallback(window, letter);
  });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double x, double y) {
    window_of(window).move_mouse({static_cast<float>(x), static_cast<float>(y)});
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int modifiers) {
    Window& self = window_of(window);
    if (action == GLFW_PRESS) self.mouse_is_away_ = false;  // it clicks where the arrow was left
    self.button_places_.push_back(self.mouse_place_);
    window_of(window).screen_->make_current();
    ImGui_ImplGlfw_MouseButtonCallback(window, button, action, modifiers);
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* window, double across, double along) {
    window_of(window).screen_->make_current();
    ImGui_ImplGlfw_ScrollCallback(window, across, along);
  });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int is_inside) {
    window_of(window).screen_->make_current();
    ImGui_ImplGlfw_CursorEnterCallback(window, is_inside);
  });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int has_focus) {
    if (!has_focus) window_of(window).screen_->let_go_of_mouse();
    window_of(window).screen_->make_current();
    ImGui_ImplGlfw_WindowFocusCallback(window, has_focus);
  });
}

bool Window::is_open() const { return !glfwWindowShouldClose(window_); }

void Window::close() { glfwSetWindowShouldClose(window_, GLFW_TRUE); }

void Window::stay_open() {
  glfwSetWindowShouldClose(window_, GLFW_FALSE);
  glfwRestoreWindow(window_);
}

bool Window::is_hidden() const {
  return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) != 0 || glfwGetWindowAttrib(window_, GLFW_VISIBLE) == 0;
}

float Window::wanted_scale(const Preferences& likes, const Monitor& monitor) const {
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  return scale_for(likes, monitor, width, height);
}

// A page has a least size in logical pixels, whatever the user makes of the scale later.
void Window::limit_size() {
  const auto least = [](float logical) { return static_cast<int>(logical * metrics::kSmallestScale); };
  glfwSetWindowSizeLimits(window_, least(metrics::kMinPageWidth), least(metrics::kMinPageHeight), GLFW_DONT_CARE,
                          GLFW_DONT_CARE);
}

void Window::take_letters() {
  make_current();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

std::vector<Pointer> Window::take_fingers() {
  if (!touch_screen_) return {};
  std::vector<Pointer> pointers = touch_screen_->take();
  for (const Pointer& pointer : pointers) {
    if (pointer.phase == Pointer::Phase::up) continue;
    mouse_is_away_ = true;
    finger_place_ = pointer.place;
  }
  return pointers;
}

// What the server tells of the arrow that came along with a finger may arrive after the finger.
void Window::move_mouse(Point to) {
  mouse_place_ = to;
  constexpr float kSamePlace = 2;
  if (std::hypot(to.x - finger_place_.x, to.y - finger_place_.y) > kSamePlace) mouse_is_away_ = false;
}

void Window::show_frame(Screen::Moment moment, bool waits) {
  make_current();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  const std::vector<Pointer> pointers = take_fingers();
  moment.pointers = pointers;
  // The server takes the arrow along with a finger; a finger does not hover, nor what it left behind.
  if (mouse_is_away_) ImGui::GetIO().MousePos = {-FLT_MAX, -FLT_MAX};
  // The arrow may be elsewhere by the time a late frame hears of a button.
  if (!button_places_.empty()) {
    ImGui::GetIO().MousePos = {button_places_.front().x, button_places_.front().y};
    button_places_.pop_front();
  }
  moment.pace = frame_watch_.pace();
  const double began_s = glfwGetTime();
  screen_->build(moment, keys_);
  frame_watch_.add(began_s, glfwGetTime() - began_s);
  keys_.clear();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (waits != waits_) glfwSwapInterval(waits ? 1 : 0);
  waits_ = waits;
  glfwSwapBuffers(window_);
}

}  // namespace headroom::display
