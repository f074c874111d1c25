/** The ready labs of docs/labs: their commands run, their sheets fit, their solutions are those of the program. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { handOutFile, LAB_LANGUAGES, LAB_NAMES, LABS, labSolutions, solutionsFile } from '../scripts/labSolutions.js';
import { ROOT, run } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

/** The commands that a hand-out has students type, without what is said beside them. */
const commandsOf = (handOut: string): string[] =>
  [...handOut.matchAll(/^ {4}((?:sudo )?(?:ftp-sniff|scripts\/).*?)(?: {3,}.*| \| less.*)?$/gm)].map(([, line]) =>
    line!.trim(),
  );

const EACH_LAB = LAB_LANGUAGES.flatMap((language) => LAB_NAMES.map((name) => [name, language] as const));

describe.each(EACH_LAB)('lab %s in %s', (name, language) => {
  const handOut = readFileSync(handOutFile(name, language), 'utf8');

  test('the solutions are what the program writes (npm run docs renews them)', () => {
    expect(readFileSync(solutionsFile(name, language), 'utf8')).toBe(labSolutions(name, language));
  });

  test('the hand-out asks the questions that have solutions, of captures that are there', () => {
    const { capture, seed, topics } = LABS[name];
    expect(handOut).toContain(`ftp-sniff lab ${capture} --seed ${seed} --topic ${topics}`);
    for (const [file] of handOut.matchAll(/fixtures\/[\w-]+(?:\/[\w.-]+)?/g))
      expect(existsSync(path.join(ROOT, file)), file).toBe(true);
  });

  test('its commands on captures of the project do what they say', () => {
    const ready = commandsOf(handOut)
      .filter((line) => line.startsWith('ftp-sniff ') && line.includes('fixtures/') && !/ lab |--extract/.test(line))
      .map((line) => line.replace('ftp-sniff ', ''));
    expect(ready.length).toBeGreaterThan(0);
    for (const line of ready) {
      const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
      const { status, stdout, stderr } = run(args);
      // `compare` ends with 4 where two captures differ.
      expect([0, 4], `${line}: ${stderr}`).toContain(status);
      expect(stdout.length, line).toBeGreaterThan(100);
    }
  });
});

test.each(LAB_NAMES)(
  'the hand-outs of lab %s have the same commands, questions and captures in all languages',
  (name) => {
    const parts = LAB_LANGUAGES.map((language) => {
      const handOut = readFileSync(handOutFile(name, language), 'utf8');
      return {
        commands: commandsOf(handOut),
        questions: handOut.split(/^## /m).map((section) => section.match(/^- /gm)?.length ?? 0),
        captures: [...new Set(handOut.match(/fixtures\/[\w-]+/g))],
      };
    });
    for (const part of parts) expect(part).toEqual(parts[0]);
  },
);

describe('the sheets', () => {
  const PERFECT = {
    '1-handshake-and-ports': 'fixtures/active/capture.pcap',
    '2-active-and-passive': 'fixtures/mixed-modes/capture.pcap',
    '3-nat-and-firewalls': 'fixtures/pasv-dropped/capture.pcap',
    '4-security': 'fixtures/ftps-tls12/capture.pcap',
  } as const;
  /** Captures of another exercise. */
  const FAILED = {
    '1-handshake-and-ports': 'fixtures/ends-early/capture.pcap',
    '2-active-and-passive': 'fixtures/active/capture.pcap',
    '3-nat-and-firewalls': 'fixtures/passive/capture.pcap',
    '4-security': 'fixtures/active/capture.pcap',
  } as const;

  test.each(LAB_NAMES)('%s passes with the right capture and not with another', (name) => {
    const sheet = path.join('docs', 'labs', name, 'sheet.yaml');
    const right = run(['check', sheet, PERFECT[name]]);
    expect(right.stdout).toContain('0 failed');
    expect(right.status).toBe(0);
    expect(run(['check', sheet, FAILED[name]]).status).toBe(4);
  });
});

describe('scripts/lab-network.sh', () => {
  /** Why the network cannot be made here; null: it can. */
  const missing = ((): string | null => {
    if (process.getuid?.() !== 0) return 'needs root';
    const tool = ['ip', 'nft', 'tcpdump', 'curl'].find((name) => spawnSync('which', [name]).status !== 0);
    if (tool !== undefined) return `needs ${tool}`;
    const python = ['python3', '/usr/bin/python3'].some(
      (name) => spawnSync(name, ['-c', 'import pyftpdlib']).status === 0,
    );
    if (!python) return 'needs python3-pyftpdlib';
    return spawnSync('ip', ['netns', 'add', 'ftplab-probe']).status === 0 &&
      spawnSync('ip', ['netns', 'del', 'ftplab-probe']).status === 0
      ? null
      : 'no network namespaces here';
  })();
  const script = path.join(ROOT, 'scripts', 'lab-network.sh');
  const record = (folder: string, ...args: string[]) =>
    spawnSync(script, args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, LAB_SECONDS: '20' },
    });
  const CURL = ['curl', '-s', '-m', '6', '--disable-epsv', 'ftp://student:letmein@203.0.113.10/hello.txt'];

  test.skipIf(missing !== null)(
    `records both sides of a translator, and leaves nothing behind${missing === null ? '' : ` (${missing})`}`,
    () => {
      const folder = temporaryFolder();
      const { status, stdout } = record(folder, 'mine', ...CURL);
      expect(stdout).toBe('hello, FTP\r\n');
      expect(status).toBe(0);
      const inside = run(['--json', path.join(folder, 'mine', 'inside.pcap')]);
      const outside = run(['--json', path.join(folder, 'mine', 'outside.pcap')]);
      const clientOf = (text: string) =>
        (JSON.parse(text) as { sessions: { client: { address: string } }[] }).sessions[0]!.client.address;
      expect([clientOf(inside.stdout), clientOf(outside.stdout)]).toEqual(['192.168.1.2', '203.0.113.1']);
      expect(
        run(['check', 'docs/labs/1-handshake-and-ports/sheet.yaml', path.join(folder, 'mine', 'inside.pcap')]).status,
      ).toBe(0);
      // What is there is not overwritten.
      expect(record(folder, 'mine', ...CURL).status).toBe(1);
      expect(spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout).not.toMatch(/ftplab\d/);
    },
  );

  test.skipIf(missing !== null)('drops what lab 3 is about', () => {
    const folder = temporaryFolder();
    expect(record(folder, '--drop-passive', 'mine', ...CURL).status).toBe(28);
    const { status, stdout } = run([
      'check',
      'docs/labs/3-nat-and-firewalls/sheet.yaml',
      path.join(folder, 'mine', 'inside.pcap'),
    ]);
    expect(stdout).toContain('10 of 10 points');
    expect(status).toBe(0);
  });
});
