import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type CapPackage, listDevices, loadCap, notLoaded, notOpened } from '../../src/capture/capPackage.js';
import { type CapHost, type LiveOptions, linkTypeOf, openLive, wireBytes } from '../../src/capture/live.js';
import { CaptureError } from '../../src/capture/packet.js';
import { LIMITS } from '../../src/limits.js';
import { ethernet, ipv4, ipv6, join, LINK, tcp, vlan } from '../support/packets.js';
import { TEXTS } from '../support/texts.js';
import { drain, lineOf, problemsOf, type Seen, seen } from './support.js';

/** Stands for the package: its devices, what `open` does, and a handle to send packets. */
function fakeCap(open: () => string = () => 'ETHERNET') {
  const calls: string[] = [];
  let into: Buffer = Buffer.alloc(0);
  let capture: EventEmitter | undefined;
  class Cap extends EventEmitter {
    static deviceList() {
      return [
        { name: 'eth0', description: 'first', addresses: [{ addr: '192.0.2.1' }, {}, { addr: '2001:db8::1' }] },
        { name: 'lo', addresses: [] },
      ];
    }
    open(device: string, filter: string, ringBytes: number, buffer: Buffer): string {
      calls.push(`open ${device} "${filter}" ${ringBytes}`);
      into = buffer;
      const linkType = open();
      capture = this;
      return linkType;
    }
    close(): boolean {
      calls.push('close');
      return true;
    }
  }
  const host: CapHost = { load: async () => ({ Cap }) as unknown as CapPackage, kept: [] };
  /** As the native loop does it: the same buffer for every packet, one call of the handler after the other. */
  const send = (...packets: Uint8Array[]) => {
    for (const bytes of packets) {
      into.fill(0);
      into.set(bytes.subarray(0, 65_535));
      capture?.emit('packet', Math.min(bytes.length, 65_535), false);
    }
  };
  return { host, calls, send };
}

/** Starts a source and collects what it delivers until it ends. */
function watch(options: Partial<LiveOptions>, fake = fakeCap()) {
  const source = openLive({ device: 'eth0', ...options }, fake.host);
  const packets: Seen[] = [];
  const done = (async () => {
    for await (const batch of source.batches()) packets.push(...batch.map(seen));
  })();
  return { ...fake, source, packets, done };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 10));
const numbered = (i: number) => Uint8Array.of(i & 255, i >> 8, i >> 16);

describe('a live capture', () => {
  test('copies packets out of the buffer that they share, in order, with arrival times', async () => {
    const { source, send, packets, done, calls } = watch({ filter: 'tcp port 21', bufferMiB: 2 });
    await turn();
    const before = Date.now();
    send(numbered(1), numbered(2));
    await turn();
    send(numbered(3));
    await turn();
    source.stop();
    await done;
    expect(packets.map(({ frame, hex }) => [frame, hex])).toEqual([
      [1, '010000'],
      [2, '020000'],
      [3, '030000'],
    ]);
    expect(Math.abs(Number(packets[0]!.time) * 1_000 - before)).toBeLessThan(500);
    expect(packets[0]!.time).toMatch(/000$/);
    expect(source.status).toMatchObject({
      ...{ format: 'live', linkTypes: [1], fractionDigits: 6, damaged: false, readBytes: 9, totalBytes: null },
      ...{ droppedByKernel: null, droppedByInterface: null },
    });
    expect(source.status.problems.map(({ code }) => code)).toEqual(['arrival-times']);
    expect(calls).toEqual(['open eth0 "tcp port 21" 2097152', 'close']);
  });

  test('stops after so many packets, at once, and delivers just these', async () => {
    const { send, packets, done, calls } = watch({ count: 3 });
    await turn();
    send(...[1, 2, 3, 4, 5].map(numbered));
    expect(calls.at(-1)).toBe('close');
    await done;
    expect(packets.map(({ frame }) => frame)).toEqual([1, 2, 3]);
  });

  test('stops after so many seconds, though packets flood in', async () => {
    const { send, packets, done } = watch({ durationSeconds: 0.05 });
    await turn();
    send(numbered(1));
    const until = performance.now() + 60;
    while (performance.now() < until);
    send(numbered(2));
    await done;
    expect(packets.map(({ hex }) => hex)).toEqual(['010000']);
  });

  test('stops by the clock where nothing comes', async () => {
    const { packets, done, calls } = watch({ durationSeconds: 0.02 });
    await done;
    expect(packets).toEqual([]);
    expect(calls.at(-1)).toBe('close');
  });

  test('cuts packets to the snaplen and keeps their length', async () => {
    const { source, send, packets, done } = watch({ snapBytes: 2 });
    await turn();
    send(numbered(7));
    source.stop();
    await done;
    expect(packets).toMatchObject([{ hex: '0700', originalBytes: 3 }]);
  });

  test('says how long a packet was that segmentation offload made too long', async () => {
    const { source, send, packets, done } = watch({});
    await turn();
    send(ethernet(ipv4({}, tcp({}, new Uint8Array(65_495)))).bytes);
    source.stop();
    await done;
    expect(packets[0]).toMatchObject({ originalBytes: 14 + 65_535 });
    expect(packets[0]!.hex.length / 2).toBe(65_535);
    expect(problemsOf(source.status)).toContainEqual(
      expect.objectContaining({ code: 'cut-packets', frame: 1, message: expect.stringMatching(/^1 packet cut/) }),
    );
  });

  test('says that promiscuous mode cannot be turned off', async () => {
    const { source, done } = watch({ promiscuous: false });
    await turn();
    source.stop();
    await done;
    expect(source.status.problems.map(({ code }) => code)).toContain('promiscuous');
  });

  test('drops and counts what the analysis cannot take, in bounded memory, and goes on after', async () => {
    const { source, send, packets, done } = watch({});
    await turn();
    const capacity = (LIMITS.liveQueueBytes / LIMITS.liveBatchBytes) * LIMITS.liveBatchPackets;
    // No turn of the event loop in between: as when the ring never runs empty.
    const flood = Array.from({ length: 1_000 }, (_, i) => numbered(i));
    for (let i = 0; i < capacity + 5_000; i += 1_000) send(...flood);
    await turn();
    while (packets.length < capacity) await turn();
    const sent = Math.ceil((capacity + 5_000) / 1_000) * 1_000;
    send(numbered(0xabcdef));
    await turn();
    source.stop();
    await done;
    const dropped = sent + 1 - packets.length;
    expect(dropped).toBeGreaterThan(0);
    expect(packets.length).toBe(capacity + 1);
    expect(packets.at(-1)).toMatchObject({ frame: capacity + 1, hex: 'efcdab' });
    expect(problemsOf(source.status).find(({ code }) => code === 'queue-full')?.message).toContain(
      `${String(dropped).replace(/\B(?=(\d{3})+$)/, ',')} packets dropped`,
    );
  });

  test('a stop before it began opens nothing', async () => {
    const { host, calls } = fakeCap();
    const source = openLive({ device: 'eth0' }, host);
    source.stop();
    expect((await drain(source)).packets).toEqual([]);
    expect(calls).toEqual([]);
  });
});

