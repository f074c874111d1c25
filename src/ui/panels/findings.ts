/** What is worth knowing, of all sessions: each finding with the frames that show it. */

import type { Finding, Session } from '../../ftp/protocol/session.js';
import { rankOf } from '../../model/findings/order.js';
import { findingsOfCapture } from '../../model/findings.js';
import { plural } from '../../model/format.js';
import type { Sliced } from '../../model/sliced.js';
import type { Context } from '../data/context.js';
import { findingsOf } from '../data/findings.js';
import { definePanel, type PanelContext } from '../panel.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { EMPTY, type Line, line, span, wrap } from '../terminal/text.js';
import { noSession } from './emptyWords.js';
import { type Column, chosenColumns, type Fitted, fitColumns, headLine, rowLine } from './table.js';

/** `session` is null where it concerns no single one. */
type FindingItem = { readonly key: string; readonly session: Session | null; readonly finding: Finding };

/** More would be read by nobody; the report has them all. */
const MOST_FINDINGS = 20_000;
const SIGNS = { info: '·', warning: '!', alert: '✘' } as const;

const frames = ({ finding }: FindingItem): string =>
  finding.frames.slice(0, 4).join(', ') + (finding.frames.length > 4 ? ' …' : '');

const COLUMNS: readonly Column<FindingItem>[] = [
  { name: 'sign', title: ' ', columns: 1, rank: 1, text: ({ finding }) => SIGNS[finding.severity], role: ({ finding }) => finding.severity },
  { name: 'session', title: 'session', columns: 7, rank: 1, align: 'right', text: ({ session }) => (session === null ? 'all' : String(session.id)) },
  { name: 'severity', title: 'severity', columns: 8, rank: 3, text: ({ finding }) => finding.severity, role: ({ finding }) => finding.severity },
  { name: 'kind', title: 'kind', columns: 22, rank: 4, text: ({ finding }) => finding.kind },
  { name: 'frames', title: 'frames', columns: 12, rank: 2, text: frames, role: () => 'dim' },
  { name: 'message', title: 'what', columns: 30, rank: 1, grows: 1, text: ({ finding }) => finding.message.replaceAll('\n', ' '), role: ({ finding }) => (finding.severity === 'info' ? 'plain' : finding.severity) },
]; // biome-ignore format: a table

/** Sessions that are looked at in one step. */
const STEP = 16;

/** In the order of the report; among equals what concerns all sessions, then session by session. */
function* itemsOf({ analyzer }: Context): Sliced<RowList<FindingItem>> {
  const items: FindingItem[] = findingsOfCapture(analyzer).map((finding, i) => ({
    key: `all/${i}/${finding.kind}`,
    session: null,
    finding,
  }));
  const { sessions } = analyzer;
  for (const [at, session] of sessions.entries()) {
    if (items.length >= MOST_FINDINGS) break;
    if (at % STEP === STEP - 1) yield Math.max(at / sessions.length, items.length / MOST_FINDINGS);
    for (const [i, finding] of findingsOf(session).entries())
      items.push({ key: `${session.id}/${i}/${finding.kind}`, session, finding });
  }
  const sorted = items.sort((a, b) => rankOf(a.finding) - rankOf(b.finding));
  return new RowList(sorted, ({ key }) => key);
}

const listOf = (context: Context): RowList<FindingItem> =>
  context.tasks.get('findings', [], context.analyzer.revision, () => itemsOf(context)) ?? noRows(true);

function detail({ session, finding }: FindingItem, _context: PanelContext, columns: number): readonly Line[] {
  const lines: Line[] = wrap(finding.message, columns).map((text) => line(text, finding.severity));
  lines.push(
    EMPTY,
    [span('kind      ', 'dim'), span(finding.kind)],
    [span('severity  ', 'dim'), span(finding.severity, finding.severity)],
    [span('session   ', 'dim'), span(session === null ? 'none in particular' : String(session.id))],
  );
  if (finding.frames.length > 0) {
    for (const [i, text] of wrap(finding.frames.slice(0, 200).join(', '), columns - 10).entries())
      lines.push([span((i === 0 ? 'frames' : '').padEnd(10), 'dim'), span(text)]);
    lines.push(EMPTY, line(`Enter shows ${session === null ? 'the first of them' : 'them in the ladder'}.`, 'dim'));
  }
  return lines;
}

const columnsIn = (columns: number, { context }: PanelContext): Fitted<FindingItem> =>
  fitColumns(chosenColumns(COLUMNS, context.config.columns.findings), columns - 1);

export const FINDINGS = definePanel<FindingItem>({
  id: 'findings',
  title: 'Findings',
  inSession: false,
  empty: ({ context }) =>
    context.tasks.isRunning('findings')
      ? 'Looking for findings ...'
      : context.analyzer.sessions.length === 0
        ? noSession(context)
        : `Nothing unusual in ${plural(context.analyzer.sessions.length, 'session')}.`,
  list: ({ context }) => listOf(context),
  about: ({ context }) => {
    const { rows } = listOf(context);
    const count = (severity: Finding['severity']): number =>
      rows.filter(({ finding }) => finding.severity === severity).length;
    return [
      span(` ${plural(rows.length, 'finding')}`, 'strong'),
      span(
        `   ${plural(count('alert'), 'alert')}, ${plural(count('warning'), 'warning')}, ${count('info')} for information`,
        'dim',
      ),
    ];
  },
  head: (panelContext, columns) => headLine(columnsIn(columns, panelContext), ' '),
  draw: (item, panelContext, columns) => rowLine(columnsIn(columns, panelContext), item, span(' ')),
  sentence: (item) =>
    `${item.finding.severity} in ${item.session === null ? 'several sessions' : `session ${item.session.id}`}: ${item.finding.message} Frames ${frames(item)}`,
  detail,
  detailShown: 'by-default',
  frame: ({ finding }) => finding.frames[0] ?? null,
  wireshark: ({ finding }) =>
    finding.frames.length > 0 ? `frame.number in {${finding.frames.slice(0, 20).join(', ')}}` : null,
  enter: ({ session, finding }) => {
    const frame = finding.frames[0] ?? null;
    if (session !== null) return { to: 'ladder-frame', session, frame };
    return frame === null ? null : { to: 'frame', frame };
  },
});
