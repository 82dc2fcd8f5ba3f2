#!/usr/bin/env bash
# usage: cluster/test/machines.sh
# Tests of the cluster of several machines, which must be up and in sync (cluster/test.sh cluster does both before): nodes see
# each other, ha-proxy hides the loss of the master in use, nodes are drained and lost and come back, and nothing is left when
# everything was killed. Ends with the cluster down, its state kept. Needs root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cluster=$(dirname "$here")
export CLUSTER=machines
# shellcheck source=cluster/lib.sh
source "$cluster/lib.sh"
# shellcheck source=cluster/node/instance.sh
source "$cluster/node/instance.sh"
# shellcheck source=cluster/node/processes.sh
source "$cluster/node/processes.sh"
# shellcheck source=cluster/node/leftovers.sh
source "$cluster/node/leftovers.sh"
# shellcheck source=cluster/node/worker.sh
source "$cluster/node/worker.sh"
# shellcheck source=cluster/node/machines.sh
source "$cluster/node/machines.sh"
# shellcheck source=cluster/guest_checks.sh
source "$cluster/guest_checks.sh"
# shellcheck source=cluster/test/machines/guests.sh
source "$here/machines/guests.sh"
# shellcheck source=cluster/test/machines/drain.sh
source "$here/machines/drain.sh"
# shellcheck source=cluster/test/machines/lost_nodes.sh
source "$here/machines/lost_nodes.sh"
# shellcheck source=cluster/test/machines/fence.sh
source "$here/machines/fence.sh"

# What a lost master may cost a client's one request, its retry included.
LONGEST_S=2
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
  fi
  [[ -z $output || ($status -eq 0 && $output != measured:*) ]] || echo "        ${output//$'\n'/$'\n'        }"
}

complain() {
  echo "$*"
  return 1
}

# --- nodes --------------------------------------------------------------------------------------
every_node_is_ready() {
  local ready
  ready=$(kube get nodes -o 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}')
  [[ $(grep -c ' True$' <<<"$ready") -eq $NODES ]] || complain "$ready"
}

every_node_has_its_own() {
  local name
  for name in $(nodes); do
    [[ $(machine_exec "$name" hostname) == "$name" ]]
    [[ $(machine_exec "$name" pgrep -cx containerd) -eq 1 ]] || complain "$name has not one containerd"
    [[ $(machine_exec "$name" pgrep -cx kubelet) -eq 1 ]] || complain "$name has not one kubelet"
    [[ $(machine_exec "$name" pgrep -cx kube-proxy) -eq 1 ]] || complain "$name has not one kube-proxy"
    [[ $(machine_exec "$name" pgrep -cx libvirtd) -eq 1 ]] || complain "$name has not one libvirtd"
  done
}

# The certificate authority's key is for masters.
nodes_have_no_authority() {
  local name
  for name in $(nodes); do
    if machine_exec "$name" test -e "/var/lib/kubevirt-ee/cluster/pki/ca.key"; then complain "$name has the CA's key"; fi
  done
}

# Each answers by itself, on its own loopback, and all know each other.
etcd_has_all_members() {
  local name members
  for name in $(masters); do
    etcdctl_on "$name" endpoint health
    members=$(etcdctl_on "$name" member list)
    [[ $(grep -c ', started, master' <<<"$members") -eq $MASTERS ]] || complain "$members"
  done
}

etcdctl_on() {
  local pki=/var/lib/kubevirt-ee/cluster/pki
  machine_exec "$1" env ETCDCTL_API=3 etcdctl --endpoints=https://127.0.0.1:6444 --cacert="$pki/etcd-ca.crt" \
    --cert="$pki/apiserver-etcd.crt" --key="$pki/apiserver-etcd.key" "${@:2}"
}

# --- ha-proxy -----------------------------------------------------------------------------------
figures() {
  curl --silent --fail --max-time 5 "http://$HA_PROXY_ADDRESS:8404/$1"
}

# server_is BACKEND ADDRESS STATUS: by ha-proxy's own figures.
server_is() {
  [[ $(figures 'stats;csv' | awk -F, -v b="$1" -v s="$2" '$1 == b && $2 == s { print $18 }') == "$3"* ]]
}

masters_are_up() {
  local name
  for name in $(masters); do server_is masters "$(address_of "$name"):6443" UP || return 1; done
}

proxy_tells_how_it_is() {
  figures healthz >/dev/null
  # Not through a pipe: grep -q ends at the first hit, and curl would fail for it.
  grep -q 'Statistics Report' <<<"$(figures stats)"
  wait_until 60 masters_are_up
  grep -q '^haproxy_backend_active_servers{proxy="masters"} '"$MASTERS\$" <<<"$(figures metrics)"
}

kubectl_goes_through_it() {
  [[ $(kube config view -o 'jsonpath={.clusters[0].cluster.server}') == "https://$HA_PROXY_ADDRESS:6443" ]]
  [[ $(kube auth whoami -o 'jsonpath={.status.userInfo.username}') == admin ]] # by its certificate, so TLS went through
}

