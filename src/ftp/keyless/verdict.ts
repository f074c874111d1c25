/** Whether a transfer whose dialogue nobody can read got everything, by what its ends and its replies show. */

import { NS_PER_SECOND } from '../../bytes/units.js';
import { factsOf } from '../../fact.js';
import type { Timeline } from '../../tcp/timeline.js';
import type { Connection } from '../../tcp/types.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { Evidence, EvidenceParams } from '../codes.js';
import { type InferredTransfer, type InferredTurn, NAMED_FROM } from '../protocol/inferred.js';
import type { MovedData } from './moved.js';

const evidence = factsOf<EvidenceParams>();

/** A reply that belongs to the end of the data may be captured a little before it. */
const EARLY_NS = 0.02 * NS_PER_SECOND;

const VERY_SURE = 0.998;

export function judgeInferred(
  connection: Connection,
  tls: TlsFacts | null,
  data: Pick<MovedData, 'sender' | 'direction' | 'firstNs' | 'content'>,
  turn: InferredTurn | null,
  timeline: Timeline,
): { readonly verdict: InferredTransfer['verdict']; readonly evidence: readonly Evidence[] } {
  const because: Evidence[] = [];
  const { fins, rst, unseenFins } = connection.teardown;
  const closing = tls?.closing(data.sender) ?? null;
  const from = data.direction === 'upload' ? 'client' : 'server';
  if (closing) because.push(evidence('keyless-closed', { from }, [closing.frame]));
  const fin = [...fins].find((one) => one.from === data.sender);
  if (fin) because.push(evidence('sender-closed', {}, [fin.frame]));
  const reply = turn?.replies.at(-1);
  if (!turn || !reply) return { verdict: 'unknown', evidence: because };
  const after = turn.replies.filter(
    ({ frame, timeNs }) => timeline.at(frame, timeNs) >= data.firstNs - EARLY_NS,
  ).length;
  because.push(
    evidence(
      'keyless-replies',
      { count: turn.replies.length, after },
      turn.replies.map(({ frame }) => frame),
    ),
  );
  const { digit = 0, p = 0 } = turn.reply ?? {};
  const sure = p >= NAMED_FROM;
  // Nothing that is inferred is certain.
  const params = { bytes: reply.bytes.max, p: Math.min(0.99, p) };
  if (sure && digit === 2) because.push(evidence('keyless-success', params, [reply.frame]));
  if (sure && digit >= 4) because.push(evidence('keyless-failure', params, [reply.frame]));
  if (sure && digit >= 4) return { verdict: 'truncated', evidence: because };
  const senderDone = closing !== null || fin !== undefined || unseenFins.some((one) => one.from === data.sender);
  const broken = rst !== null && closing === null && (fin === undefined || rst.frame < fin.frame);
  // TLS that ends without its closing alert may have been cut: nobody can tell what was to come.
  const unclosed = tls !== null && closing === null && data.direction === 'upload';
  const whole = senderDone && !broken && !unclosed && connection.sides[data.sender].missingBytes === 0;
  // A server that wants its session resumed closes the connection like an empty listing, and replies 522.
  const doubtful = tls?.resumption === 'full' && data.content.max === 0 && p < VERY_SURE;
  const complete = !doubtful && sure && digit === 2 && whole && turn.replies.length >= 2 && after >= 1;
  return { verdict: complete ? 'complete' : 'unknown', evidence: because };
}
