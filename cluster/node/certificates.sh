# shellcheck shell=bash
# The keys and certificates of the local cluster, made at first start and renewed when they are about
# to expire or when a name or address in them changed. Three CAs, because each opens another door:
# the cluster's, the front proxy's (who may speak for a user to an aggregated API) and etcd's.
# Needs: lib.sh, INSTANCE_STATE, NODE_IP, API_PORT.

PKI=
RENEW_BEFORE_SECONDS=$((30 * 24 * 3600))

# certificates: makes all that is missing below $INSTANCE_STATE/pki.
certificates() {
  PKI=$INSTANCE_STATE/pki
  mkdir -p "$PKI"
  chmod 0700 "$PKI"
  CERTIFICATES_MADE=0
  authorities
  leaf etcd etcd-ca /CN=etcd serverAuth,clientAuth "DNS:localhost,IP:127.0.0.1"
  leaf apiserver-etcd etcd-ca /CN=kube-apiserver clientAuth
  leaf apiserver ca /CN=kube-apiserver serverAuth "$(api_server_names),IP:$NODE_IP"
  leaf apiserver-kubelet ca /CN=kube-apiserver-kubelet-client clientAuth
  leaf front-proxy front-proxy-ca /CN=front-proxy-client clientAuth
  leaf admin ca /O=system:masters/CN=admin clientAuth
  service_account_keys
  kubeconfig admin "$INSTANCE_STATE/admin.kubeconfig"
  ((CERTIFICATES_MADE == 0)) || step "$CERTIFICATES_MADE certificates made in $PKI"
}

authorities() {
  authority ca kubernetes
  authority front-proxy-ca front-proxy
  authority etcd-ca etcd
}

# What every API server is called; its own addresses come on top.
api_server_names() {
  printf DNS:%s, localhost kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local
  echo "IP:127.0.0.1,IP:10.96.0.1"
}

# certificates_of_node: what the full cluster needs beyond the control plane alone.
certificates_of_node() {
  CERTIFICATES_MADE=0
  leaf controller-manager ca /CN=system:kube-controller-manager clientAuth
  leaf scheduler ca /CN=system:kube-scheduler clientAuth
  leaf kube-proxy ca /CN=system:kube-proxy clientAuth
  leaf kubelet ca "/O=system:nodes/CN=system:node:$NODE_NAME" clientAuth
  leaf kubelet-serving ca "/O=system:nodes/CN=system:node:$NODE_NAME" serverAuth "DNS:$NODE_NAME,IP:$NODE_IP,IP:127.0.0.1"
  local name
  for name in controller-manager scheduler kube-proxy kubelet; do
    kubeconfig "$name" "$INSTANCE_STATE/$name.kubeconfig"
  done
  ((CERTIFICATES_MADE == 0)) || step "$CERTIFICATES_MADE certificates made for node $NODE_NAME"
}

still_good() {
  [[ -s $PKI/$1.crt && -s $PKI/$1.key ]] &&
    openssl x509 -in "$PKI/$1.crt" -noout -checkend "$RENEW_BEFORE_SECONDS" >/dev/null
}

new_key() {
  (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$1")
}

# authority NAME COMMON_NAME: a CA that signs itself.
authority() {
  still_good "$1" && return
  new_key "$PKI/$1.key"
  openssl req -x509 -new -sha256 -key "$PKI/$1.key" -days 3650 -subj "/CN=$2" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign \
    -out "$PKI/$1.crt" || err "openssl could not make the CA $1 in $PKI"
  CERTIFICATES_MADE=$((CERTIFICATES_MADE + 1))
}

# leaf NAME CA SUBJECT USAGES [ALTERNATIVE_NAMES]: a certificate signed by CA. What was asked for is
# kept beside it, so that a change of an address or of the CA makes a new one.
leaf() {
  local name=$1 ca=$2 subject=$3 usages=$4 alternative_names=${5:-} wanted
  wanted="$* signed by $(sha256sum <"$PKI/$ca.crt")"
  if still_good "$name" && [[ -r $PKI/$name.wanted && $(<"$PKI/$name.wanted") == "$wanted" ]]; then return; fi
  new_key "$PKI/$name.key"
  openssl req -new -sha256 -key "$PKI/$name.key" -subj "$subject" |
    openssl x509 -req -sha256 -days 365 -CA "$PKI/$ca.crt" -CAkey "$PKI/$ca.key" \
      -set_serial "0x$(openssl rand -hex 16)" -out "$PKI/$name.crt" -extfile <(
        echo "basicConstraints=critical,CA:FALSE"
        echo "keyUsage=critical,digitalSignature"
        echo "extendedKeyUsage=$usages"
        [[ -z $alternative_names ]] || echo "subjectAltName=$alternative_names"
      ) 2>/dev/null || err "openssl could not make the certificate $name in $PKI"
  echo "$wanted" >"$PKI/$name.wanted"
  CERTIFICATES_MADE=$((CERTIFICATES_MADE + 1))
}

# The key pair that signs service account tokens: no certificate, since nobody has to trust it but us.
service_account_keys() {
  if [[ -s $PKI/service-account.key && -s $PKI/service-account.pub ]]; then return; fi
  new_key "$PKI/service-account.key"
  openssl ec -in "$PKI/service-account.key" -pubout -out "$PKI/service-account.pub" 2>/dev/null
}

# kubeconfig CERTIFICATE FILE [ADDRESS]: how its owner reaches the API server. One file holds it all, so that
# it can be copied elsewhere.
kubeconfig() {
  local new
  new=$(
    cat <<YAML
apiVersion: v1
kind: Config
clusters:
- name: kubevirt-ee
  cluster:
    server: https://${3:-$API_ADDRESS}:$API_PORT
    certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")
users:
- name: ${1%-for-*}
  user:
    client-certificate-data: $(base64 -w0 "$PKI/$1.crt")
    client-key-data: $(base64 -w0 "$PKI/$1.key")
contexts:
- name: kubevirt-ee
  context:
    cluster: kubevirt-ee
    user: ${1%-for-*}
current-context: kubevirt-ee
YAML
  )
  if [[ -r $2 && $(<"$2") == "$new" ]]; then return; fi
  (umask 077 && echo "$new" >"$2")
}
