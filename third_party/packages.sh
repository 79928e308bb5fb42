# What a Debian 12 machine needs, by its packages' names. Read by setup.sh.

packages_build="g++ make cmake ninja-build git xz-utils ca-certificates python3 python3-jinja2 pkg-config
  libgl-dev libglfw3-dev libeigen3-dev nlohmann-json3-dev libcli11-dev libfontconfig-dev zlib1g-dev
  libgtest-dev libgmock-dev libbenchmark-dev libprotozero-dev libhdf5-dev libgif-dev libwebp-dev"
# The window's faces (a universal-design Japanese one with a real bold), OpenGL without a graphics card, a virtual screen.
packages_run="fontconfig fonts-noto-core fonts-dejavu-core fonts-morisawa-bizud-gothic
  libgl1-mesa-dri xvfb xauth"
# What the tests compare with and drive the window with.
packages_test="python3-numpy libonnx-testdata xdotool x11-utils"
# Beside the tests, for .ci/run.
packages_ci="ccache clang-14 clang-format-14 clang-tidy-14 libclang-rt-14-dev
  dpkg-dev desktop-file-utils appstream bash-completion man-db groff-base"
