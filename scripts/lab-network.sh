#!/usr/bin/env bash
# A network for FTP labs on one machine: a client, a router that translates addresses, and a server, each in a network
# namespace of its own. What passes is captured on both sides of the router.
#
#   sudo scripts/lab-network.sh [--no-nat] [--drop-passive] [--drop-active] OUT [COMMAND [ARG ...]]
#
#   client 192.168.1.2 ── 192.168.1.1 router 203.0.113.1 ── 203.0.113.10 server (port 21: user student, password letmein)
#
# COMMAND runs on the client's side, in an empty folder; without one a shell opens there. Afterwards OUT holds inside.pcap
# (the client's side of the router) and outside.pcap (the server's side); files that are there are not overwritten.
#   --no-nat        the router only routes
#   --drop-passive  a firewall of the server: connections to its ports from 1024 on are dropped
#   --drop-active   a firewall of the client: connections to the client are dropped
# Nothing leaves the machine. Everything is taken down at the end, and after LAB_SECONDS (1800) at the latest. Needs root,
# iproute2, nftables, tcpdump, python3-pyftpdlib.
set -eu

nat=yes passive=yes active=yes
while [ $# -gt 0 ]; do
  case $1 in
  --no-nat) nat=no ;;
  --drop-passive) passive=no ;;
  --drop-active) active=no ;;
  --) shift; break ;;
  -*) sed -n '2,17s/^# \{0,1\}//p' "$0"; exit 2 ;;
  *) break ;;
  esac
  shift
done
[ $# -ge 1 ] || { sed -n '2,17s/^# \{0,1\}//p' "$0"; exit 2; }
[ "$(id -u)" = 0 ] || { echo "lab-network: needs root (sudo)" >&2; exit 1; }
for tool in ip nft tcpdump; do
  command -v $tool >/dev/null || { echo "lab-network: $tool is not installed" >&2; exit 1; }
done
for python in python3 /usr/bin/python3 none; do "$python" -c 'import pyftpdlib' 2>/dev/null && break; done
[ $python != none ] || { echo "lab-network: python3-pyftpdlib is not installed" >&2; exit 1; }
mkdir -p "$1"
out=$(realpath "$1"); shift
for name in inside outside; do
  [ ! -e "$out/$name.pcap" ] || { echo "lab-network: $out/$name.pcap exists" >&2; exit 1; }
done

tag=ftplab$$
work=$(mktemp -d)
started=()
cleanup() {
  trap - EXIT
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  for side in c r s; do
    ip netns pids $tag$side 2>/dev/null | xargs -r kill -9 2>/dev/null || true
    ip netns del $tag$side 2>/dev/null || true
  done
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

for side in c r s; do
  ip netns add $tag$side
  ip -n $tag$side link set lo up
done
ip link add name eth0 netns ${tag}c type veth peer name inside netns ${tag}r
ip link add name eth0 netns ${tag}s type veth peer name outside netns ${tag}r
ip -n ${tag}c addr add 192.168.1.2/24 dev eth0
ip -n ${tag}r addr add 192.168.1.1/24 dev inside
ip -n ${tag}r addr add 203.0.113.1/24 dev outside
ip -n ${tag}s addr add 203.0.113.10/24 dev eth0
for place in c:eth0 r:inside r:outside s:eth0; do
  ip -n $tag${place%%:*} link set "${place##*:}" up
  # One segment, one packet: captures then show what travels on a cable.
  ip netns exec $tag${place%%:*} ethtool -K "${place##*:}" tso off gso off gro off tx off >/dev/null 2>&1 || true
done
ip -n ${tag}c route add default via 192.168.1.1
# Through a translation the server answers the router itself, and knows no way to the client's network.
[ $nat = yes ] || ip -n ${tag}s route add 192.168.1.0/24 via 203.0.113.1
ip netns exec ${tag}r sysctl -q -w net.ipv4.ip_forward=1
{
  echo 'table ip lab { chain forward { type filter hook forward priority 0; policy accept;'
  [ $passive = yes ] || echo 'ip daddr 203.0.113.10 tcp dport 1024-65535 ct state new drop'
  [ $active = yes ] || echo 'ip daddr 192.168.1.2 ct state new drop'
  echo '}'
  [ $nat = no ] || echo 'chain postrouting { type nat hook postrouting priority 100; oifname "outside" masquerade; }'
  echo '}'
} | ip netns exec ${tag}r nft -f -

mkdir -p "$work/files/incoming" "$work/client"
printf 'hello, FTP\r\n' >"$work/files/hello.txt"
head -c 60000 /dev/urandom >"$work/files/data.bin"
: >"$work/files/empty.dat"
printf 'a file of the client\r\n' >"$work/client/up.txt"
cat >"$work/server.py" <<'PYTHON'
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
users = DummyAuthorizer()
users.add_user('student', 'letmein', sys.argv[1], perm='elradfmw')
FTPHandler.authorizer = users
FTPHandler.banner = 'Welcome to the lab.'
FTPHandler.passive_ports = range(50000, 50100)
FTPServer(('203.0.113.10', 21), FTPHandler).serve_forever()
PYTHON
ip netns exec ${tag}s $python "$work/server.py" "$work/files" >/dev/null 2>&1 & started+=($!)
for place in inside outside; do
  ip netns exec ${tag}r tcpdump -Z root -q -n -U -s 0 -i $place -w "$out/$place.pcap" tcp or icmp 2>/dev/null & started+=($!)
done
for _ in $(seq 50); do
  ip netns exec ${tag}s $python -c 'import socket; socket.create_connection(("203.0.113.10", 21), 1).close()' 2>/dev/null && break
  sleep 0.1
done
sleep 0.5

echo "lab-network: ftp://student:letmein@203.0.113.10/ from 192.168.1.2; captured to $out" >&2
if [ $# -eq 0 ]; then
  echo "lab-network: leave the shell to end; it ends by itself after ${LAB_SECONDS:-1800} s" >&2
  set -- "${SHELL:-/bin/sh}"
fi
code=0
(cd "$work/client" && exec ip netns exec ${tag}c timeout --foreground "${LAB_SECONDS:-1800}" "$@") || code=$?
sleep 1
# They belong to whoever called sudo.
[ -z "${SUDO_UID:-}" ] || chown "$SUDO_UID:${SUDO_GID:-$SUDO_UID}" "$out" "$out"/inside.pcap "$out"/outside.pcap
exit $code
