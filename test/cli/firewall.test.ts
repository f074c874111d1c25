/** `ftp-sniff explain firewall`: rules that programs accept, and what other rules would break. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseWhatIf } from '../../src/model/firewall/whatIf.js';
import { run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const rules = (...args: string[]): string => {
  const { status, stdout } = run(['explain', 'firewall', ...args]);
  expect(status).toBe(0);
  return stdout;
};
const capture = (name: string): string => `fixtures/${name}/capture.pcap`;

/** What is printed for one program: a file a side and mode. */
function filesFor(program: string, text: string): string[] {
  return text
    .split(`  # ${program}\n`)
    .slice(1)
    .map((part) => part.split(/^(?: {2}# |\S|$)/m)[0]!.replaceAll(/^ {2}/gm, ''));
}

const NAMES = [
  'active',
  'passive',
  'mixed-modes',
  'epsv-ipv6',
  'eprt-ipv6',
  'pasv-dropped',
  'port-2121',
  'parallel-uploads',
];

describe('rules', () => {
  test('in both modes and on both sides: who sends which SYN', () => {
    const text = rules(capture('active'));
    expect(text).toContain('Active mode, which was used');
    expect(text).toContain('Passive mode, which was not used: its ports are not known');
    expect(text).toContain('let in: SYN from 10.77.0.1 port 20 to 10.77.0.2 ports 37367, 54597 and 56795');
    expect(text).toContain('let out: SYN from 10.77.0.2, any port to 10.77.0.1 port 21 (control connection)');
    expect(text).toContain('tcp sport 20 tcp dport { 37367, 54597, 56795 } ct state new accept');
  });

  test.each(NAMES)('%s: four files for each program', (name) => {
    const text = rules(capture(name));
    for (const program of ['nftables', 'iptables', 'pf']) expect(filesFor(program, text)).toHaveLength(4);
  });

  const folder = temporaryFolder();
  const nft = spawnSync('nft', ['--version']).status === 0;
  test.skipIf(!nft).each(NAMES)('%s: nft accepts its rules (skipped where nft is not installed)', (name) => {
    for (const [i, text] of filesFor('nftables', rules(capture(name))).entries()) {
      const file = path.join(folder, `${name}-${i}.nft`);
      writeFileSync(file, text);
      const { status, stderr } = spawnSync('nft', ['-c', '-f', file], { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  });

  const restore = spawnSync('iptables-restore', ['--version']).status === 0 && process.getuid?.() === 0;
  test.skipIf(!restore).each(NAMES)(
    '%s: iptables-restore accepts its rules (skipped without it, or without root)',
    (name) => {
      for (const text of filesFor('iptables', rules(capture(name)))) {
        const program = text.includes('-s fd77') ? 'ip6tables-restore' : 'iptables-restore';
        const { status, stderr } = spawnSync(program, ['--test'], { input: text, encoding: 'utf8' });
        expect(stderr).toBe('');
        expect(status).toBe(0);
      }
    },
  );
});

describe('what if', () => {
  const what = (name: string, ...list: string[]): string =>
    rules(capture(name), ...list.flatMap((rule) => ['--what-if', rule])).replace(/\s+/g, ' ');

  test('ports are dropped: the announcement, the step, and what each end sees', () => {
    const text = what('active', 'drop dport 37000-38000');
    expect(text).toContain('① of data connection 1.1 (PORT, 10.77.0.2:37367, for LIST) fails at step 6');
    expect(text).toContain('[frames 15 and 20]');
    expect(text).toContain('The server sees no answer: it repeats its SYN');
    expect(text).toContain('then it answers LIST with 425');
    expect(text).toContain('The client sees no SYN');
    expect(text).toContain('Unharmed: ② of 1.2 and ③ of 1.3.');
  });

  test('rejected: RST at once', () => {
    expect(what('passive', 'reject dport 39839')).toContain('The client sees RST at once');
  });

  test('NAT without helper breaks PORT, and not PASV', () => {
    expect(what('active', 'nat-without-helper')).toContain('fails at step 5');
    expect(what('passive', 'nat-without-helper')).toContain('Unharmed: ① of 1.1, ② of 1.2 and ③ of 1.3.');
    expect(what('passive', 'server-nat-without-helper')).toContain('the server announces 10.77.0.1');
    expect(what('epsv-ipv4', 'server-nat-without-helper')).toContain('Unharmed');
  });

  test('no port 20 breaks active mode alone', () => {
    expect(what('active', 'no port 20')).toContain('does not pass "no port 20"');
    expect(what('passive', 'no port 20')).toContain('Unharmed');
  });

  test('several rules, and the control connection', () => {
    const text = what('mixed-modes', 'no inbound client', 'no inbound server');
    expect(text).toContain('does not pass "no inbound client"');
    expect(text).toContain('does not pass "no inbound server"');
    expect(what('active', 'drop dport 21')).toContain('Session 1 fails at step 1');
    expect(what('active', 'only dport 21')).toContain('does not pass "only dport 21"');
  });

  test('what failed anyhow is said to have', () => {
    expect(what('pasv-dropped', 'no port 9')).toContain('was not opened in this capture either');
  });

  test.each([
    '',
    'drop',
    'drop dport',
    'drop dport x',
    'drop dport 20-10',
    'drop dport 70000',
    'no port',
    'no inbound',
    'no inbound nobody',
    'only from nowhere',
    'nat',
    'nat-without-helper 1',
  ])('%j is no rule', (rule) => expect(parseWhatIf(rule)).toBeNull());

  test.each([
    'drop dport 30000-31000',
    'DROP  sport 20 to 10.0.0.1',
    'only dport 20,21,50000-50100',
    'reject from fd77::1',
  ])('%j is one', (rule) => expect(parseWhatIf(rule)).not.toBeNull());

  test('a rule that cannot be read, and one without a capture', () => {
    const bad = run(['explain', 'firewall', capture('active'), '--what-if', 'explode']);
    expect(bad.status).toBe(2);
    expect(bad.stderr).toContain("'explode' is no rule");
    expect(run(['explain', 'nat', '--what-if', 'no port 20']).status).toBe(2);
  });
});
