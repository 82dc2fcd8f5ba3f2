#!/usr/bin/env bash
# A socket between a node and a guest; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/../guest_checks.sh"

NAMESPACE=default
EXAMPLE=$here/../../kubernetes/examples/vmi-kernelboot.yaml
RESOURCE=devices.kubevirt.io/vhost-vsock
PORT=1024 # where the guest has nothing

usage() {
  cat <<'END'
usage: CLUSTER=vagrant cluster/test/vsock.sh

On a machine of `vagrant up`, where cluster/sync.sh has run: checks that a guest with a VSOCK is refused while the gate VSOCK is closed;
opens it, loads vhost_vsock, and checks that the node offers the device, that a guest has a context id and the device, and that the
guest's kernel answers the node there. Deletes the guest and closes the gate again. Ends with 0 if all of it held; else what there is
stays as it is.
END
}

failed() {
  printf 'FAILED: %s (VMI %s/%s, and the gate, were left as they are)\n' "$1" "$NAMESPACE" "$name" >&2
  exit 1
}

# on_node FUNCTION ARGUMENT...: a function of guest_checks.sh, or a command, where the guest is.
on_node() {
  # shellcheck disable=SC2016 # for the shell on the node
  on_machine "$node" bash -c 'source "$0" && "$@"' /vagrant/cluster/guest_checks.sh "$@" </dev/null
}

# set_gates JSON
set_gates() {
  kube --namespace kubevirt patch kubevirt kubevirt --type=merge \
    --patch "{\"spec\":{\"configuration\":{\"developerConfiguration\":{\"featureGates\":$1}}}}" >/dev/null
}

create() {
  sed -e "s/vmi-kernelboot/$name/g" -e "s/NONCE/$name/g" "$EXAMPLE" |
    kube patch --local -f - --type merge -o yaml -p "{\"spec\":{\"nodeSelector\":{\"kubernetes.io/hostname\":\"$node\"},
      \"domain\":{\"devices\":{\"autoattachVSOCK\":true}}}}" |
    kube --namespace "$NAMESPACE" create -f - 2>&1
}

gate_decides() {
  local said
  gates=$(kube --namespace kubevirt get kubevirt kubevirt -o 'jsonpath={.spec.configuration.developerConfiguration.featureGates}')
  [[ $gates != *'"VSOCK"'* ]] || err "the gate VSOCK is open: close it first"
  if said=$(create); then failed "it was created with the gate closed"; fi
  [[ $said == *autoattachVSOCK* ]] || failed "it was refused with: $said"
  set_gates '["VSOCK"]'
  step "refused with the gate closed; the gate VSOCK is open"
}

node_offers_the_device() {
  on_node modprobe vhost_vsock || err "$node has no module vhost_vsock: install linux-image-amd64 there"
  # shellcheck disable=SC2317 # called by wait_until
  offered() { (($(kube get node "$node" -o "jsonpath={.status.allocatable.${RESOURCE//./\\.}}") > 0)); }
  wait_until 60 offered || failed "$node does not offer $RESOURCE"
  step "$node offers $RESOURCE"
}

guest_runs() {
  local said
  said=$(create) || failed "it was not created: $said"
  wait_until 180 vmi_has_phase "$NAMESPACE" "$name" Running ||
    failed "it is not Running after $(patient 180) s but '$(vmi_field "$NAMESPACE" "$name" .status.phase)', and says:
$(vmi_field "$NAMESPACE" "$name" '.status.conditions[*].message')"
  uid=$(vmi_field "$NAMESPACE" "$name" .metadata.uid)
  pod=$(launcher_pod "$NAMESPACE" "$uid" .metadata.uid)
  cid=$(vmi_field "$NAMESPACE" "$name" .status.VSOCKCID)
  ((cid > 2)) || failed "its context id is '$cid'"
  [[ $(on_node cat "/proc/$(on_node qemu_of "$NAMESPACE" "$name")/cmdline" | tr '\0' ' ') =~ guest-cid.{1,2}${cid}[^0-9] ]] ||
    failed "its qemu was not given the context id $cid"
  step "VMI $name runs on $node with context id $cid"
}

# Nothing listens: that the connection is reset is the guest's own word.
guest_answers() {
  local said
  # shellcheck disable=SC2016 # for the guest's shell
  wait_until 180 "$here/../console.sh" -n "$NAMESPACE" --until vsocks=1 --timeout "$(patient 20)" \
    --type 'echo vsocks=$(grep -l 0x0013 /sys/bus/virtio/devices/*/device | wc -l)' "$name" || failed "the guest has no such device"
  # shellcheck disable=SC2317 # called by wait_until
  resets() {
    said=$(on_node socat -u OPEN:/dev/null "VSOCK-CONNECT:$cid:$PORT" 2>&1 || true)
    [[ $said == *'reset by peer'* ]]
  }
  wait_until 60 resets || failed "asked at $cid:$PORT the guest does not answer: $said"
  step "the guest answers at $cid:$PORT that nothing is there"
}

nothing_is_left() {
  kube --namespace "$NAMESPACE" delete virtualmachineinstance "$name" --timeout="$(patient 120)s" >/dev/null || failed "it does not go"
  # shellcheck disable=SC2317 # called by wait_until
  nothing_of_it() { [[ -z $(on_node traces_of "$NAMESPACE" "$name" "$uid" "$pod") ]]; }
  wait_until 60 nothing_of_it || failed "left after its deletion: $(on_node traces_of "$NAMESPACE" "$name" "$uid" "$pod")"
  set_gates "${gates:-null}"
  step "deleted; nothing of it is left, and the gate is closed"
}

main() {
  local name uid pod node cid gates
  case ${1:-} in
    -h | --help) usage; exit 0 ;;
    '') ;;
    *) usage >&2; exit 64 ;;
  esac
  cluster_is_vagrant || err "the machines of Vagrant are meant: CLUSTER=vagrant cluster/test/vsock.sh"
  name=vsock-$(od -An -N3 -tx1 /dev/urandom | tr -d ' ')
  node=$(vagrant_workers | head -1)
  gate_decides
  node_offers_the_device
  guest_runs
  guest_answers
  nothing_is_left
  step "a socket between a node and a guest: all of it held"
}

main "$@"
