# shellcheck shell=bash
# What every script of cluster/ shares: where things are, how a step, a warning and an error look,
# what is checked before anything is touched, and how to wait with a deadline.
# To be sourced by a script that has `set -euo pipefail`.

export LC_ALL=C

# --- where things are -------------------------------------------------------------------------
CLUSTER_SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)   # this folder of the checkout
CLUSTER_CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/kubevirt-ee
CLUSTER_STATE=/var/lib/kubevirt-ee/cluster                     # survives down.sh, not --purge
CLUSTER_RUN=/run/kubevirt-ee/cluster                           # sockets, pid records, mounts
CLUSTER_LOG=/var/log/kubevirt-ee
ADMIN_KUBECONFIG=$CLUSTER_STATE/admin.kubeconfig
CONTAINERD_SOCKET=$CLUSTER_RUN/containerd.sock
NODE_NAME=${NODE_NAME:-node01}
# The cluster of several machines (up.sh --masters M --nodes N): a folder for each machine in each of these.
MACHINES_STATE=/var/lib/kubevirt-ee-machines
MACHINES_RUN=/run/kubevirt-ee-machines
MACHINES_LOG=/var/log/kubevirt-ee-machines
export CLUSTER_SOURCE CLUSTER_CACHE CLUSTER_STATE CLUSTER_RUN CLUSTER_LOG
export ADMIN_KUBECONFIG CONTAINERD_SOCKET NODE_NAME MACHINES_STATE MACHINES_RUN MACHINES_LOG

# Which local cluster is meant where CLUSTER does not say: that of several machines if it alone is up.
if [[ -z ${CLUSTER:-} && -d $MACHINES_RUN && ! -e $CLUSTER_RUN/pids/kubelet ]]; then export CLUSTER=machines; fi
if [[ ${CLUSTER:-} == machines ]]; then ADMIN_KUBECONFIG=$MACHINES_STATE/admin.kubeconfig; fi

# --- what the user reads ----------------------------------------------------------------------
# The clock starts with the outermost script, so that the steps of nested scripts form one list.
export STEP_CLOCK_START=${STEP_CLOCK_START:-$EPOCHREALTIME}

# Milliseconds since the outermost script started.
elapsed_ms() {
  local now=${EPOCHREALTIME/./} start=${STEP_CLOCK_START/./}
  echo $(((now - start) / 1000))
}

# step TEXT: something is done or was found done, e.g. "[ 12.3 s] etcd ready". STEP_OF says of which machine, if several are at it.
step() {
  local ms
  ms=$(elapsed_ms)
  printf '[%3d.%d s] %s%s\n' $((ms / 1000)) $((ms % 1000 / 100)) "${STEP_OF:-}" "$*"
}

# warn TEXT: worth knowing, but the script goes on.
warn() {
  printf 'warning: %s\n' "$*" >&2
}

# err TEXT: the one line that ends a script: what is wrong and what to do about it.
err() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# --- what must hold before anything is touched ------------------------------------------------
require_root() {
  [[ $EUID -eq 0 ]] || err "$(basename "$0") must run as root: try 'sudo $0'"
}

# require_tool TOOL WHERE: TOOL is in the PATH, or the error says where it comes from.
require_tool() {
  command -v "$1" >/dev/null || err "$1 is missing: $2"
}

# require_disk PATH GIB: the file system that PATH is or will be on has GIB GiB free.
require_disk() {
  local path=$1 need=$2 free_kib
  while [[ ! -e $path ]]; do path=$(dirname "$path"); done
  free_kib=$(df --output=avail -k "$path" | tail -1)
  ((free_kib / 1048576 >= need)) ||
    err "too little disk: $1 needs $need GiB free, has $((free_kib / 1048576)) GiB: make room, then run again"
}

port_free() {
  [[ -z $(ss -Hltn "sport = :$1") ]]
}

