#!/bin/sh
# Makes /out/agent/boot: the guest of build-initrd.sh, which ran before, with qemu-guest-agent and a file system that it can freeze.
set -eu

PROGRAMS='/usr/sbin/qemu-ga /usr/sbin/mke2fs'

version=$(ls /kernel/lib/modules)
tree=/tmp/agent
modules=$tree/lib/modules/$version

# With every library that it loads, at the places where it looks for them.
add_program() {
	for file in "$1" $(ldd "$1" | sed -n 's/.*[[:space:]]\(\/[^ ]*\) (0x.*/\1/p'); do
		mkdir -p "$tree/${file%/*}"
		cp -L "$file" "$tree/$file"
	done
}

cp -a /tmp/initrd "$tree"
cp -a agent-root/. "$tree/"
for program in $PROGRAMS; do add_program "$program"; done
for module in virtio_console ext4; do
	modprobe -d /kernel -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
done | sort -u | xargs cp -t "$modules"
cp "/kernel/lib/modules/$version/modules.builtin" "/kernel/lib/modules/$version/modules.builtin.modinfo" \
	"/kernel/lib/modules/$version/modules.order" "$modules/"
depmod -b "$tree" "$version"
find "$modules" -name 'modules.*' ! -name modules.dep ! -name modules.alias -delete

mkdir -p /out/agent/boot
cp /out/boot/vmlinuz /out/agent/boot/vmlinuz
cd "$tree"
find . -exec touch -h -d @0 {} +
find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible | gzip -9n >/out/agent/boot/initrd
chmod 444 /out/agent/boot/vmlinuz /out/agent/boot/initrd
