# shellcheck shell=bash
# Gives manifests to a cluster's API server; sourced. Needs: cluster/lib.sh.

# Words of kubectl when a request was not answered.
LOST='\((Timeout|ServerTimeout|TooManyRequests)\)|EOF|i/o timeout|handshake timeout|connection (refused|reset)|client connection lost'

# apply MANIFESTS LOG: what is lost on the way to an API server that is too busy is given to it again, for a minute; what it refuses is
# not. What was said is added to LOG.
apply() {
  local manifests=$1 log=$2 deadline=$((SECONDS + $(patient 60))) said
  until said=$(kube apply --server-side --force-conflicts -f "$manifests" 2>&1); do
    echo "$said" >>"$log"
    if ((SECONDS >= deadline)) || grep -v serverside-applied <<<"$said" | grep -qvE "$LOST"; then return 1; fi
    sleep 2
  done
  echo "$said" >>"$log"
}
