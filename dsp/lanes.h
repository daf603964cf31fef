// The sample types the kernels are written over: `Lanes` is eight floats side by side, `float` is one of them, the
// oracle. Both give the same bits: every operation here is one IEEE operation per lane, and a comparison with NaN is
// false. Included by the kernel files only; everything is local to each, as each is built for another instruction set.
#pragma once

#include <cstdint>

#include "dsp/strip.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#define HEADROOM_INLINED __attribute__((always_inline))
#define HEADROOM_INLINE inline HEADROOM_INLINED

namespace headroom {
namespace {

// float: one lane. A mask is a bool.
HEADROOM_INLINE float select(bool mask, float a, float b) { return mask ? a : b; }
// `a`, but 0 where the mask is: plain logic, of which a processor does more at a time than of select().
HEADROOM_INLINE float unless(bool mask, float a) { return mask ? 0 : a; }
HEADROOM_INLINE float min(float a, float b) { return a < b ? a : b; }
HEADROOM_INLINE float max(float a, float b) { return a > b ? a : b; }
HEADROOM_INLINE float abs(float a) { return __builtin_fabsf(a); }
HEADROOM_INLINE int32_t bits(float a) { return __builtin_bit_cast(int32_t, a); }
HEADROOM_INLINE float from_bits(int32_t a) { return __builtin_bit_cast(float, a); }
HEADROOM_INLINE float to_float(int32_t a) { return static_cast<float>(a); }

// What a kernel needs to walk rows of eight with either type: how many it takes, how they get in and out of memory,
// and the type for passes that look at each sample alone, where more at once keeps the processor busier.
template <class V>
struct Of;

template <>
struct Of<float> {
  using Mask = bool;
  using Wide = float;
  static constexpr int width = 1;
  static HEADROOM_INLINE float load(const float* row) { return *row; }
  static HEADROOM_INLINE void store(float* row, float v) { *row = v; }
  // A row of eight, again and again where the type is wider than that.
  static HEADROOM_INLINE float repeat(const float* row) { return *row; }
  static HEADROOM_INLINE float splat(float v) { return v; }
  // The other lane of the pair: 0 and 1, 2 and 3, ... `lane` is where `row` points.
  static HEADROOM_INLINE float neighbour(const float* row, int lane) { return (lane & 1) ? row[-1] : row[1]; }
  static HEADROOM_INLINE Mask none() { return false; }
  static HEADROOM_INLINE Mask negate(Mask mask) { return !mask; }
  static HEADROOM_INLINE Mask load_mask(const int32_t* row) { return *row != 0; }
  static HEADROOM_INLINE void store_mask(int32_t* row, Mask mask) { *row = mask ? -1 : 0; }
};

#ifndef HEADROOM_SCALAR

// A part is one hardware register.
#ifdef __AVX2__
constexpr int kPartLanes = 8;
#else
constexpr int kPartLanes = 4;
#endif
typedef float Part __attribute__((vector_size(kPartLanes * 4)));
typedef int32_t IntPart __attribute__((vector_size(kPartLanes * 4)));

template <int kParts>
struct Parts {
  Part part[kParts];
};
template <int kParts>
struct IntParts {
  IntPart part[kParts];
};
using Lanes = Parts<kLanes / kPartLanes>;

// The second argument where either is NaN, as for float above.
#if defined(__AVX2__)
HEADROOM_INLINE Part min_part(Part a, Part b) { return _mm256_min_ps(a, b); }
HEADROOM_INLINE Part max_part(Part a, Part b) { return _mm256_max_ps(a, b); }
HEADROOM_INLINE Part unless_part(IntPart mask, Part a) { return _mm256_andnot_ps((Part)mask, a); }
#elif defined(__SSE2__)
HEADROOM_INLINE Part min_part(Part a, Part b) { return _mm_min_ps(a, b); }
HEADROOM_INLINE Part max_part(Part a, Part b) { return _mm_max_ps(a, b); }
HEADROOM_INLINE Part unless_part(IntPart mask, Part a) { return _mm_andnot_ps((Part)mask, a); }
#else
HEADROOM_INLINE Part min_part(Part a, Part b) { return a < b ? a : b; }
HEADROOM_INLINE Part max_part(Part a, Part b) { return a > b ? a : b; }
HEADROOM_INLINE Part unless_part(IntPart mask, Part a) { return (Part)(~mask & (IntPart)a); }
#endif

HEADROOM_INLINE Part swap_pairs(Part a) {
#ifdef __AVX2__
  return __builtin_shufflevector(a, a, 1, 0, 3, 2, 5, 4, 7, 6);
#else
  return __builtin_shufflevector(a, a, 1, 0, 3, 2);
#endif
}

// The body of an operation on Type<n>: `expression` for each part i.
#define EACH_PART(Type, expression)                     \
  Type<n> r;                                            \
  for (int i = 0; i < n; ++i) r.part[i] = (expression); \
  return r
// One operation a line.
// clang-format off
#define OPERATION template <int n> HEADROOM_INLINE

OPERATION Parts<n> operator+(Parts<n> a, Parts<n> b) { EACH_PART(Parts, a.part[i] + b.part[i]); }
OPERATION Parts<n> operator-(Parts<n> a, Parts<n> b) { EACH_PART(Parts, a.part[i] - b.part[i]); }
OPERATION Parts<n> operator*(Parts<n> a, Parts<n> b) { EACH_PART(Parts, a.part[i] * b.part[i]); }
OPERATION Parts<n> operator/(Parts<n> a, Parts<n> b) { EACH_PART(Parts, a.part[i] / b.part[i]); }
OPERATION Parts<n> min(Parts<n> a, Parts<n> b) { EACH_PART(Parts, min_part(a.part[i], b.part[i])); }
OPERATION Parts<n> max(Parts<n> a, Parts<n> b) { EACH_PART(Parts, max_part(a.part[i], b.part[i])); }
OPERATION Parts<n> abs(Parts<n> a) { EACH_PART(Parts, (Part)((IntPart)a.part[i] & 0x7fffffff)); }

OPERATION IntParts<n> operator<(Parts<n> a, Parts<n> b) { EACH_PART(IntParts, a.part[i] < b.part[i]); }
OPERATION IntParts<n> operator<=(Parts<n> a, Parts<n> b) { EACH_PART(IntParts, a.part[i] <= b.part[i]); }
OPERATION IntParts<n> operator|(IntParts<n> a, IntParts<n> b) { EACH_PART(IntParts, a.part[i] | b.part[i]); }
OPERATION Parts<n> select(IntParts<n> mask, Parts<n> a, Parts<n> b) {
  EACH_PART(Parts, mask.part[i] ? a.part[i] : b.part[i]);
}
OPERATION Parts<n> unless(IntParts<n> mask, Parts<n> a) { EACH_PART(Parts, unless_part(mask.part[i], a.part[i])); }

OPERATION IntParts<n> operator+(IntParts<n> a, IntParts<n> b) { EACH_PART(IntParts, a.part[i] + b.part[i]); }
OPERATION IntParts<n> operator-(IntParts<n> a, IntParts<n> b) { EACH_PART(IntParts, a.part[i] - b.part[i]); }
OPERATION IntParts<n> operator-(IntParts<n> a, int32_t b) { EACH_PART(IntParts, a.part[i] - b); }
OPERATION IntParts<n> operator<<(IntParts<n> a, int b) { EACH_PART(IntParts, a.part[i] << b); }
OPERATION IntParts<n> operator>>(IntParts<n> a, int b) { EACH_PART(IntParts, a.part[i] >> b); }
OPERATION IntParts<n> bits(Parts<n> a) { EACH_PART(IntParts, (IntPart)a.part[i]); }
OPERATION Parts<n> from_bits(IntParts<n> a) { EACH_PART(Parts, (Part)a.part[i]); }
OPERATION Parts<n> to_float(IntParts<n> a) { EACH_PART(Parts, __builtin_convertvector(a.part[i], Part)); }
// clang-format on

template <int n>
struct Of<Parts<n>> {
  using Mask = IntParts<n>;
  using Wide = Parts<4 * kLanes / kPartLanes>;
  static constexpr int width = n * kPartLanes;

