#!/usr/bin/env bash
# Brings the programs in the cluster to what this checkout says; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/jdk.sh
source "$here/jdk.sh"
# shellcheck source=cluster/images.sh
source "$here/images.sh"
# shellcheck source=cluster/apply.sh
source "$here/apply.sh"

OVERLAY=$SOURCE/kubernetes/overlays/synced
NEW_IMAGES=()
EXTRA_IMAGES=()
# A component that an administrator may choose, and the cluster-wide right that it brings.
CLIENT_CERTIFICATES=false
CLIENT_CERTIFICATES_RIGHT=kubevirt-api-rest-client-certificates

usage() {
  cat <<'END'
usage: cluster/sync.sh [--force] [--image NAME]... [--rest-client-certificates]

Builds what changed in this checkout (Maven, images), gives it to the cluster, applies kubernetes/, waits until it runs, and
fetches the configuration (sync_config.sh). Without a change it does nothing and says so. Running guests keep running.
  --force                      apply and wait even without a change
  --image NAME                 gives the cluster this image of kubernetes/images as well, such as guest-debian, which tests want
  --rest-client-certificates   the REST entrypoint takes certificates of clients, by the right of virt-api to impersonate any user:
                               see docs/rest.md. Without this option the right is taken away again.

CLUSTER=vagrant cluster/sync.sh does so for the machines of `vagrant up`.
CLUSTER=external CONTEXT=context REGISTRY=registry/folder cluster/sync.sh pushes the images to that registry and applies to
the cluster of that kubectl context. PULL_SECRET=name: the Secret that they are pulled with, in namespace kubevirt and in those of
guests.
END
}

require_cluster() {
  if cluster_is_external; then
    [[ -n ${REGISTRY:-} ]] || err "CLUSTER=external needs REGISTRY: where the images are pushed, e.g. registry.example.org/kubevirt-ee"
    require_tool kubectl "install the one that fits your cluster"
  else
    require_root
    if cluster_is_vagrant; then "$here/sync_config.sh" >/dev/null; fi
    [[ -r $ADMIN_KUBECONFIG ]] || err "there is no local cluster yet: run cluster/up.sh"
  fi
  kube version >/dev/null 2>&1 || err "the cluster does not answer: run cluster/up.sh"
  require_no_other_kubevirt
}

# --- images ----------------------------------------------------------------------------------------
# foundation NAME: an image that kubernetes/images makes, ready to build on. Sets FOUNDATION to its name.
foundation() {
  local archive
  read -r FOUNDATION archive < <(grep -m 1 "/$1:" <<<"$FOUNDATIONS")
  image_store inspect --type image "$FOUNDATION" >/dev/null 2>&1 || image_store pull --quiet "docker-archive:$archive" >/dev/null
}

