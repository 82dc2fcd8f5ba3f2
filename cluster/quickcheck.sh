#!/usr/bin/env bash
# One VM's whole life on the cluster, checked from outside; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/guest_checks.sh"
# shellcheck source=cluster/node/instance.sh
source "$here/node/instance.sh"
# shellcheck source=cluster/node/processes.sh
source "$here/node/processes.sh"
# shellcheck source=cluster/node/machines.sh
source "$here/node/machines.sh"

NAMESPACE=default
FIRST_GUEST_UID=2000000
BOOT_SECONDS=180 # a few, but for an emulated guest on an emulated machine
OUR_CHECKS=kubevirt-ee.io/quickcheck=true
EXAMPLE=$here/../kubernetes/examples/vm-first.yaml

usage() {
  cat <<'END'
usage: cluster/quickcheck.sh [--vm-name NAME] [--node NODE] | --clean-all

Creates a VirtualMachine, waits for its guest with deadlines, checks it from outside (phase, node, pod, its qemu's uid
and cgroups, its page at its IP), deletes it and checks that nothing is left. Ends with 0 if all of it held.
On a cluster of several machines it does so on each node in turn, and asks for the page from every other node too.
  --vm-name NAME   name of the VM (default: quickcheck-<random>)
  --node NODE      on this node alone
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
  kube --namespace "$NAMESPACE" delete virtualmachines --selector "$OUR_CHECKS" --timeout="$(patient 120)s" ||
    err "VMs of earlier checks do not go: cluster/kubectl.sh describe vm -l $OUR_CHECKS"
  step "deleted what earlier checks left"
}

create_vm() {
  sed -e "s/vm-first/$vm/g" -e "s/NONCE/$nonce/g" "$EXAMPLE" | pinned |
    kube --namespace "$NAMESPACE" create -f - >/dev/null || failed "VM $vm was not created"
  kube --namespace "$NAMESPACE" label virtualmachine "$vm" "$OUR_CHECKS" >/dev/null
  step "VM $vm created"
}

# The VM to the node that is asked for.
pinned() {
  if [[ -z $wanted_node ]]; then
    cat
  else
    kube patch --local -f - --type merge -o yaml -p "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/hostname\":\"$wanted_node\"}}}}}"
  fi
}

# on_node FUNCTION ARGUMENT...: a function of guest_checks.sh where the guest is.
on_node() {
  on "$node" "$@"
}

on() {
  local place=$1
  shift
  # shellcheck disable=SC2016 # for the shell on the node
  if cluster_is_machines; then
    machine_exec "$place" bash -c 'source "$0" && "$@"' "$here/guest_checks.sh" "$@"
  elif cluster_is_vagrant; then
    check_on_machine "$place" "$@"
  else
    "$@"
  fi
}

check_running() {
  wait_until 120 vmi_has_phase "$NAMESPACE" "$vm" Running ||
    failed "VMI $vm is not Running after $(patient 120) s but '$(vmi_field "$NAMESPACE" "$vm" .status.phase)'"
  uid=$(vmi_field "$NAMESPACE" "$vm" .metadata.uid)
  local pod_node
  node=$(vmi_field "$NAMESPACE" "$vm" .status.nodeName)
  [[ -n $node ]] || failed "VMI $vm is Running and names no node"
  [[ -z $wanted_node || $node == "$wanted_node" ]] || failed "VMI $vm is on $node, not on $wanted_node"
  pod=$(launcher_pod "$NAMESPACE" "$uid" .metadata.uid)
  [[ -n $pod ]] || failed "VMI $vm has no launcher pod"
  pod_node=$(launcher_pod "$NAMESPACE" "$uid" .spec.nodeName)
  [[ $pod_node == "$node" ]] || failed "VMI $vm is on $node, its launcher pod on $pod_node"
  [[ $(launcher_pod "$NAMESPACE" "$uid" .status.phase) == Running ]] || failed "the launcher pod of $vm is not Running"
  step "VMI $vm Running on $node, launcher pod $(launcher_pod "$NAMESPACE" "$uid" .metadata.name)"
}

