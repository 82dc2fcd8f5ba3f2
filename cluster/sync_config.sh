#!/usr/bin/env bash
# usage: cluster/sync_config.sh
# Fetches the configuration and kubectl from the cluster's master into this checkout, for kubectl.sh:
# cluster/.kubeconfig and cluster/.kubectl, which git ignores (the first holds the administrator's key).
# CLUSTER=external CONTEXT=… fetches them from your own kubectl's configuration: cluster/.kubeconfig.external
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
  {
    echo "# context $CONTEXT"
    kubectl config view --minify --flatten --context "$CONTEXT"
  } >"$FETCHED_CONFIG" || err "kubectl knows no context $CONTEXT: see 'kubectl config get-contexts'"
}

master=local
target=$here/.kubeconfig
if cluster_is_external; then
  master=external
  target=$here/.kubeconfig.external
fi
FETCHED_CONFIG=$(mktemp "$target.XXXXXX")
trap 'rm -f "$FETCHED_CONFIG"' EXIT
fetch "$master"
chmod 0600 "$FETCHED_CONFIG"
mv "$FETCHED_CONFIG" "$target"
if ! cmp -s "$FETCHED_KUBECTL" "$here/.kubectl"; then
  # A second name for the same file where that is possible: it is large.
  ln -f "$FETCHED_KUBECTL" "$here/.kubectl" 2>/dev/null || cp "$FETCHED_KUBECTL" "$here/.kubectl"
fi
step "configuration and kubectl fetched from the $master master"
