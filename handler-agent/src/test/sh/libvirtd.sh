#!/bin/bash
# A libvirtd of one's own for tests: its sockets, definitions and logs are under one directory, the
# machine's own libvirt is neither seen nor touched.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: libvirtd.sh install         installs what is missing (Debian; needs root and apt)
       libvirtd.sh serve DIR       runs libvirtd until SIGTERM; a libvirtd that dies is started
                                   again; at the end every qemu of DIR is killed
In DIR: run/libvirt-sock, run/libvirtd.pid, run/qemu/<domain>.pid, libvirtd.log
TEXT
}

fail() {
  echo "libvirtd.sh: $*" >&2
  exit 1
}

readonly PACKAGES=(libvirt-daemon libvirt-daemon-driver-qemu libvirt0 libvirt-clients qemu-system-x86 qemu-system-arm qemu-utils ovmf qemu-efi-aarch64
  swtpm swtpm-tools tini)
# swtpm's tools: libvirt takes a TPM of ours, too, only where it finds them.
readonly TOOLS=(/usr/sbin/libvirtd qemu-system-x86_64 qemu-system-aarch64 qemu-img swtpm swtpm_setup tini virt-xml-validate)
readonly FIRMWARE=/usr/share/qemu/firmware

missing() {
  local tool
  for tool in "${TOOLS[@]}"; do
    command -v "$tool" >/dev/null || echo "$tool"
  done
  [[ -e $FIRMWARE/60-edk2-x86_64.json ]] || echo ovmf
  [[ -e $FIRMWARE/60-edk2-aarch64.json ]] || echo qemu-efi-aarch64
}

install_packages() {
  [[ -z $(missing) ]] && return
  [[ $(id -u) == 0 ]] || fail "missing: $(missing | tr '\n' ' '); run as root, or install ${PACKAGES[*]}"
  local log
  log=$(mktemp)
  # policy-rc.d: the packages' own daemons shall not start.
  local policy=/usr/sbin/policy-rc.d made=
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    made=yes
  fi
  { apt-get -o Acquire::Retries=5 update && DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=5 install -y --no-install-recommends "${PACKAGES[@]}"; } \
    >"$log" 2>&1 || { tail -5 "$log" >&2; fail "apt-get cannot install ${PACKAGES[*]}, see $log"; }
  [[ -z $made ]] || rm "$policy"
  rm "$log"
  [[ -z $(missing) ]] || fail "still missing after the installation: $(missing | tr '\n' ' ')"
}

write_config() {
  local dir=$1
  mkdir -p "$dir"/{run,lib,etc/qemu,log,cache}
  chmod 0711 "$dir"
  cat >"$dir/libvirtd.conf" <<'TEXT'
auth_unix_ro = "none"
auth_unix_rw = "none"
max_client_requests = 40
TEXT
  # As in the image of virt-libvirtd: no mount namespace and no cgroups of libvirt's own.
  cat >"$dir/etc/qemu.conf" <<'TEXT'
namespaces = []
cgroup_controllers = []
stdio_handler = "file"
remember_owner = 0
user = "+0"
group = "+107"
TEXT
  # libvirtd of Debian looks its compiled-in user up even where qemu.conf names another.
  { cat /etc/passwd; grep -q '^libvirt-qemu:' /etc/passwd || echo 'libvirt-qemu:x:64055:107::/:/bin/false'; } >"$dir/passwd"
  { cat /etc/group; grep -q '^libvirt-qemu:' /etc/group || echo 'libvirt-qemu:x:64055:'; } >"$dir/group"
}

# Runs in the mount namespace: libvirt's compiled-in directories are ours here. What a test mounts in a shared folder comes in.
supervise() {
  local dir=$1 pid=
  mount --bind "$dir/run" /run/libvirt
  mount --bind "$dir/lib" /var/lib/libvirt
  mount --bind "$dir/etc" /etc/libvirt
  mount --bind "$dir/log" /var/log/libvirt
  mount --bind "$dir/cache" /var/cache/libvirt
  mount --bind "$dir/passwd" /etc/passwd
  mount --bind "$dir/group" /etc/group
  trap 'end_all "$dir" "$pid"; exit 0' TERM INT
  while true; do
    rm -f "$dir/run/libvirtd.pid"
    /usr/sbin/libvirtd -f "$dir/libvirtd.conf" -p /run/libvirt/libvirtd.pid >>"$dir/libvirtd.log" 2>&1 &
    pid=$!
    wait "$pid" || echo "libvirtd ended with $?, starting it again" >>"$dir/libvirtd.log"
    sleep 0.3
  done
}

end_all() {
  local dir=$1 pid=$2 file
  [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
  for file in "$dir"/run/qemu/*.pid; do
    [[ -e $file ]] || continue
    kill -9 "$(<"$file")" 2>/dev/null || true
  done
  [[ -z $pid ]] || wait "$pid" 2>/dev/null || true
}

case ${1:-} in
  install) install_packages ;;
  serve)
    [[ -n ${2:-} ]] || { usage >&2; exit 2; }
    install_packages
    write_config "$2"
    mkdir -p /run/libvirt /var/lib/libvirt /etc/libvirt /var/log/libvirt /var/cache/libvirt
    # tini reaps the qemu processes that libvirtd leaves: it waits for them to vanish.
    exec tini -s -- unshare --mount --propagation slave "$0" supervise "$2"
    ;;
  supervise) supervise "$2" ;;
  -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
