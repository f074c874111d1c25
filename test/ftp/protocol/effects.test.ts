import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../src/ftp/protocol/commands.js';
import { type DialogueState, initialState } from '../../../src/ftp/protocol/state.js';

const reply = (code: number, text = '') => ({ code, text, firstFrame: 2, lastFrame: 2, timeNs: 0, oddities: [] });

/** The state after a command and its reply, as the session applies the row of the table. */
function stateAfter(verb: string, argument: string, code: number, text = '', before: Partial<DialogueState> = {}) {
  const state = Object.assign(initialState(), before);
  const row = rowOf(verb)!;
  const effect = code < 300 ? row.effect : code < 400 ? row.intermediate : row.failure;
  effect?.(state, argument, reply(code, text), 2);
  return state;
}

describe('the working directory', () => {
  test.each([
    ['CWD', 'pub', 250, 'Okay', '/home', '/home/pub'],
    ['CWD', '/pub/../etc', 250, 'Okay', '/home', '/etc'],
    ['CWD', 'pub', 250, 'OK. Current directory is /srv/pub', '/home', '/srv/pub'],
    ['CWD', 'pub', 550, 'No such directory', '/home', '/home'],
    ['CWD', 'pub', 250, 'Okay', null, null],
    ['CDUP', '', 250, 'Okay', '/home/pub', '/home'],
    ['PWD', '', 257, '"/a ""b"""', null, '/a "b"'],
    // 257 names the new directory, not the working one (RFC 959 appendix II).
    ['MKD', 'new', 257, '"/home/new" created', '/home', '/home'],
    ['SMNT', 'x', 250, 'Okay', '/home', null],
    ['REIN', '', 220, 'Okay', '/home', null],
  ] as const)('%s %s, answered %i %s, in %s: %s', (verb, argument, code, text, directory, want) => {
    expect(stateAfter(verb, argument, code, text, { directory }).directory).toBe(want);
  });
});

describe('parameters of transfers', () => {
  test.each([
    ['TYPE', 'I', 200, 'type', 'I'],
    ['TYPE', 'a n', 200, 'type', 'A'],
    ['TYPE', 'X', 200, 'type', null],
    ['TYPE', 'I', 504, 'type', null],
    ['MODE', 'Z', 200, 'mode', 'Z'],
    ['STRU', 'R', 200, 'structure', 'R'],
    ['REST', '1000', 350, 'restart', 1000],
    ['REST', '1000', 501, 'restart', null],
    ['REST', 'x1', 350, 'restart', null],
    ['PROT', 'P', 200, 'protection', 'P'],
    ['PROT', 'C', 200, 'protection', 'C'],
  ] as const)('%s %s, answered %i: %s is %s', (verb, argument, code, name, want) => {
    expect(stateAfter(verb, argument, code)[name]).toBe(want);
  });

  test('ALLO and SIZE are remembered with the frame that reported them', () => {
    expect(stateAfter('ALLO', '500 R 80', 200).allocated).toEqual({ bytes: 500, frame: 2 });
    const { sizes } = stateAfter('SIZE', 'a.bin', 213, '7698', { directory: '/pub', type: 'I' });
    expect(sizes.get('/pub/a.bin')).toEqual({ bytes: 7698, frame: 2 });
    // In text type the size is that of the text as it would travel, or of the file: servers differ.
    expect(stateAfter('SIZE', 'a.txt', 213, '7698', { directory: '/', type: 'A' }).sizes.size).toBe(0);
  });
});

describe('the login', () => {
  test.each([
    ['PASS', 230, null, true],
    ['PASS', 530, null, false],
    ['PASS', 530, true, true],
    ['PASS', 332, null, null],
    ['USER', 230, null, true],
    ['REIN', 220, true, null],
  ] as const)('%s answered %i after %s: %s', (verb, code, loggedIn, want) => {
    expect(stateAfter(verb, '', code, '', { loggedIn }).loggedIn).toBe(want);
  });
});
