/** What a student gets to read: one page that stands alone, without script, for screen, screen reader and paper. */
import type { Texts } from '../../text/texts.js';
import { detailsOf, nameOf, pointsNumber, refusedDetails } from '../check/format.js';
import type { CheckEntry, CheckReport } from '../check/report.js';
import { xml } from '../export/xml.js';
import { facts, wire } from '../html/markup.js';
import { styleSheet } from '../html/style.js';
import type { Graded } from './graded.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const RULES =
  'article{border-left:4px solid var(--rule);padding:.1rem .9rem;margin:1rem 0}article.failed{border-color:var(--bad)}article.passed{border-color:var(--good)}article h3{margin:.3rem 0}article dd{white-space:pre-wrap}';
const MARKS: Readonly<Record<CheckEntry['state'], string>> = { passed: '✔', failed: '✘', unknown: '?', skipped: '–' };

export function feedbackPage({ name, report, problem, files }: Graded, title: string | null, texts: Texts): string {
  const { grade, check } = texts;
  const heading = grade.feedback.title(title ?? grade.feedback.untitled, name);
  const body =
    report === null
      ? `<p class="bad">${xml(problem === null ? grade.problems.unread : grade.problems[problem.code])}</p><p>${xml(check.states.unknown)}</p>`
      : reportBody(report, texts);
  return `<!DOCTYPE html>
<html lang="${texts.locale}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><title>${wire(heading)}</title><style>${styleSheet(null)}${RULES}</style></head>
<body><header><h1>${wire(heading)}</h1>${facts([[grade.feedback.files, files.map(wire).join(', ')]])}</header><main>${body}</main><footer><p>${xml(texts.page.madeBy('ftp-sniff'))}</p></footer></body></html>
`;
}

function reportBody(report: CheckReport, texts: Texts): string {
  const { check, grade, format } = texts;
  const points = check.points(pointsNumber(report.points), pointsNumber(report.maxPoints), format);
  const open = report.openPoints > 0 ? check.openPoints(pointsNumber(report.openPoints), format) : null;
  const sum = [points, open].filter((one) => one !== null).join(check.between);
  const problems = report.capture.problems.map((one) => `<li>${wire(one)}</li>`).join('');
  return [
    `<p><strong>${xml(sum)}</strong></p>`,
    problems === '' ? '' : `<h2>${xml(grade.feedback.problems)}</h2><ul>${problems}</ul>`,
    refusedBody(report, texts),
    `<h2>${xml(grade.feedback.checks)}</h2>`,
    ...report.checks.map((entry) => article(entry, texts)),
  ].join('\n');
}

function refusedBody({ refused }: CheckReport, texts: Texts): string {
  if (refused === null) return '';
  const rows = refusedDetails(refused, texts, false).map(
    ([label, lines]) => [label, lines.map(xml).join('\n')] as const,
  );
  return `<p class="bad">${xml(texts.check.refused[refused.state])}</p>${facts(rows)}`;
}

/** The state stands there in words: colour and mark are for those who see them. */
function article(entry: CheckEntry, texts: Texts): string {
  const { check, format } = texts;
  const points =
    entry.points === null
      ? check.personGives(pointsNumber(entry.maxPoints), format)
      : check.points(pointsNumber(entry.points), pointsNumber(entry.maxPoints), format);
  const rows = detailsOf(entry, texts).map(([label, lines]) => [label, lines.map(xml).join('\n')] as const);
  return `<article class="${entry.state}"><h3><span aria-hidden="true">${MARKS[entry.state]}</span> ${xml(nameOf(entry))}</h3><p>${xml(entry.state === 'unknown' ? points : [check.states[entry.state], points].join(check.between))}</p>${facts(rows)}</article>`;
}