# require_port_free PORT WHAT: nobody listens on TCP port PORT, or the error names who does. A socket without an owner
# is mostly of a process that was killed a moment ago and has not let go of it yet.
require_port_free() {
  local owner
  if port_free "$1"; then return; fi
  owner=$(ss -Hltnp "sport = :$1" | grep -o 'users:.*' | head -1 || true)
  if [[ -z $owner ]] && wait_until 5 port_free "$1"; then return; fi
  owner=$(sed -E 's/users:\(\("([^"]*)",pid=([0-9]+).*/\1 (pid \2)/' <<<"${owner:-another network namespace}")
  err "port $1 ($2) is taken by $owner: end that program, then run again"
}

# patient SECONDS: how long that is here: PATIENCE (1) times as long, for slow machines.
patient() {
  echo $(($1 * ${PATIENCE:-1}))
}

# wait_until SECONDS COMMAND...: true as soon as COMMAND succeeds, false after SECONDS, as patient has them. It is asked five times a
# second, and the more seldom the slower the machine is, which asking makes slower.
wait_until() {
  local deadline=$((SECONDS + $(patient "$1"))) tenths
  tenths=$(patient 2)
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || return 1
    sleep "$((tenths / 10)).$((tenths % 10))"
  done
}

# --- packages ---------------------------------------------------------------------------------
package_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# The daemons that come with packages (etcd, containerd) must not start by themselves; Debian asks
# this file. One that is there already is somebody's decision and stays as it is.
packages_install_quietly() {
  local policy=/usr/sbin/policy-rc.d ours=false
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    ours=true
  fi
  local failed=false
  DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=5 install -y --no-install-recommends "$@" || failed=true
  if $ours; then rm -f "$policy"; fi
  ! $failed
}

# install_packages PACKAGE...: installs those that are missing; says so only if there were any.
install_packages() {
  local missing=() package log
  for package in "$@"; do
    package_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  require_tool apt-get "install by hand: ${missing[*]}"
  mkdir -p "$CLUSTER_LOG"
  log=$CLUSTER_LOG/apt.log
  if [[ -z ${APT_UPDATED:-} ]]; then
    apt-get -o Acquire::Retries=5 update >"$log" 2>&1 || err "apt-get update failed: see $log"
    export APT_UPDATED=yes
  fi
  packages_install_quietly "${missing[@]}" >>"$log" 2>&1 ||
    err "apt-get install ${missing[*]} failed: see $log"
  step "packages installed: ${missing[*]}"
}

# --- the cache of built things ----------------------------------------------------------------
# content_key FILE...: a short name for what is in these files.
content_key() {
  cat "$@" | sha256sum | cut -c 1-16
}

# --- which cluster ----------------------------------------------------------------------------
# The local one, unless another is asked for by name: CLUSTER=external CONTEXT=… REGISTRY=…, or CLUSTER=machines for that of
# several machines, which is meant anyway when it alone is up.
# A KUBECONFIG that happens to be set changes nothing.
cluster_is_external() {
  case ${CLUSTER:-local} in
    local | machines | vagrant) return 1 ;;
    external)
      [[ -n ${CONTEXT:-} ]] || err "CLUSTER=external needs CONTEXT: one of 'kubectl config get-contexts -o name'"
      return 0
      ;;
    *) err "CLUSTER=$CLUSTER is unknown: leave it unset for the local cluster, or CLUSTER=machines, CLUSTER=vagrant, or CLUSTER=external CONTEXT=… REGISTRY=…" ;;
  esac
}

cluster_is_vagrant() {
  [[ ${CLUSTER:-local} == vagrant ]]
}

# have_configuration: sets CONFIGURATION and KUBECTL, the files of this checkout that speak to the cluster that is asked for;
# fetched where they are missing, or may be of another.
have_configuration() {
  local suffix=
  if cluster_is_machines || cluster_is_vagrant; then suffix=.$CLUSTER; fi
  if cluster_is_external; then suffix=.external; fi
  CONFIGURATION=$CLUSTER_SOURCE/.kubeconfig$suffix
  KUBECTL=$CLUSTER_SOURCE/.kubectl$suffix
  # An external one's configuration is the user's own, and may be another by now; a cluster that started anew has other
  # certificates than those that were fetched from the old one.
  if cluster_is_external || [[ ! -r $CONFIGURATION || ! -x $KUBECTL || $ADMIN_KUBECONFIG -nt $CONFIGURATION ]]; then
    "$CLUSTER_SOURCE/sync_config.sh" >/dev/null
  fi
}

