# shellcheck shell=bash
# Nodes that are cut off, lose their power, are declared lost, come back and are booted again. Needs: guests.sh.

# remember NAME: its instance, launcher pod, qemu and boot, to be compared with later.
remember() {
  local node
  node=$(vmi_field "$TEST_NAMESPACE" "$1" .status.nodeName)
  vmi_field "$TEST_NAMESPACE" "$1" .metadata.uid >"$scratch/$1.uid"
  launcher_pod "$TEST_NAMESPACE" "$(remembered "$1" uid)" .metadata.uid >"$scratch/$1.pod"
  copies "$1" >"$scratch/$1.copies"
  boot_of "$1" "$node" >"$scratch/$1.boot"
  [[ $(remembered "$1" copies) == "$node "* && -n $(remembered "$1" boot) ]] || complain "$1 is not as it should be: $(guest_told "$1")"
}

remembered() {
  cat "$scratch/$1.$2"
}

uid_is_remembered() {
  [[ $(vmi_field "$TEST_NAMESPACE" "$1" .metadata.uid) == "$(remembered "$1" uid)" ]]
}

# same_guest NAME NODE: the same qemu, and no other; the same boot of the guest, as NODE sees its page.
same_guest() {
  [[ $(copies "$1") == "$(remembered "$1" copies)" && $(boot_of "$1" "$2") == "$(remembered "$1" boot)" ]]
}

# nothing_left_on NAME NODE: of the instance that is remembered.
nothing_left_on() {
  local left
  # shellcheck disable=SC2016 # for the shell on the node
  left=$(machine_exec "$2" bash -c 'source "$0" && traces_of "$@"' "$cluster/guest_checks.sh" \
    "$TEST_NAMESPACE" "$1" "$(remembered "$1" uid)" "$(remembered "$1" pod)")
  [[ -z $left ]] || complain "$left"
}

# holds_for SECONDS COMMAND...: COMMAND succeeds each time it is asked.
holds_for() {
  local until=$((SECONDS + $1))
  shift
  while ((SECONDS < until)); do
    "$@" || return 1
    sleep 0.5
  done
}

