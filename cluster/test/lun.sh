#!/usr/bin/env bash
# A SCSI device of a node in a guest; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/../guest_checks.sh"
# shellcheck source=cluster/test/one_guest.sh
source "$here/one_guest.sh"

MIB=16

usage() {
  cat <<'END'
usage: CLUSTER=vagrant cluster/test/lun.sh

On a machine of `vagrant up`, where cluster/sync.sh has run: loads scsi_debug (a SCSI disk in memory), makes a volume and a claim of its
device, starts a guest with it as a `lun` and checks that the guest sees that very device, by commands that a qemu without capabilities
passes through; that what the guest writes stands on it; that UNMAP passes. Deletes all of it. Ends with 0 if all of it held; else what
there is stays as it is.
END
}

device_of_the_node() {
  if [[ $(on_node cat /proc/modules) == *scsi_debug* ]]; then
    on_node modprobe -r scsi_debug || err "scsi_debug on $node is in use: end what uses it, then run again"
  fi
  # One that takes UNMAP, and reads zeros afterwards.
  on_node modprobe scsi_debug "dev_size_mb=$MIB" lbpu=1 lbprz=1 || err "$node has no module scsi_debug: install linux-image-amd64 there"
  # shellcheck disable=SC2016 # for the shell on the node
  wait_until 30 on_node bash -c 'ls /sys/bus/pseudo/drivers/scsi_debug/adapter0/host*/target*/*/block' || err "scsi_debug made no device on $node"
  # shellcheck disable=SC2016
  device=/dev/$(on_node bash -c 'ls /sys/bus/pseudo/drivers/scsi_debug/adapter0/host*/target*/*/block')
  wait_until 30 on_node test -b "$device" || err "$node has no $device"
  step "scsi_debug is $device on $node"
}

claim_of_the_device() {
  kube create -f - >/dev/null <<END || failed "the volume was not created"
apiVersion: v1
kind: PersistentVolume
metadata: {name: $vmi}
spec:
  accessModes: [ReadWriteOnce]
  capacity: {storage: ${MIB}Mi}
  volumeMode: Block
  local: {path: $device}
  claimRef: {namespace: $NAMESPACE, name: $vmi}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [$node]}]
END
  kube --namespace "$NAMESPACE" create -f - >/dev/null <<END || failed "the claim was not created"
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: $vmi}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: ${MIB}Mi}}
  storageClassName: ""
  volumeMode: Block
  volumeName: $vmi
END
}

# What passes, passes without a capability.
qemu_is_unprivileged() {
  local qemu arguments capabilities
  qemu=$(on_node qemu_of "$NAMESPACE" "$vmi") || failed "no qemu of it runs on $node"
  arguments=$(on_node cat "/proc/$qemu/cmdline" | tr '\0' ' ')
  [[ $arguments == *scsi-block* ]] || failed "qemu has no scsi-block: $arguments"
  capabilities=$(on_node cat "/proc/$qemu/status" | awk '$1 == "CapEff:" { print $2 }')
  [[ $capabilities =~ ^0+$ ]] || failed "qemu $qemu has capabilities: $capabilities"
  step "qemu $qemu has a scsi-block, uid $(on_node uid_of "$qemu") and no capability"
}

guest_sees_the_device() {
  # shellcheck disable=SC2016 # for the guest's shell
  in_guest 'echo is=$(cat /sys/block/sda/device/vendor /sys/block/sda/device/model)' 'is=Linux scsi_debug' ||
    failed "the guest's sda is not scsi_debug's"
  # shellcheck disable=SC2016
  in_guest 'echo sectors=$(cat /sys/block/sda/size)' "sectors=$((MIB * 2048))" || failed "the guest's sda has another size"
  step "the guest's sda is scsi_debug's"
}

# first_bytes: of the device, zeros as digits. Past the node's cache, which does not know what the guest wrote.
first_bytes() {
  # shellcheck disable=SC2016 # for the shell on the node
  on_node bash -c 'dd if="$0" bs=4096 count=1 iflag=direct status=none | head -c 12 | tr "\0" 0' "$device"
}

writes_arrive() {
  in_guest 'echo of-the-guest >/dev/sda; sync; echo wrote=$?' wrote=0 || failed "the guest cannot write"
  [[ $(first_bytes) == of-the-guest ]] || failed "on $device stands '$(first_bytes)', not what the guest wrote"
  step "what the guest wrote stands on $device"
}

unmap_passes() {
  in_guest 'blkdiscard /dev/sda; echo discarded=$?' discarded=0 || failed "the guest cannot discard"
  [[ $(first_bytes) == 000000000000 ]] || failed "on $device stands '$(first_bytes)' after the guest discarded it"
  step "what the guest discarded is gone from $device"
}

nothing_is_left() {
  guest_goes
  kube --namespace "$NAMESPACE" delete persistentvolumeclaim "$vmi" --timeout="$(patient 60)s" >/dev/null || failed "the claim does not go"
  kube delete persistentvolume "$vmi" --timeout="$(patient 60)s" >/dev/null || failed "the volume does not go"
  wait_until 60 on_node modprobe -r scsi_debug || failed "scsi_debug is still in use on $node"
  step "claim, volume and device are gone"
}

main() {
  # shellcheck disable=SC2034 # uid and pod are set by guest_runs
  local vmi uid pod node device
  case ${1:-} in
    -h | --help) usage; exit 0 ;;
    '') ;;
    *) usage >&2; exit 64 ;;
  esac
  new_guest lun
  device_of_the_node
  claim_of_the_device
  guest_runs "{\"domain\":{\"devices\":{\"disks\":[{\"name\":\"device\",\"lun\":{}}]}},
    \"volumes\":[{\"name\":\"device\",\"persistentVolumeClaim\":{\"claimName\":\"$vmi\"}}]}"
  guest_has_a_shell
  qemu_is_unprivileged
  guest_sees_the_device
  writes_arrive
  unmap_passes
  nothing_is_left
  step "a SCSI device of the node in a guest: all of it held"
}

main "$@"
