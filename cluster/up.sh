#!/usr/bin/env bash
# Brings the local Kubernetes up: see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
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
# shellcheck source=cluster/node/machines.sh
source "$here/node/machines.sh"
# shellcheck source=cluster/node/cluster_of_machines.sh
source "$here/node/cluster_of_machines.sh"

usage() {
  cat <<'TEXT'
usage: cluster/up.sh                                        the cluster of one node on this machine
       cluster/up.sh --masters M --nodes N                  a cluster of several machines, on this one
       cluster/up.sh --control-plane [--dir D] [--port P]   etcd and kube-apiserver alone, for tests

Installs what is missing, builds what no package has (once, kept in the user's cache), and starts
what does not run. Run it as often as you like: what stands is left alone.

  --masters M       1, 3 or 5 masters (etcd, kube-apiserver, controllers), reached through ha-proxy at 192.168.200.2
  --nodes N         1 to 20 nodes; each machine is namespaces of this one, in /var/lib/kubevirt-ee-machines/<its name>.
                    The other scripts mean this cluster when it alone is up, or with CLUSTER=machines
  --control-plane   port 16443, files in /var/lib/kubevirt-ee/control-plane
  --dir D           its files in D (absolute) instead; its administrator: D/admin.kubeconfig
  --port P          its API server on P instead; etcd takes P+1 and P+2

CLUSTER=external CONTEXT=… REGISTRY=… cluster/up.sh only checks that the cluster of that kubectl
context can be used. NODE_IP sets the node's address if the machine has several. MACHINES_NETWORK=192.168.201 moves the machines
of the second form to another network.
TEXT
}

main() {
  instance_options "$@"
  ! $PURGE || err "--purge belongs to down.sh"
  if cluster_is_external; then
    require_no_other_kubevirt
    step "cluster of context $CONTEXT answers and has no other KubeVirt"
    return
  fi
  ! cluster_is_vagrant || err "the machines of CLUSTER=vagrant are brought up by 'vagrant up'"
  require_root
  if [[ -n $MASTERS ]]; then
    require_disk "$MACHINES_STATE" $((2 + 5 * NODES))
    cluster_of_machines_up
    return
  fi
  check_ports
  require_disk "$INSTANCE_STATE" "$($CONTROL_PLANE_ALONE && echo 1 || echo 5)"
  instance_lock
  if $CONTROL_PLANE_ALONE; then control_plane_up; else cluster_up; fi
}

# Before anything else, because a build of minutes may follow.
check_ports() {
  local ports=("etcd:$ETCD_PORT" "etcd:$ETCD_PEER_PORT" "kube-apiserver:$API_PORT") entry
  if ! $CONTROL_PLANE_ALONE; then
    ports+=(kube-controller-manager:10257 kube-scheduler:10259 kubelet:10250 kubelet:10248 kube-proxy:10249 kube-proxy:10256)
  fi
  command -v ss >/dev/null || install_packages iproute2
  for entry in "${ports[@]}"; do
    if daemon_gone "${entry%:*}"; then require_port_free "${entry#*:}" "${entry%:*}"; fi
  done
}

control_plane_up() {
  install_packages etcd-server etcd-client openssl iproute2
  build_kubernetes
  NODE_IP=$(node_address)
  certificates
  etcd_start
  # Nobody makes service accounts or endpoints here: there is no controller manager.
  api_server_start --bind-address=127.0.0.1 --endpoint-reconciler-type=none --disable-admission-plugins=ServiceAccount
  step "control plane up: KUBECONFIG=$INSTANCE_STATE/admin.kubeconfig"
}

cluster_up() {
  install_packages etcd-server etcd-client containerd runc containernetworking-plugins iptables nftables conntrack \
    socat iproute2 kmod procps openssl
  build_kubernetes
  build_pause_image
  build_coredns_image
  build_local_path_image
  NODE_IP=$(node_address)
  certificates
  certificates_of_node
  leftovers_of_a_crash
  firewall_remember
  machine_prepare
  cgroup_make "$INSTANCE_CGROUP/system"
  # What does not need the API server starts beside it.
  containerd_start
  etcd_start
  api_server_start --bind-address=0.0.0.0
  controllers_start
  kube_proxy_start
  containerd_await
  kubelet_start
  addons_start
  controllers_await
  node_await
  addons_await
  step "cluster up: cluster/kubectl.sh get nodes"
}

main "$@"
