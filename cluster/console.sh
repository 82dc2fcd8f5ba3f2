#!/usr/bin/env bash
# The serial console of a guest on this terminal; see usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/lib.sh"
# shellcheck source=cluster/jdk.sh
source "$here/jdk.sh"

usage() {
  cat <<'END'
usage: cluster/console.sh [-n NAMESPACE] [--until TEXT [--timeout SECONDS] [--type LINE]] VMI

Shows the serial console of the running VirtualMachineInstance VMI; what is typed goes to the guest. Leave with Ctrl-].
  -n, --namespace   namespace of the VMI (default: default)
  --until TEXT      only show; end with 0 as soon as the guest has written TEXT
  --timeout SECONDS with --until: end with 1 when TEXT has not come by then (default: 60)
  --type LINE       with --until: type LINE and Enter first
END
}

# One field of the kubeconfig of the cluster that is asked for, and the file that may hold it instead.
config_field() {
  kube config view --raw --minify --flatten -o "jsonpath={$1}"
}

# The kubeconfig's certificates as the key stores that Java reads, in the private directory $1.
write_key_stores() {
  local dir=$1 password=$2
  config_field '.clusters[0].cluster.certificate-authority-data' | base64 -d >"$dir/ca.pem"
  config_field '.users[0].user.client-certificate-data' | base64 -d >"$dir/client.pem"
  config_field '.users[0].user.client-key-data' | base64 -d >"$dir/client.key"
  if [[ -s $dir/client.pem ]]; then
    openssl pkcs12 -export -in "$dir/client.pem" -inkey "$dir/client.key" -name client \
      -passout "pass:$password" -out "$dir/client.p12"
  fi
  if [[ -s $dir/ca.pem ]]; then
    "$JAVA_HOME/bin/keytool" -importcert -noprompt -alias ca -file "$dir/ca.pem" \
      -keystore "$dir/ca.p12" -storetype PKCS12 -storepass "$password" 2>/dev/null
  fi
}

main() {
  local namespace=default awaited='' timeout=60 line='' vmi=''
  while (($#)); do
    case $1 in
      -n | --namespace) namespace=${2:?}; shift 2 ;;
      --until) awaited=${2:?}; shift 2 ;;
      --timeout) timeout=${2:?}; shift 2 ;;
      --type) line=${2:?}; shift 2 ;;
      -h | --help) usage; exit 0 ;;
      -*) usage >&2; exit 64 ;;
      *) vmi=$1; shift ;;
    esac
  done
  [[ -n $vmi && (-n $awaited || -z $line) ]] || { usage >&2; exit 64; }
  require_tool openssl "apt-get install openssl"
  require_jdk

  local dir password server token
  dir=$(mktemp -d)
  # shellcheck disable=SC2064 # the directory is known now
  trap "rm -rf '$dir'" EXIT
  password=$(openssl rand -hex 16)
  write_key_stores "$dir" "$password"
  server=$(config_field '.clusters[0].cluster.server')
  token=$(config_field '.users[0].user.token')

  if [[ -z $awaited && -t 0 ]]; then
    echo "console of $namespace/$vmi; leave with Ctrl-]" >&2
    local terminal
    terminal=$(stty -g)
    # shellcheck disable=SC2064
    trap "stty '$terminal'; rm -rf '$dir'" EXIT
    stty raw -echo
  fi
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$here/Console.java" \
    "${server/#https:/wss:}/apis/subresources.kubevirt.io/v1/namespaces/$namespace/virtualmachineinstances/$vmi/console" \
    "$dir/client.p12" "$dir/ca.p12" "$password" "$token" "$awaited" "$timeout" "$line"
}

main "$@"
