/** The captures that are timed, made from nothing but arithmetic: the same on every machine. */
import { ACK, address, CaptureWriter, type Host, PSH, SYN, Talk } from './captureWriter.js';

export type Made = { readonly packets: number; readonly bytes: number };

/** What the report must say, so that no wrong answer is called fast. */
export type Expected = { readonly sessions: number; readonly connections: number | null; readonly dataBytes: number };

export type Benchmark = {
  readonly name: string;
  readonly what: string;
  /** How much of it at scale 1: mebibytes, sessions, connections. */
  readonly amount: number;
  /** tshark takes minutes and gigabytes for these. */
  readonly slowForTshark: boolean;
  /** The format that is timed; JSON where it is not named. */
  readonly format?: 'text' | 'ndjson';
  make(path: string, amount: number): Made;
  expected(amount: number): Expected;
};

const MSS = 1448;
const SERVER = address('10.9.0.1');
const NOISE = noise(1 << 20);

const SESSIONS: Benchmark = {
  name: 'sessions',
  what: 'whole sessions, 16 at a time',
  amount: 5000,
  slowForTshark: false,
  make: (path, amount) => write(path, (out) => interleave(out, amount, 16)),
  expected: (amount) => ({ sessions: amount, connections: 2 * amount, dataBytes: sum(amount, fileBytes) }),
};

export const BENCHMARKS: readonly Benchmark[] = [
  {
    name: 'small',
    what: 'one session of a small file: start-up',
    amount: 1,
    slowForTshark: false,
    make: (path) => write(path, (out) => interleave(out, 1, 1)),
    expected: () => ({ sessions: 1, connections: 2, dataBytes: 0 }),
  },
  {
    name: 'bulk',
    what: 'one passive download, MiB',
    amount: 400,
    slowForTshark: false,
    make: (path, amount) => write(path, (out) => drain(session(out, 0, amount * 1024 * 1024))),
    expected: (amount) => ({ sessions: 1, connections: 2, dataBytes: amount * 1024 * 1024 }),
  },
  SESSIONS,
  { ...SESSIONS, name: 'sessions-text', what: 'the same as text', slowForTshark: true, format: 'text' },
  { ...SESSIONS, name: 'sessions-ndjson', what: 'the same as ndjson', slowForTshark: true, format: 'ndjson' },
  { ...SESSIONS, name: 'sessions-10x', what: 'ten times the sessions', amount: 50_000, slowForTshark: true },
  {
    name: 'connections',
    what: 'short connections that are not FTP',
    amount: 100_000,
    slowForTshark: false,
    make: (path, amount) => write(path, (out) => shortConnections(out, amount)),
    expected: (amount) => ({ sessions: 0, connections: amount, dataBytes: 0 }),
  },
  {
    name: 'synflood',
    what: 'SYN flood',
    amount: 2_000_000,
    slowForTshark: true,
    make: (path, amount) => write(path, (out) => synFlood(out, amount)),
    // The table of connections is bounded: how many of them are told apart is not what is asked here.
    expected: () => ({ sessions: 0, connections: null, dataBytes: 0 }),
  },
];

/** Whole sessions, 16 at a time, into an open file: more of them than a disk would take. */
export function writeSessions(file: number, count: number): void {
  const out = new CaptureWriter(file);
  interleave(out, count, 16);
  out.close();
}

function write(path: string, fill: (out: CaptureWriter) => void): Made {
  const out = new CaptureWriter(path);
  fill(out);
  out.close();
  return { packets: out.packets, bytes: out.bytes };
}

/** Sizes of the files in 'sessions': 0 to 20 kB, some empty. */
const fileBytes = (index: number) => (index % 10 === 0 ? 0 : (index * 7919) % 20_000);

/** One whole session, a piece at a time, so that many can be interleaved. */
function* session(out: CaptureWriter, index: number, bytes: number): Generator<void> {
  const clientAddress = address('10.16.0.1') + Math.floor(index / 100);
  const port = 20_000 + (index % 100) * 200;
  const dataPort = 32_768 + ((index * 13) % 28_000);
  const server: Host = { address: SERVER, port: 21 };
  const control = new Talk(out, { address: clientAddress, port }, server, index * 2_654_435_761);
  control.open();
  control.say(1, '220 ready');
  yield;
  for (const [command, reply] of [
    [`USER user${index}`, '331 password'],
    ['PASS secret', '230 welcome'],
    ['TYPE I', '200 binary'],
    ['PASV', `227 Entering Passive Mode (10,9,0,1,${dataPort >> 8},${dataPort & 255}).`],
  ] as const) {
    control.say(0, command);
    control.say(1, reply);
    yield;
  }
  const data = new Talk(
    out,
    { address: clientAddress, port: port + 1 },
    { address: SERVER, port: dataPort },
    index * 40_503 + 7,
  );
  data.open();
  control.say(0, `RETR file${index}.bin`);
  control.say(1, `150 Opening BINARY mode data connection for file${index}.bin (${bytes} bytes).`);
  yield;
  let segments = 0;
  for (let sent = 0; sent < bytes; sent += MSS) {
    const from = (sent * 31) % (NOISE.length - MSS);
    data.send(1, ACK, NOISE.subarray(from, from + Math.min(MSS, bytes - sent)), 8);
    if (++segments % 2 === 0) data.send(0, ACK, undefined, 2);
    if (segments % 8 === 0) yield;
  }
  data.close(1);
  control.say(1, '226 Transfer complete.');
  yield;
  control.say(0, 'QUIT');
  control.say(1, '221 bye');
  control.close(1);
}

function drain(steps: Generator<void>): void {
  while (steps.next().done !== true);
}

function interleave(out: CaptureWriter, count: number, atOnce: number): void {
  const live: Generator<void>[] = [];
  let begun = 0;
  for (let turn = 0; begun < count || live.length > 0; turn++) {
    while (live.length < atOnce && begun < count) live.push(session(out, begun, fileBytes(begun++)));
    const at = (turn * 5) % live.length;
    if (live[at]!.next().done === true) live.splice(at, 1);
  }
}

function shortConnections(out: CaptureWriter, count: number): void {
  const request = Buffer.from('GET / HTTP/1.1\r\nHost: example.org\r\n\r\n');
  const response = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
  for (let i = 0; i < count; i++) {
    const client: Host = { address: address('172.16.0.1') + (i >> 14), port: 1024 + (i & 0x3fff) * 3 };
    const talk = new Talk(out, client, { address: address('10.9.0.2') + (i % 50), port: 80 }, i * 2_246_822_519);
    talk.open();
    talk.send(0, PSH | ACK, request);
    talk.send(1, PSH | ACK, response);
    talk.close(1);
  }
}

function synFlood(out: CaptureWriter, count: number): void {
  const target: Host = { address: SERVER, port: 21 };
  for (let i = 0; i < count; i++) {
    const from = Math.imul(i, 2_654_435_761) >>> 0;
    out.timeUs += 3;
    out.segment({ address: from, port: 1024 + (i % 60_000) }, target, Math.imul(i, 40_503) >>> 0, 0, SYN);
  }
}

const sum = (count: number, of: (index: number) => number) => {
  let total = 0;
  for (let i = 0; i < count; i++) total += of(i);
  return total;
};

/** Bytes that do not repeat soon (xorshift32). */
function noise(bytes: number): Uint8Array {
  let state = 0x9e3779b9;
  return Uint8Array.from({ length: bytes }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}
