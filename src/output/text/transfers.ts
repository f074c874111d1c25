/** The transfers of a session as a table. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Exchange, Session, Transfer } from '../../ftp/protocol/session.js';
import { circled, formatCount, formatDuration, formatRate } from '../../model/format.js';
import { announcementNumber } from '../../model/roles.js';
import { isHidden, refusedAlone } from '../../model/summary.js';
import { missingBytes, rateOf, refusedWord } from '../../model/transfers.js';
import { inMidTransfer } from '../../model/undecided.js';
import { type Column, table } from '../columns.js';
import type { ReportStyle } from '../format.js';
import type { StyledLine } from '../styles.js';
import { field, tableLines } from './lines.js';

export function* transferLines(session: Session, style: ReportStyle): Generator<StyledLine> {
  const rows = rowsOf(session);
  if (rows.length === 0) {
    const words = isHidden(session) ? 'Transfers are not known: the session is encrypted.' : 'No transfers.';
    yield* field('', words, style.width, { labelColumns: 0, style: 'dim' });
    return;
  }
  const columns: readonly Column[] = [
    { title: '' },
    { title: 'frame', align: 'right' },
    { title: 'command' },
    { title: 'path', flexible: true },
    { title: 'mode', optional: 2 },
    { title: 'type', optional: 1 },
    { title: 'bytes', align: 'right' },
    { title: 'time', align: 'right' },
    { title: 'rate', align: 'right', optional: 3 },
    { title: 'code' },
    { title: 'result', flexible: true },
  ];
  // A column of which nothing is known tells nothing.
  const reported = columns.map((_, i) => i).filter((i) => rows.some((row) => row[i] !== '–'));
  const lines = table(
    reported.map((i) => columns[i]!),
    rows.map((row) => reported.map((i) => row[i]!)),
    style.width,
  );
  yield* tableLines(lines, 0);
}

/** Transfers of data connections, and those that were refused without one; in order of their commands. */
function rowsOf(session: Session): string[][] {
  const rows: { readonly frame: number; readonly cells: string[] }[] = [];
  for (const data of session.dataConnections) {
    const { transfer } = data;
    if (transfer !== null) rows.push({ frame: transfer.exchange.command!.frame, cells: cells(data, transfer) });
  }
  for (const exchange of session.exchanges)
    if (refusedAlone(exchange)) rows.push({ frame: exchange.command!.frame, cells: refusedCells(exchange) });
  return rows.sort((a, b) => a.frame - b.frame).map((row) => row.cells);
}

function refusedCells({ command, code }: Exchange): string[] {
  const { frame, verb, argument } = command!;
  return [
    '',
    String(frame),
    verb,
    escapeText(argument),
    '–',
    '–',
    '0',
    '–',
    '–',
    String(code),
    `✘ ${refusedWord(code)}`,
  ];
}

function cells(data: DataConnection, transfer: Transfer): string[] {
  const command = transfer.exchange.command!;
  const { bytes, durationSeconds } = transfer;
  const missing = missingBytes(transfer);
  const rate = rateOf(transfer);
  return [
    circled(announcementNumber(data)),
    String(command.frame),
    command.verb,
    escapeText(transfer.path ?? command.argument),
    data.mode,
    transfer.type === null ? '–' : transfer.type + (transfer.mode === 'S' ? '' : ` ${transfer.mode}`),
    formatCount(bytes),
    durationSeconds === null || durationSeconds === 0 || bytes === 0
      ? '–'
      : formatDuration(durationSeconds * NS_PER_SECOND, data.session.coarseTimes),
    rate === null ? '–' : formatRate(rate),
    transfer.code === null ? '–' : String(transfer.code),
    `${resultWords(transfer)}${missing === 0 ? '' : `, ${formatCount(missing)} not captured`}`,
  ];
}

function resultWords(transfer: Transfer): string {
  if (transfer.verdict === 'refused') return `✘ ${refusedWord(transfer.code)}`;
  return inMidTransfer(transfer) ? '? capture ends' : MARKS[transfer.verdict];
}

const MARKS: Readonly<Record<Exclude<Transfer['verdict'], 'refused'>, string>> = {
  complete: '✔ complete',
  truncated: '✘ truncated',
  unknown: '? unknown',
};
