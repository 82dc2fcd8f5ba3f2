#!/usr/bin/env bash
# usage: cluster/test/uninstall.sh
# Uninstalls KubeVirt EE from the local cluster, where it is in sync, with a guest present: refused first, then carried out
# although virt-controller never returns, until nothing is left. Afterwards cluster/sync.sh installs it again. Needs root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cluster=$(dirname "$here")
# shellcheck source=cluster/lib.sh
source "$cluster/lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$cluster/guest_checks.sh"

VM=uninstalled
KVM=devices.kubevirt.io/kvm
MARKED=apiservices,validatingwebhookconfigurations,mutatingwebhookconfigurations,clusterroles,clusterrolebindings
MARKED+=,validatingadmissionpolicies,validatingadmissionpolicybindings,customresourcedefinitions

failed() {
  echo "FAILED  $1"
  exit 1
}

# For how many guests each node offers KVM.
kvm_of_nodes() {
  kube get nodes -o "jsonpath={.items[*].status.allocatable.${KVM//./\\.}}"
}

a_guest_runs() {
  sed -e "s/vm-first/$VM/g" -e 's/NONCE/uninstall/' "$cluster/../kubernetes/examples/vm-first.yaml" | kube create -f - >/dev/null
  wait_until 120 vmi_has_phase default "$VM" Running || failed "the guest to be ended does not run"
  uid=$(vmi_field default "$VM" .metadata.uid)
  pod=$(launcher_pod default "$uid" .metadata.uid)
}

is_refused() {
  local output
  if output=$("$cluster/uninstall.sh" 2>&1); then failed "it was not refused with a guest present"; fi
  [[ $output == "error: virtual machines are there"*"nothing was changed" ]] || failed "it said: $output"
  vmi_has_phase default "$VM" Running || failed "the refused uninstall changed the guest"
  echo "ok      with a guest present it is refused"
}

is_carried_out() {
  kube --namespace kubevirt scale deployment virt-controller --replicas=0 >/dev/null
  kube --namespace kubevirt wait pod --selector kubevirt.io=virt-controller --for=delete --timeout=60s >/dev/null
  "$cluster/uninstall.sh" --end-guests --give-up-after 20
  local left
  left=$(kube get "$MARKED" --selector "$OUR_LABEL" -o name; kube get namespace kubevirt --ignore-not-found -o name
    kube get pods --all-namespaces --selector kubevirt.io=virt-launcher -o name)
  left+=$(kube get nodes -o json | grep -oE '"([a-z0-9-]+[.])*kubevirt[.]io/[^"]*"|"cpumanager"' | grep -vxF "\"$KVM\"" | head -3 || true)
  [[ -z $left ]] || failed "left in the cluster: $left"
  # The kubelet keeps the name of what a device plugin once offered.
  # shellcheck disable=SC2317 # called by wait_until
  nothing_is_offered() { [[ $(kvm_of_nodes) =~ ^[0\ ]*$ ]]; }
  wait_until 60 nothing_is_offered || failed "nodes still offer $KVM: $(kvm_of_nodes)"
  nothing_of_it() { [[ -z $(traces_of default "$VM" "$uid" "$pod") ]]; }
  wait_until 60 nothing_of_it || failed "left on the node: $(traces_of default "$VM" "$uid" "$pod")"
  echo "ok      without virt-controller the guest is let go and nothing is left"
}

require_root
uid='' pod=''
a_guest_runs
is_refused
is_carried_out
"$cluster/uninstall.sh" | grep -q "not installed" || failed "a second time it does not say that there is nothing"
echo "ok      a second time there is nothing to do"
