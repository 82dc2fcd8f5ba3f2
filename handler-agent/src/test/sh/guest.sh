#!/bin/bash
# A small Linux for tests: Debian's cloud kernel, busybox, and an init that mounts the virtiofs "settings" and says on its
# serial console what the file "colour" there holds, each time it changes.
set -euo pipefail

readonly PACKAGES=(busybox-static cpio kmod)
readonly MODULES=(virtio_pci virtiofs)

usage() {
  echo "Usage: guest.sh DIR     makes DIR/vmlinuz and DIR/initrd (Debian; needs root and apt)"
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
  package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p')
  (cd "$work" && apt-get -o Acquire::Retries=5 -o APT::Sandbox::User=root download "$package")
  dpkg-deb -x "$work"/linux-image-*.deb "$work/kernel"
}

write_init() {
  cat >"$1" <<'INIT'
#!/bin/sh
say() { echo "guest: $1" >/dev/ttyS0; }
mount -t proc proc /proc
mount -t devtmpfs devtmpfs /dev
for module in $(cat /modules); do insmod "/lib/$module"; done
mount -t virtiofs settings /mnt && say mounted
touch /mnt/new 2>/dev/null || say 'cannot write'
[ ! -e /mnt/../etc/passwd ] || say 'sees the node'
while true; do
  now=$(cat /mnt/colour 2>/dev/null)
  [ "$now" = "$last" ] || say "colour $now"
  last=$now
  sleep 0.3
done
INIT
  chmod 755 "$1"
}

make_initrd() {
  local tree=$work/tree version module file
  version=$(ls "$work/kernel/lib/modules")
  mkdir -p "$tree"/{bin,dev,lib,mnt,proc}
  cp /bin/busybox "$tree/bin/busybox"
  chroot "$tree" /bin/busybox --install -s /bin
  depmod -b "$work/kernel" "$version"
  for module in "${MODULES[@]}"; do
    modprobe -d "$work/kernel" -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
  done | awk '!seen[$0]++' >"$work/files"
  while read -r file; do
    cp "$file" "$tree/lib/"
    basename "$file" >>"$tree/modules"
  done <"$work/files"
  write_init "$tree/init"
  (cd "$tree" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1) >"$1/initrd"
  cp "$work/kernel/boot/vmlinuz-$version" "$1/vmlinuz"
}

main() {
  [[ -n ${1:-} && $1 != -* ]] || { usage; exit 2; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$1"
  install_packages
  unpack_kernel
  make_initrd "$1"
}

main "$@"
