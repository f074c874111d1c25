/** `--diff-friendly`: a text that a golden file can hold. */
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/output/formats.js';
import { type Reported, renderReport } from '../../src/output/reporting.js';
import { recordings } from '../support/cases.js';
import { ROOT, run } from '../support/run.js';
import { SessionBuilder } from '../support/sessions.js';
import { TEXTS } from '../support/texts.js';

const STYLE = { width: 80, color: false, ascii: false, quiet: false, verbosity: 0, diffFriendly: true };

/** The same scenario with other hosts, ports and times. */
function scenario(client: string, server: string, port: number): string {
  const s = new SessionBuilder({ client: `${client}:${port}`, server: `${server}:21` }).open();
  s.reply('220 ready');
  s.command(`PORT ${client.replaceAll('.', ',')},${port >> 8},${port & 255}`);
  s.reply(`200 PORT to ${client} is fine`);
  s.command(`EPRT |1|${client}|${port}|`);
  s.reply('200 fine');
  s.command('EPSV');
  s.reply(`229 Extended passive (|||${port}|)`);
  s.command('PASV');
  s.reply(`227 Passive (${server.replaceAll('.', ',')},${port >> 8},${port & 255})`);
  const view = { sessions: [s.session], unclaimed: [], packets: 1, firstTimeNs: 0, lastTimeNs: 0, epochSeconds: port };
  const reported = { view, texts: TEXTS, info: { sources: [client], fractionDigits: 6 } } as unknown as Reported;
  return [...renderReport(FORMATS.text!, STYLE, reported, [s.session])].join('');
}

test('two runs of the same thing give the same text', () => {
  const one = scenario('10.0.0.2', '10.0.0.1', 40_000);
  expect(scenario('192.168.100.23', '192.168.100.4', 51_234)).toBe(one);
  expect(one).toContain('> PORT CLIENT,PORT\n< 200 PORT to CLIENT is fine\n> EPRT |1|CLIENT|PORT|\n');
  expect(one).toContain('< 227 Passive (SERVER,PORT)\n');
});

describe.each(recordings().map(({ name }) => name))('%s', (name) => {
  test('has no address, no ephemeral port and no date of the capture in it', async () => {
    const recording = recordings().find((each) => each.name === name)!;
    const { sessions } = await recording.report();
    const folder = recording.folder.replace(`${ROOT}/`, '');
    const { stdout } = run(['--diff-friendly', `${folder}/${recording.capture.split('/').at(-1)}`], { cwd: ROOT });
    for (const { client, server } of sessions)
      for (const { address } of [client, server])
        expect(stdout).not.toMatch(new RegExp(`(?<![\\d.])${address.replaceAll('.', '\\.')}(?![\\d.])`));
    expect(stdout.match(/^session: \d+$/gm) ?? []).toHaveLength(sessions.length);
    expect(stdout).not.toMatch(/\bletmein\b/);
  });
});

test('is the text report alone', () => {
  expect(run(['--json', '--diff-friendly', 'fixtures/active/capture.pcap'], { cwd: ROOT }).stderr).toMatch(
    /--diff-friendly.* needs --format text/,
  );
});
