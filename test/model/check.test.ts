/** Sheets and their answers: what a capture shows, what it does not tell, and what a wrong sheet is told. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LIMITS } from '../../src/limits.js';
import { judge } from '../../src/model/check/judge.js';
import { readSheet, type SheetProblem } from '../../src/model/check/read.js';
import type { CaptureSubject } from '../../src/model/filter/fields.js';
import { findingsOf } from '../../src/model/findings.js';
import { ROOT } from '../support/run.js';
import { activeListing, broken, cutOff, encrypted } from '../support/scenes.js';
import type { SessionBuilder } from '../support/sessions.js';
import { TEXTS } from '../support/texts.js';

const captureOf = (scenes: readonly SessionBuilder[], more: Partial<CaptureSubject> = {}): CaptureSubject => ({
  sessions: scenes.map(({ session }) => session),
  findings: [],
  packets: 100,
  connections: 3,
  info: { damaged: false, dropped: { kernel: null, interface: null } },
  limitReached: false,
  ...more,
});

/** An active listing of which the server's side alone was captured. */
function oneDirection(): SessionBuilder {
  const scene = activeListing();
  Object.assign(scene.session.control.sides.initiator, { segments: 0 });
  return scene;
}

const CAPTURES: Readonly<Record<string, CaptureSubject>> = {
  active: captureOf([activeListing()]),
  broken: captureOf([broken()]),
  encrypted: captureOf([encrypted()]),
  cut: captureOf([cutOff().s]),
  'one direction': captureOf([oneDirection()]),
  damaged: captureOf([activeListing()], { info: { damaged: true, dropped: { kernel: null, interface: null } } }),
  lost: captureOf([activeListing()], { info: { damaged: false, dropped: { kernel: 5, interface: null } } }),
  empty: captureOf([]),
};

const sheetOf = (text: string) => {
  const read = readSheet(text);
  if ('problems' in read) throw new Error(read.problems.map(said).join('\n'));
  return read.sheet;
};
const said = ({ fact, line, column }: SheetProblem): string => `${line}:${column}: ${TEXTS.say('sheetErrors', fact)}`;

function ask(capture: string, expr: string) {
  const sheet = sheetOf(JSON.stringify({ check: [{ id: 'a', expr }] }));
  return judge(sheet, CAPTURES[capture]!, findingsOf, new Map()).results[0]!;
}

