#!/usr/bin/env bash
# usage: first_process.sh NAME
# The first process of a machine that is namespaces of this one (machines.sh starts it, in new ones): gives the machine its own
# /proc, /sys, /run, /var/lib and /var/log, host name, boot id and machine id, and then takes in orphans until it is killed,
# which ends all of the machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../lib.sh"

name=$1
state=$MACHINES_STATE/$name
run=$MACHINES_RUN/$name
log=$MACHINES_LOG/$name

# What this machine's own cluster has mounted: a copy here would keep it busy.
forget_mounts_of_others() {
  local at
  while read -r at; do
    umount --lazy "$(printf '%b' "$at")" 2>/dev/null || true
  done < <(awk '$5 ~ "^/(run|var/lib|var/log)/" { print $5 }' /proc/self/mountinfo | tac)
}

own_proc_and_sys() {
  local sys=$run/sys
  mkdir -p "$sys"
  mount -t sysfs sysfs "$sys"
  mount --rbind /sys/fs/cgroup "$sys/fs/cgroup"
  mount --move "$sys" /sys
  mount -t proc proc /proc
}

# A restart of the machine is a reboot to those who ask for the boot id.
own_identity() {
  hostname "$name"
  cat /proc/sys/kernel/random/uuid >"$run/boot_id"
  mount --bind "$run/boot_id" /proc/sys/kernel/random/boot_id
  [[ -s $state/machine-id ]] || tr -d - </proc/sys/kernel/random/uuid >"$state/machine-id"
  if [[ -e /etc/machine-id ]]; then mount --bind "$state/machine-id" /etc/machine-id; fi
}

# Folders that every system has: a mount on one that comes and goes would go with it.
own_folders() {
  local resolv_conf resolvers
  resolv_conf=$(readlink -m /etc/resolv.conf)
  resolvers=$(cat /etc/resolv.conf)
  mkdir -p "$state/lib" "$log"
  mount --bind "$state/lib" /var/lib
  mount --bind "$log" /var/log
  mount --bind "$run" /run
  if [[ $resolv_conf == /run/* ]]; then
    mkdir -p "$(dirname "$resolv_conf")"
    echo "$resolvers" >"$resolv_conf"
  fi
}

forget_mounts_of_others
own_proc_and_sys
own_identity
own_folders
mount --make-rshared /
: >/run/ready
while :; do
  sleep infinity &
  wait $! || true
done
