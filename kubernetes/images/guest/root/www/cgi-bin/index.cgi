#!/bin/sh
# The page that tests read: which run made this guest, which boot it is, and that time goes on in it.
requests=$(($(cat /run/requests) + 1))
echo "$requests" >/run/requests
printf 'Content-Type: text/plain\r\n\r\n'
cat <<PAGE
nonce: $(cat /run/nonce 2>/dev/null || echo none)
hostname: $(hostname)
uptime: $(cut -d ' ' -f 1 /proc/uptime)
requests: $requests
boot: $(cat /proc/sys/kernel/random/boot_id)
PAGE
