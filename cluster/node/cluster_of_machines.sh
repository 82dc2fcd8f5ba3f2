# shellcheck shell=bash
# The cluster of several machines: what is on which of them, from certificates to the cluster's DNS.
# Needs: lib.sh, node/*.sh, kubernetes/images/build.sh beside cluster/.

cluster_of_machines_up() {
  local masters=$MASTERS nodes=$NODES
  export CLUSTER=machines
  machines_instance
  instance_lock
  plan_write "$masters" "$nodes"
  install_packages etcd-server etcd-client containerd runc containernetworking-plugins iptables nftables conntrack \
    socat iproute2 kmod procps openssl util-linux buildah curl
  build_kubernetes
  build_pause_image
  build_coredns_image
  build_local_path_image
  certificates_of_machines
  cgroup_make "$MACHINES_CGROUP"
  cgroup_prefer "$MACHINES_CGROUP"
  switch_start
  # shellcheck disable=SC2046 # one word for each machine
  on_machines master $(masters)
  ha_proxy_start
  # shellcheck disable=SC2046
  on_machines node $(nodes)
  name_pods_of_nodes
  addons_start
  addons_of_machines_await
  step "cluster up: cluster/kubectl.sh get nodes"
}

# --- certificates -------------------------------------------------------------------------------
# Made here, where the CAs' keys are; each machine gets its own.
certificates_of_machines() {
  local name
  PKI=$INSTANCE_STATE/pki
  (umask 077 && mkdir -p "$PKI")
  CERTIFICATES_MADE=0
  authorities
  leaf apiserver-etcd etcd-ca /CN=kube-apiserver clientAuth
  leaf apiserver-kubelet ca /CN=kube-apiserver-kubelet-client clientAuth
  leaf front-proxy front-proxy-ca /CN=front-proxy-client clientAuth
  leaf admin ca /O=system:masters/CN=admin clientAuth
  leaf controller-manager ca /CN=system:kube-controller-manager clientAuth
  leaf scheduler ca /CN=system:kube-scheduler clientAuth
  leaf kube-proxy ca /CN=system:kube-proxy clientAuth
  service_account_keys
  kubeconfig admin "$INSTANCE_STATE/admin.kubeconfig"
  for name in $(masters); do certificates_of_master "$name"; done
  for name in $(workers); do certificates_of_worker "$name"; done
  ((CERTIFICATES_MADE == 0)) || step "$CERTIFICATES_MADE certificates made in $PKI"
}

certificates_of_master() {
  local name=$1 address state
  address=$(address_of "$1")
  state=$(machine_state "$1")
  leaf "etcd-for-$name" etcd-ca "/CN=$name" serverAuth,clientAuth "DNS:localhost,IP:127.0.0.1,IP:$address"
  leaf "apiserver-for-$name" ca /CN=kube-apiserver serverAuth "$(api_server_names),IP:$address,IP:$HA_PROXY_ADDRESS"
  give "$name" ca.crt ca.key front-proxy-ca.crt etcd-ca.crt service-account.key service-account.pub {etcd,apiserver}-for-"$name".{crt,key} \
    {apiserver-etcd,apiserver-kubelet,front-proxy}.{crt,key}
  kubeconfig admin "$state/admin.kubeconfig" 127.0.0.1
  kubeconfig controller-manager "$state/controller-manager.kubeconfig" 127.0.0.1
  kubeconfig scheduler "$state/scheduler.kubeconfig" 127.0.0.1
}

certificates_of_worker() {
  local name=$1 state API_ADDRESS=$API_ADDRESS
  state=$(machine_state "$1")
  # A master that takes pods needs no way round to itself.
  if [[ $name == master* ]]; then API_ADDRESS=127.0.0.1; fi
  leaf "kubelet-for-$name" ca "/O=system:nodes/CN=system:node:$name" clientAuth
  leaf "kubelet-serving-for-$name" ca "/O=system:nodes/CN=system:node:$name" serverAuth "DNS:$name,IP:$(address_of "$name"),IP:127.0.0.1"
  give "$name" ca.crt "kubelet-serving-for-$name".{crt,key}
  kubeconfig "kubelet-for-$name" "$state/kubelet.kubeconfig"
  kubeconfig kube-proxy "$state/kube-proxy.kubeconfig"
}

# give MACHINE FILE...: under the name that it has on a machine that is alone.
give() {
  local pki file to
  pki=$(machine_state "$1")/pki
  (umask 077 && mkdir -p "$pki")
  for file in "${@:2}"; do
    to=$pki/${file/-for-$1/}
    cmp -s "$PKI/$file" "$to" || cp -p "$PKI/$file" "$to"
  done
}

# --- machines -----------------------------------------------------------------------------------
# on_machines ROLE NAME...: what belongs on them runs; all at once, since each waits for others or for its own programs.
on_machines() {
  local role=$1 name pids=() failed=false
  shift
  for name in "$@"; do
    machine_start "$name"
    inside "$role" "$name" &
    pids+=($!)
  done
  for name in "${pids[@]}"; do wait "$name" || failed=true; done
  ! $failed || exit 1
}

inside() {
  local settings
  mapfile -t settings < <(machine_settings "$2")
  machine_exec "$2" env STEP_OF="$2: " MACHINE_CGROUP="$MACHINES_CGROUP/$2" "${settings[@]}" "$CLUSTER_SOURCE/node/inside.sh" "$1"
}

