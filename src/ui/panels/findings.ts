/** What is worth knowing, of all sessions: each finding with the frames that show it. */

import type { Session } from '../../ftp/protocol/session.js';
import type { Finding } from '../../model/findings/finding.js';
import { rankOf } from '../../model/findings/order.js';
import { findingsOfCapture } from '../../model/findings.js';
import type { Sliced } from '../../model/sliced.js';
import type { Context } from '../data/context.js';
import { findingsOf } from '../data/sessionFacts.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { EMPTY, type Line, line, span, wrap } from '../terminal/text.js';
import { noSession } from './empty.js';
import { definePanel, type ListProps, type PanelProps } from './panel.js';
import { type Column, chosenColumns, FactLines, type Fitted, fitColumns, headLine, rowLine } from './table.js';

/** `session` is null where it concerns no single one. */
type FindingItem = {
  readonly key: string;
  readonly session: Session | null;
  readonly finding: Finding;
  /** Of the finding. */
  readonly text: string;
};

/** No list is read further; the report has them all. */
const MOST_FINDINGS = 20_000;
const MOST_FRAMES = 200;
const SIGNS = { info: '·', warning: '!', alert: '✘' } as const;

const frames = ({ finding }: FindingItem): string =>
  finding.frames.slice(0, 4).join(', ') + (finding.frames.length > 4 ? ' …' : '');

const sessionText = ({ session }: FindingItem, { context }: ListProps): string =>
  session === null ? context.ui.findings.allSessions : String(session.id);

export const FINDING_COLUMNS: readonly Column<FindingItem>[] = [
  { name: 'sign', columns: 1, rank: 1, text: ({ finding }) => SIGNS[finding.severity], role: ({ finding }) => finding.severity },
  { name: 'session', columns: 7, rank: 1, align: 'right', text: sessionText },
  { name: 'severity', columns: 8, rank: 3, text: ({ finding }, { context }) => context.ui.findings.severities[finding.severity], role: ({ finding }) => finding.severity },
  { name: 'kind', columns: 22, rank: 4, text: ({ finding }) => finding.code },
  { name: 'frames', columns: 12, rank: 2, text: frames, role: () => 'dim' },
  { name: 'message', columns: 30, rank: 1, grows: 1, text: ({ text }) => text.replaceAll('\n', ' '), role: ({ finding }) => (finding.severity === 'info' ? 'plain' : finding.severity) },
]; // biome-ignore format: a table

/** Sessions that are looked at in one step. */
const STEP = 16;

/** In the order of the report; among equals what concerns all sessions, then session by session. */
function* itemsOf(context: Context): Sliced<RowList<FindingItem>> {
  const { analyzer, texts } = context;
  const items: FindingItem[] = findingsOfCapture(analyzer).map((finding, i) => ({
    key: `all/${i}/${finding.code}`,
    session: null,
    finding,
    text: texts.findingParagraph(finding),
  }));
  const { sessions } = analyzer;
  for (const [at, session] of sessions.entries()) {
    if (items.length >= MOST_FINDINGS) break;
    if (at % STEP === STEP - 1) yield Math.max(at / sessions.length, items.length / MOST_FINDINGS);
    for (const [i, finding] of findingsOf(session, context).entries())
      items.push({
        key: `${session.id}/${i}/${finding.code}`,
        session,
        finding,
        text: texts.findingParagraph(finding),
      });
  }
  const sorted = items.sort((a, b) => rankOf(a.finding) - rankOf(b.finding));
  return new RowList(sorted, ({ key }) => key);
}

const listOf = ({ context }: ListProps): RowList<FindingItem> =>
  context.tasks.get('findings', [], context.analyzer.revision, () => itemsOf(context)) ?? noRows(true);

function detail(item: FindingItem, props: PanelProps<FindingItem>, columns: number): readonly Line[] {
  const { session, finding } = item;
  const { findings: texts } = props.context.ui;
  const pane = new FactLines(columns, 10);
  for (const part of wrap(item.text, columns)) pane.line(line(part, finding.severity));
  pane
    .line(EMPTY)
    .add(texts.facts.kind, finding.code)
    .add(texts.facts.severity, texts.severities[finding.severity], finding.severity)
    .add(texts.facts.session, session === null ? texts.noSession : String(session.id))
    .add(texts.facts.frames, finding.frames.slice(0, MOST_FRAMES).join(', '));
  if (finding.frames.length > 0)
    pane.line(EMPTY).line(line(session === null ? texts.enterFirst : texts.enterLadder, 'dim'));
  return pane.lines;
}

const columnsIn = (columns: number, { context }: ListProps): Fitted<FindingItem> =>
  fitColumns(chosenColumns(FINDING_COLUMNS, context.settings.columns.findings), columns - 1);

export const FINDINGS = definePanel<FindingItem>({
  id: 'findings',
  inSession: false,
  empty: ({ context }) => {
    const { findings: texts } = context.ui;
    const { length } = context.analyzer.sessions;
    if (context.tasks.isRunning('findings')) return texts.looking;
    return length === 0 ? noSession(context) : texts.none(length, context.format);
  },
  list: listOf,
  about: ({ context, list: { rows } }) => {
    const { ui, format: f } = context;
    const count = (severity: Finding['severity']): number =>
      rows.filter(({ finding }) => finding.severity === severity).length;
    return [
      span(` ${ui.findings.count(rows.length, f)}`, 'strong'),
      span(`   ${ui.findings.bySeverity(count('alert'), count('warning'), count('info'), f)}`, 'dim'),
    ];
  },
  head: (props, columns) => headLine(columnsIn(columns, props), ' ', props.context.ui.findings.columns),
  draw: (item, props, columns) => rowLine(columnsIn(columns, props), item, props, span(' ')),
  sentence: (item, { context }) => {
    const { findings: texts } = context.ui;
    const { session, finding } = item;
    return texts.sentence(texts.severities[finding.severity], session?.id ?? null, item.text, frames(item));
  },
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
