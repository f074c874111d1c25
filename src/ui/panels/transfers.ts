/** The data connections of the session, each with what it carried and how that ended. */
import type { DataConnection } from '../../ftp/protocol/session.js';
import { rateOf, verdictWord } from '../../model/transfers.js';
import { parseFor } from '../data/languages.js';
import { dataMark, MARK_ROLES, SIGNS } from '../data/result.js';
import { bar, progressOf } from '../data/summary.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { span } from '../terminal/text.js';
import { noRowsOf } from './empty.js';
import { sessionOf } from './ladder.js';
import { definePanel, type ListProps } from './panel.js';
import { type Column, chosenColumns, cutCells, type Fitted, fitColumns, headLine, rowLine } from './table.js';
import { outcomeRole, pathOf, transferDetail, transferTitle } from './transferDetail.js';

const ARROWS = { download: '▼', upload: '▲', listing: '·', 'third-party': '→' } as const;

function rateText({ transfer }: DataConnection, { context }: ListProps): string {
  const rate = transfer === null ? null : rateOf(transfer);
  return rate === null ? '' : context.format.rate(rate);
}

function stateText(data: DataConnection, { context }: ListProps): string {
  const { transfer, connection } = data;
  const { verdicts, outcomes } = context.texts.report;
  if (!transfer) return outcomes[data.outcome];
  if (transfer.code === null && connection && !connection.closed && !context.reading) return context.ui.transfers.ends;
  if (transfer.code === null && connection && !connection.closed) {
    const share = progressOf(data);
    return share === null ? context.ui.transfers.running : `${bar(share, 8)} ${Math.floor(share * 100)} %`;
  }
  return transfer.verdict === 'unknown' ? outcomes[data.outcome] : verdicts[verdictWord(transfer)];
}

const bytesOrNothing = (bytes: number | null | undefined, { context }: ListProps): string =>
  bytes == null ? '' : context.format.bytes(bytes);

export const TRANSFER_COLUMNS: readonly Column<DataConnection>[] = [
  { name: 'sign', columns: 1, rank: 1, text: (data, { context }) => SIGNS[dataMark(data, context)], role: (data, { context }) => MARK_ROLES[dataMark(data, context)] },
  { name: 'id', columns: 5, rank: 1, text: ({ id }) => id },
  { name: 'mode', columns: 7, rank: 2, text: ({ mode }) => mode, role: () => 'announcement' },
  { name: 'way', columns: 1, rank: 3, text: ({ transfer }) => (transfer ? ARROWS[transfer.direction] : ''), role: () => 'data' },
  { name: 'what', columns: 16, rank: 1, grows: 4, text: (data, { context }) => transferTitle(data, context) },
  { name: 'bytes', columns: 9, rank: 1, align: 'right', text: ({ transfer }, props) => bytesOrNothing(transfer?.bytes, props), role: () => 'data' },
  { name: 'of', columns: 9, rank: 6, align: 'right', text: ({ transfer }, props) => bytesOrNothing(transfer?.expectedBytes, props) },
  { name: 'rate', columns: 11, rank: 5, align: 'right', text: rateText },
  { name: 'code', columns: 4, rank: 4, text: ({ transfer }) => String(transfer?.code ?? '') },
  { name: 'state', columns: 12, rank: 1, grows: 1, text: stateText, role: outcomeRole },
  { name: 'connection', columns: 40, rank: 7, grows: 1, text: (data, { context }) => pathOf(data, context), role: () => 'dim' },
]; // biome-ignore format: a table

const columnsIn = (columns: number, { context }: ListProps): Fitted<DataConnection> =>
  fitColumns(chosenColumns(TRANSFER_COLUMNS, context.settings.columns.transfers), columns - 1);

export const TRANSFERS = definePanel<DataConnection>({
  id: 'transfers',
  inSession: true,
  empty: (props) => noRowsOf(props, [], props.context.ui.transfers.none),
  list: (props) => {
    const session = sessionOf(props);
    if (!session) return noRows();
    const { context, state } = props;
    const filter = state.rowFilters.transfers ?? '';
    const { length } = session.dataConnections;
    // Without a filter the list changes with the number of data connections only.
    const revision = filter === '' ? 0 : context.cache.revisionOf(session);
    return context.cache.get(`transfers/${session.id}`, [session, length, filter], revision, () => {
      const parsed = parseFor('transfers', filter, context);
      const taken = session.dataConnections.filter((data) => 'error' in parsed || parsed.accepts(data));
      return new RowList(taken, ({ id }) => id);
    });
  },
  head: (props, columns) => headLine(columnsIn(columns, props), ' ', props.context.ui.transfers.columns),
  draw: (data, props, columns) => rowLine(columnsIn(columns, props), data, props, span(' ')),
  whole: (data, props, columns) => cutCells(columnsIn(columns, props), data, props, props.context.ui.transfers.columns),
  sentence: (data, { context }) => {
    const { transfer, id, mode } = data;
    const { verdicts, outcomes } = context.texts.report;
    const outcome = outcomes[data.outcome];
    const { transfers: texts } = context.ui;
    const path = pathOf(data, context);
    const what = transferTitle(data, context);
    return transfer
      ? texts.sentenceWithBytes(
          id,
          mode,
          path,
          what,
          context.format.bytes(transfer.bytes),
          verdicts[verdictWord(transfer)],
          outcome,
        )
      : texts.sentence(id, mode, path, what, outcome);
  },
  detailShown: 'by-default',
  detail: transferDetail,
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
  indexOfFrame: (frame, { list }) =>
    list.rows.findIndex(
      ({ connection }) => connection !== null && frame >= connection.firstFrame && frame <= connection.lastFrame,
    ),
});
