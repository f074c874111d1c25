/** How much content encrypted records carry, told from their lengths alone. */
import { otherSide, type Side } from '../tcp/types.js';
import { cipherSuite } from './ciphers.js';
import type { TlsFacts } from './facts.js';
import { RECORD } from './records.js';
import { KEY_UPDATE_BYTES, TAG_BYTES, type TracedRecord } from './trace.js';
import { VERSION } from './versions.js';

/** Bytes: min where max is the same, else anything between. */
export type ByteRange = { readonly min: number; readonly max: number };

/** A record with its content, where it has any. */
export type ContentRecord = ByteRange & { readonly frame: number; readonly timeNs: number; readonly bytes: number };

/** Lengths of messages that a TLS 1.3 connection hides among its application data. */
const FINISHED_BYTES = { sha256: 4 + 32, sha384: 4 + 48, md5: 0, sha1: 0 } as const;
const ALERT_BYTES = 2;
/** Tickets of TLS 1.3, as servers send them. */
const TICKET_BYTES: ByteRange = { min: 100, max: 1_500 };
/** A NewSessionTicket has so many bytes around its ticket, the record's own included (one byte less in some servers). */
export const TICKET_AROUND_BYTES = 42;
/** More servers send two of them than any other number; none sends more. */
const MOST_TICKETS = 4;

/** Content of one record under the connection's cipher; null where the cipher is not known. */
export function contentRange(facts: TlsFacts, bodyBytes: number): ByteRange | null {
  const { serverSays } = facts;
  const bulk = serverSays && cipherSuite(serverSays.suite)?.bulk;
  if (!bulk) return null;
  if (bulk.kind === 'cbc') {
    const iv = serverSays.version >= VERSION.TLS11 ? bulk.blockBytes : 0;
    const padded = bodyBytes - iv - bulk.macBytes;
    return { min: Math.max(0, padded - bulk.blockBytes), max: Math.max(0, padded - 1) };
  }
  const overhead = bulk.kind === 'null' ? bulk.macBytes : bulk.tagBytes + (facts.tls13 ? 1 : bulk.explicitNonceBytes);
  const bytes = Math.max(0, bodyBytes - overhead);
  return { min: bytes, max: bytes };
}

/** What both sides said on a connection, and what of it is known not to be content. */
export type SideContent = {
  /** Those of the first records that carry content, in order; the last of them may be a closing alert. */
  readonly records: readonly ContentRecord[];
  /** All of it. */
  readonly total: ByteRange;
  /** Bodies of the tickets that the server issued (TLS 1.3). */
  readonly tickets: readonly number[];
  /** Lengths tell the content: no padding was noticed, and no record is missing. */
  readonly exact: boolean;
};

/**
 * The content of one side, handshake, tickets, KeyUpdates and the closing alert taken out.
 * @param ticketBytes bodies of tickets that the same server issued elsewhere: they are recognised again
 * @param speaksLater the other side speaks first after the handshake (a server after AUTH)
 */
export function contentOf(facts: TlsFacts, side: Side, ticketBytes: readonly number[] = []): SideContent | null {
  if (contentRange(facts, 0) === null) return null;
  const trace = facts.trace[side];
  if (!facts.tls13) {
    const records = withContent(
      facts,
      trace.records.filter(({ type }) => type === RECORD.APPLICATION_DATA),
    );
    return {
      records,
      total: totalOf(facts, trace.dataRecords, trace.dataBytes, records),
      tickets: [],
      exact: !trace.broken,
    };
  }
  const { finished, found } = finishedRecord(facts);
  const data = trace.records.filter(({ type }) => type === RECORD.APPLICATION_DATA);
  let at = side === facts.client ? data.indexOf(finished!) + 1 : afterHandshake(data, finished);
  if (finished === null) at = data.length;
  const tickets: number[] = [];
  // Tickets of a server have one length: also those that the client brings.
  const offered = (facts.clientSays?.pskBytes ?? []).flatMap((bytes) => [
    bytes + TICKET_AROUND_BYTES,
    bytes + TICKET_AROUND_BYTES - 1,
  ]);
  const known = [...ticketBytes, ...offered];
  if (side !== facts.client)
    while (at < data.length && isTicket(data, at, tickets, known)) tickets.push(data[at++]!.bytes);
  const others = data.slice(0, at);
  const updates = keyUpdates(facts, side);
  const closing = facts.closing(side);
  const last = trace.last;
  const alert = closing !== null && last?.type === RECORD.APPLICATION_DATA ? 1 : 0;
  const updateBytes = KEY_UPDATE_BYTES + (1 << 14) - contentRange(facts, 1 << 14)!.max;
  let skip = updates;
  const records = withContent(
    facts,
    data
      .slice(at)
      .filter((record) => !(record.bytes === updateBytes && skip-- > 0) && !(alert === 1 && record === last)),
  );
  const left = others.length + updates;
  const leftBytes = sum(others) + updates * updateBytes;
  const total = totalOf(
    facts,
    trace.dataRecords - left - alert,
    trace.dataBytes - leftBytes - (alert === 1 ? last!.bytes : 0),
    records,
  );
  // A record of five bytes in the midst of others, without an answer, may be either.
  const end = alert === 1 ? trace.previous : last;
  const doubtful = trace.updates - updates - (end?.bytes === updateBytes ? 1 : 0);
  return {
    records,
    total: { min: Math.max(0, total.min - KEY_UPDATE_BYTES * Math.max(0, doubtful)), max: total.max },
    tickets,
    exact: found && !trace.broken && !padsToBlocks(data.slice(at)) && doubtful <= 0,
  };
}

