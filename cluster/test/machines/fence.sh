# shellcheck shell=bash
# A node that fences itself: guests of one that is cut off are ended there, whatever the cluster is told. Needs: guests.sh, lost_nodes.sh.

# Shorter than the two minutes after which the cluster may be told that the node is out of service.
FENCE_AFTER_S=45

fence_set() {
  guest_create fenced "$CUT" Always
  guest_await fenced "$CUT"
  remember fenced
  kube --namespace kubevirt set env daemonset/virt-handler "KUBEVIRT_HANDLER_FENCE_AFTER=PT${FENCE_AFTER_S}S" KUBEVIRT_HANDLER_FENCE_GUESTS=all >/dev/null
  kube --namespace kubevirt rollout status daemonset/virt-handler --timeout=240s >/dev/null || complain "virt-handler is not rolled"
  same_guest fenced "$CUT" || complain "the guest did not live through it: $(copies fenced)"
}

# The network is away, the guest's machine and its agent are not.
cut_off_ends_its_guest() {
  "$cluster/machine.sh" cut "$CUT"
  holds_for $((FENCE_AFTER_S / 2)) same_guest fenced "$CUT" || complain "it ended too early"
  wait_until $((FENCE_AFTER_S + 30)) no_copy fenced "$CUT" || complain "it runs on: $(copies fenced)"
  phase_is fenced Running || complain "nobody can have told: $(guest_told fenced)"
}

wrong_word_does_no_harm() {
  kube delete node "$CUT" >/dev/null
  guest_await_elsewhere fenced "$CUT"
  copies_never_meet fenced
}

back_it_keeps_nothing() {
  "$cluster/machine.sh" join "$CUT"
  crash "$CUT" kubelet
  "$cluster/machine.sh" start "$CUT"
  wait_until 120 nothing_left_on fenced "$CUT" || nothing_left_on fenced "$CUT"
  node_await "$CUT"
  guest_runs_elsewhere fenced "$CUT" || complain "fenced: $(guest_told fenced)"
  copies_never_meet fenced
}

# Nobody has told the cluster anything: the instance says itself how it ended.
short_cut_is_told() {
  guest_create told "$CUT" Once
  guest_await told "$CUT"
  "$cluster/machine.sh" cut "$CUT"
  wait_until $((FENCE_AFTER_S + 60)) no_copy told "$CUT" || complain "it runs on: $(copies told)"
  "$cluster/machine.sh" join "$CUT"
  wait_until 120 phase_is told Failed || complain "told: $(guest_told told)"
  not_ready_because told GuestFenced || complain "told: $(guest_told told)"
  node_await "$CUT"
  guests_end
}

check_fence() {
  local watch
  copies_watch fenced &
  watch=$!
  check "virt-handler is rolled to fence its node; a guest lives through it" fence_set
  check "a node that is cut off ends its guest" cut_off_ends_its_guest
  check "declared lost although it was on: its VM runs elsewhere, and never twice" wrong_word_does_no_harm
  check "back, the node keeps nothing of it" back_it_keeps_nothing
  check "back before anything was declared: the instance says that its node ended it" short_cut_is_told
  rm -f "$scratch/watched"
  wait "$watch"
}
