/** What the formats of check results share. */
import { escapeText } from '../../bytes/text.js';
import type { Texts } from '../../text/texts.js';
import type { CheckEntry, CheckReport, Measured } from './report.js';

/** `width` and `color` are for what people read on a terminal. */
export type CheckStyle = { readonly texts: Texts; readonly width: number; readonly color: boolean };

export type CheckFormat = (report: CheckReport, style: CheckStyle) => string;

/** A label and what stands behind it, in lines; everything is fit for a terminal. */
export type Detail = readonly [label: string, lines: readonly string[]];

/** What there is to say of a result: rule, values, frames, what is open, hint, explanation. */
export function detailsOf(entry: CheckEntry, texts: Texts): Detail[] {
  const { check } = texts;
  const { labels } = check;
  const hint = entry.state === 'passed' ? null : entry.hint;
  return [
    [labels.rule, [escapeText(entry.rule)]],
    ...foundDetails(entry, texts),
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
  const { labels, reasons: sentences } = texts.check;
  const found = measured.flatMap((one) => foundLines(one, texts));
  return [
    ...(found.length === 0 ? [] : [[labels.found, found] as const]),
    ...(frames.length === 0 ? [] : [[labels.frames, [frames.join(', ')]] as const]),
    ...(reasons.length === 0 ? [] : [[labels.open, reasons.map((reason) => sentences[reason])] as const]),
  ];
}

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

/** Everything that there is to say in plain lines. */
export const detailText = (entry: CheckEntry, texts: Texts): string =>
  detailsOf(entry, texts)
    .map(([label, lines]) => texts.format.labelled(label, lines.join('\n  ')))
    .join('\n');

/** Why nothing was asked; null: something was. */
export function refusedText({ refused }: CheckReport, texts: Texts): string | null {
  if (refused === null) return null;
  const { check, format } = texts;
  const lines = [check.refused[refused.state], format.labelled(check.labels.rule, escapeText(refused.rule))];
  for (const [label, said] of foundDetails(refused, texts)) lines.push(format.labelled(label, said.join('\n  ')));
  if (refused.hint !== null) lines.push(format.labelled(check.labels.hint, plainLines(refused.hint).join('\n  ')));
  return lines.join('\n');
}

/** 2, 0.5: at most two decimals. */
export const pointsNumber = (points: number): number => Math.round(points * 100) / 100;
