#include "surfaces/midi/surface_picture.h"

namespace headroom {

SurfacePicture SurfacePicture::unknown() {
  SurfacePicture picture;
  picture.fader.fill(kNoPosition);
  picture.light.fill(kNotShown);
  picture.ring.fill(kNotShown);
  picture.overload.fill(kNotShown);
  picture.color.fill(kNotShown);
  picture.text.fill(0);
  picture.digit.fill(kNotShown);
  return picture;
}

SurfacePicture SurfacePicture::dark() {
  SurfacePicture picture;
  picture.fader.fill(0);
  picture.light.fill(kLightOff);
  picture.ring.fill(0);
  picture.overload.fill(0);
  picture.color.fill(back_light(0));
  picture.text.fill(' ');
  picture.digit.fill(digit_code(' '));
  return picture;
}

}  // namespace headroom
