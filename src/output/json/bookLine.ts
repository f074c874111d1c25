/** Lines of ndjson about the writing itself: they have no name, for nobody can meet them twice. */
import type { CaptureStatusLine, ContinuedLine, MissedLine, RunLine } from './report.js';

type BookLine = CaptureStatusLine | MissedLine | ContinuedLine | RunLine;

/** @param sensor `--sensor`; null: not given */
export const bookLine = <Type extends BookLine['type']>(
  type: Type,
  members: Readonly<Omit<Extract<BookLine, { type: Type }>, 'type' | 'session'>>,
  sensor: string | null,
): string => `${JSON.stringify({ type, session: null, sensor: sensor ?? undefined, ...members })}\n`;
