#!/usr/bin/env bash
# usage: cluster/kubectl.sh ARGUMENT...
# kubectl of the cluster, from this checkout. Every argument reaches kubectl as it was given.
# CLUSTER=external CONTEXT=… cluster/kubectl.sh …  speaks to the cluster of that context instead.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"

if cluster_is_external; then
  config=$here/.kubeconfig.external
  [[ -r $config && $(<"$config") == "# context $CONTEXT"$'\n'* ]] || "$here/sync_config.sh" >/dev/null
else
  config=$here/.kubeconfig
  # A cluster that started anew has other certificates than those that were fetched from the old one.
  if [[ ! -r $config || ! -x $here/.kubectl || $ADMIN_KUBECONFIG -nt $config ]]; then "$here/sync_config.sh" >/dev/null; fi
fi
# The binary holds other programs too and goes by its name.
KUBECONFIG=$config exec -a kubectl "$here/.kubectl" "$@"