rest_entrypoint_answers_there() {
  local ca=$scratch/kubevirt-ca.crt token
  kube --namespace kubevirt get secret kubevirt-virt-api-certs -o 'jsonpath={.data.ca\.crt}' | base64 -d >"$ca"
  token=$(kube create token default)
  ask_rest() {
    curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' --cacert "$ca" \
      --resolve "virt-api.kubevirt.svc:8444:$HA_PROXY_ADDRESS" "https://virt-api.kubevirt.svc:8444/rest/$1" "${@:2}"
  }
  # shellcheck disable=SC2317 # wait_until calls it
  rest_is_there() { [[ $(ask_rest openapi) == 200 ]]; }
  wait_until 90 rest_is_there || complain "openapi: $(ask_rest openapi)"
  # Known, and without a right to anything.
  [[ $(ask_rest v1/namespaces/default/virtualmachines --header "Authorization: Bearer $token") == 403 ]] ||
    complain "machines: $(ask_rest v1/namespaces/default/virtualmachines --header "Authorization: Bearer $token")"
}

# --- losing the master in use -------------------------------------------------------------------
said() {
  sed -nE "s/.*\"$1\": \"?([^,\"}]*).*/\1/p" "$scratch/client"
}

client_has_asked() {
  [[ -s $scratch/client && $(said requests) -ge $1 ]]
}

# Another master serves it, and it went on asking.
client_moved_on() {
  [[ $(said server) != "$1" ]] && client_has_asked "$2"
}

name_of_server() {
  local name
  for name in $(masters); do
    if [[ $1 == "$(address_of "$name"):"* || $1 == "$(address_of "$name")" ]]; then echo "$name"; fi
  done
}

# crash MACHINE DAEMON: that alone is killed.
crash() {
  local pid
  read -r pid _ < <(machine_exec "$1" cat "/run/kubevirt-ee/cluster/pids/$2")
  machine_exec "$1" kill -KILL "$pid"
}

# lose_or_return HOW MASTER: as cluster/machine.sh does it, and crash: its API server alone is killed.
lose_or_return() {
  if [[ $1 == crash ]]; then crash "$2" kube-apiserver; else "$cluster/machine.sh" "$1" "$2"; fi
}

# losing HOW BACK: the master that serves the client is lost, and comes back; the client notices one retry at most.
losing() {
  local how=$1 back=$2 pid server name before problem=''
  rm -f "$scratch"/client*
  "$here/steady_client.py" "$cluster/.kubeconfig.machines" "$scratch/client" &
  pid=$!
  wait_until 30 client_has_asked 20 || complain "the client gets no answers: $(cat "$scratch/client")"
  server=$(said server)
  name=$(name_of_server "$server")
  before=$(said requests)
  lose_or_return "$how" "$name"
  wait_until 60 client_moved_on "$server" $((before + 40)) || problem="the client is stuck"
  wait_until 30 server_is masters "$(address_of "$name"):6443" DOWN || problem+=" ha-proxy does not see that $name is down"
  "$cluster/sync_config.sh" >/dev/null || problem+=" sync_config.sh finds no living master"
  kube get namespaces >/dev/null || problem+=" kubectl.sh does not get through"
  touch "$scratch/client.stop"
  wait "$pid" || problem+=" the client ended with an error"
  "$cluster/machine.sh" "$back" "$name" >/dev/null || problem+=" $name does not come back"
  wait_until 120 masters_are_up || problem+=" ha-proxy does not see that $name is back"
  echo "measured: $name lost ($how): $(cat "$scratch/client")"
  [[ -z $problem ]] || complain "$problem"
  (($(said lost) == 0)) || complain "a request failed twice"
  (($(said retried) <= 1)) || complain "more than one request was asked twice"
  awk -v s="$(said slowest_s)" -v most="$LONGEST_S" 'BEGIN { exit !(s <= most) }' || complain "the slowest took $(said slowest_s) s"
}

# --- the end ------------------------------------------------------------------------------------
everything_killed_and_nothing_left() {
  local pids
  mapfile -t pids < <(cgroup_pids "$MACHINES_CGROUP")
  kill -KILL "${pids[@]}"
  "$cluster/down.sh"
  # The dead are there until whoever inherited them has read how they ended.
  wait_until 20 "$here/nothing_left.sh" || "$here/nothing_left.sh"
}

main() {
  require_root
  require_tool python3 "apt-get install python3"
  [[ -d $MACHINES_RUN ]] || err "the cluster of several machines is not up: run cluster/up.sh --masters 3 --nodes 3"
  machines_instance
  plan_read
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  "$cluster/sync_config.sh" >/dev/null
  check "every node is ready" every_node_is_ready
  check "every node has a containerd, kubelet, kube-proxy and libvirtd of its own" every_node_has_its_own
  check "nodes do not have the authority's key" nodes_have_no_authority
  check "etcd has a member on every master" etcd_has_all_members
  check "ha-proxy tells how it is: page, metrics, health" proxy_tells_how_it_is
  check "kubectl goes through ha-proxy, with its own certificate" kubectl_goes_through_it
  check "the REST entrypoint answers at ha-proxy's address" rest_entrypoint_answers_there
  if ((MASTERS > 1)); then
    check "a master in use whose power is cut costs one retry within $LONGEST_S s" losing kill start
    check "an API server in use that is killed costs one retry within $LONGEST_S s" losing crash start
    check "a master in use whose cable is cut costs one retry within $LONGEST_S s" losing cut join
  fi
  namespace_make
  check_drain
  check_lost_nodes
  check_fence
  check "everything killed, then down.sh: nothing is left" everything_killed_and_nothing_left
  echo "$passed passed, $failed failed"
  ((failed == 0))
}

main "$@"
