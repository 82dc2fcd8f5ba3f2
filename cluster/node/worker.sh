# shellcheck shell=bash
# What makes a control plane a cluster: controller manager, scheduler, and one node (containerd,
# kubelet, kube-proxy) with its network.
# Needs: lib.sh, node/processes.sh, node/certificates.sh, node/build.sh, node/control_plane.sh.

# fill_in FILE TARGET: TARGET is FILE with each @NAME@ replaced; a TARGET that is so already is not
# written again, since kube-proxy ends when its file is.
fill_in() {
  local name new values=(
    STATE="$INSTANCE_STATE" RUN="$INSTANCE_RUN" LOG="$CLUSTER_LOG" PKI="$PKI" SOCKET="$CONTAINERD_SOCKET"
    CGROUP="$INSTANCE_CGROUP" NODE_NAME="$NODE_NAME" POD_CIDR="$POD_CIDR" NODE_POD_CIDR="$NODE_POD_CIDR"
    BRIDGE="$BRIDGE" TABLE="$NFT_TABLE" PAUSE_IMAGE="$PAUSE_IMAGE" COREDNS_IMAGE="$COREDNS_IMAGE"
    LOCAL_PATH_IMAGE="$LOCAL_PATH_IMAGE"
    COREDNS_REPLICAS="$((${NODES:-1} > 1 ? 2 : 1))"
    CPU_MANAGER_POLICY="$(cpu_manager_policy)" SNAPSHOTTER="$(snapshotter)" RESTRICT_OOM_SCORE_ADJ="$(oom_score_is_restricted)" RESOLV_CONF="$(resolv_conf)"
  ) script=
  for name in "${values[@]}"; do script+="s|@${name%%=*}@|${name#*=}|g;"; done
  new=$(sed "$script" "$1")
  if [[ ! -r $2 || $(<"$2") != "$new" ]]; then echo "$new" >"$2"; fi
}

snapshotter() {
  if grep -qw overlay /proc/filesystems || modprobe -q overlay; then echo overlayfs; else echo native; fi
}

cpu_manager_policy() {
  if (($(nproc --all) > 1)); then echo static; else echo none; fi
}

