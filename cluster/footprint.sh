#!/usr/bin/env bash
# usage: cluster/footprint.sh
# Measures what each program takes on the local cluster: replaces one pod of virt-api, virt-controller and virt-handler, starts a
# guest for virt-launcher, and prints the table of docs/footprint.md. Guests keep running. Needs root and a cluster in sync.
# Takes three minutes; on a machine that does other things as well, the times are those of that machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/guest_checks.sh"

NAMESPACE=default
GUEST=footprint
EXAMPLE=$here/../kubernetes/examples/vmi-kernelboot.yaml
SETTLED_SECONDS=30

# --- processes -------------------------------------------------------------------------------------
# server_processes TEXT: JVMs whose command line holds TEXT.
server_processes() {
  local pid
  for pid in $(processes_of "$1"); do
    if [[ $(readlink "/proc/$pid/exe") == */bin/java ]]; then echo "$pid"; fi
  done
}

# new_process TEXT OLD: sets PROCESS to one of server_processes that OLD does not name.
new_process() {
  local pid
  for pid in $(server_processes "$1"); do
    if ! grep -qwF "$pid" <<<"$2"; then
      PROCESS=$pid
      return
    fi
  done
  return 1
}

# Seconds since a process was started, in hundredths.
age_of() {
  awk -v start="$(sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20)" '{ printf "%.2f", $1 - start / 100 }' /proc/uptime
}

cpu_of() {
  sed 's/.*) //' "/proc/$1/stat" | awk '{ printf "%.1f", ($12 + $13) / 100 }'
}

# rollup_mib PID FIELD
rollup_mib() {
  awk -v field="$2:" '$1 == field { printf "%.0f", $2 / 1024 }' "/proc/$1/smaps_rollup"
}

# What is charged to the process's container and cannot be dropped at once: what a limit counts.
cgroup_mib() {
  local group
  if group=$(grep -m 1 ':memory:' "/proc/$1/cgroup"); then
    group=/sys/fs/cgroup/memory${group##*:}
    awk -v used="$(<"$group/memory.usage_in_bytes")" '$1 == "total_inactive_file" { printf "%.0f", (used - $2) / 1048576 }' "$group/memory.stat"
  else
    group=/sys/fs/cgroup$(cut -d : -f 3 "/proc/$1/cgroup")
    awk -v used="$(<"$group/memory.current")" '$1 == "inactive_file" { printf "%.0f", (used - $2) / 1048576 }' "$group/memory.stat"
  fi
}

# Whether the JVM uses the archive or cache that was made for it.
archive_of() {
  grep -oE '[a-z]+\.(jsa|aot)$' "/proc/$1/maps" | sort -u | paste -sd ' '
}

# row PROGRAM PID START CPU CGROUP
row() {
  printf '| %-15s | %9s | %7s | %4s | %4s | %9s | %6s | %-12s |\n' "$1" "$3" "$4" "$(rollup_mib "$2" Rss)" "$(rollup_mib "$2" Pss)" \
    "$(rollup_mib "$2" Pss_Anon)" "$5" "$(archive_of "$2")"
}

# --- programs --------------------------------------------------------------------------------------
# address_of PROGRAM PID: where it answers for its health, by the pod that its cgroup names.
address_of() {
  local name uid ip
  while read -r name uid ip; do
    if grep -qF -e "$uid" -e "${uid//-/_}" "/proc/$2/cgroup"; then
      if [[ $1 == virt-handler ]]; then echo 127.0.0.1:8187; else echo "$ip:9080"; fi
      return
    fi
  done < <(kube --namespace kubevirt get pods --selector "kubevirt.io=$1" \
    -o 'jsonpath={range .items[?(@.status.podIP)]}{.metadata.name} {.metadata.uid} {.status.podIP}{"\n"}{end}')
  return 1
}

started() {
  curl --silent --fail --output /dev/null --max-time 2 "http://$1/health/started"
}

# replace PROGRAM TEXT: deletes a pod, and prints the row of the one that comes for it.
replace() {
  local program=$1 text=$2 old pod address took cpu
  old=$(server_processes "$text")
  pod=$(kube --namespace kubevirt get pods --selector "kubevirt.io=$program" -o 'jsonpath={.items[0].metadata.name}')
  kube --namespace kubevirt delete pod "$pod" --wait=false >/dev/null
  wait_until 90 new_process "$text" "$old" || err "no new process of $program: cluster/kubectl.sh -n kubevirt get pods"
  new_process "$text" "$old"
  wait_until 60 address_of "$program" "$PROCESS" || err "process $PROCESS of $program is in no pod"
  address=$(address_of "$program" "$PROCESS")
  wait_until 180 started "$address" || err "$program does not start: cluster/kubectl.sh -n kubevirt logs -l kubevirt.io=$program"
  took=$(age_of "$PROCESS")
  cpu=$(cpu_of "$PROCESS")
  sleep "$SETTLED_SECONDS"
  row "$program" "$PROCESS" "$took" "$cpu" "$(cgroup_mib "$PROCESS")"
}

delete_guest() {
  kube --namespace "$NAMESPACE" delete virtualmachineinstance "$GUEST" --ignore-not-found --timeout=120s >/dev/null
}

# The launcher says in its log when it waits for its guest's end.
launcher() {
  local uid pid
  trap delete_guest EXIT
  delete_guest
  sed "s/^  name: vmi-kernelboot/  name: $GUEST/" "$EXAMPLE" | kube --namespace "$NAMESPACE" create -f - >/dev/null 2>&1
  wait_until 120 vmi_has_phase "$NAMESPACE" "$GUEST" Running || err "VMI $GUEST does not run: cluster/kubectl.sh describe vmi $GUEST"
  uid=$(vmi_field "$NAMESPACE" "$GUEST" .metadata.uid)
  pid=$(server_processes "--vmi-uid $uid")
  sleep "$SETTLED_SECONDS"
  # Its cgroup is the guest's as well.
  row virt-launcher "$pid" "$(launcher_start "$uid" "$pid")" "$(cpu_of "$pid")" -
}

# launcher_start UID PID: seconds from the process's start to its first line of log.
launcher_start() {
  local pod logged
  pod=$(launcher_pod "$NAMESPACE" "$1" .metadata.name)
  logged=$(kube --namespace "$NAMESPACE" logs "$pod" --container compute --timestamps | head -1 | cut -d ' ' -f 1)
  awk -v logged="$(date -d "$logged" +%s.%N)" -v now="$(date +%s.%N)" -v age="$(age_of "$2")" 'BEGIN { printf "%.2f", logged - (now - age) }'
}

main() {
  if [[ ${1:-} == -h || ${1:-} == --help ]]; then sed -n '2,5s/^# //p' "$0"; exit; fi
  require_root
  require_tool curl "apt-get install curl"
  printf '| program         | start (s) | CPU (s) |  RSS |  PSS | anonymous | cgroup | archive      |\n'
  printf '|-----------------|----------:|--------:|-----:|-----:|----------:|-------:|--------------|\n'
  replace virt-api ws-server.jar\ virt-api
  replace virt-controller ws-server.jar\ virt-controller
  replace virt-handler io.kubevirt.ee.handler.Main
  launcher
}

main "$@"
