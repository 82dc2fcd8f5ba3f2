#!/usr/bin/env bash
# Makes this machine a cluster of its own; see usage.
set -euo pipefail

usage() {
  cat <<'END'
usage: vagrant/provision.sh ADDRESS [PATIENCE]

Makes this machine, a bare Debian 12, the cluster's master at its own ADDRESS; it takes pods as well. Vagrant runs it in its machines
at each start; it runs as well by itself, from a checkout, as root. What Kubernetes needs comes from vagrant/cache (made by
vagrant/prepare.sh) or is built; the packages come from Debian. Run it as often as you like: what stands is left alone.
PATIENCE (1) is how many times longer than usual to wait for a program to be ready, for an emulated machine.
END
}

main() {
  case ${1:-} in
    -h | --help) usage; exit 0 ;;
    '') usage >&2; exit 64 ;;
  esac
  local address=$1 checkout
  # Vagrant runs a copy of this file.
  checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  if [[ ! -e $checkout/cluster/up.sh ]]; then checkout=/vagrant; fi
  [[ $EUID -eq 0 ]] || { echo "error: vagrant/provision.sh must run as root" >&2; exit 1; }
  [[ -n $(ip -4 -o address show to "$address") ]] || { echo "error: $address is no address of this machine: see 'ip -4 address'" >&2; exit 1; }
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
  if [[ -d $checkout/vagrant/cache ]]; then export XDG_CACHE_HOME=$checkout/vagrant/cache; fi
  install -d /var/lib/kubevirt-ee/cluster
  echo "$address" >/var/lib/kubevirt-ee/cluster/address
  PATIENCE=${2:-1} NODE_NAME=$(hostname -s) NODE_IP=$address CLUSTER=local "$checkout/cluster/up.sh"
}

main "$@"
