/**
 * Structure-aware damage to pcap files: what happens to captures on disks, in pipes and in hostile hands. Everything
 * follows from a seed.
 */
import { LIMITS } from '../../src/limits.js';

/** mulberry32: numbers from 0 to 1 that follow from the seed. */
export type Random = { readonly below: (limit: number) => number; readonly pick: <T>(from: readonly T[]) => T };

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: (from) => from[below(from.length)]! };
}

/** A classic little-endian pcap file, taken apart: header, and each record with its 16 bytes of header. */
export type Pieces = { header: Uint8Array; records: Uint8Array[] };

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

/** Undefined where it is no such file. */
export function takeApart(file: Uint8Array): Pieces | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < FILE_HEADER_BYTES || view.getUint32(0, true) !== 0xa1b2c3d4) return undefined;
  const records: Uint8Array[] = [];
  for (let at = FILE_HEADER_BYTES; at + RECORD_HEADER_BYTES <= file.length; ) {
    const end = at + RECORD_HEADER_BYTES + view.getUint32(at + 8, true);
    if (end > file.length) break;
    records.push(file.slice(at, end));
    at = end;
  }
  return { header: file.slice(0, FILE_HEADER_BYTES), records };
}

export const putTogether = ({ header, records }: Pieces): Uint8Array => Buffer.concat([header, ...records]);

/** One way to damage a capture. Changes the pieces; returns how many records from the start it left alone. */
type Mutation = (pieces: Pieces, random: Random, others: readonly Pieces[]) => number;

const byte = (random: Random) => random.pick([0, 0xff, 0x7f, 0x80, 10, 13, 32, random.below(256), random.below(256)]);

/** Where the payload of a record probably begins: Ethernet, IPv4, TCP with time stamps. */
const PAYLOAD_AT = RECORD_HEADER_BYTES + 14 + 20 + 32;
const HOSTILE_TEXT = [
  '\r\n',
  '\n',
  '\0',
  '\xff\xf4\xff\xf2',
  '999999999999',
  '-1',
  ',',
  '|||',
  '(',
  ')',
  '"',
  '../',
  '\x1b[2J',
];
const LINES = [
  '227 Entering Passive Mode (1,2,3,4,5,6)\r\n',
  '229 ok (|||0|)\r\n',
  '150-\r\n',
  '226 \r\n',
  'PASV\r\n',
  'PORT 0,0,0,0,0,0\r\n',
  'EPRT |9|x|99999|\r\n',
  'REST 18446744073709551616\r\n',
  '\xff\xff\xff\xfe\r\n',
];

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A record with other contents and the right length in its header. */
function remade(record: Uint8Array, contents: Uint8Array): Uint8Array {
  const made = new Uint8Array(RECORD_HEADER_BYTES + contents.length);
  made.set(record.subarray(0, RECORD_HEADER_BYTES));
  made.set(contents, RECORD_HEADER_BYTES);
  const view = new DataView(made.buffer);
  view.setUint32(8, contents.length, true);
  view.setUint32(12, Math.max(contents.length, view.getUint32(12, true)), true);
  return made;
}

