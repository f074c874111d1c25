/** The transfers of a session as a table. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Exchange, Session, Transfer } from '../../ftp/protocol/session.js';
import { announcementNumber } from '../../model/roles.js';
import { isHidden, refusedAlone } from '../../model/summary.js';
import { missingBytes, rateOf, refusedWord } from '../../model/transfers.js';
import { inMidTransfer } from '../../model/undecided.js';
import type { Texts } from '../../text/texts.js';
import { type Column, table } from '../columns.js';
import type { ReportStyle } from '../format.js';
import type { StyledLine } from '../styles.js';
import { field, tableLines } from './lines.js';

export function* transferLines(session: Session, style: ReportStyle, texts: Texts): Generator<StyledLine> {
  const words = texts.report.transferTable;
  const rows = rowsOf(session, texts);
  if (rows.length === 0) {
    yield* field('', isHidden(session) ? words.hidden : words.none, style.width, { labelColumns: 0, style: 'dim' });
    return;
  }
  const titles = words.columns;
  const columns: readonly Column[] = [
    { title: '' },
    { title: titles.frame, align: 'right' },
    { title: titles.command },
    { title: titles.path, flexible: true },
    { title: titles.mode, optional: 2 },
    { title: titles.type, optional: 1 },
    { title: titles.bytes, align: 'right' },
    { title: titles.time, align: 'right' },
    { title: titles.rate, align: 'right', optional: 3 },
    { title: titles.code },
    { title: titles.result, flexible: true },
  ];
  const reported = columns.map((_, i) => i).filter((i) => rows.some((row) => row[i] !== '–'));
  const lines = table(
    reported.map((i) => columns[i]!),
    rows.map((row) => reported.map((i) => row[i]!)),
    style.width,
  );
  yield* tableLines(lines, 0);
}

/** Transfers of data connections, and those that were refused without one; in order of their commands. */
function rowsOf(session: Session, texts: Texts): string[][] {
  const rows: { readonly frame: number; readonly cells: string[] }[] = [];
  for (const data of session.dataConnections) {
    const { transfer } = data;
    if (transfer !== null) rows.push({ frame: transfer.exchange.command!.frame, cells: cells(data, transfer, texts) });
  }
  for (const exchange of session.exchanges)
    if (refusedAlone(exchange)) rows.push({ frame: exchange.command!.frame, cells: refusedCells(exchange, texts) });
  return rows.sort((a, b) => a.frame - b.frame).map((row) => row.cells);
}

function refusedCells({ command, code }: Exchange, { report }: Texts): string[] {
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
    report.transferTable[refusedWord(code)],
  ];
}

function cells(data: DataConnection, transfer: Transfer, texts: Texts): string[] {
  const f = texts.format;
  const command = transfer.exchange.command!;
  const { bytes, durationSeconds } = transfer;
  const missing = missingBytes(transfer);
  const rate = rateOf(transfer);
  return [
    f.announcement(announcementNumber(data)),
    String(command.frame),
    command.verb,
    escapeText(transfer.path ?? command.argument),
    data.mode,
    transfer.type === null ? '–' : transfer.type + (transfer.mode === 'S' ? '' : ` ${transfer.mode}`),
    f.count(bytes),
    durationSeconds === null || durationSeconds === 0 || bytes === 0
      ? '–'
      : f.duration(durationSeconds * NS_PER_SECOND, data.session.coarseTimes),
    rate === null ? '–' : f.rate(rate),
    transfer.code === null ? '–' : String(transfer.code),
    missing === 0
      ? resultWords(transfer, texts)
      : texts.report.transferTable.notCaptured(resultWords(transfer, texts), missing, f),
  ];
}

function resultWords(transfer: Transfer, { report }: Texts): string {
  const words = report.transferTable;
  if (transfer.verdict === 'refused') return words[refusedWord(transfer.code)];
  return inMidTransfer(transfer) ? words.cutOff : words[transfer.verdict];
}
