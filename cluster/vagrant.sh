# shellcheck shell=bash
# CLUSTER=vagrant: the cluster of `vagrant up`, whose machines are reached by ssh. lib.sh sources this last, for it takes the place of
# those functions that speak to the containerd of this machine.

VAGRANT_CHECKOUT=$CLUSTER_SOURCE/..
VAGRANT_MACHINES=$VAGRANT_CHECKOUT/.vagrant/machines
ADMIN_KUBECONFIG=$VAGRANT_CHECKOUT/.vagrant/kubevirt-ee/admin.kubeconfig
export ADMIN_KUBECONFIG

# vagrant_machines: the names of those that were made, masters first.
vagrant_machines() {
  local id
  for id in "$VAGRANT_MACHINES"/{master,node}*/libvirt/id; do
    if [[ -s $id ]]; then basename "$(dirname "$(dirname "$id")")"; fi
  done
}

# on_machine NAME COMMAND...: as root, with the arguments as they are given. Standard input goes along.
on_machine() {
  local name=$1 configuration=$VAGRANT_CHECKOUT/.vagrant/kubevirt-ee/ssh-$1 command
  shift
  if [[ ! -s $configuration || $VAGRANT_MACHINES/$name/libvirt/id -nt $configuration ]]; then
    mkdir -p "$(dirname "$configuration")"
    (cd "$VAGRANT_CHECKOUT" && vagrant ssh-config "$name") >"$configuration" </dev/null || {
      rm -f "$configuration"
      err "machine $name does not run: run 'vagrant up'"
    }
  fi
  command=$(printf '%q ' "$@")
  ssh -q -F "$configuration" "$name" "sudo $command"
}

# vagrant_fetch: the administrator's configuration from the first master that answers, with its address in place of its loopback.
vagrant_fetch() {
  local name address
  for name in $(vagrant_machines); do
    if [[ $name == master* ]] && on_machine "$name" cat /var/lib/kubevirt-ee/cluster/admin.kubeconfig </dev/null >"$FETCHED_CONFIG"; then
      address=$(on_machine "$name" cat /var/lib/kubevirt-ee/cluster/address </dev/null)
      sed -i "s|server: https://127.0.0.1:|server: https://$address:|" "$FETCHED_CONFIG"
      mkdir -p "$(dirname "$ADMIN_KUBECONFIG")"
      install -m 0600 "$FETCHED_CONFIG" "$ADMIN_KUBECONFIG"
      return
    fi
  done
  err "no master of Vagrant answers: run 'vagrant up'"
}

# --- in the place of lib.sh's -------------------------------------------------------------------
# A containerd's name is here its machine's.
containerd_sockets() {
  vagrant_machines
}

node_ctr() {
  on_machine "$CONTAINERD_SOCKET" ctr --address /run/kubevirt-ee/cluster/containerd.sock --namespace k8s.io "$@" </dev/null
}

load_image_here() {
  local archive
  for archive in "$@"; do on_machine "$CONTAINERD_SOCKET" /vagrant/cluster/node/load-image.sh /dev/stdin <"$archive"; done
}