# machine_settings NAME: what of this cluster inside.sh has to know on that machine, a line for each.
machine_settings() {
  local each members=
  for each in $(masters); do members+=",$each=https://$(address_of "$each"):$((API_PORT + 2))"; done
  cat <<SETTINGS
MACHINE_NAME=$1
MACHINE_ADDRESS=$(address_of "$1")
MACHINE_POD_CIDR=$POD_CIDR
MACHINE_PODS=$(pods_of "$1")
MACHINE_ETCD_MEMBERS=${members#,}
MACHINE_SEVERAL_MASTERS=$( ((MASTERS > 1)) && echo true || echo false)
MACHINE_WORKERS=$(workers | wc -l)
SETTINGS
}

# A Node says which pods are its own; nobody allocates them.
name_pods_of_nodes() {
  local node
  for node in $(nodes); do name_pods_of "$node"; done
}

name_pods_of() {
  if [[ -z $(admin_kubectl get node "$1" -o 'jsonpath={.spec.podCIDR}') ]]; then
    admin_kubectl patch node "$1" --type merge -p "{\"spec\":{\"podCIDR\":\"$(pods_of "$1")\",\"podCIDRs\":[\"$(pods_of "$1")\"]}}" >/dev/null
  fi
}

addons_of_machines_await() {
  local node
  admin_kubectl --namespace kube-system rollout status deployment/coredns --timeout=180s >/dev/null ||
    err "cluster DNS does not get ready: look at cluster/kubectl.sh -n kube-system describe pods -l k8s-app=kube-dns"
  for node in $(nodes); do inside dns "$node"; done
  step "cluster DNS ready ($DNS_ADDRESS), asked on every node"
}

# --- ha-proxy -----------------------------------------------------------------------------------
# The image's files, and its program in a machine of its own.
ha_proxy_start() {
  local reference archive root=$MACHINES_STATE/ha-proxy/root own=$MACHINES_STATE/ha-proxy/lib/kubevirt-ee INSTANCE_LOG=$MACHINES_LOG
  read -r reference archive < <("$CLUSTER_SOURCE/../kubernetes/images/build.sh" ha-proxy)
  [[ -n $archive ]] || err "the image ha-proxy could not be built: see $CLUSTER_LOG/base-images.log"
  if [[ ! -e $root-${reference##*:} ]]; then unpack_image "$reference" "$archive" "$root-${reference##*:}"; fi
  machine_start ha-proxy
  mkdir -p "$own"
  install -m 0644 "$PKI/ca.crt" "$own/ca.crt"
  # shellcheck disable=SC2046 # one word for each machine
  ha_proxy_program "$root-${reference##*:}" "$(addresses "$API_PORT" $(masters))" "$(addresses "$REST_NODE_PORT" $(nodes))"
  wait_until 30 ha_proxy_answers || err "ha-proxy does not find a master that is ready: see $MACHINES_LOG/ha-proxy-program.log"
  step "ha-proxy ready (https://$HA_PROXY_ADDRESS:6443, REST at :8444, http://$HA_PROXY_ADDRESS:8404/stats)"
}

ha_proxy_answers() {
  curl --silent --fail --max-time 2 "http://$HA_PROXY_ADDRESS:8404/healthz"
}

# ha_proxy_program ROOT MASTERS REST_ENTRYPOINTS
ha_proxy_program() {
  local pid INSTANCE_CGROUP=$MACHINES_CGROUP/ha-proxy
  pid=$(daemon_pid ha-proxy)
  mkdir -p "$1/etc/ha-proxy" "$1/tmp"
  chmod 1777 "$1/tmp"
  cp "$MACHINES_STATE/ha-proxy/lib/kubevirt-ee/ca.crt" "$1/etc/ha-proxy/ca.crt"
  daemon_start ha-proxy-program "$1/etc/ha-proxy/ca.crt" nsenter --net="/proc/$pid/ns/net" --uts="/proc/$pid/ns/uts" -- \
    env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin MASTERS="$2" REST_ENTRYPOINTS="$3" \
    chroot --userspec haproxy:haproxy "$1" /usr/local/bin/ha-proxy
}

# unpack_image REFERENCE ARCHIVE FOLDER: the files of an image.
unpack_image() {
  local work
  work=$(mktemp -d "$CLUSTER_CACHE/unpack.XXXXXX")
  image_store inspect --type image "$1" >/dev/null 2>&1 || image_store pull --quiet "docker-archive:$2" >/dev/null
  image_store push --quiet "$1" "dir:$work/layers" >/dev/null 2>&1 || err "image $1 cannot be read: remove $2, then run again"
  mkdir -p "$work/root"
  local layer
  while read -r layer; do
    tar --extract --auto-compress --directory "$work/root" --file "$work/layers/$layer" 2>/dev/null ||
      tar --extract --gzip --directory "$work/root" --file "$work/layers/$layer"
  done < <(grep -oE '"digest": *"sha256:[0-9a-f]{64}"' "$work/layers/manifest.json" | tail -n +2 | grep -oE '[0-9a-f]{64}')
  find "$work/root" -name '.wh.*' -delete
  mkdir -p "$(dirname "$3")"
  rm -rf "${3%-*}"-*
  mv "$work/root" "$3"
  rm -rf "$work"
}
