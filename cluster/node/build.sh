# shellcheck shell=bash
# The programs of the local cluster that no Debian package has: built once from the Go modules beside
# this file, kept in the user's cache under a name made from the module's files, so that every later
# checkout with the same files finds them.
# Needs: lib.sh.

KUBERNETES_VERSION=$(awk '$1 == "k8s.io/kubernetes" { print $2 }' "$CLUSTER_SOURCE/node/kubernetes/go.mod")
LOCAL_PATH_PROGRAM=github.com/rancher/local-path-provisioner
KUBERNETES_BIN=   # folder with kubectl, kubelet, kube-apiserver … (links to one binary)
COREDNS_BINARY=
VIRTCTL=

# build_kubernetes: sets KUBERNETES_BIN.
build_kubernetes() {
  local module=$CLUSTER_SOURCE/node/kubernetes key name
  key=$(content_key "$module"/{go.mod,go.sum,main.go})
  KUBERNETES_BIN=$CLUSTER_CACHE/kubernetes-$key
  if [[ -x $KUBERNETES_BIN/kubectl ]]; then return; fi
  local version=k8s.io/component-base/version major minor
  IFS=. read -r major minor _ <<<"$KUBERNETES_VERSION"
  step "building Kubernetes $KUBERNETES_VERSION: 7 minutes or more on two processors, once"
  go_build "$module" "$KUBERNETES_BIN/kubernetes" \
    "-s -w -X $version.gitVersion=$KUBERNETES_VERSION -X $version.gitMajor=${major#v} -X $version.gitMinor=$minor"
  for name in kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl; do
    ln -sf kubernetes "$KUBERNETES_BIN/$name"
  done
  step "Kubernetes $KUBERNETES_VERSION built, kept in $KUBERNETES_BIN"
}

# build_coredns: sets COREDNS_BINARY.
build_coredns() {
  local module=$CLUSTER_SOURCE/node/coredns
  COREDNS_BINARY=$CLUSTER_CACHE/coredns-$(content_key "$module"/{go.mod,go.sum,main.go})/coredns
  if [[ -x $COREDNS_BINARY ]]; then return; fi
  step "building CoreDNS: a minute or two, once"
  go_build "$module" "$COREDNS_BINARY" "-s -w"
  step "CoreDNS built, kept in $(dirname "$COREDNS_BINARY")"
}

# build_virtctl: sets VIRTCTL, KubeVirt's own client for the tests. It tells the version of the module that it is built from.
build_virtctl() {
  local module=$CLUSTER_SOURCE/virtctl version files
  version=$(awk '$1 == "kubevirt.io/kubevirt" { print $2 }' "$module/go.mod")
  mapfile -t files < <(find "$module" -type f | sort)
  VIRTCTL=$CLUSTER_CACHE/virtctl-$(content_key "${files[@]}")/virtctl
  if [[ -x $VIRTCTL ]]; then return; fi
  step "building virtctl $version: 10 minutes or more on two processors, once"
  go_build "$module" "$VIRTCTL" "-s -w -X kubevirt.io/client-go/version.gitVersion=$version"
  step "virtctl $version built, kept in $(dirname "$VIRTCTL")"
}

# go_build MODULE OUTPUT LDFLAGS [PROGRAM]: builds the module's own program, or one that it names as a tool. OUTPUT appears whole
# or not at all. Two checkouts that want the same
# at the same time build it once.
go_build() {
  local log=$CLUSTER_CACHE/build.log
  require_tool go "install Go 1.26 or newer (https://go.dev/dl) and put it into the PATH"
  require_disk "$CLUSTER_CACHE" 6
  mkdir -p "$(dirname "$2")"
  (
    flock 7
    if [[ -x $2 ]]; then exit; fi
    cd "$1"
    CGO_ENABLED=0 go build -trimpath -ldflags "$3" -o "$2.new" "${4:-.}" >"$log" 2>&1 ||
      err "building $(basename "$2") failed: $(tail -1 "$log") (see $log)"
    mv "$2.new" "$2"
  ) 7>"$CLUSTER_CACHE/build.lock"
}

