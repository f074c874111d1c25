/** `ftp-sniff lab`: questions beside the views, what would give answers away, and the record of what was answered. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, test } from 'vitest';
import { questionsOf, rightText } from '../../src/model/questions/ask.js';
import { diceOf } from '../../src/model/questions/random.js';
import type { LabRecord } from '../../src/output/sheet/record.js';
import { numbered, type SheetQuestion, solution } from '../../src/output/sheet/sheet.js';
import { LabRun } from '../../src/ui/lab/run.js';
import { labScreen, placesOf } from '../../src/ui/lab/screen.js';
import { beginLab, type LabState, scoreOf, UNTOUCHED } from '../../src/ui/lab/state.js';
import { labStep } from '../../src/ui/lab/step.js';
import { ROOT, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';
import { TEXTS } from '../support/texts.js';
import { BUILT, PtyScreen } from './support/pty.js';
import { type Stage, screenText, stageOf } from './support/stage.js';

const ACTIVE = path.join(ROOT, 'fixtures', 'active', 'capture.pcap');

async function asked(file = ACTIVE): Promise<{ stage: Stage; questions: SheetQuestion[] }> {
  const stage = await stageOf(file);
  const { sessions, packets } = stage.context.analyzer;
  const all = sessions.flatMap((session) => questionsOf(session, packets));
  return { stage, questions: numbered(all, diceOf(1)) };
}

const press = (lab: LabState, ...keys: readonly string[]): LabState =>
  keys
    .flatMap((key) => (key.startsWith('type:') ? [...key.slice(5)] : [key]))
    .reduce((state, key) => labStep(state, key).lab, lab);

const on = (questions: readonly SheetQuestion[], id: string): LabState => {
  const at = questions.findIndex(({ question }) => question.id === id);
  if (at < 0) throw new Error(`no question ${id}`);
  return { ...beginLab(questions), at };
};

const screen = (stage: Stage, lab: LabState, size = { columns: 120, rows: 40 }): string[] => {
  stage.size = placesOf(size).views;
  return screenText(labScreen(stage.view, lab, TEXTS, size));
};

describe('the screen', () => {
  test.each([
    { columns: 80, rows: 24 },
    { columns: 100, rows: 30 },
    { columns: 120, rows: 40 },
    { columns: 200, rows: 60 },
  ])('at $columns × $rows', async (size) => {
    const { stage, questions } = await asked();
    stage.press('enter');
    const lab = press(on(questions, 'announced-port-1.1'), 'h', 'enter', 'type:63377', 'enter');
    const lines = screen(stage, lab, size);
    expect(lines).toHaveLength(size.rows);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`screens/lab-${size.columns}x${size.rows}.txt`);
  });

  test('no view shows what would give an answer away, before the question is done; afterwards it does', async () => {
    const { stage, questions } = await asked();
    const size = { columns: 200, rows: 60 };
    const hidden = questions.filter(({ question }) => question.blanks.length > 0);
    expect(hidden.length).toBeGreaterThan(20);
    let shownAfterwards = 0;
    for (const { question } of hidden) {
      const open = on(questions, question.id);
      const words = question.blanks.map((blank) => TEXTS.option(blank).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      const given = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{N}_])`, 'iu');
      const cut = words.filter((word) => word.length > 3).map((word) => `${word.slice(0, 3)}…`);
      for (const view of ['2', '3', '4', '5', '6', '7']) {
        stage.press('1', 'enter', view);
        const right = (lab: LabState) =>
          screen(stage, lab, size)
            .map((line) => line.slice(57))
            .join('\n');
        expect(right(open), `${question.id}, view ${view}`).not.toMatch(given);
        for (const part of cut) expect(right(open), question.id).not.toContain(part);
        if (given.test(right(press(open, 'r')))) shownAfterwards++;
      }
    }
    expect(shownAfterwards).toBeGreaterThan(20);
  });
});

test('a row that is cut at its begin, and what the line above the keys says of it, hide the answer too', async () => {
  const { stage, questions } = await asked(path.join(ROOT, 'fixtures', 'passive', 'capture.pcap'));
  const lab = on(questions, 'port-argument-1.1');
  const size = { columns: 80, rows: 40 };
  stage.size = placesOf(size).views;
  stage.press('enter', ...Array.from({ length: 12 }, () => 'down'));
  expect(screen(stage, lab, size).join('\n')).toContain('227 …▒▒▒');
  expect(screen(stage, lab, size).join('\n')).not.toMatch(/155|159/);
  expect(screen(stage, press(lab, 'r'), size).join('\n')).toContain('227 …155,159)');
});

test.each([80, 100, 120])('numbers that are cut in their middle hide the answer at %i columns', async (columns) => {
  const { stage, questions } = await asked();
  const lab = on(questions, 'port-argument-1.1');
  const size = { columns, rows: 40 };
  stage.size = placesOf(size).views;
  stage.press('enter');
  expect(screen(stage, press(lab, 'r'), size).join('\n')).toMatch(/PORT (10,\S*)?…145,247/);
  expect(screen(stage, lab, size).join('\n')).toMatch(/PORT ▒\S*…▒▒▒▒▒▒▒|PORT …▒▒▒▒▒▒▒/);
  expect(screen(stage, lab, size).join('\n')).not.toMatch(/145|247/);
});

describe('a question that is longer than its place', () => {
  const sizes = [
    { columns: 80, rows: 24 },
    { columns: 100, rows: 16 },
  ];

  test.each(sizes)('says so and scrolls, $columns × $rows', async (size) => {
    const { stage, questions } = await asked();
    stage.press('enter');
    let longer = 0;
    for (const { question } of questions) {
      const marks = questions.map(() => UNTOUCHED);
      const input = { questions: () => questions, marks: () => marks, save: () => undefined };
      const run = new LabRun(input, TEXTS);
      run.begin();
      const at = questions.findIndex((one) => one.question === question);
      const key = (name: string) => run.take([{ kind: 'key', name }], size);
      for (let i = 0; i < at; i++) key('n');
      key('r');
      const text = (): string[] => {
        stage.size = run.viewsOf(size);
        const { beside, columns, rows } = placesOf(size);
        return screenText(run.screen(stage.view, size))
          .slice(0, rows)
          .map((line) => (beside ? line.slice(0, columns) : line).trim());
      };
      const words = (lines: readonly string[]): string => lines.join(' ').replaceAll(/\s+/g, ' ');
      const first = text();
      const seen = [words(first)];
      if (first.some((line) => /[▲▼] \d+ more/.test(line))) {
        longer++;
        // What the answer is was there at once.
        expect(seen[0]).toContain('The answer:');
        for (let i = 0; i < 9; i++) expect(key('shift+up')).toEqual([]);
        const top = text();
        expect(top[1]).toMatch(/right of/);
        expect(top.join('\n')).toMatch(/▼ \d+ more {2}\. scroll/);
        seen.push(words(top));
        for (let i = 0; i < 9; i++) {
          key('.');
          seen.push(words(text()));
        }
        expect(text().join('\n')).toMatch(/▲ \d+ more {2}, scroll/);
      } else expect(key('.'), 'goes to the views').toHaveLength(1);
      const feedback = TEXTS.question(question).feedback.split(' ').slice(-3).join(' ');
      expect(
        seen.some((one) => one.includes(feedback)),
        `${question.id}: ${seen.join('\n')}`,
      ).toBe(true);
    }
    expect(longer).toBeGreaterThan(size.columns === 80 ? 0 : 20);
  });
});

describe('answers', () => {
  test('every question can be answered right with keys alone, as its solution is written', async () => {
    const { questions } = await asked();
    for (const one of questions) {
      const { answer, id } = one.question;
      if (answer.type === 'free') continue;
      const written =
        answer.type === 'choice' || answer.type === 'order'
          ? solution(one, TEXTS)!.replace(/ \(.*/, '')
          : rightText(answer);
      const lab = press(
        on(questions, id),
        'enter',
        ...[...written].map((one) => (one === ' ' ? 'space' : one)),
        'enter',
      );
      expect(lab.marks[lab.at]!.judged, id).toEqual({ is: 'right' });
    }
  });

  test('what is typed is seen, beside its title or below it; a digit begins the answer', async () => {
    const { stage, questions } = await asked();
    stage.press('enter');
    for (const size of [
      { columns: 80, rows: 24 },
      { columns: 100, rows: 30 },
    ]) {
      const argument = press(on(questions, 'port-argument-1.1'), 'enter', 'type:145,247');
      expect(screen(stage, argument, size).some((line) => /(^| )145,247( |$|│)/.test(line))).toBe(true);
      expect(screen(stage, press(argument, 'enter'), size).join('\n')).toContain('145,247');
    }
    expect(press(on(questions, 'announced-port-1.1'), '3', '7').typed).toEqual({ text: '37', at: 2 });
    // Choices are answered by letters: digits go on switching views.
    expect(labStep(on(questions, 'active-open-1'), '3').taken).toBe(false);
  });

  test('a letter answers a choice; a wrong answer says what it shows, and can be tried again', async () => {
    const { stage, questions } = await asked();
    stage.press('enter');
    const lab = press(on(questions, 'active-open-1'), 'b');
    expect(lab.marks[lab.at]).toMatchObject({ given: 'B', judged: { is: 'wrong', why: 'who-asks-opens' }, wrong: 1 });
    expect(screen(stage, lab).join('\n')).toContain('Look at who sends the SYN');
    const right = press(lab, 'a');
    expect(right.marks[right.at]).toMatchObject({ judged: { is: 'right' }, wrong: 1 });
    expect(scoreOf(right)).toMatchObject({ right: 1, settled: 1, wrong: 1 });
    // What is done stays so; Enter goes on.
    expect(press(right, 'b').marks).toEqual(right.marks);
    expect(press(right, 'enter').at).toBe(right.at + 1);
  });

  test('hints come one by one; what was revealed is not counted as right', async () => {
    const { stage, questions } = await asked();
    const one = on(questions, 'announced-port-1.1');
    const text = (lab: LabState) => screen(stage, lab).join('\n');
    expect(text(one)).not.toContain('Hint');
    expect(text(press(one, 'h'))).toContain('Hint 1:');
    expect(text(press(one, 'h', 'h', 'h', 'h'))).toContain('Hint 3:');
    const shown = press(one, 'r');
    expect(text(shown)).toContain('The answer:');
    expect(scoreOf(shown)).toMatchObject({ right: 0, settled: 1 });
  });

  test('what is no answer of the kind counts for nothing; a free answer is kept for a person', async () => {
    const { questions } = await asked();
    const word = press(on(questions, 'announced-port-1.1'), 'enter', 'type:soon', 'enter');
    expect(word.marks[word.at]).toMatchObject({ judged: { is: 'unreadable' }, wrong: 0 });
    const free = press(on(questions, 'eavesdropper-1'), 'enter', 'type:all', 'enter');
    expect(free.marks[free.at]).toMatchObject({ given: 'all', judged: { is: 'person' } });
  });

  test('Tab gives the keys to the views and takes them back; other keys go there anyway', async () => {
    const { questions } = await asked();
    const lab = beginLab(questions);
    expect(labStep(lab, 'down')).toEqual({ lab, taken: false });
    const views = press(lab, 'tab');
    expect(labStep(views, 'h').taken).toBe(false);
    expect(press(views, 'tab').focus).toBe('question');
    const typing = press(lab, 'enter');
    expect(labStep(typing, 'ctrl+c').taken).toBe(false);
    expect(press(typing, 'type:qhr').marks).toEqual(lab.marks);
    expect(press(typing, 'esc').typed).toBeNull();
  });
});

