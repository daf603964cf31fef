#include "surfaces/display/draw/fonts.h"

#include <imgui.h>
#include <imgui_freetype.h>

#include <cmath>
#include <filesystem>

namespace headroom::display {
namespace {

// Where Debian keeps a typeface. ImGui sizes a font by ascender to descender; designers size it by its em: the ratio of
// both, and of a capital's height to the em, come from each file's hhea and OS/2 tables.
struct FontFile {
  const char* path;
  float line_per_em, cap_per_em;
};

constexpr FontFile kSans[] = {{"/usr/share/fonts/opentype/inter/Inter-Medium.otf", 1.2102f, 0.7273f},
                              {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 1.1641f, 0.7290f}};
constexpr FontFile kSemibold[] = {{"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf", 1.2102f, 0.7273f},
                                  {"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", 1.1641f, 0.7290f}};
constexpr FontFile kMono[] = {{"/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Medium.ttf", 1.32f, 0.73f},
                              {"/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 1.1641f, 0.7290f}};

struct FaceRow {
  const FontFile (&files)[2];
  float em;        // logical px
  bool for_names;  // names may be written in Greek or Cyrillic too
};
constexpr FaceRow kFaceRows[kFaces] = {
    {kSans, 11, false},    {kSemibold, 11, true},  {kSans, 13, true},     {kSemibold, 13, true},
    {kSemibold, 15, true}, {kSemibold, 18, false}, {kSemibold, 22, true}, {kMono, 11, false},
    {kMono, 12, false},    {kMono, 13, false},     {kMono, 16, false},    {kMono, 18, false},
    {kMono, 22, false},    {kMono, 28, false},     {kMono, 40, false},    {kMono, 56, false},
};

// Latin, general punctuation with dashes and the ellipsis, minus, infinity and the sign of what is not equal.
constexpr ImWchar kPlainGlyphs[] = {0x0020, 0x017F, 0x2010, 0x2026, 0x2212, 0x2212, 0x221E, 0x221E, 0x2260, 0x2260, 0};
constexpr ImWchar kNameGlyphs[] = {0x0020, 0x017F, 0x0370, 0x03FF, 0x0400, 0x045F, 0x2010, 0x2026,
                                   0x2212, 0x2212, 0x221E, 0x221E, 0x2260, 0x2260, 0};

const FontFile* first_present(const FontFile (&files)[2]) {
  for (const FontFile& file : files) {
    std::error_code ignored;
    if (std::filesystem::exists(file.path, ignored)) return &file;
  }
  return nullptr;
}

}  // namespace

Result<Fonts> load_fonts(ImFontAtlas& atlas, float scale) {
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  Fonts fonts;
  for (size_t i = 0; i < kFaces; ++i) {
    const FaceRow& row = kFaceRows[i];
    const FontFile* file = first_present(row.files);
    if (!file)
      return Error{std::string("the screen has no letters: ") + row.files[0].path + " and " + row.files[1].path +
                   " are missing; install fonts-inter, fonts-jetbrains-mono or fonts-dejavu-core"};
    if (file != &row.files[0])
      fonts.note = std::string("the screen uses DejaVu letters, for ") + row.files[0].path +
                   " is missing; install fonts-inter and fonts-jetbrains-mono";
    const float em = std::round(row.em * scale);
    ImFontConfig config;
    config.GlyphRanges = row.for_names ? kNameGlyphs : kPlainGlyphs;
    ImFont* font = atlas.AddFontFromFileTTF(file->path, em * file->line_per_em, &config);
    if (!font) return Error{std::string("the font file ") + file->path + " cannot be read; re-install its package"};
    fonts.faces[i] = {font, em * file->cap_per_em};
  }
  if (!atlas.Build()) return Error{"the letters could not be drawn into a texture; try a smaller --scale"};
  return fonts;
}

}  // namespace headroom::display
