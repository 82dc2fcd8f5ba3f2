#!/usr/bin/env bash
# usage: e2e/src/test/python/life.sh KUBECONFIG NAMESPACE NAME IMAGE
# Runs life.py with the official Python client, in the versions of requirements.txt, which is kept in ~/.cache/kubevirt-ee.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../../../../cluster/lib.sh"
# shellcheck source=cluster/python.sh
source "$here/../../../../cluster/python.sh"

main() {
  if (($# != 4)); then
    sed -n '2,3s/^# //p' "$0" >&2
    exit 64
  fi
  python_environment python-client "$here/requirements.txt"
  exec "$PYTHON_ENVIRONMENT/bin/python3" -u "$here/life.py" "$@"
}

main "$@"
