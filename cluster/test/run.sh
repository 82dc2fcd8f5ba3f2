#!/usr/bin/env bash
# usage: cluster/test/run.sh
# Tests of the scripts of cluster/: shellcheck over all shell scripts of the project, what bad input
# says, and a control plane alone (a real one) from its start to the last file it leaves. The cluster
# itself is neither needed nor touched. Takes half a minute once Kubernetes is built; needs root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cluster=$(dirname "$here")
project=$(dirname "$cluster")
# shellcheck source=cluster/lib.sh
source "$cluster/lib.sh"
# shellcheck source=cluster/node/build.sh
source "$cluster/node/build.sh"
# shellcheck source=cluster/apply.sh
source "$cluster/apply.sh"
# shellcheck source=cluster/failures.sh
source "$cluster/failures.sh"

unset CONTEXT REGISTRY KUBECONFIG NODE_IP
export CLUSTER=local
PORT=26443 # the first of three that are free, so that two checkouts can be tested at once
while [[ -n $(ss -Hltn "sport >= :$PORT and sport <= :$((PORT + 2))") ]]; do PORT=$((PORT + 3)); done
DIR=   # the control plane's folder
passed=0
failed=0

# check NAME COMMAND...: a test. Its output is shown when it fails.
check() {
  local name=$1 output status
  shift
  # Not as part of a condition, which would let a test go on after a line of it failed.
  set +e
  output=$(
    set -e
    "$@" 2>&1
  )
  status=$?
  set -e
  if ((status == 0)); then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    echo "FAILED  $name"
    echo "        ${output//$'\n'/$'\n'        }"
  fi
}

# refuses TEXT COMMAND...: COMMAND fails, and says TEXT in its one line.
refuses() {
  local text=$1 output
  shift
  if output=$("$@" 2>&1 >/dev/null); then
    echo "succeeded: $*"
    return 1
  fi
  [[ $output == "error: "*"$text"* && $(wc -l <<<"$output") -eq 1 ]] || {
    echo "said: $output"
    return 1
  }
}

# says TEXT COMMAND...: COMMAND succeeds, and TEXT is in its output.
says() {
  local text=$1 output
  shift
  output=$("$@" 2>&1) || { echo "failed: $output" && return 1; }
  [[ $output == *"$text"* ]] || { echo "said: $output" && return 1; }
}

