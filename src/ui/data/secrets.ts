/** Which bytes of a packet hold (part of) a password, and must not be shown. */
import type { Session } from '../../ftp/protocol/session.js';
import { seqDistance } from '../../tcp/seq.js';
import type { Endpoint } from '../../tcp/types.js';
import type { Context } from './context.js';
import { payloadStart, type SegmentFacts, segmentFacts } from './frames.js';
import type { HeldPacket } from './packetStore.js';

/** Fragments of a secret pass this close to the frame that completed them. */
const NEAR_FRAMES = 1000;

/** The first byte to hide; infinity where there is none. Rather too much than too little. */
export function maskedFrom(packet: HeldPacket, context: Context): number {
  const { input, analyzer, cache } = context;
  if (input.options.showPasswords) return Number.POSITIVE_INFINITY;
  return cache.get('secret', [packet.frame], analyzer.revision, () => {
    if (analyzer.sessions.some((session) => session.secretFrames.has(packet.frame))) return payloadStart(packet);
    const facts = segmentFacts(packet);
    if (facts !== undefined && analyzer.sessions.some((session) => isUnread(facts, session)))
      return payloadStart(packet);
    const repeats = (session: Session): boolean =>
      facts === undefined ? mayBeFragment(packet.frame, session, context) : overlapsSecret(facts, session, context);
    if (!analyzer.sessions.some((session) => session.secretFrames.size > 0 && repeats(session)))
      return Number.POSITIVE_INFINITY;
    return payloadStart(packet);
  });
}

/**
 * The client's bytes were not all read as lines: some are missing, were sent twice with other content, or came before the
 * capture. What completes no command that is shown may be a part of one that must not be.
 */
function isUnread(facts: SegmentFacts, session: Session): boolean {
  const { client, server, control, clientSide, exchanges } = session;
  if (facts.payloadBytes === 0 || !is(client, facts.source, facts.sourcePort)) return false;
  if (!is(server, facts.destination, facts.destinationPort)) return false;
  const { missingBytes, conflictingBytes } = control.sides[clientSide];
  if (missingBytes === 0 && conflictingBytes === 0 && control.handshake.syn !== null) return false;
  return !exchanges.some(({ command }) => command?.frame === facts.frame);
}

/** A retransmission, or the same packet captured once more, perhaps cut elsewhere: by sequence numbers. */
function overlapsSecret(facts: SegmentFacts, session: Session, context: Context): boolean {
  const { client, server } = session;
  if (facts.payloadBytes === 0 || !is(client, facts.source, facts.sourcePort)) return false;
  if (!is(server, facts.destination, facts.destinationPort)) return false;
  for (const frame of session.secretFrames) {
    const packet = context.input.packets.get(frame);
    const secret = packet && segmentFacts(packet);
    if (!secret) return true;
    const ahead = seqDistance(secret.seq, facts.seq);
    if (ahead < secret.payloadBytes && ahead > -facts.payloadBytes) return true;
  }
  return false;
}

const is = (endpoint: Endpoint, address: string, port: number): boolean =>
  endpoint.port === port && endpoint.address === address;

/** No TCP header in it, near a secret that itself came in fragments. */
function mayBeFragment(frame: number, { secretFrames }: Session, { input }: Context): boolean {
  for (const secret of secretFrames) {
    if (Math.abs(secret - frame) > NEAR_FRAMES) continue;
    const packet = input.packets.get(secret);
    if (packet && payloadStart(packet) === 0) return true;
  }
  return false;
}
