/**
 * One path captured at two places, before and after a translator or a firewall: connections are paired by their initial
 * sequence numbers (RFC 9293 §3.4.1), whatever the clocks say; what was rewritten, and what did not come through.
 */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { seqAdd, seqAhead } from '../../tcp/seq.js';
import { type Connection, otherSide, type Side } from '../../tcp/types.js';
import { isPrivate } from '../../wire/addressClass.js';
import type { CompareFact, PacketKind, Which } from './codes.js';
import { type Captured, type Comparison, Lines, label, say } from './comparison.js';
import { type Kept, rangesOf, without } from './segments.js';

type Pair<T> = { readonly a: T; readonly b: T };

/** Both initial sequence numbers; null: the capture does not have the SYN. */
function numbersOf({ sides }: Connection): string | null {
  const { initiator, responder } = sides;
  return initiator.initialSeq === null ? null : `${initiator.initialSeq} ${responder.initialSeq}`;
}

/** Sessions whose control connections have the same initial sequence numbers. */
export function pairedSessions(a: Captured, b: Captured): readonly Pair<Session>[] {
  const left = [...b.sessions];
  return a.sessions.flatMap((one) => {
    const numbers = numbersOf(one.control);
    const place = left.findIndex((other) => numbers !== null && numbersOf(other.control) === numbers);
    return place < 0 ? [] : [{ a: one, b: left.splice(place, 1)[0]! }];
  });
}

/** Is there a translator or a hop between the two captures? */
export const isTranslated = (a: Captured, b: Captured): boolean =>
  pairedSessions(a, b).some(
    ({ a: one, b: other }) =>
      one.client.address !== other.client.address ||
      one.server.address !== other.server.address ||
      ttlOf(a, one.control, one.clientSide) !== ttlOf(b, other.control, other.clientSide),
  );

/** What is known of the two places. */
type Places = {
  readonly a: Captured;
  readonly b: Captured;
  /** The capture on the inner side, and the role of the host there; null: not known. */
  readonly inner: { readonly which: Which; readonly role: 'client' | 'server'; readonly by: 'address' | 'ttl' } | null;
  /** To add to times of `a`, so that they are those of `b`. */
  readonly offsetNs: number;
};

export function compareNat(a: Captured, b: Captured, chosen: boolean): Comparison {
  const lines = new Lines();
  const pairs = pairedSessions(a, b);
  const [first] = pairs;
  if (first === undefined) return lines.end('nat', chosen, [say('no-pair', {})], false);
  const offsetNs = first.b.control.firstTimeNs - first.a.control.firstTimeNs;
  const places: Places = { a, b, inner: innerOf(first, a, b), offsetNs };
  for (const pair of pairs) addSession(lines, pair, places);
  const { inner } = places;
  const conclusions = [
    inner === null ? say('inside-unknown', {}) : say('inside', { which: inner.which, by: inner.by }),
    say('clock', { ns: (b.epochSeconds - a.epochSeconds) * 1e9 + offsetNs }),
  ];
  const lost = lines.all.flatMap(({ remark }) => (remark?.code === 'lost' ? [remark] : []));
  return lines.end('nat', chosen, [...conclusions, ...lost]);
}

function innerOf({ a: one, b: other }: Pair<Session>, a: Captured, b: Captured): Places['inner'] {
  for (const role of ['client', 'server'] as const) {
    const [here, there] = [one[role].address, other[role].address];
    if (here !== there && isPrivate(here) !== isPrivate(there))
      return { which: isPrivate(here) ? 'a' : 'b', role, by: 'address' };
  }
  const role = one.server.address !== other.server.address ? 'server' : 'client';
  const sideOf = ({ clientSide }: Session): Side => (role === 'client' ? clientSide : otherSide(clientSide));
  const [here, there] = [ttlOf(a, one.control, sideOf(one)), ttlOf(b, other.control, sideOf(other))];
  if (here === null || there === null || here === there) return null;
  return { which: here > there ? 'a' : 'b', role, by: 'ttl' };
}

/** Of the first segment of a side; null: none is known. */
function ttlOf({ trace }: Captured, connection: Connection, side: Side): number | null {
  return trace?.of(connection).find(({ from }) => from === side)?.ttl ?? null;
}

