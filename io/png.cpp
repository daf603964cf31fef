#include "io/png.h"

#include <png.h>

#include "io/atomic_file.h"

namespace headroom {

// libpng's simplified interface reports errors as values; it never jumps.

Outcome write_png(const std::string& path, const Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t bytes = 0;
  if (!png_image_write_to_memory(&image, nullptr, &bytes, 0, picture.rgb.data(), 0, nullptr))
    return Error{path + ": the picture cannot be packed: " + image.message};
  std::string packed(bytes, '\0');
  if (!png_image_write_to_memory(&image, packed.data(), &bytes, 0, picture.rgb.data(), 0, nullptr))
    return Error{path + ": the picture cannot be packed: " + image.message};
  packed.resize(bytes);
  return write_whole_file(path, packed);
}

Result<Picture> read_png(const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_file(&image, path.c_str())) return Error{path + ": " + image.message};
  image.format = PNG_FORMAT_RGB;
  Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  picture.rgb.resize(PNG_IMAGE_SIZE(image));
  if (!png_image_finish_read(&image, nullptr, picture.rgb.data(), 0, nullptr))
    return Error{path + ": " + image.message};
  return picture;
}

}  // namespace headroom
