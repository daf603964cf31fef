#include "surfaces/display/system/window.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "surfaces/display/system/field_texture.h"

namespace headroom::display {
namespace {

constexpr double kHiddenFrame_s = 0.15;  // a hidden window still beats the link's heart, at least every 200 ms

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
    case GLFW_KEY_F2: return Key::f2;
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

// Monitors that say 1.0 although their dots are fine (XWayland does) get a scale from their size in millimetres.
float scale_of(GLFWwindow* window) {
  float scale_x = 1, scale_y = 1;
  glfwGetWindowContentScale(window, &scale_x, &scale_y);
  if (scale_x != 1.0f) return std::clamp(std::round(scale_x * 8) / 8, 0.75f, 3.0f);
  constexpr float kFineDots_per_inch = 140;
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  int width_mm = 0, height_mm = 0;
  if (monitor) glfwGetMonitorPhysicalSize(monitor, &width_mm, &height_mm);
  if (!mode || width_mm < 100) return 1;  // no size, or one that no monitor has
  const float dots_per_inch = static_cast<float>(mode->width) / (static_cast<float>(width_mm) / 25.4f);
  return dots_per_inch > kFineDots_per_inch && mode->width > 1920 ? 1.5f : 1.0f;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const Options& options) {
  if (!glfwInit()) {
    const char* why = nullptr;
    glfwGetError(&why);
    return Error{std::string("no display can be opened") + (why ? std::string(" (") + why + ")" : "") +
                 "; run it inside a graphical session, or draw a picture with --screenshot"};
  }
  std::unique_ptr<Window> window(new Window);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_FALSE);
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  const float wish = options.scale > 0 ? options.scale : 1;
  int width = static_cast<int>(static_cast<float>(options.width) * wish);
  int height = static_cast<int>(static_cast<float>(options.height) * wish);
  if (mode && (options.full_screen || width > mode->width || height > mode->height))
    width = mode->width, height = mode->height;
  window->window_ = glfwCreateWindow(width, height, options.title.c_str(), options.full_screen ? monitor : nullptr, nullptr);
  if (!window->window_)
    return Error{"a window cannot be opened: OpenGL 3.3 is missing; install libgl1-mesa-dri, or run without a screen"};
  glfwMakeContextCurrent(window->window_);
  glfwSwapInterval(1);

  window->fixed_scale_ = options.scale;
  auto screen = Screen::create(options.scale > 0 ? options.scale : scale_of(window->window_));
  if (!screen) return Error{screen.error()};
  window->screen_ = std::move(*screen);
  window->wanted_scale_ = window->screen_->scale();
  window->limit_size();
  ImGui_ImplGlfw_InitForOpenGL(window->window_, false);
  ImGui_ImplOpenGL3_Init("#version 330");
  window->has_backends_ = true;
  window->field_ = std::make_unique<FieldTexture>();
  window->screen_->upload_field_with([field = window->field_.get()](std::span<const Color> pixels) { return field->upload(pixels); });
  window->set_callbacks();
  return window;
}

Window::~Window() {
  if (has_backends_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
  }
  field_.reset();
  screen_.reset();
  if (window_) glfwDestroyWindow(window_);
  glfwTerminate();
}

void Window::set_callbacks() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, [](GLFWwindow* window, int key, int scancode, int action, int modifiers) {
    const auto press = action == GLFW_RELEASE ? std::nullopt : key_press(key, scancode, modifiers);
    if (press && (action == GLFW_PRESS || repeats(press->key))) window_of(window).keys_.push_back(*press);
    ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, modifiers);
  });
  glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned letter) {
    // Where the question mark is depends on layout and Shift; only the character tells.
    if (letter == U'?') window_of(window).keys_.push_back({.letter = U'?'});
    ImGui_ImplGlfw_CharCallback(window, letter);
  });
  glfwSetMouseButtonCallback(window_, ImGui_ImplGlfw_MouseButtonCallback);
  glfwSetScrollCallback(window_, ImGui_ImplGlfw_ScrollCallback);
  glfwSetCursorEnterCallback(window_, ImGui_ImplGlfw_CursorEnterCallback);
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int has_focus) {
    if (!has_focus) window_of(window).screen_->let_go();
    ImGui_ImplGlfw_WindowFocusCallback(window, has_focus);
  });
  glfwSetWindowContentScaleCallback(window_, [](GLFWwindow* window, float, float) {
    if (window_of(window).fixed_scale_ <= 0) window_of(window).wanted_scale_ = scale_of(window);
  });
}

bool Window::is_open() const { return !glfwWindowShouldClose(window_); }

// A page has a least size in logical pixels; more than the monitor has cannot be asked for.
void Window::limit_size() {
  const auto least = [&](float logical, int most) { return std::min(static_cast<int>(logical * screen_->scale()), most); };
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  constexpr int kUnknown = 8192;
  glfwSetWindowSizeLimits(window_, least(metrics::kMinPageWidth, mode ? mode->width : kUnknown),
                          least(metrics::kMinPageHeight, mode ? mode->height : kUnknown), GLFW_DONT_CARE, GLFW_DONT_CARE);
}

void Window::follow_scale(float scale) {
  // An atlas that cannot be made leaves the letters as they are: the old texture still fits them.
  if (!screen_->change_scale(scale)) return;
  limit_size();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Window::show_frame(const Screen::Moment& moment) {
  const bool is_hidden = glfwGetWindowAttrib(window_, GLFW_ICONIFIED) != 0;
  if (is_hidden)
    glfwWaitEventsTimeout(kHiddenFrame_s);
  else
    glfwPollEvents();
  if (wanted_scale_ != screen_->scale()) follow_scale(wanted_scale_);
  wanted_scale_ = screen_->scale();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  screen_->build(moment, keys_);
  keys_.clear();
  if (is_hidden) return;
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window_);
}

}  // namespace headroom::display
