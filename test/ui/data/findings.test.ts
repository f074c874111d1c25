/** The findings of all sessions in one list. */
import { expect, test } from 'vitest';
import { findingsOf } from '../../../src/model/findings.js';
import { broken } from '../../support/scenes.js';
import { CaptureClock } from '../../support/sessions.js';
import { stageOfSessions } from '../support/stage.js';

test('what failed stands before what is unsafe, as in the report, whichever session it concerns', () => {
  const clock = new CaptureClock();
  const sessions = [broken({ id: 1, clock }).session, broken({ id: 2, clock }).session];
  const kinds = new Set(sessions.flatMap((session) => findingsOf(session)).map(({ code }) => code));
  const stage = stageOfSessions(sessions, { size: { columns: 300, rows: 60 } }).press('5');
  const shown = stage.lines.slice(4).flatMap((line) => [...kinds].find((kind) => line.includes(` ${kind}`)) ?? []);
  expect(new Set(shown)).toEqual(kinds);
  expect(shown.indexOf('no-data-connection')).toBeLessThan(shown.indexOf('clear-text-password'));
});
