/** `--format json`: one document, written a session at a time so that thousands of sessions need no memory for the text. */

import { findingsOfCapture } from '../model/findings.js';
import { clockOf, reportCapture, reportConnection, reportSession } from '../model/report.js';
import type { Report } from './format.js';
import { jsonText } from './jsonText.js';

export const SCHEMA = 'ftp-sniff/1';

export function* renderJson({ view, info, sessions }: Report): Iterable<string> {
  const clock = clockOf(view, info.fractionDigits);
  yield `{"schema":${jsonText(SCHEMA)},\n"capture":${jsonText(reportCapture(view, info, clock))},\n"sessions":[`;
  let first = true;
  for (const session of sessions) {
    yield `${first ? '\n' : ',\n'}${jsonText(reportSession(session, clock))}`;
    first = false;
  }
  yield '],\n"unclaimed":[';
  yield view.unclaimed.map((connection) => `\n${jsonText(reportConnection(connection, clock))}`).join(',');
  yield `],\n"connections":${view.connections},\n"findings":${jsonText(findingsOfCapture(view))}}\n`;
}
