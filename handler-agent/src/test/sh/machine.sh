#!/bin/bash
# A machine for tests of what this machine's kernel has not: emulated, with a kernel of Debian and this machine's files, read-only.
set -euo pipefail

readonly SECONDS_AT_MOST=1000 # it is an emulator on which another one runs
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

usage() {
  cat <<'TEXT'
Usage: machine.sh DIR SCRIPT MODULE...     runs DIR/SCRIPT as root on such a machine, where DIR is /run/work; says what it says, and ends as it does
The machine has these modules of its kernel, loaded; with a colon before its name a module is only there, in /run/modules. Needs root.
TEXT
}

main() {
  [[ $# -ge 2 && $1 != -* ]] || { usage >&2; exit 2; }
  local dir=$1 script=$2 module modules=() later=() log
  shift 2
  for module in "$@"; do
    modules+=("${module#:}")
    if [[ $module == :* ]]; then later+=("${module#:}"); fi
  done
  KERNEL=linux-image-amd64 "$here/guest.sh" "$dir/machine" machine 9pnet_virtio 9p "${modules[@]}" >&2
  log=$dir/machine/log
  timeout "$SECONDS_AT_MOST" qemu-system-x86_64 -M q35 -accel tcg -cpu max -smp 2 -m 2048 -nodefaults -no-reboot -display none -serial stdio \
    -kernel "$dir/machine/vmlinuz" -initrd "$dir/machine/initrd" \
    -append "console=ttyS0 quiet panic=-1 script=$script later=$(IFS=,; echo "${later[*]}")" \
    -virtfs local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap \
    -virtfs "local,path=$dir,mount_tag=work,security_model=none,multidevs=remap" </dev/null | tr -d '\r' | tee "$log"
  exit "$(sed -n 's/^machine: ended with \([0-9]*\)$/\1/p' "$log" | grep . || echo 1)"
}

main "$@"
