#!/usr/bin/env bash
# A Vagrant box made here; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../../cluster/lib.sh"

MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org}
SUITE=bookworm
DISK_GIB=20
BOOT_MIB=256
BOOT_SECTOR=2048
ROOT_SECTOR=$((BOOT_SECTOR + BOOT_MIB * 2048))

usage() {
  cat <<'END'
usage: vagrant/box/build.sh

Builds a box for Vagrant's libvirt provider from Debian 12's packages, and prints its path on the last line: a disk that a BIOS
boots, with what a node needs installed already, so that provisioning asks no network. Kept in the user's cache under a name made
from the files beside this one. For where no box can be downloaded: VAGRANT_BOX=$(vagrant/box/build.sh | tail -1) vagrant up
DEBIAN_MIRROR sets another mirror. Needs root.
END
}

make_root() {
  local packages
  packages=$(paste -sd , "$here/packages")
  mmdebstrap --quiet --variant=minbase --include="$packages" \
    --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook="$here/customize.sh \"\$1\" $(vagrants_key)" \
    "$SUITE" "$WORK/root" \
    "deb $MIRROR/debian $SUITE main" "deb $MIRROR/debian $SUITE-updates main" \
    "deb $MIRROR/debian-security $SUITE-security main"
}

# The public half of the key that every Vagrant knows.
vagrants_key() {
  dpkg-query --listfiles vagrant | grep '/keys/vagrant.pub$' || err "Vagrant's public key is not in Debian's package vagrant"
}

# Without a mount or a loop device: a FAT partition that syslinux boots, with kernel and initrd, and an ext4 one.
make_disk() {
  local disk=$WORK/disk.raw partition=$WORK/disk.raw@@${BOOT_SECTOR}s
  truncate -s "${DISK_GIB}G" "$disk"
  printf 'start=%s, size=%s, type=e, bootable\nstart=%s, type=83\n' "$BOOT_SECTOR" $((BOOT_MIB * 2048)) "$ROOT_SECTOR" |
    sfdisk --quiet --label dos "$disk"
  dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" conv=notrunc bs=440 count=1 status=none
  mkfs.vfat -F 16 -n BOOT --offset "$BOOT_SECTOR" "$disk" $((BOOT_MIB * 1024)) >/dev/null
  syslinux --install --offset $((BOOT_SECTOR * 512)) "$disk"
  cat >"$WORK/syslinux.cfg" <<'CONFIGURATION'
DEFAULT debian
PROMPT 0
LABEL debian
  KERNEL /vmlinuz
  INITRD /initrd
  APPEND root=LABEL=root ro console=tty0 console=ttyS0,115200
CONFIGURATION
  mcopy -i "$partition" "$(one_file vmlinuz)" ::/vmlinuz
  mcopy -i "$partition" "$(one_file initrd.img)" ::/initrd
  mcopy -i "$partition" "$WORK/syslinux.cfg" ::
  mke2fs -q -t ext4 -L root -d "$WORK/root" -E "offset=$((ROOT_SECTOR * 512)),lazy_itable_init=1" "$disk" \
    $((DISK_GIB * 1024 * 1024 - ROOT_SECTOR / 2 - 1024))k
  qemu-img convert -f raw -O qcow2 -c "$disk" "$WORK/box.img"
  rm "$disk"
}

# one_file NAME: the kernel or the initrd, of which there is one each.
one_file() {
  find "$WORK/root/boot" -name "$1-*"
}

make_box() {
  printf '{"provider":"libvirt","format":"qcow2","virtual_size":%d}\n' "$DISK_GIB" >"$WORK/metadata.json"
  cat >"$WORK/Vagrantfile" <<'CONFIGURATION'
Vagrant.configure("2") { |config| config.ssh.username = "vagrant" }
CONFIGURATION
  tar --create --file "$WORK/new.box" --directory "$WORK" metadata.json Vagrantfile box.img
}

main() {
  case ${1:-} in
    '') ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  local box
  box=$CLUSTER_CACHE/boxes/debian-$SUITE-$(content_key "$here"/{build.sh,customize.sh,packages}).box
  if [[ ! -r $box ]]; then
    require_root
    install_packages mmdebstrap qemu-utils syslinux syslinux-common mtools dosfstools fdisk e2fsprogs vagrant
    require_disk "$CLUSTER_CACHE" 6
    mkdir -p "$CLUSTER_CACHE/boxes"
    WORK=$(mktemp -d "$CLUSTER_CACHE/boxes/build.XXXXXX")
    trap 'rm -rf "$WORK"' EXIT
    make_root
    step "Debian $SUITE installed into a folder: $(du -sm "$WORK/root" | cut -f 1) MiB"
    make_disk
    make_box
    mv "$WORK/new.box" "$box"
    step "box built: $(du -m "$box" | cut -f 1) MiB"
  fi
  echo "$box"
}

main "$@"
