/** `--format json`: one document, written a session at a time so that thousands of sessions need no memory for the text. */

import { findingsOfCapture } from '../model/findings.js';
import { clockOf } from '../model/time.js';
import { troubleOf } from '../model/trouble.js';
import type { Report } from './format.js';
import { captureMembers } from './json/capture.js';
import { connectionMembers } from './json/connection.js';
import { findingList, sessionMembers, troubleList } from './json/session.js';
import { jsonText } from './jsonText.js';

export const SCHEMA = 'ftp-sniff/1';

export function* renderJson({ view, info, sessions, texts }: Report): Iterable<string> {
  const context = { clock: clockOf(view, info.fractionDigits), texts };
  yield `{"schema":${jsonText(SCHEMA)},\n"capture":{${captureMembers(view, info, context)}},\n"sessions":[`;
  let first = true;
  for (const session of sessions) {
    yield `${first ? '\n' : ',\n'}{${sessionMembers(session, context)}}`;
    first = false;
  }
  yield '],\n"unclaimed":[';
  yield view.unclaimed.map((connection) => `\n{${connectionMembers(connection, context)}}`).join(',');
  yield `],\n"connections":${view.connections},\n"findings":${findingList(findingsOfCapture(view), texts)}`;
  yield `,\n"trouble":${troubleList(troubleOf(view, sessions), texts)}}\n`;
}
