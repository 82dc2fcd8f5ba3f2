#!/usr/bin/env bash
# Takes KubeVirt EE out of the cluster; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"

END_GUESTS=false
GIVE_UP_SECONDS=300
KINDS=(virtualmachineinstancereplicasets.kubevirt.io virtualmachines.kubevirt.io virtualmachineinstances.kubevirt.io)

usage() {
  cat <<'END'
usage: cluster/uninstall.sh [--end-guests] [--give-up-after SECONDS]

Removes everything that cluster/sync.sh put into the cluster: programs, webhooks, API services, rights, definitions. With
virtual machines there it refuses, and changes nothing.
  --end-guests              delete all virtual machines first: each guest is shut down in its grace period
  --give-up-after SECONDS   (300) when a program or a node that has to agree does not return: take the finalizers of what is
                            left off by force. A guest on a node that is cut off then runs on there until somebody ends it.

CLUSTER=external CONTEXT=context cluster/uninstall.sh works on the cluster of that kubectl context.
END
}

# machines: a line "kind namespace name" for each; false if the cluster does not say, which is no reason to go on.
machines() {
  local kind known
  for kind in "${KINDS[@]}"; do
    known=$(kube get customresourcedefinition "$kind" --ignore-not-found -o name) || return 1
    if [[ -n $known ]]; then
      kube get "$kind" --all-namespaces \
        -o "jsonpath={range .items[*]}$kind {.metadata.namespace} {.metadata.name}{'\n'}{end}" || return 1
    fi
  done
}

no_machines() {
  local left
  left=$(machines) && [[ -z $left ]]
}

require_installed() {
  local answer
  answer=$(kube get customresourcedefinitions --selector "$OUR_LABEL" -o name) ||
    err "the cluster does not answer: try cluster/kubectl.sh version"
  [[ -n $answer ]] || { step "KubeVirt EE is not installed"; exit 0; }
}

end_machines() {
  local left
  left=$(machines) || err "the cluster does not say which virtual machines there are: nothing was changed"
  if [[ -z $left ]]; then return; fi
  $END_GUESTS ||
    err "virtual machines are there ($(wc -l <<<"$left") objects, the first: $(head -1 <<<"$left")): delete them, or run again with --end-guests; nothing was changed"
  local kind
  for kind in "${KINDS[@]}"; do kube delete "$kind" --all --all-namespaces --wait=false >/dev/null; done
  if wait_until "$GIVE_UP_SECONDS" no_machines; then
    step "all virtual machines ended"
  else
    let_go
  fi
}

# Who has to agree did not return in time.
let_go() {
  local kind namespace name node
  # They would be asked, and may be what is away.
  remove_webhooks
  while read -r kind namespace name; do
    node=$(kube --namespace "$namespace" get "$kind" "$name" --ignore-not-found -o 'jsonpath={.status.nodeName} {.status.phase}')
    kube --namespace "$namespace" patch "$kind" "$name" --type merge --patch '{"metadata":{"finalizers":null}}' >/dev/null || true
    warn "$kind $namespace/$name was let go after $GIVE_UP_SECONDS s${node:+ (node and phase: $node)}: see that its guest does not run any more"
  done < <(machines)
  wait_until 30 no_machines || err "still there: $(machines | tr '\n' ';')"
}

remove_webhooks() {
  kube delete validatingwebhookconfigurations,mutatingwebhookconfigurations --selector "$OUR_LABEL" --ignore-not-found >/dev/null
}

# marks_of NODE labels|annotations: those that virt-handler wrote, each as kubectl takes it away.
marks_of() {
  kube get node "$1" -o "go-template={{range \$name, \$value := .metadata.$2}}{{\$name}}{{\"\\n\"}}{{end}}" |
    sed -nE '/^([a-z0-9-]+[.])*kubevirt[.]io\/|^cpumanager$/s/$/-/p'
}

remove_marks() {
  local node marks
  for node in $(kube get nodes -o 'jsonpath={.items[*].metadata.name}'); do
    mapfile -t marks < <(marks_of "$node" labels)
    if ((${#marks[@]})); then kube label node "$node" "${marks[@]}" >/dev/null; fi
    mapfile -t marks < <(marks_of "$node" annotations)
    if ((${#marks[@]})); then kube annotate node "$node" "${marks[@]}" >/dev/null; fi
  done
}

# From outside to inside: first what the API server asks, then the programs, last the definitions.
remove_all() {
  remove_webhooks
  kube delete apiservices --selector "$OUR_LABEL" --ignore-not-found >/dev/null
  step "webhooks and API services removed"
  kube delete namespace kubevirt --ignore-not-found --timeout=180s >/dev/null ||
    err "the namespace kubevirt does not go: cluster/kubectl.sh describe namespace kubevirt"
  step "programs ended"
  kube delete validatingadmissionpolicybindings,validatingadmissionpolicies --selector "$OUR_LABEL" --ignore-not-found >/dev/null
  kube delete rolebindings --namespace kube-system --selector "$OUR_LABEL" --ignore-not-found >/dev/null
  kube delete clusterrolebindings,clusterroles --selector "$OUR_LABEL" --ignore-not-found >/dev/null
  kube delete customresourcedefinitions --selector "$OUR_LABEL" --ignore-not-found --timeout=60s >/dev/null ||
    err "the definitions do not go: cluster/kubectl.sh get crd -l $OUR_LABEL -o yaml"
  remove_marks
  step "rights, definitions and marks on nodes removed"
}

main() {
  while (($#)); do
    case $1 in
      --end-guests) END_GUESTS=true; shift ;;
      --give-up-after)
        [[ ${2:-} =~ ^[0-9]+$ ]] || err "--give-up-after needs seconds, e.g. 300"
        GIVE_UP_SECONDS=$2
        shift 2
        ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 64 ;;
    esac
  done
  if ! cluster_is_external; then require_root; fi
  require_installed
  end_machines
  remove_all
  step "KubeVirt EE is out of the cluster; nodes keep /var/lib/kubevirt-ee (libvirt's logs and settings)"
}

main "$@"
