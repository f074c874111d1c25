/**
 * Every data connection as a lesson: the rows that belong to it, one after the other, with its steps, its three-way
 * handshake and its close in brackets, and what they teach. The UI's lesson without a terminal.
 */
import { padToWidth } from '../bytes/text.js';
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import { buildLadder } from '../model/ladder.js';
import { type LessonRow, lessonOf } from '../model/lesson.js';
import { announcementNumber, isActive } from '../model/roles.js';
import type { LadderRow } from '../model/rows.js';
import { stepsOf } from '../model/steps.js';
import type { Texts } from '../text/texts.js';
import { asciiLines } from './ascii.js';
import type { Report, ReportOfAll, ReportStyle } from './format.js';
import { drawRow, extentOf, type LadderLayout, ladderHeader, ladderLayout } from './ladder/text.js';
import { coloured, plain, type StyledLine, span } from './styles.js';
import { field, heading } from './text/lines.js';

const EMPTY: StyledLine = [];
const BRACKET_COLUMNS = 6;
const INDENT = 8;
const SIGNS = { first: '╭', middle: '│', last: '╰', only: ' ' } as const;
const STATES = { done: '✔', failed: '✘', missing: '✘', unseen: '–', 'not-reached': '·' } as const;

export function* renderSteps(report: ReportOfAll, style: ReportStyle): Generator<string> {
  const finish = style.color ? coloured : plain;
  for (const session of report.sessions) {
    for (const line of sessionLines(session, report, style))
      for (const one of style.ascii ? asciiLines(line, style.width, report.texts.script) : [line])
        yield `${finish(one)}\n`;
  }
}

function* sessionLines(session: Session, report: Report, style: ReportStyle): Generator<StyledLine> {
  const rows = buildLadder(session);
  const { texts } = report;
  if (session.dataConnections.length === 0) yield [span(texts.ui.lesson.none, 'dim')];
  for (const data of session.dataConnections) {
    yield* lessonLines(data, rows, report, style);
    yield EMPTY;
  }
}

function* lessonLines(
  data: DataConnection,
  rows: readonly LadderRow[],
  report: Report,
  style: ReportStyle,
): Generator<StyledLine> {
  const { texts, view } = report;
  const { lesson: words } = texts.ui;
  const { format: f } = texts;
  const lesson = lessonOf(data.session, data, rows);
  const shown = lesson.map(({ row }) => row);
  const command = data.transfer?.exchange.command;
  const what = command
    ? texts.say('ladder', shown.find((row) => row.exchange === data.transfer?.exchange)?.label ?? NOTHING)
    : data.mode;
  const layout = ladderLayout({
    width: style.width - BRACKET_COLUMNS,
    ascii: style.ascii,
    texts,
    zeroNs: view.firstTimeNs ?? 0,
    epochSeconds: view.epochSeconds,
    fractionDigits: report.info.fractionDigits,
    coarseTimes: data.session.coarseTimes,
    ...extentOf(shown),
  });
  yield heading(
    `${data.id}  ${words.title(what, f.announcement(announcementNumber(data)), isActive(data.mode))}`,
    style.width,
  );
  for (const line of ladderHeader(data.session, layout)) yield [span(' '.repeat(BRACKET_COLUMNS)), ...line];
  let previousTimeNs: number | null = null;
  let inGroup = 0;
  for (const one of lesson) {
    inGroup = one.place === 'first' || one.place === 'only' ? 0 : inGroup + 1;
    if (one.omitted > 0 && previousTimeNs !== null)
      yield [span(`${' '.repeat(INDENT)}⋮ ${words.omitted(one.omitted, f)}`, 'dim')];
    yield* rowLines(one, inGroup, previousTimeNs, layout, texts);
    if (one.group !== null && (one.place === 'last' || one.place === 'only'))
      yield* groupLines(one, data, style, texts);
    if (one.row.timeNs !== null) previousTimeNs = one.row.timeNs;
  }
  for (const { number, title, state } of stepsOf(data))
    yield* field(`${STATES[state]} ${number}`, texts.say('steps', title), style.width, {
      indent: 2,
      labelColumns: 6,
      style: state === 'failed' || state === 'missing' ? 'bad' : 'plain',
    });
}

const NOTHING = { code: 'command-line', params: { text: '' }, frames: [] } as const;

function* rowLines(
  { row, group, place, step }: LessonRow,
  at: number,
  previousTimeNs: number | null,
  layout: LadderLayout,
  { ui }: Texts,
): Generator<StyledLine> {
  const bracket = group === null || place === 'only' ? '' : `${SIGNS[place]} ${ui.lesson.brackets[group][at] ?? ''}`;
  const number = group === null && step !== null ? String(step).padStart(3) : '';
  for (const [i, line] of drawRow(row, previousTimeNs, layout).entries())
    yield [span(padToWidth(i === 0 ? bracket || number : '', BRACKET_COLUMNS), 'section'), ...line];
}

/** What a handshake or a close teaches, with its numbers. */
function* groupLines(
  { group, letters, row }: LessonRow,
  data: DataConnection,
  style: ReportStyle,
  texts: Texts,
): Generator<StyledLine> {
  if (group === null) return;
  const { lesson: words } = texts.ui;
  const values = letters.map(({ letter, value }) => `${letter} = ${value}`).join(', ');
  const opens = isActive(data.mode) ? words.opens.active : words.opens.passive;
  const sentences = [words.groups[group], values === '' ? '' : words.letters[group](values)];
  if (group === 'handshake' && row.dataConnection !== null) sentences.push(opens);
  for (const sentence of sentences)
    if (sentence !== '') yield* field('', sentence, style.width, { indent: INDENT, labelColumns: 0, style: 'note' });
}
