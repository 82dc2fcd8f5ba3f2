# shellcheck shell=bash
# CLUSTER=vagrant: the cluster of `vagrant up`, whose machines are reached by ssh. lib.sh sources this last, for it takes the place of
# those functions that speak to the containerd of this machine.

VAGRANT_CHECKOUT=$CLUSTER_SOURCE/..
VAGRANT_MACHINES=$VAGRANT_CHECKOUT/.vagrant/machines
VAGRANT_OWN=$VAGRANT_CHECKOUT/.vagrant/kubevirt-ee
VAGRANT_PLAN=$VAGRANT_OWN/machines   # of vagrant/plan.sh
ADMIN_KUBECONFIG=$VAGRANT_OWN/admin.kubeconfig
# How many times longer an emulated machine is waited for.
VAGRANT_PATIENCE=10
if [[ -r $VAGRANT_OWN/patience ]]; then PATIENCE=${PATIENCE:-$(<"$VAGRANT_OWN/patience")}; fi
export ADMIN_KUBECONFIG PATIENCE VAGRANT_PLAN VAGRANT_PATIENCE

# vagrant_machines [PREFIX]: the names of those that were made, masters first.
vagrant_machines() {
  local id
  for id in "$VAGRANT_MACHINES"/{ha-proxy,master*,node*}/libvirt/id; do
    if [[ -s $id ]]; then basename "$(dirname "$(dirname "$id")")"; fi
  done | grep "^${1:-}" || true
}

# vagrant_workers: those that run pods.
vagrant_workers() {
  local nodes
  nodes=$(vagrant_machines node)
  echo "${nodes:-$(vagrant_machines master)}"
}

# on_machine NAME COMMAND...: as root, with the arguments as they are given. Standard input goes along. One connection serves many.
on_machine() {
  local name=$1 configuration=$VAGRANT_OWN/ssh-$1 command
  shift
  if [[ ! -s $configuration || $VAGRANT_MACHINES/$name/libvirt/id -nt $configuration ]]; then
    mkdir -p "$VAGRANT_OWN"
    (cd "$VAGRANT_CHECKOUT" && vagrant ssh-config "$name") >"$configuration" </dev/null || {
      rm -f "$configuration"
      err "machine $name does not run: run 'vagrant up'"
    }
  fi
  command=$(printf '%q ' "$@")
  ssh -q -F "$configuration" -o ControlMaster=auto -o ControlPersist=60 -o "ControlPath=${XDG_RUNTIME_DIR:-/tmp}/kubevirt-ee-%C" \
    "$name" "sudo $command"
}

# check_on_machine NAME FUNCTION ARGUMENT...: a function of guest_checks.sh, or a command, there.
check_on_machine() {
  local name=$1
  shift
  # shellcheck disable=SC2016 # for the shell on the machine
  on_machine "$name" env PATIENCE="${PATIENCE:-1}" bash -c 'source "$0" && "$@"' /vagrant/cluster/guest_checks.sh "$@" </dev/null
}

# vagrant_fetch: the administrator's configuration from the first master that answers, with ha-proxy's address in place of its loopback.
vagrant_fetch() {
  local name network
  for name in $(vagrant_machines master); do
    if on_machine "$name" cat /var/lib/kubevirt-ee/cluster/admin.kubeconfig </dev/null >"$FETCHED_CONFIG"; then
      read -r _ _ network <"$VAGRANT_PLAN/plan"
      sed -i "s|server: https://127.0.0.1:|server: https://$network.2:|" "$FETCHED_CONFIG"
      install -m 0600 "$FETCHED_CONFIG" "$ADMIN_KUBECONFIG"
      return
    fi
  done
  err "no master of Vagrant answers: run 'vagrant up'"
}

# --- in the place of lib.sh's -------------------------------------------------------------------
# A containerd's name is here its machine's.
containerd_sockets() {
  vagrant_workers
}

node_ctr() {
  on_machine "$CONTAINERD_SOCKET" ctr --address /run/kubevirt-ee/cluster/containerd.sock --namespace k8s.io "$@" </dev/null
}

load_image_here() {
  local archive
  for archive in "$@"; do on_machine "$CONTAINERD_SOCKET" /vagrant/cluster/node/load-image.sh /dev/stdin <"$archive"; done
}