# --- the images that every node needs before any other -----------------------------------------
# Set by the functions below, each with its archive.
PAUSE_IMAGE=
PAUSE_ARCHIVE=
COREDNS_IMAGE=
COREDNS_ARCHIVE=
LOCAL_PATH_IMAGE=
LOCAL_PATH_ARCHIVE=

# build_pause_image: the program that keeps a pod's namespaces open. Sets PAUSE_IMAGE and its archive.
build_pause_image() {
  local source=$CLUSTER_SOURCE/node/pause/pause.c key binary
  key=$(content_key "$source")
  PAUSE_IMAGE=localhost/kubevirt-ee/pause:$key
  PAUSE_ARCHIVE=$CLUSTER_CACHE/pause-$key.tar
  if [[ -r $PAUSE_ARCHIVE ]]; then return; fi
  install_packages gcc libc6-dev buildah
  binary=$(mktemp -d)/pause
  gcc -Os -static -s -Wall -Wextra -Werror -o "$binary" "$source" || err "gcc could not build $source"
  image_of_one_program "$binary" "$PAUSE_IMAGE" "$PAUSE_ARCHIVE"
  rm -r "$(dirname "$binary")"
}

# build_coredns_image: sets COREDNS_IMAGE and its archive.
build_coredns_image() {
  local key
  build_coredns
  key=$(basename "$(dirname "$COREDNS_BINARY")")
  COREDNS_IMAGE=localhost/kubevirt-ee/coredns:${key#coredns-}
  COREDNS_ARCHIVE=$CLUSTER_CACHE/$key.tar
  if [[ -r $COREDNS_ARCHIVE ]]; then return; fi
  install_packages buildah
  image_of_one_program "$COREDNS_BINARY" "$COREDNS_IMAGE" "$COREDNS_ARCHIVE"
}

# build_local_path_image: the provisioner of volumes, and a shell for the pods in which it makes and removes their folders. Sets
# LOCAL_PATH_IMAGE and its archive.
build_local_path_image() {
  local module=$CLUSTER_SOURCE/node/local-path key binary
  key=$(content_key "$module"/{go.mod,go.sum})
  binary=$CLUSTER_CACHE/local-path-$key/local-path-provisioner
  LOCAL_PATH_IMAGE=localhost/kubevirt-ee/local-path-provisioner:$key
  LOCAL_PATH_ARCHIVE=$CLUSTER_CACHE/local-path-$key.tar
  if [[ -r $LOCAL_PATH_ARCHIVE ]]; then return; fi
  install_packages buildah busybox-static
  step "building the provisioner of volumes: a minute or two, once"
  go_build "$module" "$binary" "-s -w" "$LOCAL_PATH_PROGRAM"
  image_of_one_program "$binary" "$LOCAL_PATH_IMAGE" "$LOCAL_PATH_ARCHIVE" "$(command -v busybox)" /bin/sh
}

# image_of_one_program BINARY IMAGE ARCHIVE [OTHER PATH]: an image that holds one static program and nothing else, or one other at PATH.
# The storage is a folder of its own, so that no other image of this machine is touched.
image_of_one_program() {
  local storage container log new
  storage=$(mktemp -d "$CLUSTER_CACHE/image.XXXXXX")
  log=$CLUSTER_CACHE/build.log
  new=$storage/archive.tar
  local build=(buildah --root "$storage/root" --runroot "$storage/run" --storage-driver vfs)
  {
    container=$("${build[@]}" from scratch) &&
      "${build[@]}" copy "$container" "$1" "/$(basename "$1")" &&
      { [[ -z ${4:-} ]] || "${build[@]}" copy "$container" "$4" "$5"; } &&
      "${build[@]}" config --user 65535:65535 --entrypoint "[\"/$(basename "$1")\"]" "$container" &&
      "${build[@]}" commit "$container" "docker-archive:$new:$2"
  } >"$log" 2>&1 || err "buildah could not make $2: $(tail -1 "$log") (see $log)"
  mv "$new" "$3"
  rm -r "$storage"
  step "image $2 built"
}
