/** The findings of all sessions in one list. */
import { expect, test } from 'vitest';
import { rankOf } from '../../../src/model/findings/order.js';
import { findingsOf } from '../../../src/model/findings.js';
import { broken } from '../../support/scenes.js';
import { CaptureClock } from '../../support/sessions.js';
import { stageOfSessions } from '../support/stage.js';

test('what failed stands before what is unsafe, as in the report, whichever session it concerns', () => {
  const clock = new CaptureClock();
  const sessions = [broken({ id: 1, clock }).session, broken({ id: 2, clock }).session];
  const kinds = sessions
    .flatMap((session) => findingsOf(session))
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map(({ code }) => code);
  const text = stageOfSessions(sessions, { size: { columns: 160, rows: 60 } }).press('5').text;
  const shown = [...text.matchAll(/^.{2,4} +(?:[12]|all) +(?:alert|warning|info) +(\S+)/gm)].map(([, kind]) => kind);
  expect(shown).toEqual(kinds);
  expect(shown.lastIndexOf('no-data-connection')).toBeLessThan(shown.indexOf('clear-text-password'));
});
