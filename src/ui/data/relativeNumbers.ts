/** In a packet's TCP header: sequence numbers from 0 on beside those of the header, the window in bytes, as the ladder has them. */
import type { Session } from '../../ftp/protocol/session.js';
import { segmentDetails } from '../../model/segmentDetails.js';
import type { Connection } from '../../tcp/types.js';
import type { Field } from '../../wire/dissect.js';
import { ACK, SYN } from '../../wire/segment.js';
import { withTcpNumbers } from '../../wire/transport/tcpNumbers.js';
import type { Context } from './context.js';
import { entryOf, type SegmentFacts } from './frames.js';

/** `fields` of the packet that `facts` are of; as they are where its connection is no session's, or lacks its SYN. */
export function withRelativeNumbers(
  fields: readonly Field[],
  facts: SegmentFacts,
  session: Session | undefined,
  context: Context,
): readonly Field[] {
  const connection = connectionOf(facts, session, context);
  if (connection === null) return fields;
  const plain = entryOf(facts, connection, 0, false);
  const isSyn = (facts.flags & SYN) !== 0;
  const details = segmentDetails(
    isSyn ? { ...plain, kind: (facts.flags & ACK) !== 0 ? 'syn-ack' : 'syn' } : plain,
    connection,
  );
  if (details === null) return fields;
  const { packet: texts } = context.ui;
  const { seq, ack, window } = details;
  return withTcpNumbers(fields, {
    seq,
    ack,
    fields: {
      seq: texts.relative(seq, facts.seq),
      ack: ack === null ? null : texts.relative(ack, facts.ack),
      window:
        window === null || window === facts.window
          ? null
          : texts.scaled(facts.window, window, window / facts.window, context.format),
    },
  });
}

/** The connection of a segment: of the session on the screen, else of any. */
function connectionOf(facts: SegmentFacts, session: Session | undefined, { analyzer }: Context): Connection | null {
  for (const one of session ? [session, ...analyzer.sessions] : analyzer.sessions)
    for (const connection of [one.control, ...one.dataConnections.map((data) => data.connection)])
      if (connection !== null && carries(connection, facts)) return connection;
  return null;
}

/** Ports are used again: the frame tells such connections apart. */
function carries({ initiator, responder, firstFrame, lastFrame }: Connection, facts: SegmentFacts): boolean {
  if (facts.frame < firstFrame || facts.frame > lastFrame) return false;
  const is = (address: string, port: number, end: Connection['initiator']): boolean =>
    end.address === address && end.port === port;
  const { source, sourcePort, destination, destinationPort } = facts;
  return (
    (is(source, sourcePort, initiator) && is(destination, destinationPort, responder)) ||
    (is(source, sourcePort, responder) && is(destination, destinationPort, initiator))
  );
}