const SMALLEST_BLOCK = 16;
const FEWEST_RECORDS = 3;

/** RFC 8446 §5.4: who pads fills blocks, so that content, type and padding of all records have a common factor. */
const padsToBlocks = (records: readonly TracedRecord[]): boolean =>
  records.length >= FEWEST_RECORDS && records.every(({ bytes }) => (bytes - TAG_BYTES) % SMALLEST_BLOCK === 0);

const sum = (records: readonly TracedRecord[]): number => records.reduce((all, { bytes }) => all + bytes, 0);

const withContent = (facts: TlsFacts, records: readonly TracedRecord[]): ContentRecord[] =>
  records.map(({ bytes, frame, timeNs }) => ({ ...contentRange(facts, bytes)!, bytes, frame, timeNs }));

/** Overheads are the same for all records, unless padding fills blocks. */
function totalOf(facts: TlsFacts, records: number, bytes: number, known: readonly ContentRecord[]): ByteRange {
  const one = contentRange(facts, 1 << 14)!;
  let min = bytes - records * ((1 << 14) - one.min);
  const max = bytes - records * ((1 << 14) - one.max);
  // Empty records (TLS 1.0) hold less than nothing by that sum.
  for (const { bytes: body, min: least } of known) min += least - (body - ((1 << 14) - one.min));
  return { min: Math.max(0, min), max: Math.max(0, max) };
}

/** The TLS client's Finished ends the handshake of TLS 1.3; `found`: it has the very length of one. */
function finishedRecord(facts: TlsFacts): { finished: TracedRecord | null; found: boolean } {
  if (facts.client === null || facts.serverSays === null) return { finished: null, found: false };
  const data = facts.trace[facts.client].records.filter(({ type }) => type === RECORD.APPLICATION_DATA);
  const suite = cipherSuite(facts.serverSays.suite)!;
  const expected = FINISHED_BYTES[suite.hash];
  const exact = data.find(({ bytes }) => contentRange(facts, bytes)!.max === expected);
  // A certificate and its proof may come first; what follows commands is none.
  if (exact && data.indexOf(exact) <= MOST_TICKETS) return { finished: exact, found: true };
  return { finished: data[0] ?? null, found: false };
}

/** The server's records before the client's Finished are its handshake. */
function afterHandshake(data: readonly TracedRecord[], finished: TracedRecord | null): number {
  if (finished === null) return 0;
  const at = data.findIndex(({ frame }) => frame > finished.frame);
  return at < 0 ? data.length : at;
}

function isTicket(
  data: readonly TracedRecord[],
  at: number,
  tickets: readonly number[],
  known: readonly number[],
): boolean {
  const { bytes } = data[at]!;
  if (bytes < TICKET_BYTES.min || bytes > TICKET_BYTES.max || tickets.length >= MOST_TICKETS) return false;
  if (tickets.length > 0) return bytes === tickets[0];
  return known.includes(bytes) || data[at + 1]?.bytes === bytes;
}

/** Records of five bytes that the other side answers with such a record (RFC 8446 §4.6.3). */
function keyUpdates(facts: TlsFacts, side: Side): number {
  const own = facts.trace[side].updates;
  return Math.min(own, facts.trace[otherSide(side)].updates);
}

export const isExact = ({ min, max }: ByteRange): boolean => min === max;
export const covers = ({ min, max }: ByteRange, bytes: number): boolean => min <= bytes && bytes <= max;
export const isAlertSized = ({ min, max }: ByteRange): boolean => covers({ min, max }, ALERT_BYTES);
