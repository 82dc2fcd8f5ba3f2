#!/usr/bin/env bash
# usage: cluster/node/load-image.sh ARCHIVE...
# Gives docker or OCI archives to the local cluster's containerd and pins their images.
set -euo pipefail
# shellcheck source=cluster/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

(($#)) || err "which archives? usage: cluster/node/load-image.sh ARCHIVE..."
require_root
load_image "$@"
