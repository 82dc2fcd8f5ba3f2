# shellcheck shell=bash
# What a cluster leaves on its machine, and how each of it is taken away. Only what is ours by name
# or place: our folders, our cgroup, our bridge, our nftables tables.
# Needs: lib.sh, node/instance.sh, node/processes.sh.

# What lies beside the cluster's own folders below /run/kubevirt-ee and /var/lib/kubevirt-ee belongs
# to its guests (libvirt's sockets, disks); control planes alone (control-plane*) are not ours here.
OUR_TREES=(/run/kubevirt-ee /var/lib/kubevirt-ee)

# mounts_below PATH: mount points under PATH, innermost first.
mounts_below() {
  awk -v path="$1/" 'index($5, path) == 1 { print $5 }' /proc/self/mountinfo | tac
}

unmount_below() {
  local at tree
  for tree in "$@"; do
    while read -r at; do
      at=$(printf '%b' "$at")       # mountinfo writes a blank as \040
      umount "$at" 2>/dev/null || umount --lazy "$at" 2>/dev/null || true
    done < <(mounts_below "$tree")
    [[ -z $(mounts_below "$tree") ]] || err "$(mounts_below "$tree" | head -1) cannot be unmounted: see 'fuser -vm' for who uses it"
  done
}

# After a crash of everything or a reboot: containerd is gone and nothing of the pods lives, but
# their mounts, network namespaces and addresses may still be there. With them out of the way
# containerd and kubelet start as after any reboot.
leftovers_of_a_crash() {
  daemon_gone containerd || return 0
  [[ -z $(cgroup_pids "$INSTANCE_CGROUP/kubepods") ]] || return 0
  cgroup_kill "$INSTANCE_CGROUP/system/containerd"
  if [[ -e $INSTANCE_RUN/containerd ]]; then
    unmount_below "${OUR_TREES[@]}"
    rm -rf --one-file-system "$INSTANCE_RUN/containerd" "$INSTANCE_RUN/addresses"
    step "leftovers of the last run removed"
  fi
  rm -f "$CONTAINERD_SOCKET" "$CONTAINERD_SOCKET.ttrpc"
}

# link_end NAME: a link may go by itself between a look and this, as its pod's end does.
link_end() {
  ip link delete "$1" 2>/dev/null || [[ ! -e /sys/class/net/$1 ]] || err "link $1 cannot be removed: try 'ip link delete $1'"
}

links_remove() {
  local link
  for link in $(ip -o link show master "$BRIDGE" 2>/dev/null | sed -E 's/^[0-9]+: ([^@:]+).*/\1/') "$BRIDGE"; do
    link_end "$link"
  done
  taps_remove
}