describe('true, false, or unknown', () => {
  test.each([
    // What was captured is certain; what was not may be anywhere else.
    ['active', 'any(dataConnections, mode == PORT)', 'passed'],
    ['active', 'any(dataConnections, mode == PASV)', 'failed'],
    ['active', 'not any(dataConnections, mode == PASV)', 'passed'],
    ['active', 'count(exchanges, command == LIST) == 1', 'passed'],
    ['active', 'count(exchanges, command == LIST) == 2', 'failed'],
    ['encrypted', 'any(exchanges, command == AUTH)', 'passed'],
    ['encrypted', 'any(exchanges, command == RETR)', 'unknown'],
    ['encrypted', 'not any(exchanges, command == RETR)', 'unknown'],
    ['encrypted', 'user == student', 'unknown'],
    ['encrypted', 'tls == "AUTH TLS"', 'passed'],
    ['cut', 'any(exchanges, command == RETR)', 'passed'],
    ['cut', 'any(exchanges, command == QUIT)', 'unknown'],
    ['one direction', 'any(dataConnections, mode == PASV)', 'unknown'],
    ['one direction', 'any(dataConnections, mode == PORT)', 'passed'],
    ['damaged', 'any(sessions, mode == PASV)', 'unknown'],
    ['lost', 'count(sessions) == 1', 'unknown'],
    ['lost', 'count(sessions) >= 1', 'passed'],
    ['empty', 'count(sessions) == 0', 'passed'],
    // Numbers that may have grown are at least what was captured.
    ['cut', 'count(exchanges) >= 1', 'passed'],
    ['cut', 'count(exchanges) < 1', 'failed'],
    ['cut', 'count(exchanges) < 100', 'unknown'],
    ['cut', 'count(exchanges) != 1', 'passed'],
    ['cut', 'transfers.bytes > 1000', 'passed'],
    ['cut', 'transfers.bytes > 100MB', 'unknown'],
    ['cut', 'transfers.bytes == 4344', 'unknown'],
    ['active', 'transfers.bytes == 1066', 'passed'],
    // What is null or open is not known, and what the report says word for word is an answer.
    ['cut', 'any(transfers, verdict == complete)', 'unknown'],
    ['cut', 'any(transfers, verdict == unknown)', 'passed'],
    ['cut', 'ended == closed', 'unknown'],
    ['cut', 'ended == open', 'passed'],
    ['active', 'ended == open', 'failed'],
    ['active', 'transfers.expectedBytes == 5', 'unknown'],
    ['active', 'transfers.expectedBytes == null', 'passed'],
    // Kleene
    ['cut', 'count(exchanges) >= 1 or ended == closed', 'passed'],
    ['cut', 'count(exchanges) < 1 and ended == closed', 'failed'],
    ['cut', 'count(exchanges) >= 1 and ended == closed', 'unknown'],
    ['cut', 'not ended == closed', 'unknown'],
    // Of nothing, nothing was shown.
    ['empty', 'all(sessions, loggedIn)', 'failed'],
    ['active', 'all(dataConnections, openedBy == server)', 'passed'],
    ['broken', 'all(dataConnections, openedBy == server)', 'failed'],
    ['encrypted', 'all(dataConnections, openedBy == server)', 'unknown'],
    ['broken', 'any(dataConnections, user == student && any(steps, state == failed))', 'passed'],
    ['active', 'all(dataConnections, count(steps, state == ok) == 10)', 'passed'],
    ['active', 'all(dataConnections, connection.responder.port == @announced.port)', 'passed'],
    ['active', 'any(findings, wentWrong)', 'failed'],
    ['broken', 'finding == data-never-used', 'passed'],
    ['active', 'control.initiator.portClass == registered && control.handshake', 'passed'],
  ])('%s: %s -> %s', (capture, expr, state) => {
    expect(ask(capture, expr).state).toBe(state);
  });

  test('an unknown answer has its reasons, an answer has what it was found from, with frames', () => {
    expect(ask('encrypted', 'any(exchanges, command == RETR)').asked!.reasons).toEqual(['encrypted']);
    expect(ask('cut', 'ended == closed').asked!.reasons).toEqual(['end-missing']);
    expect(ask('one direction', 'mode == PASV').asked!.reasons).toEqual(['one-direction']);
    const { asked } = ask('broken', 'any(dataConnections, mode == PASV && outcome == reset)');
    expect(asked!.reasons).toEqual([]);
    expect(asked!.looks).toMatchObject([
      {
        what: 'dataConnections',
        all: 1,
        found: [
          {
            element: '1.4',
            values: [
              { word: 'mode', value: 'PASV' },
              { word: 'outcome', value: 'reset' },
            ],
          },
        ],
      },
    ]);
    expect(asked!.frames.length).toBeGreaterThan(2);
  });

  test('where nothing fits, what comes nearest stands first', () => {
    const { asked } = ask('broken', 'any(dataConnections, mode == EPSV && outcome == reset)');
    expect(asked!.looks[0]!.found[0]).toMatchObject({
      element: '1.2',
      values: [{ word: 'outcome', value: 'never-used' }],
    });
  });

  test('work without end is cut off, and then nothing is known', () => {
    const scene = activeListing();
    for (let i = 0; i < 600; i++) scene.command('NOOP');
    const sheet = sheetOf('check: [{ id: a, expr: "any(exchanges, any(exchanges, any(exchanges, code == 1)))" }]');
    const [result] = judge(sheet, captureOf([scene]), findingsOf, new Map()).results;
    expect([result!.state, result!.asked!.reasons]).toEqual(['unknown', expect.arrayContaining(['limit-reached'])]);
  });
});

describe('a sheet', () => {
  const SHEET = `
param: { student: { from: set } }
require: [count(sessions) >= 1]
check:
  - { id: after, needs: [passive, login], expr: 'true == true or user' }
  - { id: login, points: 1.5, expr: user == $student }
  - { id: passive, points: 3, needs: login, expr: mode == PASV }
`.replace("'true == true or user'", 'user');

  const states = (capture: string, student: string) => {
    const { results, refused } = judge(sheetOf(SHEET), CAPTURES[capture]!, findingsOf, new Map([['student', student]]));
    return [
      refused !== null,
      ...results.map(({ check, state, points, missing }) => `${check.id} ${state} ${points} ${missing}`),
    ];
  };

  test('asks in order of needs, and lists in its own order', () => {
    expect(states('broken', 'student')).toEqual([
      false,
      'after passed 1 null',
      'login passed 1.5 null',
      'passive passed 3 null',
    ]);
    expect(states('active', 'student')).toEqual([
      false,
      'after skipped 0 passive',
      'login passed 1.5 null',
      'passive failed 0 null',
    ]);
    expect(states('active', 'ada')).toEqual([
      false,
      'after skipped 0 passive',
      'login failed 0 null',
      'passive skipped 0 login',
    ]);
  });

  test('what depends on something unknown has open points, never 0', () => {
    expect(states('encrypted', 'student')).toEqual([
      false, 'after skipped null passive', 'login unknown null null', 'passive skipped null login',
    ]); // biome-ignore format: a list
  });

  test('of another exercise asks nothing', () => {
    expect(states('empty', 'x')).toEqual([
      true,
      'after skipped 0 null',
      'login skipped 0 null',
      'passive skipped 0 null',
    ]);
  });
});