check_qemu() {
  local qemu owner
  qemu=$(on_node qemu_of "$NAMESPACE" "$vm") || failed "no qemu of ${NAMESPACE}_$vm runs on $node"
  owner=$(on_node uid_of "$qemu")
  ((owner >= FIRST_GUEST_UID)) || failed "qemu $qemu runs as uid $owner, no guest's own"
  local other
  other=$(on_node others_with_uid "$owner" "$uid")
  [[ -z $other ]] || failed "processes of another guest share uid $owner: $other"
  on_node qemu_in_pod "$qemu" "$pod" || failed "qemu $qemu is not in its launcher's cgroups: see /proc/$qemu/cgroup"
  step "qemu $qemu has uid $owner and sits in its launcher's cgroups"
}

check_page() {
  local ip
  ip=$(vmi_field "$NAMESPACE" "$vm" '.status.interfaces[0].ipAddress')
  [[ -n $ip ]] || failed "VMI $vm has no IP in its status"
  wait_until "$BOOT_SECONDS" on_node page_has "$ip" "$nonce" ||
    failed "http://$ip/ does not show this guest's nonce after $(patient "$BOOT_SECONDS") s"
  step "guest answers at http://$ip/ with its nonce"
  if cluster_is_machines || cluster_is_vagrant; then check_page_from_elsewhere "$ip"; fi
}

nodes_of_cluster() {
  if cluster_is_vagrant; then vagrant_workers; else nodes_of_machines; fi
}

check_page_from_elsewhere() {
  local ip=$1 other others=()
  for other in $(nodes_of_cluster); do
    if [[ $other == "$node" ]]; then continue; fi
    wait_until 30 on "$other" page_has "$ip" "$nonce" || failed "http://$ip/ on $node is not reached from $other"
    others+=("$other")
  done
  # This machine knows no way to pods of Vagrant's.
  if cluster_is_machines; then
    wait_until 30 page_has "$ip" "$nonce" || failed "http://$ip/ on $node is not reached from this machine"
    others+=("this machine")
  fi
  if ((${#others[@]})); then step "and to ${others[*]}"; fi
}

check_deletion() {
  kube --namespace "$NAMESPACE" delete virtualmachine "$vm" --timeout="$(patient 120)s" >/dev/null ||
    failed "VM $vm is not gone $(patient 120) s after its deletion"
  wait_until 60 nothing_of_it || failed "left after deletion:
$(what_is_left)"
  step "VM $vm deleted; no object, process, mount, cgroup, socket, tap, rule, definition or file is left"
}

what_is_left() {
  kube --namespace "$NAMESPACE" get virtualmachines,virtualmachineinstances,pods -o name 2>/dev/null |
    grep -E "/(virt-launcher-)?$vm(-[a-z0-9]{5})?\$" || true
  on_node traces_of "$NAMESPACE" "$vm" "$uid" "$pod"
}

nothing_of_it() {
  [[ -z $(what_is_left) ]]
}

# check_vm: one VM's whole life, on the node that is asked for.
check_vm() {
  nonce=$(od -An -N8 -tx1 /dev/urandom | tr -d ' ')
  uid='' pod='' node=''
  create_vm
  check_running
  check_qemu
  check_page
  check_deletion
}

main() {
  vm=quickcheck-$(od -An -N3 -tx1 /dev/urandom | tr -d ' ')
  wanted_node=''
  while (($#)); do
    case $1 in
      --vm-name) vm=${2:?}; shift 2 ;;
      --node) wanted_node=${2:?}; shift 2 ;;
      --clean-all) clean_all; exit 0 ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 64 ;;
    esac
  done
  require_root
  require_tool curl "apt-get install curl"
  if cluster_is_machines; then machines_instance; fi
  if [[ -z $wanted_node ]] && (cluster_is_machines || cluster_is_vagrant); then
    for wanted_node in $(nodes_of_cluster); do check_vm; done
  else
    check_vm
  fi
  step "all of it held"
}

main "$@"
