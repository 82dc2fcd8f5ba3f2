#!/usr/bin/env bash
# What stands beside each guest; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cluster=$here/../cluster
# shellcheck source=cluster/lib.sh
source "$cluster/lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$cluster/guest_checks.sh"

NAMESPACE=bench-beside-guests
EXAMPLE=$here/../kubernetes/examples/vm-first.yaml
GUEST_CPU=10m # so that twenty fit on two cores
STACK_KIB=16 # of a thread, in the kernel
PARTS=(launcher pause sleeper dnsmasq shim kernel)

usage() {
  cat <<'END2'
usage: bench/beside-guests.sh [N]

Starts N (20) guests of kubernetes/examples/vm-first.yaml on the local cluster one after the other, each with a disk from a container image, its seed and the
pod network, and prints what each part beside qemu takes for one guest, in MiB: proportional set sizes, and the kernel's memory that
is charged to the pod without what is qemu's own (page tables, stacks). Ends with the target: 16 MiB in all. Deletes the guests.
Needs root and a cluster in sync.
END2
}

# --- guests ----------------------------------------------------------------------------------------
create_guest() {
  sed -e "s/vm-first/beside-$1/" -e "s/NONCE/beside-$1/" -e "s/^      domain:/&\n        resources: {requests: {cpu: $GUEST_CPU}}/" "$EXAMPLE" |
    kube --namespace "$NAMESPACE" create -f - >/dev/null || err "VM beside-$1 was not created"
}

guest_answers() {
  local ip
  ip=$(vmi_field "$NAMESPACE" "$1" '.status.interfaces[0].ipAddress')
  [[ -n $ip ]] && page_has "$ip" "$1"
}

delete_guests() {
  kube delete namespace "$NAMESPACE" --ignore-not-found --timeout=300s >/dev/null
}

# --- what they take --------------------------------------------------------------------------------
pss_kib() {
  awk '$1 == "Pss:" { print $2 }' "/proc/$1/smaps_rollup" 2>/dev/null || echo 0
}

# pod_group POD-UID: its cgroup, of the memory controller where there are several.
pod_group() {
  local uid="$1|${1//-/_}"
  find /sys/fs/cgroup -type d -path '*kubevirt-ee*' -print 2>/dev/null |
    awk -v uid="$uid" '$0 !~ uid { next } /\/memory\// { memory = $0 } { any = $0 } END { print memory ? memory : any }' | sed -E "s:(($uid)[^/]*).*:\1:"
}

# part_of PID: which of PARTS a process of a pod is; qemu is none.
part_of() {
  case $(readlink "/proc/$1/exe") in
    */qemu-system-*) ;;
    */java) echo launcher ;;
    *pause*) echo pause ;;
    *container-disk*) echo sleeper ;;
    *dnsmasq*) echo dnsmasq ;;
    *) echo "other:$(readlink "/proc/$1/exe")" ;;
  esac
}

# The memory of the kernel that is charged to a cgroup.
kernel_kib() {
  if [[ -r $1/memory.kmem.usage_in_bytes ]]; then
    echo $(($(<"$1/memory.kmem.usage_in_bytes") / 1024))
  else
    awk '$1 == "kernel" { print int($2 / 1024) }' "$1/memory.stat"
  fi
}

# What of the kernel's memory qemu has: its page tables and its threads' stacks.
qemu_kernel_kib() {
  awk -v stack="$STACK_KIB" '$1 == "VmPTE:" { n += $2 } $1 == "Threads:" { n += $2 * stack } END { print n + 0 }' "/proc/$1/status"
}

# The shim of a pod's sandbox, which stands outside of the pod's cgroup.
shim_of() {
  local id=$1 pid
  for pid in $(processes_of "$id"); do
    if [[ $(readlink "/proc/$pid/exe") == */containerd-shim-* ]]; then echo "$pid"; fi
  done
}

# measure VM: adds what stands beside it to KIB.
measure() {
  local uid pod group pid part sandbox kernel
  uid=$(vmi_field "$NAMESPACE" "$1" .metadata.uid)
  pod=$(launcher_pod "$NAMESPACE" "$uid" .metadata.uid)
  group=$(pod_group "$pod")
  [[ -n $group ]] || err "no cgroup of pod $pod: is the cluster on this machine?"
  kernel=$(kernel_kib "$group")
  while read -r pid; do
    part=$(part_of "$pid")
    if [[ -n $part ]]; then
      KIB[$part]=$((${KIB[$part]:-0} + $(pss_kib "$pid")))
    else
      kernel=$((kernel - $(qemu_kernel_kib "$pid")))
    fi
    if [[ $part == pause ]]; then sandbox=$(basename "$(grep -m 1 -oE '[^/:]+$' "/proc/$pid/cgroup")"); fi
  done < <(find "$group" -name cgroup.procs -exec cat {} + | sort -un)
  KIB[kernel]=$((${KIB[kernel]:-0} + kernel))
  sandbox=${sandbox##*-}
  for pid in $(shim_of "${sandbox%.scope}"); do KIB[shim]=$((${KIB[shim]:-0} + $(pss_kib "$pid"))); done
}

print_table() {
  local part sum=0
  printf '%-10s %s\n' part "MiB for each of $count guests"
  for part in "${PARTS[@]}"; do
    [[ -n ${KIB[$part]:-} ]] || err "no process of the kind $part was found"
    sum=$((sum + KIB[$part]))
    awk -v p="$part" -v k="${KIB[$part]}" -v n="$count" 'BEGIN { printf "%-10s %6.2f\n", p, k / 1024 / n }'
  done
  for part in "${!KIB[@]}"; do
    [[ " ${PARTS[*]} " == *" $part "* ]] || err "a process that this program does not know stands beside a guest: ${part#other:}"
  done
  awk -v k="$sum" -v n="$count" 'BEGIN { printf "%-10s %6.2f  of 16\n", "all", k / 1024 / n; exit k / 1024 / n > 16 }'
}

main() {
  count=20
  case ${1:-} in
    '') ;;
    -h | --help) usage; exit 0 ;;
    *[!0-9]* | 0*) usage >&2; exit 64 ;;
    *) count=$1 ;;
  esac
  require_root
  require_tool curl "apt-get install curl"
  declare -gA KIB=()
  local i
  delete_guests
  trap delete_guests EXIT
  kube create namespace "$NAMESPACE" >/dev/null
  # One after the other: this is about what they take, and twenty that boot at a time leave an emulator's node no breath.
  for ((i = 1; i <= count; i++)); do
    create_guest "$i"
    wait_until 600 guest_answers "beside-$i" || err "the guest beside-$i does not answer: cluster/kubectl.sh -n $NAMESPACE describe vmi beside-$i"
  done
  step "$count guests answer"
  for ((i = 1; i <= count; i++)); do measure "beside-$i"; done
  print_table
}

main "$@"
