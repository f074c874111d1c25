/**
 * A download over a path with known delays, windows, losses and rates, as a capture at either end of it: a server that
 * thinks, a sender that waits, a receiver that reads, each by the clock of its own end.
 */
import type { Packet } from '../../src/capture/packet.js';
import { mergePackets, TcpConversation, type TcpFields, type Who } from './packets.js';

const MS = 1e6;

export type PathOptions = {
  readonly rttMs: number;
  /** Which end the capture was made at. */
  readonly at: Who;
  readonly bytes: number;
  /** The receiver's buffer, and what the sender allows itself to have on the way. */
  readonly window?: number;
  readonly congestionWindow?: number;
  /** The sender's file gives so many bytes at a time, after each of these pauses in turn. */
  readonly chunkBytes?: number;
  readonly chunkEveryMs?: readonly number[];
  /** Segments that are lost behind the capture (at the server) or before it (at the client), by number from 0. */
  readonly lost?: readonly number[];
  readonly timeoutMs?: number;
  /** The receiver stops reading here, for so long. */
  readonly stopsAtByte?: number;
  readonly stopsMs?: number;
  /** How long the server takes to reply 150, then for its first byte, then from the last byte to 226. */
  readonly beforeReplyMs?: number;
  readonly beforeDataMs?: number;
  readonly afterDataMs?: number;
  /** How long the client takes before its RETR. */
  readonly clientMs?: number;
};

const SEGMENT_BYTES = 1000;
/** Windows are announced in units of 2^7 bytes. */
const SCALE = 7;

type Sent = {
  readonly atNs: number;
  readonly from: Who;
  readonly fields: TcpFields;
  readonly payload: Uint8Array | string;
};

/** Segments of one connection, each at the time of its sender's end. */
class Ends {
  readonly sent: Sent[] = [];
  constructor(
    private readonly owdNs: number,
    private readonly at: Who,
  ) {}

  send(from: Who, atNs: number, fields: TcpFields = {}, payload: Uint8Array | string = ''): void {
    this.sent.push({ atNs: atNs + (from === this.at ? 0 : this.owdNs), from, fields, payload });
  }

  packets(conversation: TcpConversation): Packet[] {
    const order = this.sent.map((one, i) => ({ ...one, i })).sort((a, b) => a.atNs - b.atNs || a.i - b.i);
    for (const { atNs, from, fields, payload } of order) {
      conversation.timeNs = atNs;
      conversation.send(from, fields, payload);
    }
    return conversation.packets();
  }
}

const OPTIONS: TcpFields = { mss: SEGMENT_BYTES, sackPermitted: true, windowScale: SCALE };

/** The packets of the session, and when the data began and ended by the server's clock. */
export function download(options: PathOptions): Packet[] {
  const { rttMs, at, beforeReplyMs = 0, beforeDataMs = 0, afterDataMs = 0, clientMs = 0 } = options;
  const owd = (rttMs / 2) * MS;
  const control = new Ends(owd, at);
  const data = new Ends(owd, at);
  let now = 0;
  const open = (ends: Ends): void => {
    ends.send('client', now, { ...OPTIONS, flags: 'S', ack: 0 });
    ends.send('server', now + owd, { ...OPTIONS, flags: 'SA' });
    ends.send('client', now + 2 * owd, { flags: 'A', window: windowField(options.window ?? 1 << 20) });
  };
  /** The client asks, the server answers at once. */
  const ask = (command: string, reply: string): void => {
    control.send('client', now, { flags: 'PA' }, `${command}\r\n`);
    control.send('server', now + owd, { flags: 'PA' }, `${reply}\r\n`);
    now += 2 * owd;
  };
  open(control);
  now += 2 * owd;
  control.send('server', now + owd, { flags: 'PA' }, '220 ready\r\n');
  now += 2 * owd;
  ask('USER a', '230 in');
  ask('TYPE I', '200 ok');
  ask('PASV', '227 Entering Passive Mode (10,0,0,2,195,80)');
  open(data);
  now += 2 * owd + clientMs * MS;
  control.send('client', now, { flags: 'PA' }, 'RETR a\r\n');
  const repliedNs = now + owd + beforeReplyMs * MS;
  control.send('server', repliedNs, { flags: 'PA' }, '150 here it comes\r\n');
  const { lastNs } = transmit(options, data, owd, repliedNs + beforeDataMs * MS);
  control.send('server', lastNs + afterDataMs * MS, { flags: 'PA' }, '226 done\r\n');
  const retrieved = data.packets(
    new TcpConversation({ client: '10.0.0.1:40001', server: '10.0.0.2:50000', stepNs: 0 }),
  );
  return mergePackets(control.packets(new TcpConversation({ stepNs: 0 })), retrieved);
}

