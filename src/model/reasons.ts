/** Why a connection is the one that was announced, or why none is, and what ended an attempt: with frames. */
import { factsOf } from '../fact.js';
import type { Evidence, EvidenceParams } from '../ftp/codes.js';
import type { DataConnection } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';
import type { IcmpRef } from './findings/codes.js';

/** Frames of an attempt that failed: its SYNs, and what answered them. */
export function attemptFrames(data: Pick<DataConnection, 'connection'>): number[] {
  const { connection } = data;
  if (connection === null) return [];
  const { handshake, synRetransmissions, teardown, journal, icmpError } = connection;
  const errors = journal.filter(({ kind }) => kind === 'icmp-error').map(({ firstFrame }) => firstFrame);
  const list = [handshake.syn, ...synRetransmissions, teardown.rst?.frame, icmpError?.frame, ...errors];
  return [...new Set(list.filter((frame) => frame != null))].sort((a, b) => a - b);
}

/** From the first SYN to the last. */
export function synSpanNs({ firstTimeNs, journal }: Connection): number {
  const last = journal.findLast(({ kind }) => kind === 'syn');
  return last === undefined ? 0 : last.lastTimeNs - firstTimeNs;
}

/** So many SYNs, from the first to the last. */
export function synSpan({ synRetransmissions, firstTimeNs, journal }: Connection): {
  readonly syns: number;
  readonly spanNs: number;
} {
  const last = journal.findLast(({ kind }) => kind === 'syn');
  return { syns: 1 + synRetransmissions.length, spanNs: last === undefined ? 0 : last.lastTimeNs - firstTimeNs };
}

/** Frames of the ICMP errors that quote segments of a connection. */
export const icmpFrames = ({ journal }: Connection): number[] =>
  journal.filter(({ kind }) => kind === 'icmp-error').map(({ firstFrame }) => firstFrame);

/** The ICMP error that answered a connection. */
export const icmpRef = ({ initiator, icmpError }: Connection): IcmpRef => ({
  version: initiator.address.includes(':') ? 6 : 4,
  text: icmpError?.text ?? null,
  reporter: icmpError?.reporter ?? null,
  prohibited: icmpError?.prohibited === true,
});

/** RFC 792, or RFC 4443 over IPv6. */
export const icmpName = ({ initiator }: Connection): 'ICMP' | 'ICMPv6' =>
  initiator.address.includes(':') ? 'ICMPv6' : 'ICMP';

/** All that speaks for the connection, and how an attempt that failed ended. */
export function reasonsOf(data: DataConnection): readonly Evidence[] {
  const end = endOf(data);
  return end === null ? data.because : [...data.because, end];
}

const evidence = factsOf<EvidenceParams>();

function endOf(data: DataConnection): Evidence | null {
  const { connection, exchange } = data;
  switch (data.outcome) {
    case 'rejected': {
      const reply = exchange?.replies.at(-1);
      return reply === undefined ? null : evidence('rejected', { code: reply.code }, [reply.lastFrame]);
    }
    case 'never-used':
      return evidence('nobody-connected', {});
    case 'not-captured':
      return evidence('not-in-capture', {}, provingFrames(data));
    case 'unanswered':
      return evidence('unanswered', synCount(connection!), attemptFrames(data));
    case 'refused':
      return evidence('answered-by-rst', {}, attemptFrames(data));
    case 'prohibited': {
      const error = connection!.icmpError?.text ?? null;
      return evidence('answered-by-icmp', { protocol: icmpName(connection!), error }, attemptFrames(data));
    }
    default:
      return null;
  }
}

/** The replies that prove a connection; see `provesConnection`. */
const provingFrames = ({ transfer }: DataConnection): readonly (number | undefined)[] =>
  transfer === null ? [] : transfer.exchange.replies.map(({ lastFrame }) => lastFrame).slice(-1);

function synCount({ synRetransmissions, firstTimeNs, journal }: Connection): EvidenceParams['unanswered'] {
  const last = synRetransmissions.length === 0 ? undefined : journal.findLast(({ kind }) => kind === 'syn');
  return { syns: 1 + synRetransmissions.length, spanNs: last === undefined ? null : last.lastTimeNs - firstTimeNs };
}
