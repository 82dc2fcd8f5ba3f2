#!/usr/bin/env bash
# Takes the local Kubernetes down: see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/node/instance.sh
source "$here/node/instance.sh"
# shellcheck source=cluster/node/processes.sh
source "$here/node/processes.sh"
# shellcheck source=cluster/node/leftovers.sh
source "$here/node/leftovers.sh"
# shellcheck source=cluster/node/worker.sh
source "$here/node/worker.sh"
# shellcheck source=cluster/node/machines.sh
source "$here/node/machines.sh"

usage() {
  cat <<'TEXT'
usage: cluster/down.sh [--purge]
       cluster/down.sh --control-plane [--dir D] [--purge]

Ends the cluster (of one node or of several machines, or the control plane alone) that up.sh started, its pods and guests included, and
removes what they left on this machine: mounts, network links, nftables rules, cgroups.

  --purge   also its objects, certificates, images and guests' disks; the next start is a first start

Where both a cluster of one node and one of several machines are up, CLUSTER=local or CLUSTER=machines has to say which.
TEXT
}

main() {
  instance_options "$@"
  [[ ${CLUSTER:-local} == @(local|machines) ]] || err "down.sh ends the local cluster only: unset CLUSTER"
  require_root
  require_one_meant
  if which_machines; then machines_instance; fi
  if [[ ! -d $INSTANCE_STATE && ! -d $INSTANCE_RUN ]]; then
    step "nothing to take down"
    return
  fi
  instance_lock
  if $CONTROL_PLANE_ALONE; then
    control_plane_down
  elif which_machines; then
    cluster_of_machines_down
  else
    cluster_down
  fi
}

# What is ended is not guessed.
require_one_meant() {
  if $CONTROL_PLANE_ALONE || [[ -n ${CLUSTER:-} || ! -d $MACHINES_RUN || ! -e $CLUSTER_RUN/pids/kubelet ]]; then return; fi
  err "two clusters are up, nothing was ended: say CLUSTER=local (one node) or CLUSTER=machines (several) $(basename "$0")"
}

# Also what is left of one that is down already, if there is nothing else that could be meant.
which_machines() {
  ! $CONTROL_PLANE_ALONE || return 1
  cluster_is_machines || [[ -z ${CLUSTER:-} && -d $MACHINES_STATE && ! -d $CLUSTER_RUN && ! -d $CLUSTER_STATE ]]
}

cluster_of_machines_down() {
  machines_end
  step "machines ended, with all that ran on them; switch, link, rules and cgroups removed"
  if $PURGE; then
    machines_purge
    step "state removed: the next start is a first start"
  fi
  step "cluster down"
}

control_plane_down() {
  daemon_stop kube-apiserver 20
  daemon_stop etcd 20
  rm -rf --one-file-system "$INSTANCE_RUN"
  step "control plane down"
  if $PURGE; then
    # By name: a --dir may hold more than what up.sh put there.
    rm -rf --one-file-system "$INSTANCE_LOG" "$INSTANCE_STATE"/{etcd,pki,lock,audit-policy.yaml,admin.kubeconfig}
    rmdir --ignore-fail-on-non-empty "$INSTANCE_STATE"
    step "its state removed"
  fi
}

cluster_down() {
  # First those that would start pods again, then the pods, then what carries them.
  local name
  for name in kubelet kube-scheduler kube-controller-manager kube-proxy; do daemon_stop "$name" 15; done
  step "kubelet, controllers and kube-proxy ended"
  cgroup_kill "$INSTANCE_CGROUP/kubepods"
  step "pods and guests ended"
  daemon_stop containerd 15
  daemon_stop kube-apiserver 20
  daemon_stop etcd 20
  cgroup_kill "$INSTANCE_CGROUP"
  step "containerd, kube-apiserver and etcd ended"
  unmount_below "${OUR_TREES[@]}"
  links_remove
  firewall_remove
  sysctls_give_back
  cgroup_remove "$INSTANCE_CGROUP"
  strays_remove
  tree_remove /run/kubevirt-ee
  step "mounts, links, rules and cgroups removed"
  if $PURGE; then
    tree_remove /var/lib/kubevirt-ee
    tree_remove "$CLUSTER_LOG"
    step "state removed: the next start is a first start"
  fi
  step "cluster down"
}

main "$@"
