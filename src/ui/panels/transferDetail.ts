/** One data connection in a few words, and beside the list of transfers: what it carried, how it was opened and closed. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { formatEndpoint } from '../../model/format.js';
import { reasonsOf } from '../../model/reasons.js';
import { roleOf } from '../../model/roles.js';
import { missingBytes, rateOf, verdictWord } from '../../model/transfers.js';
import type { Connection } from '../../tcp/types.js';
import type { Context } from '../data/context.js';
import { troubleOfData } from '../data/result.js';
import { outcomeOf } from '../data/summary.js';
import { EMPTY, type Line, line } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import type { PanelProps } from './panel.js';
import { FactLines } from './table.js';
import { troubleLines } from './troubleLines.js';

/** The view of the transfer has more. */
const MOST_RANGES = 5;
const MOST_FRAMES = 6;

/** 'RETR file.bin', 'LIST', or that no transfer used it; escaped. */
export function transferTitle({ transfer }: DataConnection, { ui }: Context): string {
  const command = transfer?.exchange.command;
  return command ? escapeText(`${command.verb} ${command.argument}`.trimEnd()) : ui.transfers.noTransfer;
}

export function outcomeRole({ transfer, outcome }: DataConnection): Role {
  if (transfer?.verdict === 'complete') return 'good';
  if (transfer?.verdict === 'truncated' || transfer?.verdict === 'refused') return 'alert';
  return outcome === 'ok' || outcome === 'incomplete' ? 'plain' : 'warning';
}

/** '10.77.0.1:38533 → 10.77.0.2:44441' */
export function pathOf({ connection, announced }: DataConnection, { ui }: Context): string {
  if (connection) return `${formatEndpoint(connection.initiator)} → ${formatEndpoint(connection.responder)}`;
  return announced ? ui.transfers.unopened(formatEndpoint(announced)) : '–';
}

/** No reply has ended it, and packets may still come. */
export const runsStill = ({ code, verdict }: Transfer, reading: boolean): boolean =>
  reading && code === null && verdict === 'unknown';

/** '60,000 (60.0 kB)' */
export function bytesText(bytes: number, { ui, format: f }: Context): string {
  return bytes < 1000 ? f.count(bytes) : ui.content.inShort(f.count(bytes), f.bytes(bytes));
}

/** '7,698, by the 150 reply (frame 31)'; null where nothing says it. */
export const expectedText = ({ expectedBytes, expectedFrom }: Transfer, { ui, format: f }: Context): string | null =>
  expectedBytes === null || expectedFrom === null ? null : ui.content.expectedBy(expectedBytes, expectedFrom, f);

/** '100 bytes: 0–99'; the ends of ranges are bytes that are missing. */
export function missingText(transfer: Transfer, { ui, format: f }: Context, mostRanges: number): string {
  const { missing } = transfer;
  if (missing.length === 0) return ui.content.nothingMissing;
  const shown = missing.slice(0, mostRanges).map(([from, to]) => `${f.count(from)}–${f.count(to - 1)}`);
  return ui.content.missing(missingBytes(transfer), shown, missing.length - shown.length, f);
}

/** One hash where content and travelled bytes are the same, else both. */
export function hashesOf({ sha256, contentSha256 }: Transfer, { ui }: Context): [string, string][] {
  const { facts } = ui.transfers;
  if (contentSha256 === null || contentSha256 === sha256) return sha256 === null ? [] : [[facts.sha256, sha256]];
  const content: [string, string] = [facts.sha256, contentSha256];
  return sha256 === null ? [content] : [content, [facts.asSent, sha256]];
}

