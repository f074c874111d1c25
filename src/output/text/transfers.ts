/** The transfers of a session as a table. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Session, Transfer } from '../../ftp/session.js';
import { circled, formatCount, formatDuration, formatRate } from '../../model/format.js';
import { promiseNumber } from '../../model/roles.js';
import { missingBytes, rateOf } from '../../model/transfers.js';
import { table } from '../columns.js';
import type { ReportStyle } from '../format.js';
import type { StyledLine } from '../styles.js';
import { field, tableLines } from './lines.js';

export function* transferLines(session: Session, style: ReportStyle): Generator<StyledLine> {
  const rows = session.dataConnections
    .filter((data) => data.transfer !== null)
    .map((data) => cells(data, data.transfer!));
  if (rows.length === 0) {
    yield* field('', 'No transfers.', style.width, { labelColumns: 0, style: 'dim' });
    return;
  }
  const lines = table(
    [
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
    ],
    rows,
    style.width,
  );
  yield* tableLines(lines, 0);
}

function cells(data: DataConnection, transfer: Transfer): string[] {
  const command = transfer.exchange.command!;
  const { bytes, durationSeconds } = transfer;
  const missing = missingBytes(transfer);
  const rate = rateOf(transfer);
  return [
    circled(promiseNumber(data)),
    String(command.frame),
    command.verb,
    escapeText(transfer.path ?? command.argument),
    data.mode,
    transfer.type === null ? '–' : transfer.type + (transfer.mode === 'S' ? '' : ` ${transfer.mode}`),
    formatCount(bytes),
    durationSeconds === null || durationSeconds === 0 || bytes === 0
      ? '–'
      : formatDuration(durationSeconds * 1e9, data.session.coarseTimes),
    rate === null ? '–' : formatRate(rate),
    transfer.code === null ? '–' : String(transfer.code),
    `${MARKS[transfer.verdict]}${missing === 0 ? '' : `, ${formatCount(missing)} not captured`}`,
  ];
}

const MARKS: Readonly<Record<Transfer['verdict'], string>> = {
  complete: '✔ complete',
  truncated: '✘ truncated',
  refused: '✘ refused',
  unknown: '? unknown',
};
