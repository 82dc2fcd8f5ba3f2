# shellcheck shell=bash
# Guests on the cluster of several machines, and what can be seen of them from this machine, whose /proc shows the processes of all.
# Needs: lib.sh, guest_checks.sh, node/machines.sh, complain and check of machines.sh.

TEST_NAMESPACE=machines-test
EXAMPLE=$cluster/../kubernetes/examples/vm-first.yaml

# Deadlines, not promises: three control planes and all guests share this machine's processors.
BOOT_S=180
# A kubelet is missed after 50 s, an agent two minutes after its last word.
SILENCE_S=300

namespace_make() {
  kube create namespace "$TEST_NAMESPACE" >/dev/null
  kube label namespace "$TEST_NAMESPACE" pod-security.kubernetes.io/enforce=restricted >/dev/null
}

# guest_create NAME NODE STRATEGY [EVICTION_STRATEGY]: the first example; its guest goes to NODE, where that is possible.
guest_create() {
  guest_create_with "$1" "$3" "${4:+\"evictionStrategy\":\"$4\",}\"affinity\":{\"nodeAffinity\":{\"preferredDuringSchedulingIgnoredDuringExecution\":
    [{\"weight\":100,\"preference\":{\"matchExpressions\":[{\"key\":\"kubernetes.io/hostname\",\"operator\":\"In\",\"values\":[\"$2\"]}]}}]}}"
}

# guest_create_only_on NAME NODE: its guest goes nowhere else.
guest_create_only_on() {
  guest_create_with "$1" Always "\"nodeSelector\":{\"kubernetes.io/hostname\":\"$2\"}"
}

# guest_create_with NAME STRATEGY FIELDS: what its instance's spec has besides.
guest_create_with() {
  sed -e "s/vm-first/$1/g" -e "s/NONCE/nonce-of-$1/g" -e "s/runStrategy: Always/runStrategy: $2/" "$EXAMPLE" |
    kube patch --local -f - --type merge -o yaml -p "{\"spec\":{\"template\":{\"spec\":{$3}}}}" |
    kube --namespace "$TEST_NAMESPACE" create -f - >/dev/null
}

# guest_on NAME NODE: it runs there, and shows its page to that node.
guest_on() {
  [[ $(vmi_field "$TEST_NAMESPACE" "$1" '.status.phase} {.status.nodeName') == "Running $2" ]] && page_on "$1" "$2" >/dev/null
}

# page_on NAME NODE: its page, as NODE sees it.
page_on() {
  local ip page
  ip=$(vmi_field "$TEST_NAMESPACE" "$1" '.status.interfaces[0].ipAddress')
  page=$(machine_exec "$2" curl --silent --fail --max-time 3 "http://$ip/cgi-bin/index.cgi")
  grep -F "nonce-of-$1" <<<"$page" >/dev/null && echo "$page"
}

# boot_of NAME NODE: the id of its kernel's boot.
boot_of() {
  page_on "$1" "$2" | sed -n 's/^boot: //p'
}

guest_await() {
  wait_until "$BOOT_S" guest_on "$1" "$2" || complain "$1 does not run on $2: $(guest_told "$1")"
}

# guest_runs_elsewhere NAME NODE: on any other node.
guest_runs_elsewhere() {
  local node
  node=$(vmi_field "$TEST_NAMESPACE" "$1" .status.nodeName)
  [[ -n $node && $node != "$2" ]] && guest_on "$1" "$node"
}

guest_await_elsewhere() {
  wait_until "$BOOT_S" guest_runs_elsewhere "$1" "$2" || complain "$1 does not run on another node than $2: $(guest_told "$1")"
}

# guest_told NAME: what the API says, in a line.
guest_told() {
  vmi_field "$TEST_NAMESPACE" "$1" '.metadata.uid} {.status.phase} on {.status.nodeName}, {range .status.conditions[*]}{.type}={.status}/{.reason} {end'
}

phase_is() {
  vmi_has_phase "$TEST_NAMESPACE" "$1" "$2"
}

not_ready_because() {
  [[ $(vmi_field "$TEST_NAMESPACE" "$1" '.status.conditions[?(@.type=="Ready")].status} {.status.conditions[?(@.type=="Ready")].reason') == "False $2" ]]
}

uid_is_not() {
  local uid
  uid=$(vmi_field "$TEST_NAMESPACE" "$1" .metadata.uid)
  [[ -n $uid && $uid != "$2" ]]
}

vm_prints() {
  [[ $(kube --namespace "$TEST_NAMESPACE" get virtualmachine "$1" -o 'jsonpath={.status.printableStatus}') == "$2" ]]
}

# event_told NAME REASON
event_told() {
  [[ -n $(kube --namespace "$TEST_NAMESPACE" get events --field-selector "involvedObject.name=$1,reason=$2" -o name) ]]
}

# copies NAME: "NODE PID" of each qemu of it that lives, on whatever machine.
copies() {
  local pid
  for pid in $(pgrep -f "guest=${TEST_NAMESPACE}_$1,"); do
    if [[ $(readlink "/proc/$pid/exe") == */qemu-system-* ]]; then
      echo "$(grep -oEm 1 'kubevirt-ee-machines/node[0-9]+' "/proc/$pid/cgroup" | cut -d / -f 2) $pid"
    fi
  done
}

# no_copy NAME NODE: no qemu of it lives there.
no_copy() {
  ! copies "$1" | grep "^$2 " >/dev/null
}

copies_never_meet() {
  [[ ! -s $scratch/met-$1 ]] || complain "$1 ran twice at once: $(cat "$scratch/met-$1")"
}

# copies_watch NAME...: notes in $scratch/met-NAME whenever two of one live at once, until $scratch/watched is gone.
copies_watch() {
  local name found
  touch "$scratch/watched"
  while [[ -e $scratch/watched ]]; do
    for name in "$@"; do
      found=$(copies "$name")
      if (($(wc -l <<<"$found") > 1)); then echo "${found//$'\n'/, }" >>"$scratch/met-$name"; fi
    done
    sleep 0.3
  done
}

# guests_end: all of them, without their grace period.
guests_end() {
  kube --namespace "$TEST_NAMESPACE" delete virtualmachines --all --timeout=120s >/dev/null
}
