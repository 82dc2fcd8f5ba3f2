#!/usr/bin/env bash
# usage: cluster/kubectl.sh ARGUMENT...
# kubectl of the cluster, from this checkout. Every argument reaches kubectl as it was given.
# CLUSTER=vagrant cluster/kubectl.sh …  speaks to the cluster of `vagrant up`,
# CLUSTER=external CONTEXT=… cluster/kubectl.sh …  speaks to the cluster of that context instead.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"

if cluster_is_external; then
  suffix=.external
  # Its configuration is the user's own, and may be another by now.
  "$here/sync_config.sh" >/dev/null
else
  suffix=
  if cluster_is_machines; then suffix=.machines; fi
  if cluster_is_vagrant; then suffix=.vagrant; fi
  # A cluster that started anew has other certificates than those that were fetched from the old one.
  if [[ ! -r $here/.kubeconfig$suffix || ! -x $here/.kubectl$suffix || $ADMIN_KUBECONFIG -nt $here/.kubeconfig$suffix ]]; then
    "$here/sync_config.sh" >/dev/null
  fi
fi
# The binary holds other programs too and goes by its name.
KUBECONFIG=$here/.kubeconfig$suffix exec -a kubectl "$here/.kubectl$suffix" "$@"
