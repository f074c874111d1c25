/** Beside the list of transfers: what the chosen data connection carried, how it was announced, opened and closed. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import { formatCount, formatDuration, formatEndpoint, formatRate, plural } from '../../model/format.js';
import { reasonsOf } from '../../model/reasons.js';
import { roleOf } from '../../model/roles.js';
import { rateOf, verdictWord } from '../../model/transfers.js';
import type { Connection } from '../../tcp/types.js';
import type { Texts } from '../../text/texts.js';
import type { Context } from '../data/context.js';
import { outcomeOf } from '../data/summary.js';
import { EMPTY, type Line, line, span, wrap } from '../terminal/text.js';
import { expectedWords, hashesOf, inShort, missingWords, runsStill } from './certificate.js';
import { outcomeRole, transferTitle } from './transferWords.js';

const LABEL = 12;
/** The view of the transfer has more. */
const MOST_RANGES = 5;
const MOST_FRAMES = 6;

type Fact = (name: string, value: string | null) => void;

export function transferDetail(data: DataConnection, context: Context, columns: number): readonly Line[] {
  const lines: Line[] = [line(`Data connection ${data.id}  ${data.mode}`, 'title')];
  const fact: Fact = (name, value) => {
    if (value === null || value === '') return;
    for (const [i, part] of wrap(value, Math.max(10, columns - LABEL)).entries()) {
      lines.push([span((i === 0 ? name : '').padEnd(LABEL), 'dim'), span(part)]);
    }
  };
  const { announced, connection, transfer } = data;
  const { state } = context.input.pump;
  const reading = state === 'reading' || state === 'paused';
  fact('command', transferTitle(data));
  if (transfer) transferFacts(data, reading, context.texts, fact);
  lines.push([span('outcome'.padEnd(LABEL), 'dim'), span(outcomeOf(data, reading), outcomeRole(data))]);
  lines.push(EMPTY);
  if (announced) {
    const sum = announced.arithmetic ? ` (${announced.arithmetic} = ${announced.port})` : '';
    fact('announced', `${formatEndpoint(announced)} by the ${announced.by} in frame ${announced.frame}${sum}`);
  }
  if (connection) connectionFacts(data, connection, fact);
  fact('certainty', data.confidence);
  for (const reason of reasonsOf(data)) {
    const { frames } = reason;
    const named = frames.slice(0, MOST_FRAMES).join(', ');
    const where = frames.length === 0 ? '' : ` (${frames.length === 1 ? 'frame' : 'frames'} ${named})`;
    fact('because', `${context.texts.say('evidence', reason)}${where}`);
  }
  return lines;
}

/** How it was opened and closed, and what went wrong with it. */
function connectionFacts(data: DataConnection, connection: Connection, fact: Fact): void {
  const { handshake, teardown, icmpError, sides } = connection;
  const { syn, synAck, ack } = handshake;
  fact('connection', `${formatEndpoint(connection.initiator)} → ${formatEndpoint(connection.responder)}`);
  fact('handshake', `SYN ${syn ?? 'not seen'}, SYN+ACK ${synAck ?? 'not seen'}, ACK ${ack ?? 'not seen'}`);
  if (data.announced && syn !== null) {
    const waited = formatDuration(connection.firstTimeNs - data.announced.timeNs, data.session.coarseTimes);
    fact('waited', `${waited} after the announcement`);
  }
  for (const { from, frame, ackFrame } of teardown.fins)
    fact('closed', `FIN by the ${roleOf(data, connection, from)} ${frame}, acknowledged ${ackFrame ?? 'never'}`);
  for (const { from, ackFrame } of teardown.unseenFins)
    fact('closed', `FIN by the ${roleOf(data, connection, from)} not in the capture, acknowledged ${ackFrame}`);
  if (teardown.rst)
    fact('reset', `RST by the ${roleOf(data, connection, teardown.rst.from)} in frame ${teardown.rst.frame}`);
  if (icmpError) fact('ICMP', `${icmpError.text}, from ${icmpError.reporter} in frame ${icmpError.frame}`);
  const again = sides.initiator.retransmissions + sides.responder.retransmissions;
  if (again > 0) fact('sent again', plural(again, 'segment'));
  const missing = sides.initiator.missingBytes + sides.responder.missingBytes;
  if (missing > 0) fact('missing', `${plural(missing, 'byte')} ${missing === 1 ? 'is' : 'are'} not in the capture`);
}

function transferFacts(data: DataConnection, reading: boolean, texts: Texts, fact: Fact): void {
  const transfer = data.transfer!;
  fact('path', transfer.path === null ? null : escapeText(transfer.path));
  fact('bytes', `${formatCount(transfer.bytes)}${inShort(transfer.bytes)}`);
  fact('expected', expectedWords(transfer, texts));
  fact('verdict', runsStill(transfer, reading) ? 'not yet' : verdictWord(transfer));
  fact('reply', transfer.code === null ? (reading ? 'not yet' : 'not seen') : String(transfer.code));
  fact(
    'type, mode',
    `${transfer.type ?? 'not known'}, ${transfer.mode}${transfer.restart === null ? '' : `, from byte ${formatCount(transfer.restart)}`}`,
  );
  if (transfer.durationSeconds !== null && transfer.durationSeconds > 0) {
    const rate = rateOf(transfer);
    fact(
      'took',
      `${formatDuration(transfer.durationSeconds * NS_PER_SECOND, data.session.coarseTimes)}${rate === null ? '' : `, ${formatRate(rate)}`}`,
    );
  }
  for (const [name, hash] of hashesOf(transfer)) fact(name, hash);
  if (transfer.missing.length > 0) fact('missing', missingWords(transfer, MOST_RANGES));
  fact('saved as', transfer.file === null ? null : escapeText(transfer.file));
}
