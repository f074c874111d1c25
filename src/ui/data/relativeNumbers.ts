/** In a packet's TCP header: sequence numbers from 0 on beside those of the header, the window in bytes, as the ladder has them. */
import type { Session } from '../../ftp/protocol/session.js';
import { segmentDetails } from '../../model/segmentDetails.js';
import type { Connection } from '../../tcp/types.js';
import type { Field } from '../../wire/dissect.js';
import { ACK, SYN } from '../../wire/segment.js';
import type { Context } from './context.js';
import { entryOf, type SegmentFacts } from './frames.js';

const TCP = 'Transmission Control Protocol';

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
  const values: Readonly<Record<string, string | undefined>> = {
    'Sequence number': texts.relative(seq, facts.seq),
    'Acknowledgment number': ack === null ? undefined : texts.relative(ack, facts.ack),
    Window:
      window === null || window === facts.window
        ? undefined
        : texts.scaled(facts.window, window, window / facts.window, context.format),
  };
  // A tunnel may have carried it: the segment's own header is the last one.
  const at = fields.findLastIndex(({ name }) => name === TCP);
  return fields.map((layer, i) =>
    i !== at
      ? layer
      : {
          ...layer,
          value: layer.value
            .replace(`Seq: ${facts.seq}`, `Seq: ${seq}`)
            .replace(`Ack: ${facts.ack}`, `Ack: ${ack ?? facts.ack}`),
          children: (layer.children ?? []).map((field) => ({ ...field, value: values[field.name] ?? field.value })),
        },
  );
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