const windowField = (bytes: number): number => Math.min(0xffff, bytes >> SCALE);

type Event = { readonly ns: number; readonly run: () => void };

/** Sends the file from the server, each segment acknowledged as it comes. */
function transmit(options: PathOptions, ends: Ends, owd: number, startNs: number): { readonly lastNs: number } {
  const { bytes, window = 1 << 20, congestionWindow = 1 << 30, timeoutMs = 300, stopsAtByte, stopsMs = 0 } = options;
  const { chunkBytes = bytes, chunkEveryMs = [0] } = options;
  const lost = new Set(options.lost ?? []);
  const isn = 5001;
  const events: Event[] = [];
  const later = (ns: number, run: () => void): void => {
    events.push({ ns, run });
  };
  let available = 0;
  let next = 0;
  let acked = 0;
  let edge = window;
  let number = 0;
  let lastNs = startNs;
  const received = new Set<number>();
  let inOrder = 0;
  let read = 0;
  let stopped = false;
  let hasStopped = false;

  const acknowledge = (ns: number): void => {
    const free = window - (inOrder - read);
    // RFC 9293 §3.8.6.2.2: less than a segment is no room.
    const room = free < SEGMENT_BYTES ? 0 : free;
    const upTo = inOrder;
    ends.send('client', ns, { flags: 'A', seq: 1001, ack: isn + upTo, window: windowField(room) });
    later(ns + owd, () => {
      acked = Math.max(acked, upTo);
      edge = Math.max(edge, upTo + (windowField(room) << SCALE));
      pump(ns + owd);
    });
  };
  const arrive = (ns: number, from: number): void => {
    received.add(from);
    while (received.has(inOrder)) inOrder += Math.min(SEGMENT_BYTES, bytes - inOrder);
    if (!stopped) read = inOrder;
    if (stopsAtByte !== undefined && !hasStopped && inOrder >= stopsAtByte) {
      stopped = true;
      hasStopped = true;
      later(ns + stopsMs * MS, () => {
        stopped = false;
        read = inOrder;
        acknowledge(ns + stopsMs * MS);
      });
    }
    acknowledge(ns);
  };
  const sendAt = (ns: number, from: number, isLost: boolean): void => {
    const length = Math.min(SEGMENT_BYTES, bytes - from);
    // Lost on the way to a capture at the client, it is not in it.
    if (!isLost || options.at === 'server')
      ends.send(
        'server',
        ns,
        { flags: 'PA', seq: isn + from, ack: 1001 },
        new Uint8Array(length).fill(65 + (from % 26)),
      );
    lastNs = Math.max(lastNs, ns);
    if (isLost) later(ns + timeoutMs * MS, () => sendAt(ns + timeoutMs * MS, from, false));
    else later(ns + owd, () => arrive(ns + owd, from));
  };
  const pump = (ns: number): void => {
    while (next < available) {
      const length = Math.min(SEGMENT_BYTES, bytes - next);
      if (next + length > edge || next + length > acked + congestionWindow) return;
      const from = next;
      next += length;
      sendAt(ns, from, lost.has(number++));
    }
  };
  const give = (ns: number, turn: number): void => {
    available = Math.min(bytes, available + chunkBytes);
    pump(ns);
    const pause = chunkEveryMs[turn % chunkEveryMs.length]! * MS;
    if (available < bytes) later(ns + pause, () => give(ns + pause, turn + 1));
  };
  later(startNs, () => give(startNs, 0));
  while (events.length > 0) {
    let first = 0;
    for (let i = 1; i < events.length; i++) if (events[i]!.ns < events[first]!.ns) first = i;
    events.splice(first, 1)[0]!.run();
  }
  ends.send('server', lastNs, { flags: 'FA', seq: isn + bytes, ack: 1001 });
  ends.send('client', lastNs + owd, { flags: 'FA', seq: 1001, ack: isn + bytes + 1 });
  ends.send('server', lastNs + 2 * owd, { flags: 'A', seq: isn + bytes + 1, ack: 1002 });
  return { lastNs };
}