# A guest's tap waits in the node's own namespace until its pod gets it; ours belong to guests' uids.
taps_remove() {
  local path name
  for path in /sys/class/net/tap*; do
    name=${path##*/}
    if [[ $name =~ ^tap[0-9a-f]{11}$ && -r $path/owner && $(<"$path/owner") -ge 2000000 ]]; then link_end "$name"; fi
  done
}

# firewall_remember: which tables were there before the cluster.
firewall_remember() {
  [[ -e $INSTANCE_RUN/tables ]] || nft list tables >"$INSTANCE_RUN/tables"
}

firewall_remove() {
  local family table
  for table in "ip $NFT_TABLE" "ip kube-proxy" "ip6 kube-proxy"; do
    # shellcheck disable=SC2086  # family and name are two words
    nft delete table $table 2>/dev/null || true
  done
  for family in iptables ip6tables; do port_maps_remove "$family"; done
  # CNI plugins and kube-proxy called iptables, which leaves its tables behind even when they are empty.
  while read -r _ family table; do
    if grep -qx "table $family $table" "$INSTANCE_RUN/tables" 2>/dev/null; then continue; fi
    if [[ $table =~ ^(nat|filter|mangle|raw)$ ]] && table_is_empty "$family" "$table"; then nft delete table "$family" "$table"; fi
  done < <(nft list tables 2>/dev/null)
}

# No rule and no chain but the built-in ones.
table_is_empty() {
  ! nft list table "$1" "$2" | grep -vE '^(table .*|\s*(type .*|chain [A-Z]+ \{|\}))?$' | grep -q .
}

# The portmap plugin's chains in the table nat: one for each pod with host ports, and three common
# ones, which stay as long as a rule of another network needs them. Rules carry their network's name.
port_maps_remove() {
  local nat=("$1" -w -t nat) chain
  local common=(CNI-HOSTPORT-DNAT CNI-HOSTPORT-SETMARK CNI-HOSTPORT-MASQ)
  "${nat[@]}" -S "${common[0]}" >/dev/null 2>&1 || return 0
  mapfile -t chains < <("${nat[@]}" -S "${common[0]}" | sed -nE 's/.*name: \\"kubevirt-ee\\".* -j (CNI-DN-[^ ]+).*/\1/p' | sort -u)
  rules_delete "$1" "${common[0]}" 'name: \\"kubevirt-ee\\"'
  if ! "${nat[@]}" -S "${common[0]}" | grep -q '^-A'; then
    for chain in PREROUTING OUTPUT POSTROUTING; do rules_delete "$1" "$chain" '-j CNI-HOSTPORT-(DNAT|MASQ)$'; done
    chains+=("${common[@]}")
  fi
  for chain in "${chains[@]}"; do "${nat[@]}" -F "$chain"; done
  for chain in "${chains[@]}"; do "${nat[@]}" -X "$chain"; done
}

# rules_delete IPTABLES CHAIN PATTERN: by number and from the end, because numbers move up.
rules_delete() {
  local number
  for number in $("$1" -w -t nat -S "$2" | grep '^-A' | grep -nE -- "$3" | cut -d: -f1 | sort -rn); do
    "$1" -w -t nat -D "$2" "$number"
  done
}

sysctls_give_back() {
  local key value
  [[ -r $INSTANCE_RUN/sysctls && $(head -1 "$INSTANCE_RUN/sysctls") == "boot=$BOOT_ID" ]] || return 0
  while IFS='= ' read -r key value; do
    sysctl -q -w "$key=$value" 2>/dev/null || warn "$key could not be set back to $value"
  done < <(tail -n +2 "$INSTANCE_RUN/sysctls")
}

# Files that containerd and the kubelet keep outside of the folders they were given.
strays_remove() {
  local link result sandbox results=/var/lib/cni/results
  for result in "$results"/kubevirt-ee-*-eth0; do
    sandbox=${result##*/kubevirt-ee-}
    sandbox=${sandbox%-eth0}
    rm -f "$result" "$results/cni-loopback-$sandbox-lo" # the loopback's carries no name of ours
  done
  rmdir --ignore-fail-on-non-empty -p "$results" 2>/dev/null || true
  for link in /var/log/containers/*; do
    if [[ -L $link && $(readlink "$link") == "$CLUSTER_LOG/pods/"* ]]; then rm -f "$link"; fi
  done
  rmdir --ignore-fail-on-non-empty /var/log/containers 2>/dev/null || true
  rm -rf "$CLUSTER_LOG/pods"
  local plugins=/var/lib/kubelet/device-plugins # the one place that does not move with --root-dir
  rm -f $plugins/{kubelet.sock,kubelet_internal_checkpoint,DEPRECATION,kubevirt-kvm.sock}
  rmdir --ignore-fail-on-non-empty -p $plugins 2>/dev/null || true
}

# tree_remove TREE: everything in TREE but the control planes alone. Mounts below it must be gone.
tree_remove() {
  [[ -d $1 ]] || return 0
  unmount_below "$1"
  find "$1" -mindepth 1 -maxdepth 1 ! -name 'control-plane*' -exec rm -rf --one-file-system {} +
  rmdir --ignore-fail-on-non-empty "$1"
}
