#!/usr/bin/env bash
# usage: vagrant/prepare.sh
# What Vagrant's machines need from this one: who each is (vagrant/plan.sh, below .vagrant/kubevirt-ee), and in vagrant/cache what no
# package has: Kubernetes, CoreDNS and the pause image, built here once (cluster/node/build.sh) and linked, so that it costs no second
# place. Vagrant calls it before it starts or provisions each machine, for several at a time.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../cluster/lib.sh"
# shellcheck source=cluster/node/build.sh
source "$here/../cluster/node/build.sh"
# shellcheck source=cluster/vagrant.sh
source "$here/../cluster/vagrant.sh"

# cache PATH...: in vagrant/cache, under the names that build.sh looks for, and nothing else; what is so already is not touched, for
# another machine may be fetching it.
cache() {
  local path new=$here/cache.new/kubevirt-ee
  if [[ $(find "$here/cache/kubevirt-ee" -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort) == "$(printf '%s\n' "${@##*/}" | sort)" ]]; then
    return
  fi
  rm -rf "$here/cache.new"
  mkdir -p "$new"
  for path in "$@"; do
    cp -al "$path" "$new/" 2>/dev/null || cp -a "$path" "$new/"
  done
  rm -rf "$here/cache"
  mv "$here/cache.new" "$here/cache"
  step "Kubernetes $KUBERNETES_VERSION is in vagrant/cache"
}

mkdir -p "$VAGRANT_OWN"
exec 8>"$VAGRANT_OWN/lock"
flock -w 3600 8 || err "another vagrant/prepare.sh holds $VAGRANT_OWN/lock for an hour: end it, then run again"
build_kubernetes
build_coredns_image
build_local_path_image
build_pause_image
cache "$KUBERNETES_BIN" "$(dirname "$COREDNS_BINARY")" "$COREDNS_ARCHIVE" "$PAUSE_ARCHIVE" "$LOCAL_PATH_ARCHIVE"
# The next machines are others.
if [[ -z $(vagrant_machines) ]]; then rm -rf "$VAGRANT_PLAN"; fi
MACHINES_NETWORK=${VAGRANT_NETWORK:-192.168.200} "$here/plan.sh" "$VAGRANT_PLAN" "${VAGRANT_NUM_MASTERS:-1}" "${VAGRANT_NUM_NODES:-0}"
if [[ ${VAGRANT_DRIVER:-kvm} == kvm ]]; then echo 1; else echo "$VAGRANT_PATIENCE"; fi >"$VAGRANT_OWN/patience"