  static HEADROOM_INLINE Parts<n> load(const float* row) { EACH_PART(Parts, load_part<Part>(row + i * kPartLanes)); }
  static HEADROOM_INLINE void store(float* row, Parts<n> v) {
    for (int i = 0; i < n; ++i) store_part(row + i * kPartLanes, v.part[i]);
  }
  static HEADROOM_INLINE Parts<n> repeat(const float* row) {
    EACH_PART(Parts, load_part<Part>(row + i * kPartLanes % kLanes));
  }
  static HEADROOM_INLINE Parts<n> splat(float v) { EACH_PART(Parts, v - Part{}); }
  static HEADROOM_INLINE Parts<n> neighbour(const float* row, int) {
    EACH_PART(Parts, swap_pairs(load_part<Part>(row + i * kPartLanes)));
  }
  static HEADROOM_INLINE Mask none() { return Mask{}; }
  static HEADROOM_INLINE Mask negate(Mask mask) { EACH_PART(IntParts, ~mask.part[i]); }
  static HEADROOM_INLINE Mask load_mask(const int32_t* row) {
    EACH_PART(IntParts, load_part<IntPart>(row + i * kPartLanes));
  }
  static HEADROOM_INLINE void store_mask(int32_t* row, Mask mask) {
    for (int i = 0; i < n; ++i) store_part(row + i * kPartLanes, mask.part[i]);
  }

 private:
  template <class P, class Number>
  static HEADROOM_INLINE P load_part(const Number* row) {
    P part;
    __builtin_memcpy(&part, __builtin_assume_aligned(row, sizeof(P)), sizeof(P));
    return part;
  }
  template <class P, class Number>
  static HEADROOM_INLINE void store_part(Number* row, P part) {
    __builtin_memcpy(__builtin_assume_aligned(row, sizeof(P)), &part, sizeof(P));
  }
};

#undef EACH_PART
#undef OPERATION

#endif

}  // namespace
}  // namespace headroom
