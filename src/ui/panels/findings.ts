/** What is worth knowing, of all sessions: each finding with the frames that show it. */

import type { Session } from '../../ftp/protocol/session.js';
import type { Finding } from '../../model/findings/finding.js';
import { rankOf } from '../../model/findings/order.js';
import { WEIGHTS, weightOf } from '../../model/findings/table.js';
import { findingsOfCapture } from '../../model/findings.js';
import type { Sliced } from '../../model/sliced.js';
import type { Context } from '../data/context.js';
import { findingsOf } from '../data/sessionFacts.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { EMPTY, type Line, line, span } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import { noSession } from './empty.js';
import { definePanel, type ListProps, type PanelProps } from './panel.js';
import {
  type Column,
  chosenColumns,
  cutCells,
  FactLines,
  type Fitted,
  fitColumns,
  headLine,
  rowLine,
} from './table.js';
import { troubleLines } from './troubleLines.js';

/** `session` is null where it concerns no single one. */
type FindingItem = {
  readonly key: string;
  readonly session: Session | null;
  readonly finding: Finding;
  /** Findings of this code, where the row stands for all of them. */
  readonly group: Group | null;
  /** '▸' closed, '▾' open, '·' within a group, ' ' alone. */
  readonly sign: string;
};

/** All findings of one code, the worst first. */
type Group = { readonly code: Finding['code']; readonly items: FindingItem[]; readonly sessions: Set<number> };

/** No list is read further; the report has them all. */
const MOST_FINDINGS = 20_000;
const MOST_FRAMES = 200;
const SIGNS = { info: '·', warning: '!', alert: '✘' } as const;

const frames = ({ finding }: FindingItem): string =>
  finding.frames.slice(0, 4).join(', ') + (finding.frames.length > 4 ? ' …' : '');

function sessionText({ session, group }: FindingItem, { context }: ListProps): string {
  const { ui, format: f } = context;
  if (group !== null && group.sessions.size !== 1)
    return group.sessions.size === 0 ? ui.findings.allSessions : `×${f.count(group.sessions.size)}`;
  return session === null ? ui.findings.allSessions : String(session.id);
}

/** The short title of a group, the message of a finding. */
function whatText({ finding, group }: FindingItem, { context }: ListProps): string {
  const { title, message } = context.texts.finding(finding);
  return group === null ? message.replaceAll('\n', ' ') : title;
}

/** What `kind` says: a language that has no use for our code names the finding by its title. */
const kindText = ({ finding }: FindingItem, { context }: ListProps): string =>
  context.ui.findings.kindOf(finding.code, context.texts.finding(finding).title);

const severityRole = ({ finding }: FindingItem): Role => finding.severity;

export const FINDING_COLUMNS: readonly Column<FindingItem>[] = [
  { name: 'sign', columns: 1, rank: 1, text: ({ finding }) => SIGNS[finding.severity], role: severityRole },
  { name: 'count', columns: 5, rank: 2, align: 'right', text: ({ group }, { context }) => (group === null ? '' : context.format.count(group.items.length)) },
  { name: 'session', columns: 7, rank: 1, align: 'right', text: sessionText },
  { name: 'message', columns: 40, rank: 1, grows: 1, text: whatText, role: ({ finding }) => (finding.severity === 'info' ? 'plain' : finding.severity) },
  { name: 'frames', columns: 14, rank: 3, text: frames, role: () => 'dim' },
  { name: 'severity', columns: 8, rank: 5, text: ({ finding }, { context }) => context.ui.findings.severities[finding.severity], role: severityRole },
  { name: 'kind', columns: 22, rank: 6, text: kindText, role: () => 'dim' },
]; // biome-ignore format: a table

/** Sessions that are looked at in one step. */
const STEP = 16;

/** What went wrong by its weight, then the others by severity. */
function badness(finding: Finding): number {
  const weight = weightOf(finding);
  return weight === null ? WEIGHTS.length + rankOf(finding) : WEIGHTS.indexOf(weight);
}

/** By code, the worst first; among equals those that concern no single session, then in order of frames. */
function* groupsOf(context: Context): Sliced<readonly Group[]> {
  const { analyzer } = context;
  const groups = new Map<string, Group>();
  let count = 0;
  const add = (finding: Finding, session: Session | null, key: string): void => {
    // What is only information in one session may be a failure in another.
    const name = `${finding.code} ${rankOf(finding)}`;
    const group = groups.get(name) ?? { code: finding.code, items: [], sessions: new Set<number>() };
    groups.set(name, group);
    group.items.push({ key, session, finding, group: null, sign: ' ' });
    if (session !== null) group.sessions.add(session.id);
    count++;
  };
  for (const [i, finding] of findingsOfCapture(analyzer).entries()) add(finding, null, `all/${i}/${finding.code}`);
  const { sessions } = analyzer;
  for (const [at, session] of sessions.entries()) {
    if (count >= MOST_FINDINGS) break;
    if (at % STEP === STEP - 1) yield Math.max(at / sessions.length, count / MOST_FINDINGS);
    for (const [i, finding] of findingsOf(session, context).entries())
      add(finding, session, `${session.id}/${i}/${finding.code}`);
  }
  const first = ({ items }: Group): Finding => items[0]!.finding;
  return [...groups.values()].sort(
    (a, b) =>
      badness(first(a)) - badness(first(b)) ||
      Math.sign(a.sessions.size) - Math.sign(b.sessions.size) ||
      (first(a).frames[0] ?? 0) - (first(b).frames[0] ?? 0),
  );
}