describe('one clear line', () => {
  const refusal = async (options: Partial<LiveOptions>, fake = fakeCap()) => {
    const { done } = watch(options, fake);
    const error = await done.then(
      () => new Error('opened'),
      (reason: unknown) => reason as Error,
    );
    expect(error).toBeInstanceOf(CaptureError);
    expect(lineOf(error)).not.toContain('\n');
    return lineOf(error);
  };

  test('no such device: nothing is opened, and those that there are are named', async () => {
    const fake = fakeCap();
    expect(await refusal({ device: 'eth7\x1b' }, fake)).toBe(
      'no such device: eth7\\x1b; there are eth0, lo (-D lists them)',
    );
    expect(fake.calls).toEqual([]);
  });

  test('what could not be opened is never closed, never opened again, and kept', async () => {
    const fake = fakeCap(() => {
      throw new Error("eth0: You don't have permission to capture (socket: Operation not permitted)");
    });
    expect(await refusal({}, fake)).toMatch(/no permission to capture on eth0: use sudo.*setcap/);
    expect(fake.calls).toHaveLength(1);
    expect(fake.host.kept.length).toBeGreaterThanOrEqual(2);
    expect(await refusal({}, fake)).toMatch(/only once/);
    expect(fake.calls).toHaveLength(1);
  });

  test.each([
    ["can't parse filter expression: syntax error", 'tcp prot 21', /bad capture filter "tcp prot 21": .*syntax error/],
    ['eth0: That device is not up', '', /eth0 is down: ip link set eth0 up/],
    ["eth0: can't mmap rx ring: Cannot allocate memory", '', /smaller one with -B/],
    ['eth0: No such device exists', 'tcp', /has gone/],
    ['something else', '', /cannot capture on eth0: something else/],
  ])('libpcap says: %s', (text, filter, line) => {
    expect(TEXTS.say('errors', notOpened(new Error(text), 'eth0', filter))).toMatch(line);
  });

  test.each([
    ['ERR_MODULE_NOT_FOUND', "Cannot find package 'cap'", /not installed: .*libpcap-dev.*npm install cap/],
    [
      'MODULE_NOT_FOUND',
      "Cannot find module '../build/Release/cap.node'\nRequire stack",
      /not built: .*libpcap-dev.*npm rebuild cap/,
    ],
    ['ERR_DLOPEN_FAILED', 'libpcap.so.0.8: cannot open shared object file', /libpcap\.so\.0\.8.*libpcap-dev/],
    [
      'ERR_DLOPEN_FAILED',
      'compiled against\na different Node.js version using NODE_MODULE_VERSION 108',
      /another version of Node/,
    ],
  ])('the package fails with %s', (code, text, line) => {
    const message = TEXTS.say('errors', notLoaded(Object.assign(new Error(text), { code })));
    expect(message).toMatch(line);
    expect(message).toContain('tcpdump -U -w - | ftp-sniff -');
    expect(message).not.toContain('\n');
  });

  test('a buffer that libpcap would silently make tiny', async () => {
    expect(await refusal({ bufferMiB: 2_048 })).toMatch(/too large; at most 2047/);
  });
});

