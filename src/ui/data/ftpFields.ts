/** What a packet means in the session: its command or reply as a layer of the packet's tree. */
import type { Exchange, Reply, Session } from '../../ftp/protocol/session.js';
import type { LadderRow } from '../../model/rows.js';
import type { Texts } from '../../text/texts.js';
import type { Field } from '../../wire/dissect.js';
import type { SegmentFacts } from './frames.js';

/** The layer that dissection itself does not know: `start` and `end` are the payload's bytes in the packet, without the end of the line. */
export function ftpFields(session: Session, facts: SegmentFacts, start: number, end: number, texts: Texts): Field[] {
  if (!onControl(session, facts)) return [];
  const fields: Field[] = [];
  for (const exchange of session.exchanges) {
    if (exchange.command?.frame === facts.frame) fields.push(commandField(exchange, start, end, texts));
    for (const reply of exchange.replies) {
      if (facts.frame >= reply.firstFrame && facts.frame <= reply.lastFrame && fromServer(session, facts)) {
        fields.push(replyField(reply, start, end, texts));
      }
    }
  }
  return fields;
}

const onControl = ({ client, server }: Session, { sourcePort, destinationPort }: SegmentFacts): boolean =>
  (sourcePort === client.port && destinationPort === server.port) ||
  (sourcePort === server.port && destinationPort === client.port);

const fromServer = ({ server }: Session, facts: SegmentFacts): boolean =>
  facts.sourcePort === server.port && facts.source === server.address;

function commandField({ command, directory }: Exchange, start: number, end: number, texts: Texts): Field {
  const { ftp } = texts.ui.packet;
  const { verb = '', argument = '', oddities = [] } = command ?? {};
  const children: Field[] = [{ name: ftp.command, value: verb, start, end: Math.min(end, start + verb.length) }];
  if (argument !== '')
    children.push({ name: ftp.argument, value: argument, start: Math.min(end, start + verb.length + 1), end });
  if (directory !== null) children.push({ name: ftp.directory, value: directory, start, end: start });
  for (const one of oddities) children.push({ name: ftp.note, value: texts.say('oddities', one), start, end: start });
  return { name: ftp.layer, value: ftp.commandIs(verb), start, end, children };
}

function replyField(reply: Reply, start: number, end: number, texts: Texts): Field {
  const { ftp } = texts.ui.packet;
  const code = String(reply.code).padStart(3, '0');
  const children: Field[] = [{ name: ftp.code, value: code, start, end: Math.min(end, start + 3) }];
  for (const value of reply.text.split('\n').slice(0, 500))
    children.push({ name: ftp.text, value, start: Math.min(end, start + 4), end });
  for (const one of reply.oddities)
    children.push({ name: ftp.note, value: texts.say('oddities', one), start, end: start });
  return { name: ftp.layer, value: ftp.replyIs(code), start, end, children };
}

/** The row of the ladder that stands for a frame: of the connection that the packet belongs to. */
export function rowOfFrame(rows: readonly LadderRow[], facts: SegmentFacts): LadderRow | undefined {
  const ports = (row: LadderRow): boolean =>
    (row.clientPort === facts.sourcePort && row.serverPort === facts.destinationPort) ||
    (row.clientPort === facts.destinationPort && row.serverPort === facts.sourcePort);
  return rows.find(
    (row) =>
      row.firstFrame !== null &&
      facts.frame >= row.firstFrame &&
      facts.frame <= (row.lastFrame ?? row.firstFrame) &&
      ports(row),
  );
}
