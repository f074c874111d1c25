/** For people: a line a check, and what it rests on below. */
import { displayWidth, escapeText, padToWidth } from '../../bytes/text.js';
import { coloured, plain, type Style, type StyledLine, span } from '../styles.js';
import { wrap } from '../wrap.js';
import {
  briefDetails,
  type CheckFormat,
  type CheckStyle,
  type Detail,
  detailsOf,
  nameOf,
  pointsNumber,
  refusedDetails,
} from './format.js';
import type { CheckEntry, CheckReport, CheckState } from './report.js';

const MARKS: Readonly<Record<CheckState, readonly [string, Style]>> = {
  passed: ['✔', 'good'],
  failed: ['✘', 'bad'],
  unknown: ['?', 'trouble'],
  skipped: ['–', 'dim'],
};
const INDENT = '    ';
const NARROWEST = 40;

export const renderText: CheckFormat = (report, style) => {
  const lines = [...head(report, style), ...refusedLines(report, style)];
  if (report.refused === null) for (const entry of report.checks) lines.push(...entryLines(entry, style));
  lines.push([span('')], ...sums(report, style));
  return lines.map((line) => `${style.color ? coloured(line) : plain(line)}\n`).join('');
};

function head({ title, capture, parameters }: CheckReport, { texts, width }: CheckStyle): StyledLine[] {
  const { check, format } = texts;
  const values = Object.entries(parameters).map(([name, value]) => `${name} = ${escapeText(value)}`);
  const what = check.capture(capture.sources.map(escapeText), capture.packets, capture.sessions, format);
  return [
    ...(title === null ? [] : wrap(escapeText(title), width).map((line) => [span(line, 'heading')])),
    ...wrap([what, ...values].join(check.between), width).map((line) => [span(line)]),
    ...capture.problems.flatMap((problem) => wrap(problem, width).map((line) => [span(line, 'trouble')])),
    [span('')],
  ];
}

function refusedLines({ refused }: CheckReport, style: CheckStyle): StyledLine[] {
  if (refused === null) return [];
  const [mark, look] = MARKS[refused.state];
  return [
    [span(`${mark} `, look), span(style.texts.check.refused[refused.state])],
    ...detailLines(refusedDetails(refused, style.texts, style.brief), style),
  ];
}

function entryLines(entry: CheckEntry, style: CheckStyle): StyledLine[] {
  const { texts, width } = style;
  const [mark, look] = MARKS[entry.state];
  const points = pointsText(entry, style);
  const room = Math.max(NARROWEST, width - displayWidth(points) - 2);
  const [first = '', ...rest] = wrap(nameOf(entry), room - 2);
  return [
    [span(`${mark} `, look), span(padToWidth(first, room - 2)), span(`  ${points}`, look)],
    ...rest.map((line) => [span(`  ${line}`)]),
    ...detailLines((style.brief ? briefDetails : detailsOf)(entry, texts), style),
  ];
}

function pointsText({ state, points, maxPoints }: CheckEntry, { texts }: CheckStyle): string {
  const { check, format } = texts;
  return points === null || state === 'unknown'
    ? check.personGives(pointsNumber(maxPoints), format)
    : check.points(pointsNumber(points), pointsNumber(maxPoints), format);
}

function detailLines(details: readonly Detail[], { width }: CheckStyle): StyledLine[] {
  const column = Math.max(...details.map(([label]) => displayWidth(label))) + 2;
  const room = Math.max(NARROWEST, width - INDENT.length - column);
  return details.flatMap(([label, lines]) =>
    lines
      .flatMap((line) => wrap(line, room))
      .map((line, i): StyledLine => [span(INDENT + padToWidth(i === 0 ? label : '', column), 'dim'), span(line)]),
  );
}

function sums(report: CheckReport, { texts }: CheckStyle): StyledLine[] {
  const { check, format } = texts;
  const count = (state: CheckState): number => report.checks.filter((one) => one.state === state).length;
  const points = check.points(pointsNumber(report.points), pointsNumber(report.maxPoints), format);
  const open = report.openPoints > 0 ? check.openPoints(pointsNumber(report.openPoints), format) : null;
  return [
    [span(check.counts(count('passed'), count('failed'), count('unknown'), count('skipped'), format))],
    [span([points, open].filter((one) => one !== null).join(check.between), 'heading')],
  ];
}
