/** `ftp-sniff explain`, as its user sees it. */
import { describe, expect, test } from 'vitest';
import { EXPLAIN_ROWS } from '../../src/cli/explain/options.js';
import { run } from '../support/run.js';

const explain = (...args: string[]) => run(['explain', ...args]);
const said = (...args: string[]): string => {
  const { status, stdout, stderr } = explain(...args);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
};

describe('without a capture', () => {
  test('lists its topics', () => {
    const text = said();
    for (const name of ['handshake', 'third-party', 'mss', 'PORT', '425', 'get', 'data-unanswered'])
      expect(text).toContain(name);
  });

  test('an announcement: address, arithmetic, class of the port', () => {
    const text = said('10,77,0,2,145,247');
    expect(text).toContain('The first four numbers are the address: 10.77.0.2. It is private');
    expect(text).toContain('145 × 256 + 247 = 37367 (ephemeral, in the registered range 1024–49151)');
    expect(said('|||50009|')).toContain('50009 (dynamic, 49152–65535)');
    expect(said('|1|10.0.0.1|50009|')).toContain('10.0.0.1');
    expect(said('10.77.0.2:37367')).toContain('PORT 10,77,0,2,145,247');
    expect(said('10,77,0,300,1,2')).toContain('"300" in "10,77,0,300,1,2" is not a number from 0 to 255.');
  });

  test('Chinese names of topics', () => {
    expect(said('主动模式')).toBe(said('active'));
    expect(said('被动模式')).toBe(said('passive'));
    expect(said('第三方模式')).toBe(said('third-party'));
    expect(said('三次握手')).toBe(said('handshake'));
  });

  test('what users type, and what is sent', () => {
    expect(said('get')).toContain('get makes the client send RETR');
    expect(said('dir')).toContain('LIST: lists a directory for people.');
    expect(said('rename')).toContain('RNFR and RNTO');
  });

  test('a word that means two things is explained as both', () => {
    const text = said('bounce');
    expect(text).toContain('Bounce attack');
    expect(text).toContain('Finding: Client names another host');
  });

  test('unknown topics: the nearest are named', () => {
    const { status, stderr } = explain('pasive');
    expect(status).toBe(2);
    expect(stderr).toBe("ftp-sniff: no topic 'pasive'; did you mean passive or pasv? (see ftp-sniff explain --help)\n");
    expect(explain('xyzzyxyzzy').stderr).toContain('ftp-sniff explain lists all');
  });

  test('its help fits a terminal and names every option', () => {
    const text = said('--help');
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    for (const { name } of EXPLAIN_ROWS) expect(text).toContain(`--${name}`);
  });
});

describe('with a capture', () => {
  const ACTIVE = 'fixtures/active/capture.pcap';
  const PASSIVE = 'fixtures/passive/capture.pcap';

  test('cites the frames that show it, and explains the first of them as the UI does', () => {
    const text = said('PORT', ACTIVE);
    expect(text).toContain('In this capture: 3 places in 1 session');
    expect(text).toMatch(/1 +15 +PORT 10,77,0,2,145,247/);
    expect(text).toContain('145 × 256 + 247 = 37367');
    expect(text).toContain('Announcement ①: matched after 1.5 ms by frame 20');
  });

  test('the steps of the mode, with hosts, ports, frames and times', () => {
    const text = said('passive', PASSIVE);
    expect(text).toMatch(/5 ✔ the client 10\.77\.0\.2:56156 sends SYN to 10\.77\.0\.1:39839 \(frame 17, \+56\.6 ms\)/);
  });

  test('says that it did not happen only where the capture would show it', () => {
    expect(said('PORT', PASSIVE)).toContain('nothing of the kind happened');
    const hidden = explain('active', 'fixtures/ftps-no-keys/capture.pcap').stdout;
    expect(hidden).toContain('it may have happened all the same');
    const late = explain('USER', 'fixtures/mid-session/capture.pcap').stdout;
    expect(late).not.toContain('nothing of the kind happened');
  });

  test('a finding in the words of this capture', () => {
    expect(said('data-unanswered', 'fixtures/pasv-dropped/capture.pcap')).toContain(
      'tried to open the data connection to 10.77.0.1:50009',
    );
  });

  test('a file that is not there', () => {
    const { status, stderr } = explain('PORT', 'no-such.pcap');
    expect(status).toBe(1);
    expect(stderr).toContain('no-such.pcap');
  });
});