export function transferDetail(
  data: DataConnection,
  { context }: PanelProps<DataConnection>,
  columns: number,
): readonly Line[] {
  const { transfers: texts } = context.ui;
  const { announced, connection, transfer } = data;
  const pane = new FactLines(columns);
  const trouble = troubleOfData(data, context);
  if (trouble) for (const one of [...troubleLines(trouble, context, columns), EMPTY]) pane.line(one);
  pane.line(line(texts.title(data.id, data.mode), 'title')).add(texts.facts.command, transferTitle(data, context));
  if (transfer) transferFacts(data, transfer, context, pane);
  const { outcomes, overview } = context.texts.report;
  const outcome = outcomeOf(data, context.reading);
  pane
    .add(texts.facts.outcome, outcome === 'open' ? overview.states.open : outcomes[outcome], outcomeRole(data))
    .line(EMPTY);
  if (announced) {
    const { by, frame, arithmetic, port } = announced;
    const endpoint = formatEndpoint(announced);
    pane.add(
      texts.facts.announced,
      arithmetic ? texts.announcedSum(endpoint, by, frame, arithmetic, port) : texts.announced(endpoint, by, frame),
    );
  }
  if (connection) connectionFacts(data, connection, context, pane);
  pane.add(texts.facts.certainty, data.confidence && context.texts.report.confidences[data.confidence]);
  for (const reason of reasonsOf(data)) {
    const shown = reason.frames.slice(0, MOST_FRAMES);
    const words = context.texts.say('evidence', reason);
    pane.add(
      texts.facts.because,
      shown.length === 0 ? words : context.ui.content.withFrames(words, context.format.frames(shown)),
    );
  }
  return pane.lines;
}

/** How it was opened and closed, and what went wrong with it. */
function connectionFacts(data: DataConnection, connection: Connection, context: Context, pane: FactLines): void {
  const { ui, format: f } = context;
  const { transfers: texts } = ui;
  const { facts } = texts;
  const { roles } = context.texts.report;
  const { handshake, teardown, icmpError, sides } = connection;
  const { syn, synAck, ack } = handshake;
  pane.add(facts.connection, pathOf(data, context)).add(facts.handshake, texts.handshake(syn, synAck, ack));
  if (data.announced && syn !== null) {
    const waited = f.duration(connection.firstTimeNs - data.announced.timeNs, data.session.coarseTimes);
    pane.add(facts.waited, texts.waited(waited));
  }
  for (const { from, frame, ackFrame } of teardown.fins)
    pane.add(facts.closed, texts.fin(roles[roleOf(data, connection, from)], frame, ackFrame));
  for (const { from, ackFrame } of teardown.unseenFins)
    pane.add(facts.closed, texts.finMissing(roles[roleOf(data, connection, from)], ackFrame));
  if (teardown.rst)
    pane.add(facts.reset, texts.rst(roles[roleOf(data, connection, teardown.rst.from)], teardown.rst.frame));
  if (icmpError) pane.add(facts.icmp, texts.icmp(icmpError.text, icmpError.reporter, icmpError.frame));
  const again = sides.initiator.retransmissions + sides.responder.retransmissions;
  if (again > 0) pane.add(facts.again, texts.segments(again, f));
  const missing = sides.initiator.missingBytes + sides.responder.missingBytes;
  if (missing > 0) pane.add(facts.missing, texts.missingBytes(missing, f));
}

function transferFacts(data: DataConnection, transfer: Transfer, context: Context, pane: FactLines): void {
  const { ui, format: f, reading } = context;
  const { transfers: texts } = ui;
  const { facts } = texts;
  const { code, type, mode, restart } = transfer;
  const typeText = type ?? texts.unknown;
  pane
    .add(facts.path, transfer.path === null ? null : escapeText(transfer.path))
    .add(facts.bytes, bytesText(transfer.bytes, context))
    .add(facts.expected, expectedText(transfer, context))
    .add(
      facts.verdict,
      runsStill(transfer, reading) ? texts.notYet : context.texts.report.verdicts[verdictWord(transfer)],
    )
    .add(facts.reply, code === null ? (reading ? texts.notYet : texts.missing) : String(code))
    .add(
      facts.type,
      restart === null ? texts.typeAndMode(typeText, mode) : texts.typeModeFrom(typeText, mode, restart, f),
    );
  if (transfer.durationSeconds !== null && transfer.durationSeconds > 0) {
    const rate = rateOf(transfer);
    const took = f.duration(transfer.durationSeconds * NS_PER_SECOND, data.session.coarseTimes);
    pane.add(facts.took, rate === null ? took : texts.tookAtRate(took, f.rate(rate)));
  }
  for (const [name, hash] of hashesOf(transfer, context)) pane.add(name, hash);
  if (transfer.missing.length > 0) pane.add(facts.missing, missingText(transfer, context, MOST_RANGES));
  pane.add(facts.saved, transfer.file === null ? null : escapeText(transfer.file));
}
