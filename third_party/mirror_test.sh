#!/bin/sh
# Tests of mirror.awk: which of a machine's entries is taken, and what becomes of it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect NAME KNOWN FILE...: the wanted text comes on standard input.
expect() {
  name=$1 known=$2
  shift 2
  cat >"$work/wanted"
  awk -v release=bookworm -v want=forky -v known="$known" -f "$here/mirror.awk" "$@" >"$work/got"
  if ! diff "$work/wanted" "$work/got" >"$work/diff"; then
    failed=$((failed + 1))
    echo "FAILED: $name"
    cat "$work/diff"
  fi
}

cat >"$work/a.sources" <<'X'
# a comment
Types: deb
# another
URIs: https://keys.test/debian
Suites: bookworm stable
Components: main
Signed-By: /usr/share/keyrings/other.gpg

Types: deb
URIs: http://mirror.test/debian/
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.test/debian-security
Suites: bookworm-security
Components: main
X
expect "the stanza that APT knows to be Debian's is taken" "http://mirror.test/debian/ " "$work/a.sources" <<'X'
Types: deb deb-src
URIs: http://mirror.test/debian/
Suites: forky
Components: main
signed-by: /usr/share/keyrings/debian-archive-keyring.gpg
X

cat >"$work/inline.sources" <<'X'
Enabled: yes
Types: deb deb-src
URIs: mirror+file:///etc/apt/mirrors/debian.list
Suites: bookworm
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
 -----END PGP PUBLIC KEY BLOCK-----
X
expect "a key inside the stanza and a list of mirrors stay" "" "$work/inline.sources" <<'X'
Types: deb deb-src
URIs: mirror+file:///etc/apt/mirrors/debian.list
Suites: forky
Components: main
signed-by:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
 -----END PGP PUBLIC KEY BLOCK-----
X

cat >"$work/off.sources" <<'X'
Enabled: no
Types: deb
URIs: http://off.test/debian
Suites: bookworm
Components: main
X
cat >"$work/one.list" <<'X'
# deb http://commented.test/debian bookworm main
deb cdrom:[Debian 12]/ bookworm main
deb [arch=amd64 signed-by=/k.gpg] http://tool.test/linux bookworm main
deb http://mirror.test/debian-security bookworm-security main
deb [arch=amd64 signed-by=/d.gpg] http://mirror.test/debian bookworm main non-free-firmware
deb http://second.test/debian bookworm main
X
expect "a line keeps its key, and a stanza that is off is passed over" "" "$work/off.sources" "$work/one.list" <<'X'
#list
deb [ signed-by=/d.gpg] http://mirror.test/debian forky main
deb-src [ signed-by=/d.gpg] http://mirror.test/debian forky main
X
echo "deb [arch=amd64] http://mirror.test/debian bookworm main" >"$work/bare.list"
expect "a line whose only option goes has no brackets left" "" "$work/bare.list" <<'X'
#list
deb http://mirror.test/debian forky main
deb-src http://mirror.test/debian forky main
X

printf 'deb http://tool.test/linux bookworm main\n' >"$work/none.list"
expect "a machine without a Debian mirror gives nothing" "" "$work/none.list" </dev/null

[ "$failed" -eq 0 ] && echo "mirror.awk: all cases as wanted"
exit "$failed"