function addSession(lines: Lines, pair: Pair<Session>, places: Places): void {
  const { a, b } = pair;
  lines.add(label('client'), endpoint(a, 'client'), endpoint(b, 'client'));
  lines.add(label('server'), endpoint(a, 'server'), endpoint(b, 'server'));
  addTtl(lines, pair, places, 'client');
  addTtl(lines, pair, places, 'server');
  const shifts = addAnnouncements(lines, pair);
  addPackets(lines, { a: a.control, b: b.control }, null, pair, places, shifts);
  const left = b.dataConnections.filter(({ connection }) => connection !== null);
  for (const data of a.dataConnections) {
    if (data.connection === null) continue;
    const place = left.findIndex((other) => initialOf(other) === initialOf(data));
    const other = place < 0 ? null : left.splice(place, 1)[0]!;
    addData(lines, data, other, pair, places);
  }
  for (const data of left) addData(lines, null, data, pair, places);
}

/** Of the SYN: an answer may be missing on one side. */
const initialOf = ({ connection }: DataConnection): number | null => connection?.sides.initiator.initialSeq ?? null;

function endpoint(session: Session, role: 'client' | 'server'): CompareFact {
  const { syn } = session.control.handshake;
  return say('endpoint', session[role], syn === null ? [] : [syn]);
}

function addTtl(lines: Lines, { a, b }: Pair<Session>, places: Places, role: 'client' | 'server'): void {
  const side = ({ clientSide }: Session): Side => (role === 'client' ? clientSide : otherSide(clientSide));
  const [here, there] = [ttlOf(places.a, a.control, side(a)), ttlOf(places.b, b.control, side(b))];
  if (here === null || there === null) return;
  const hops = say('hops', { count: Math.abs(here - there), nearer: here > there ? 'a' : 'b' });
  const name = role === 'client' ? 'ttl-to-server' : 'ttl-to-client';
  lines.add(label(name), say('ttl', { ttl: here }), say('ttl', { ttl: there }), {
    remark: here === there ? null : hops,
  });
}

/** Bytes that a rewritten line is longer, by the frame that carries it in `a`. */
type Shifts = ReadonlyMap<number, number>;

/** PORT and 227 with what was made of them, in order. */
function addAnnouncements(lines: Lines, { a, b }: Pair<Session>): Shifts {
  const shifts = new Map<number, number>();
  const others = b.dataConnections.flatMap(({ announced }) => announced ?? []);
  for (const data of a.dataConnections) {
    const { announced, id } = data;
    if (announced === null) continue;
    const other = others.shift() ?? null;
    const shift = other === null ? 0 : other.text.length - announced.text.length;
    if (shift !== 0) shifts.set(announced.frame, shift);
    lines.add(label('announcement', id), announcedFact(announced), other && announcedFact(other), {
      remark: other === null ? null : announcedRemark(announced, other, shift, { a, b }),
    });
  }
  for (const one of others) lines.add(label('announcement'), null, announcedFact(one));
  return shifts;
}

type Announced = NonNullable<DataConnection['announced']>;

const announcedFact = ({ text, address, port, frame }: Announced): CompareFact =>
  say('announced', { text: escapeText(text), endpoint: { address, port } }, [frame]);

function announcedRemark(one: Announced, other: Announced, shift: number, { a, b }: Pair<Session>): CompareFact | null {
  const address = one.address !== other.address;
  const port = one.port !== other.port;
  if (address || port) return say('rewritten', { address, port, shift });
  const moved = a[one.by].address !== b[one.by].address;
  return moved ? say('announced-unchanged', { address: one.address }) : null;
}

function addData(
  lines: Lines,
  one: DataConnection | null,
  other: DataConnection | null,
  pair: Pair<Session>,
  places: Places,
): void {
  const fact = (data: DataConnection | null): CompareFact | null => {
    if (data?.connection == null) return null;
    const { initiator, responder, handshake } = data.connection;
    return say('data-endpoints', { from: initiator, to: responder }, handshake.syn === null ? [] : [handshake.syn]);
  };
  const id = (one ?? other)!.id;
  lines.add(label('data', id), fact(one), fact(other));
  addPackets(lines, { a: one?.connection ?? null, b: other?.connection ?? null }, id, pair, places, new Map());
}

const KINDS: readonly PacketKind[] = ['syn', 'syn-ack', 'data', 'fin', 'rst'];

