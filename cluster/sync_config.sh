#!/usr/bin/env bash
# usage: cluster/sync_config.sh
# Fetches the configuration and kubectl from the cluster's master into this checkout, for kubectl.sh:
# cluster/.kubeconfig and cluster/.kubectl, which git ignores (the first holds the administrator's key).
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
if cluster_is_external; then
  master=external
  suffix=.external
fi
FETCHED_CONFIG=$(mktemp "$here/.kubeconfig$suffix.XXXXXX")
trap 'rm -f "$FETCHED_CONFIG"' EXIT
fetch "$master"
mv "$FETCHED_CONFIG" "$here/.kubeconfig$suffix"
put "$FETCHED_KUBECTL" "$here/.kubectl$suffix"
step "configuration and kubectl fetched from the $master master"
