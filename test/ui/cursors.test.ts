/** Cursors of lists that were left: remembered, but not without end. */
import { expect, test } from 'vitest';
import { cursorOf, initialState, MOST_CURSORS, type UiState, withCursor } from '../../src/ui/state.js';
import { START } from '../../src/ui/terminal/cursor.js';

const at = (state: UiState, frame: number): UiState => ({ ...state, view: 'packet', frame });

test('of all packets that were looked at, those of the last stay, and the list of sessions', () => {
  let state = withCursor(initialState({ theme: 'dark', live: false }), { ...START, index: 3 }, 'sessions');
  for (let frame = 1; frame <= 500; frame++) state = withCursor(at(state, frame), { ...START, index: frame });
  expect(Object.keys(state.cursors)).toHaveLength(MOST_CURSORS);
  expect(cursorOf(state, 'sessions').index).toBe(3);
  expect(cursorOf(at(state, 500)).index).toBe(500);
  expect(cursorOf(at(state, 470)).index).toBe(470);
  expect(cursorOf(at(state, 1))).toBe(START);
});

test('a list that is moved in again is not forgotten for those that came between', () => {
  let state = initialState({ theme: 'dark', live: false });
  for (let frame = 1; frame <= 500; frame++) {
    state = withCursor(at(state, frame), { ...START, index: frame });
    state = withCursor({ ...state, view: 'ladder', sessionId: 1 }, { ...START, index: frame });
  }
  expect(cursorOf({ ...state, view: 'ladder', sessionId: 1 }).index).toBe(500);
});
