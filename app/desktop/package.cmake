# A Debian package by CPack: `make package`. Its dependencies are read off the program by dpkg-shlibdeps.
install(FILES _unfold DESTINATION "${share}/zsh/vendor-completions" COMPONENT debian EXCLUDE_FROM_ALL)
# Debian wants manual pages packed, and the licences of all that is compiled in, in one file.
set(licences "${PROJECT_SOURCE_DIR}/LICENSE" "${UNFOLD_DEPS_DIR}/imgui/LICENSE.txt")
foreach(package libeigen3-dev nlohmann-json3-dev libcli11-dev libprotozero-dev)
  list(APPEND licences "/usr/share/doc/${package}/copyright")
endforeach()
install(CODE "set(source \"${CMAKE_CURRENT_SOURCE_DIR}\")\nset(licences \"${licences}\")\nset(share \"${share}\")"
        COMPONENT debian EXCLUDE_FROM_ALL)
install(SCRIPT debian.cmake COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME unfold)
set(CPACK_PACKAGE_VENDOR "Unfold contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "convolution layer, opened up and stepped through")
set(CPACK_PACKAGE_DESCRIPTION
    "Unfold computes a convolution layer the way a NumPy notebook does, with im2col
and one matrix product, then max pooling, and stops wherever you want to look:
at the padding, at each turn of the loop, at the transpose and the reshape, at
every sum of the product, at each feature map.

It reads pictures, and weights of PyTorch, safetensors, ONNX, Keras and NumPy.
It speaks English and Japanese.")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_INSTALL_CMAKE_PROJECTS
    "${PROJECT_BINARY_DIR};${PROJECT_NAME};unfold;/" "${PROJECT_BINARY_DIR};${PROJECT_NAME};debian;/")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "Unfold contributors" CACHE STRING "Who answers for the package: NAME <ADDRESS>")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The faces of the window, which are found when it opens, and OpenGL's library, which GLFW opens by its name.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-noto-core, fonts-dejavu-core, fonts-morisawa-bizud-gothic, libgl1")
# MP4 is written by this program; everything else works without it.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "ffmpeg")
include(CPack)
