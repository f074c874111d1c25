/** `ftp-sniff explain` as text: what a topic means, and where a capture shows it. */

import type { ExplanationItem, ExplanationStyle } from '../model/explain/explanation.js';
import type { Citation } from '../model/topics/citations.js';
import type { Section } from '../model/topics/section.js';
import { ALL_TOPICS } from '../model/topics/topics.js';
import type { Texts } from '../text/texts.js';
import { frameRange, table } from './columns.js';
import { explanationText } from './explanation.js';
import { type Style, type StyledLine, span } from './styles.js';
import { field, heading, tableLines } from './text/lines.js';

const STYLES: Readonly<Record<ExplanationStyle, Style>> = {
  text: 'plain',
  value: 'plain',
  good: 'good',
  bad: 'bad',
  dim: 'dim',
};
const EMPTY: StyledLine = [];
const INDENT = 2;
const FRAMES_COLUMNS = 13;
const LABEL_COLUMNS = 11;

/** All topics, by kind. */
export function* topicList(width: number, { explainWords: words }: Texts): Generator<StyledLine> {
  yield heading(words.listTitle, width);
  const options = { indent: 0, labelColumns: LABEL_COLUMNS };
  for (const kind of Object.keys(ALL_TOPICS) as (keyof typeof ALL_TOPICS)[])
    yield* field(words.kinds[kind], ALL_TOPICS[kind].join('  '), width, options);
  yield* field(words.numbers, words.numberForms, width, options);
}

/** What a section says, without a capture. */
export function* sectionLines(section: Section, width: number, texts: Texts): Generator<StyledLine> {
  yield heading(texts.say('explain', section.title), width);
  yield* explanationLines(section.items, width, texts);
  if (section.rfc !== null)
    yield* field('', texts.explainWords.source(section.rfc), width, { labelColumns: 0, style: 'dim' });
}

/** Sentences of an explanation, each in its style. */
export function* explanationLines(
  items: readonly ExplanationItem[],
  width: number,
  texts: Texts,
): Generator<StyledLine> {
  for (const { style, fact, indented } of items) {
    if (fact === null) {
      yield EMPTY;
      continue;
    }
    const indent = indented ? INDENT : 0;
    for (const line of texts.say('explain', fact).split('\n')) yield* hanging(line, indent, STYLES[style], width);
  }
}

/** The number of a step, and its mark. */
const NUMBER = /^ *\d{1,2}(?: [✔✘?–] | {2})/;

/** A line; one that begins with a number goes on beneath its words. */
function* hanging(text: string, indent: number, style: Style, width: number): Generator<StyledLine> {
  const number = NUMBER.exec(text)?.[0] ?? '';
  for (const [i, [left, words]] of [
    ...field('', text.slice(number.length), width, { indent, labelColumns: number.length, style }),
  ].entries())
    yield i === 0 ? [span(' '.repeat(indent) + number, style), words!] : [left!, words!];
}

/** Where a capture has it. `whole`: nothing of the file is damaged. */
export function* citationLines(citation: Citation, whole: boolean, width: number, texts: Texts): Generator<StyledLine> {
  const { explainWords: words, format: f } = texts;
  const { section, rows, findings, count, sessions, partial } = citation;
  const say = (text: string) => field('', text, width, { labelColumns: 0, style: 'section' });
  yield EMPTY;
  if (section.shows === null && section.finding === null) {
    yield* say(words.notShown);
    return;
  }
  if (count === 0) {
    if (sessions === 0) yield* say(words.noSession);
    else if (!whole) yield* say(words.damaged);
    else yield* say(partial.length === 0 ? words.absent(sessions, f) : words.notSeen(partial, f));
    return;
  }
  const where = new Set([...rows, ...findings].map(({ session }) => session)).size;
  yield* say(words.inCapture(count, where, f));
  for (const { session, finding } of findings) {
    const frames = finding.frames.length === 0 ? '' : ` ${texts.report.findings.frames(finding.frames, f)}`;
    const place = session === null ? '' : String(session);
    yield* field(place, `${texts.findingParagraph(finding)}${frames}`, width, { indent: INDENT, labelColumns: 4 });
  }
  if (rows.length > 0) yield* citedRows(citation, width, texts);
  const left = count - rows.length - findings.length;
  if (left > 0) yield [span(`${' '.repeat(INDENT)}${words.more(left, f)}`, 'dim')];
  const [first] = rows;
  if (first !== undefined) yield* firstRow(first.explanation, width, texts);
}

function* citedRows({ rows }: Citation, width: number, texts: Texts): Generator<StyledLine> {
  const { columns } = texts.explainWords;
  const cells = rows.map(({ session, row }) => {
    const remarks = row.remarks.map((remark) => texts.say('ladder', remark));
    return [
      String(session),
      row.firstFrame === null ? '' : frameRange(row.firstFrame, row.lastFrame ?? row.firstFrame, FRAMES_COLUMNS),
      [texts.say('ladder', row.label), ...remarks].join('  '),
    ];
  });
  const titles = [
    { title: columns.session, align: 'right' as const },
    { title: columns.frames, align: 'right' as const },
    { title: columns.what, flexible: true },
  ];
  yield* tableLines(table(titles, cells, width - INDENT), INDENT);
}

/** The first row as the UI explains it. */
function* firstRow(
  explanation: Citation['rows'][number]['explanation'],
  width: number,
  texts: Texts,
): Generator<StyledLine> {
  const { title, place, sentences, see } = explanationText(explanation, texts);
  yield EMPTY;
  yield [span(texts.explainWords.first, 'section')];
  const options = { indent: INDENT, labelColumns: 0 };
  yield* field('', place === '' ? title : `${title}  (${place})`, width, { ...options, style: 'heading' });
  for (const { text, style } of sentences) {
    const indent = INDENT + text.length - text.trimStart().length;
    if (text === '') yield EMPTY;
    else yield* hanging(text.trimStart(), indent, STYLES[style], width);
  }
  if (see !== '') yield* field('', see, width, { ...options, style: 'dim' });
}
