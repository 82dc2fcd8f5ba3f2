#!/usr/bin/env bash
# usage: again.sh COMMAND...
# Runs COMMAND, and again a second after it has ended, until this shell is asked to end. A controller manager or scheduler that loses
# its lease to that of another master ends itself, and counts on being started again.
set -uo pipefail
running=
trap 'kill -TERM "$running" 2>/dev/null; wait "$running"; exit 0' TERM
while :; do
  "$@" &
  running=$!
  wait "$running"
  echo "again.sh: ended with status $?, is started again" >&2
  sleep 1 &
  running=$!
  wait "$running"
done
