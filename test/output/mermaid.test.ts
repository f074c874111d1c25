/** `--format mermaid`: diagrams that Mermaid itself parses. */
import { describe, expect, test } from 'vitest';
import type { Session } from '../../src/ftp/protocol/session.js';
import { buildLadder } from '../../src/model/ladder.js';
import { FORMATS } from '../../src/output/formats.js';
import { type Reported, renderReport } from '../../src/output/reporting.js';
import { recordings } from '../support/cases.js';
import { ROOT, run } from '../support/run.js';
import { SessionBuilder } from '../support/sessions.js';
import { TEXTS } from '../support/texts.js';

type Parser = { parse(text: string): Promise<{ diagramType: string }> };
/** Mermaid brings 110 packages with it, so only those who want to run this test install it: npm i --no-save mermaid. */
const name = 'mermaid';
const mermaid = await import(name).then(
  (module: { default: Parser }) => module.default,
  () => null,
);

const diagramOf = (sessions: readonly Session[]): string => {
  const view = { sessions, unclaimed: [], packets: 1, firstTimeNs: 0, lastTimeNs: 0, epochSeconds: 0 };
  const reported = { view, texts: TEXTS, info: { sources: ['x'] } } as unknown as Reported;
  const style = { width: 80, color: false, ascii: false, quiet: false, verbosity: 0 };
  return [...renderReport(FORMATS.mermaid!, style, reported, sessions)].join('');
};

describe.skipIf(mermaid === null)('Mermaid parses (skipped where the package mermaid is not installed)', () => {
  test.each(recordings().map((each) => each.name))('%s', async (recording) => {
    const { analysed } = recordings().find((each) => each.name === recording)!;
    expect((await mermaid!.parse((await analysed()).render('mermaid'))).diagramType).toBe('sequence');
  });

  test.each([
    'end',
    'a;b',
    '#35;',
    '%%{init: {}}%%',
    '<b>&amp;</b>',
    'x\ny',
    ':::',
    '"quoted"',
    '-->>',
    'note over H1: no',
    ' ',
  ])('a file called %j', async (argument) => {
    const s = new SessionBuilder().open();
    s.command(`RETR ${argument}`);
    s.reply('550 no');
    expect((await mermaid!.parse(diagramOf([s.session]))).diagramType).toBe('sequence');
  });
});

test('has an arrow for every row that is one, with its frame, and names the announcement', () => {
  const { stdout } = run(['-F', 'mermaid', 'fixtures/active/capture.pcap'], { cwd: ROOT });
  expect(stdout).toMatch(/^sequenceDiagram\n {2}participant H1 as client 10\.77\.0\.2\n/);
  expect(stdout).toContain('H2->>H1: 38 · SYN Seq=0 Win=64240 MSS=1460 (20 → 56795)');
  expect(stdout).toMatch(/H1->>H2: 31 · PORT 10,77,0,2,221,219\n {2}note right of H2: ②/);
  expect(stdout).not.toContain('letmein');
});

test('what would not be drawn any more is left out, and that is said', () => {
  const s = new SessionBuilder().open();
  for (let i = 0; i < 400; i++) {
    s.command(`CWD directory-${i}`);
    s.reply('250 ok');
  }
  const diagram = diagramOf([s.session, s.session]);
  const arrows = diagram.split('\n').filter((line) => line.includes('>>')).length;
  const rows = buildLadder(s.session).filter(({ heading }) => heading !== null).length;
  expect(arrows).toBeLessThanOrEqual(500);
  expect(diagram.length).toBeLessThan(50_000);
  expect(diagram).toMatch(new RegExp(`${rows - arrows} more rows are not shown`));
  expect(diagram).toContain('1 more session is not shown');
});
