# shellcheck shell=bash
# kubectl drain, and what each eviction strategy makes of it. Needs: guests.sh.

DRAINED=node03

drain() {
  kube drain "$DRAINED" --ignore-daemonsets --delete-emptydir-data --timeout="$1s" 2>&1
}

guests_to_drain() {
  guest_create none "$DRAINED" Always
  guest_create if-possible "$DRAINED" Always LiveMigrateIfPossible
  guest_create blocks "$DRAINED" Always LiveMigrate
  guest_create marked "$DRAINED" Always External
  local name
  for name in none if-possible blocks marked; do guest_await "$name" "$DRAINED"; done
  [[ $(vmi_field "$TEST_NAMESPACE" blocks '.status.conditions[?(@.type=="LiveMigratable")].status') == False ]] ||
    complain "blocks does not say that it is not migratable: $(guest_told blocks)"
}

# The drain's own words are what its user sees.
drain_is_blocked_visibly() {
  local told
  if told=$(drain 45); then complain "the drain went through: $told"; fi
  grep -F "VMI \"$TEST_NAMESPACE/blocks\" has the eviction strategy LiveMigrate" <<<"$told" >/dev/null || complain "of blocks: $told"
  grep -F "Eviction triggered evacuation of VMI \"$TEST_NAMESPACE/marked\"" <<<"$told" >/dev/null || complain "of marked: $told"
  [[ $(vmi_field "$TEST_NAMESPACE" marked .status.evacuationNodeName) == "$DRAINED" ]] || complain "marked is not marked"
  guest_on blocks "$DRAINED" || complain "blocks: $(guest_told blocks)"
  guest_on marked "$DRAINED" || complain "marked: $(guest_told marked)"
}

# The node is cordoned, so none of them comes back to it.
others_went_elsewhere() {
  guest_await_elsewhere none "$DRAINED"
  guest_await_elsewhere if-possible "$DRAINED"
}

# Somebody stops the one that blocks; who watches for marked instances ends the other.
drain_ends_when_they_are_stopped() {
  local told
  kube --namespace "$TEST_NAMESPACE" patch virtualmachine blocks --type merge -p '{"spec":{"runStrategy":"Halted"}}' >/dev/null
  kube --namespace "$TEST_NAMESPACE" delete virtualmachineinstance marked --wait=false >/dev/null
  told=$(drain 120) || complain "$told"
  guest_await_elsewhere marked "$DRAINED"
  vm_prints blocks Stopped || complain "blocks is not stopped"
  [[ -z $(machine_exec "$DRAINED" pgrep -x qemu-system-x86) ]] || complain "a guest is left on $DRAINED"
}

uncordoned_takes_guests_again() {
  kube uncordon "$DRAINED" >/dev/null
  guest_create after-drain "$DRAINED" Always
  guest_await after-drain "$DRAINED"
  guests_end
}

check_drain() {
  check "a node has a guest of each eviction strategy" guests_to_drain
  check "a drain is blocked by LiveMigrate and External, in words that name the guest; they run on, External is marked" drain_is_blocked_visibly
  check "guests without a strategy, and LiveMigrateIfPossible, go on elsewhere" others_went_elsewhere
  check "the drain ends when somebody has ended those that blocked it" drain_ends_when_they_are_stopped
  check "an uncordoned node takes guests again" uncordoned_takes_guests_again
}
