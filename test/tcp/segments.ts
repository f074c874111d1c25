/** Segments for tests, written as lines that read like tcpdump's, and a listener that writes down what it is reported. */
import { ConnectionTable, type ConnectionTableOptions } from '../../src/tcp/connections.js';
import type { Connection, ConnectionListener } from '../../src/tcp/types.js';
import type { Segment } from '../../src/wire/segment.js';

const FLAGS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16, U: 32 };

/** The client's and the server's initial sequence numbers: sequence numbers in lines count from them. */
export type Base = { readonly client: number; readonly server: number };

/** Far from the end of the circle, and so that it is crossed within the first bytes of either side. */
export const BASES: readonly Base[] = [
  { client: 1_000, server: 500_000 },
  { client: 0xffff_fffe, server: 0xffff_fff8 },
  { client: 0x7fff_fffd, server: 0xffff_ffff },
];

export const CLIENT = { address: 0x0a00_0001, port: 40_000 };
export const SERVER = { address: 0x0a00_0002, port: 21 };

/**
 * One segment from a line: direction, flags, sequence number, then in any order acknowledgment number, "payload" and
 * options. `> S 0` · `< SA 0 1` · `> PA 1 1 "USER bob"` · `< A 1 9 w=0` · `> A 9 1 "long" cut=2 t=1.5 f=7`.
 * '>' goes from client to server. w: window, ws: window scale, cut: payload bytes captured, t: seconds, f: frame,
 * id: IP identification, ttl: time to live, link: see `Segment`,
 * cp/sp: client's and server's port.
 */
export function segment(line: string, frame: number, timeNs: number, base: Base): Segment {
  const payload = /"([^"]*)"/.exec(line)?.[1] ?? '';
  const words = line
    .replace(/"[^"]*"/, '')
    .trim()
    .split(/\s+/);
  const [direction, flags, ...rest] = words;
  const option = new Map(rest.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]));
  const [seq = 0, ack] = rest.filter((word) => !word.includes('=')).map(Number);
  const number = (name: string, otherwise: number): number => Number(option.get(name) ?? otherwise);
  const fromClient = direction === '>';
  const bytes = new TextEncoder().encode(`....${payload}....`);
  const client = { address: number('ca', CLIENT.address), port: number('cp', CLIENT.port) };
  const server = { address: SERVER.address, port: number('sp', SERVER.port) };
  const [src, dst] = fromClient ? [client, server] : [server, client];
  return {
    frame: number('f', frame),
    ipBytes: 40 + payload.length,
    ipId: number('id', -1),
    ttl: number('ttl', 64),
    link: number('link', 0),
    timeNs: option.has('t') ? Math.round(number('t', 0) * 1e9) : timeNs,
    family: 4,
    src0: src.address,
    src1: 0,
    src2: 0,
    src3: 0,
    dst0: dst.address,
    dst1: 0,
    dst2: 0,
    dst3: 0,
    srcPort: src.port,
    dstPort: dst.port,
    seq: (seq + (fromClient ? base.client : base.server)) >>> 0,
    ack: ack === undefined ? 0 : (ack + (fromClient ? base.server : base.client)) >>> 0,
    flags: [...(flags ?? '')].reduce((sum, letter) => sum | (FLAGS[letter] ?? 0), 0),
    window: number('w', 64_000),
    windowScale: number('ws', -1),
    mss: number('mss', -1),
    sackPermitted: false,
    timestamps: false,
    bytes,
    payloadStart: 4,
    payloadEnd: 4 + number('cut', payload.length),
    payloadBytes: payload.length,
  };
}

/** Writes down what a listener and consumer are reported: 'opened 1', '> abc', '< gap 3', 'closed 1', 'released 1'. */
export class Recorder implements ConnectionListener {
  readonly events: string[] = [];
  readonly connections: Connection[] = [];

  opened(connection: Connection): void {
    this.connections.push(connection);
    this.events.push(`opened ${connection.number}`);
    connection.consumer = {
      data: (c, from, bytes, start, end) => {
        const text = new TextDecoder().decode(bytes.slice(start, end));
        this.events.push(`${this.mark(c, from === 'initiator')} ${text}`);
      },
      gap: (c, from, length) => {
        this.events.push(`${this.mark(c, from === 'initiator')} gap ${length}`);
      },
    };
  }

  closed(connection: Connection): void {
    this.events.push(`closed ${connection.number}`);
  }

  released(connection: Connection): void {
    this.events.push(`released ${connection.number}`);
  }

  private mark(connection: Connection, fromInitiator: boolean): string {
    return (connection.initiator.port === CLIENT.port) === fromInitiator ? '>' : '<';
  }
}

export type Run = {
  readonly table: ConnectionTable;
  readonly recorder: Recorder;
  readonly events: readonly string[];
  readonly connections: readonly Connection[];
  /** The first connection. */
  readonly first: Connection;
  readonly push: (...lines: string[]) => void;
};

/** Pushes one segment a line, a second apart, frames 1, 2, 3 ... */
export function run(lines: readonly string[], base: Base = BASES[0]!, options: ConnectionTableOptions = {}): Run {
  const recorder = new Recorder();
  const table = new ConnectionTable(recorder, options);
  let frame = 0;
  let timeNs = 0;
  const push = (...more: string[]): void => {
    for (const line of more) {
      frame++;
      const s = segment(line, frame, timeNs + 1e9, base);
      timeNs = s.timeNs;
      table.push(s);
    }
  };
  push(...lines);
  return {
    table,
    recorder,
    events: recorder.events,
    connections: recorder.connections,
    get first() {
      return recorder.connections[0]!;
    },
    push,
  };
}

/** SYN, SYN+ACK, ACK: frames 1, 2, 3; the next sequence numbers are 1 and 1. */
export const HANDSHAKE = ['> S 0', '< SA 0 1', '> A 1 1'] as const;
