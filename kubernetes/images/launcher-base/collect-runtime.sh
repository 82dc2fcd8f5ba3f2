#!/bin/sh
# usage: collect-runtime.sh DIRECTORY
# Makes DIRECTORY a root file system that runs a Java program of the module java.base.
set -eu
root=$1
runtime=$root/usr/lib/jvm/runtime

mkdir -p "$root/etc" "$root/tmp" "$root/usr/lib/jvm" "$root/usr/lib64"
chmod 1777 "$root/tmp"
for link in lib lib64; do ln -s "usr/$link" "$root/$link"; done
/usr/lib/jvm/java-25-openjdk-amd64/bin/jlink --add-modules java.base --strip-debug --no-header-files --no-man-pages \
	--vm=server --generate-cds-archive --output "$runtime"
# For heaps beyond compressed pointers; a launcher's is 16 MB.
rm -f "$runtime"/lib/server/classes_*.jsa

# Every library that the runtime's own libraries name, with the loader; and those of glibc that are looked up at run time.
{
	find "$runtime" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec env LD_LIBRARY_PATH="$runtime/lib:$runtime/lib/server" ldd {} \; |
		sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) .*/\1/p'
	ls /lib/x86_64-linux-gnu/libnss_files.so.2 /lib/x86_64-linux-gnu/libnss_dns.so.2 /lib/x86_64-linux-gnu/libresolv.so.2
} | grep -v "^$root" | sort -u | while read -r library; do
	mkdir -p "$root$(dirname "$library")"
	cp -L "$library" "$root$library"
done
echo 'virt-launcher:x:107:107::/:/nonexistent' >"$root/etc/passwd"
echo 'virt-launcher:x:107:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
