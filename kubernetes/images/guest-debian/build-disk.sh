#!/bin/sh
# Makes /out/disk/disk.qcow2, one ext4 file system, of /system; /out/boot/vmlinuz and /out/boot/initrd of a kernel package
# unpacked at /kernel, which mount it.
set -eu
# To find the root file system; what they depend on is found by modprobe.
INITRD_MODULES='virtio_pci virtio_blk virtio_scsi sd_mod ext4'
# What udev finds a device for.
SYSTEM_MODULES='autofs4 virtio_net virtio_console virtio_balloon virtio-rng isofs vfat nls_ascii nls_cp437 nls_iso8859-1 ata_piix ahci sr_mod
button evdev i6300esb'
SIZE_MIB=1024

version=$(ls /kernel/lib/modules)

# add_modules TREE MODULE...
add_modules() {
	tree=$1
	shift
	modules=$tree/lib/modules/$version
	mkdir -p "$modules"
	for module in "$@"; do
		modprobe -d /kernel -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
	done | sort -u | xargs cp -t "$modules"
	cp "/kernel/lib/modules/$version/modules.builtin" "/kernel/lib/modules/$version/modules.builtin.modinfo" \
		"/kernel/lib/modules/$version/modules.order" "$modules/"
	depmod -b "$tree" "$version"
}

depmod -b /kernel "$version"
mkdir -p /out/boot /out/disk /initrd/bin /initrd/sbin /initrd/proc /initrd/sys /initrd/dev /initrd/root
# shellcheck disable=SC2086 # one word for each module
add_modules /initrd $INITRD_MODULES
cp /bin/busybox /initrd/bin/busybox
chroot /initrd /bin/busybox --install -s /bin
ln -s /bin/busybox /initrd/sbin/modprobe
cp /guest/init /initrd/init
(cd /initrd && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 | gzip -9n) >/out/boot/initrd
cp "/kernel/boot/vmlinuz-$version" /out/boot/vmlinuz

# shellcheck disable=SC2086
add_modules /system/usr $INITRD_MODULES $SYSTEM_MODULES
mke2fs -q -t ext4 -L root -d /system /tmp/disk.raw "${SIZE_MIB}M"
qemu-img convert -f raw -O qcow2 -c -o compat=1.1,cluster_size=64k /tmp/disk.raw /out/disk/disk.qcow2
chmod 440 /out/disk/disk.qcow2
chmod 444 /out/boot/vmlinuz /out/boot/initrd
