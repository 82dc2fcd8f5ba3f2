#!/usr/bin/env bash
# Every test of the project; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/jdk.sh
source "$here/jdk.sh"
# shellcheck source=cluster/failures.sh
source "$here/failures.sh"

SOURCE=$(cd "$here/.." && pwd)
RESULTS=$SOURCE/target/test-results
LIBERTY_VERSION=$(sed -nE 's:.*<liberty.version>(.*)</liberty.version>.*:\1:p' "$SOURCE/pom.xml")
SUITES=(rules unit simulation scripts launcher liberty agent e2e)
OWN_SUITES=(cluster clients) # run when asked for by name: with them, all together would take more than 80 minutes
ON_LOCAL_CLUSTER=(e2e clients)
FAILED=0
SUMMARY=()
FAILURES=()
STARTED_CLUSTER=false

usage() {
  cat <<'END'
usage: cluster/test.sh [SUITE...]        (make test: all suites but the last two; make test-cluster, make test-clients: those)
       cluster/test.sh seed NUMBER       one seed of the simulation, with its trace if it fails
       cluster/test.sh soak-guests [N]   whether the agent's memory stays flat over N (50) guests on the cluster that is up
       cluster/test.sh soak [COUNT]      so many new seeds (default: a million), until the first that fails

  rules        format, layers between packages, warnings of the compiler
  unit         pure tests
  simulation   controller and handler under seeded faults: 2,000 seeds; planted bugs are found
  scripts      shellcheck, the scripts of cluster/, a control plane from start to its last file
  launcher     the launcher's real process with real signals
  liberty      virt-api and virt-controller in Open Liberty against a real kube-apiserver (Arquillian)
  agent        the agent against libvirt (test:///default and qemu:///system), namespaces, cgroups, mounts
  e2e          VMs on the cluster; one is started if none is up, and ended again
  cluster      three masters and three nodes on this machine: quickcheck on every node, masters and nodes lost, drains, everything killed
  clients      VMs on the cluster by clients that take long to build the first time: OpenTofu with two providers

Needs root. One line a suite: ok or FAILED, tests, time. Ends with 0 if every suite passed. Logs: target/test-results/.
END
}

# --- suites ----------------------------------------------------------------------------------------
in_maven() {
  (cd "$SOURCE" && mvn -B --no-transfer-progress --fail-at-end "-Dliberty.install=$CLUSTER_CACHE/liberty-$LIBERTY_VERSION" "$@")
}

suite_rules() {
  in_maven test-compile
}

suite_unit() {
  in_maven test '-Dtest=*Test,!*SimTest' -Dsurefire.failIfNoSpecifiedTests=false
}

suite_simulation() {
  in_maven test -pl simulation,controller-ejb -am '-Dtest=*SimTest' -Dsurefire.failIfNoSpecifiedTests=false
}

# A failed seed says itself that this is how it runs again.
one_seed() {
  [[ $1 =~ ^[0-9]+$ ]] || err "a seed is a number: cluster/test.sh seed 4711"
  in_maven test -q -pl simulation -am '-Dtest=SeedsSimTest' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dsimulation.first="$1" -Dsimulation.seeds=1
}

# New seeds each time: those of make test have had their turn.
soak() {
  local count=${1:-1000000}
  [[ $count =~ ^[1-9][0-9]*$ ]] || err "a count of seeds is a number: cluster/test.sh soak 100000"
  in_maven test -q -pl simulation -am '-Dtest=SeedsSimTest#everySeed*' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dsimulation.first="$(date +%s)000" -Dsimulation.seeds="$count"
}

suite_scripts() {
  "$here/test/run.sh"
}

# integration_tests MODULE... [-DPROPERTY...]: their *IT classes; the unit tests have had their turn.
integration_tests() {
  local modules=()
  while (($#)) && [[ $1 != -* ]]; do modules+=("$1"); shift; done
  in_maven verify -pl "$(IFS=,; echo "${modules[*]}")" -am '-Dtest=NoUnitTest' -Dsurefire.failIfNoSpecifiedTests=false "$@"
}

suite_launcher() {
  integration_tests launcher
}

# virt-api's tests speak to the agent's own stream server; the agent's tests have their own suite.
suite_liberty() {
  integration_tests api-war controller-ejb '-Dit.test=io/kubevirt/ee/api/**/*IT,io/kubevirt/ee/controller/**/*IT' \
    -Dfailsafe.failIfNoSpecifiedTests=false
}

suite_agent() {
  install_packages libxml2-utils xorriso dnsmasq-base nftables iproute2 util-linux acl socat busybox-static isc-dhcp-client openssl cpio kmod
  "$here/../handler-agent/src/test/sh/libvirtd.sh" install
  "$here/newer.sh" virtiofsd passt
  integration_tests handler-agent
}

# end_to_end CLASSES: on the cluster that is up.
end_to_end() {
  in_maven verify -pl e2e -am -Pe2e '-Dtest=NoUnitTest' -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$1" \
    -Dfailsafe.failIfNoSpecifiedTests=false
}

suite_e2e() {
  install_packages libvirt-clients iproute2 nftables chromium chromium-driver
  "$here/up.sh"
  "$here/sync.sh" --image guest-debian
  "$here/quickcheck.sh"
  end_to_end '*E2E,!TerraformE2E'
  "$here/test/uninstall.sh"
  if ! $STARTED_CLUSTER; then "$here/sync.sh"; fi
}

suite_clients() {
  install_packages libvirt-clients iproute2 nftables
  "$here/up.sh"
  "$here/sync.sh"
  end_to_end TerraformE2E
}

# The scripts' tests end it themselves; whatever stopped them before that, it does not stay, nor does its state unless it was there
# before.
suite_cluster() {
  PURGE=() # read when this shell ends, where a local variable is no more
  if [[ ! -d $MACHINES_STATE ]]; then PURGE=(--purge); fi
  [[ ! -d $MACHINES_RUN ]] || err "a cluster of several machines is up, and would be ended: CLUSTER=machines cluster/down.sh, then run again"
  # Whatever becomes of the variable: no other cluster is ended.
  trap 'CLUSTER=machines "$here/down.sh" "${PURGE[@]}"' EXIT
  export CLUSTER=machines
  "$here/up.sh" --masters 3 --nodes 3
  "$here/sync.sh"
  "$here/quickcheck.sh"
  "$here/test/machines.sh"
}

# --- one line a suite -------------------------------------------------------------------------------
# Reports of Maven's test runs that are newer than the suite's start; of the scripts, their own lines.
tests_of() {
  local suite=$1 mark=$2 count
  if [[ $suite == scripts || $suite == cluster ]]; then
    count=$(grep -cE '^(ok|FAILED) ' "$RESULTS/$suite.log" || true)
  else
    count=$(find "$SOURCE" -path '*/target/*-reports/TEST-*.xml' -newer "$mark" -exec sed -nE \
      '/<testsuite /s/.* tests="([0-9]+)".*/\1/p' {} + | awk '{ n += $1 } END { print n + 0 }')
  fi
  echo "$count"
}

# A suite that ran no test has not passed; rules have no tests of their own.
run_suite() {
  local suite=$1 log=$RESULTS/$1.log mark=$RESULTS/$1.start start=$SECONDS tests status verdict=ok why
  step "suite $suite"
  if [[ " ${ON_LOCAL_CLUSTER[*]} " == *" $suite "* ]] && ! kube version >/dev/null 2>&1; then STARTED_CLUSTER=true; fi
  touch "$mark"
  # Not as part of a condition, in which a suite would go on after a failed line.
  set +e
  (
    set -e
    "suite_$suite"
  ) >"$log" 2>&1
  status=$?
  set -e
  ((status == 0)) || verdict=FAILED
  tests=$(tests_of "$suite" "$mark")
  if [[ $suite != rules && $tests -eq 0 ]]; then verdict=FAILED; fi
  SUMMARY+=("$(printf '%-12s %-7s %5s tests %5s s' "$suite" "$verdict" "$tests" $((SECONDS - start)))")
  if [[ $verdict == FAILED ]]; then
    FAILED=$((FAILED + 1))
    why=$(why_failed "$log")
    echo "$why" >&2
    FAILURES+=("$(failed_tests "$suite" <<<"$why")")
    warn "suite $suite failed: see $log"
  fi
}

end_what_was_started() {
  if ! $STARTED_CLUSTER; then return; fi
  STARTED_CLUSTER=false
  if ! "$here/down.sh"; then
    warn "the cluster that the tests started did not end: run cluster/down.sh"
    FAILED=$((FAILED + 1))
  elif ! "$here/test/nothing_left.sh" >&2; then
    warn "cluster/down.sh left these on this machine"
    FAILED=$((FAILED + 1))
  fi
}

main() {
  local suites=() suite
  if [[ ${1:-} == seed ]]; then
    require_jdk
    one_seed "${2:-}"
    step "seed $2 keeps the invariants"
    return
  fi
  if [[ ${1:-} == soak-guests ]]; then exec "$here/soak_guests.sh" "${@:2}"; fi
  if [[ ${1:-} == soak ]]; then
    require_jdk
    soak "${2:-}"
    step "all seeds keep the invariants"
    return
  fi
  for suite in "$@"; do
    case $suite in
      -h | --help) usage; exit 0 ;;
      *)
        [[ " ${SUITES[*]} ${OWN_SUITES[*]} " == *" $suite "* ]] || { usage >&2; exit 64; }
        suites+=("$suite")
        ;;
    esac
  done
  if ((${#suites[@]} == 0)); then suites=("${SUITES[@]}"); fi
  unset CONTEXT REGISTRY KUBECONFIG
  export CLUSTER=local
  require_root
  require_jdk
  require_tool mvn "apt-get install maven"
  require_tool go "install Go 1.26 or newer (https://go.dev/dl) and put it into the PATH"
  install_packages shellcheck curl openssl
  mkdir -p "$RESULTS"
  trap end_what_was_started EXIT
  for suite in "${suites[@]}"; do
    # Two clusters run side by side only if one is the user's own.
    if [[ $suite == cluster ]]; then end_what_was_started; fi
    run_suite "$suite"
  done
  end_what_was_started
  printf '%s\n' "${SUMMARY[@]}"
  if ((${#FAILURES[@]})); then printf '%s\n' "${FAILURES[@]}"; fi
  ((FAILED == 0)) || err "$FAILED of ${#suites[@]} suites failed, or their cluster's end"
  step "all suites passed"
}

main "$@"
