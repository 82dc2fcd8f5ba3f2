#!/bin/bash
# On a machine of machine.sh: gives a guest a SCSI device and a VSOCK of the node, and says what the device holds and the guest answers.
# Beside it in /run/work: domain.xml, of a guest named GUEST whose files are below /run/guest; guest/, its kernel; libvirtd.sh.
set -euo pipefail

readonly GUEST=ns1_devices GUEST_UID=2100000 CID=4711
readonly DIR=/run/guest LIBVIRT=/run/libvirtd

fail() {
  echo "node: $1"
  tail -v -n 8 "$LIBVIRT/libvirtd.log" "$DIR/console" || true
  exit 1
}

# await SECONDS WHAT COMMAND...
await() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "no $what"
    sleep 1
  done
}

virsh_here() {
  virsh --quiet --connect "qemu+unix:///system?socket=$LIBVIRT/run/libvirt-sock" "$@"
}

has_said() {
  grep -q "guest: $1" "$DIR/console"
}

# Past the node's cache, which does not know what the guest wrote; zeros as digits.
first_bytes() {
  dd if="$DIR/disks/device" bs=4096 count=1 iflag=direct status=none | head -c 12 | tr '\0' 0
}

# A node of the device for the guest alone, as the agent makes it.
give_device() {
  local major minor
  insmod /run/modules/scsi_debug.ko dev_size_mb=16 lbpu=1 lbprz=1
  await 60 "SCSI device" test -b /dev/sda
  read -r major minor < <(stat -c '0x%t 0x%T' /dev/sda)
  mkdir -p "$DIR/disks"
  mknod -m 0600 "$DIR/disks/device" b "$major" "$minor"
  chown -R "$GUEST_UID:107" "$DIR"
}

start_guest() {
  /run/work/libvirtd.sh serve "$LIBVIRT" >"$DIR/serve.log" 2>&1 &
  await 120 libvirtd virsh_here list
  virsh_here define /run/work/domain.xml >/dev/null || fail "the domain is refused"
  virsh_here start "$GUEST" --paused >/dev/null || fail "the domain does not start"
  mkfifo "$DIR/keys"
  # Opened for writing too: so it neither waits for a writer nor ends with one.
  socat "UNIX-CONNECT:$DIR/serial0.sock" STDIO <>"$DIR/keys" >"$DIR/console" &
  virsh_here resume "$GUEST" >/dev/null
}

main() {
  local qemu
  mkdir -p "$DIR"
  give_device
  start_guest
  qemu=$(<"$LIBVIRT/run/qemu/$GUEST.pid")
  echo "node: qemu has uid $(stat -c %u "/proc/$qemu") and the capabilities $(sed -n 's/^CapEff:\t//p' "/proc/$qemu/status")"
  await 300 "word of the guest's that it wrote" has_said wrote
  echo "node: the device holds $(first_bytes)"
  echo >"$DIR/keys"
  await 120 "word of the guest's that it discarded" has_said discarded
  echo "node: the device holds $(first_bytes)"
  grep -a '^guest: ' "$DIR/console" | tr -d '\r'
  await 120 "answer of the guest's on its VSOCK" socat -u "VSOCK-CONNECT:$CID:1024" "OPEN:$DIR/answer,creat,trunc"
  echo "node: on its VSOCK the guest says $(<"$DIR/answer")"
}

main "$@"
