"""A network between two TUN devices that loses, repeats, delays and reorders packets. Usage: badNetwork.py DEVICE DEVICE"""
import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time

LOSS, REPEAT, REORDER = 0.01, 0.01, 0.05
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 1, 0x1000
rng = random.Random(11)


def device(name):
    fd = os.open('/dev/net/tun', os.O_RDWR)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack('16sH', name.encode(), IFF_TUN | IFF_NO_PI))
    os.set_blocking(fd, False)
    return fd


left, right = device(sys.argv[1]), device(sys.argv[2])
other = {left: right, right: left}
print('ready', flush=True)
waiting, order = [], 0
while True:
    wait = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    for fd in select.select([left, right], [], [], wait)[0]:
        for _ in range(64):
            try:
                packet = os.read(fd, 2048)
            except OSError:
                break
            now = time.monotonic()
            for _ in range(2 if rng.random() < REPEAT else 1):
                if rng.random() < LOSS:
                    continue
                order += 1
                late = now + 0.0004 + (rng.uniform(0.0005, 0.003) if rng.random() < REORDER else 0)
                heapq.heappush(waiting, (late, order, other[fd], packet))
    now = time.monotonic()
    while waiting and waiting[0][0] <= now:
        _, _, fd, packet = heapq.heappop(waiting)
        try:
            os.write(fd, packet)
        except OSError:
            pass
