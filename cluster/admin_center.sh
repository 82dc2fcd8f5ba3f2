#!/usr/bin/env bash
# Passwords and certificate of the servers' Admin Center; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"

SECRET=kubevirt-admin-center
SERVICES=(virt-api-admin-center virt-controller-admin-center)
DAYS=825

usage() {
  cat <<'END'
usage: cluster/admin_center.sh [ensure|show|renew]

  ensure  makes the Secret kubevirt-admin-center unless it is there: a password for reader, one for administrator, and the
          certificate of the Admin Center (825 days); cluster/sync.sh does this
  show    says how to open the Admin Center, with the passwords
  renew   makes all of it anew; restart both servers then: kubectl -n kubevirt rollout restart deployment

Neither password is anywhere but in the Secret.
END
}

random_password() {
  openssl rand -hex 16
}

# make_files DIR: what the Secret holds, a file for each key. The certificate names the Services, and localhost for port-forward.
make_files() {
  local dir=$1 names service name
  names=DNS:localhost
  for service in "${SERVICES[@]}"; do names+=",DNS:$service.kubevirt.svc"; done
  for name in keystore reader administrator; do random_password | tr -d '\n' >"$dir/$name-password"; done
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$dir/tls.key" -out "$dir/tls.crt" -days "$DAYS" \
    -subj "/CN=KubeVirt EE Admin Center" -addext "subjectAltName=$names" 2>/dev/null ||
    err "openssl cannot make a certificate: apt-get install openssl"
  openssl pkcs12 -export -name admin-center -inkey "$dir/tls.key" -in "$dir/tls.crt" -out "$dir/keystore.p12" \
    -passout "file:$dir/keystore-password"
  rm "$dir/tls.key"
}

write_secret() {
  local dir
  require_tool openssl "apt-get install openssl"
  kube create namespace kubevirt --dry-run=client -o yaml | kube apply --server-side -f - >/dev/null
  dir=$(mktemp -d)
  # shellcheck disable=SC2064 # this directory, now
  trap "rm -rf '$dir'" EXIT
  make_files "$dir"
  kube --namespace kubevirt create secret generic "$SECRET" --from-file="$dir" --dry-run=client -o yaml |
    kube apply --server-side --force-conflicts -f - >/dev/null
  step "Admin Center: passwords and certificate made (Secret $SECRET)"
}

exists() {
  [[ -n $(kube --namespace kubevirt get secret "$SECRET" --ignore-not-found -o name 2>/dev/null) ]]
}

password() {
  kube --namespace kubevirt get secret "$SECRET" -o "jsonpath={.data.$1-password}" | base64 -d
}

show() {
  exists || err "there is no Admin Center here yet: run cluster/sync.sh"
  cat <<END
cluster/kubectl.sh -n kubevirt port-forward service/virt-controller-admin-center 9443   (or service/virt-api-admin-center)
https://localhost:9443/adminCenter/   health beside it: https://localhost:9443/health
reader $(password reader)
administrator $(password administrator)
END
}

main() {
  case ${1:-} in
    ensure) exists || write_secret ;;
    show) show ;;
    renew) write_secret ;;
    -h | --help) usage ;;
    *) usage >&2; exit 64 ;;
  esac
}

main "$@"
