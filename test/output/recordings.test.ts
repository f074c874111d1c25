/** What the text report says of real recordings: the places where one number or one name would mislead. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { wrap } from '../../src/output/wrap.js';
import { analyse } from '../support/inProcess.js';
import { ROOT, run } from '../support/run.js';

async function textOf(name: string, withKeys = false): Promise<string> {
  const folder = path.join(ROOT, 'fixtures', name);
  const keys = withKeys ? readFileSync(path.join(folder, 'keys.txt'), 'utf8').split('\n') : [];
  return (await analyse(readFileSync(path.join(folder, 'capture.pcap')), { keys })).render('text');
}

describe('the report of a recording', () => {
  test('a resumed download is a part of the file, and so is its hash', async () => {
    const text = await textOf('resume');
    expect(text).toContain('① ✔ 35,000 bytes from byte 25,000 on, complete');
    expect(text).toContain('data.bin: complete, 35,000 bytes from byte 25,000 on (226)');
    expect(text).toMatch(/sha256 +932528e9[0-9a-f]{56} \(of this part\)/);
  });

  test('a compressed download: the size and the hash of the file, and what travelled', async () => {
    const text = await textOf('mode-z');
    expect(text).toContain('① ✔ 7,698 bytes, complete (1,933 travelled)');
    expect(text).toContain('unix.txt: complete, 7,698 bytes (1,933 compressed, MODE Z; 226)');
    expect(text).toMatch(/sha256 +6902404a/);
  });

  test('a download under TLS: the same, and the handshake is named as what it is', async () => {
    const text = await textOf('ftps-implicit', true);
    expect(text).toContain('unix.txt: complete, 7,698 bytes (7,899 encrypted, TLS; 226)');
    expect(text).toMatch(/sha256 +6902404a/);
    const rows = text.split('\n');
    const begins = rows.findIndex((row) => row.includes('encrypted from here on (implicit)'));
    expect(rows[begins + 1]).toContain('TLS ClientHello; 184 bytes');
    expect(text).not.toContain('no complete line');
  });

  test('-v sums each connection up in the words of Wireshark and Zeek', async () => {
    const { stdout } = run(['--format', 'text', '-v', path.join('fixtures', 'pasv-dropped', 'capture.pcap')]);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('Incomplete, SYN_SENT (1) in Wireshark; S0 (connection attempt seen, no reply), S in Zeek');
    expect(text).toContain('Complete, WITH_DATA (31) in Wireshark; SF (normal establishment and termination)');
  });

  test.each([
    ['pasv-refused-rst', '2 data connections to 10.77.0.1 (ports 50004 and 50006), and RST refused them.', 'drops'],
    [
      'ends-early',
      '? The capture ends during RETR medium.bin (frame 90), after 4,344 of 300,000 bytes.',
      'cannot be reported',
    ],
    ['ends-early', '– ? capture ends', '? unknown'],
    ['client-killed', 'The client stopped reading (its receive window was 0 from frame 114 on)', 'lost or delayed'],
    [
      'idle-421',
      "after 2.0 s without a command: 421 Timeout. The client did not notice and sent PWD in frame 20, which RST 21 answered. [frames 16, 20 and 21] It is the server's idle timeout.",
      'shutting down',
    ],
    [
      'snaplen-96',
      'Packets are cut at 96 bytes (snap length). Missing: the ends of 11 replies',
      'address cannot be read',
    ],
    ['pasv-wrong-address', 'The 227 in frame 16 names 192.168.99.7:42994, not the server 10.77.0.1', 'Nobody answered'],
    [
      'epsv-prohibited-icmp6',
      'fd77::1 answered with ICMPv6 "communication administratively prohibited"',
      'the other mode',
    ],
    [
      'nat-server-private-address',
      '2 announcements of the server name the private address',
      'AUTH TLS (RFC 4217) would',
    ],
    ['empty-and-550', 'The server refused RETR missing.txt: 550 Failed to open file.', 'Nothing went wrong'],
    ['fxp', 'third-party (FXP, RFC 959 figure 3): this server listens for the other, 10.55.0.1', 'all complete'],
  ])('%s: the cause, and nothing that contradicts it', async (name, words, not) => {
    const text = (await textOf(name)).replace(/\s+/g, ' ');
    expect(text).toContain(words);
    expect(text).not.toContain(not);
  });

  test('without keys it says what would help', async () => {
    expect((await textOf('ftps-no-keys')).replace(/\s+/g, ' ')).toContain('--keylog FILE with its secrets');
  });

  test('an address that is not its own does not listen: it is named', async () => {
    const text = (await textOf('fxp')).replace(/\s+/g, ' ');
    expect(text).toContain('PORT (active mode), announced in frame 71: the client names 10.55.0.2:5516');
    expect(text).toContain('PASV (passive mode), announced in frame 64: the server listens on 10.55.0.2:5516');
  });

  test('announcements that led nowhere are not counted as data connections', async () => {
    expect(await textOf('port-refused')).toContain(
      '11 commands; 7 announcements (PORT, EPRT, EPSV): 6 rejected, 1 not used',
    );
  });
});

describe('breaking lines', () => {
  test('never parts a number from its unit', () => {
    for (let columns = 12; columns < 60; columns++) {
      const lines = wrap('SYN 116, ACK 118 (+518 µs, certain), 60,000 bytes in 4.8 ms at 12 % of 3.0 kB', columns);
      expect(lines.join(' ')).toBe('SYN 116, ACK 118 (+518 µs, certain), 60,000 bytes in 4.8 ms at 12 % of 3.0 kB');
      for (const line of lines) expect(line).not.toMatch(/^(µs|ms|bytes|%|kB)/);
    }
  });
});
