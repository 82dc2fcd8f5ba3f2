#!/usr/bin/env bash
# `vagrant up` for real; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../cluster/lib.sh"
# shellcheck source=vagrant/libvirtd.sh
source "$here/libvirtd.sh"

usage() {
  cat <<'END'
usage: vagrant/test.sh [--provision] [--keep]        (make test-vagrant)

Builds the box of vagrant/box unless VAGRANT_BOX names another, and does with it what a user does: vagrant up, cluster/sync.sh,
cluster/quickcheck.sh, vagrant destroy; before the last what needs such a machine: cgroups.sh, lun.sh and vsock.sh of cluster/test.
Says how long each took. Starts a libvirtd of its own where none runs. VAGRANT_NUM_MASTERS and VAGRANT_NUM_NODES (1 and 0) say how
many machines.
  --provision   ends when Kubernetes runs on the machines, before sync.sh
  --keep        does not destroy them when something fails: run again what failed, then vagrant destroy

VAGRANT_DRIVER=qemu emulates the machine; so is it where /dev/kvm cannot be used. VAGRANT_NETWORK names another network than
192.168.200 where that is in use. Needs root.
END
}

# timed WHAT COMMAND...
timed() {
  local what=$1 start=$SECONDS
  shift
  "$@" || err "$what failed after $((SECONDS - start)) s: see above; VAGRANT_LOG=info says more"
  step "$what: $((SECONDS - start)) s"
}

# What is there to be seen of machines that were provisioned; one line for what is not.
machines_are_as_they_should_be() {
  local network name server
  read -r _ _ network <"$VAGRANT_PLAN/plan"
  server=$("$here/../cluster/kubectl.sh" config view -o 'jsonpath={.clusters[0].cluster.server}')
  [[ $server == "https://$network.2:6443" ]] || complain "kubectl speaks to $server, not to ha-proxy at $network.2"
  wait_until 60 proxy_is_well "$network.2" || complain "ha-proxy does not say at http://$network.2:8404/healthz that a master is ready"
  # Nodes are ready when provisioning ends; of several machines the last to end need not be a node.
  wait_until 60 all_ready || complain "not all nodes are ready: $("$here/../cluster/kubectl.sh" get nodes --no-headers)"
  for name in $(vagrant_workers); do
    [[ $(on_machine "$name" stat -f -c %T /sys/fs/cgroup </dev/null) == cgroup2fs ]] || complain "$name has no cgroup v2"
  done
}

complain() {
  warn "$*"
  exit 1
}

# shellcheck disable=SC2317 # called by wait_until
proxy_is_well() {
  curl --silent --fail --max-time 10 "http://$1:8404/healthz" >/dev/null
}

# shellcheck disable=SC2317 # called by wait_until
all_ready() {
  [[ $("$here/../cluster/kubectl.sh" get nodes --no-headers | awk '{ print $1, $2 }') == "$(vagrant_workers | sed 's/$/ Ready/')" ]]
}

end_all() {
  local status=$?
  if $keep && ((status != 0)); then
    warn "kept, with the libvirtd that they need: cd $here/.., vagrant destroy --force, and once more vagrant/test.sh"
    return
  fi
  (cd "$here/.." && vagrant destroy --force) || warn "vagrant destroy failed: run it again"
  libvirtd_stop
}

main() {
  local until_provisioned=false option
  keep=false # read when this shell ends, where a local variable is no more
  for option in "$@"; do
    case $option in
      --provision) until_provisioned=true ;;
      --keep) keep=true ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 64 ;;
    esac
  done
  require_root
  install_packages vagrant vagrant-libvirt libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 qemu-utils \
    dnsmasq-base iptables rsync openssh-client curl
  if [[ -z ${VAGRANT_DRIVER:-} && ! -w /dev/kvm ]]; then export VAGRANT_DRIVER=qemu; fi
  if [[ -z ${VAGRANT_BOX:-} ]]; then
    timed "the box" "$here/box/build.sh"
    VAGRANT_BOX=$("$here/box/build.sh" | tail -1)
    export VAGRANT_BOX
  fi
  trap end_all EXIT
  libvirtd_start
  cd "$here/.."
  timed "vagrant up (${VAGRANT_DRIVER:-kvm})" vagrant up
  PATIENCE=$(<"$VAGRANT_OWN/patience")
  export PATIENCE
  timed "ha-proxy has a master; each node is ready, with cgroup v2" machines_are_as_they_should_be
  if $until_provisioned; then return; fi
  timed "cluster/sync.sh" cluster/sync.sh
  timed "cluster/quickcheck.sh" cluster/quickcheck.sh
  timed "cluster/test/cgroups.sh" cluster/test/cgroups.sh
  timed "cluster/test/lun.sh" cluster/test/lun.sh
  timed "cluster/test/vsock.sh" cluster/test/vsock.sh
}

export CLUSTER=vagrant
# shellcheck source=cluster/vagrant.sh
source "$here/../cluster/vagrant.sh"
main "$@"
