#!/usr/bin/env bash
# Does the agent's memory stay flat while guests come and go? See usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/jdk.sh
source "$here/jdk.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/guest_checks.sh"

NAMESPACE=soak-guests
AT_ONCE=5
WARM=10
# What may come after the first guests: caches that fill, pools that reach their bounds.
HEAP_GROWTH_KIB=2048
RSS_GROWTH_KIB=16384
COUNT_GROWTH=8

usage() {
  cat <<'END'
usage: cluster/soak_guests.sh [GUESTS]        (cluster/test.sh soak-guests [GUESTS])

Creates and deletes GUESTS VMs (50), five at a time, on the local cluster, and prints after every tenth what virt-handler takes: live
heap after a collection, resident memory, threads, open files. Fails when the last line is above the first by more than 2 MiB of heap,
16 MiB of resident memory, or 8 threads or files; or when a guest does not come or go. Needs root and a cluster in sync; 50 guests take
about ten minutes.
END
}

handler_pid() {
  local pids
  mapfile -t pids < <(pgrep --full --exact 'java .*io\.kubevirt\.ee\.handler\.Main')
  ((${#pids[@]} == 1)) || err "there are ${#pids[@]} processes of virt-handler: cluster/kubectl.sh -n kubevirt get pods"
  echo "${pids[0]}"
}

# live_heap_kib PID: what is left after a collection.
live_heap_kib() {
  "$JAVA_HOME/bin/jcmd" "$1" GC.run >/dev/null
  "$JAVA_HOME/bin/jcmd" "$1" GC.heap_info | sed -nE 's/^[A-Za-z-]+ +total [0-9]+K, used ([0-9]+)K.*/\1/p' | awk '{ n += $1 } END { print n + 0 }'
}

# measure PID: sets HEAP, RSS, THREADS, FILES.
measure() {
  HEAP=$(live_heap_kib "$1")
  ((HEAP > 0)) || err "jcmd does not tell the heap of process $1"
  RSS=$(awk '$1 == "VmRSS:" { print $2 }' "/proc/$1/status")
  THREADS=$(awk '$1 == "Threads:" { print $2 }' "/proc/$1/status")
  FILES=$(find "/proc/$1/fd" -mindepth 1 | wc -l)
}

create_vm() {
  sed -e "s/vm-first/$1/" -e 's/terminationGracePeriodSeconds: 30/terminationGracePeriodSeconds: 0/' \
    "$here/../kubernetes/examples/vm-first.yaml" | kube --namespace "$NAMESPACE" create -f - >/dev/null
}

# batch FIRST LAST: these guests run, then go.
batch() {
  local number
  for ((number = $1; number <= $2; number++)); do create_vm "soak-$number"; done
  for ((number = $1; number <= $2; number++)); do
    wait_until 120 vmi_has_phase "$NAMESPACE" "soak-$number" Running || err "guest soak-$number does not run: cluster/kubectl.sh -n $NAMESPACE describe vmi soak-$number"
  done
  kube --namespace "$NAMESPACE" delete virtualmachines --all --timeout=120s >/dev/null || err "guests do not go: cluster/kubectl.sh -n $NAMESPACE get vm,vmi,pods"
}

# flat WHAT FIRST LAST ALLOWED
flat() {
  if (($3 - $2 > $4)); then
    warn "$1 grew from $2 to $3"
    return 1
  fi
}

# The VMs go before their namespace, so that each is ended as its owner would.
remove_namespace() {
  kube --namespace "$NAMESPACE" delete virtualmachines --all --timeout=120s >/dev/null 2>&1 || true
  kube delete namespace "$NAMESPACE" --ignore-not-found --timeout=120s >/dev/null 2>&1 || warn "namespace $NAMESPACE is still there: cluster/kubectl.sh get all -n $NAMESPACE"
}

main() {
  case ${1:-50} in
    -h | --help) usage; exit 0 ;;
    *[!0-9]*) usage >&2; exit 64 ;;
  esac
  local guests=${1:-50} pid number first=()
  ((guests >= 2 * WARM && guests % WARM == 0)) || err "the number of guests is a multiple of $WARM, and two times that at least"
  require_root
  require_jdk
  pid=$(handler_pid)
  kube create namespace "$NAMESPACE" >/dev/null || err "namespace $NAMESPACE cannot be made: cluster/kubectl.sh delete namespace $NAMESPACE"
  trap remove_namespace EXIT
  printf '%8s %14s %14s %8s %8s\n' guests 'heap (KiB)' 'resident (KiB)' threads files
  for ((number = 1; number <= guests; number += AT_ONCE)); do
    batch "$number" $((number + AT_ONCE - 1))
    if (((number + AT_ONCE - 1) % WARM == 0)); then
      measure "$pid"
      printf '%8d %14d %14d %8d %8d\n' $((number + AT_ONCE - 1)) "$HEAP" "$RSS" "$THREADS" "$FILES"
      if ((${#first[@]} == 0)); then first=("$HEAP" "$RSS" "$THREADS" "$FILES"); fi
    fi
  done
  local failed=false
  flat "live heap (KiB)" "${first[0]}" "$HEAP" "$HEAP_GROWTH_KIB" || failed=true
  flat "resident memory (KiB)" "${first[1]}" "$RSS" "$RSS_GROWTH_KIB" || failed=true
  flat threads "${first[2]}" "$THREADS" "$COUNT_GROWTH" || failed=true
  flat "open files" "${first[3]}" "$FILES" "$COUNT_GROWTH" || failed=true
  ! $failed || err "virt-handler does not give back what guests took"
  step "virt-handler is as large after $guests guests as after $WARM"
}

main "$@"