# true where this machine withholds CAP_SYS_RESOURCE (bit 24) even from root.
oom_score_is_restricted() {
  local effective
  effective=$(awk '$1 == "CapEff:" { print $2 }' /proc/self/status)
  if (((16#$effective >> 24) & 1)); then echo false; else echo true; fi
}

# Where systemd-resolved listens on loopback, pods need the file that names the real servers.
resolv_conf() {
  local real=/run/systemd/resolve/resolv.conf
  if grep -q '^nameserver 127.0.0.53' /etc/resolv.conf && [[ -r $real ]]; then echo "$real"; else echo /etc/resolv.conf; fi
}

controllers_start() {
  local again=()
  if [[ $SEVERAL_MASTERS == true ]]; then again=("$CLUSTER_SOURCE/node/again.sh"); fi
  daemon_start kube-controller-manager "$INSTANCE_STATE/controller-manager.kubeconfig $PKI/ca.crt" \
    "${again[@]}" "$KUBERNETES_BIN/kube-controller-manager" --kubeconfig="$INSTANCE_STATE/controller-manager.kubeconfig" \
    --authentication-kubeconfig="$INSTANCE_STATE/controller-manager.kubeconfig" \
    --authorization-kubeconfig="$INSTANCE_STATE/controller-manager.kubeconfig" --bind-address=127.0.0.1 \
    --allocate-node-cidrs="$ALLOCATE_NODE_CIDRS" --cluster-cidr="$POD_CIDR" --service-cluster-ip-range="$SERVICE_CIDR" \
    --root-ca-file="$PKI/ca.crt" --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key" \
    --service-account-private-key-file="$PKI/service-account.key" --use-service-account-credentials \
    --leader-elect="$SEVERAL_MASTERS" --profiling=false
  CONTROLLER_MANAGER_FOUND=$DAEMON_FOUND
  daemon_start kube-scheduler "$INSTANCE_STATE/scheduler.kubeconfig" \
    "${again[@]}" "$KUBERNETES_BIN/kube-scheduler" --kubeconfig="$INSTANCE_STATE/scheduler.kubeconfig" \
    --authentication-kubeconfig="$INSTANCE_STATE/scheduler.kubeconfig" \
    --authorization-kubeconfig="$INSTANCE_STATE/scheduler.kubeconfig" --bind-address=127.0.0.1 \
    --leader-elect="$SEVERAL_MASTERS" --profiling=false
  SCHEDULER_FOUND=$DAEMON_FOUND
}

controllers_await() {
  daemon_await kube-controller-manager 60 listens 10257
  announce kube-controller-manager "$CONTROLLER_MANAGER_FOUND" "port 10257"
  daemon_await kube-scheduler 60 listens 10259
  announce kube-scheduler "$SCHEDULER_FOUND" "port 10259"
}

listens() {
  [[ -n $(ss -Hltn "sport = :$1") ]]
}

# --- the machine's own settings ---------------------------------------------------------------
# The kubelet sets the last five by itself; all are remembered once, and given back by down.sh.
NODE_SYSCTLS="net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables vm.overcommit_memory vm.panic_on_oom
  kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes"

# sysctls_remember: as they were before the cluster.
sysctls_remember() {
  local key
  modprobe -q -a br_netfilter overlay nf_tables veth tun 2>/dev/null || true # built in, on some kernels
  if [[ ! -e $INSTANCE_RUN/sysctls || $(head -1 "$INSTANCE_RUN/sysctls") != "boot=$BOOT_ID" ]]; then
    {
      echo "boot=$BOOT_ID"
      for key in $NODE_SYSCTLS; do sysctl --ignore "$key" 2>/dev/null || true; done
    } >"$INSTANCE_RUN/sysctls"
  fi
}

machine_prepare() {
  sysctls_remember
  sysctl -q -w net.ipv4.ip_forward=1
  sysctl -q -w net.bridge.bridge-nf-call-iptables=1 ||
    err "the kernel has no br_netfilter: 'modprobe br_netfilter' must work, or services cannot be reached"
  # What a privileged pod mounts for others (Bidirectional) has to leave its own mount namespace.
  mount --make-rshared /
}

# --- the node ---------------------------------------------------------------------------------
containerd_start() {
  mkdir -p "$INSTANCE_STATE/cni" "$INSTANCE_RUN"
  fill_in "$CLUSTER_SOURCE/node/config/containerd.toml" "$INSTANCE_STATE/containerd.toml"
  fill_in "$CLUSTER_SOURCE/node/config/cni.conflist" "$INSTANCE_STATE/cni/10-kubevirt-ee.conflist"
  fill_in "$CLUSTER_SOURCE/node/config/network.nft" "$INSTANCE_STATE/network.nft"
  nft -f "$INSTANCE_STATE/network.nft" || err "nft refuses $INSTANCE_STATE/network.nft: the kernel needs nf_tables with masquerade"
  daemon_start containerd "$INSTANCE_STATE/containerd.toml" containerd --config "$INSTANCE_STATE/containerd.toml"
  CONTAINERD_FOUND=$DAEMON_FOUND
}

containerd_await() {
  daemon_await containerd 60 node_ctr version
  announce containerd "$CONTAINERD_FOUND" "$CONTAINERD_SOCKET"
  local archive image
  for archive in "$PAUSE_ARCHIVE:$PAUSE_IMAGE" "$COREDNS_ARCHIVE:$COREDNS_IMAGE" "$LOCAL_PATH_ARCHIVE:$LOCAL_PATH_IMAGE"; do
    image=${archive#*:}
    image_loaded "$image" || load_image "${archive%%:*}"
  done
}

kubelet_start() {
  cgroup_make "$INSTANCE_CGROUP"
  cgroup_prefer "$INSTANCE_CGROUP"
  fill_in "$CLUSTER_SOURCE/node/config/kubelet.yaml" "$INSTANCE_STATE/kubelet.yaml"
  cpu_manager_state_fits
  daemon_start kubelet "$INSTANCE_STATE/kubelet.yaml $INSTANCE_STATE/kubelet.kubeconfig $PKI/kubelet-serving.crt" \
    "$KUBERNETES_BIN/kubelet" --config="$INSTANCE_STATE/kubelet.yaml" --kubeconfig="$INSTANCE_STATE/kubelet.kubeconfig" \
    --root-dir="$INSTANCE_STATE/kubelet" --hostname-override="$NODE_NAME" --node-ip="$NODE_IP"
  KUBELET_FOUND=$DAEMON_FOUND
  KUBELET_ASKED_AT=$(date -u +%FT%TZ)
}

# A kubelet does not start with what one of another policy remembered.
cpu_manager_state_fits() {
  local state=$INSTANCE_STATE/kubelet/cpu_manager_state
  if [[ -e $state ]] && ! grep -q "\"policyName\":\"$(cpu_manager_policy)\"" "$state"; then rm -f "$state"; fi
}

kube_proxy_start() {
  fill_in "$CLUSTER_SOURCE/node/config/kube-proxy.yaml" "$INSTANCE_STATE/kube-proxy.yaml"
  daemon_start kube-proxy "$INSTANCE_STATE/kube-proxy.yaml $INSTANCE_STATE/kube-proxy.kubeconfig" \
    "$KUBERNETES_BIN/kube-proxy" --config="$INSTANCE_STATE/kube-proxy.yaml"
  KUBE_PROXY_FOUND=$DAEMON_FOUND
}

node_await() {
  daemon_await kube-proxy 60 listens 10256
  announce kube-proxy "$KUBE_PROXY_FOUND" "nftables table kube-proxy"
  daemon_await kubelet 120 node_ready
  announce "kubelet, node $NODE_NAME" "$KUBELET_FOUND" "$NODE_IP"
}

# The cluster as this node's kubelet.
node_kubectl() {
  "$KUBERNETES_BIN/kubectl" --kubeconfig "$INSTANCE_STATE/kubelet.kubeconfig" --request-timeout=30s "$@"
}

# What an earlier kubelet wrote is still in etcd: only a heartbeat since this one started counts.
node_ready() {
  local ready='{.status.conditions[?(@.type=="Ready")]' status heartbeat
  read -r status heartbeat < <(node_kubectl get node "$NODE_NAME" -o "jsonpath=$ready.status} $ready.lastHeartbeatTime}{'\n'}")
  [[ $status == True ]] && { [[ $KUBELET_FOUND == true ]] || [[ ! $heartbeat < $KUBELET_ASKED_AT ]]; }
}

# --- what runs in the cluster from the start --------------------------------------------------
addons_start() {
  local manifests=$CLUSTER_SOURCE/node/manifests
  fill_in "$manifests/coredns.yaml" "$INSTANCE_STATE/coredns.yaml"
  fill_in "$manifests/local-path.yaml" "$INSTANCE_STATE/local-path.yaml"
  admin_kubectl apply --server-side --force-conflicts --field-manager=kubevirt-ee-up \
    -f "$manifests/api-server-to-kubelet.yaml" -f "$INSTANCE_STATE/coredns.yaml" \
    -f "$INSTANCE_STATE/local-path.yaml" >"$INSTANCE_LOG/addons.log" 2>&1 ||
    err "the cluster's addons could not be created: $(tail -1 "$INSTANCE_LOG/addons.log")"
}

addons_await() {
  local advice="look at cluster/kubectl.sh -n kube-system describe pods -l k8s-app=kube-dns"
  admin_kubectl --namespace kube-system rollout status deployment/coredns --timeout="$(patient 120)s" >/dev/null ||
    err "cluster DNS does not get ready: $advice"
  wait_until 60 dns_answers || err "cluster DNS does not answer at $DNS_ADDRESS: $advice"
  step "cluster DNS ready ($DNS_ADDRESS)"
}

# Asks for kube-dns.kube-system.svc.cluster.local, through kube-proxy, and looks for 10.96.0.10 in the
# answer: the Deployment's status may be older than a crash, and a connection alone proves little.
dns_answers() {
  local question='\x4b\x56\x01\0\0\x01\0\0\0\0\0\0\x08kube-dns\x0bkube-system\x03svc\x07cluster\x05local\0\0\x01\0\x01'
  local answer
  exec 8<>"/dev/udp/$DNS_ADDRESS/53"
  # shellcheck disable=SC2059  # the bytes are the format
  printf "$question" >&8
  answer=$(timeout 1 dd bs=512 count=1 status=none <&8 | od -An -v -tx1 | tr -d '\n')
  exec 8>&-
  [[ $answer == *"0a 60 00 0a"* ]]
}
