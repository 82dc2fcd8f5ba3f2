# shellcheck shell=bash disable=SC2034  # DAEMON_FOUND is read by the scripts that source this
# The daemons of the local cluster as processes: started, recorded, found again and ended. A record
# is one line "pid start-time boot-id command-hash": the first three name a process for all time (a
# pid alone may be somebody else's after a while), the fourth tells whether it runs what is asked for.
# Needs: lib.sh, INSTANCE_RUN, INSTANCE_LOG, INSTANCE_CGROUP ("" = start no daemon in a cgroup).

BOOT_ID=$(</proc/sys/kernel/random/boot_id)

# The start time (clock ticks since boot) of a process, or nothing if there is none or it is a zombie.
process_start_time() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
  stat=${stat##*) }                       # the name before may hold blanks and brackets
  local fields
  read -ra fields <<<"$stat"
  [[ ${fields[0]} == [ZX] ]] || echo "${fields[19]}"
}

# daemon_pid NAME: the pid of the daemon if it still runs, else nothing.
daemon_pid() {
  local pid start boot _hash
  [[ -r $INSTANCE_RUN/pids/$1 ]] || return 0
  read -r pid start boot _hash <"$INSTANCE_RUN/pids/$1" || return 0
  [[ $boot == "$BOOT_ID" && -n $start && $(process_start_time "$pid") == "$start" ]] || return 0
  echo "$pid"
}

daemon_hash() {
  local _pid _start _boot hash=
  read -r _pid _start _boot hash <"$INSTANCE_RUN/pids/$1" || true
  echo "$hash"
}

# daemon_start NAME CONFIG_FILES COMMAND...: makes sure that COMMAND runs. A daemon that runs with
# the same command line and the same content of CONFIG_FILES (separated by blanks) is left alone;
# one that runs with another is ended first. Sets DAEMON_FOUND to true or false.
daemon_start() {
  local name=$1 config_files=$2
  shift 2
  local hash pid log=$INSTANCE_LOG/$name.log
  # shellcheck disable=SC2086  # the list of files is meant to be split
  hash=$({ printf '%s\n' "$@"; cat /dev/null $config_files; } | sha256sum | cut -c 1-16)
  pid=$(daemon_pid "$name")
  DAEMON_FOUND=false
  if [[ -n $pid && $(daemon_hash "$name") == "$hash" ]]; then
    DAEMON_FOUND=true
    return
  fi
  if [[ -n $pid ]]; then daemon_stop "$name" 20; fi
  mkdir -p "$INSTANCE_RUN/pids" "$INSTANCE_LOG"
  if [[ -e $log ]]; then mv -f "$log" "$log.old"; fi
  (
    if [[ -n $INSTANCE_CGROUP ]]; then cgroup_enter "$INSTANCE_CGROUP/system" "$BASHPID"; fi
    close_inherited
    exec setsid "$@" >"$log" 2>&1 </dev/null
  ) &
  pid=$!
  disown "$pid"
  echo "$pid $(process_start_time "$pid") $BOOT_ID $hash" >"$INSTANCE_RUN/pids/$name"
}

# A daemon outlives its caller and must keep none of its files open: a lock would stay taken, a pipe's reader would wait.
close_inherited() {
  local link fd
  for link in "/proc/$BASHPID/fd"/*; do
    fd=${link##*/}
    if ((fd > 2)); then exec {fd}>&-; fi
  done
}

# daemon_stop NAME SECONDS: SIGTERM, and SIGKILL when that did not help within SECONDS.
daemon_stop() {
  local name=$1 seconds=$2 pid
  pid=$(daemon_pid "$name")
  if [[ -n $pid ]]; then
    kill -TERM "$pid" 2>/dev/null || true
    if ! wait_until "$seconds" daemon_gone "$name"; then
      kill -KILL "$pid" 2>/dev/null || true
      wait_until 10 daemon_gone "$name" || err "$name (pid $pid) does not end, not even by SIGKILL: see $INSTANCE_LOG/$name.log"
    fi
  fi
  rm -f "$INSTANCE_RUN/pids/$name"
}

daemon_gone() {
  [[ -z $(daemon_pid "$1") ]]
}