/** A sheet that is wrong: what is said, and whether the schema finds it, too. */
const WRONG: readonly (readonly [string, RegExp, 'schema' | 'parser'])[] = [
  ['', /^1:1: there is nothing in this sheet$/, 'parser'],
  ['# only a comment', /nothing in this sheet/, 'parser'],
  ['check: [', /^1:\d+: this is no YAML: .* or a bracket is not closed/, 'parser'],
  ['check:\n\t- id: a', /^2:\d+: this is no YAML: YAML is indented by spaces/, 'parser'],
  ['a: 1\na: 2', /^2:1: this is no YAML: this name stands here twice/, 'parser'],
  ['- a', /^1:1: 'sheet' has to be members with names/, 'schema'],
  ['checks: []', /^1:1: unknown name 'checks': is 'check' meant\?/, 'schema'],
  ['title: x', /^1:1: 'check' is missing/, 'schema'],
  ['check: 1', /^1:8: 'check' has to be a list/, 'schema'],
  ['check: []', /^1:1: 'check' has to be a list with something in it/, 'schema'],
  ['check:\n  - id: a', /^2:5: 'expr' is missing/, 'schema'],
  ['check:\n  - expr: user', /^2:5: 'id' is missing/, 'schema'],
  ['check:\n  - { id: a b, expr: user }', /^2:11: 'id' has to be letters, digits/, 'schema'],
  ['check:\n  - { id: a, expr: user, points: -1 }', /^2:34: 'points' has to be a number/, 'schema'],
  ['check:\n  - { id: a, expr: user, points: many }', /^2:34: 'points' has to be a number/, 'schema'],
  ['check:\n  - { id: a, expr: user, hint: [1] }', /^2:32: 'hint' has to be a text/, 'schema'],
  ['check:\n  - { id: a, expr: user, pionts: 1 }', /^2:26: unknown name 'pionts': is 'points' meant\?/, 'schema'],
  ['check:\n  - { id: a, expr: user }\n  - { id: a, expr: user }', /^3:11: there is another check 'a'/, 'parser'],
  ['check:\n  - { id: one, expr: user, needs: two }', /^2:35: there is no check 'two'/, 'parser'],
  ['check:\n  - { id: login, expr: user, needs: lgoin }', /is 'login' meant\?/, 'parser'],
  [
    'check:\n  - { id: a, expr: user, needs: b }\n  - { id: b, expr: user, needs: a }',
    /^2:33: these checks need each other: a -> b -> a/,
    'parser',
  ],
  ['check:\n  - { id: a, expr: user, needs: a }', /a -> a/, 'parser'],
  [
    'check:\n  - id: a\n    expr: any(dataConnections, moed == PORT)',
    /^3:32: unknown word 'moed': is 'mode' meant\?/,
    'parser',
  ],
  ['check:\n  - id: a\n    expr: "mode == PROT"', /^3:20: 'mode' is never 'PROT'/, 'parser'],
  ['check:\n  - id: a\n    expr: transfers.bytes > many', /^3:29: 'transfers.bytes' is a number/, 'parser'],
  ['check:\n  - id: a\n    expr: user ==', /^3:18: what 'user' is compared with is missing/, 'parser'],
  ['check:\n  - id: a\n    expr: user == $me', /^3:19: there is no parameter '\$me'; name it under param/, 'parser'],
  ['check:\n  - id: a\n    expr: ""', /^3:11: 'expr' has to be a text/, 'parser'],
  ['check:\n  - id: a\n    expr: " "', /^3:11: the expression is empty/, 'parser'],
  [
    'param: { a: { from: moon } }\ncheck: [{ id: a, expr: user }]',
    /^1:21: 'from' has to be set, folder or file/,
    'schema',
  ],
  ['param: { 1a: {} }\ncheck: [{ id: a, expr: user }]', /^1:10: '1a' has to be a name/, 'parser'],
  ['require: [{ hint: x }]\ncheck: [{ id: a, expr: user }]', /^1:11: 'expr' is missing/, 'schema'],
  ['a: &x [1]\ncheck: *x', /aliases \(\*name\) are not taken/, 'parser'],
  ['check: !!js/function x', /tags \(!name\) are not taken/, 'parser'],
  [
    'check: [{ id: a, expr: user }]\n---\ncheck: []',
    /^2:\d+: a sheet is one YAML document|^3:\d+: a sheet is one/,
    'parser',
  ],
];

