#!/usr/bin/env bash
# Runs one program from this checkout against the local cluster; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/jdk.sh
source "$here/jdk.sh"
# shellcheck source=cluster/images.sh
source "$here/images.sh"

NAMESPACE=kubevirt
HEALTH_PORT=19080
HTTPS_PORT=18443
REST_PORT=18444
DEBUG_PORT=5005
JVM=(-XX:+UseSerialGC -Xmx256m)
PROGRAM=''
CHILD=''

usage() {
  cat <<'END'
usage: cluster/dev.sh controller|api|handler [--debug]      (make dev-controller, dev-api, dev-handler)

Builds the program from this checkout and runs it here, in the foreground, in the place of its pods: with the token of its own
ServiceAccount, the cluster's certificates, its real rights. Ctrl-C ends it, and its pods come back. Guests keep running.

  controller   virt-controller is scaled to none, so that this one leads; health on 127.0.0.1:19080
  api          virt-api is scaled to none, and its Service leads here: webhooks and the aggregated API on port 18443
  handler      the agent's DaemonSet has no node, and this machine's guests are this agent's; health on 127.0.0.1:8187
  --debug      a debugger can attach to 127.0.0.1:5005

virt-controller and virt-api take new classes while they run: build again in another terminal, for example
  mvn -q -pl controller-ejb -am package -Dmaven.test.skip
Needs root and a cluster in sync.
END
}

# --- what every program needs -----------------------------------------------------------------------
# kubeconfig SERVICE-ACCOUNT [ARGUMENT...]: sets KUBECONFIG_FILE, with a token for eight hours.
kubeconfig() {
  local account=$1 token server
  shift
  token=$(kube --namespace "$NAMESPACE" create token "$account" --duration 8h "$@")
  server=$(kube config view --minify -o 'jsonpath={.clusters[0].cluster.server}')
  KUBECONFIG_FILE=$WORK/kubeconfig
  kube config view --raw --minify -o 'jsonpath={.clusters[0].cluster.certificate-authority-data}' | base64 -d >"$WORK/ca.crt"
  cat >"$KUBECONFIG_FILE" <<END
apiVersion: v1
kind: Config
clusters: [{name: dev, cluster: {server: "$server", certificate-authority: $WORK/ca.crt}}]
users: [{name: dev, user: {token: $token}}]
contexts: [{name: dev, context: {cluster: dev, user: dev}}]
current-context: dev
END
}

# secret NAME DIRECTORY: the Secret's keys as files, as a pod would see them.
secret() {
  local key
  mkdir -p "$2"
  # shellcheck disable=SC2016 # the template's variables
  for key in $(kube --namespace "$NAMESPACE" get secret "$1" -o 'go-template={{range $key, $value := .data}}{{$key}} {{end}}'); do
    kube --namespace "$NAMESPACE" get secret "$1" -o "go-template={{index .data \"$key\" | base64decode}}" >"$2/$key"
  done
}

# scale DEPLOYMENT REPLICAS
scale() {
  kube --namespace "$NAMESPACE" scale deployment "$1" --replicas "$2" >/dev/null
}

no_pods() {
  [[ -z $(kube --namespace "$NAMESPACE" get pods --selector "kubevirt.io=$1" -o name) ]]
}

await_no_pods() {
  wait_until 90 no_pods "$1" || err "pods of $1 do not end: cluster/kubectl.sh -n $NAMESPACE get pods"
}

# run COMMAND...: in the foreground, so that Ctrl-C reaches it; this script lives on to clean up.
run() {
  "$@" &
  CHILD=$!
  wait "$CHILD" || true
}

# --- Liberty -----------------------------------------------------------------------------------------
# serve MODULE SERVER: the server with its published configuration, and the application where Maven leaves it.
serve() {
  local module=$1 server=$2 liberty=$CLUSTER_CACHE/liberty-$LIBERTY_VERSION/wlp usr=$WORK/usr
  [[ -x $liberty/bin/server ]] || err "Open Liberty is not unpacked yet: run cluster/sync.sh"
  mkdir -p "$usr/servers/$server/apps" "$usr/servers/$server/configDropins/overrides" "$WORK/output"
  cp "$SOURCE/server-config/$server"/server.* "$usr/servers/$server/"
  ln -s "$SOURCE/$module/target/$module" "$usr/servers/$server/apps/$module.war"
  echo '<server><applicationMonitor updateTrigger="polled" pollingRate="1s"/></server>' >"$usr/servers/$server/configDropins/overrides/dev.xml"
  step "$server starts from $SOURCE/$module/target/$module; Ctrl-C ends it"
  run env WLP_USER_DIR="$usr" WLP_OUTPUT_DIR="$WORK/output" LOG_DIR="$WORK/logs" WLP_LOGGING_CONSOLE_LOGLEVEL=INFO \
    "$JAVA_HOME/bin/java" "@$liberty/lib/platform/java/java24.options" "${JVM[@]}" -jar "$liberty/bin/tools/ws-server.jar" "$server"
}

dev_controller() {
  kubeconfig virt-controller
  scale virt-controller 0
  await_no_pods virt-controller
  export KUBEVIRT_CONTROLLER_KUBECONFIG=$KUBECONFIG_FILE KUBEVIRT_CONTROLLER_HEALTH_PORT=$HEALTH_PORT HOSTNAME=dev
  KUBEVIRT_CONTROLLER_LAUNCHER_IMAGE=$(kube --namespace "$NAMESPACE" get configmaps --selector "$OUR_LABEL" \
    -o 'jsonpath={.items[*].data.KUBEVIRT_CONTROLLER_LAUNCHER_IMAGE}' | awk '{ print $NF }')
  export KUBEVIRT_CONTROLLER_LAUNCHER_IMAGE
  serve controller-ejb virt-controller
}

