#!/usr/bin/env bash
# usage: inside.sh master|node|addons|dns
# Starts on one of several machines what belongs there, with what differs from the cluster of one node in the environment
# (machine_settings in cluster_of_machines.sh). That calls it in machines that are namespaces of another, vagrant/provision.sh in
# those that are not.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/node/instance.sh
source "$here/node/instance.sh"
# shellcheck source=cluster/node/processes.sh
source "$here/node/processes.sh"
# shellcheck source=cluster/node/certificates.sh
source "$here/node/certificates.sh"
# shellcheck source=cluster/node/build.sh
source "$here/node/build.sh"
# shellcheck source=cluster/node/control_plane.sh
source "$here/node/control_plane.sh"
# shellcheck source=cluster/node/leftovers.sh
source "$here/node/leftovers.sh"
# shellcheck source=cluster/node/worker.sh
source "$here/node/worker.sh"

# shellcheck disable=SC2034 # read by what is sourced above
settings() {
  instance_places
  INSTANCE_CGROUP=$MACHINE_CGROUP
  PKI=$INSTANCE_STATE/pki
  NODE_NAME=$MACHINE_NAME
  NODE_IP=$MACHINE_ADDRESS
  POD_CIDR=$MACHINE_POD_CIDR
  NODE_POD_CIDR=$MACHINE_PODS
  ETCD_NAME=$MACHINE_NAME
  ETCD_PEER_ADDRESS=$MACHINE_ADDRESS
  ETCD_MEMBERS=$MACHINE_ETCD_MEMBERS
  SEVERAL_MASTERS=$MACHINE_SEVERAL_MASTERS
  NODES=$MACHINE_WORKERS
  # Who has which pods is said beforehand: routes and CNI configurations are made from it.
  ALLOCATE_NODE_CIDRS=false
  mkdir -p "$INSTANCE_STATE" "$INSTANCE_RUN" "$INSTANCE_LOG"
  build_kubernetes
}

master() {
  etcd_start
  api_server_start --bind-address=0.0.0.0
  controllers_start
  controllers_await
}

node() {
  build_pause_image
  build_coredns_image
  build_local_path_image
  leftovers_of_a_crash
  firewall_remember
  machine_prepare
  cgroup_make "$INSTANCE_CGROUP/system"
  containerd_start
  kube_proxy_start
  containerd_await
  kubelet_start
  node_await
}

# On one master, for all.
addons() {
  build_coredns_image
  build_local_path_image
  addons_start
}

settings
case $1 in
  master) master ;;
  node) node ;;
  addons) addons ;;
  dns) wait_until 60 dns_answers || err "cluster DNS does not answer at $DNS_ADDRESS on $NODE_NAME" ;;
esac
