#!/bin/bash
# A small Linux for tests: a kernel of Debian, modules of it, busybox, and an init that speaks on its serial console.
set -euo pipefail

readonly KERNEL=${KERNEL:-linux-image-cloud-amd64}
readonly PACKAGES=(busybox-static cpio kmod socat)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

usage() {
  cat <<'TEXT'
Usage: guest.sh DIR NAME MODULE...     makes DIR/vmlinuz and DIR/initrd, whose init is init-NAME (Debian; needs root and apt)
KERNEL names the package that brings the kernel: linux-image-cloud-amd64 unless it is set.
TEXT
}

install_packages() {
  local missing=() package
  for package in "${PACKAGES[@]}"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

unpack_kernel() {
  local package
  package=$(apt-cache depends "$KERNEL" | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p')
  (cd "$work" && apt-get -o Acquire::Retries=5 -o APT::Sandbox::User=root download "$package")
  dpkg-deb -x "$work"/linux-image-*.deb "$work/kernel"
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
  cp /bin/busybox "$tree/bin/busybox"
  chroot "$tree" /bin/busybox --install -s /bin
  copy_program "$tree" "$(command -v socat)"
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
  unpack_kernel
  make_initrd "$@"
}

main "$@"