# loaded NAME: an image that kubernetes/images makes and the cluster runs as it is. Sets IMAGE.
loaded() {
  local archive local_name
  read -r local_name archive < <(grep -m 1 "/$1:" <<<"$FOUNDATIONS")
  IMAGE=$IMAGE_PREFIX/$1:${local_name##*:}
  if image_in_cluster "$IMAGE"; then return; fi
  if cluster_is_external; then
    foundation "$1"
    image_store tag "$FOUNDATION" "$IMAGE"
  fi
  hand_over "$IMAGE" "$archive"
  NEW_IMAGES+=("$1")
}

# Sets IMAGES: lines "name reference" for kustomize.
build_images() {
  IMAGES=''
  FOUNDATIONS=$("$SOURCE/kubernetes/images/build.sh" all "${EXTRA_IMAGES[@]}")
  local image
  for image in guest-kernelboot guest-containerdisk guest-agent "${EXTRA_IMAGES[@]}"; do loaded "$image"; done
  loaded virt-libvirtd
  IMAGES+="virt-libvirtd $IMAGE"$'\n'

  stage_launcher
  program virt-launcher launcher launcher-base
  stage_handler
  handler_libraries_image
  program virt-handler handler-agent "$HANDLER_LIBRARIES"
  stage_war api-war virt-api
  stage_war controller-ejb virt-controller
  liberty_image
  program virt-api api-war "$LIBERTY"
  program virt-controller controller-ejb "$LIBERTY"
  if ((${#NEW_IMAGES[@]} == 0)); then step "images unchanged: all are in the cluster"; fi
}

# program NAME MODULE BASE
program() {
  local base=$3
  if [[ $base != */* ]]; then
    foundation "$base"
    base=$FOUNDATION
  fi
  program_image "$1" "$2" "$base"
  IMAGES+="$1 $IMAGE"$'\n'
}

# --- manifests -------------------------------------------------------------------------------------
# The overlay that names the images; kustomize knows where, the folder is generated and not kept in git.
write_overlay() {
  local parent=${1:?} components=() name reference
  if cluster_is_external; then components+=(../../components/admin-center); fi
  # Where ha-proxy reaches virt-api.
  if cluster_is_machines || cluster_is_vagrant; then components+=(../../components/rest-node-port); fi
  if ((${PATIENCE:-1} > 1)); then components+=(../../components/slow-machines); fi
  if $CLIENT_CERTIFICATES; then components+=(../../components/rest-client-certificates); fi
  rm -rf "$OVERLAY"
  mkdir -p "$OVERLAY"
  cp "$SOURCE/kubernetes/image-names.yaml" "$OVERLAY/"
  if cluster_is_external && [[ -n ${PULL_SECRET:-} ]]; then
    sed "s/pullSecret: .*/pullSecret: $PULL_SECRET/" "$SOURCE/kubernetes/overlays/production/parameters.yaml" >"$OVERLAY/parameters.yaml"
    parent+=', parameters.yaml'
    components+=(../../components/pull-secret)
  fi
  {
    printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [%s]\n' "$parent"
    if ((${#components[@]})); then printf 'components:\n' && printf '  - %s\n' "${components[@]}"; fi
    printf 'configurations: [image-names.yaml]\nimages:\n'
    while read -r name reference; do
      if [[ -n $name ]]; then
        printf '  - {name: localhost/kubevirt-ee/%s, newName: %s, newTag: "%s"}\n' "$name" "${reference%:*}" "${reference##*:}"
      fi
    done <<<"$IMAGES"
  } >"$OVERLAY/kustomization.yaml"
}

# The record of what was applied last is in the cluster, beside what it describes.
applied_key() {
  kube --namespace kubevirt get configmap kubevirt-ee-synced --ignore-not-found -o 'jsonpath={.data.key}' 2>/dev/null || true
}

record_key() {
  kube --namespace kubevirt create configmap kubevirt-ee-synced --from-literal="key=$1" --dry-run=client -o yaml |
    kube apply --server-side --force-conflicts -f - >/dev/null
}

# Our definitions must be known before a KubeVirt resource can be applied.
apply_manifests() {
  local rendered=$1 log=$CLUSTER_LOG/apply.log
  : >"$log"
  apply "$SOURCE/kubernetes/base/crds" "$log" || apply_failed "$log"
  kube wait --for=condition=Established --timeout="$(patient 60)s" -f "$SOURCE/kubernetes/base/crds" >>"$log" 2>&1 || apply_failed "$log"
  apply "$rendered" "$log" || apply_failed "$log"
  step "manifests applied: $(grep serverside-applied "$log" | sort -u | wc -l) objects"
}

# What a component brought that is not chosen (any more) goes; what it changed, the next apply changes back.
remove_unchosen() {
  if $CLIENT_CERTIFICATES; then return; fi
  local removed
  removed=$(kube delete clusterrolebinding,clusterrole "$CLIENT_CERTIFICATES_RIGHT" --ignore-not-found -o name) ||
    err "the right to impersonate cannot be taken from virt-api: cluster/kubectl.sh delete clusterrolebinding $CLIENT_CERTIFICATES_RIGHT"
  if [[ -n $removed ]]; then step "virt-api may impersonate nobody any more"; fi
}

apply_failed() {
  grep -v serverside-applied "$1" >&2
  err "the manifests were not applied whole: see above and $1"
}

# ConfigMaps have their content in their names; those that nothing names any more go.
remove_old_config_maps() {
  local rendered=$1 name
  for name in $(kube --namespace kubevirt get configmaps --selector "$OUR_LABEL" -o name); do
    grep -q "name: ${name#*/}\$" "$rendered" || kube --namespace kubevirt delete "$name" >/dev/null
  done
}

# --- rollouts --------------------------------------------------------------------------------------
await_rollouts() {
  local workload
  daemon_set_ready virt-libvirtd
  for workload in deployment/virt-controller deployment/virt-api daemonset/virt-handler; do
    kube --namespace kubevirt rollout status "$workload" --timeout="$(patient 180)s" >/dev/null 2>"$CLUSTER_LOG/rollout.log" ||
      rollout_failed "$workload"
    step "$workload runs"
  done
  kube wait --for=condition=Available --timeout="$(patient 60)s" apiservice/v1.subresources.kubevirt.io >/dev/null 2>&1 ||
    err "the aggregated API does not answer: cluster/kubectl.sh describe apiservice v1.subresources.kubevirt.io"
  step "subresources.kubevirt.io answers"
}

rollout_failed() {
  kube --namespace kubevirt get pods -o wide >&2 || true
  kube --namespace kubevirt logs "$1" --tail=10 2>&1 | cut -c 1-300 >&2 || true
  err "$1 does not run after $(patient 180) s: cluster/kubectl.sh -n kubevirt describe $1"
}

# A DaemonSet that is updated on delete has no rollout to wait for: its pods must be ready, of whatever version.
daemon_set_ready() {
  local jsonpath='{.status.desiredNumberScheduled} {.status.numberReady} {.metadata.generation} {.status.observedGeneration}'
  all_ready() {
    local desired ready generation observed
    read -r desired ready generation observed < <(kube --namespace kubevirt get daemonset "$1" -o "jsonpath=$jsonpath")
    ((desired > 0 && desired == ready && generation == observed))
  }
  wait_until 180 all_ready "$1" || rollout_failed "daemonset/$1"
  local wanted outdated
  wanted=$(kube --namespace kubevirt get daemonset "$1" -o 'jsonpath={.spec.template.spec.containers[0].image}')
  outdated=$(kube --namespace kubevirt get pods --selector "kubevirt.io=$1" \
    -o 'jsonpath={range .items[*]}{.metadata.name} {.spec.containers[0].image}{"\n"}{end}' | awk -v w="$wanted" '$2 != w { print $1 }')
  if [[ -n $outdated ]]; then
    step "$1 runs; a new version waits for the deletion of: ${outdated//$'\n'/ }"
    warn "$1 is updated when its pod is deleted, guests keep running: cluster/kubectl.sh -n kubevirt delete pod ${outdated//$'\n'/ }"
  else
    step "$1 runs"
  fi
}

main() {
  local force=false
  while (($#)); do
    case $1 in
      --force) force=true; shift ;;
      --image) EXTRA_IMAGES+=("${2:?}"); shift 2 ;;
      --rest-client-certificates) CLIENT_CERTIFICATES=true; shift ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 64 ;;
    esac
  done
  require_cluster
  require_jdk
  install_packages buildah mmdebstrap gcc libc6-dev make openssl
  mkdir -p "$CLUSTER_LOG"
  maven_package
  build_images

  local parent=../local rendered=$SOURCE/target/synced.yaml key
  if cluster_is_external; then parent=../../base; fi
  if cluster_is_vagrant; then parent=../vagrant; fi
  write_overlay "$parent"
  "$here/admin_center.sh" ensure
  kube kustomize "$OVERLAY" >"$rendered"
  key=$(content_key "$rendered")
  if ! $force && [[ $(applied_key) == "$key" ]]; then
    step "manifests unchanged: nothing to apply"
  else
    remove_unchosen
    apply_manifests "$rendered"
    await_rollouts
    remove_old_config_maps "$rendered"
    record_key "$key"
    remove_old_images
  fi
  "$here/sync_config.sh"
  step "in sync: cluster/kubectl.sh -n kubevirt get pods"
}

main "$@"