const allGroups = (context: Context): readonly Group[] | undefined =>
  context.tasks.get('findings', [], context.analyzer.revision, () => groupsOf(context));

/** A row for each code, and those of its findings below it where it is open. */
function listOf({ state, context }: ListProps): RowList<FindingItem> {
  const groups = allGroups(context);
  if (!groups) return noRows(true);
  return context.cache.get('finding-rows', [groups, state.toggled], 0, () => {
    const rows = groups.flatMap((group): FindingItem[] => {
      const [first] = group.items;
      if (group.items.length === 1) return [first!];
      const key = `finding/${group.code}/${rankOf(first!.finding)}`;
      const open = state.toggled.has(key);
      const head = { ...first!, key, group, sign: open ? '▾' : '▸' };
      return open ? [head, ...group.items.map((item) => ({ ...item, sign: '·' }))] : [head];
    });
    return new RowList(rows, ({ key }) => key);
  });
}

function detail(item: FindingItem, props: PanelProps<FindingItem>, columns: number): readonly Line[] {
  const { session, finding, group } = item;
  const { context } = props;
  const { findings: texts } = context.ui;
  const pane = new FactLines(columns, 10);
  pane.line(line(context.texts.finding(finding).title, 'title'));
  for (const one of troubleLines(finding, context, columns, false)) pane.line(one);
  pane
    .line(EMPTY)
    .add(texts.facts.kind, finding.code)
    .add(texts.facts.severity, texts.severities[finding.severity], finding.severity);
  if (group !== null)
    pane.add(texts.facts.count, texts.inSessions(group.items.length, group.sessions.size, context.format));
  else pane.add(texts.facts.session, session === null ? texts.noSession : String(session.id));
  pane.add(texts.facts.frames, finding.frames.slice(0, MOST_FRAMES).join(', '));
  const enter = group !== null ? texts.enterGroup : session === null ? texts.enterFirst : texts.enterLadder;
  if (finding.frames.length > 0 || group !== null) pane.line(EMPTY).line(line(enter, 'dim'));
  return pane.lines;
}

const columnsIn = (columns: number, { context }: ListProps): Fitted<FindingItem> =>
  fitColumns(chosenColumns(FINDING_COLUMNS, context.settings.columns.findings), columns - 2);

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
  about: ({ context }) => {
    const { ui, format: f } = context;
    const all = (allGroups(context) ?? []).flatMap(({ items }) => items);
    const count = (severity: Finding['severity']): number =>
      all.filter(({ finding }) => finding.severity === severity).length;
    return [
      span(` ${ui.findings.count(all.length, f)}`, 'strong'),
      span(`   ${ui.findings.bySeverity(count('alert'), count('warning'), count('info'), f)}`, 'dim'),
    ];
  },
  head: (props, columns) => headLine(columnsIn(columns, props), '  ', props.context.ui.findings.columns),
  draw: (item, props, columns) => rowLine(columnsIn(columns, props), item, props, span(` ${item.sign}`, 'key')),
  whole: (item, props, columns) => cutCells(columnsIn(columns, props), item, props, props.context.ui.findings.columns),
  sentence: (item, props) => {
    const { context } = props;
    const { findings: texts } = context.ui;
    const { session, finding, group } = item;
    const severity = texts.severities[finding.severity];
    if (group !== null)
      return texts.groupSentence(
        severity,
        whatText(item, props),
        group.items.length,
        group.sessions.size,
        context.format,
      );
    return texts.sentence(severity, session?.id ?? null, context.texts.findingParagraph(finding), frames(item));
  },
  detail,
  detailShown: 'by-default',
  frame: ({ finding }) => finding.frames[0] ?? null,
  wireshark: ({ finding }) =>
    finding.frames.length > 0 ? `frame.number in {${finding.frames.slice(0, 20).join(', ')}}` : null,
  foldKey: ({ key, group }) => (group === null ? null : key),
  enter: ({ session, finding, group }) => {
    if (group !== null) return { to: 'fold' };
    const frame = finding.frames[0] ?? null;
    if (session !== null) return { to: 'ladder-frame', session, frame };
    return frame === null ? null : { to: 'frame', frame };
  },
});
