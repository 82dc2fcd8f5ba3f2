#!/usr/bin/env bash
# usage: kubernetes/images/build.sh [--list] NAME...|all
# Builds the images that are not a Java module's own, without a registry, and prints for each "REFERENCE ARCHIVE": its name
# and a docker archive of it. One whose recipe has not changed since its archive was made is not built again.
#   --list   prints the same lines and builds nothing
# Names: trixie java-base launcher-base handler-base virt-libvirtd guest-kernelboot guest-containerdisk guest-agent; and, not
# among all, ha-proxy (for several masters) and guest-debian (for tests)
# Each folder here is the context of a Containerfile; all but the first take their base as an argument, so they can be
# built anywhere: buildah build --build-arg BASE=docker.io/library/debian:trixie-slim kubernetes/images/java-base
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../../cluster/lib.sh"

ALL=(trixie java-base launcher-base handler-base virt-libvirtd guest-kernelboot guest-containerdisk guest-agent)
EXTRA=(ha-proxy guest-debian)
ARCHIVES=$CLUSTER_CACHE/images
MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org}

usage() {
  sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
}

# folder_of NAME: the recipe's folder; the busybox guests are three targets of one.
folder_of() {
  case $1 in
    guest-debian) echo "$here/guest-debian" ;;
    guest-*) echo "$here/guest" ;;
    *) echo "$here/$1" ;;
  esac
}

# base_of NAME: the image that NAME's Containerfile starts from.
base_of() {
  case $1 in
    trixie) ;;
    handler-base) echo java-base ;;
    *) echo trixie ;;
  esac
}

# recipe_hash NAME: of every file and mode in its folder, its name and its base.
recipe_hash() {
  local base folder
  base=$(base_of "$1")
  folder=$(folder_of "$1")
  {
    echo "$1 ${base:+$(recipe_hash "$base")}"
    (cd "$folder" && find . -type f -printf '%m %p\n' -exec sha256sum {} \; | LC_ALL=C sort)
  } | sha256sum | cut -c 1-12
}

reference_of() {
  echo "localhost/kubevirt-ee/$1:$(recipe_hash "$1")"
}

archive_of() {
  echo "$ARCHIVES/$1-$(recipe_hash "$1").tar"
}

# ensure_stored NAME: buildah's store holds the image, if need be read back from its archive.
ensure_stored() {
  image_store inspect --type image "$(reference_of "$1")" >/dev/null 2>&1 ||
    image_store pull --quiet "docker-archive:$(archive_of "$1")" >/dev/null
}

# The root file system of the base, by mmdebstrap.
make_root_file_system() {
  local packages
  packages=$(paste -sd , "$here/trixie/packages")
  mmdebstrap --quiet --variant=minbase --include="$packages" \
    --aptopt='Acquire::Retries "5"' --aptopt='APT::Install-Recommends "false"' --aptopt='APT::Install-Suggests "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    trixie "$1" \
    "deb $MIRROR/debian trixie main" "deb $MIRROR/debian trixie-updates main" \
    "deb $MIRROR/debian-security trixie-security main"
}

# build NAME CONTEXT: runs the Containerfile of CONTEXT; buildah's chroot isolation needs no container runtime.
build() {
  local name=$1 context=$2 base arguments=()
  base=$(base_of "$name")
  [[ -z $base ]] || arguments+=(--build-arg "BASE=$(reference_of "$base")")
  [[ $name != guest-* ]] || arguments+=(--target "$name")
  image_store build --isolation chroot --layers --pull-never "${arguments[@]}" --tag "$(reference_of "$name")" "$context"
}

# build_archive NAME: builds it from a copy of its folder, unless another checkout did so while this one waited for it.
build_archive() {
  local context
  exec 7>"$ARCHIVES/$1.lock"
  flock 7
  [[ ! -e $(archive_of "$1") ]] || return 0
  context=$(mktemp -d "$ARCHIVES/context.XXXXXX")
  # shellcheck disable=SC2064 # this very folder
  trap "rm -rf '$context'" EXIT
  cp -a "$(folder_of "$1")/." "$context/"
  [[ $1 != trixie ]] || make_root_file_system "$context/rootfs.tar"
  build "$1" "$context"
  save "$1"
}

# save NAME: the archive, complete or not there at all.
save() {
  local archive partial
  archive=$(archive_of "$1")
  partial=$archive.partial
  rm -f "$partial"
  image_store push --quiet "$(reference_of "$1")" "docker-archive:$partial:$(reference_of "$1")"
  [[ $1 != guest-* ]] || add_tag "$partial" "localhost/kubevirt-ee/$1:demo"
  mv "$partial" "$archive"
}

# add_tag ARCHIVE REFERENCE: a second name in the archive: what examples can call the guests by.
add_tag() {
  local folder
  folder=$(mktemp -d "$ARCHIVES/tag.XXXXXX")
  tar -xf "$1" -C "$folder"
  sed -i "s#\"RepoTags\":\[#&\"$2\",#" "$folder/manifest.json"
  # Written anew: GNU tar's --delete spoils these archives.
  (cd "$folder" && tar -cf "$1" --owner 0 --group 0 -- *)
  rm -rf "$folder"
}

# ensure NAME: its archive is there, with those of its bases.
ensure() {
  local name=$1 base log=$CLUSTER_LOG/base-images.log
  [[ ! -e $(archive_of "$name") ]] || return 0
  base=$(base_of "$name")
  if [[ -n $base ]]; then
    ensure "$base"
    ensure_stored "$base"
  fi
  # A program of its own: behind || the shell would not stop at the first error.
  "${BASH_SOURCE[0]}" --build-one "$name" >"$log" 2>&1 || err "building the image $name failed: see $log"
  step "image $name built" >&2
}

require_host() {
  require_root
  mkdir -p "$ARCHIVES" "$CLUSTER_RUN" "$CLUSTER_LOG"
  install_packages buildah mmdebstrap debian-archive-keyring >&2
  require_disk "$ARCHIVES" 5
}

main() {
  local list=false names=() name
  for name in "$@"; do
    case $name in
      --list) list=true ;;
      --help | -h)
        usage
        return
        ;;
      --build-one)
        build_archive "$2"
        return
        ;;
      all) names=("${ALL[@]}") ;;
      *)
        [[ " ${ALL[*]} ${EXTRA[*]} " == *" $name "* ]] || err "there is no image $name: the names are ${ALL[*]} ${EXTRA[*]}"
        names+=("$name")
        ;;
    esac
  done
  ((${#names[@]})) || {
    usage >&2
    exit 2
  }
  $list || require_host
  for name in "${names[@]}"; do
    $list || ensure "$name"
    echo "$(reference_of "$name") $(archive_of "$name")"
  done
}

main "$@"
