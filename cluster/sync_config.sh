#!/usr/bin/env bash
# usage: cluster/sync_config.sh
# Fetches the configuration and kubectl from the cluster's master into this checkout, for kubectl.sh:
# cluster/.kubeconfig and cluster/.kubectl, which git ignores (the first holds the administrator's key).
# Of several masters the first that is alive gives them, under the names .kubeconfig.machines and .kubectl.machines; what they
# name as the API's address is ha-proxy.
# CLUSTER=vagrant fetches them from a master of `vagrant up`, as .kubeconfig.vagrant and .kubectl.vagrant.
# CLUSTER=external CONTEXT=… fetches them from your own kubectl's configuration, under the
# names .kubeconfig.external and .kubectl.external.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"

# fetch MASTER: sets FETCHED_CONFIG (a temporary file) and FETCHED_KUBECTL (a path to copy from).
fetch() {
  case $1 in
    local) fetch_local ;;
    machines) fetch_from_a_living_master ;;
    vagrant) fetch_vagrant ;;
    external) fetch_external ;;
  esac
}

# The master is this machine.
fetch_local() {
  [[ -e $ADMIN_KUBECONFIG ]] || err "there is no local cluster yet: run cluster/up.sh"
  [[ -r $ADMIN_KUBECONFIG ]] || err "$ADMIN_KUBECONFIG is for root: try 'sudo $0'"
  # shellcheck source=cluster/node/build.sh
  source "$here/node/build.sh"
  build_kubernetes
  cat "$ADMIN_KUBECONFIG" >"$FETCHED_CONFIG"
  FETCHED_KUBECTL=$KUBERNETES_BIN/kubernetes
}

# What a master has on its own disk, with the address of ha-proxy in place of its own.
fetch_from_a_living_master() {
  local name state
  require_root
  # shellcheck source=cluster/node/instance.sh
  source "$here/node/instance.sh"
  # shellcheck source=cluster/node/processes.sh
  source "$here/node/processes.sh"
  # shellcheck source=cluster/node/machines.sh
  source "$here/node/machines.sh"
  # shellcheck source=cluster/node/build.sh
  source "$here/node/build.sh"
  [[ -d $MACHINES_RUN ]] || err "the cluster of several machines is not up: run cluster/up.sh --masters M --nodes N"
  machines_instance
  plan_read
  build_kubernetes
  for name in $(masters); do
    state=$(machine_state "$name")
    if master_is_ready "$name" "$state"; then
      sed "s|server: .*|server: https://$HA_PROXY_ADDRESS:$API_PORT|" "$state/admin.kubeconfig" >"$FETCHED_CONFIG"
      FETCHED_KUBECTL=$KUBERNETES_BIN/kubernetes
      master=$name
      return
    fi
  done
  err "none of the $MASTERS masters answers: run cluster/up.sh --masters $MASTERS --nodes $NODES again"
}

master_is_ready() {
  machine_is_up "$1" && curl --silent --fail --max-time 3 --cacert "$2/pki/ca.crt" "https://$(address_of "$1"):$API_PORT/readyz" >/dev/null
}

# kubectl is the one that was built here, for it is theirs too.
fetch_vagrant() {
  # shellcheck source=cluster/node/build.sh
  source "$here/node/build.sh"
  build_kubernetes
  vagrant_fetch
  FETCHED_KUBECTL=$KUBERNETES_BIN/kubernetes
}

fetch_external() {
  FETCHED_KUBECTL=$(type -P kubectl) || err "kubectl is missing: install the one that fits the cluster of context $CONTEXT"
  kubectl config view --minify --flatten --context "$CONTEXT" >"$FETCHED_CONFIG" 2>/dev/null ||
    err "kubectl knows no context $CONTEXT: see 'kubectl config get-contexts'"
}

# put FROM TO: a second name for the same file where that is possible, since kubectl is large.
put() {
  local new
  if [[ $1 -ef $2 ]] || cmp -s "$1" "$2"; then return; fi
  new=$(mktemp --dry-run "$2.XXXXXX")
  ln "$(readlink -f "$1")" "$new" 2>/dev/null || cp "$1" "$new"
  mv -f "$new" "$2"
}

master=local
suffix=
if cluster_is_vagrant; then
  master=vagrant
  suffix=.vagrant
fi
if cluster_is_external; then
  master=external
  suffix=.external
fi
if cluster_is_machines; then
  master=machines
  suffix=.machines
fi
FETCHED_CONFIG=$(mktemp "$here/.kubeconfig$suffix.XXXXXX")
trap 'rm -f "$FETCHED_CONFIG"' EXIT
fetch "$master"
mv "$FETCHED_CONFIG" "$here/.kubeconfig$suffix"
put "$FETCHED_KUBECTL" "$here/.kubectl$suffix"
step "configuration and kubectl fetched from the master ($master)"
