# shellcheck shell=bash
# A libvirtd for Vagrant where the machine runs none (no systemd): started, and ended again with all it knows. Needs: cluster/lib.sh.

LIBVIRTD_RUN=/run/kubevirt-ee-vagrant
LIBVIRTD_STATE=/var/lib/kubevirt-ee-vagrant

libvirtd_answers() {
  virsh --quiet --connect qemu:///system version
}

# libvirtd_start: qemu:///system answers. One that is started here sees folders of its own in the places of libvirt's.
libvirtd_start() {
  if libvirtd_answers >/dev/null 2>&1; then return; fi
  mkdir -p "$LIBVIRTD_RUN" "$LIBVIRTD_STATE"/{etc,lib,log,cache}
  # libvirtd wants its user to exist, and does not use it here; virtlogd would be one more to end.
  { cat /etc/passwd; echo libvirt-qemu:x:64055:107::/nonexistent:/usr/sbin/nologin; } >"$LIBVIRTD_STATE/passwd"
  { cat /etc/group; echo libvirt-qemu:x:64055:; } >"$LIBVIRTD_STATE/group"
  printf 'user = "root"\ngroup = "root"\nstdio_handler = "file"\nsecurity_driver = "none"\n' >"$LIBVIRTD_STATE/etc/qemu.conf"
  mkdir -p /etc/libvirt /var/{lib,log,cache}/libvirt
  # shellcheck disable=SC2016 # for the inner shell
  LIBVIRTD_STATE=$LIBVIRTD_STATE setsid unshare --mount --propagation private bash -c '
    set -euo pipefail
    mount --bind "$LIBVIRTD_STATE/etc" /etc/libvirt
    for file in passwd group; do mount --bind "$LIBVIRTD_STATE/$file" "/etc/$file"; done
    for place in lib log cache; do mount --bind "$LIBVIRTD_STATE/$place" "/var/$place/libvirt"; done
    exec libvirtd --pid-file '"$LIBVIRTD_RUN"'/libvirtd.pid' >"$LIBVIRTD_RUN/libvirtd.log" 2>&1 </dev/null &
  wait_until 60 libvirtd_answers || err "libvirtd does not answer at qemu:///system: see $LIBVIRTD_RUN/libvirtd.log"
  step "libvirtd started"
}

# libvirtd_stop: what libvirtd_start started, with its networks, machines and disks; any other stays.
libvirtd_stop() {
  local uri=qemu:///system name
  if [[ ! -r $LIBVIRTD_RUN/libvirtd.pid ]]; then return; fi
  for name in $(virsh --connect "$uri" list --name); do virsh --quiet --connect "$uri" destroy "$name" || true; done
  for name in $(virsh --connect "$uri" net-list --name); do virsh --quiet --connect "$uri" net-destroy "$name" || true; done
  kill "$(<"$LIBVIRTD_RUN/libvirtd.pid")" || true
  # shellcheck disable=SC2317 # called by wait_until
  libvirtd_gone() { [[ ! -e $LIBVIRTD_RUN/libvirtd.pid ]]; }
  wait_until 30 libvirtd_gone || warn "libvirtd (pid $(<"$LIBVIRTD_RUN/libvirtd.pid")) does not end"
  rm -rf --one-file-system "$LIBVIRTD_RUN" "$LIBVIRTD_STATE"
  step "libvirtd ended, with its machines and networks"
}
