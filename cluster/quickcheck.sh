#!/usr/bin/env bash
# One VM's whole life on the cluster, checked from outside; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/guest_checks.sh"

NAMESPACE=default
FIRST_GUEST_UID=2000000
OUR_CHECKS=kubevirt-ee.io/quickcheck=true
EXAMPLE=$here/../kubernetes/examples/vm-first.yaml

usage() {
  cat <<'END'
usage: cluster/quickcheck.sh [--vm-name NAME] | --clean-all

Creates a VirtualMachine, waits for its guest with deadlines, checks it from outside (phase, node, pod, its qemu's uid
and cgroups, its page at its IP), deletes it and checks that nothing is left. Ends with 0 if all of it held.
  --vm-name NAME   name of the VM (default: quickcheck-<random>)
  --clean-all      only delete the VMs that earlier checks left behind
END
}

# failed WHAT: says what did not hold and how to look further; the VM stays.
failed() {
  printf 'FAILED: %s\n' "$1" >&2
  cat >&2 <<END
look further (the VM $NAMESPACE/$vm was left as it is; cluster/quickcheck.sh --clean-all deletes it):
  cluster/kubectl.sh describe vm,vmi $vm
  cluster/kubectl.sh get pods -l vm.kubevirt.io/name=$vm -o wide
  cluster/kubectl.sh -n kubevirt logs deployment/virt-controller --tail=50
  cluster/kubectl.sh -n kubevirt logs daemonset/virt-handler --tail=50
END
  exit 1
}

clean_all() {
  local vms
  vms=$(kube --namespace "$NAMESPACE" get virtualmachines --selector "$OUR_CHECKS" -o name)
  [[ -n $vms ]] || { step "no VM of an earlier check is left"; return; }
  kube --namespace "$NAMESPACE" delete virtualmachines --selector "$OUR_CHECKS" --timeout=120s ||
    err "VMs of earlier checks do not go: cluster/kubectl.sh describe vm -l $OUR_CHECKS"
  step "deleted what earlier checks left"
}

create_vm() {
  sed -e "s/vm-first/$vm/g" -e "s/NONCE/$nonce/g" "$EXAMPLE" |
    kube --namespace "$NAMESPACE" create -f - >/dev/null || failed "VM $vm was not created"
  kube --namespace "$NAMESPACE" label virtualmachine "$vm" "$OUR_CHECKS" >/dev/null
  step "VM $vm created"
}

check_running() {
  wait_until 120 vmi_has_phase "$NAMESPACE" "$vm" Running ||
    failed "VMI $vm is not Running after 120 s but '$(vmi_field "$NAMESPACE" "$vm" .status.phase)'"
  uid=$(vmi_field "$NAMESPACE" "$vm" .metadata.uid)
  local node pod_node
  node=$(vmi_field "$NAMESPACE" "$vm" .status.nodeName)
  [[ -n $node ]] || failed "VMI $vm is Running and names no node"
  pod=$(launcher_pod "$NAMESPACE" "$uid" .metadata.uid)
  [[ -n $pod ]] || failed "VMI $vm has no launcher pod"
  pod_node=$(launcher_pod "$NAMESPACE" "$uid" .spec.nodeName)
  [[ $pod_node == "$node" ]] || failed "VMI $vm is on $node, its launcher pod on $pod_node"
  [[ $(launcher_pod "$NAMESPACE" "$uid" .status.phase) == Running ]] || failed "the launcher pod of $vm is not Running"
  step "VMI $vm Running on $node, launcher pod $(launcher_pod "$NAMESPACE" "$uid" .metadata.name)"
}

check_qemu() {
  local qemu owner
  qemu=$(qemu_of "$NAMESPACE" "$vm") || failed "no qemu of ${NAMESPACE}_$vm runs here"
  owner=$(uid_of "$qemu")
  ((owner >= FIRST_GUEST_UID)) || failed "qemu $qemu runs as uid $owner, no guest's own"
  local other
  other=$(others_with_uid "$owner" "$uid")
  [[ -z $other ]] || failed "processes of another guest share uid $owner: $other"
  qemu_in_pod "$qemu" "$pod" || failed "qemu $qemu is not in its launcher's cgroups: see /proc/$qemu/cgroup"
  step "qemu $qemu has uid $owner and sits in its launcher's cgroups"
}

# qemu processes of the uid that are not this guest's.
others_with_uid() {
  local file pid
  for file in /proc/[0-9]*/status; do
    pid=${file//[!0-9]/}
    if [[ $(awk '$1 == "Uid:" { print $2 }' "$file" 2>/dev/null) == "$1" ]] &&
      ! tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$2"; then
      echo "$pid"
    fi
  done
}

check_page() {
  local ip
  ip=$(vmi_field "$NAMESPACE" "$vm" '.status.interfaces[0].ipAddress')
  [[ -n $ip ]] || failed "VMI $vm has no IP in its status"
  wait_until 60 page_has "$ip" "$nonce" || failed "http://$ip/ does not show this guest's nonce after 60 s"
  step "guest answers at http://$ip/ with its nonce"
}

check_deletion() {
  kube --namespace "$NAMESPACE" delete virtualmachine "$vm" --timeout=120s >/dev/null ||
    failed "VM $vm is not gone 120 s after its deletion"
  wait_until 60 nothing_of_it || failed "left after deletion:
$(what_is_left)"
  step "VM $vm deleted; no object, process, mount, cgroup, socket, tap, rule, definition or file is left"
}

what_is_left() {
  kube --namespace "$NAMESPACE" get virtualmachines,virtualmachineinstances,pods -o name 2>/dev/null |
    grep -E "/(virt-launcher-)?$vm(-[a-z0-9]{5})?\$" || true
  traces_of "$NAMESPACE" "$vm" "$uid" "$pod"
}

nothing_of_it() {
  [[ -z $(what_is_left) ]]
}

main() {
  vm=quickcheck-$(od -An -N3 -tx1 /dev/urandom | tr -d ' ')
  while (($#)); do
    case $1 in
      --vm-name) vm=${2:?}; shift 2 ;;
      --clean-all) clean_all; exit 0 ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 64 ;;
    esac
  done
  require_root
  require_tool curl "apt-get install curl"
  nonce=$(od -An -N8 -tx1 /dev/urandom | tr -d ' ')
  uid='' pod=''
  create_vm
  check_running
  check_qemu
  check_page
  check_deletion
  step "all of it held"
}

main "$@"