node_is() {
  [[ $(kube get node "$1" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == "$2" ]]
}

node_takes_guests() {
  node_is "$1" True && [[ $(kube get node "$1" -o 'jsonpath={.metadata.labels.kubevirt\.io/schedulable}') == true ]]
}

node_await() {
  wait_until 180 node_takes_guests "$1" || complain "$1 takes no guests: $(kube describe node "$1" | head -60)"
}

# choose_nodes: STAYS has replicas of both servers; each of the others may be lost.
choose_nodes() {
  local both
  both=$(comm -12 <(nodes_of_pods virt-api) <(nodes_of_pods virt-controller) | head -1)
  [[ -n $both ]] || return 1
  STAYS=$both
  read -r CUT DEAD < <(nodes | grep -v "$STAYS" | xargs)
}

nodes_of_pods() {
  kube --namespace kubevirt get pods --selector "kubevirt.io=$1" -o 'jsonpath={range .items[*]}{.spec.nodeName}{"\n"}{end}' | sort -u
}

# --- two nodes lost -----------------------------------------------------------------------------
silent_nodes_are_unknown() {
  local name
  guest_create cut "$CUT" Always
  guest_create dead "$DEAD" Always
  guest_await cut "$CUT"
  guest_await dead "$DEAD"
  remember cut
  remember dead
  "$cluster/machine.sh" cut "$CUT"
  "$cluster/machine.sh" kill "$DEAD"
  for name in cut dead; do
    wait_until 180 not_ready_because "$name" NodeNotReady || complain "$name does not say that its node is not ready: $(guest_told "$name")"
  done
  for name in cut dead; do
    wait_until "$SILENCE_S" phase_is "$name" Unknown || complain "$name is not Unknown: $(guest_told "$name")"
    wait_until 10 event_told "$name" NodeUnresponsive || complain "no event of $name says what to do"
    vm_prints "$name" Unknown || complain "VM $name is not printed as Unknown"
  done
}

both_unknown_and_alone() {
  uid_is_remembered cut && uid_is_remembered dead && phase_is cut Unknown && phase_is dead Unknown &&
    same_guest cut "$CUT" && [[ -z $(copies dead) ]]
}

# Who deletes a pod by force knows no more of the machine than the cluster does.
unknown_is_no_leave_to_start() {
  local pod
  pod=$(launcher_pod "$TEST_NAMESPACE" "$(remembered dead uid)" .metadata.name)
  kube --namespace "$TEST_NAMESPACE" delete pod "$pod" --force --grace-period=0 >/dev/null 2>&1
  holds_for 15 both_unknown_and_alone || complain "cut: $(guest_told cut), $(copies cut); dead: $(guest_told dead), $(copies dead)"
}

out_of_service_runs_elsewhere() {
  kube taint node "$DEAD" node.kubernetes.io/out-of-service=nodeshutdown:NoExecute >/dev/null
  wait_until 60 event_told dead NodeOutOfService || complain "no event says that its node is out of service: $(guest_told dead)"
  guest_await_elsewhere dead "$DEAD"
  uid_is_not dead "$(remembered dead uid)" || complain "it is the same instance"
  same_guest cut "$CUT" || complain "cut: $(copies cut)"
}

joined_runs_on() {
  "$cluster/machine.sh" join "$CUT"
  wait_until 180 phase_is cut Running || complain "cut: $(guest_told cut)"
  wait_until 120 ready cut || complain "cut: $(guest_told cut)"
  uid_is_remembered cut || complain "it is another instance: $(guest_told cut)"
  same_guest cut "$STAYS" || complain "it is another guest: $(copies cut)"
  node_await "$CUT"
}

ready() {
  [[ $(vmi_field "$TEST_NAMESPACE" "$1" '.status.conditions[?(@.type=="Ready")].status') == True ]]
}

booted_leaves_what_moved() {
  "$cluster/machine.sh" start "$DEAD"
  wait_until 120 nothing_left_on dead "$DEAD" || nothing_left_on dead "$DEAD"
  kube taint node "$DEAD" node.kubernetes.io/out-of-service- >/dev/null
  node_await "$DEAD"
  guest_runs_elsewhere dead "$DEAD" || complain "dead: $(guest_told dead)"
  [[ $(copies dead | wc -l) -eq 1 ]] || complain "dead: $(copies dead)"
  guests_end
}

# --- a node that is removed while it runs -------------------------------------------------------
# The administrator was wrong: the guest runs on there, beside the one that was started elsewhere on that word.
removed_comes_back() {
  guest_create removed "$CUT" Always
  guest_await removed "$CUT"
  remember removed
  "$cluster/machine.sh" cut "$CUT"
  kube delete node "$CUT" >/dev/null
  wait_until 60 event_told removed NodeLost || complain "no event says that its node left: $(guest_told removed)"
  guest_await_elsewhere removed "$CUT"
  guest_create_only_on waits "$CUT"
  "$cluster/machine.sh" join "$CUT"
  # A kubelet makes its Node when it starts.
  crash "$CUT" kubelet
  "$cluster/machine.sh" start "$CUT"
  wait_until "$BOOT_S" any_copy waits || complain "waits does not start: $(guest_told waits)"
  no_copy removed "$CUT" || complain "$CUT started a guest before it ended the one that it had lost"
  wait_until 60 nothing_left_on removed "$CUT" || nothing_left_on removed "$CUT"
  guest_runs_elsewhere removed "$CUT" || complain "removed: $(guest_told removed)"
  node_await "$CUT"
  guests_end
}

any_copy() {
  [[ -n $(copies "$1") ]]
}

# --- a reboot -----------------------------------------------------------------------------------
guests_of_each_strategy() {
  guest_create always "$DEAD" Always
  guest_create rerun "$DEAD" RerunOnFailure
  guest_create once "$DEAD" Once
  guest_create manual "$DEAD" Manual
  kube replace --raw "/apis/subresources.kubevirt.io/v1/namespaces/$TEST_NAMESPACE/virtualmachines/manual/start" -f - <<<'{}' >/dev/null
  local name
  for name in always rerun once manual; do guest_await "$name" "$DEAD" && remember "$name"; done
}

# Those of Once and Manual have had their run.
reboot_brings_back_by_strategy() {
  local name
  "$cluster/machine.sh" kill "$DEAD"
  "$cluster/machine.sh" start "$DEAD"
  for name in always rerun; do
    wait_until 120 uid_is_not "$name" "$(remembered "$name" uid)" || complain "$name: $(guest_told "$name")"
    wait_until "$BOOT_S" runs_somewhere "$name" || complain "$name: $(guest_told "$name")"
  done
  for name in once manual; do
    wait_until 120 phase_is "$name" Failed || complain "$name: $(guest_told "$name")"
    not_ready_because "$name" GuestLost || complain "$name: $(guest_told "$name")"
    uid_is_remembered "$name" || complain "$name was started again: $(guest_told "$name")"
    [[ -z $(copies "$name") ]] || complain "$name runs: $(copies "$name")"
  done
  guests_end
}

runs_somewhere() {
  local node
  node=$(vmi_field "$TEST_NAMESPACE" "$1" .status.nodeName)
  [[ -n $node ]] && guest_on "$1" "$node"
}

check_lost_nodes() {
  choose_nodes || { check "one node has a replica of each server" complain "$(kube --namespace kubevirt get pods -o wide)"; return; }
  local watch
  copies_watch cut dead always rerun once manual &
  watch=$!
  check "of a node cut off, and one without power, instances are not ready, then unknown, and say what to do" silent_nodes_are_unknown
  check "while they are unknown nothing of them starts, not even when a launcher pod is deleted by force" unknown_is_no_leave_to_start
  check "the node out of service by its taint: its VM runs elsewhere" out_of_service_runs_elsewhere
  check "the node that was cut off is back: the same guest runs on, and its instance says so" joined_runs_on
  check "the node without power is booted: it keeps nothing of the VM that runs elsewhere by now" booted_leaves_what_moved
  check "a node is rebooted that has a guest of each run strategy" guests_of_each_strategy
  check "Always and RerunOnFailure run again, Once and Manual do not" reboot_brings_back_by_strategy
  rm -f "$scratch/watched"
  wait "$watch"
  check "no guest ever ran twice at once" never_twice cut dead always rerun once manual
  check "a node that was removed while it ran ends what it lost before it starts anything" removed_comes_back
}

never_twice() {
  local name
  for name in "$@"; do copies_never_meet "$name"; done
}
