#!/bin/bash
# A small Linux for tests: a kernel of Debian, modules of it, busybox, and an init that speaks on its serial console.
set -euo pipefail

readonly ARCHITECTURE=${ARCHITECTURE:-amd64}
readonly KERNEL=${KERNEL:-linux-image-cloud-$ARCHITECTURE}
readonly PACKAGES=(busybox-static cpio kmod socat)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

usage() {
  cat <<'TEXT'
Usage: guest.sh DIR NAME MODULE...     makes DIR/vmlinuz and DIR/initrd, whose init is init-NAME (Debian; needs root and apt)
ARCHITECTURE is the guest's: amd64 unless it is set; one of another has no socat.
KERNEL names the package that brings the kernel: linux-image-cloud-ARCHITECTURE unless it is set.
TEXT
}

install_packages() {
  local missing=() package
  for package in "${PACKAGES[@]}"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

is_of_this_machine() {
  [[ $ARCHITECTURE == "$(dpkg --print-architecture)" ]]
}

# Of another architecture apt has lists of its own, and this machine's stay as they are.
choose_lists() {
  apt=(-o Acquire::Retries=5 -o APT::Sandbox::User=root)
  if is_of_this_machine; then return; fi
  mkdir -p "$work"/apt/{state/lists/partial,cache/archives/partial}
  apt+=(-o APT::Architecture="$ARCHITECTURE" -o APT::Architectures="$ARCHITECTURE" -o Dir::State="$work/apt/state" -o Dir::Cache="$work/apt/cache"
    -o Dir::State::status=/dev/null)
  # Not every source of this machine's has the other architecture: what is lacking in the end is told by the download.
  apt-get "${apt[@]}" update >/dev/null 2>&1 || true
}

# unpack PACKAGE FOLDER
unpack() {
  (cd "$work" && apt-get "${apt[@]}" download "$1")
  dpkg-deb -x "$work/$1"_*.deb "$2"
}

unpack_kernel() {
  unpack "$(apt-cache "${apt[@]}" depends "$KERNEL" | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p')" "$work/kernel"
}

# copy_busybox TREE: this machine's busybox knows its commands' names, whatever architecture the other is of.
copy_busybox() {
  local command
  if is_of_this_machine; then
    cp /bin/busybox "$1/bin/busybox"
  else
    unpack busybox-static "$work/busybox"
    cp "$work/busybox/bin/busybox" "$1/bin/busybox"
  fi
  for command in $(/bin/busybox --list); do
    [[ $command == busybox ]] || ln -s busybox "$1/bin/$command"
  done
}

# copy_program TREE PROGRAM: with the libraries it needs.
copy_program() {
  local file
  cp "$2" "$1/bin/"
  ldd "$2" | grep -o '/[^ ]*' | while read -r file; do install -D "$file" "$1$file"; done
}

make_initrd() {
  local tree=$work/tree version module file
  version=$(ls "$work/kernel/lib/modules")
  mkdir -p "$tree"/{bin,dev,lib,mnt,proc}
  copy_busybox "$tree"
  if is_of_this_machine; then copy_program "$tree" "$(command -v socat)"; fi
  depmod -b "$work/kernel" "$version"
  for module in virtio_pci "${@:3}"; do
    modprobe -d "$work/kernel" -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
  done | awk '!seen[$0]++' >"$work/files"
  while read -r file; do
    cp "$file" "$tree/lib/"
    basename "$file" >>"$tree/modules"
  done <"$work/files"
  install -m 755 "$here/init-$2" "$tree/init"
  (cd "$tree" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1) >"$1/initrd"
  cp "$work/kernel/boot/vmlinuz-$version" "$1/vmlinuz"
}

main() {
  [[ $# -ge 2 && $1 != -* ]] || { usage; exit 2; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$1"
  install_packages
  choose_lists
  unpack_kernel
  make_initrd "$@"
}

main "$@"