dev_api() {
  kubeconfig virt-api
  secret kubevirt-virt-api-certs "$WORK/certs"
  secret kubevirt-virt-api-client-certs "$WORK/client-certs"
  mkdir -p "$WORK/variables" "$WORK/serving"
  cp "$WORK/certs/keystore.password" "$WORK/variables/"
  cp "$WORK/certs"/*.p12 "$WORK/serving/"
  export KUBEVIRT_API_KUBECONFIG=$KUBECONFIG_FILE KUBEVIRT_API_TLS_DIR=$WORK/certs KUBEVIRT_API_SERVING_DIR=$WORK/serving
  export KUBEVIRT_API_CLIENT_TLS_DIR=$WORK/client-certs VARIABLE_SOURCE_DIRS=$WORK/variables
  export KUBEVIRT_API_HTTPS_PORT=$HTTPS_PORT KUBEVIRT_API_REST_PORT=$REST_PORT KUBEVIRT_API_HEALTH_PORT=$HEALTH_PORT
  export KUBEVIRT_API_DRAIN_FILE=$WORK/draining
  scale virt-api 0
  lead_service_here
  serve api-war virt-api
}

# A Service without a selector has the endpoints that it is told.
lead_service_here() {
  local address
  address=$(kube get node "$NODE_NAME" -o 'jsonpath={.status.addresses[?(@.type=="InternalIP")].address}')
  kube --namespace "$NAMESPACE" patch service virt-api --type merge --patch '{"spec":{"selector":null}}' >/dev/null
  await_no_pods virt-api
  kube --namespace "$NAMESPACE" delete endpointslices,endpoints --selector kubevirt.io=virt-api >/dev/null
  kube apply --server-side --force-conflicts -f - >/dev/null <<END
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: virt-api-dev
  namespace: $NAMESPACE
  labels: {kubernetes.io/service-name: virt-api, endpointslice.kubernetes.io/managed-by: kubevirt-ee-dev}
addressType: IPv4
ports: [{name: https, port: $HTTPS_PORT, protocol: TCP}]
endpoints: [{addresses: ["$address"], conditions: {ready: true}}]
END
}

# --- the agent -----------------------------------------------------------------------------------------
dev_handler() {
  install_packages libvirt0 iproute2 nftables dnsmasq-base swtpm qemu-utils xorriso acl util-linux
  "$here/newer.sh" virtiofsd passt
  kubeconfig virt-handler --bound-object-kind Node --bound-object-name "$NODE_NAME"
  secret kubevirt-virt-handler-certs "$WORK/certs"
  kube --namespace "$NAMESPACE" patch daemonset virt-handler --type merge \
    --patch '{"spec":{"template":{"spec":{"nodeSelector":{"kubevirt.io/dev":"nowhere"}}}}}' >/dev/null
  await_no_pods virt-handler
  local agent=$SOURCE/handler-agent/target
  step "virt-handler starts from $agent; Ctrl-C ends it"
  run env KUBEVIRT_HANDLER_NODE_NAME="$NODE_NAME" KUBEVIRT_HANDLER_KUBECONFIG="$KUBECONFIG_FILE" KUBEVIRT_HANDLER_CERTIFICATES="$WORK/certs" \
    "$JAVA_HOME/bin/java" "${JVM[@]}" --enable-native-access=ALL-UNNAMED -cp "$agent/classes:$agent/dependency/*" io.kubevirt.ee.handler.Main
}

# --- before and after ---------------------------------------------------------------------------------
give_back() {
  trap '' INT TERM
  if [[ -n $CHILD ]]; then
    kill "$CHILD" 2>/dev/null || true
    wait "$CHILD" 2>/dev/null || true
  fi
  case $PROGRAM in
    controller) scale virt-controller 2 ;;
    api)
      kube --namespace "$NAMESPACE" delete endpointslice virt-api-dev --ignore-not-found >/dev/null
      kube --namespace "$NAMESPACE" patch service virt-api --type merge --patch '{"spec":{"selector":{"kubevirt.io":"virt-api"}}}' >/dev/null
      scale virt-api 2
      ;;
    handler)
      kube --namespace "$NAMESPACE" patch daemonset virt-handler --type merge \
        --patch '{"spec":{"template":{"spec":{"nodeSelector":{"kubevirt.io/dev":null}}}}}' >/dev/null
      ;;
  esac
  rm -rf "$WORK"
  step "the pods of virt-$PROGRAM are back"
}

main() {
  while (($#)); do
    case $1 in
      controller | api | handler) PROGRAM=$1 ;;
      --debug) JVM+=("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:$DEBUG_PORT") ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 64 ;;
    esac
    shift
  done
  if [[ -z $PROGRAM ]]; then usage >&2; exit 64; fi
  if cluster_is_external; then err "dev.sh runs programs of the local cluster alone: its node is this machine"; fi
  require_root
  require_jdk
  kube --namespace "$NAMESPACE" get deployment virt-api >/dev/null 2>&1 || err "KubeVirt EE is not in the cluster: run cluster/sync.sh"
  mkdir -p "$CLUSTER_LOG"
  maven_package
  umask 077
  WORK=$(mktemp -d)
  trap give_back EXIT
  trap 'exit 130' INT TERM
  "dev_$PROGRAM"
}

main "$@"
