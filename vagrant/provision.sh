#!/usr/bin/env bash
# Makes this machine a part of a cluster; see usage.
set -euo pipefail

usage() {
  cat <<'END'
usage: vagrant/provision.sh FOLDER [PATIENCE]

Makes this machine, a bare Debian 12, the one that FOLDER (of vagrant/plan.sh) describes: a master, a node, both, or ha-proxy. Vagrant
runs it in its machines at each start; it runs as well by itself, from a checkout, as root: on all masters at once, since etcd waits
for its other members. What Kubernetes needs comes from vagrant/cache (made by vagrant/prepare.sh) or is built; packages come from
Debian. Run it as often as you like: what stands is left alone.
PATIENCE (1) is how many times longer than usual to wait for a program to be ready, for an emulated machine.
A cluster of one machine needs no plan: cluster/up.sh
END
}

# Vagrant runs a copy of this file.
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ ! -e $checkout/cluster/node/inside.sh ]]; then checkout=/vagrant; fi
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root CLUSTER=local
if [[ -d $checkout/vagrant/cache ]]; then export XDG_CACHE_HOME=$checkout/vagrant/cache; fi
# shellcheck source=cluster/lib.sh
source "$checkout/cluster/lib.sh"
# shellcheck source=cluster/node/instance.sh
source "$checkout/cluster/node/instance.sh"
# shellcheck source=cluster/node/processes.sh
source "$checkout/cluster/node/processes.sh"
# shellcheck source=cluster/node/control_plane.sh
source "$checkout/cluster/node/control_plane.sh"
# shellcheck source=vagrant/ha_proxy.sh
source "$checkout/vagrant/ha_proxy.sh"

# What the plan says of this machine is for root alone from now on.
take_over() {
  local folder=$1 file
  (umask 077 && mkdir -p "$INSTANCE_STATE/pki")
  for file in "$folder"/pki/* "$folder"/*.kubeconfig; do
    [[ -e $file ]] || continue
    file=${file#"$folder/"}
    cmp -s "$folder/$file" "$INSTANCE_STATE/$file" || install -m 0600 "$folder/$file" "$INSTANCE_STATE/$file"
  done
}

packages_of() {
  case $1 in
    ha-proxy) install_packages haproxy curl iproute2 procps ;;
    master) install_packages etcd-server etcd-client openssl iproute2 procps ;;
    node) install_packages containerd runc containernetworking-plugins iptables nftables conntrack socat iproute2 kmod procps curl ;;
    addons) ;;
  esac
}

# Pods of the other machines; as this one's own are not in the kernel's tables before its first pod, this is all that is needed.
routes_set() {
  local route
  sysctl -q -w net.ipv4.ip_forward=1
  while read -r route; do
    # shellcheck disable=SC2086 # a network, "via" and an address
    ip route replace $route
  done <"$1/routes"
}

main() {
  case ${1:-} in
    -h | --help) usage; exit 0 ;;
    '') usage >&2; exit 64 ;;
  esac
  local folder=$1 role
  require_root
  [[ -r $folder/settings ]] || err "$folder/settings cannot be read: give the folder that vagrant/plan.sh made for this machine"
  export PATIENCE=${2:-${PATIENCE:-1}} MACHINE_CGROUP=/kubevirt-ee
  set -a
  # shellcheck source=/dev/null
  source "$folder/settings"
  set +a
  [[ -n $(ip -4 -o address show to "$MACHINE_ADDRESS") ]] ||
    err "$MACHINE_ADDRESS is no address of this machine, which the plan calls $MACHINE_NAME: see 'ip -4 address'"
  instance_places
  instance_lock
  for role in $MACHINE_ROLES; do packages_of "$role"; done
  take_over "$folder"
  routes_set "$folder"
  cgroup_make "$INSTANCE_CGROUP/system"
  for role in $MACHINE_ROLES; do
    if [[ $role == ha-proxy ]]; then ha_proxy_start; else "$checkout/cluster/node/inside.sh" "$role"; fi
  done
  step "$MACHINE_NAME is what it should be: $MACHINE_ROLES"
}

main "$@"
