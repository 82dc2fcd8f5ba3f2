#!/usr/bin/env bash
# usage: KUBECONFIG=... cluster/test/manifests.sh KUBECTL
# Applies kubernetes/overlays to a control plane alone, which has nothing of ours yet, as an administrator would: one command
# installs, a second changes nothing, another version is an upgrade in place. Says "ok" or "FAILED" for each; part of run.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
overlays=$(cd "$here/../../kubernetes/overlays" && pwd)
kubectl=${1:?which kubectl? usage: cluster/test/manifests.sh KUBECTL}
failed=0

check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "ok      $name"
  else
    echo "FAILED  $name"
    echo "        ${output//$'\n'/$'\n'        }"
    failed=$((failed + 1))
  fi
}

# apply OVERLAY OPTION...
apply() {
  "$kubectl" apply -k "$1" "${@:2}"
}

# versions OVERLAY: each object with its resource version, which any write that changes something changes.
versions() {
  "$kubectl" get -k "$1" -o 'jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.resourceVersion}{"\n"}{end}'
}

# Objects with a status are written by the API server too, at its own time: it may take more than one look to see an apply alone.
# One that changes something does so each time.
changes_nothing() {
  local before after look
  for look in 1 2 3; do
    before=$(versions "$1")
    apply "$@" >/dev/null || return
    after=$(versions "$1")
    if [[ -n $before && $before == "$after" ]]; then return; fi
    echo "look $look:"
    diff <(echo "$before") <(echo "$after") || true
    "$kubectl" wait --for=condition=Established --timeout=30s crd --all >/dev/null
  done
  return 1
}

# As virt-controller does: a merge patch with a name of its own.
keeps_what_virt_controller_wrote() {
  local bundle=Y2VydGlmaWNhdGU=
  "$kubectl" patch apiservice v1.subresources.kubevirt.io --field-manager=virt-controller --type=merge \
    --patch "{\"spec\":{\"caBundle\":\"$bundle\"}}" >/dev/null
  apply "$1" --server-side >/dev/null || return
  [[ $("$kubectl" get apiservice v1.subresources.kubevirt.io -o 'jsonpath={.spec.caBundle}') == "$bundle" ]]
}

# upgrades FROM TO: what changes, and nothing else does, is what names an image or the pull secret.
upgrades() {
  local before changed
  before=$(versions "$1" | grep -v '^ConfigMap ')
  apply "$2" --server-side >/dev/null || return
  changed=$(diff <(echo "$before") <(versions "$2" | grep -v '^ConfigMap ') | sed -n 's/^> \([^ ]* [^ ]*\) .*/\1/p' | sort)
  echo "$changed"
  [[ $changed == "$(printf '%s\n' DaemonSet\ virt-{handler,libvirtd} Deployment\ virt-{api,controller} \
    ServiceAccount\ virt-{api,controller,handler,libvirtd})" ]] &&
    [[ $("$kubectl" -n kubevirt get deployment virt-api -o 'jsonpath={.spec.template.spec.containers[0].image}') == \
      registry.example.net:5000/group/vms/virt-api:2.1 ]]
}

# An overlay of an administrator's own, beside ours, with other parameters.
own_overlay() {
  mkdir "$SCRATCH/overlays" "$SCRATCH/overlays/own"
  cp -r "$overlays/../base" "$overlays/../components" "$SCRATCH/"
  sed -e 's/registry: .*/registry: registry.example.net:5000/' -e 's/folder: .*/folder: group\/vms/' -e 's/version: .*/version: "2.1"/' \
    -e 's/pullSecret: .*/pullSecret: ours/' "$overlays/production/parameters.yaml" >"$SCRATCH/overlays/own/parameters.yaml"
  cp "$overlays/production/kustomization.yaml" "$SCRATCH/overlays/own/"
}

# parameters_arrive RENDERED: no image from elsewhere, and the pull secret in each account and in the launchers' configuration.
parameters_arrive() {
  local images
  images=$(grep -oE '(image|LAUNCHER_IMAGE): [a-z].*/.*' "$1")
  echo "$images"
  [[ $(wc -l <<<"$images") -eq 5 ]] && ! grep -qv ': registry.example.net:5000/group/vms/virt-[a-z]*:2.1$' <<<"$images" &&
    [[ $(grep -c '^- name: ours$' "$1") -eq $(grep -c '^kind: ServiceAccount' "$1") ]] && grep -q 'LAUNCHER_PULL_SECRETS: ours$' "$1" &&
    ! grep -qE 'name: parameters$|PULL_SECRET$' "$1"
}

SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
own_overlay
"$kubectl" kustomize "$SCRATCH/overlays/own" >"$SCRATCH/rendered.yaml"
check "parameters of production reach every image and account" parameters_arrive "$SCRATCH/rendered.yaml"
check "one apply -k of production installs" apply "$overlays/production"
check "a second one changes no resource version" changes_nothing "$overlays/production"
check "a server-side apply takes it over" apply "$overlays/production" --server-side
check "a second server-side apply changes no resource version" changes_nothing "$overlays/production" --server-side
check "an apply keeps the caBundles of virt-controller" keeps_what_virt_controller_wrote "$overlays/production"
check "another registry, version and pull secret: an upgrade in place, of programs and their accounts alone" upgrades "$overlays/production" "$SCRATCH/overlays/own"
check "local is applied over it" apply "$overlays/local" --server-side
check "local a second time changes no resource version" changes_nothing "$overlays/local" --server-side
check "vagrant gives what kubectl takes" apply "$overlays/vagrant" --server-side --dry-run=server
((failed == 0))
