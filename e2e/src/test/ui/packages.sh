#!/usr/bin/env bash
# usage: e2e/src/test/ui/packages.sh
# Tells the folder with the packages of package-lock.json, installed the first time, kept in ~/.cache/kubevirt-ee.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster/lib.sh
source "$here/../../../../cluster/lib.sh"
# shellcheck source=cluster/npm.sh
source "$here/../../../../cluster/npm.sh"

npm_packages ui-client "$here" >&2
echo "$NPM_PACKAGES"
