#!/usr/bin/env bash
# usage: CLUSTER=vagrant cluster/test/cgroups.sh
# A guest on a node with cgroup v2, which the machines of `vagrant up` have: its qemu is in its launcher's cgroup, what the kernel
# enforces there is what its VirtualMachineInstance asks for, what the guest uses is counted there and nowhere else, and a guest that
# the kernel ends for lack of memory says so. Afterwards nothing is left. Ends with 0 if all of it held.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/../guest_checks.sh"
# shellcheck source=cluster/test/one_guest.sh
source "$here/one_guest.sh"

LIMIT_MIB=400
LIMIT_CPU_MILLI=500
MIB=$((1024 * 1024))

# of_group FILE: what a file of the guest's cgroup says.
of_group() {
  on_node cat "/sys/fs/cgroup$group/$1"
}

qemu_is_in_its_launchers_cgroup() {
  local container
  qemu=$(on_node qemu_of "$NAMESPACE" "$vmi") || failed "no qemu of it runs on $node"
  container=$(launcher_pod "$NAMESPACE" "$uid" '.status.containerStatuses[?(@.name=="compute")].containerID')
  container=${container##*/}
  group=$(on_node cat "/proc/$qemu/cgroup")
  [[ $group == 0::/*"$pod/$container" ]] || failed "qemu $qemu is in $group, not in the container compute ($container) of pod $pod"
  group=${group#0::}
  (($(of_group cgroup.procs | wc -l) > 1)) || failed "qemu is alone in $group, without its launcher"
  step "qemu $qemu is in its launcher's cgroup: $group"
}

limits_are_in_force() {
  local max quota
  max=$(launcher_pod "$NAMESPACE" "$uid" '.spec.containers[?(@.name=="compute")].resources.limits.memory')
  [[ $(of_group memory.max) == "$(bytes_of "$max")" ]] || failed "memory.max is $(of_group memory.max), the container's limit $max"
  quota=$(of_group cpu.max)
  [[ $quota == "$((LIMIT_CPU_MILLI * 100)) 100000" ]] || failed "cpu.max is $quota, the limit ${LIMIT_CPU_MILLI}m"
  step "memory.max and cpu.max are the container's limits: $max, ${LIMIT_CPU_MILLI}m"
}

# bytes_of QUANTITY
bytes_of() {
  numfmt --from=auto "${1%%[!0-9KMGi]*}"
}

# Of what qemu has touched itself: what it was charged for before it was moved stays where it was.
use_is_counted() {
  local resident counted used later libvirtd
  resident=$(($(on_node cat "/proc/$qemu/status" | awk '$1 == "RssAnon:" { print $2 }') * 1024))
  counted=$(of_group memory.current)
  ((counted > resident / 2)) || failed "memory.current is $((counted / MIB)) MiB, and qemu has $((resident / MIB)) MiB of its own"
  libvirtd=$(on_node cat "/sys/fs/cgroup$(libvirtds_group)/memory.stat" | awk '$1 == "anon" { print $2 }')
  ((libvirtd < resident)) || failed "libvirtd is charged for $((libvirtd / MIB)) MiB: the guest's memory"
  used=$(usage)
  # shellcheck disable=SC2317 # called by wait_until
  more_used() { (($(usage) > used)); }
  wait_until 30 more_used || failed "cpu.stat does not count: $used µs all the time"
  later=$(usage)
  step "counted there: $((counted / MIB)) MiB (qemu alone has $((resident / MIB)), libvirtd $((libvirtd / MIB))), $((later / 1000)) ms of processor"
}

usage() {
  of_group cpu.stat | awk '$1 == "usage_usec" { print $2 }'
}

libvirtds_group() {
  local pid
  pid=$(on_node pgrep --oldest --exact libvirtd)
  on_node cat "/proc/$pid/cgroup" | cut -d : -f 3
}

# The guest gets no more than half of what it has.
lack_of_memory_is_told() {
  local reason
  on_node bash -c "echo $(($(of_group memory.current) / 2)) >/sys/fs/cgroup$group/memory.max" || true
  wait_until 60 vmi_has_phase "$NAMESPACE" "$vmi" Failed || failed "it has not failed $(patient 60) s after its memory was taken"
  reason=$(vmi_field "$NAMESPACE" "$vmi" '.status.conditions[?(@.type=="Ready")].reason')
  [[ $reason == GuestOutOfMemory ]] || failed "the kernel ended it for lack of memory, and it says $reason"
  step "ended for lack of memory, it says so: $reason"
}

main() {
  local vmi uid pod qemu group node
  new_guest cgroups
  [[ $(on_node stat -f -c %T /sys/fs/cgroup) == cgroup2fs ]] || err "$node has no cgroup v2"
  guest_runs "{\"domain\":{\"resources\":{\"limits\":{\"memory\":\"${LIMIT_MIB}Mi\",\"cpu\":\"${LIMIT_CPU_MILLI}m\"}}}}"
  qemu_is_in_its_launchers_cgroup
  limits_are_in_force
  use_is_counted
  lack_of_memory_is_told
  guest_goes
  step "cgroup v2: all of it held"
}

main "$@"
