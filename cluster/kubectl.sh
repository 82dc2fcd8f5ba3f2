#!/usr/bin/env bash
# usage: cluster/kubectl.sh ARGUMENT...
# kubectl of the cluster, from this checkout. Every argument reaches kubectl as it was given.
# CLUSTER=vagrant cluster/kubectl.sh …  speaks to the cluster of `vagrant up`,
# CLUSTER=external CONTEXT=… cluster/kubectl.sh …  speaks to the cluster of that context instead.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"

have_configuration
# The binary holds other programs too and goes by its name.
KUBECONFIG=$CONFIGURATION exec -a kubectl "$KUBECTL" "$@"