as_nobody() {
  setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

# As in a container that the kubelet starts again: the stores that were copied before are still there, and read-only; and the mark
# that the container before was about to end.
api_starts_again() {
  local bin=$SCRATCH/api/bin from=$SCRATCH/api/from to=$SCRATCH/api/to store run
  mkdir -p "$bin" "$from" "$to"
  ln -s /bin/true "$bin/java"
  for store in keystore.p12 truststore.p12 client-truststore.p12; do install -m 444 /dev/null "$from/$store"; done
  chmod 711 "$SCRATCH"
  chown 65534 "$to"
  for run in first second; do
    echo "$run" >"$from/keystore.p12"
    install -o 65534 -m 600 /dev/null "$to/draining"
    as_nobody env KUBEVIRT_API_DRAIN_FILE="$to/draining" PATH="$bin:$PATH" KUBEVIRT_API_TLS_DIR="$from" KUBEVIRT_API_SERVING_DIR="$to" \
      sh "$project/api-war/src/main/image/start"
    cmp "$from/keystore.p12" "$to/keystore.p12"
    [[ ! -e $to/draining ]] || { echo "it would end at once" && return 1; }
  done
}

# Liberty takes its default trust store in place of one that is missing: where certificates of clients are taken, the server does not
# start without theirs.
api_starts_with_the_clients_store_or_not_at_all() {
  local dir=$SCRATCH/api-clients store
  mkdir -p "$dir/bin" "$dir/from" "$dir/to"
  ln -s /bin/true "$dir/bin/java"
  for store in keystore.p12 truststore.p12; do install -m 444 /dev/null "$dir/from/$store"; done
  started() {
    env PATH="$dir/bin:$PATH" KUBEVIRT_API_TLS_DIR="$dir/from" KUBEVIRT_API_SERVING_DIR="$dir/to" \
      ${1:+KUBEVIRT_API_REST_CLIENT_CERTIFICATES="$1"} sh "$project/api-war/src/main/image/start" 2>/dev/null
  }
  started "" && started false || return 1
  if started true || started yes; then return 1; fi
  install -m 444 /dev/null "$dir/from/client-truststore.p12"
  started true && [[ -e $dir/to/client-truststore.p12 ]]
}

control_plane() {
  "$cluster/$1" --control-plane --dir "$DIR" "${@:2}"
}

# --- the text of the scripts ------------------------------------------------------------------
# Scripts that are run; what they source is checked as part of them, where its variables have a use.
# libvirt names a running domain's folder in the domain's file.
lost_domains_are_forgotten() {
  local state=$SCRATCH/libvirt/state run=$SCRATCH/libvirt/run forget="$project/kubernetes/images/virt-libvirtd/forget-lost-domains"
  mkdir -p "$state"/{domain-1-lost,domain-2-runs,domain-22-runs,nvram} "$run"
  touch "$state"/{domain-1-lost,domain-22-runs}/master-key.aes
  "$forget" "$state" "$run/none"
  [[ $(ls "$state") == nvram ]] || { ls "$state" && return 1; }
  mkdir -p "$state"/{domain-1-lost,domain-2-runs,domain-22-runs}
  echo "<domstatus><libDir path='$state/domain-22-runs'/></domstatus>" >"$run/runs.xml"
  "$forget" "$state" "$run"
  [[ $(ls "$state") == $'domain-22-runs\nnvram' ]] || { ls "$state" && return 1; }
}

shellcheck_all() {
  local scripts
  mapfile -t scripts < <(cd "$project" && {
    find . -name '*.sh' -perm -u+x -not -path '*/target/*'
    find . \( -path '*/target' -o -path ./.git \) -prune -o -type f -perm -u+x -not -name '*.sh' -exec grep -lIm1 '^#!.*\(ba\)\?sh$' {} +
  })
  cd "$project"
  shellcheck -x -a -P . "${scripts[@]}"
}

gofmt_all() {
  local unformatted
  unformatted=$(gofmt -l "$cluster/node")
  [[ -z $unformatted ]] || { echo "not as gofmt writes it: $unformatted" && return 1; }
}

# --- bad input --------------------------------------------------------------------------------
port_taken() {
  local pid status=0
  socat "TCP-LISTEN:$1,bind=127.0.0.1,reuseaddr" STDIO </dev/null &
  pid=$!
  wait_until 5 eval "[[ -n \$(ss -Hltn 'sport = :$1') ]]"
  refuses "port $1 ($2) is taken by socat (pid $pid)" "$cluster/up.sh" --control-plane --dir "$DIR" --port "$PORT" || status=1
  kill "$pid"
  [[ ! -e $DIR ]] || { echo "$DIR was made" && return 1; }
  return $status
}

disk_too_small() {
  refuses "too little disk: /mnt/control-plane needs 1 GiB free, has 0 GiB" \
    unshare --mount bash -c "mount -t tmpfs -o size=1m none /mnt && '$cluster/up.sh' --control-plane --dir /mnt/control-plane"
}

# All that is on this machine, but go; and a cache that holds nothing.
go_missing() {
  local bin=$SCRATCH/bin
  mkdir "$bin"
  find /bin/ /usr/bin/ /sbin/ /usr/sbin/ -mindepth 1 -maxdepth 1 ! -name go -exec ln -sft "$bin" {} +
  refuses "go is missing: install Go" \
    env PATH="$bin" XDG_CACHE_HOME="$SCRATCH/cache" "$cluster/up.sh" --control-plane --dir "$DIR" --port "$PORT"
}

kubectl_without_cluster_is_refused() {
  local copy=$SCRATCH/without
  cp -r "$cluster" "$copy"
  rm -f "$copy"/.kube*
  sed -i "s|^CLUSTER_STATE=.*|CLUSTER_STATE=$SCRATCH/nowhere|" "$copy/lib.sh"
  refuses "there is no local cluster yet: run cluster/up.sh" "$copy/kubectl.sh" get nodes
}

# --- Vagrant ------------------------------------------------------------------------------------
in_vagrant() {
  (cd "$project" && VAGRANT_HOME=$SCRATCH/vagrant.d VAGRANT_DOTFILE_PATH=$SCRATCH/vagrant "$@")
}

# vagrant_names NAMES MASTERS NODES
vagrant_names() {
  local names
  names=$(in_vagrant env VAGRANT_NUM_MASTERS="$2" VAGRANT_NUM_NODES="$3" vagrant status --machine-readable | awk -F, '$3 == "state" { print $2 }' | xargs)
  [[ $names == "$1" ]] || { echo "its machines are $names" && return 1; }
}

# In a network that is nobody's (RFC 5737).
plan_has_everyone() {
  local roles
  MACHINES_NETWORK=198.51.100 "$project/vagrant/plan.sh" "$SCRATCH/plan" 3 2
  roles=$(cd "$SCRATCH/plan" && grep -H ^MACHINE_ROLES ./*/settings | sed "s|^./\([^/]*\)/settings:MACHINE_ROLES=|\1=|" | tr -d "'" | xargs)
  [[ $roles == "ha-proxy=ha-proxy master01=master addons master02=master master03=master node01=node node02=node" ]] ||
    { echo "$roles" && return 1; }
  grep -qx "HA_PROXY_MASTERS='198.51.100.11:6443 198.51.100.12:6443 198.51.100.13:6443 '" "$SCRATCH/plan/ha-proxy/settings" &&
    grep -qx "10.245.2.0/24 via 198.51.100.102" "$SCRATCH/plan/node01/routes" &&
    grep -q "server: https://198.51.100.2:6443" "$SCRATCH/plan/node02/kubelet.kubeconfig"
}

plan_keeps_keys_apart() {
  local name
  [[ $(ls "$SCRATCH/plan/node01/pki") == $'ca.crt\nkubelet-serving.crt\nkubelet-serving.key' ]]
  [[ $(ls "$SCRATCH/plan/ha-proxy/pki") == ca.crt ]]
  for name in node01 node02; do
    openssl verify -CAfile "$SCRATCH/plan/pki/ca.crt" -verify_hostname "$name" "$SCRATCH/plan/$name/pki/kubelet-serving.crt"
  done
  [[ -z $(find "$SCRATCH/plan" -name '*.key' -perm /077) ]]
}

# --- a control plane alone --------------------------------------------------------------------
record() {
  cut -d ' ' -f 1 "$DIR/run/pids/$1"
}

everyone_killed() {
  kill -KILL "$(record etcd)" "$(record kube-apiserver)"
  says "kube-apiserver ready" control_plane up.sh --port "$PORT"
}

# In place of etcd, which is killed and started again with a file of ours open.
daemons_keep_no_file_of_the_caller() {
  kill -KILL "$(record etcd)"
  touch "$SCRATCH/lock"
  says "etcd ready" control_plane up.sh --port "$PORT" 8>"$SCRATCH/lock"
  [[ -z $(find "/proc/$(record etcd)/fd" -lname "$SCRATCH/lock") ]]
}

# Another process has the recorded pid, as after a reboot: it is not ours to end.
stranger_is_left_alone() {
  local stranger status=0
  sleep 1000 &
  stranger=$!
  cp "$DIR/run/pids/etcd" "$SCRATCH/record"
  sed -i "s/^[0-9]*/$stranger/" "$DIR/run/pids/etcd"
  (
    # shellcheck source=cluster/node/processes.sh
    INSTANCE_RUN=$DIR/run INSTANCE_LOG=$DIR/log INSTANCE_CGROUP='' && source "$cluster/node/processes.sh"
    daemon_stop etcd 1
  )
  kill -0 "$stranger" || status=1
  cp "$SCRATCH/record" "$DIR/run/pids/etcd"
  kill "$stranger"
  return $status
}

certificates_fit() {
  openssl verify -CAfile "$DIR/pki/ca.crt" "$DIR/pki/apiserver.crt" "$DIR/pki/admin.crt"
  openssl verify -CAfile "$DIR/pki/front-proxy-ca.crt" "$DIR/pki/front-proxy.crt"
  if openssl verify -CAfile "$DIR/pki/ca.crt" "$DIR/pki/front-proxy.crt"; then return 1; fi
  [[ $(stat -c %a "$DIR/pki" "$DIR/pki/ca.key" "$DIR/admin.kubeconfig" | xargs) == "700 600 600" ]]
}

audit_log_speaks() {
  grep -q '"level":"Metadata".*"requestURI":"/api/v1/namespaces/default/configmaps' "$DIR/log/audit.log"
}

# A checkout whose local cluster is the control plane under test.
make_checkout() {
  CHECKOUT=$SCRATCH/checkout
  cp -r "$cluster" "$CHECKOUT"
  rm -f "$CHECKOUT"/.kube*
  sed -i "s|^CLUSTER_STATE=.*|CLUSTER_STATE=$DIR|" "$CHECKOUT/lib.sh"
}

arguments_arrive() {
  local value=$'a  "b" \'c\' $d * \\ \n;e'
  "$CHECKOUT/kubectl.sh" --namespace default create configmap exact --from-literal="key=$value"
  [[ $("$CHECKOUT/kubectl.sh" -n default get configmap exact -o 'jsonpath={.data.key}') == "$value" ]]
}

kubeconfig_in_the_environment_changes_nothing() {
  says "https://127.0.0.1:$PORT" env KUBECONFIG=/nowhere "$CHECKOUT/kubectl.sh" config view
}

external() {
  PATH="$KUBERNETES_BIN:$PATH" CLUSTER=external CONTEXT=kubevirt-ee KUBECONFIG="$DIR/admin.kubeconfig" "$@"
}

unknown_context_is_refused() {
  refuses "kubectl knows no context nowhere" env PATH="$KUBERNETES_BIN:$PATH" CLUSTER=external CONTEXT=nowhere \
    KUBECONFIG="$DIR/admin.kubeconfig" "$CHECKOUT/sync_config.sh"
}

other_kubevirt_is_refused() {
  local kubectl=("$CHECKOUT/kubectl.sh" --namespace default)
  "${kubectl[@]}" create deployment virt-operator --image=none
  external refuses "KubeVirt is installed in this cluster (deployment.apps/virt-operator)" "$CHECKOUT/up.sh"
  "${kubectl[@]}" delete deployment virt-operator
}

# Its lines are tests of their own; one that ends early says FAILED too.
manifests() {
  local output status=0
  output=$(KUBECONFIG=$DIR/admin.kubeconfig "$here/manifests.sh" "$KUBERNETES_BIN/kubectl" 2>&1) || status=$?
  if ((status)) && ! grep -q '^FAILED ' <<<"$output"; then output+=$'\n'"FAILED  cluster/test/manifests.sh ended with $status"; fi
  echo "$output"
  passed=$((passed + $(grep -c '^ok ' <<<"$output" || true)))
  failed=$((failed + $(grep -c '^FAILED ' <<<"$output" || true)))
}

# answers WORDS...: an API server that answers kubectl with each of WORDS in turn, and then as it should.
answers() {
  local answer
  : >"$SCRATCH/answers"
  for answer in "$@"; do echo "$answer" >>"$SCRATCH/answers"; done
  # shellcheck disable=SC2317 # called by apply
  kube() {
    local next
    next=$(head -1 "$SCRATCH/answers")
    sed -i 1d "$SCRATCH/answers"
    echo "service/virt-api serverside-applied"
    [[ -z $next ]] || { echo "$next"; return 1; }
  }
}

what_is_lost_is_applied_again() {
  answers "Unable to connect to the server: unexpected EOF" "Error from server (Timeout): request did not complete"
  apply manifests.yaml "$SCRATCH/apply.log"
  [[ ! -s $SCRATCH/answers && $(grep -c serverside-applied "$SCRATCH/apply.log") -eq 3 ]] || { cat "$SCRATCH/apply.log"; return 1; }
}

what_is_refused_is_not_applied_again() {
  answers "Error from server (Forbidden): services is forbidden" "no second time"
  if apply manifests.yaml "$SCRATCH/apply.log"; then echo "it succeeded"; return 1; fi
  [[ $(<"$SCRATCH/answers") == "no second time" ]] || { echo "it was tried again"; return 1; }
}

# a_failure TEST: as Maven writes it.
a_failure() {
  printf '[ERROR] %s -- Time elapsed: 1 s <<< FAILURE!\njava.lang.AssertionError: \n%s\n\tat x.Y\n' "$1" "expected less than ${2:-this}"
}

each_failed_test_is_named_with_its_words() {
  { a_failure a.B.first; echo '[INFO] goes on'; a_failure a.B.second; echo 'FAILED  a script'; } >"$SCRATCH/failures"
  [[ $(why_failed "$SCRATCH/failures" | failed_tests e2e) == "e2e: a.B.first: expected less than this
e2e: a.B.second: expected less than this
e2e: FAILED  a script" ]]
  printf '[INFO] begins\n[ERROR] COMPILATION ERROR : \n' >"$SCRATCH/failures"
  [[ $(why_failed "$SCRATCH/failures" | failed_tests unit) == "unit: [ERROR] COMPILATION ERROR : " ]]
}

many_failures_do_not_end_the_run() {
  local number
  for number in {1..400}; do a_failure "a.B.test$number" "$(printf '%0300d' "$number")"; done >"$SCRATCH/failures"
  why_failed "$SCRATCH/failures" >"$SCRATCH/why"
  [[ $(wc -l <"$SCRATCH/why") -eq 100 ]]
  failed_tests e2e <"$SCRATCH/why" >"$SCRATCH/names"
  [[ $(wc -l <"$SCRATCH/names") -eq 20 ]]
}

a_link_that_is_gone_is_no_trouble() {
  # shellcheck source=/dev/null # its variables are not this file's
  source "$cluster/node/leftovers.sh"
  link_end kubevirt-none
  ip link add kubevirt-link type bridge
  link_end kubevirt-link
  [[ ! -e /sys/class/net/kubevirt-link ]]
}

# As check_on_machine asks: by a shell that has the text in its own command line, as sudo and sshd's have.
who_asks_is_no_leftover() {
  local text=leftover-$RANDOM stray found
  (exec -a "$text" sleep 60) &
  stray=$!
  # shellcheck disable=SC2016 # for the shell that asks
  found=$(bash -c 'env bash -c "$1" "${@:2}"; true' "of $text" 'source "$0" && "$@"' "$cluster/guest_checks.sh" processes_of "$text")
  kill "$stray"
  [[ $found == "$stray" ]] || { echo "said '$found', and $stray is left" && return 1; }
}

foreign_file_survives() {
  touch "$DIR/mine"
  control_plane down.sh --purge
  [[ $(ls "$DIR") == mine ]] || { ls "$DIR" && return 1; }
  if ss -Hltn | grep -E ":($PORT|$((PORT + 1))|$((PORT + 2))) "; then return 1; fi
}

run_all() {
  check "shell scripts pass shellcheck" shellcheck_all
  check "Go programs are formatted" gofmt_all
  check "virt-api starts again over the stores it has copied" api_starts_again
  check "virt-api starts with the trust store of clients or not at all" api_starts_with_the_clients_store_or_not_at_all
  check "a libvirtd forgets domains lost with the node's power, and no other" lost_domains_are_forgotten
  check "up.sh wants root" refuses "must run as root" as_nobody "$cluster/up.sh"
  check "down.sh wants root" refuses "must run as root" as_nobody "$cluster/down.sh"
  check "load-image.sh wants root" refuses "must run as root" as_nobody "$cluster/node/load-image.sh" archive
  check "load-image.sh wants an archive" refuses "which archives?" "$cluster/node/load-image.sh"
  check "an unknown option is refused" refuses "unknown option --fast" "$cluster/up.sh" --fast
  check "an option without its value is refused" refuses "--port needs a value" "$cluster/up.sh" --control-plane --port
  check "a port that is none is refused" refuses "--port 70000" "$cluster/up.sh" --control-plane --port 70000
  check "a relative folder is refused" refuses "give an absolute path" "$cluster/up.sh" --control-plane --dir here
  check "--dir without --control-plane is refused" refuses "go with --control-plane" "$cluster/up.sh" --dir /tmp/x
  check "up.sh --purge is refused" refuses "belongs to down.sh" "$cluster/up.sh" --purge
  check "an unknown cluster is refused" refuses "CLUSTER=mine is unknown" env CLUSTER=mine "$cluster/kubectl.sh"
  check "what an API server is too busy for is applied again" what_is_lost_is_applied_again
  check "what an API server refuses is not" what_is_refused_is_not_applied_again
  check "a link that went by itself is no trouble" a_link_that_is_gone_is_no_trouble
  check "who asks what is left of a guest is not taken for it" who_asks_is_no_leftover
  check "an external cluster needs its context" refuses "needs CONTEXT" env CLUSTER=external "$cluster/kubectl.sh"
  check "down.sh is for the local cluster" refuses "ends the local cluster only" env CLUSTER=external CONTEXT=x "$cluster/down.sh"
  check "the Vagrantfile is valid" in_vagrant vagrant validate
  check "it is valid for an emulated machine of a box of its own" in_vagrant env VAGRANT_DRIVER=qemu VAGRANT_BOX="$SCRATCH/my.box" vagrant validate
  check "it is valid for a master and two nodes" in_vagrant env VAGRANT_NUM_NODES=2 vagrant validate
  check "it is valid for three masters and three nodes" in_vagrant env VAGRANT_NUM_MASTERS=3 VAGRANT_NUM_NODES=3 vagrant validate
  check "it names the machines of three masters and two nodes" vagrant_names "ha-proxy master01 master02 master03 node01 node02" 3 2
  check "the plan says of each machine what it is" plan_has_everyone
  check "a machine's plan holds no key of another" plan_keeps_keys_apart
  check "an even number of masters is refused" refuses "VAGRANT_NUM_MASTERS=2: give 1, 3 or 5" in_vagrant env VAGRANT_NUM_MASTERS=2 vagrant validate
  check "a plan of another number of masters is refused" refuses "is of 3 masters and 2 nodes" "$project/vagrant/plan.sh" "$SCRATCH/plan" 1 2
  check "provision.sh wants the plan of its machine" refuses "give the folder that vagrant/plan.sh made" "$project/vagrant/provision.sh" "$SCRATCH"
  check "provision.sh is for the machine with the plan's address" refuses "is no address of this machine" \
    "$project/vagrant/provision.sh" "$SCRATCH/plan/node02"
  check "a number of machines that is none is refused" refuses "VAGRANT_NUM_MASTERS=none" in_vagrant env VAGRANT_NUM_MASTERS=none vagrant validate
  check "up.sh is not for the machines of Vagrant" refuses "brought up by 'vagrant up'" env CLUSTER=vagrant "$cluster/up.sh"
  check "the API server's port is taken" port_taken "$PORT" kube-apiserver
  check "etcd's port is taken" port_taken $((PORT + 1)) etcd
  check "too little disk" disk_too_small
  check "go is missing" go_missing
  check "kubectl.sh without a cluster says how to get one" kubectl_without_cluster_is_refused
  check "kubectl.sh without Vagrant's machines says how to get them" refuses "run 'vagrant up'" \
    env CLUSTER=vagrant "$SCRATCH/without/kubectl.sh" get nodes
  check "down.sh without a control plane has nothing to do" says "nothing to take down" \
    "$cluster/down.sh" --control-plane --dir "$SCRATCH/never-up"
  check "each failed test is named, with its words" each_failed_test_is_named_with_its_words
  check "many failures do not end the run that tells of them" many_failures_do_not_end_the_run
  check "a control plane comes up" says "kube-apiserver ready" control_plane up.sh --port "$PORT"
  check "a second run leaves it alone" says "kube-apiserver was up already" control_plane up.sh --port "$PORT"
  check "it comes up again after all were killed" everyone_killed
  check "a daemon keeps no file of its caller open" daemons_keep_no_file_of_the_caller
  check "a stranger with a recorded pid is left alone" stranger_is_left_alone
  check "each certificate is of its own authority, keys are private" certificates_fit
  build_kubernetes
  make_checkout
  check "kubectl.sh passes arguments exactly" arguments_arrive
  check "requests are in the audit log" audit_log_speaks
  check "KUBECONFIG changes nothing" kubeconfig_in_the_environment_changes_nothing
  check "an external cluster by name" external says "has no other KubeVirt" "$CHECKOUT/up.sh"
  check "an unknown context is refused" unknown_context_is_refused
  check "a cluster with another KubeVirt is refused" other_kubevirt_is_refused
  manifests
  check "down.sh --purge takes all that is its own, and no more" foreign_file_survives
}

require_root
install_packages shellcheck socat openssl iproute2 util-linux vagrant vagrant-libvirt
SCRATCH=$(mktemp -d)
DIR=$SCRATCH/control-plane
trap 'control_plane down.sh --purge >/dev/null 2>&1 || true; rm -rf "$SCRATCH"' EXIT
run_all
echo "$passed passed, $failed failed"
((failed == 0))