describe('the program', () => {
  const open: PtyScreen[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.kill();
  });
  const start = (file: string, ...more: string[]): PtyScreen => {
    const one = new PtyScreen(
      [process.execPath, BUILT, 'lab', file, ...more].map((word) => JSON.stringify(word)).join(' '),
      {
        columns: 120,
        rows: 40,
      },
    );
    open.push(one);
    return one;
  };

  test('asks, keeps the record beside the capture, and goes on from it', { timeout: 40_000 }, async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'mine.pcap');
    copyFileSync(ACTIVE, file);
    const before = readFileSync(file);
    const first = start(file, '--pick', '3');
    await first.shows('Question 1 of 3');
    first.write('r');
    await first.shows('The answer:');
    first.write('\r');
    await first.shows('Question 2 of 3');
    first.write('h');
    await first.shows('Hint 1:');
    first.write('q');
    expect(await first.ended()).toBe(0);
    const record = JSON.parse(readFileSync(`${file}.lab.json`, 'utf8')) as LabRecord;
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'schema', 'lab-record.schema.json'), 'utf8')) as object;
    expect(new Ajv({ strict: true, allowUnionTypes: true }).validate(schema, record)).toBe(true);
    expect(record).toMatchObject({ schema: 'ftp-sniff-lab-record/1', seed: 1, right: 0, settled: 1 });
    expect(record.questions.map(({ revealed, hints }) => [revealed, hints])).toEqual([
      [true, 0],
      [false, 1],
      [false, 0],
    ]);
    const second = start(file, '--pick', '3');
    await second.shows('Question 2 of 3');
    await second.shows('Hint 1:');
    second.write('q');
    expect(await second.ended()).toBe(0);
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['mine.pcap', 'mine.pcap.lab.json']);
  });

  test('a file of that name that is none of ours is left alone', { timeout: 40_000 }, async () => {
    const file = path.join(temporaryFolder(), 'mine.pcap');
    copyFileSync(ACTIVE, file);
    writeFileSync(`${file}.lab.json`, 'my notes');
    const one = start(file);
    await one.shows('Question 1 of 12');
    one.write('r');
    await one.shows('The answer:');
    one.write('q');
    expect(await one.ended()).toBe(0);
    expect(readFileSync(`${file}.lab.json`, 'utf8')).toBe('my notes');
    expect(existsSync(`${file}.lab-2.json`)).toBe(true);
  });

  test('without a terminal it says what to do instead', () => {
    const { status, stderr } = run(['lab', ACTIVE]);
    expect(status).toBe(1);
    expect(stderr).toContain('ftp-sniff lab new FILE');
    expect(run(['lab', ACTIVE, '--answers'])).toMatchObject({ status: 2 });
  });
});