test('devices are listed with their addresses', async () => {
  expect(await listDevices(fakeCap().host.load)).toEqual([
    { name: 'eth0', description: 'first', addresses: ['192.0.2.1', '2001:db8::1'] },
    { name: 'lo', description: null, addresses: [] },
  ]);
});

test.each([
  ['ETHERNET', 1],
  ['NULL', 0],
  ['RAW', 101],
  ['LINKTYPE_LINUX_SLL', 113],
  ['IEEE802_11_RADIO', 127],
  ['Unknown linktype 12', 101],
  ['Unknown linktype 228', 228],
])("cap's %s is link type %i", (word, linkType) => {
  expect(linkTypeOf(word)).toBe(linkType);
});

test('the length on the wire by the IP header', () => {
  const segment = tcp({}, new Uint8Array(500));
  const cases: [number, Uint8Array][] = [
    [LINK.ETHERNET, ethernet(ipv4({}, segment)).bytes],
    [LINK.ETHERNET, ethernet(vlan(5, ipv6({}, segment))).bytes],
    [LINK.RAW, ipv4({}, segment).bytes],
    [LINK.NULL, join([2, 0, 0, 0], ipv4({}, segment).bytes)],
  ];
  for (const [linkType, bytes] of cases) expect(wireBytes(linkType, bytes, 100)).toBe(bytes.length);
  expect(wireBytes(LINK.PPP, new Uint8Array(100), 100)).toBe(100);
  expect(wireBytes(LINK.ETHERNET, new Uint8Array(100), 100)).toBe(100);
});

/** Why the machine does not allow a live test; undefined where it does. */
async function whyNot(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'not root';
  try {
    return (await listDevices()).some(({ name }) => name === 'lo') ? undefined : 'no device lo';
  } catch (error) {
    return lineOf(error);
  }
}
const reason = await whyNot();

test(`on loopback through cap${reason === undefined ? '' : ` (skipped: ${reason})`}`, async ({ skip }) => {
  if (reason !== undefined) skip(reason);
  const text = `ftp-sniff live test ${process.pid}`;
  const server = createServer((socket) => socket.end(text)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  // The one capture of this process. A datagram to the discard port comes first: the capture is on once it is seen.
  const source = openLive(
    { device: 'lo', filter: `tcp port ${port} or udp dst port 9`, durationSeconds: 20 },
    {
      load: loadCap,
      kept: [],
    },
  );
  const probe = createSocket('udp4');
  const probing = setInterval(() => probe.send('probe', 9, '127.0.0.1'), 20);
  let connected = false;
  let payload = '';
  let flags = '';
  for await (const batch of source.batches()) {
    if (!connected) {
      connected = true;
      clearInterval(probing);
      connect(port, '127.0.0.1').resume();
    }
    for (const { bytes, linkType, originalBytes } of batch) {
      expect([linkType, originalBytes]).toEqual([1, bytes.length]);
      if (bytes[23] !== 6) continue;
      flags += (bytes[47]! & 2) === 2 ? 'S' : (bytes[47]! & 1) === 1 ? 'F' : '.';
      payload += Buffer.from(bytes.subarray(34 + (bytes[46]! >> 4) * 4)).toString();
    }
    if ((flags.match(/F/g) ?? []).length >= 2) source.stop();
  }
  clearInterval(probing);
  probe.close();
  server.close();
  expect(payload).toBe(text);
  expect(flags).toMatch(/^SS.*F.*F/);
  expect(source.status.droppedByKernel).toBeNull();
});

test('a process that captured can leave, and garbage collection does no harm', async ({ skip }) => {
  if (reason !== undefined) skip(reason);
  const script = `
    const { Cap } = require('cap');
    const cap = new Cap(), buffer = Buffer.alloc(65536);
    globalThis.kept = [cap, buffer];
    cap.on('packet', () => {});
    cap.open('lo', '', 1 << 20, buffer);
    setTimeout(() => { cap.close(); for (let i = 0; i < 5; i++) gc(); }, 50);`;
  const child: ChildProcess = spawn(process.execPath, ['--expose-gc', '-e', script], { stdio: 'ignore' });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
