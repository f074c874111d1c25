/** What the formats of check results share. */
import { escapeText } from '../../bytes/text.js';
import type { Texts } from '../../text/texts.js';
import type { CheckEntry, CheckReport, Measured } from './report.js';

type Refused = NonNullable<CheckReport['refused']>;

/**
 * `width` and `color` are for what people read on a terminal; `brief`: for those who are checked, who are to see neither
 * rules nor what was found, but what to look at.
 */
export type CheckStyle = {
  readonly texts: Texts;
  readonly width: number;
  readonly color: boolean;
  readonly brief: boolean;
};

export type CheckFormat = (report: CheckReport, style: CheckStyle) => string;

/** A label and what stands behind it, in lines; everything is fit for a terminal. */
export type Detail = readonly [label: string, lines: readonly string[]];

/** What there is to say of a result: rule, values, frames, what is open, hint, explanation. */
export function detailsOf(entry: CheckEntry, texts: Texts): Detail[] {
  return [
    [texts.check.labels.rule, [escapeText(entry.rule)]],
    ...foundDetails(entry, texts),
    ...helpDetails(entry, texts),
  ];
}

/** What helps whoever is checked: why nothing was asked or is known, hint, explanation. */
export function briefDetails(entry: CheckEntry, texts: Texts): Detail[] {
  return [...openDetails(entry, texts), ...helpDetails(entry, texts)];
}

function helpDetails(entry: CheckEntry, { check }: Texts): Detail[] {
  const { labels } = check;
  const hint = entry.state === 'passed' ? null : entry.hint;
  return [
    ...(entry.missing === null ? [] : [[labels.needs, [check.missing(escapeText(entry.missing))]] as const]),
    ...(hint === null ? [] : [[labels.hint, plainLines(hint)] as const]),
    ...(entry.explain === null ? [] : [[labels.explain, plainLines(entry.explain)] as const]),
  ];
}

/** What was found, its frames, and why the answer is not known. */
export function foundDetails(
  { measured, frames, reasons }: Pick<CheckEntry, 'measured' | 'frames' | 'reasons'>,
  texts: Texts,
): Detail[] {
  const { labels } = texts.check;
  const found = measured.flatMap((one) => foundLines(one, texts));
  return [
    ...(found.length === 0 ? [] : [[labels.found, found] as const]),
    ...(frames.length === 0 ? [] : [[labels.frames, [frames.join(', ')]] as const]),
    ...openDetails({ reasons }, texts),
  ];
}

/** Why the answer is not known. */
const openDetails = ({ reasons }: Pick<CheckEntry, 'reasons'>, { check }: Texts): Detail[] =>
  reasons.length === 0 ? [] : [[check.labels.open, reasons.map((reason) => check.reasons[reason])]];

function foundLines({ what, kind, found, all }: Measured, texts: Texts): string[] {
  const { check } = texts;
  const name = escapeText(what);
  if (found.length === 0) return [check.nothing(name)];
  const lines = found.map(({ element, values }) => {
    const said = values.map(({ word, value, atLeast }) => {
      const text = valueText(value, texts);
      return `${escapeText(word)} = ${atLeast && value !== null ? check.orMore(text) : text}`;
    });
    if (element === null || kind === null) return said.join(', ');
    const one = check.element[kind](escapeText(element));
    return said.length === 0 ? one : texts.format.labelled(one, said.join(', '));
  });
  const more = all - found.length;
  return more > 0 ? [...lines, check.more(more, texts.format)] : lines;
}

const LONGEST_VALUE = 120;

function valueText(value: string | number | boolean | null, { check }: Texts): string {
  if (value === null) return check.notKnown;
  const text = typeof value === 'string' ? escapeText(value) : String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** Texts of a sheet may have several lines. */
export const plainLines = (text: string): string[] => text.trimEnd().split(/\r?\n/).map(escapeText);

/** 'login: The login succeeds' */
export const nameOf = ({ id, title }: CheckEntry): string => escapeText(title === null ? id : `${id}: ${title}`);

/** Everything that there is to say in plain lines, or what is `brief`. */
export const detailText = (entry: CheckEntry, texts: Texts, brief = false): string =>
  (brief ? briefDetails : detailsOf)(entry, texts)
    .map(([label, lines]) => texts.format.labelled(label, lines.join('\n  ')))
    .join('\n');

/** Why nothing was asked; null: something was. */
export function refusedText({ refused }: CheckReport, texts: Texts, brief = false): string | null {
  if (refused === null) return null;
  const details = refusedDetails(refused, texts, brief);
  return [
    texts.check.refused[refused.state],
    ...details.map(([label, lines]) => texts.format.labelled(label, lines.join('\n  '))),
  ].join('\n');
}

/** What there is to say of a capture that is not of the exercise. */
export function refusedDetails(refused: Refused, texts: Texts, brief: boolean): Detail[] {
  const { labels } = texts.check;
  return [
    ...(brief
      ? openDetails(refused, texts)
      : [[labels.rule, [escapeText(refused.rule)]] as const, ...foundDetails(refused, texts)]),
    ...(refused.hint === null ? [] : [[labels.hint, plainLines(refused.hint)] as const]),
  ];
}

/** 2, 0.5: at most two decimals. */
export const pointsNumber = (points: number): number => Math.round(points * 100) / 100;
