#!/usr/bin/env bash
# Sourced, after lib.sh: Python programs of others that tests run, each in an environment of its own, kept in the cache.

# python_environment NAME REQUIREMENTS: sets PYTHON_ENVIRONMENT, the folder of an environment with these packages, in the
# versions of that file; made once for a set of versions.
python_environment() {
  local name=$1 requirements=$2 key new
  key=$(sha256sum <"$requirements" | cut -c 1-16)
  PYTHON_ENVIRONMENT=$CLUSTER_CACHE/$name-$key
  [[ ! -x $PYTHON_ENVIRONMENT/bin/python3 ]] || return 0
  install_packages python3-venv
  mkdir -p "$CLUSTER_CACHE"
  new=$(mktemp -d "$CLUSTER_CACHE/$name.XXXXXX")
  python3 -m venv "$new"
  "$new/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" ||
    err "the packages of $requirements cannot be installed from PyPI: see the lines above"
  # Another checkout may have been faster; scripts of an environment name its folder.
  if [[ -e $PYTHON_ENVIRONMENT ]]; then rm -rf "$new" && return; fi
  grep -rlIF "$new" "$new/bin" | xargs sed -i "s|$new|$PYTHON_ENVIRONMENT|g"
  mv "$new" "$PYTHON_ENVIRONMENT"
}
