# shellcheck shell=bash disable=SC2034 # what is set here is read by the scripts that source it
# Machines that are namespaces of this one: each has processes, mounts, network and a host name of its own, and ends whole when
# its first process is killed. They hang on a switch (a bridge in a network namespace), as does this machine:
#   192.168.200.1 this machine, .2 ha-proxy, .11 … masters, .101 … nodes; pods of node N in 10.245.N.0/24
# Needs: lib.sh, node/instance.sh, node/processes.sh, node/leftovers.sh.

MACHINES_NETWORK=${MACHINES_NETWORK:-192.168.200}
MACHINES_POD_NETWORK=10.245
HA_PROXY_ADDRESS=$MACHINES_NETWORK.2
MACHINES_CGROUP=/kubevirt-ee-machines
MACHINES_LINK=kubevirt-ee1
MACHINES_TABLE=kubevirt-ee-machines
REST_NODE_PORT=31844

# machines_instance: the functions of processes.sh speak of the machines' first processes from now on.
machines_instance() {
  INSTANCE_STATE=$MACHINES_STATE
  INSTANCE_RUN=$MACHINES_RUN
  INSTANCE_LOG=$MACHINES_LOG
  INSTANCE_CGROUP=$MACHINES_CGROUP
  API_PORT=6443
  API_ADDRESS=$HA_PROXY_ADDRESS
  POD_CIDR=$MACHINES_POD_NETWORK.0.0/16
}

# --- the plan: how many, and who is where -------------------------------------------------------
plan_read() {
  MASTERS=0
  NODES=0
  if [[ -r $MACHINES_STATE/plan ]]; then read -r MASTERS NODES <"$MACHINES_STATE/plan"; fi
}

# plan_write MASTERS NODES: nodes may be added, masters not: an etcd with other members is another etcd.
plan_write() {
  local masters=$1 nodes=$2
  plan_read
  if ((MASTERS)); then
    ((masters == MASTERS)) || err "this cluster has $MASTERS masters: 'cluster/down.sh --purge' forgets it, then run again"
    ((nodes >= NODES)) || err "this cluster has $NODES nodes: 'cluster/down.sh --purge' forgets it, then run again"
  fi
  MASTERS=$masters
  NODES=$nodes
  echo "$MASTERS $NODES" >"$MACHINES_STATE/plan"
}

masters() {
  local number
  for ((number = 1; number <= MASTERS; number++)); do printf 'master%02d\n' "$number"; done
}

nodes() {
  local number
  for ((number = 1; number <= NODES; number++)); do printf 'node%02d\n' "$number"; done
}

# workers: who runs pods: the nodes, or the masters where there are none.
workers() {
  if ((NODES)); then nodes; else masters; fi
}

number_of() {
  echo $((10#${1//[!0-9]/}))
}

address_of() {
  case $1 in
    ha-proxy) echo "$HA_PROXY_ADDRESS" ;;
    master*) echo "$MACHINES_NETWORK.$((10 + $(number_of "$1")))" ;;
    node*) echo "$MACHINES_NETWORK.$((100 + $(number_of "$1")))" ;;
  esac
}

pods_of() {
  echo "$MACHINES_POD_NETWORK.$(number_of "$1").0/24"
}

machine_state() {
  echo "$MACHINES_STATE/$1/lib/kubevirt-ee/cluster"
}

# addresses PORT NAME...: "ADDRESS:PORT ADDRESS:PORT …"
addresses() {
  local port=$1 name
  shift
  for name in "$@"; do printf '%s:%s ' "$(address_of "$name")" "$port"; done
}

# --- start, reach, end --------------------------------------------------------------------------
machine_is_up() {
  [[ -n $(daemon_pid "$1") ]]
}

# machine_start NAME: the machine is there, with its network; what it runs is not its matter.
machine_start() {
  local name=$1 INSTANCE_CGROUP=$MACHINES_CGROUP/$1
  if machine_is_up "$name"; then return; fi
  machine_end "$name"
  mkdir -p "$MACHINES_STATE/$name" "$MACHINES_RUN/$name"
  cgroup_make "$INSTANCE_CGROUP/system"
  daemon_start "$name" "" unshare --pid --fork --kill-child --mount --net --uts --propagation private \
    "$CLUSTER_SOURCE/node/first_process.sh" "$name"
  daemon_await "$name" 30 test -e "$MACHINES_RUN/$name/ready"
  machine_connect "$name"
  routes_set
}

# machine_end NAME: as when its power is cut: not even the kernel says good-bye. What it had in /run is gone, as after that.
machine_end() {
  if machine_is_up switch; then in_network_of switch ip link set "$1" down 2>/dev/null || true; fi
  cgroup_kill "$MACHINES_CGROUP/$1"
  cgroup_remove "$MACHINES_CGROUP/$1"
  rm -rf --one-file-system "${MACHINES_RUN:?}/$1" "$MACHINES_RUN/pids/$1"
}

