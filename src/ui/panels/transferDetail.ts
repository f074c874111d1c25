/** Beside the list of transfers: what the chosen data connection carried, how it was announced, opened and closed. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection } from '../../ftp/session.js';
import { formatCount, formatDuration, formatEndpoint, formatRate, plural } from '../../model/format.js';
import { reasonsOf } from '../../model/reasons.js';
import { roleOf } from '../../model/roles.js';
import { rateOf, verdictWord } from '../../model/transfers.js';
import { outcomeOf } from '../summary.js';
import { EMPTY, type Line, line, span, wrap } from '../text.js';
import type { World } from '../world.js';
import { expectedWords, hashesOf, inShort, missingWords, runsStill } from './certificate.js';
import { outcomeRole, transferTitle } from './transferWords.js';

const LABEL = 12;
/** The view of the transfer has more. */
const MOST_RANGES = 5;

export function transferDetail(data: DataConnection, world: World, columns: number): readonly Line[] {
  const lines: Line[] = [line(`Data connection ${data.id}  ${data.mode}`, 'title')];
  const fact = (name: string, value: string | null): void => {
    if (value === null || value === '') return;
    for (const [i, part] of wrap(value, Math.max(10, columns - LABEL)).entries()) {
      lines.push([span((i === 0 ? name : '').padEnd(LABEL), 'dim'), span(part)]);
    }
  };
  const { announced, connection, transfer } = data;
  const { state } = world.input.pump;
  const reading = state === 'reading' || state === 'paused';
  fact('command', transferTitle(data));
  if (transfer) transferFacts(data, reading, fact);
  lines.push([span('outcome'.padEnd(LABEL), 'dim'), span(outcomeOf(data, reading), outcomeRole(data))]);
  lines.push(EMPTY);
  if (announced) {
    fact(
      'announced',
      `${formatEndpoint(announced)} by the ${announced.by} in frame ${announced.frame}${announced.arithmetic ? ` (${announced.arithmetic} = ${announced.port})` : ''}`,
    );
  }
  if (connection) {
    const { syn, synAck, ack } = connection.handshake;
    fact('connection', `${formatEndpoint(connection.initiator)} → ${formatEndpoint(connection.responder)}`);
    fact('handshake', `SYN ${syn ?? 'not seen'}, SYN+ACK ${synAck ?? 'not seen'}, ACK ${ack ?? 'not seen'}`);
    if (announced && syn !== null)
      fact(
        'waited',
        `${formatDuration(connection.firstTimeNs - announced.timeNs, data.session.coarseTimes)} after the announcement`,
      );
    for (const fin of connection.teardown.fins)
      fact(
        'closed',
        `FIN by the ${roleOf(data, connection, fin.from)} ${fin.frame}, acknowledged ${fin.ackFrame ?? 'never'}`,
      );
    for (const { from, ackFrame } of connection.teardown.unseenFins)
      fact('closed', `FIN by the ${roleOf(data, connection, from)} not in the capture, acknowledged ${ackFrame}`);
    if (connection.teardown.rst)
      fact(
        'reset',
        `RST by the ${roleOf(data, connection, connection.teardown.rst.from)} in frame ${connection.teardown.rst.frame}`,
      );
    if (connection.icmpError)
      fact(
        'ICMP',
        `${connection.icmpError.text}, from ${connection.icmpError.reporter} in frame ${connection.icmpError.frame}`,
      );
    const { initiator, responder } = connection.sides;
    const again = initiator.retransmissions + responder.retransmissions;
    if (again > 0) fact('sent again', plural(again, 'segment'));
    if (initiator.missingBytes + responder.missingBytes > 0)
      fact('missing', `${plural(initiator.missingBytes + responder.missingBytes, 'byte')} are not in the capture`);
  }
  if (data.confidence) fact('certainty', data.confidence);
  for (const { text, frames } of reasonsOf(data))
    fact(
      'because',
      `${escapeText(text)}${frames.length > 0 ? ` (${frames.length === 1 ? 'frame' : 'frames'} ${frames.slice(0, 6).join(', ')})` : ''}`,
    );
  return lines;
}

function transferFacts(
  data: DataConnection,
  reading: boolean,
  fact: (name: string, value: string | null) => void,
): void {
  const transfer = data.transfer!;
  fact('path', transfer.path === null ? null : escapeText(transfer.path));
  fact('bytes', `${formatCount(transfer.bytes)}${inShort(transfer.bytes)}`);
  fact('expected', expectedWords(transfer));
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
