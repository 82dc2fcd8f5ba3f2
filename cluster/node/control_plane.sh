# shellcheck shell=bash
# etcd and kube-apiserver: enough for tests of what speaks to the API alone, and the base of the
# full cluster.
# Needs: lib.sh, node/processes.sh, node/certificates.sh, node/build.sh, INSTANCE_*, API_PORT, NODE_IP.

etcd_start() {
  local patience=() tls=(--cert-file="$PKI/etcd.crt" --key-file="$PKI/etcd.key" --trusted-ca-file="$PKI/etcd-ca.crt" --client-cert-auth
    --peer-cert-file="$PKI/etcd.crt" --peer-key-file="$PKI/etcd.key" --peer-trusted-ca-file="$PKI/etcd-ca.crt" --peer-client-cert-auth)
  (umask 077 && mkdir -p "$INSTANCE_STATE/etcd")
  # Several members share this machine's disk and processors.
  if $SEVERAL_MASTERS; then patience=(--heartbeat-interval=300 --election-timeout=3000); fi
  daemon_start etcd "$PKI/etcd.crt $PKI/etcd-ca.crt" etcd --name="$ETCD_NAME" --data-dir="$INSTANCE_STATE/etcd" "${tls[@]}" \
    --listen-client-urls="https://127.0.0.1:$ETCD_PORT" --advertise-client-urls="https://127.0.0.1:$ETCD_PORT" \
    --listen-peer-urls="https://$ETCD_PEER_ADDRESS:$ETCD_PEER_PORT" \
    --initial-advertise-peer-urls="https://$ETCD_PEER_ADDRESS:$ETCD_PEER_PORT" \
    --initial-cluster="$ETCD_MEMBERS" "${patience[@]}" \
    --auto-compaction-retention=1 --quota-backend-bytes=4294967296 --log-level=warn --logger=zap
  local found=$DAEMON_FOUND
  daemon_await etcd 60 etcd_healthy
  announce etcd "$found" "port $ETCD_PORT"
}

etcd_healthy() {
  ETCDCTL_API=3 etcdctl --endpoints="https://127.0.0.1:$ETCD_PORT" --cacert="$PKI/etcd-ca.crt" \
    --cert="$PKI/apiserver-etcd.crt" --key="$PKI/apiserver-etcd.key" endpoint health
}

# api_server_start FLAG...: the flags in which a full cluster and a control plane alone differ.
api_server_start() {
  # A copy: the command line must be the same from every checkout.
  local policy=$INSTANCE_STATE/audit-policy.yaml
  cp "$CLUSTER_SOURCE/node/config/audit-policy.yaml" "$policy"
  daemon_start kube-apiserver "$policy $PKI/ca.crt $PKI/apiserver.crt $PKI/etcd-ca.crt $PKI/front-proxy-ca.crt" \
    "$KUBERNETES_BIN/kube-apiserver" --secure-port="$API_PORT" --advertise-address="$NODE_IP" \
    --etcd-servers="https://127.0.0.1:$ETCD_PORT" --etcd-cafile="$PKI/etcd-ca.crt" \
    --etcd-certfile="$PKI/apiserver-etcd.crt" --etcd-keyfile="$PKI/apiserver-etcd.key" \
    --client-ca-file="$PKI/ca.crt" --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
    --kubelet-client-certificate="$PKI/apiserver-kubelet.crt" --kubelet-client-key="$PKI/apiserver-kubelet.key" \
    --kubelet-certificate-authority="$PKI/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$PKI/service-account.pub" --service-account-signing-key-file="$PKI/service-account.key" \
    --service-cluster-ip-range="$SERVICE_CIDR" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
    --enable-aggregator-routing=true --requestheader-client-ca-file="$PKI/front-proxy-ca.crt" \
    --requestheader-allowed-names=front-proxy-client --requestheader-username-headers=X-Remote-User \
    --requestheader-group-headers=X-Remote-Group --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$PKI/front-proxy.crt" --proxy-client-key-file="$PKI/front-proxy.key" \
    --audit-policy-file="$policy" --audit-log-path="$INSTANCE_LOG/audit.log" \
    --audit-log-maxsize=50 --audit-log-maxbackup=2 --profiling=false "$@"
  local found=$DAEMON_FOUND
  daemon_await kube-apiserver 120 api_server_ready
  announce kube-apiserver "$found" "https://127.0.0.1:$API_PORT"
}

api_server_ready() {
  admin_kubectl get --raw /readyz
}

# The cluster as its administrator, from the master itself (kubectl.sh is for those who work with it).
admin_kubectl() {
  "$KUBERNETES_BIN/kubectl" --kubeconfig "$INSTANCE_STATE/admin.kubeconfig" --request-timeout=30s "$@"
}

# announce NAME FOUND DETAIL
announce() {
  if [[ $2 == true ]]; then step "$1 was up already"; else step "$1 ready ($3)"; fi
}
