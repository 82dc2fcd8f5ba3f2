#!/usr/bin/env bash
# usage: FUZZ_TOKEN=TOKEN api-war/src/test/fuzz/fuzz.sh URL CA-FILE EXAMPLES REPORT-DIRECTORY
# Drives the REST entrypoint at URL (https://host:port) by its own OpenAPI document: EXAMPLES requests or more for each
# operation, as the owner of the token. Ends with 0 if no answer was a failure of the server, and each was as documented.
# Schemathesis, in the versions of requirements.txt, is kept in ~/.cache/kubevirt-ee.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../../../../cluster/lib.sh"
# shellcheck source=cluster/python.sh
source "$here/../../../../cluster/python.sh"

usage() {
  sed -n '2,4s/^# //p' "$0" >&2
  exit 64
}

main() {
  if (($# != 4)) || [[ -z ${FUZZ_TOKEN:-} ]]; then usage; fi
  local url=$1 authorities=$2 examples=$3 reports=$4
  python_environment fuzzer "$here/requirements.txt"
  # It keeps what it learns beside its configuration.
  cp "$here/schemathesis.toml" "$reports/"
  cd "$reports"
  "$PYTHON_ENVIRONMENT/bin/st" run --phases fuzzing --max-examples "$examples" --seed 1 --generation-database none \
    --suppress-health-check too_slow \
    --url "$url" --tls-verify "$authorities" --report junit --report-dir "$reports" --no-color "$url/rest/openapi"
}

main "$@"