# kube ARGUMENT...: kubectl of the cluster that is asked for.
kube() {
  "$CLUSTER_SOURCE/kubectl.sh" "$@"
}

# The label that all of our cluster-wide objects carry.
OUR_LABEL=app.kubernetes.io/part-of=kubevirt-ee

# Ends with an error where somebody else's KubeVirt is installed: its CRDs have the names of ours.
require_no_other_kubevirt() {
  local operator crds
  operator=$(kube get deployments --all-namespaces --field-selector metadata.name=virt-operator -o name) ||
    err "the cluster does not answer: try cluster/kubectl.sh version"
  crds=$(kube get customresourcedefinitions --selector "${OUR_LABEL/=/!=}" \
    -o 'jsonpath={.items[?(@.spec.group=="kubevirt.io")].metadata.name}')
  [[ -z $operator && -z $crds ]] ||
    err "KubeVirt is installed in this cluster (${operator:-${crds%% *}}): use another cluster, nothing was changed"
}

# --- images -----------------------------------------------------------------------------------
# image_store ARGUMENT...: buildah on a storage of our own, so that no other image of this machine is touched; in a mount
# namespace of its own, so that its mounts end with it, however it ends.
image_store() {
  local driver=vfs
  if grep -qw overlay /proc/filesystems || modprobe -q overlay; then driver=overlay; fi
  unshare --mount buildah --root "$CLUSTER_CACHE/buildah" --runroot "$CLUSTER_RUN/buildah" --storage-driver "$driver" "$@"
}

cluster_is_machines() {
  [[ ${CLUSTER:-local} == machines ]]
}

# nodes_of_machines: the names of the nodes of the cluster of several machines.
nodes_of_machines() {
  local _masters nodes number
  read -r _masters nodes <"$MACHINES_STATE/plan"
  for ((number = 1; number <= nodes; number++)); do printf 'node%02d\n' "$number"; done
}

# containerd_sockets: where each node's containerd is reached from this machine.
containerd_sockets() {
  local node
  if cluster_is_machines; then
    for node in $(nodes_of_machines); do echo "$MACHINES_RUN/$node/kubevirt-ee/cluster/containerd.sock"; done
  else
    echo "$CONTAINERD_SOCKET"
  fi
}

# on_each_node COMMAND...: COMMAND with each node's CONTAINERD_SOCKET in turn; ends with the first that fails.
on_each_node() {
  local sockets socket
  mapfile -t sockets < <(containerd_sockets)
  for socket in "${sockets[@]}"; do
    local CONTAINERD_SOCKET=$socket
    "$@" || return 1
  done
}

node_ctr() {
  ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io "$@"
}

# load_image ARCHIVE...: imports docker or OCI archives into each node's containerd and pins what
# they hold, so that the kubelet never collects an image that no registry could give back. (Debian
# 12's containerd does not tell the kubelet yet; there the kubelet's collection, which is off, saves
# them: node/config/kubelet.yaml.)
load_image() {
  on_each_node load_image_here "$@"
}

load_image_here() {
  local archive name
  [[ -S $CONTAINERD_SOCKET ]] || err "containerd is not up: run cluster/up.sh first"
  for archive in "$@"; do
    [[ -r $archive ]] || err "$archive cannot be read: give a docker or OCI archive"
    local imported
    imported=$(node_ctr images import "$archive") || err "$archive is no docker or OCI archive that containerd can import"
    while read -r name; do
      node_ctr images label "$name" io.cri-containerd.pinned=pinned >/dev/null
      step "image $name loaded"
    done < <(sed -nE 's/^unpacking ([^ ]+) .*/\1/p' <<<"$imported")
  done
}

# image_loaded NAME: each node's containerd has it.
image_loaded() {
  on_each_node image_loaded_here "$1"
}

image_loaded_here() {
  [[ -n $(node_ctr images list --quiet "name==$1") ]]
}

if cluster_is_vagrant; then
  # shellcheck source=cluster/vagrant.sh
  source "$CLUSTER_SOURCE/vagrant.sh"
fi
