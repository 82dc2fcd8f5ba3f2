#!/usr/bin/env bash
# usage: cluster/test/nothing_left.sh
# Whether a cluster that cluster/down.sh took down left something on this machine: one line for each thing. With
# CLUSTER=machines only what one of several machines leaves. Needs root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cluster=$(dirname "$here")
# shellcheck source=cluster/lib.sh
source "$cluster/lib.sh"
# shellcheck source=cluster/node/instance.sh
source "$cluster/node/instance.sh"

# Control planes alone that other tests run have no mounts, links, rules or cgroups.
leftovers() {
  local link
  awk '$2 ~ "^(/run|/var/lib|.*/\\.?cache)/kubevirt-ee/" { print "mount " $2 }' /proc/mounts
  # A cluster of several machines that stands beside is none of it.
  if [[ ! -d $MACHINES_RUN ]]; then leftovers_of_machines; fi
  for link in "$BRIDGE" $(ip -o link show type tun | sed -nE 's/^[0-9]+: (tap[0-9a-f]{11}):.*/\1/p'); do
    if [[ -e /sys/class/net/$link ]]; then echo "link $link"; fi
  done
  nft list tables | awk -v ours="$NFT_TABLE" '$3 == ours || $3 == "kube-proxy" { print "nftables table " $2 " " $3 }'
  # Every process of the cluster, its pods and guests is in there, and a cgroup with a process cannot be removed.
  find /sys/fs/cgroup -maxdepth 3 -type d -name kubevirt-ee -printf 'cgroup %p\n'
}

leftovers_of_machines() {
  if [[ -e /sys/class/net/kubevirt-ee1 ]]; then echo "link kubevirt-ee1"; fi
  nft list tables | awk '$3 == "kubevirt-ee-machines" { print "nftables table " $2 " " $3 }'
  find /sys/fs/cgroup -maxdepth 3 -type d -name '*kubevirt-ee-machines*' -printf 'cgroup %p\n'
  ip -4 route show 10.245.0.0/16 | sed 's/^/route /'
  grep -l /kubevirt-ee-machines/ /proc/[0-9]*/cgroup 2>/dev/null | sed 's/^/process of a machine: /' || true
}

[[ $# -eq 0 ]] || { sed -n '2,4s/^# //p' "$0"; exit 64; }
require_root
if cluster_is_machines; then left=$(leftovers_of_machines); else left=$(leftovers); fi
[[ -z $left ]] || { echo "$left"; exit 1; }