# daemon_await NAME SECONDS COMMAND...: waits until COMMAND succeeds; ends with an error that names
# the log when the daemon died or the time is over: SECONDS, as patient has them.
daemon_await() {
  local name=$1 deadline=$((SECONDS + $(patient "$2")))
  shift 2
  until "$@" >/dev/null 2>&1; do
    ! daemon_gone "$name" || err "$name ended at once: $(daemon_last_words "$name")"
    ((SECONDS < deadline)) || err "$name is not ready in time: see $INSTANCE_LOG/$name.log"
    sleep 0.2
  done
}

# The last line of the log that says what went wrong.
daemon_last_words() {
  local log=$INSTANCE_LOG/$1.log
  { grep -iE 'error|fatal|failed|panic' "$log" || tail -1 "$log"; } 2>/dev/null | tail -1 | cut -c 1-300
  echo "(see $log)"
}

# --- cgroups ----------------------------------------------------------------------------------
# The daemons live in <cgroup>/system, the pods in <cgroup>/kubepods: so whatever they leave behind
# (shims, guests) can be found. With cgroup v1 the cgroup is one folder in each hierarchy.

cgroup_is_v2() {
  [[ -e /sys/fs/cgroup/cgroup.controllers ]]
}

# One line for each mounted hierarchy (with v1 often a v2 one without controllers is among them).
cgroup_hierarchies() {
  if cgroup_is_v2; then
    echo /sys/fs/cgroup
  else
    awk '$3 ~ /^cgroup2?$/ { print $2 }' /proc/self/mounts
  fi
}

# cgroup_make PATH: PATH (as /a/b) exists in each hierarchy and is ready to take processes.
cgroup_make() {
  local hierarchy part at
  while read -r hierarchy; do
    at=$hierarchy
    for part in ${1//\// }; do
      if cgroup_is_v2; then cgroup_v2_delegate "$at"; fi
      if [[ -e $at/cgroup.clone_children ]]; then
        mkdir -p "$at/$part"
        cgroup_v1_copy_cpuset "$at" "$at/$part"
      else
        mkdir -p "$at/$part"
      fi
      at=$at/$part
    done
  done < <(cgroup_hierarchies)
}

# cgroup_prefer PATH: at full load PATH gets eight times a single process's share of the processors. Beside a build that
# takes all it can get, probes and heartbeats would come too late otherwise.
cgroup_prefer() {
  local hierarchy
  while read -r hierarchy; do
    if [[ -w $hierarchy$1/cpu.shares ]]; then echo 8192 >"$hierarchy$1/cpu.shares"; fi
    if [[ -w $hierarchy$1/cpu.weight ]]; then echo 800 >"$hierarchy$1/cpu.weight"; fi
  done < <(cgroup_hierarchies)
}

# Children may use what the parent may use.
cgroup_v2_delegate() {
  local controller
  for controller in $(<"$1/cgroup.controllers"); do
    echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || true
  done
}

# A v1 cpuset starts empty and takes no process until it names processors and memory nodes.
cgroup_v1_copy_cpuset() {
  local file
  for file in cpuset.cpus cpuset.mems; do
    [[ -e $2/$file ]] || continue
    [[ -n $(<"$2/$file") ]] || cat "$1/$file" >"$2/$file"
  done
}

cgroup_enter() {
  local hierarchy
  while read -r hierarchy; do
    echo "$2" >"$hierarchy$1/cgroup.procs"
  done < <(cgroup_hierarchies)
}

# The pids of all processes in PATH and below, in any hierarchy.
cgroup_pids() {
  local hierarchy
  while read -r hierarchy; do
    if [[ -d $hierarchy$1 ]]; then
      find "$hierarchy$1" -name cgroup.procs -exec cat {} + 2>/dev/null || true
    fi
  done < <(cgroup_hierarchies) | sort -un
}

# cgroup_kill PATH: ends everything in it; processes may fork while we read, hence the repetition.
cgroup_kill() {
  local pids tries
  for ((tries = 0; tries < 100; tries++)); do
    mapfile -t pids < <(cgroup_pids "$1")
    ((${#pids[@]})) || return 0
    kill -KILL "${pids[@]}" 2>/dev/null || true
    sleep 0.1
  done
  err "processes ${pids[*]} in cgroup $1 do not end: they wait in the kernel, a reboot ends them"
}

cgroup_remove() {
  local hierarchy
  while read -r hierarchy; do
    if [[ -d $hierarchy$1 ]]; then find "$hierarchy$1" -depth -type d -exec rmdir {} + 2>/dev/null || true; fi
  done < <(cgroup_hierarchies)
}
