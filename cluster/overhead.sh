#!/usr/bin/env bash
# usage: cluster/overhead.sh
# Measures what a launcher pod takes beside its guest's memory, for the constants of docs/memory-overhead.md: starts three
# guests on the local cluster (plain; with a graphics device; with eight vCPUs), prints a table in MiB, deletes them.
# Needs root and a cluster in sync. Takes two minutes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/guest_checks.sh
source "$here/guest_checks.sh"

NAMESPACE=default
EXAMPLE=$here/../kubernetes/examples/vmi-kernelboot.yaml
GUEST_KIB=131072 # the example's 128Mi
FORMS=(plain graphics cpus8)

# The example with the form's own fields.
create_guest() {
  local graphics=false cpus=1
  case $1 in
    plain) ;;
    graphics) graphics=true ;;
    cpus8) cpus=8 ;;
  esac
  sed -e "s/^  name: vmi-kernelboot/  name: overhead-$1/" \
    -e "s/^    devices:/    cpu:\n      cores: $cpus\n    devices:\n      autoattachGraphicsDevice: $graphics/" "$EXAMPLE" |
    kube --namespace "$NAMESPACE" create -f - >/dev/null
}

delete_guests() {
  kube --namespace "$NAMESPACE" delete virtualmachineinstances "${FORMS[@]/#/overhead-}" --ignore-not-found --timeout=120s >/dev/null
}

pss_kib() {
  awk '$1 == "Pss:" { print $2 }' "/proc/$1/smaps_rollup"
}

# What is resident of the mapping that has the guest's size.
guest_ram_kib() {
  awk -v size="$GUEST_KIB" '$1 == "Size:" { ram = ($2 == size) } $1 == "Rss:" && ram { n += $2 } END { print n + 0 }' "/proc/$1/smaps"
}

# pods_processes_kib CGROUP TEXT: the sum of the processes below CGROUP whose command line holds TEXT.
pods_processes_kib() {
  local sum=0 pid
  for pid in $(find "$1" -name cgroup.procs -exec cat {} + | sort -un); do
    if tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "$2"; then sum=$((sum + $(pss_kib "$pid"))); fi
  done
  echo "$sum"
}

mib() {
  awk -v kib="$1" 'BEGIN { printf "%.1f", kib / 1024 }'
}

# measure FORM: one line of the table.
measure() {
  local vmi uid pod group qemu ram
  vmi=overhead-$1
  uid=$(vmi_field "$NAMESPACE" "$vmi" .metadata.uid)
  pod=$(launcher_pod "$NAMESPACE" "$uid" .metadata.uid)
  qemu=$(qemu_of "$NAMESPACE" "$vmi")
  ram=$(guest_ram_kib "$qemu")
  group=$(find /sys/fs/cgroup -type d -path '*kubevirt-ee*' \( -name "*$pod*" -o -name "*${pod//-/_}*" \) -print -quit)
  printf '%-10s %8s %8s %8s %8s %8s %10s\n' "$1" "$(mib "$ram")" "$(mib $(($(pss_kib "$qemu") - ram)))" \
    "$(mib "$(pods_processes_kib "$group" "--vmi-uid $uid")")" "$(mib "$(pods_processes_kib "$group" dnsmasq)")" \
    "$(mib "$(pods_processes_kib "$group" container-disk)")" \
    "$(vmi_field "$NAMESPACE" "$vmi" .status.memory.memoryOverhead | awk '{ printf "%.1f", $1 / 1024 }')"
}

main() {
  if [[ ${1:-} == -h || ${1:-} == --help ]]; then sed -n '2,5s/^# //p' "$0"; exit; fi
  require_root
  require_tool curl "apt-get install curl"
  trap delete_guests EXIT
  delete_guests
  local form ip
  for form in "${FORMS[@]}"; do create_guest "$form"; done
  for form in "${FORMS[@]}"; do
    wait_until 120 vmi_has_phase "$NAMESPACE" "overhead-$form" Running || err "VMI overhead-$form does not run: cluster/kubectl.sh describe vmi overhead-$form"
    ip=$(vmi_field "$NAMESPACE" "overhead-$form" '.status.interfaces[0].ipAddress')
    wait_until 120 page_of "$ip" || err "the guest overhead-$form does not answer at http://$ip/"
  done
  printf '%-10s %8s %8s %8s %8s %8s %10s\n' MiB 'RAM used' qemu launcher dnsmasq sleepers 'accounted'
  for form in "${FORMS[@]}"; do measure "$form"; done
}

main "$@"
