#!/usr/bin/env bash
# usage: cluster/virtctl.sh ARGUMENT...
# KubeVirt's own virtctl against the cluster, from this checkout. Every argument reaches it as it was given. The first time it is
# built from KubeVirt's Go module, which takes some minutes, and is kept in ~/.cache/kubevirt-ee.
# CLUSTER=vagrant and CLUSTER=external CONTEXT=… choose the cluster as they do for cluster/kubectl.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/node/build.sh
source "$here/node/build.sh"

# What it writes is virtctl's alone: steps are told beside it.
build_virtctl >&2
have_configuration
KUBECONFIG=$CONFIGURATION exec "$VIRTCTL" "$@"
