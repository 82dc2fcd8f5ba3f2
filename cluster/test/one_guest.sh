#!/usr/bin/env bash
# Sourced by tests of one VirtualMachineInstance on a machine of `vagrant up`. They set `vmi`, its name, and `node`, the machine's;
# guest_runs sets `uid`, the instance's, and `pod`, the uid of its launcher pod.
set -euo pipefail

NAMESPACE=default
# shellcheck disable=SC2154 # of whoever sources this
GUEST_EXAMPLE=$here/../../kubernetes/examples/vmi-kernelboot.yaml

failed() {
  printf 'FAILED: %s (VMI %s/%s, and what it is made of, were left as they are)\n' "$1" "$NAMESPACE" "$vmi" >&2
  exit 1
}

# new_guest PREFIX: a name for it, and a machine.
new_guest() {
  cluster_is_vagrant || err "the machines of Vagrant are meant: CLUSTER=vagrant cluster/test/${0##*/}"
  vmi=$1-$(od -An -N3 -tx1 /dev/urandom | tr -d ' ')
  node=$(vagrant_workers | head -1)
}

# on_node FUNCTION ARGUMENT...: a function of guest_checks.sh, or a command, where the guest is.
on_node() {
  check_on_machine "$node" "$@"
}

# create_guest SPEC: the example's, with a merge patch of its spec. Says what the API server says.
create_guest() {
  sed -e "s/vmi-kernelboot/$vmi/g" -e "s/NONCE/$vmi/g" "$GUEST_EXAMPLE" |
    kube patch --local -f - --type merge -o yaml -p "{\"spec\":$1}" |
    kube patch --local -f - --type merge -o yaml -p "{\"spec\":{\"nodeSelector\":{\"kubernetes.io/hostname\":\"$node\"}}}" |
    kube --namespace "$NAMESPACE" create -f - 2>&1
}

# guest_runs SPEC
guest_runs() {
  local said
  said=$(create_guest "$1") || failed "it was not created: $said"
  wait_until 180 vmi_has_phase "$NAMESPACE" "$vmi" Running ||
    failed "it is not Running after $(patient 180) s but '$(vmi_field "$NAMESPACE" "$vmi" .status.phase)', and says:
$(vmi_field "$NAMESPACE" "$vmi" '.status.conditions[*].message')"
  uid=$(vmi_field "$NAMESPACE" "$vmi" .metadata.uid)
  pod=$(launcher_pod "$NAMESPACE" "$uid" .metadata.uid)
  step "VMI $vmi runs on $node"
}

# in_guest LINE TEXT: what the guest's shell answers to LINE holds TEXT, which LINE does not: it is echoed.
in_guest() {
  "$here/../console.sh" -n "$NAMESPACE" --until "$2" --timeout "$(patient 20)" --type "$1" "$vmi" >/dev/null
}

guest_has_a_shell() {
  # shellcheck disable=SC2016 # for the guest's shell
  wait_until 180 in_guest 'echo shell=$((40 + 2))' shell=42 || failed "its shell does not answer"
  step "its shell answers"
}

nothing_of_it() {
  [[ -z $(on_node traces_of "$NAMESPACE" "$vmi" "$uid" "$pod") ]]
}

guest_goes() {
  kube --namespace "$NAMESPACE" delete virtualmachineinstance "$vmi" --timeout="$(patient 120)s" >/dev/null || failed "it does not go"
  wait_until 60 nothing_of_it || failed "left after its deletion: $(on_node traces_of "$NAMESPACE" "$vmi" "$uid" "$pod")"
  step "deleted; nothing of it is left"
}
