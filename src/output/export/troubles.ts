/** What went wrong, for exports: worst first. */
import type { Report } from '../format.js';
import type { Trouble } from '../json/report.js';
import { troubleMembers } from '../json/session.js';

export type ExportTrouble = Trouble & {
  /** '?' where the capture leaves it open. */
  readonly mark: '✘' | '?';
};

export function* exportTroubles({ view, whole, texts }: Report): Generator<ExportTrouble> {
  for (const trouble of whole.trouble(view.unclaimed)) {
    const written = JSON.parse(`{${troubleMembers(trouble, texts)}}`) as Omit<Trouble, 'session'>;
    yield { ...written, session: trouble.session, mark: trouble.open ? '?' : '✘' };
  }
}
