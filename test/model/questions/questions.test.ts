/** Questions of every recording: what they ask, that their answers are judged right, and that the capture bears them out. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../../src/analyzer.js';
import { openSource } from '../../../src/capture/formats.js';
import { Pump } from '../../../src/capture/pump.js';
import { pick, questionsOf, rightText } from '../../../src/model/questions/ask.js';
import { CHOICES, MISCONCEPTIONS } from '../../../src/model/questions/codes.js';
import { GENERATORS } from '../../../src/model/questions/generators.js';
import { judge } from '../../../src/model/questions/judge.js';
import type { Question } from '../../../src/model/questions/question.js';
import { diceOf } from '../../../src/model/questions/random.js';
import { ROOT } from '../../support/run.js';
import { TEXTS } from '../../support/texts.js';

const FIXTURES = path.join(ROOT, 'fixtures');
const NAMES = readdirSync(FIXTURES).filter((name) => existsSync(path.join(FIXTURES, name, 'capture.pcap')));

async function asked(name: string): Promise<Question[]> {
  const source = openSource(path.join(FIXTURES, name, 'capture.pcap'));
  const analyzer = new Analyzer();
  await new Pump(source, (packet) => analyzer.push(packet), analyzer.order, null).run();
  analyzer.finish();
  return analyzer.sessions.flatMap((session) => questionsOf(session, analyzer.packets));
}

const all = new Map<string, Question[]>();
for (const name of NAMES) all.set(name, await asked(name));
const everything = [...all.values()].flat();

describe.each(NAMES)('%s', (name) => {
  const questions = all.get(name)!;

  test('asks each question once, in words, and shows where the answer stands', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const question of questions) {
      const { ask, hints, feedback } = TEXTS.question(question);
      for (const words of [ask, ...hints, feedback])
        expect(words, question.id).not.toMatch(/undefined|NaN|null|\[object/);
      expect(new Set(hints).size).toBe(3);
      expect(ask).toMatch(/[?.]$|[?:] [\d,]+\?$/);
      const shown = question.answer.type === 'number' && question.answer.value === 0;
      if (!shown) expect(question.frames.length, question.id).toBeGreaterThan(0);
    }
  });

  test('judges its own answers right, and every wrong one wrong for the reason that is known', () => {
    for (const question of questions) {
      const { answer, wrong, id } = question;
      if (answer.type === 'free') continue;
      expect(judge(question, ` ${rightText(answer)} `), id).toEqual({ is: 'right' });
      for (const { value, why } of wrong) expect(judge(question, value), id).toEqual({ is: 'wrong', why });
    }
  });
});

test('there are at least forty kinds of questions, each of them asked by some recording', () => {
  const codes = Object.keys(GENERATORS);
  expect(codes.length).toBeGreaterThanOrEqual(40);
  const found = new Set(everything.map(({ code }) => code));
  expect(codes.filter((code) => !found.has(code as Question['code']))).toEqual([]);
});

test('every misconception is shown by some wrong answer, every choice can be chosen', () => {
  const shown = new Set(everything.flatMap(({ wrong }) => wrong.map(({ why }) => why)));
  expect(MISCONCEPTIONS.filter((why) => !shown.has(why))).toEqual([]);
  const offered = new Set<string>();
  for (const { answer } of everything) {
    if (answer.type === 'choice') for (const option of answer.options) if ('word' in option) offered.add(option.word);
    if (answer.type === 'order') for (const code of answer.value) offered.add(code);
  }
  expect(CHOICES.filter((code) => !offered.has(code))).toEqual([]);
});

const question = (name: string, id: string): Question => {
  const found = all.get(name)!.find((one) => one.id === id);
  if (found === undefined)
    throw new Error(
      `no question ${id}: ${all
        .get(name)!
        .map((one) => one.id)
        .join(' ')}`,
    );
  return found;
};

test('a port is p1 × 256 + p2: every other way to read the two numbers is told from it', () => {
  const port = question('active', 'announced-port-1.1');
  // PORT 10,77,0,2,181,179 of frame 15, as tshark prints it.
  const text = (port.params as { text: string }).text;
  const [p1, p2] = text.split(',').slice(4).map(Number) as [number, number];
  expect(port.answer).toEqual({ type: 'port', value: p1 * 256 + p2 });
  expect(judge(port, String(p2 * 256 + p1))).toEqual({ is: 'wrong', why: 'swapped-octets' });
  expect(judge(port, `${p1}${p2}`)).toEqual({ is: 'wrong', why: 'octets-in-a-row' });
  expect(judge(port, String(p1 + p2))).toEqual({ is: 'wrong', why: 'octets-added' });
});

test('answers may be written in more than one way', () => {
  const frames = question('active', 'control-handshake-1');
  for (const text of ['1,2,3', '3 2 1', '1-3', 'frames 1, 2 and 3'])
    expect(judge(frames, text)).toEqual({ is: 'right' });
  for (const text of ['1,2', '1-4', '2']) expect(judge(frames, text).is).toBe('wrong');
  const rtt = question('active', 'handshake-rtt-1');
  const { value } = rtt.answer as { value: number };
  expect(judge(rtt, String(value * 1.04)).is).toBe('right');
  expect(judge(rtt, String(value * 1.2)).is).toBe('wrong');
  expect(judge(rtt, 'soon').is).toBe('unreadable');
  expect(judge(rtt, '').is).toBe('unreadable');
  const free = question('active', 'eavesdropper-1');
  expect(judge(free, 'everything')).toEqual({ is: 'person' });
});

test('what the capture leaves open is not asked', () => {
  const codes = (name: string) => new Set(all.get(name)!.map(({ code }) => code));
  // The SYN is older than the capture; bytes are missing; nothing can be read.
  expect([...codes('mid-session')]).not.toContain('control-handshake');
  const holed = all
    .get('holes')!
    .filter(({ code }) => code === 'transfer-bytes')
    .map(({ id }) => id);
  expect(holed).not.toContain('transfer-bytes-1.2');
  for (const code of ['user-name', 'command-count', 'announced-port', 'transfer-bytes'])
    expect([...codes('ftps-no-keys')]).not.toContain(code);
});

test('a sheet asks every kind once before one comes twice, and the same seed gives it again', () => {
  const questions = all.get('active')!;
  const ids = (seed: number) => pick(questions, 20, diceOf(seed)).map(({ id }) => id);
  expect(ids(1)).toEqual(ids(1));
  expect(ids(2)).not.toEqual(ids(1));
  const kinds = pick(questions, 20, diceOf(7)).map(({ code }) => code);
  expect(new Set(kinds).size).toBe(20);
  const topics = new Set(pick(questions, 8, diceOf(7)).map(({ topic }) => topic));
  expect(topics.size).toBe(8);
  expect(pick(questions, 10_000, diceOf(1))).toEqual(questions);
});
