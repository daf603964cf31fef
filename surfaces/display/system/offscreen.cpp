#include "surfaces/display/system/offscreen.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cstring>

namespace headroom::display {

struct Offscreen::Context {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;
  GLuint framebuffer = 0, colors = 0;
  bool has_renderer = false;

  ~Context() {
    if (has_renderer) ImGui_ImplOpenGL3_Shutdown();
    if (colors) glDeleteRenderbuffers(1, &colors);
    if (framebuffer) glDeleteFramebuffers(1, &framebuffer);
    if (display == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
    eglTerminate(display);
  }
};

Offscreen::~Offscreen() = default;

Result<std::unique_ptr<Offscreen>> Offscreen::create(int width, int height) {
  constexpr int kMostPixels = 8192;
  if (width < 1 || height < 1 || width > kMostPixels || height > kMostPixels)
    return Error{"a picture has 1 to 8192 pixels a side"};
  const Error no_context{
      "no picture can be drawn without a screen: EGL offers no surfaceless OpenGL; install libegl1 and "
      "libgl1-mesa-dri"};
  const auto get_display =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (!get_display) return no_context;

  std::unique_ptr<Offscreen> offscreen(new Offscreen);
  offscreen->width_ = width;
  offscreen->height_ = height;
  offscreen->context_ = std::make_unique<Context>();
  Context& gl = *offscreen->context_;
  gl.display = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
  if (gl.display == EGL_NO_DISPLAY || !eglInitialize(gl.display, nullptr, nullptr) || !eglBindAPI(EGL_OPENGL_API))
    return no_context;
  const EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint configs = 0;
  if (!eglChooseConfig(gl.display, wanted, &config, 1, &configs) || configs == 0) return no_context;
  const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 3, EGL_NONE};
  gl.context = eglCreateContext(gl.display, config, EGL_NO_CONTEXT, version);
  if (gl.context == EGL_NO_CONTEXT || !eglMakeCurrent(gl.display, EGL_NO_SURFACE, EGL_NO_SURFACE, gl.context))
    return no_context;

  glGenRenderbuffers(1, &gl.colors);
  glBindRenderbuffer(GL_RENDERBUFFER, gl.colors);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glGenFramebuffers(1, &gl.framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, gl.framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, gl.colors);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) return no_context;
  gl.has_renderer = ImGui_ImplOpenGL3_Init("#version 330");
  if (!gl.has_renderer) return no_context;
  ImGui_ImplOpenGL3_NewFrame();  // makes the texture of the letters, which frames refer to when they are built
  return offscreen;
}

void Offscreen::draw() {
  glBindFramebuffer(GL_FRAMEBUFFER, context_->framebuffer);
  glViewport(0, 0, width_, height_);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Picture Offscreen::read() const {
  Picture picture{width_, height_, {}};
  const size_t row = static_cast<size_t>(width_) * 3;
  std::vector<uint8_t> bottom_up(row * static_cast<size_t>(height_));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGB, GL_UNSIGNED_BYTE, bottom_up.data());
  picture.rgb.resize(bottom_up.size());
  for (size_t y = 0; y < static_cast<size_t>(height_); ++y)
    std::memcpy(picture.rgb.data() + y * row, bottom_up.data() + (static_cast<size_t>(height_) - 1 - y) * row, row);
  return picture;
}

}  // namespace headroom::display
