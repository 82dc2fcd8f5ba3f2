#!/bin/sh
# Makes /out/disk/disk.qcow2, a disk that a BIOS boots, of /out/boot: one FAT partition with syslinux, kernel and initrd.
set -eu
OFFSET_SECTORS=2048
SIZE_MIB=24
disk=/tmp/disk.raw
partition="$disk@@${OFFSET_SECTORS}s"

truncate -s "${SIZE_MIB}M" "$disk"
echo "start=$OFFSET_SECTORS, type=e, bootable" | sfdisk --quiet --label dos "$disk"
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" conv=notrunc bs=440 count=1 status=none
mkfs.vfat -F 16 -n GUEST --invariant --offset "$OFFSET_SECTORS" "$disk" $((SIZE_MIB * 1024 - OFFSET_SECTORS / 2)) >/dev/null
syslinux --install --offset $((OFFSET_SECTORS * 512)) "$disk"
# The serial console comes last: what the kernel has to say at the end is read there.
cat >/tmp/syslinux.cfg <<'CONFIGURATION'
DEFAULT guest
PROMPT 0
LABEL guest
  KERNEL /vmlinuz
  INITRD /initrd
  APPEND quiet console=tty0 console=ttyS0
CONFIGURATION
mcopy -i "$partition" /out/boot/vmlinuz /out/boot/initrd /tmp/syslinux.cfg ::
mkdir -p /out/disk
# One thread: the same clusters in the same order, each time.
qemu-img convert -m 1 -f raw -O qcow2 -c -o compat=1.1,cluster_size=64k "$disk" /out/disk/disk.qcow2
chmod 440 /out/disk/disk.qcow2