# machine_exec NAME COMMAND...: in the machine.
machine_exec() {
  local pid
  pid=$(daemon_pid "$1")
  [[ -n $pid ]] || err "machine $1 is not up: run cluster/up.sh with --masters and --nodes"
  shift
  nsenter --mount="/proc/$pid/ns/mnt" --net="/proc/$pid/ns/net" --uts="/proc/$pid/ns/uts" \
    --pid="/proc/$pid/ns/pid_for_children" -- env CLUSTER=local "$@"
}

in_network_of() {
  local pid
  pid=$(daemon_pid "$1")
  shift
  nsenter --net="/proc/$pid/ns/net" -- "$@"
}

# --- network ------------------------------------------------------------------------------------
# In a namespace of its own, so that no firewall of this machine sees what the machines say to each other.
switch_start() {
  local INSTANCE_CGROUP=$MACHINES_CGROUP/switch pid
  if machine_is_up switch; then return; fi
  network_is_free
  cgroup_make "$INSTANCE_CGROUP/system"
  daemon_start switch "" unshare --net sleep infinity
  wait_until 10 switch_apart || err "no network namespace can be made: see $MACHINES_LOG/switch.log"
  in_network_of switch ip link add bridge type bridge
  in_network_of switch ip link set bridge up
  pid=$(daemon_pid switch)
  link_remove
  ip link add "$MACHINES_LINK" type veth peer name host netns "$pid"
  ip address add "$MACHINES_NETWORK.1/24" dev "$MACHINES_LINK"
  ip link set "$MACHINES_LINK" up
  in_network_of switch ip link set host master bridge up
  way_out
  step "switch ready ($MACHINES_NETWORK.0/24)"
}

switch_apart() {
  ! [[ /proc/$(daemon_pid switch)/ns/net -ef /proc/self/ns/net ]]
}

network_is_free() {
  local taken
  taken=$(ip -4 route show "$MACHINES_NETWORK.0/24" | grep -v "dev $MACHINES_LINK" || true)
  [[ -z $taken ]] || err "$MACHINES_NETWORK.0/24 is in use here ($taken): name another network, as MACHINES_NETWORK=192.168.201"
}

# Machines reach the world through this one.
way_out() {
  sysctls_remember
  sysctl -q -w net.ipv4.ip_forward=1
  nft -f - <<NFT || err "nft refuses the machines' table: the kernel needs nf_tables with masquerade"
table ip $MACHINES_TABLE
delete table ip $MACHINES_TABLE
table ip $MACHINES_TABLE {
  chain leaving {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr $MACHINES_NETWORK.0/24 oifname != "$MACHINES_LINK" masquerade
  }
}
NFT
}

# machine_connect NAME: its eth0, on the switch's port of its name.
machine_connect() {
  local name=$1 pid
  pid=$(daemon_pid switch)
  if in_network_of switch ip link show "$name" >/dev/null 2>&1; then in_network_of switch ip link delete "$name" 2>/dev/null || true; fi
  in_network_of "$name" ip link set lo up
  in_network_of "$name" ip link add eth0 type veth peer name "$name" netns "$pid"
  in_network_of "$name" ip address add "$(address_of "$name")/24" dev eth0
  in_network_of "$name" ip link set eth0 up
  in_network_of "$name" ip route add default via "$MACHINES_NETWORK.1"
  in_network_of switch ip link set "$name" master bridge up
}

# routes_set: each machine that is up, and this one, knows each node's pods.
routes_set() {
  local name node
  for node in $(nodes); do
    ip route replace "$(pods_of "$node")" via "$(address_of "$node")" dev "$MACHINES_LINK"
    for name in $(masters) $(nodes); do
      if [[ $name != "$node" ]] && machine_is_up "$name"; then
        in_network_of "$name" ip route replace "$(pods_of "$node")" via "$(address_of "$node")"
      fi
    done
  done
}

link_remove() {
  if [[ -e /sys/class/net/$MACHINES_LINK ]]; then ip link delete "$MACHINES_LINK"; fi
}

# --- the end of all -----------------------------------------------------------------------------
# Namespaces end with the last of their processes, and mounts and links with them.
machines_end() {
  cgroup_kill "$MACHINES_CGROUP"
  cgroup_remove "$MACHINES_CGROUP"
  link_remove
  nft delete table ip "$MACHINES_TABLE" 2>/dev/null || true
  sysctls_give_back
  rm -rf --one-file-system "$MACHINES_RUN"
}

machines_purge() {
  rm -rf --one-file-system "$MACHINES_STATE" "$MACHINES_LOG"
}
