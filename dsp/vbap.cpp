#include "dsp/vbap.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace headroom {
namespace {

using enum Loudspeaker;

struct Vector {
  double x, y, z;  // to the front, to the left, up
};
Vector operator+(Vector a, Vector b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
Vector cross(Vector a, Vector b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }

Vector vector_to(Direction at) {
  const double azimuth = at.azimuth_deg * kRadiansPerDegree, elevation = at.elevation_deg * kRadiansPerDegree;
  return {std::cos(azimuth) * std::cos(elevation), std::sin(azimuth) * std::cos(elevation), std::sin(elevation)};
}

// A corner of the triangulation: one loudspeaker, or a virtual one that several share.
struct Corner {
  Vector at;
  std::vector<Loudspeaker> heard_on;
};

// A triangle of corners, ready to be asked: gain i of a direction is its dot product with inverse[i].
struct Triangle {
  size_t corners[3];
  Vector inverse[3];
};

// The sphere around the listener, cut into triangles whose corners are the loudspeakers of one layout.
class Triangulation {
 public:
  explicit Triangulation(SpeakerLayout layout) : layout_(layout) {
    const bool has_tops = has_loudspeaker(layout, left_top_front);
    const std::vector<size_t> ring = add_ring();
    const size_t below = add_virtual({0, 0, -1}, on_ring_);
    for (size_t i = 0; i < ring.size(); ++i) add(ring[i], ring[(i + 1) % ring.size()], below);
    if (has_tops) {
      add_tops();
    } else {
      const size_t above = add_virtual({0, 0, 1}, on_ring_);
      for (size_t i = 0; i < ring.size(); ++i) add(ring[i], ring[(i + 1) % ring.size()], above);
    }
  }

  SpeakerGains pan(Vector at) const {
    const Triangle* around = nullptr;
    double least_of_best = -1e9, gains_of_best[3] = {};
    for (const Triangle& triangle : triangles_) {
      double gains[3];
      for (size_t i = 0; i < 3; ++i) gains[i] = dot(triangle.inverse[i], at);
      const double least = *std::min_element(gains, gains + 3);
      if (least <= least_of_best) continue;
      around = &triangle;
      least_of_best = least;
      std::copy_n(gains, 3, gains_of_best);
    }
    SpeakerGains heard;
    for (size_t i = 0; i < 3; ++i) {
      const std::vector<Loudspeaker>& heard_on = corners_[around->corners[i]].heard_on;
      // On an edge rounding leaves a trace of the corner opposite; it is none.
      const double gain = gains_of_best[i] < 1e-9 ? 0 : gains_of_best[i];
      for (const Loudspeaker loudspeaker : heard_on)
        heard[loudspeaker] += gain / std::sqrt(static_cast<double>(heard_on.size()));
    }
    return with_unit_power(heard);
  }

 private:
  struct Side {
    Loudspeaker front, side, rear, top_front, top_rear;
  };

  size_t add_corner(Loudspeaker loudspeaker) {
    corners_.push_back({vector_to(direction_of(layout_, loudspeaker)), {loudspeaker}});
    return corners_.size() - 1;
  }
  size_t add_virtual(Vector at, std::vector<Loudspeaker> heard_on) {
    const double length = std::sqrt(dot(at, at));
    corners_.push_back({{at.x / length, at.y / length, at.z / length}, std::move(heard_on)});
    return corners_.size() - 1;
  }
  void add(size_t a, size_t b, size_t c) {
    const Vector va = corners_[a].at, vb = corners_[b].at, vc = corners_[c].at;
    const double volume = dot(va, cross(vb, vc));
    const auto over_volume = [volume](Vector v) { return Vector{v.x / volume, v.y / volume, v.z / volume}; };
    triangles_.push_back(
        {{a, b, c}, {over_volume(cross(vb, vc)), over_volume(cross(vc, va)), over_volume(cross(va, vb))}});
  }

  // The loudspeakers at the height of the ears, all round; where there is none behind, a virtual one.
  std::vector<size_t> add_ring() {
    std::vector<size_t> ring;
    for (const Loudspeaker loudspeaker : {centre, left, left_surround, left_rear, right_rear, right_surround, right}) {
      const bool is_empty_behind = loudspeaker == left_rear && !has_loudspeaker(layout_, left_surround);
      if (is_empty_behind) ring.push_back(add_virtual({-1, 0, 0}, {left, right}));
      if (!has_loudspeaker(layout_, loudspeaker)) continue;
      ring.push_back(add_corner(loudspeaker));
      on_ring_.push_back(loudspeaker);
    }
    return ring;
  }

  // The band between the ring and the four tops, and the cap above them.
  void add_tops() {
    const auto corner = [this](Loudspeaker loudspeaker) {
      const auto is_it = [&](const Corner& c) { return c.heard_on == std::vector{loudspeaker}; };
      return static_cast<size_t>(std::find_if(corners_.begin(), corners_.end(), is_it) - corners_.begin());
    };
    const std::vector<Loudspeaker> tops = {left_top_front, left_top_rear, right_top_rear, right_top_front};
    for (const Loudspeaker top : tops) add_corner(top);
    const size_t above = add_virtual({0, 0, 1}, tops);
    for (size_t i = 0; i < tops.size(); ++i) add(corner(tops[i]), corner(tops[(i + 1) % tops.size()]), above);

    add(corner(centre), corner(left_top_front), corner(right_top_front));
    const bool has_rears = has_loudspeaker(layout_, left_rear);
    for (const auto& [front, side, rear, top_front, top_rear] :
         {Side{left, left_surround, left_rear, left_top_front, left_top_rear},
          Side{right, right_surround, right_rear, right_top_front, right_top_rear}}) {
      add(corner(centre), corner(front), corner(top_front));
      if (has_rears) {
        add(corner(front), corner(side), corner(top_front));
        add(corner(side), corner(top_front), corner(top_rear));
        add(corner(side), corner(rear), corner(top_rear));
      } else {
        add(corner(front), corner(top_front), corner(top_rear));
        add(corner(front), corner(side), corner(top_rear));
      }
    }
    // Four corners that no diagonal cuts evenly: a virtual one in their middle keeps left and right alike.
    const std::vector<Loudspeaker> behind = {has_rears ? left_rear : left_surround, left_top_rear, right_top_rear,
                                             has_rears ? right_rear : right_surround};
    Vector middle{};
    for (const Loudspeaker loudspeaker : behind) middle = middle + corners_[corner(loudspeaker)].at;
    const size_t centre_of_four = add_virtual(middle, behind);
    for (size_t i = 0; i < behind.size(); ++i)
      add(corner(behind[i]), corner(behind[(i + 1) % behind.size()]), centre_of_four);
  }

  SpeakerLayout layout_;
  std::vector<Corner> corners_;
  std::vector<Loudspeaker> on_ring_;
  std::vector<Triangle> triangles_;
};

const Triangulation& triangulation_of(SpeakerLayout layout) {
  static const std::vector<Triangulation> all = [] {
    std::vector<Triangulation> made;
    for (int i = static_cast<int>(SpeakerLayout::stereo); i < kSpeakerLayouts; ++i)
      made.emplace_back(static_cast<SpeakerLayout>(i));
    return made;
  }();
  return all[static_cast<size_t>(layout) - static_cast<size_t>(SpeakerLayout::stereo)];
}

}  // namespace

SpeakerGains pan_vector(SpeakerLayout layout, Direction at) {
  if (layout != SpeakerLayout::mono) return triangulation_of(layout).pan(vector_to(at));
  SpeakerGains only;
  only[left] = 1;
  return only;
}

}  // namespace headroom
