/** The data connections of the session, each with what it carried and how that ended. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { formatBytes, formatCount, formatRate } from '../../model/format.js';
import { rateOf, verdictWord } from '../../model/transfers.js';
import { bar, progressOf } from '../data/summary.js';
import { definePanel, type PanelContext } from '../panel.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { span } from '../terminal/text.js';
import { noSession } from './emptyWords.js';
import { sessionOf } from './ladder.js';
import { type Column, chosenColumns, type Fitted, fitColumns, headLine, rowLine } from './table.js';
import { transferDetail } from './transferDetail.js';
import { outcomeRole, pathOf, transferTitle } from './transferWords.js';

const ARROWS = { download: '▼', upload: '▲', listing: '·', 'third-party': '→' } as const;

function rateWords(transfer: Transfer | null): string {
  const rate = transfer === null ? null : rateOf(transfer);
  return rate === null ? '' : formatRate(rate);
}

function progress(data: DataConnection): string {
  const { transfer, connection } = data;
  if (!transfer) return data.outcome;
  if (transfer.code === null && connection && !connection.closed) {
    const share = progressOf(data);
    return share === null ? 'running' : `${bar(share, 8)} ${Math.floor(share * 100)} %`;
  }
  return transfer.verdict === 'unknown' ? data.outcome : verdictWord(transfer);
}

const COLUMNS: readonly Column<DataConnection>[] = [
  { name: 'id', title: 'id', columns: 5, rank: 1, text: ({ id }) => id },
  { name: 'mode', title: 'mode', columns: 7, rank: 2, text: ({ mode }) => mode, role: () => 'announcement' },
  { name: 'way', title: ' ', columns: 1, rank: 3, text: ({ transfer }) => (transfer ? ARROWS[transfer.direction] : ''), role: () => 'data' },
  { name: 'what', title: 'transfer', columns: 16, rank: 1, grows: 4, text: transferTitle },
  { name: 'bytes', title: 'bytes', columns: 9, rank: 1, align: 'right', text: ({ transfer }) => (transfer ? formatBytes(transfer.bytes) : ''), role: () => 'data' },
  { name: 'of', title: 'of', columns: 9, rank: 6, align: 'right', text: ({ transfer }) => (transfer?.expectedBytes != null ? formatBytes(transfer.expectedBytes) : '') },
  { name: 'rate', title: 'rate', columns: 11, rank: 5, align: 'right', text: ({ transfer }) => rateWords(transfer) },
  { name: 'code', title: 'code', columns: 4, rank: 4, text: ({ transfer }) => (transfer?.code != null ? formatCount(transfer.code) : '') },
  { name: 'state', title: 'state', columns: 12, rank: 1, grows: 1, text: progress, role: outcomeRole },
  { name: 'connection', title: 'connection', columns: 40, rank: 7, grows: 1, text: pathOf, role: () => 'dim' },
]; // biome-ignore format: a table

const columnsIn = (columns: number, { context }: PanelContext): Fitted<DataConnection> =>
  fitColumns(chosenColumns(COLUMNS, context.config.columns.transfers), columns - 1);

export const TRANSFERS = definePanel<DataConnection>({
  id: 'transfers',
  title: 'Transfers',
  inSession: true,
  empty: ({ context }) =>
    context.analyzer.sessions.length === 0
      ? noSession(context)
      : 'No data connection was announced or seen in this session.',
  list: (panelContext) => {
    const session = sessionOf(panelContext);
    if (!session) return noRows();
    const { length } = session.dataConnections;
    return panelContext.context.memo.get(
      `transfers/${session.id}`,
      [session, length],
      0,
      () => new RowList([...session.dataConnections], ({ id }) => id),
    );
  },
  head: (panelContext, columns) => headLine(columnsIn(columns, panelContext), ' '),
  draw: (data, panelContext, columns) => rowLine(columnsIn(columns, panelContext), data, span(' ')),
  sentence: (data) => {
    const { transfer } = data;
    const amount = transfer ? `, ${formatBytes(transfer.bytes)}, ${verdictWord(transfer)}` : '';
    return `Data connection ${data.id}, ${data.mode}, ${pathOf(data)}, ${transferTitle(data)}${amount}, ${data.outcome}${transfer?.path ? `, ${escapeText(transfer.path)}` : ''}`;
  },
  detailShown: 'by-default',
  detail: (data, panelContext, columns) => transferDetail(data, panelContext.context, columns),
  frame: ({ connection, announced }) => connection?.firstFrame ?? announced?.frame ?? null,
  dataConnection: (data) => data,
  wireshark: ({ connection }) =>
    connection ? `tcp.port == ${connection.initiator.port} && tcp.port == ${connection.responder.port}` : null,
  enter: (data) => ({
    to: 'ladder-frame',
    session: data.session,
    frame: data.connection?.firstFrame ?? data.announced?.frame ?? null,
  }),
  hasFinding: (data) => outcomeRole(data) === 'alert' || outcomeRole(data) === 'warning',
  indexOfFrame: (frame, panelContext: PanelContext) =>
    sessionOf(panelContext)?.dataConnections.findIndex(
      ({ connection }) => connection !== null && frame >= connection.firstFrame && frame <= connection.lastFrame,
    ) ?? -1,
});
