#!/usr/bin/env bash
# usage: cluster/test/upgrade.sh REVISION
# Puts KubeVirt EE of an older REVISION (of this repository) into the local cluster, starts a guest, brings the cluster to this
# checkout with cluster/sync.sh, and checks that the guest did not notice and can be stopped, started and deleted afterwards.
# Needs root and a cluster (cluster/up.sh). Takes two builds.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cluster=$(dirname "$here")
# shellcheck source=cluster/lib.sh
source "$cluster/lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$cluster/guest_checks.sh"

VM=upgraded
NONCE=$(od -An -N8 -tx1 /dev/urandom | tr -d ' ')

failed() {
  echo "FAILED  $1"
  exit 1
}

ip() {
  vmi_field default "$VM" '.status.interfaces[0].ipAddress'
}

# The page's line of this boot of the guest.
boot_of_guest() {
  page_of "$(ip)" | sed -n 's/^boot: //p'
}

a_guest_runs_on_the_old_version() {
  git -C "$cluster" worktree add --quiet --detach "$OLD" "$1"
  "$OLD/cluster/sync.sh" >"$SCRATCH/old.log" 2>&1 || failed "$1 could not be installed: $(tail -3 "$SCRATCH/old.log")"
  sed -e "s/vm-first/$VM/g" -e "s/NONCE/$NONCE/g" "$OLD/kubernetes/examples/vm-first.yaml" | kube create -f - >/dev/null
  wait_until 120 vmi_has_phase default "$VM" Running || failed "the guest does not run on $1"
  wait_until 60 page_has "$(ip)" "$NONCE" || failed "the guest does not answer on $1"
  QEMU=$(qemu_of default "$VM")
  STARTED=$(stat -c %Y "/proc/$QEMU")
  BOOT=$(boot_of_guest)
  echo "ok      $1 runs a guest: qemu $QEMU"
}

the_guest_does_not_notice() {
  "$cluster/sync.sh" >"$SCRATCH/new.log" 2>&1 || failed "this checkout could not be installed: $(tail -3 "$SCRATCH/new.log")"
  [[ $(qemu_of default "$VM") == "$QEMU" && $(stat -c %Y "/proc/$QEMU") == "$STARTED" ]] || failed "the guest has another qemu"
  [[ $(boot_of_guest) == "$BOOT" ]] || failed "the guest has booted again"
  vmi_has_phase default "$VM" Running || failed "the VMI is '$(vmi_field default "$VM" .status.phase)'"
  echo "ok      after the upgrade the same guest runs"
}

# libvirtd is updated on delete.
the_new_libvirtd_finds_it() {
  kube --namespace kubevirt delete pod --selector kubevirt.io=virt-libvirtd --timeout=60s >/dev/null
  kube --namespace kubevirt rollout status daemonset/virt-handler --timeout=120s >/dev/null
  wait_until 60 eval "[[ \$(kube --namespace kubevirt get daemonset virt-libvirtd -o 'jsonpath={.status.numberReady}') == 1 ]]" ||
    failed "virt-libvirtd does not come back"
  [[ $(boot_of_guest) == "$BOOT" ]] || failed "the guest has booted again"
  echo "ok      with the new libvirtd as well"
}

asked_of_the_vm() {
  kube replace --raw "/apis/subresources.kubevirt.io/v1/namespaces/default/virtualmachines/$VM/$1" -f - <<<'{}' >/dev/null
}

# nothing_is_left_of WHICH UID POD: both guests have the name, so the other one must not be there yet.
nothing_is_left_of() {
  nothing_of_it() { [[ -z $(traces_of default "$VM" "$2" "$3") ]]; }
  wait_until 60 nothing_of_it "$@" || failed "left of the $1 guest: $(traces_of default "$VM" "$2" "$3")"
}

it_obeys_the_new_version() {
  local uid pod
  uid=$(vmi_field default "$VM" .metadata.uid)
  pod=$(launcher_pod default "$uid" .metadata.uid)
  asked_of_the_vm stop
  no_instance() { [[ -z $(kube get virtualmachineinstances "$VM" --ignore-not-found --output name) ]]; }
  wait_until 120 no_instance || failed "the guest does not stop"
  nothing_is_left_of first "$uid" "$pod"
  asked_of_the_vm start
  other_guest_answers() { vmi_has_phase default "$VM" Running && page_has "$(ip)" "$NONCE"; }
  wait_until 120 other_guest_answers || failed "a start does not bring another guest"
  uid=$(vmi_field default "$VM" .metadata.uid)
  pod=$(launcher_pod default "$uid" .metadata.uid)
  kube delete virtualmachine "$VM" --timeout=120s >/dev/null
  nothing_is_left_of second "$uid" "$pod"
  echo "ok      it is stopped, started and deleted by the new version"
}

clean_up() {
  git -C "$cluster" worktree remove --force "$OLD" 2>/dev/null || true
  rm -rf "$SCRATCH"
}

[[ $# -eq 1 && $1 != -* ]] || { sed -n '2,5s/^# //p' "$0"; exit 64; }
require_root
SCRATCH=$(mktemp -d)
OLD=$SCRATCH/old
trap clean_up EXIT
a_guest_runs_on_the_old_version "$1"
the_guest_does_not_notice
the_new_libvirtd_finds_it
it_obeys_the_new_version
