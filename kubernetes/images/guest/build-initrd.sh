#!/bin/sh
# Makes /out/boot/vmlinuz and /out/boot/initrd of a kernel package unpacked at /kernel, static busybox and ./root.
set -eu

# What they depend on is found by modprobe.
MODULES='virtio_pci button evdev virtio_net virtio_blk virtio_scsi virtio_balloon virtio-rng virtiofs isofs vfat nls_ascii nls_cp437
nls_iso8859-1 ata_piix sd_mod sr_mod vmw_vsock_virtio_transport'

version=$(ls /kernel/lib/modules)
source=/kernel/lib/modules/$version
tree=/tmp/initrd
modules=$tree/lib/modules/$version

mkdir -p "$tree/bin" "$tree/sbin" "$modules" "$tree/proc" "$tree/sys" "$tree/dev" "$tree/run" "$tree/tmp" /out/boot
depmod -b /kernel "$version"
for module in $MODULES; do
	modprobe -d /kernel -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
done | sort -u | xargs cp -t "$modules"
cp "$source/modules.builtin" "$source/modules.builtin.modinfo" "$source/modules.order" "$modules/"
depmod -b "$tree" "$version"
# busybox reads these two alone.
find "$modules" -name 'modules.*' ! -name modules.dep ! -name modules.alias -delete

cp -a root/. "$tree/"
cp /bin/busybox "$tree/bin/busybox"
chroot "$tree" /bin/busybox --install -s /bin
# The kernel runs these two by their full names.
ln -s /bin/busybox "$tree/sbin/init"
ln -s /bin/busybox "$tree/sbin/modprobe"
cp "/kernel/boot/vmlinuz-$version" /out/boot/vmlinuz
# No times and no owners of the build: the same packages give the same archive.
cd "$tree"
find . -exec touch -h -d @0 {} +
find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible | gzip -9n >/out/boot/initrd
chmod 444 /out/boot/vmlinuz /out/boot/initrd
