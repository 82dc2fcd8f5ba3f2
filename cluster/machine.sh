#!/usr/bin/env bash
# One machine of the cluster of several; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/node/instance.sh
source "$here/node/instance.sh"
# shellcheck source=cluster/node/processes.sh
source "$here/node/processes.sh"
# shellcheck source=cluster/node/leftovers.sh
source "$here/node/leftovers.sh"
# shellcheck source=cluster/node/certificates.sh
source "$here/node/certificates.sh"
# shellcheck source=cluster/node/build.sh
source "$here/node/build.sh"
# shellcheck source=cluster/node/control_plane.sh
source "$here/node/control_plane.sh"
# shellcheck source=cluster/node/worker.sh
source "$here/node/worker.sh"
# shellcheck source=cluster/node/machines.sh
source "$here/node/machines.sh"
# shellcheck source=cluster/node/cluster_of_machines.sh
source "$here/node/cluster_of_machines.sh"

usage() {
  cat <<'END'
usage: cluster/machine.sh list                       the machines of the cluster of cluster/up.sh --masters M --nodes N
       cluster/machine.sh exec NAME COMMAND...       COMMAND on it: with its processes, mounts, network and host name
       cluster/machine.sh cut NAME                   its network cable is pulled; what runs on it runs on
       cluster/machine.sh join NAME                  … and put in again
       cluster/machine.sh kill NAME                  its power is cut; its disk stays
       cluster/machine.sh start NAME                 … and put on again: boots, and runs what belongs on it
NAME is master01 …, node01 …, or ha-proxy (not for start: cluster/up.sh).
END
}

# port STATE: of the switch, where the machine hangs on it.
port() {
  in_network_of switch ip link set "$name" "$1"
}

list() {
  local each
  for each in ha-proxy $(masters) $(nodes); do
    printf '%-9s %-16s %s\n' "$each" "$(address_of "$each")" "$(machine_is_up "$each" && echo up || echo down)"
  done
}

start() {
  [[ $name != ha-proxy ]] || err "ha-proxy is started by cluster/up.sh --masters $MASTERS --nodes $NODES"
  instance_lock
  PKI=$INSTANCE_STATE/pki
  build_kubernetes
  machine_start "$name"
  inside "${name%[0-9][0-9]}" "$name"
  # A node that was removed meanwhile has made its Node anew.
  if [[ $name == node* ]]; then name_pods_of "$name"; fi
}

require_machine() {
  [[ " ha-proxy $(masters | xargs) $(nodes | xargs) " == *" $name "* ]] || err "there is no machine '$name': see cluster/machine.sh list"
}

main() {
  local action=${1:-} name=${2:-}
  case $action in
    -h | --help) usage; exit 0 ;;
    list | exec | cut | join | kill | start) ;;
    *) usage >&2; exit 64 ;;
  esac
  require_root
  [[ -d $MACHINES_RUN ]] || err "the cluster of several machines is not up: run cluster/up.sh --masters M --nodes N"
  machines_instance
  plan_read
  if [[ $action == list ]]; then
    list
    return
  fi
  require_machine
  case $action in
    exec) machine_exec "$name" "${@:3}" ;;
    cut) port down ;;
    join) port up ;;
    kill) machine_end "$name" ;;
    start) start ;;
  esac
}

main "$@"
