#!/usr/bin/env bash
# From a fresh machine to a first guest; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/jdk.sh
source "$here/jdk.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/guest_checks.sh"

NAMESPACE=default
VM=vm-first
EXAMPLE=$here/../kubernetes/examples/$VM.yaml

usage() {
  cat <<'END'
usage: cluster/run.sh        (make run)

Brings the local Kubernetes up, builds and deploys everything, creates kubernetes/examples/vm-first.yaml, shows its console
until the guest greets with a word that this run made up, and fetches its page at its IP. What stands already is kept; the VM
of an earlier run is replaced.
END
}

give_up() {
  err "$1: see cluster/kubectl.sh describe vm,vmi $VM; cluster/kubectl.sh -n kubevirt logs daemonset/virt-handler"
}

remove_earlier_vm() {
  if [[ -n $(kube --namespace "$NAMESPACE" get virtualmachine "$VM" --ignore-not-found -o name) ]]; then
    kube --namespace "$NAMESPACE" delete virtualmachine "$VM" --timeout=120s >/dev/null ||
      give_up "the VM $VM of an earlier run is not gone after 120 s"
    step "VM $VM of an earlier run deleted"
  fi
}

create_vm() {
  sed "s/NONCE/$nonce/g" "$EXAMPLE" | kube --namespace "$NAMESPACE" create -f - >/dev/null || give_up "VM $VM was not created"
  step "VM $VM created, with the word $nonce for its guest"
}

# The guest greets once, early in its boot. A console that is open by then shows it; on one that opened later, as on a busy machine, or
# was cut, the guest is asked for it.
show_console() {
  local greeting="KubeVirt EE guest ready: $nonce" deadline=$((SECONDS + 120)) log=$CLUSTER_LOG/console.log status asking=()
  step "its console, until the guest greets with that word:"
  while ((SECONDS < deadline)); do
    status=0
    "$here/console.sh" --namespace "$NAMESPACE" --until "$greeting" --timeout 20 "${asking[@]}" "$VM" 2>"$log" || status=$?
    if ((status == 0)); then
      echo
      step "guest greeted"
      return
    fi
    # 1: the console was open and the greeting not on it.
    if ((status == 1)); then asking=(--type 'cat /run/greeting'); fi
  done
  give_up "the guest did not greet within 120 s ($(tail -1 "$log"))"
}

fetch_page() {
  local ip page
  ip=$(vmi_field "$NAMESPACE" "$VM" '.status.interfaces[0].ipAddress')
  [[ -n $ip ]] || give_up "VMI $VM tells no IP"
  wait_until 30 page_has "$ip" "$nonce" || give_up "http://$ip/ does not answer with the word $nonce"
  page=$(page_of "$ip")
  step "its page at http://$ip/:"
  printf '%s\n' "$page" | sed 's/^/         /'
}

next_commands() {
  cat <<END

What to try next:
  cluster/kubectl.sh get vms,vmis,pods          the VM, its running instance, its launcher pod
  cluster/console.sh $VM                  a shell in the guest (leave with Ctrl-])
  cluster/kubectl.sh -n kubevirt delete pod -l kubevirt.io=virt-libvirtd    the guest does not notice
  cluster/kubectl.sh delete vm $VM        gone without a trace; cluster/down.sh ends the cluster
END
}

main() {
  case ${1:-} in
    '') ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  require_root
  # Before minutes are spent on what comes first.
  require_jdk
  require_tool mvn "apt-get install maven"
  require_tool go "install Go 1.26 or newer (https://go.dev/dl) and put it into the PATH"
  install_packages curl openssl
  "$here/up.sh"
  "$here/sync.sh"
  nonce=$(od -An -N4 -tx1 /dev/urandom | tr -d ' ')
  remove_earlier_vm
  create_vm
  show_console
  fetch_page
  next_commands
}

main "$@"
