# shellcheck shell=bash disable=SC2034  # what is set here is read by the scripts that source it
# Which local Kubernetes a script speaks of: the cluster itself, or a control plane alone (etcd and
# kube-apiserver) with folders and ports of its own, so that any number of them stand side by side.
# Needs: lib.sh.

POD_CIDR=10.244.0.0/16
NODE_POD_CIDR=10.244.0.0/24   # what the controller manager gives to the first node
SERVICE_CIDR=10.96.0.0/16
DNS_ADDRESS=10.96.0.10
API_ADDRESS=127.0.0.1         # where everyone but the control plane's own parts finds the API
BRIDGE=kubevirt-ee0
NFT_TABLE=kubevirt-ee

# How a master is one of several.
ETCD_NAME=local
ETCD_PEER_ADDRESS=127.0.0.1
ETCD_MEMBERS=
SEVERAL_MASTERS=false
ALLOCATE_NODE_CIDRS=true

CONTROL_PLANE_ALONE=false
MASTERS=
NODES=
INSTANCE_DIR=
API_PORT=
PURGE=false

# instance_options ARGUMENT...: reads the options that up.sh and down.sh share.
instance_options() {
  while (($#)); do
    case $1 in
      --control-plane) CONTROL_PLANE_ALONE=true ;;
      --dir) instance_value "$@" && INSTANCE_DIR=$2 && shift ;;
      --port) instance_value "$@" && API_PORT=$2 && shift ;;
      --purge) PURGE=true ;;
      --masters) instance_value "$@" && MASTERS=$2 && shift ;;
      --nodes) instance_value "$@" && NODES=$2 && shift ;;
      -h | --help) usage && exit 0 ;;
      *) err "unknown option $1: see $(basename "$0") --help" ;;
    esac
    shift
  done
  instance_check
  instance_places
}

instance_value() {
  [[ -n ${2:-} ]] || err "$1 needs a value: see $(basename "$0") --help"
}

instance_check() {
  if [[ -n $MASTERS$NODES ]]; then
    ! $CONTROL_PLANE_ALONE || err "--masters and --nodes are of a whole cluster: leave --control-plane away"
    MASTERS=${MASTERS:-1}
    NODES=${NODES:-1}
    [[ $MASTERS =~ ^[135]$ ]] || err "--masters $MASTERS: give 1, 3 or 5 (an even number survives no more losses than one less)"
    [[ $NODES =~ ^([1-9]|1[0-9]|20)$ ]] || err "--nodes $NODES: give a number from 1 to 20"
  fi
  if ! $CONTROL_PLANE_ALONE; then
    [[ -z $INSTANCE_DIR && -z $API_PORT ]] || err "--dir and --port go with --control-plane: a machine holds one full cluster"
  fi
  [[ -z $INSTANCE_DIR || $INSTANCE_DIR == /* ]] || err "--dir $INSTANCE_DIR: give an absolute path"
  [[ -z $API_PORT || ($API_PORT =~ ^[0-9]{4,5}$ && $((10#$API_PORT)) -le 65533) ]] ||
    err "--port $API_PORT: give a number from 1000 to 65533 (this one and the next two are used)"
}

instance_places() {
  if $CONTROL_PLANE_ALONE; then
    API_PORT=${API_PORT:-16443}
    INSTANCE_STATE=${INSTANCE_DIR:-/var/lib/kubevirt-ee/control-plane}
    INSTANCE_RUN=${INSTANCE_DIR:+$INSTANCE_DIR/run}
    INSTANCE_RUN=${INSTANCE_RUN:-/run/kubevirt-ee/control-plane}
    INSTANCE_LOG=${INSTANCE_DIR:+$INSTANCE_DIR/log}
    INSTANCE_LOG=${INSTANCE_LOG:-$CLUSTER_LOG/control-plane}
    INSTANCE_CGROUP=
  else
    API_PORT=6443
    INSTANCE_STATE=$CLUSTER_STATE
    INSTANCE_RUN=$CLUSTER_RUN
    INSTANCE_LOG=$CLUSTER_LOG/cluster
    INSTANCE_CGROUP=/kubevirt-ee
  fi
  ETCD_PORT=$((API_PORT + 1))
  ETCD_PEER_PORT=$((API_PORT + 2))
  ETCD_MEMBERS=local=https://127.0.0.1:$ETCD_PEER_PORT
}

# instance_lock: one up.sh or down.sh of an instance at a time; the next one waits. Daemons are
# started without the lock's descriptor (processes.sh).
instance_lock() {
  mkdir -p "$INSTANCE_STATE" "$INSTANCE_RUN" "$INSTANCE_LOG"
  exec 9>"$INSTANCE_STATE/lock"
  if ! flock -n 9; then
    step "waiting for another up.sh or down.sh of this cluster"
    flock -w 900 9 || err "another up.sh or down.sh holds $INSTANCE_STATE/lock for 15 minutes: end it, then run again"
  fi
}

# The address under which the node is known to its pods.
node_address() {
  local address
  address=${NODE_IP:-$(ip -4 route get 192.0.2.1 2>/dev/null | sed -nE 's/.* src ([0-9.]+).*/\1/p')}
  [[ -n $address ]] || err "this machine has no IPv4 route: set NODE_IP to one of its own addresses ('ip -4 addr')"
  echo "$address"
}
