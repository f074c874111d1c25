/** All findings of the page by their kind, the worst first: how often each, and where. */
import type { FindingParams } from '../../model/findings/codes.js';
import type { Texts } from '../../text/texts.js';
import { xml } from '../export/xml.js';
import type { Finding, Session } from '../json/report.js';
import { frameLinks } from './markup.js';

/** Findings of one kind that are listed, and frames of each. */
const MOST_OF_A_KIND = 50;
const MOST_FRAMES = 6;
const ORDER = ['alert', 'warning', 'info'] as const;

type Group = {
  readonly severity: Finding['severity'];
  readonly code: string;
  readonly items: { session: number | null; frames: number[] }[];
};

export function findingsByKind(sessions: readonly Session[], ofCapture: readonly Finding[], texts: Texts): string {
  const { page } = texts;
  const groups = groupsOf(sessions, ofCapture);
  if (groups.length === 0) return '';
  const drawn = groups.map((group) => groupOf(group, texts));
  return `<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">${xml(page.findingsByKind)}</h2>${drawn.join('')}</section>`;
}

function groupsOf(sessions: readonly Session[], ofCapture: readonly Finding[]): Group[] {
  const groups = new Map<string, Group>();
  const add = ({ code, severity, frames }: Finding, session: number | null): void => {
    const group = groups.get(code) ?? { severity, code, items: [] };
    groups.set(code, group);
    group.items.push({ session, frames });
  };
  for (const one of ofCapture) add(one, null);
  for (const { id, findings } of sessions) for (const one of findings) add(one, id);
  return [...groups.values()].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.items.length - a.items.length,
  );
}

function groupOf({ severity, code, items }: Group, texts: Texts): string {
  const { page, exports: words, report, format: f } = texts;
  const title = texts.findingTitle(code as keyof FindingParams);
  const rows = items.slice(0, MOST_OF_A_KIND).map(({ session, frames }) => {
    const place =
      session === null ? xml(page.wholeCapture) : `<a href="#s${session}">${xml(words.session(session))}</a>`;
    const shown = frameLinks(frames.slice(0, MOST_FRAMES));
    return `<li>${place}${shown === '' ? '' : ` · ${xml(page.frames)} ${shown}${frames.length > MOST_FRAMES ? ' …' : ''}`}</li>`;
  });
  const more =
    items.length > MOST_OF_A_KIND ? `<li>${xml(page.moreFindings(items.length - MOST_OF_A_KIND, f))}</li>` : '';
  return `<details class="kind ${severity}"><summary>${xml(page.findingKind(report.severities[severity], title, items.length, f))}</summary><ul>${rows.join('')}${more}</ul></details>`;
}