/** One line for each kind of packet of a direction that one side has more of. */
function addPackets(
  lines: Lines,
  connections: Pair<Connection | null>,
  id: string | null,
  pair: Pair<Session>,
  places: Places,
  shifts: Shifts,
): void {
  for (const side of ['initiator', 'responder'] as const)
    for (const kind of KINDS) {
      const here = packetsOf(places.a, connections.a, side, kind);
      const there = packetsOf(places.b, connections.b, side, kind);
      const lacking =
        kind === 'data' ? lackingData(here, there, connections, side, shifts) : lackingOthers(here, there);
      if (lacking === null) continue;
      const { which, packets, bytes } = lacking;
      const fact = (list: readonly Kept[]): CompareFact | null =>
        list.length === 0 ? null : say('packets', { kind, count: list.length, bytes: sum(list) }, framesOf(list));
      const connection = connections[which]!;
      const role = roleOfSide(connection, side, pair[which]);
      lines.add(label('packets', id), fact(here), fact(there), {
        same: false,
        remark: lossOf(kind, packets, bytes, which, role, places),
      });
    }
}

const sum = (list: readonly Kept[]): number => list.reduce((total, { bytes }) => total + bytes, 0);
const framesOf = (list: readonly Kept[]): number[] => list.map(({ frame }) => frame);

/** By address: the client's end, or the server's. */
const roleOfSide = (connection: Connection, side: Side, { server }: Session): 'client' | 'server' =>
  connection[side].address === server.address ? 'server' : 'client';

const packetsOf = (
  { trace }: Captured,
  connection: Connection | null,
  side: Side,
  kind: PacketKind,
): readonly Kept[] =>
  connection === null ? [] : (trace?.of(connection) ?? []).filter((one) => one.from === side && one.kind === kind);

type Lacking = { readonly which: Which; readonly packets: readonly Kept[]; readonly bytes: number };

/** SYN, FIN and RST: one by one. The first ones of the side with more are taken to have come through. */
function lackingOthers(a: readonly Kept[], b: readonly Kept[]): Lacking | null {
  if (a.length === b.length) return null;
  return a.length > b.length
    ? { which: 'a', packets: a.slice(b.length), bytes: 0 }
    : { which: 'b', packets: b.slice(a.length), bytes: 0 };
}

/** Data by its bytes: devices cut and join segments. */
function lackingData(
  a: readonly Kept[],
  b: readonly Kept[],
  connections: Pair<Connection | null>,
  side: Side,
  shifts: Shifts,
): Lacking | null {
  const initial = (which: Which): number => connections[which]?.sides[side].initialSeq ?? 0;
  const [rangesA, rangesB] = [rangesOf(shifted(a, shifts), side, initial('a')), rangesOf(b, side, initial('b'))];
  const onlyA = without(rangesA, rangesB);
  const onlyB = without(rangesB, rangesA);
  const which: Which = onlyA.length > 0 ? 'a' : 'b';
  const ranges = which === 'a' ? onlyA : onlyB;
  if (ranges.length === 0) return null;
  const list = which === 'a' ? shifted(a, shifts) : b;
  const bytes = ranges.reduce((total, [from, to]) => total + to - from, 0);
  const packets = list.filter((one) => {
    const start = seqAhead(initial(which), one.seq) - 1;
    return ranges.some(([from, to]) => start < to && start + one.bytes > from);
  });
  return { which, packets, bytes };
}

/** Segments as they are on the other side: what follows a rewritten line has other sequence numbers. */
function shifted(list: readonly Kept[], shifts: Shifts): readonly Kept[] {
  if (shifts.size === 0) return list;
  let shift = 0;
  return list.map((one) => {
    const own = shifts.get(one.frame) ?? 0;
    const moved = { ...one, seq: seqAdd(one.seq, shift), bytes: one.bytes + own };
    shift += own;
    return moved;
  });
}

/** What it means that one side lacks packets; nothing is said of what its capture may not have lasted for. */
function lossOf(
  kind: PacketKind,
  packets: readonly Kept[],
  bytes: number,
  which: Which,
  sender: 'client' | 'server',
  { a, b, inner, offsetNs }: Places,
): CompareFact {
  const frames = framesOf(packets);
  const other = which === 'a' ? b : a;
  const there = (timeNs: number): number => (which === 'a' ? timeNs + offsetNs : timeNs - offsetNs);
  const covered =
    other.trace?.dropped === 0 &&
    packets.every(({ timeNs }) => there(timeNs) >= other.firstTimeNs && there(timeNs) <= other.lastTimeNs);
  if (!covered || inner === null) return say('lost-open', { kind }, frames);
  const outwards = sender === inner.role;
  // What travels outwards passes the inner place first.
  const passedFirst = outwards === (inner.which === which);
  if (!passedFirst) return say('lost-open', { kind }, frames);
  return say('lost', { kind, count: packets.length, bytes, way: outwards ? 'out' : 'in' }, frames);
}
