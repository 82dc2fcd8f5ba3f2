#!/usr/bin/env bash
# usage: cluster/newer.sh virtiofsd|passt...
# Installs programs that an agent starts beside a guest: Debian's packages, where the release is 13 or newer. Those of Debian 12
# are too old (its virtiofsd must be root, its passt knows no vhost-user); there the package of Debian 13 is unpacked with the
# libraries it was built for to /usr/local/lib/PROGRAM-trixie, and started with them. Needs root and apt.
set -euo pipefail

readonly KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
readonly MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org}

fail() {
  echo "newer.sh: $*" >&2
  exit 1
}

# settings NAME: where the agent finds the program, where its package has it, what an older one does not know, its libraries.
settings() {
  package=$1
  tree=/usr/local/lib/$package-trixie
  case $package in
    virtiofsd)
      program=/usr/libexec/virtiofsd
      packaged=$program
      known=--version
      libraries=(libc6 libgcc-s1 libseccomp2 libcap-ng0)
      ;;
    passt)
      # An older package's stays where it is.
      program=/usr/local/bin/passt
      packaged=/usr/bin/passt
      known=--vhost-user
      libraries=(libc6)
      ;;
    *) fail "virtiofsd or passt, not '$package'" ;;
  esac
}

works() {
  local place
  for place in "$program" "$packaged"; do
    if "$place" "$known" --help >/dev/null 2>&1; then return; fi
  done
  return 1
}

# newer_apt ARGUMENT...: apt-get with Debian 13's packages alone, and a state of its own below $work.
newer_apt() {
  apt-get -q -o Acquire::Retries=5 -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o "Dir::State=$work/state" -o "Dir::State::status=$work/status" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root "$@"
}

unpack_newer() {
  local archive
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work"/{state/lists/partial,cache/archives/partial,packages,tree}
  touch "$work/status"
  echo "deb [signed-by=$KEYRING] $MIRROR/debian trixie main" >"$work/sources.list"
  newer_apt update
  (cd "$work/packages" && newer_apt download "$package" "${libraries[@]}")
  for archive in "$work"/packages/*.deb; do dpkg-deb -x "$archive" "$work/tree"; done
  chmod 755 "$work/tree"
  rm -rf "$tree"
  mv "$work/tree" "$tree"
}

write_starter() {
  local path=$tree/usr/lib/x86_64-linux-gnu
  printf '#!/bin/sh\nexec %s --library-path %s %s "$@"\n' \
    "$path/ld-linux-x86-64.so.2" "$path" "$tree$packaged" >"$program.new"
  chmod 755 "$program.new"
  mv "$program.new" "$program"
}

release() {
  sed -n 's/^VERSION_ID="\?\([0-9]*\).*/\1/p' /etc/os-release
}

install_program() {
  local release
  release=$(release)
  if ((${release:-13} >= 13)); then
    DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$package"
  else
    unpack_newer
    write_starter
  fi
}

ensure() {
  local log
  if works; then return; fi
  [[ $EUID -eq 0 ]] || fail "must run as root"
  log=$(mktemp)
  exec 9>"/run/lock/kubevirt-ee-$package"
  flock 9
  # A program of its own: behind || the shell would not stop at the first error.
  works || "${BASH_SOURCE[0]}" --install "$package" >"$log" 2>&1 || { tail -5 "$log" >&2; fail "$package could not be installed, see $log"; }
  rm "$log"
  works || fail "$package does not start"
}

main() {
  if [[ ${1:-} == -h || ${1:-} == --help ]]; then sed -n '2,6s/^# //p' "$0"; exit; fi
  if [[ ${1:-} == --install ]]; then settings "$2"; install_program; exit; fi
  (($#)) || fail "virtiofsd or passt, or both"
  local name
  for name in "$@"; do
    settings "$name"
    ensure
  done
}

main "$@"
