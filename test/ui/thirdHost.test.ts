/** FXP on the screen: the other server has a lifeline of its own, at every width that has room for three. */
import { describe, expect, test } from 'vitest';
import { fxp } from '../support/scenes.js';
import { stageOfSessions } from './support/stage.js';

const { sender, receiver } = fxp();

describe.each([56, 80, 100, 110, 120, 160, 200])('at %i columns', (columns) => {
  const stage = () =>
    stageOfSessions([sender.session, receiver.session], { size: { columns, rows: 40 } }).press('enter');

  test('who the other server is stands there whole, above its lifeline and in the heading', () => {
    const { lines } = stage();
    expect(lines[3]).toContain('10.55.0.2');
    expect(lines.join('\n')).toContain('(FXP with 10.55.0.2)');
  });

  test('its arrows begin at the server', () => {
    const { lines } = stage();
    expect(lines.some((line) => /│ +┆ 35585 ═+ SYN ═+▶ 5516 +┆/.test(line))).toBe(true);
    expect(lines.some((line) => /│ 48736 ─.*▶ 21 +│ .*┆/.test(line))).toBe(true);
    const other = stage().press(')').lines;
    expect(other.some((line) => /│ +┆ +5516 ◀═+ SYN ═+ 35585 ┆/.test(line))).toBe(true);
  });
});

test('where three have no room, the heading says it', () => {
  const stage = stageOfSessions([sender.session], { size: { columns: 50, rows: 40 } }).press('enter');
  expect(stage.text).toContain('(FXP with 10.55.0.2)');
  expect(stage.text).toMatch(/│ +5516 ◀|┆ +5516 ◀/);
});

test('sentences name it', () => {
  const stage = stageOfSessions([sender.session], { size: { columns: 200, rows: 60 } });
  expect(stage.press('enter', 'L').text).toContain('server to 10.55.0.2, port 35585 to 5516, data connection 1.1');
});
