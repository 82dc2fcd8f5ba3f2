#!/usr/bin/env bash
# Who is what in a cluster of real machines; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../cluster/lib.sh"
# shellcheck source=cluster/node/instance.sh
source "$here/../cluster/node/instance.sh"
# shellcheck source=cluster/node/certificates.sh
source "$here/../cluster/node/certificates.sh"
# shellcheck source=cluster/node/machines.sh
source "$here/../cluster/node/machines.sh"
# shellcheck source=cluster/node/cluster_of_machines.sh
source "$here/../cluster/node/cluster_of_machines.sh"

usage() {
  cat <<'END'
usage: vagrant/plan.sh FOLDER MASTERS NODES

Makes FOLDER/NAME for each machine of a cluster: its certificates, and who the others are. vagrant/provision.sh makes that of a
machine which it finds there. Vagrant calls it before it starts a machine; without Vagrant copy each folder to its machine.
  MASTERS   1, 3 or 5: master01 … at 192.168.200.11 …. A single one carries ha-proxy (192.168.200.2) as well; of several none
            does, but a machine of its own, ha-proxy
  NODES     0 to 20: node01 … at 192.168.200.101 …. Without any the masters take pods
MACHINES_NETWORK=192.168.201 moves them to another network. FOLDER holds the keys of the cluster's authorities: keep it.
END
}

# Nodes may be added; an etcd with other members is another etcd, and a network is in every certificate.
keep_to_the_plan() {
  local masters nodes network
  [[ -r $FOLDER/plan ]] || return 0
  read -r masters nodes network <"$FOLDER/plan"
  if [[ $masters == "$MASTERS" && $network == "$MACHINES_NETWORK" ]] && ((nodes == NODES || (nodes > 0 && NODES > nodes))); then return; fi
  err "$FOLDER is of $masters masters and $nodes nodes in $network: end those machines (vagrant destroy), remove it, then run again"
}

# settings NAME: what vagrant/provision.sh reads on that machine.
settings() {
  if [[ $1 == ha-proxy ]]; then
    printf 'MACHINE_NAME=ha-proxy\nMACHINE_ADDRESS=%s\n' "$HA_PROXY_ADDRESS"
  else
    machine_settings "$1"
  fi
  echo "MACHINE_ROLES='$(roles "$1" | xargs)'"
  echo "HA_PROXY_ADDRESS=$HA_PROXY_ADDRESS"
  # shellcheck disable=SC2046 # one word for each machine
  echo "HA_PROXY_MASTERS='$(addresses "$API_PORT" $(masters))'"
  # shellcheck disable=SC2046
  echo "HA_PROXY_REST='$(addresses "$REST_NODE_PORT" $(workers))'"
}

# routes NAME: to the pods of all other machines.
routes() {
  local name
  for name in $(workers); do
    if [[ $name != "$1" ]]; then echo "$(pods_of "$name") via $(address_of "$name")"; fi
  done
}

roles() {
  case $1 in
    ha-proxy) echo ha-proxy ;;
    node*) echo node ;;
    master*)
      if ((MASTERS == 1)); then echo ha-proxy; fi
      echo master
      if [[ $1 == master01 ]]; then echo addons; fi
      if ((NODES == 0)); then echo node; fi
      ;;
  esac
}

machines() {
  if ((MASTERS > 1)); then echo ha-proxy; fi
  masters
  nodes
}

# Each machine gets what is its own alone.
fold() {
  local name
  for name in $(machines); do
    mkdir -p "$FOLDER/$name"
    settings "$name" >"$FOLDER/$name/settings"
    routes "$name" >"$FOLDER/$name/routes"
    if [[ $name == ha-proxy ]]; then give ha-proxy ca.crt; fi
  done
}

main() {
  case ${1:-} in
    -h | --help) usage; exit 0 ;;
  esac
  (($# == 3)) || { usage >&2; exit 64; }
  FOLDER=$1 MASTERS=$2 NODES=$3
  [[ $MASTERS =~ ^[135]$ ]] || err "$MASTERS masters: give 1, 3 or 5 (an even number survives no more losses than one less)"
  [[ $NODES =~ ^([0-9]|1[0-9]|20)$ ]] || err "$NODES nodes: give a number from 0 to 20"
  keep_to_the_plan
  MACHINES_STATE=$FOLDER
  machines_instance
  (umask 077 && mkdir -p "$FOLDER")
  certificates_of_machines
  fold
  echo "$MASTERS $NODES $MACHINES_NETWORK" >"$FOLDER/plan"
}

# A machine's files lie in its folder as they are called.
machine_state() {
  echo "$FOLDER/$1"
}

main "$@"
