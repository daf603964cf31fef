#include "surfaces/display/model/meter_scale.h"

#include <array>

namespace headroom::display {
namespace {

// IEC 60268-18, as iec_deflection() draws it.
constexpr ScaleMark kDigital[] = {{-70, 0, ""},
                                  {-60, 2.5f / 115, "-60"},
                                  {-50, 7.5f / 115, ""},
                                  {-40, 15.0f / 115, "-40"},
                                  {-30, 30.0f / 115, "-30"},
                                  {-20, 50.0f / 115, "-20"},
                                  {-18, 55.0f / 115, ""},
                                  {-12, 70.0f / 115, "-12"},
                                  {-6, 85.0f / 115, "-6"},
                                  {0, 100.0f / 115, "0"},
                                  {6, 1, "+6"}};
// True peak: -60...+3 dBTP, the upper half of it for the topmost 20 dB.
constexpr ScaleMark kTruePeak[] = {{-60, 0, "-60"},     {-40, 0.14f, "-40"}, {-30, 0.28f, "-30"}, {-20, 0.45f, "-20"},
                                   {-12, 0.64f, "-12"}, {-6, 0.785f, "-6"},  {-3, 0.857f, "-3"},  {-1, 0.905f, "-1"},
                                   {0, 0.93f, "0"},     {3, 1, "+3"}};
// IEC 60268-10 type I with the scale of DIN 45406, in dB about the permitted maximum.
constexpr ScaleMark kDin[] = {{-50, 0, "-50"},     {-40, 0.11f, "-40"}, {-30, 0.26f, "-30"}, {-20, 0.45f, "-20"},
                              {-10, 0.69f, "-10"}, {-5, 0.81f, "-5"},   {0, 0.92f, "0"},     {5, 1, "+5"}};
// The Nordic scale (N9), in dB about TEST.
constexpr ScaleMark kNordic[] = {{-42, 0, "-42"},     {-36, 0.11f, "-36"},  {-30, 0.22f, "-30"}, {-24, 0.33f, "-24"},
                                 {-18, 0.44f, "-18"}, {-12, 0.556f, "-12"}, {-6, 0.667f, "-6"},  {0, 0.778f, "TEST"},
                                 {6, 0.889f, "+6"},   {9, 0.944f, "+9"},    {12, 1, "+12"}};
// IEC 60268-10 type IIa: seven marks, evenly spread.
constexpr ScaleMark kBritish[] = {{0, 0, ""},         {1, 1.0f / 8, "1"}, {2, 2.0f / 8, "2"},
                                  {3, 3.0f / 8, "3"}, {4, 4.0f / 8, "4"}, {5, 5.0f / 8, "5"},
                                  {6, 6.0f / 8, "6"}, {7, 7.0f / 8, "7"}, {8, 1, ""}};
// IEC 60268-10 type IIb: the same meter, in dB about TEST.
constexpr ScaleMark kEbu[] = {
    {-16, 0, ""},        {-12, 1.0f / 8, "-12"}, {-8, 2.0f / 8, "-8"}, {-4, 3.0f / 8, "-4"},  {0, 4.0f / 8, "TEST"},
    {4, 5.0f / 8, "+4"}, {8, 6.0f / 8, "+8"},    {9, 6.25f / 8, ""},   {12, 7.0f / 8, "+12"}, {16, 1, ""}};
// IEC 60268-17: the needle's way is linear in voltage, full at +3 VU.
constexpr ScaleMark kVu[] = {{-40, 0.0071f, ""},  {-20, 0.0708f, "-20"}, {-10, 0.2239f, "-10"}, {-7, 0.3162f, "-7"},
                             {-5, 0.3981f, "-5"}, {-3, 0.5012f, "-3"},   {-2, 0.5623f, ""},     {-1, 0.6310f, "-1"},
                             {0, 0.7079f, "0"},   {1, 0.7943f, "+1"},    {2, 0.8913f, "+2"},    {3, 1, "+3"}};
// The K-System (Katz): even steps down to -24 dB, drawn together below.
constexpr ScaleMark kK20[] = {{-60, 0, ""},         {-40, 0.08f, "-40"}, {-24, 0.2f, "-24"}, {-12, 0.4182f, "-12"},
                              {-6, 0.5273f, "-6"},  {0, 0.6364f, "0"},   {4, 0.7091f, "+4"}, {8, 0.7818f, "+8"},
                              {14, 0.8909f, "+14"}, {20, 1, "+20"}};
constexpr ScaleMark kK14[] = {{-60, 0, ""},          {-40, 0.08f, "-40"}, {-24, 0.2f, "-24"},
                              {-12, 0.4526f, "-12"}, {-6, 0.5789f, "-6"}, {0, 0.7053f, "0"},
                              {4, 0.7895f, "+4"},    {8, 0.8737f, "+8"},  {14, 1, "+14"}};
constexpr ScaleMark kK12[] = {{-60, 0, ""},          {-40, 0.08f, "-40"}, {-24, 0.2f, "-24"},
                              {-12, 0.4667f, "-12"}, {-6, 0.6f, "-6"},    {0, 0.7333f, "0"},
                              {4, 0.8222f, "+4"},    {8, 0.9111f, "+8"},  {12, 1, "+12"}};

// The colours of theme::MeterPalette::zones.
constexpr size_t kLow = 0, kNominal = 1, kHot = 2, kNear = 3, kOver = 4;
constexpr float kBottom = -200;
constexpr ScaleZone kPeakZones[] = {{kBottom, kLow}, {-18, kNominal}, {-9, kHot}, {-3, kNear}, {0, kOver}};
constexpr ScaleZone kTruePeakZones[] = {
    {kBottom, kLow}, {-18, kNominal}, {-9, kHot}, {-3, kNear}, {-1, kOver}};  // EBU R 128: -1 dBTP
constexpr ScaleZone kVuZones[] = {{kBottom, kNominal}, {0, kOver}};
// Nominal from TEST (-18 dBFS), too loud above the permitted maximum (-9 dBFS), both on the scale of each.
constexpr ScaleZone kDinZones[] = {{kBottom, kLow}, {-9, kNominal}, {0, kOver}};
constexpr ScaleZone kTestZones[] = {{kBottom, kLow}, {0, kNominal}, {9, kOver}};
constexpr ScaleZone kBritishZones[] = {{kBottom, kLow}, {4, kNominal}, {6, kOver}};
constexpr ScaleZone kKZones[] = {{kBottom, kNominal}, {0, kHot}, {4, kOver}};

constexpr MeterScale kPeakScale{"Sample peak", "dBFS", kDigital, kPeakZones};
constexpr MeterScale kTruePeakScale{"True peak", "dBTP", kTruePeak, kTruePeakZones};
constexpr MeterScale kVuScale{"VU", "VU", kVu, kVuZones};
// In the order of PpmKind.
constexpr std::array<MeterScale, 5> kPpmScales = {{{"PPM type I", "dB", kDin, kDinZones},
                                                   {"PPM DIN", "dB", kDin, kDinZones},
                                                   {"PPM Nordic", "dB", kNordic, kTestZones},
                                                   {"PPM British", "", kBritish, kBritishZones},
                                                   {"PPM EBU", "dB", kEbu, kTestZones}}};
// In the order of KScale.
constexpr std::array<MeterScale, 3> kKScales = {
    {{"K-12", "dB", kK12, kKZones}, {"K-14", "dB", kK14, kKZones}, {"K-20", "dB", kK20, kKZones}}};

}  // namespace

const MeterScale& scale_of(LevelKind kind, PpmKind ppm, KScale k) {
  switch (kind) {
    case LevelKind::sample_peak: return kPeakScale;
    case LevelKind::true_peak: return kTruePeakScale;
    case LevelKind::ppm: return kPpmScales[static_cast<size_t>(ppm)];
    case LevelKind::vu: return kVuScale;
    case LevelKind::k: return kKScales[static_cast<size_t>(k)];
  }
  return kPeakScale;
}

float height_on(const MeterScale& scale, float reading) {
  const ScaleMark* below = nullptr;
  for (const ScaleMark& mark : scale.marks) {
    if (!(reading >= mark.reading))
      return below ? below->height +
                         (mark.height - below->height) * (reading - below->reading) / (mark.reading - below->reading)
                   : 0;
    below = &mark;
  }
  return 1;
}

}  // namespace headroom::display
