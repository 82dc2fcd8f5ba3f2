#!/usr/bin/env bash
# usage: kubernetes/images/try-guests.sh
# Boots both test guests with plain qemu, that of the image virt-libvirtd, and checks what the end-to-end tests rely on: the
# greeting with a nonce from a cloud-init seed, the page on port 80, the shell on the serial console, the power button.
# Needs no cluster; takes about half a minute. Runs in mount and network namespaces of its own.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../../cluster/lib.sh"

NONCE=try-$RANDOM$RANDOM
DEADLINE_SECONDS=60
MAC=52:54:00:00:00:01

# main: sees to the images, then runs itself again inside of the namespaces.
main() {
  local images libvirtd
  [[ ${1:-} != --inside ]] || { shift && inside "$@" && return; }
  require_root
  images=$("$here/build.sh" virt-libvirtd guest-kernelboot guest-containerdisk)
  work=$(mktemp -d)
  trap cleanup EXIT
  libvirtd=$(awk '/virt-libvirtd/ {print $1}' <<<"$images")
  image_store inspect --type image "$libvirtd" >/dev/null 2>&1 ||
    image_store pull --quiet "docker-archive:$(awk '/virt-libvirtd/ {print $2}' <<<"$images")" >/dev/null
  container=$(image_store from "$libvirtd")
  root=$(image_store mount "$container")
  unpack "$(awk '/guest-kernelboot/ {print $2}' <<<"$images")"
  unpack "$(awk '/guest-containerdisk/ {print $2}' <<<"$images")"
  write_seed
  unshare --mount --net --pid --fork --kill-child "${BASH_SOURCE[0]}" --inside "$root" "$work" "$NONCE"
}

cleanup() {
  [[ -z ${container:-} ]] || image_store rm "$container" >/dev/null
  rm -rf "$work"
}

# unpack ARCHIVE: what the image holds, below $work.
unpack() {
  local layer
  mkdir "$work/archive"
  tar -xf "$1" -C "$work/archive"
  for layer in "$work"/archive/*.tar; do tar -xf "$layer" -C "$work"; done
  rm -r "$work/archive"
}

write_seed() {
  mkdir "$work/seed"
  printf 'instance-id: try\nlocal-hostname: tried\n' >"$work/seed/meta-data"
  printf '#cloud-config\nruncmd:\n  - echo %s > /run/nonce\n' "$NONCE" >"$work/seed/user-data"
}

inside() {
  local root=$1
  work=$2 NONCE=$3
  ip link set lo up
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --bind "$work" "$root/mnt"
  try kernelboot "$root" -kernel /mnt/boot/vmlinuz -initrd /mnt/boot/initrd -append 'console=ttyS0 quiet'
  try containerdisk "$root" -drive file=/mnt/disk/disk.qcow2,format=qcow2,if=none,id=disk,readonly=on \
    -device virtio-blk-pci,drive=disk,bootindex=1
}

# try NAME ROOT ARGUMENT...: one guest from its start to its end.
try() {
  local name=$1 root=$2 qemu started=$EPOCHREALTIME
  shift 2
  rm -f "$work"/{in,out,monitor.in,monitor.out}
  mkfifo "$work"/{in,monitor.in,monitor.out}
  exec 5<>"$work/in" 7<>"$work/monitor.in" 8<>"$work/monitor.out"
  chroot "$root" qemu-system-x86_64 -machine q35 -accel tcg,tb-size=32 -cpu max -m 128 -nodefaults -display none -vga std \
    -chardev pipe,id=monitor,path=/mnt/monitor -mon monitor -serial stdio \
    -netdev user,id=net,hostfwd=tcp:127.0.0.1:80-:80 -device "virtio-net-pci,netdev=net,romfile=,mac=$MAC" \
    -drive file.driver=vvfat,file.dir=/mnt/seed,file.label=cidata,format=raw,if=virtio,readonly=on \
    "$@" <&5 >"$work/out" 2>&1 &
  qemu=$!
  expect "$name" "its greeting" grep -q "KubeVirt EE guest ready: $NONCE" "$work/out"
  step "$name ready $(((${EPOCHREALTIME/./} - ${started/./}) / 1000)) ms after its start"
  expect "$name" "its page" page_has "nonce: $NONCE" "hostname: tried"
  # shellcheck disable=SC2016 # for the guest's shell
  echo 'echo shell-$((40 + 2))' >&5
  expect "$name" "its shell" grep -q '^shell-42' "$work/out"
  echo system_powerdown >&7
  expect "$name" "its end by the power button" ended "$qemu"
  grep -q 'powers off: power button' "$work/out" || err "guest $name ended, but not by the power button"
  exec 5>&- 7>&- 8>&-
  step "$name served, echoed and ended by its power button"
}

ended() {
  ! kill -0 "$1"
}

# expect NAME WHAT COMMAND...: within the deadline, or this ends with what the console said.
expect() {
  local name=$1 what=$2
  shift 2
  wait_until "$DEADLINE_SECONDS" "$@" || {
    cat "$work/out" >&2
    err "guest $name: $what did not come in $DEADLINE_SECONDS s; its console is above"
  }
}

page_has() {
  local page line
  exec 6<>/dev/tcp/127.0.0.1/80
  printf 'GET / HTTP/1.0\r\n\r\n' >&6
  page=$(cat <&6)
  exec 6>&-
  for line in "$@"; do grep -qxF "$line" <<<"$page" || return 1; done
}

main "$@"
