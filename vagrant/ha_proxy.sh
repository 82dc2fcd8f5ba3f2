# shellcheck shell=bash
# ha-proxy at HA_PROXY_ADDRESS on a machine of vagrant/provision.sh: Debian's HAProxy with the configuration of
# kubernetes/images/ha-proxy.
# Needs: cluster/lib.sh, node/instance.sh, node/processes.sh, node/control_plane.sh, the settings of vagrant/plan.sh.

HA_PROXY_NAMESPACE=kubevirt-ee-ha-proxy
HA_PROXY_LINK=ha-proxy

# ha_proxy_start: it runs; whether a master is ready behind it is not its matter.
ha_proxy_start() {
  local configuration=$INSTANCE_RUN/ha-proxy own=() script=$CLUSTER_SOURCE/../kubernetes/images/ha-proxy/ha-proxy
  if [[ $MACHINE_ADDRESS != "$HA_PROXY_ADDRESS" ]]; then
    ha_proxy_beside_a_master
    own=(ip netns exec "$HA_PROXY_NAMESPACE")
  fi
  install -d -o haproxy -g haproxy "$configuration"
  install -m 0644 "$INSTANCE_STATE/pki/ca.crt" "$configuration/ca.crt"
  daemon_start ha-proxy "$configuration/ca.crt $script" "${own[@]}" env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    PATIENCE="${PATIENCE:-1}" MASTERS="$HA_PROXY_MASTERS" REST_ENTRYPOINTS="$HA_PROXY_REST" MASTERS_CA="$configuration/ca.crt" \
    CONFIGURATION="$configuration/haproxy.cfg" setpriv --reuid haproxy --regid haproxy --init-groups "$script"
  local found=$DAEMON_FOUND
  daemon_await ha-proxy 30 ha_proxy_speaks
  announce ha-proxy "$found" "https://$HA_PROXY_ADDRESS:6443, REST at :8444, http://$HA_PROXY_ADDRESS:8404/stats"
}

ha_proxy_speaks() {
  curl --silent --fail --max-time 5 "http://$HA_PROXY_ADDRESS:8404/metrics" >/dev/null
}

# The master listens on the same port on all of its addresses, so ha-proxy has a network namespace with the one address; who asks
# for it on the machines' network hears this machine answer.
ha_proxy_beside_a_master() {
  local link
  link=$(ip -4 -o address show to "$MACHINE_ADDRESS" | awk '{ print $2 }')
  if [[ ! -e /run/netns/$HA_PROXY_NAMESPACE ]]; then ip netns add "$HA_PROXY_NAMESPACE"; fi
  if [[ ! -e /sys/class/net/$HA_PROXY_LINK ]]; then
    ip link add "$HA_PROXY_LINK" type veth peer name eth0 netns "$HA_PROXY_NAMESPACE"
    ip -n "$HA_PROXY_NAMESPACE" link set lo up
    ip -n "$HA_PROXY_NAMESPACE" address add "$HA_PROXY_ADDRESS/32" dev eth0
    ip -n "$HA_PROXY_NAMESPACE" link set eth0 up
    ip -n "$HA_PROXY_NAMESPACE" route add "$MACHINE_ADDRESS/32" dev eth0
    ip -n "$HA_PROXY_NAMESPACE" route add default via "$MACHINE_ADDRESS"
  fi
  ip link set "$HA_PROXY_LINK" up
  ip route replace "$HA_PROXY_ADDRESS/32" dev "$HA_PROXY_LINK" src "$MACHINE_ADDRESS"
  sysctl -q -w "net.ipv4.conf.${link/./\/}.proxy_arp=1"
}