function inRecord(change: (record: Uint8Array, random: Random) => Uint8Array): Mutation {
  return ({ records }, random) => {
    const at = random.below(records.length);
    if (records[at]) records[at] = change(records[at].slice(), random);
    return at;
  };
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'bytes flipped': inRecord((record, random) => {
    for (let n = 1 + random.below(8); n > 0; n--) record[random.below(record.length)] = byte(random);
    return record;
  }),
  'packet headers changed': inRecord((record, random) => {
    const span = Math.min(record.length - RECORD_HEADER_BYTES, 70);
    for (let n = 1 + random.below(4); n > 0 && span > 0; n--)
      record[RECORD_HEADER_BYTES + random.below(span)] = byte(random);
    return record;
  }),
  'length fields changed': inRecord((record, random) => {
    const field = random.pick([8, 12, RECORD_HEADER_BYTES + 14, RECORD_HEADER_BYTES + 16, RECORD_HEADER_BYTES + 46]);
    if (field + 2 <= record.length) record.set([byte(random), byte(random)], field);
    return record;
  }),
  'sequence numbers changed': inRecord((record, random) => {
    const at = RECORD_HEADER_BYTES + 34 + random.pick([4, 8]);
    if (at + 4 <= record.length) record[at + random.below(4)] = byte(random);
    return record;
  }),
  'packet cut': inRecord((record, random) =>
    remade(record, record.subarray(RECORD_HEADER_BYTES, RECORD_HEADER_BYTES + random.below(record.length))),
  ),
  'time changed': inRecord((record, random) => {
    record[random.below(8)] = byte(random);
    return record;
  }),
  'text overwritten': inRecord((record, random) => {
    const text = latin1(random.pick(HOSTILE_TEXT));
    const room = record.length - PAYLOAD_AT - text.length;
    if (room >= 0) record.set(text, PAYLOAD_AT + random.below(room + 1));
    return record;
  }),
  'line replaced': inRecord((record, random) => {
    const line = latin1(random.pick(LINES));
    if (record.length >= PAYLOAD_AT + line.length) record.set(line, PAYLOAD_AT);
    return record;
  }),
  'digits changed': inRecord((record, random) => {
    for (let at = PAYLOAD_AT; at < record.length; at++) {
      const isDigit = record[at]! >= 48 && record[at]! <= 57;
      if (isDigit && random.below(3) === 0) record[at] = 48 + random.below(10);
    }
    return record;
  }),
  'file cut': ({ records }, random) => {
    const at = random.below(records.length);
    const [cut] = records.splice(at);
    records.push(cut!.subarray(0, random.below(cut!.length)));
    return at;
  },
  'records removed': ({ records }, random) => {
    const at = random.below(records.length);
    records.splice(at, 1 + random.below(4));
    return at;
  },
  'records repeated': ({ records }, random) => {
    const at = random.below(records.length);
    const run = records.slice(at, at + 1 + random.below(6));
    for (let n = 1 + random.below(3); n > 0; n--) records.splice(at + run.length, 0, ...run);
    return at + run.length;
  },
  'records moved': ({ records }, random) => {
    const from = random.below(records.length);
    const to = random.below(records.length);
    const [moved] = records.splice(from, 1);
    if (moved) records.splice(to, 0, moved);
    return Math.min(from, to);
  },
  'records reversed': ({ records }, random) => {
    const at = random.below(records.length);
    records.push(...records.splice(at).reverse());
    return at;
  },
  'another capture inserted': ({ records }, random, others) => {
    const at = random.below(records.length + 1);
    const other = random.pick(others).records;
    const from = random.below(other.length);
    records.splice(at, 0, ...other.slice(from, from + 1 + random.below(20)));
    return at;
  },
  'garbage inserted': ({ records }, random) => {
    const at = random.below(records.length + 1);
    records.splice(
      at,
      0,
      Uint8Array.from({ length: 1 + random.below(60) }, () => byte(random)),
    );
    return at;
  },
  'file header changed': ({ header }, random) => {
    header[random.below(header.length)] = byte(random);
    return 0;
  },
};

export type Mutated = {
  readonly bytes: Uint8Array;
  /** What was done, in words. */
  readonly what: string;
  /** So many records from the start are as they were. */
  readonly intact: number;
  /** So many of them come before everything else by their times, too: packets are put back in the order of these. */
  readonly before: number;
};

/** Records from the start that no later one, from `intact` on, goes before by its time. */
function beforeByTime(records: readonly Uint8Array[], intact: number): number {
  const times = records.map(timeNsOf);
  const later = times.slice(intact);
  // Where the clock was set back by more than that, the order of the capture counts.
  const goesBefore = (timeNs: number) => later.some((other) => other < timeNs && timeNs - other < LIMITS.clockBackNs);
  const first = times.slice(0, intact).findIndex(goesBefore);
  return first < 0 ? intact : first;
}

/** Nanoseconds since 1970, of the header in microseconds; a record that was cut has none. */
function timeNsOf(record: Uint8Array): number {
  if (record.length < 8) return Number.NaN;
  const view = new DataView(record.buffer, record.byteOffset, record.length);
  return view.getUint32(0, true) * 1e9 + view.getUint32(4, true) * 1e3;
}

/** Damages a capture in one to three ways. */
export function mutate(original: Pieces, random: Random, others: readonly Pieces[]): Mutated {
  const pieces: Pieces = { header: original.header.slice(), records: [...original.records] };
  const names = Object.keys(MUTATIONS);
  const done: string[] = [];
  let intact = pieces.records.length;
  for (let n = random.pick([1, 1, 2, 3]); n > 0 && pieces.records.length > 0; n--) {
    const name = random.pick(names);
    intact = Math.min(intact, MUTATIONS[name]!(pieces, random, others));
    done.push(name);
  }
  const before = Math.min(beforeByTime(original.records, intact), beforeByTime(pieces.records, intact));
  return { bytes: putTogether(pieces), what: done.join(', '), intact, before };
}