const schema = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(path.join(ROOT, 'schema', 'sheet.schema.json'), 'utf8')),
);

describe('a wrong sheet is refused with line and column', () => {
  test.each(WRONG)('%j', (text, message, found) => {
    const read = readSheet(text);
    expect('problems' in read ? said(read.problems[0]!) : '').toMatch(message);
    if (found === 'schema') expect(schema(parse(text))).toBe(false);
  });

  test('several things that are wrong are named at once, and no more than can be read', () => {
    const one = readSheet(
      'check:\n  - { id: a, expr: usr }\n  - { id: b, expr: "mode == X" }\n  - { idd: c, expr: user }',
    );
    expect('problems' in one && one.problems.map(({ line }) => line)).toEqual([2, 3, 4, 4]);
    const many = readSheet(`check:\n${'  - { id: a, expr: x }\n'.repeat(100)}`);
    expect('problems' in many && many.problems).toHaveLength(LIMITS.sheetProblems);
  });

  test('hostile ones end', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((n, i) => `${n}: &${n} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`)
      .join('\n')}`;
    const hostile = [
      bomb,
      '['.repeat(100_000),
      '{a: '.repeat(50_000),
      `check: [{ id: a, expr: "${'('.repeat(5_000)}" }]`,
      `check: [{ id: a, expr: "${'!'.repeat(9_000)}user" }]`,
      `check:\n${'  - { id: a, expr: user }\n'.repeat(5_000)}`,
      'x'.repeat(2_000_000),
      `check: [{ id: a, expr: "${'user == a || '.repeat(700)}user" , title: "${'\\u202e'}" }]`,
    ];
    for (const text of hostile) expect(() => readSheet(text), text.slice(0, 40)).not.toThrow();
    const chain = Array.from(
      { length: 1_000 },
      (_, i) => `  - { id: c${i}, expr: user${i > 0 ? `, needs: c${i - 1}` : ''} }`,
    );
    expect(
      judge(sheetOf(`check:\n${chain.reverse().join('\n')}`), CAPTURES.active!, findingsOf, new Map()).results,
    ).toHaveLength(1_000);
  });

  test('names of prototypes are names like others', () => {
    const text = `param: { constructor: {}, toString: { default: x } }\ncheck: [{ id: __proto__, expr: user == $constructor or user == $toString }, { id: constructor, expr: user, needs: __proto__ }]`;
    const sheet = sheetOf(text);
    const values = new Map([['constructor', 'student'], ['toString', 'x']]); // biome-ignore format: pairs
    const { results } = judge(sheet, CAPTURES.active!, findingsOf, values);
    expect(results.map(({ check, state }) => [check.id, state])).toEqual([['__proto__', 'passed'], ['constructor', 'passed']]); // biome-ignore format: pairs
    expect('problems' in readSheet('__proto__: 1\ncheck: [{ id: a, expr: user }]')).toBe(true);
    expect('problems' in readSheet('check: [{ id: a, expr: constructor }]')).toBe(true);
  });

  test('whatever it is, it is a sheet or its problems have places', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'check:',
        '\n  - ',
        'id: a',
        'expr: user',
        '"',
        '{',
        '}',
        '[',
        ']',
        '&a',
        '*a',
        '!x',
        '---',
        '|',
        '\n',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const read = readSheet(pieces.join(' '));
        if ('problems' in read) for (const problem of read.problems) expect(said(problem)).toMatch(/^\d+:\d+: /);
      }),
      { numRuns: 500 },
    );
  });
});

test('what the parser takes, the schema takes', () => {
  const sheets = [
    'check: [{ id: a, expr: user }]',
    'title: x\nparam: { a: , b: { from: file, default: 3 } }\nrequire: [user, { expr: user, hint: h }]\ncheck: [{ id: 1, title: 2, points: 0, expr: user == $a, hint: h, explain: e }, { id: b, expr: user, needs: [1] }, { id: c, expr: user, needs: b }]',
  ];
  for (const text of sheets) {
    sheetOf(text);
    expect(schema(parse(text)), JSON.stringify(schema.errors)).toBe(true);
  }
});
