#!/usr/bin/env bash
# A socket between a node and a guest; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/../guest_checks.sh"
# shellcheck source=cluster/test/one_guest.sh
source "$here/one_guest.sh"

RESOURCE=devices.kubevirt.io/vhost-vsock
SPEC='{"domain":{"devices":{"autoattachVSOCK":true}}}'
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

# set_gates JSON
set_gates() {
  kube --namespace kubevirt patch kubevirt kubevirt --type=merge \
    --patch "{\"spec\":{\"configuration\":{\"developerConfiguration\":{\"featureGates\":$1}}}}" >/dev/null
}

gate_decides() {
  local said
  gates=$(kube --namespace kubevirt get kubevirt kubevirt -o 'jsonpath={.spec.configuration.developerConfiguration.featureGates}')
  [[ $gates != *'"VSOCK"'* ]] || err "the gate VSOCK is open: close it first"
  if said=$(create_guest "$SPEC"); then failed "it was created with the gate closed"; fi
  [[ $said == *autoattachVSOCK* ]] || failed "it was refused with: $said"
  set_gates '["VSOCK"]'
  step "refused with the gate closed; the gate VSOCK is open"
}

node_offers_the_device() {
  on_node modprobe vhost_vsock || err "$node has no module vhost_vsock: install linux-image-amd64 there"
  # shellcheck disable=SC2317 # called by wait_until
  offered() { [[ $(kube get node "$node" -o "jsonpath={.status.allocatable.${RESOURCE//./\\.}}") =~ ^[1-9] ]]; } # a quantity, such as 1k
  wait_until 60 offered || failed "$node does not offer $RESOURCE"
  step "$node offers $RESOURCE"
}

guest_has_a_context_id() {
  cid=$(vmi_field "$NAMESPACE" "$vmi" .status.VSOCKCID)
  ((cid > 2)) || failed "its context id is '$cid'"
  [[ $(on_node cat "/proc/$(on_node qemu_of "$NAMESPACE" "$vmi")/cmdline" | tr '\0' ' ') =~ guest-cid.{1,2}${cid}[^0-9] ]] ||
    failed "its qemu was not given the context id $cid"
  step "it has the context id $cid"
}

# Nothing listens: that the connection is reset is the guest's own word.
guest_answers() {
  local said
  # shellcheck disable=SC2016 # for the guest's shell
  in_guest 'echo vsocks=$(grep -l 0x0013 /sys/bus/virtio/devices/*/device | wc -l)' vsocks=1 || failed "the guest has no such device"
  # shellcheck disable=SC2317 # called by wait_until
  resets() {
    said=$(on_node socat -u OPEN:/dev/null "VSOCK-CONNECT:$cid:$PORT" 2>&1 || true)
    [[ $said == *'reset by peer'* ]]
  }
  wait_until 60 resets || failed "asked at $cid:$PORT the guest does not answer: $said"
  step "the guest answers at $cid:$PORT that nothing is there"
}

main() {
  # shellcheck disable=SC2034 # uid and pod are set by guest_runs
  local vmi uid pod node cid gates
  case ${1:-} in
    -h | --help) usage; exit 0 ;;
    '') ;;
    *) usage >&2; exit 64 ;;
  esac
  new_guest vsock
  gate_decides
  node_offers_the_device
  guest_runs "$SPEC"
  guest_has_a_context_id
  guest_has_a_shell
  guest_answers
  guest_goes
  set_gates "${gates:-null}"
  step "a socket between a node and a guest: all of it held"
}

main "$@"
