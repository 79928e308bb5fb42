#!/bin/sh
# Makes a machine ready to build Unfold: the packages, and the three sources that Debian 12 has only too old.
# Called by the Makefile; run again it looks and does nothing. `third_party/setup.sh ci` adds what .ci/run needs.
set -eu
cd "$(dirname "$0")/.."
. third_party/packages.sh

deps=${UNFOLD_DEPS_DIR:-build/deps}
suite=forky

say() { printf 'set-up: %s\n' "$*"; }
fail() {
  printf 'set-up: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '        %s\n' "$line" >&2; done
  exit 1
}

# ---- packages --------------------------------------------------------------------------------------------------------

missing_packages() {
  dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | awk '$2 == "installed" {print $1}' | sort -u \
    >"$deps/installed"
  for package in "$@"; do grep -qx -- "$package" "$deps/installed" || printf '%s ' "$package"; done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# `apt-get update` has no lock time-out of its own, so it is asked again while another APT runs.
update_lists() {
  tries=0
  until as_root env LC_ALL=C apt-get -q update >"$deps/update.log" 2>&1; do
    if grep -q 'Could not get lock' "$deps/update.log" && [ "$tries" -lt 60 ]; then
      [ "$tries" -eq 0 ] && say "another package manager is at work; waiting for it"
      tries=$((tries + 1))
      sleep 10
    else
      say "apt-get update did not go through (see below); going on with the lists that are there"
      tail -n 5 "$deps/update.log"
      return 0
    fi
  done
}

install_packages() {
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  say "installing $missing"
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    fail "these packages are missing and there is no sudo. As root:" "apt-get install $missing" "then run make again."
  fi
  update_lists
  # The names are separate words on purpose.
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
    install --no-install-recommends $missing ||
    fail "the packages could not be installed; what APT says is above." \
      "Put that right, or install them by hand: apt-get install $missing" "then run make again."
}

# ---- sources of a newer suite, with the system's own APT under a configuration of ours -------------------------------

private_apt() {
  command=$1
  shift
  "$command" -c "$deps/apt/apt.conf" "$@"
}

private_configuration() {
  root=$PWD/$deps/apt
  case $deps in /*) root=$deps/apt ;; esac
  rm -rf "$deps/apt"
  mkdir -p "$root/sources" "$root/lists/partial" "$root/cache/archives/partial" "$root/state"
  cat >"$root/apt.conf" <<EOF
Dir::Etc::SourceList "$root/none";
Dir::Etc::SourceParts "$root/sources";
Dir::Etc::Preferences "$root/none";
Dir::Etc::PreferencesParts "$root/none.d";
Dir::State::Lists "$root/lists";
Dir::Cache "$root/cache";
APT::Sandbox::User "root";
APT::Default-Release "";
APT::Get::List-Cleanup "false";
Acquire::Languages "none";
Acquire::Retries "3";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::Contents-deb;
EOF
  : >"$root/none"
  mkdir -p "$root/none.d"

  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  known=$(apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(RELEASE) $(COMPONENT) $(REPO_URI)' 2>/dev/null |
    awk -v r="$release" '$1 == "Packages" && $2 == "Debian" && $3 == r && $4 == "main" {printf "%s ", $5}')
  files=
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list; do
    [ -f "$file" ] && files="$files $file"
  done
  # shellcheck disable=SC2086
  [ -z "$files" ] || awk -v release="$release" -v want="$suite" -v known="$known" -f third_party/mirror.awk $files \
    >"$root/entry"
  if [ ! -s "$root/entry" ]; then
    fail "no Debian mirror with suite '$release' was found in /etc/apt, so imgui, glad and stb cannot be had from it." \
      "Name folders with their sources instead (third_party/README.md says which):" \
      "cmake --preset release -DFETCHCONTENT_SOURCE_DIR_IMGUI=… -DFETCHCONTENT_SOURCE_DIR_GLAD=… -DFETCHCONTENT_SOURCE_DIR_STB=…"
  fi
  if head -n 1 "$root/entry" | grep -q '^#list'; then
    mv "$root/entry" "$root/sources/mirror.list"
  else
    mv "$root/entry" "$root/sources/mirror.sources"
  fi
  say "reading the list of Debian's suite $suite from this machine's own mirror (kept under $deps, the system's is not touched)"
  private_apt apt-get -q update >"$deps/update.log" 2>&1 || {
    cat "$deps/update.log" >&2
    fail "the list of suite $suite could not be read; what APT says is above." \
      "With a network again, run make again. Without one, name folders with the sources:" \
      "cmake --preset release -DFETCHCONTENT_SOURCE_DIR_IMGUI=DIR (third_party/README.md)"
  }
}

# fetch SOURCE-PACKAGE|BINARY-PACKAGE into $deps/download, as the present user.
download() {
  rm -rf "$deps/download"
  mkdir -p "$deps/download"
  root=$PWD
  conf=$deps/apt/apt.conf
  case $conf in /*) ;; *) conf=$root/$conf ;; esac
  (cd "$deps/download" && apt-get -q -c "$conf" "$@") >"$deps/download.log" 2>&1 || {
    cat "$deps/download.log" >&2
    fail "apt-get $* failed; what APT says is above. Run make again; if it stays so, third_party/README.md says how to name a" \
      "folder with the source yourself."
  }
}

# Everything is unpacked beside its place and moved there whole, so that a folder that is there is complete.
fetch_imgui() {
  say "fetching the source of Dear ImGui"
  download source --download-only imgui
  mkdir -p "$deps/download/new"
  tar -xf "$deps"/download/imgui_*.orig.tar.* -C "$deps/download/new" --strip-components=1
  place imgui imgui.h
}

fetch_glad() {
  say "fetching glad, which writes the OpenGL loader"
  download download python3-glad
  dpkg -x "$deps"/download/python3-glad_*.deb "$deps/download/all"
  mkdir -p "$deps/download/new"
  mv "$deps/download/all/usr/lib/python3/dist-packages/glad" "$deps/download/new/glad"
  place glad glad/__main__.py
}

fetch_stb() {
  say "fetching the stb headers"
  download download libstb-dev
  dpkg -x "$deps"/download/libstb-dev_*.deb "$deps/download/all"
  mv "$deps/download/all/usr/include/stb" "$deps/download/new"
  place stb stb_image.h
}

place() {
  [ -f "$deps/download/new/$2" ] ||
    fail "$1: what came from the mirror holds no $2; name a folder with its source instead (third_party/README.md)."
  rm -rf "${deps:?}/$1"
  mv "$deps/download/new" "$deps/$1"
  rm -rf "$deps/download" "$deps/download.log"
}

probe() {
  case $1 in
    imgui) echo imgui.h ;;
    glad) echo glad/__main__.py ;;
    stb) echo stb_image.h ;;
  esac
}

fetch_sources() {
  configured=
  for name in imgui glad stb; do
    [ -f "$deps/$name/$(probe "$name")" ] && continue
    [ -n "$configured" ] || private_configuration
    configured=yes
    "fetch_$name"
  done
  # The lists are large and have done their work.
  [ -z "$configured" ] || rm -rf "$deps/apt/lists" "$deps/apt/cache"
}

# ---- elsewhere -------------------------------------------------------------------------------------------------------

elsewhere() {
  stamp=$deps/told
  [ -f "$stamp" ] && return 0
  say "this is not Debian, so nothing is installed here. What Unfold needs:"
  case $(uname -s) in
    Darwin) echo "  xcode-select --install; brew install cmake ninja glfw eigen nlohmann-json cli11 googletest google-benchmark giflib webp fontconfig python-jinja" ;;
    *)
      echo "  Fedora: dnf install gcc-c++ cmake ninja-build git glfw-devel eigen3-devel json-devel cli11-devel gtest-devel gmock-devel google-benchmark-devel protozero-devel giflib-devel libwebp-devel mesa-libGL-devel fontconfig-devel python3-jinja2 xorg-x11-server-Xvfb"
      echo "  Arch:   pacman -S base-devel cmake ninja git glfw eigen nlohmann-json cli11 gtest benchmark protozero giflib libwebp fontconfig python-jinja xorg-server-xvfb"
      ;;
  esac
  say "CMake fetches by commit what is not there."
  : >"$stamp"
}

# ----------------------------------------------------------------------------------------------------------------------

mkdir -p "$deps"
id=$(. /etc/os-release 2>/dev/null && echo "${ID:-}") || id=
if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null && [ "$id" = debian ]; then
  wanted="$packages_build $packages_run $packages_test"
  [ "${1:-}" != ci ] || wanted="$wanted $packages_ci"
  # shellcheck disable=SC2086
  install_packages $wanted
  fetch_sources
else
  elsewhere
fi
