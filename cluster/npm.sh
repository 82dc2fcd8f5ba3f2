#!/usr/bin/env bash
# Sourced, after lib.sh: packages of others for Node.js that tests run, kept in the cache.

# npm_packages NAME FOLDER: sets NPM_PACKAGES, a folder whose node_modules are what FOLDER's package-lock.json says, byte for byte;
# made once for a lock. Nothing that comes with a package is run while it is installed.
npm_packages() {
  local name=$1 folder=$2 key new
  key=$(content_key "$folder"/{package.json,package-lock.json})
  NPM_PACKAGES=$CLUSTER_CACHE/$name-$key
  [[ ! -d $NPM_PACKAGES ]] || return 0
  command -v npm >/dev/null || install_packages nodejs npm
  mkdir -p "$CLUSTER_CACHE"
  new=$(mktemp -d "$CLUSTER_CACHE/$name.XXXXXX")
  cp "$folder"/{package.json,package-lock.json} "$new"
  (cd "$new" && npm ci --silent --ignore-scripts --no-audit --no-fund) ||
    err "the packages of $folder cannot be installed from npm: see the lines above"
  # Another checkout may have been faster.
  mv --no-target-directory "$new" "$NPM_PACKAGES" 2>/dev/null || rm -rf "$new"
}
