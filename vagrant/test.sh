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
usage: vagrant/test.sh [--provision]        (make test-vagrant)

Builds the box of vagrant/box unless VAGRANT_BOX names another, and does with it what a user does: vagrant up, cluster/sync.sh,
cluster/quickcheck.sh, vagrant destroy. Says how long each took. Starts a libvirtd of its own where none runs.
  --provision   ends when Kubernetes runs on the machine, before sync.sh

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

# What is there to be seen in a machine that was provisioned.
machine_is_as_it_should_be() {
  local nodes
  nodes=$("$here/../cluster/kubectl.sh" get nodes --no-headers)
  echo "$nodes"
  [[ $(awk '{ print $1, $2 }' <<<"$nodes") == "master01 Ready" ]]
  [[ $(on_machine master01 stat -f -c %T /sys/fs/cgroup </dev/null) == cgroup2fs ]]
}

end_all() {
  (cd "$here/.." && vagrant destroy --force) || warn "vagrant destroy failed: run it again"
  libvirtd_stop
}

main() {
  local until_provisioned=false
  case ${1:-} in
    '') ;;
    --provision) until_provisioned=true ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  require_root
  install_packages vagrant vagrant-libvirt libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 qemu-utils \
    dnsmasq-base iptables rsync openssh-client
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
  timed "the machine is a node, with cgroup v2" machine_is_as_it_should_be
  if $until_provisioned; then return; fi
  timed "cluster/sync.sh" cluster/sync.sh
  timed "cluster/quickcheck.sh" cluster/quickcheck.sh
}

export CLUSTER=vagrant
# shellcheck source=cluster/vagrant.sh
source "$here/../cluster/vagrant.sh"
main "$@"
