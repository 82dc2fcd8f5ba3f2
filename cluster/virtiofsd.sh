#!/usr/bin/env bash
# usage: cluster/virtiofsd.sh
# Installs /usr/libexec/virtiofsd, which serves guests' filesystems: Debian's package where the release has it (13 and newer).
# Debian 12 has only an older program that must be root; there the package of Debian 13 is unpacked with the libraries
# it was built for to /usr/local/lib/virtiofsd-trixie, and started with them. Needs root and apt.
set -euo pipefail

readonly PROGRAM=/usr/libexec/virtiofsd
readonly TREE=/usr/local/lib/virtiofsd-trixie
readonly PACKAGES=(virtiofsd libc6 libgcc-s1 libseccomp2 libcap-ng0)
readonly KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
readonly MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org}

fail() {
  echo "virtiofsd.sh: $*" >&2
  exit 1
}

works() {
  "$PROGRAM" --version >/dev/null 2>&1
}

# newer_apt ARGUMENT...: apt-get with Debian 13's packages alone, and a state of its own below $work.
newer_apt() {
  apt-get -q -o Acquire::Retries=5 -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o "Dir::State=$work/state" -o "Dir::State::status=$work/status" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root "$@"
}

unpack_newer() {
  local package
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work"/{state/lists/partial,cache/archives/partial,packages,tree}
  touch "$work/status"
  echo "deb [signed-by=$KEYRING] $MIRROR/debian trixie main" >"$work/sources.list"
  newer_apt update
  (cd "$work/packages" && newer_apt download "${PACKAGES[@]}")
  for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$work/tree"; done
  chmod 755 "$work/tree"
  rm -rf "$TREE"
  mv "$work/tree" "$TREE"
}

write_starter() {
  local libraries=$TREE/usr/lib/x86_64-linux-gnu
  printf '#!/bin/sh\nexec %s --library-path %s %s "$@"\n' \
    "$libraries/ld-linux-x86-64.so.2" "$libraries" "$TREE$PROGRAM" >"$PROGRAM.new"
  chmod 755 "$PROGRAM.new"
  mv "$PROGRAM.new" "$PROGRAM"
}

install_program() {
  if apt-cache show virtiofsd >/dev/null 2>&1; then
    DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends virtiofsd
  else
    unpack_newer
    write_starter
  fi
}

main() {
  if [[ ${1:-} == -h || ${1:-} == --help ]]; then sed -n '2,5s/^# //p' "$0"; exit; fi
  if [[ ${1:-} == --install ]]; then install_program; exit; fi
  if works; then exit; fi
  [[ $EUID -eq 0 ]] || fail "must run as root"
  local log
  log=$(mktemp)
  exec 9>/run/lock/kubevirt-ee-virtiofsd
  flock 9
  # A program of its own: behind || the shell would not stop at the first error.
  works || "${BASH_SOURCE[0]}" --install >"$log" 2>&1 || { tail -5 "$log" >&2; fail "virtiofsd could not be installed, see $log"; }
  rm "$log"
  works || fail "$PROGRAM does not start"
}

main "$@"
