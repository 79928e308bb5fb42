#!/bin/sh
# clang-tidy over the project's own sources, tests and fuzzers left out: third_party/tidy.sh BUILD_FOLDER
# One clang-tidy a core; each says nothing where there is nothing to say.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
tidy=$(command -v clang-tidy-14 || command -v clang-tidy) || {
  echo "clang-tidy: not installed (Debian: clang-tidy-14)" >&2
  exit 1
}
jobs=$(getconf _NPROCESSORS_ONLN)
find app core assets -name '*.cpp' ! -name '*_test.cpp' ! -name '*_bench.cpp' ! -name '*_fuzz.cpp' | sort | tr '\n' '\0' |
  xargs -0 -n 1 -P "$jobs" "$tidy" --quiet -p "$build" --extra-arg=-Wno-unknown-warning-option 2>"$build/tidy.log" || {
  grep -v 'warnings generated' "$build/tidy.log" >&2 || true
  echo "clang-tidy: see above" >&2
  exit 1
}
echo "clang-tidy: nothing to say"
