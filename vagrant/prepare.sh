#!/usr/bin/env bash
# usage: vagrant/prepare.sh
# Puts what the machines need and no package has into vagrant/cache: Kubernetes, CoreDNS and the pause image, built here once
# (cluster/node/build.sh) and linked, so that it costs no second place. Vagrant calls it before it starts or provisions a machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../cluster/lib.sh"
# shellcheck source=cluster/node/build.sh
source "$here/../cluster/node/build.sh"

# keep PATH...: in vagrant/cache, under the name that build.sh looks for.
keep() {
  local path
  for path in "$@"; do
    cp -al "$path" "$new/" 2>/dev/null || cp -a "$path" "$new/"
  done
}

build_kubernetes
build_coredns_image
build_pause_image
new=$here/cache.new/kubevirt-ee
rm -rf "$here/cache.new"
mkdir -p "$new"
keep "$KUBERNETES_BIN" "$(dirname "$COREDNS_BINARY")" "$COREDNS_ARCHIVE" "$PAUSE_ARCHIVE"
rm -rf "$here/cache"
mv "$here/cache.new" "$here/cache"
step "Kubernetes $KUBERNETES_VERSION is in vagrant/cache"
