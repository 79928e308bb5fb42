#!/usr/bin/env bash
# Runs the fuzzers, each from its seeds: the fixtures, and the small files of UNFOLD_CASES where it names a folder.
#   core/io/fuzz/run.sh BIN [TARGET...]     BIN: the folder they were built in, build/fuzz/bin
# Bounded by UNFOLD_FUZZ_SECONDS (20) and UNFOLD_FUZZ_RUNS (200000), whichever comes first; UNFOLD_FUZZ_TIMEOUT (5) is the
# longest that one input may take, in seconds; UNFOLD_FUZZ_JOBS (2) run at a time. Prints the executions of each; what is
# found stays in BIN/../findings, and the exit status is 1.
set -uo pipefail
cd "$(dirname "$0")/../../.."

bin=${1:?core/io/fuzz/run.sh BIN [TARGET...]}
shift
seconds=${UNFOLD_FUZZ_SECONDS:-20} runs=${UNFOLD_FUZZ_RUNS:-200000} timeout=${UNFOLD_FUZZ_TIMEOUT:-5}
findings=$bin/../findings
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$findings"

# The file endings of a target's seeds, and the longest input it makes. Endings are no proof: a reader meets the
# others' files too.
endings() {
  case $1 in
    npy) echo npy ;;
    npz | zip) echo npz zip ;;
    torch_*) echo pth pt tar ;;
    pickle) echo pkl pth ;;
    safetensors) echo safetensors ;;
    onnx) echo onnx ;;
    keras | hdf5_answer) echo h5 ;;
    image) echo png jpg gif bmp ppm pgm tga psd hdr ;;
    lesson) echo json ;;
  esac
}
longest() {
  case $1 in
    npy) echo 512 ;;
    lesson) echo 2048 ;;
    pickle | safetensors | image | hdf5_answer) echo 4096 ;;
    keras) echo 32768 ;;
    *) echo 16384 ;;
  esac
}

# The pickle of a zip archive, which pickle_fuzz takes bare.
pickles() {
  python3 - "$1" core/io/fixtures/torch/*.pth <<'EOF'
import sys, zipfile
for path in sys.argv[2:]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith("data.pkl"):
                    open(f"{sys.argv[1]}/{path.rsplit('/', 1)[-1]}.pkl", "wb").write(archive.read(name))
EOF
}

seed() {
  local name=$1 to=$2 ending file
  mkdir -p "$to"
  [ "$name" != pickle ] || pickles "$to"
  for ending in $(endings "$name"); do
    while read -r file; do cp "$file" "$to/$(echo "$file" | cksum | cut -d' ' -f1).$ending"; done < <(
      find core/io/fixtures assets/lessons ${UNFOLD_CASES:+"$UNFOLD_CASES"} -name "*.$ending" -size -"$(($(longest "$name") * 4 + 1))"c)
  done
}

# A process of its own may compute for two seconds before it is ended, on a busy machine longer.
patience() { [ "$1" = keras ] && echo 60 || echo "$timeout"; }

one() {
  local target=$1 name=${1%_fuzz} log=$work/$1.log status
  seed "$name" "$work/$name"
  nice -n 10 "$bin/$target" "$work/$name" -runs="$runs" -max_total_time="$seconds" -max_len="$(longest "$name")" \
    -timeout="$(patience "$name")" -rss_limit_mb=1024 -malloc_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$findings/$target-" >"$log" 2>&1
  status=$?
  [ -z "${UNFOLD_FUZZ_LOGS:-}" ] || cp "$log" "$UNFOLD_FUZZ_LOGS/$target.log"
  sed -n 's/^stat::number_of_executed_units: *//p' "$log" >"$work/$target.count"
  printf '%-20s %10s executions  %s\n' "$target" "$(cat "$work/$target.count")" "$([ $status -eq 0 ] && echo ok || echo FOUND)"
  [ $status -eq 0 ] || tail -n 40 "$log"
  return $status
}

if [ $# -eq 0 ]; then
  for file in "$bin"/*_fuzz; do [ -x "$file" ] && set -- "$@" "$(basename "$file")"; done
fi
[ $# -gt 0 ] || { echo "$bin: no fuzzers are there; build the preset fuzz"; exit 1; }

failed=0 running=0
for target in "$@"; do
  one "$target" &
  running=$((running + 1))
  if [ $running -ge "${UNFOLD_FUZZ_JOBS:-2}" ]; then
    wait -n || failed=1
    running=$((running - 1))
  fi
done
while [ $running -gt 0 ]; do
  wait -n || failed=1
  running=$((running - 1))
done
exit $failed
