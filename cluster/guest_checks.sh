# shellcheck shell=bash
# What can be seen of a guest from outside: in the API, on its node, in its network. For quickcheck.sh and run.sh.
# Needs lib.sh. The checks of processes and files are of the machine they run on: they read its /proc and /sys.

GUESTS_DIR=/var/lib/kubevirt-ee/guests
LIBVIRT_DEFINITIONS=/var/lib/kubevirt-ee/libvirt-etc-qemu

# vmi_field NAMESPACE NAME JSONPATH: one field of a VMI, empty when there is none.
vmi_field() {
  kube --namespace "$1" get virtualmachineinstance "$2" --ignore-not-found -o "jsonpath={$3}" 2>/dev/null
}

vmi_has_phase() {
  [[ $(vmi_field "$1" "$2" .status.phase) == "$3" ]]
}

# launcher_pod NAMESPACE VMI-UID JSONPATH
launcher_pod() {
  kube --namespace "$1" get pods --selector "kubevirt.io/created-by=$2" -o "jsonpath={.items[0]$3}" 2>/dev/null
}

# processes_of TEXT: the pids whose command line holds TEXT. Not who asks: this shell, what it forked, and those that it was started by,
# sudo and sshd's shell on a machine that is asked by ssh: TEXT is in their command lines too.
processes_of() {
  local text=$1 file pid
  for file in /proc/[0-9]*/cmdline; do
    pid=${file#/proc/}
    pid=${pid%/cmdline}
    if tr '\0' ' ' 2>/dev/null <"$file" | grep -qF -- "$text" && ! is_above "$pid" "$$" && ! is_above "$$" "$pid" && [[ -e /proc/$pid ]]; then
      echo "$pid"
    fi
  done
}

# is_above PID OTHER: whether OTHER is PID, or was started by it or those that it started.
is_above() {
  local above=$1 pid=$2
  while ((pid > 0)); do
    if ((pid == above)); then return 0; fi
    pid=$(awk '$1 == "PPid:" { print $2 }' "/proc/$pid/status" 2>/dev/null) || return 1
  done
  return 1
}

# qemu_of NAMESPACE NAME: the pid of the guest's qemu.
qemu_of() {
  local pid
  for pid in $(processes_of "guest=$1_$2,"); do
    if [[ $(readlink "/proc/$pid/exe") == */qemu-system-* ]]; then
      echo "$pid"
      return
    fi
  done
  return 1
}

# The uid that a process runs under.
uid_of() {
  awk '$1 == "Uid:" { print $2 }' "/proc/$1/status"
}

# others_with_uid UID TEXT: processes of the uid whose command line does not hold TEXT.
others_with_uid() {
  local file pid
  for file in /proc/[0-9]*/status; do
    pid=${file//[!0-9]/}
    if [[ $(awk '$1 == "Uid:" { print $2 }' "$file" 2>/dev/null) == "$1" ]] &&
      ! tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$2"; then
      echo "$pid"
    fi
  done
}

# qemu_in_pod PID POD-UID: in every cgroup hierarchy that has groups the process sits below its pod's.
qemu_in_pod() {
  local groups
  groups=$(cut -d : -f 3 "/proc/$1/cgroup" | grep -vx /)
  [[ -n $groups ]] && ! grep -qvF -e "$2" -e "${2//-/_}" <<<"$groups"
}

# page_of IP: the guest's page.
page_of() {
  curl --silent --fail --max-time "$((3 * ${PATIENCE:-1}))" "http://$1/cgi-bin/index.cgi"
}

page_has() {
  page_of "$1" | grep -qF -- "$2"
}

# traces_of NAMESPACE NAME VMI-UID POD-UID: a line for each thing that is left of a guest.
traces_of() {
  local namespace=$1 name=$2 vmi=$3 pod=$4
  processes_of "$vmi" | sed 's/^/process /'
  processes_of "guest=${namespace}_$name," | sed 's/^/process /'
  grep -F -e "$vmi" -e "$pod" /proc/mounts | awk '{ print "mount " $2 }'
  find /sys/fs/cgroup -type d \( -name "*$pod*" -o -name "*${pod//-/_}*" \) -printf 'cgroup %p\n' 2>/dev/null
  find "$GUESTS_DIR" -mindepth 1 -maxdepth 1 -name "$vmi*" -printf 'file %p\n' 2>/dev/null
  find "$LIBVIRT_DEFINITIONS" /var/lib/kubevirt-ee/libvirt /var/lib/kubevirt-ee/libvirt-log /run/kubevirt-ee/libvirt -name "*${namespace}_$name*" \
    -printf 'file %p\n' 2>/dev/null
  ss -Hlx | grep -F -- "$vmi" | sed 's/^/socket /'
  taps_and_rules_of "$vmi"
}

# Taps of guests in the node's own namespace, and nftables tables: a guest's are in its pod's namespace.
taps_and_rules_of() {
  ip -o link show type tun 2>/dev/null | awk -F': ' '$2 ~ /^tap[0-9a-f]{11}$/ { print "tap " $2 }'
  nft list tables 2>/dev/null | grep -F -- "$1" | sed 's/^/nft /'
}
