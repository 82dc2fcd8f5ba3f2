#!/usr/bin/env bash
# usage: FUZZ_TOKEN=TOKEN api-war/src/test/fuzz/fuzz.sh URL CA-FILE EXAMPLES REPORT-DIRECTORY
# Drives the REST entrypoint at URL (https://host:port) by its own OpenAPI document: EXAMPLES requests or more for each
# operation, as the owner of the token. Ends with 0 if no answer was a failure of the server, and each was as documented.
# Schemathesis, in the versions of requirements.txt, is kept in ~/.cache/kubevirt-ee.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../../../../cluster/lib.sh"

usage() {
  sed -n '2,4s/^# //p' "$0" >&2
  exit 64
}

# Sets FUZZER, the folder of its own Python environment; made once for a set of versions.
fuzzer() {
  local key new
  key=$(sha256sum <"$here/requirements.txt" | cut -c 1-16)
  FUZZER=$CLUSTER_CACHE/fuzzer-$key
  [[ ! -x $FUZZER/bin/st ]] || return 0
  install_packages python3-venv
  new=$(mktemp -d "$CLUSTER_CACHE/fuzzer.XXXXXX")
  python3 -m venv "$new"
  "$new/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" ||
    err "Schemathesis cannot be installed from PyPI: see the lines above"
  # Another checkout may have been faster; scripts of an environment name its folder.
  if [[ -e $FUZZER ]]; then rm -rf "$new" && return; fi
  sed -i "1s|$new|$FUZZER|" "$new"/bin/*
  mv "$new" "$FUZZER"
}

main() {
  if (($# != 4)) || [[ -z ${FUZZ_TOKEN:-} ]]; then usage; fi
  local url=$1 authorities=$2 examples=$3 reports=$4
  fuzzer
  # It keeps what it learns beside its configuration.
  cp "$here/schemathesis.toml" "$reports/"
  cd "$reports"
  "$FUZZER/bin/st" run --phases fuzzing --max-examples "$examples" --seed 1 --generation-database none \
    --suppress-health-check too_slow \
    --url "$url" --tls-verify "$authorities" --report junit --report-dir "$reports" --no-color "$url/rest/openapi"
}

main "$@"
