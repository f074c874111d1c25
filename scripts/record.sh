#!/usr/bin/env bash
# Records a fixture: a real FTP server and a real client in two network namespaces of their own, joined by a cable.
#
#   sudo scripts/record.sh OUT.pcap COMMAND [ARG ...]
#
# COMMAND runs on the client's side (10.77.0.2, fd77::2) in an empty directory; the server (vsftpd) is 10.77.0.1 and
# fd77::1, port 21, user student, password letmein, with hello.txt, data.bin (60,000 bytes), empty.dat and incoming/ to
# write to. Nothing leaves the machine, and everything is taken down at the end. Needs root, iproute2, vsftpd, tcpdump.
set -eu
[ $# -ge 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
out=$(realpath "$1"); shift
tag=fsr$$
work=$(mktemp -d)
cleanup() {
  kill "${dump:-}" "${server:-}" 2>/dev/null || true
  wait 2>/dev/null || true
  ip netns del ${tag}s 2>/dev/null || true
  ip netns del ${tag}c 2>/dev/null || true
  userdel student 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

ip netns add ${tag}s
ip netns add ${tag}c
ip link add name eth0 netns ${tag}s type veth peer name eth0 netns ${tag}c
for side in s:1 c:2; do
  name=$tag${side%%:*} host=${side##*:}
  ip -n "$name" link set lo up
  ip -n "$name" addr add 10.77.0.$host/24 dev eth0
  ip -n "$name" addr add fd77::$host/64 dev eth0 nodad
  ip -n "$name" link set eth0 up
  # One segment, one packet: captures then show what travels on a cable.
  ip netns exec "$name" ethtool -K eth0 tso off gso off gro off tx off >/dev/null 2>&1 || true
done

home=$work/home
mkdir -p "$home/incoming" "$work/client" "$work/empty"
useradd --no-create-home --home-dir "$home" --shell /bin/sh student
echo student:letmein | chpasswd
printf 'hello, FTP\r\n' >"$home/hello.txt"
head -c 60000 /dev/urandom >"$home/data.bin"
: >"$home/empty.dat"
chown -R student "$home/incoming"
chmod 755 "$work" "$home"
cat >"$work/vsftpd.conf" <<CONF
listen=NO
listen_ipv6=YES
background=NO
local_enable=YES
write_enable=YES
anonymous_enable=NO
chroot_local_user=YES
allow_writeable_chroot=YES
connect_from_port_20=YES
port_enable=YES
pasv_enable=YES
secure_chroot_dir=$work/empty
pam_service_name=login
seccomp_sandbox=NO
ftpd_banner=Welcome.
CONF
ip netns exec ${tag}s vsftpd "$work/vsftpd.conf" &
server=$!
ip netns exec ${tag}s tcpdump -q -n -U -s 0 -i eth0 -w "$work/capture.pcap" tcp 2>/dev/null &
dump=$!
sleep 1
(cd "$work/client" && printf 'a file of the client\r\n' >up.txt && ip netns exec ${tag}c "$@") || echo "the client ended with code $?" >&2
sleep 1
kill -INT $dump
wait $dump || true
cp "$work/capture.pcap" "$out"
