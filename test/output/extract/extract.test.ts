import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type ExtractionOptions, extract } from '../../support/extracting.js';
import { readScript } from '../../support/script.js';
import { temporaryFolder } from '../../support/temporary.js';

const extractScript = (text: string, options: ExtractionOptions = {}) => extract(readScript(text).packets, options);

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

const HEAD = `title t
why w
control 10.0.0.2:40000 -> 10.0.0.1:21
S: 220 ready
C: USER u
S: 331 more
C: PASS p
S: 230 in
C: CWD /pub
S: 250 ok
C: TYPE I
S: 200 ok
`;

let port = 50_000;
/** Passive transfers, one after the other: what is said before, what moves (`d<` lines), what is said at the end. */
function transfer(command: string, moves: string, final = '226 done', before = ''): string {
  port++;
  const name = `d${port}`;
  const lines = moves
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.replace(/^((?:lost )?)([<>]) /, `$1${name} $2 `));
  return `C: PASV
S: 227 ok (10,0,0,1,${port >> 8},${port & 255})
${before}
data ${name} 10.0.0.2:${port - 10_000} -> 10.0.0.1:${port}
C: ${command}
S: 150 go
${lines.join('\n')}
S: ${final}
`;
}
const hex = (bytes: Uint8Array) => `hex ${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;

describe('--extract', () => {
  test('writes downloads and uploads under the name that the server knows, empty ones too, but no listings', async () => {
    const { files, manifest } = await extractScript(
      HEAD +
        transfer('RETR a.txt', '< "hello"\n< close') +
        transfer('STOR sub/b.txt', '> "world"\n> close') +
        transfer('RETR empty', '< close') +
        transfer('LIST', '< "-rw-r--r-- 1 o g 5 Nov 22 08:30 a.txt\\r\\n"\n< close'),
    );
    expect(Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString()]))).toEqual({
      '10.0.0.1/pub/a.txt': 'hello',
      '10.0.0.1/pub/sub/b.txt': 'world',
      '10.0.0.1/pub/empty': '',
    });
    expect(manifest).toMatchObject([
      {
        file: '10.0.0.1/pub/a.txt',
        path: '/pub/a.txt',
        complete: true,
        sha256: sha256('hello'),
        contentType: 'text/plain',
      },
      { file: '10.0.0.1/pub/sub/b.txt', complete: true, sha256: sha256('world') },
      { file: '10.0.0.1/pub/empty', complete: true, bytes: 0, sha256: sha256('') },
    ]);
  });

  test('writes no file for a transfer that was refused, or whose data connection nobody saw', async () => {
    const { files, manifest } = await extractScript(
      `${HEAD}C: PORT 10,0,0,2,200,1\nS: 200 ok\nC: RETR a\nS: 550 no\nC: PORT 10,0,0,2,200,2\nS: 200 ok\nC: RETR b\nS: 150 go\nS: 226 done\n`,
    );
    expect([...files.keys()]).toEqual([]);
    expect(manifest).toMatchObject([
      { file: null, path: '/pub/b', note: expect.stringMatching(/data connection is not/) },
    ]);
  });

  test('writes what it has of an incomplete file, holes as zeros, and says where they are', async () => {
    const { files, manifest } = await extractScript(
      HEAD +
        transfer('RETR hole', '< "abc"\nlost < "defg"\n< "hij"\n< close') +
        transfer('RETR cut', '< "abc"\n< rst', '426 broken'),
    );
    expect(files.get('10.0.0.1/pub/hole.partial')?.toString()).toBe('abc\0\0\0\0hij');
    expect(files.get('10.0.0.1/pub/cut.partial')?.toString()).toBe('abc');
    expect(manifest).toMatchObject([
      { file: '10.0.0.1/pub/hole.partial', complete: false, missing: [[3, 7]], sha256: null, bytes: 10 },
      { file: '10.0.0.1/pub/cut.partial', complete: false, missing: [], sha256: sha256('abc'), verdict: 'truncated' },
    ]);
  });

  test('gives text the line ends of this system, and says so', async () => {
    const wire = 'one\\r\\ntwo\\r\\r\\nthree\\rfour\\r';
    const { files, manifest } = await extractScript(
      `${HEAD}C: TYPE A\nS: 200 ok\n${transfer('RETR t', `< "${wire}"\n< "\\nfive"\n< close`)}`,
    );
    const text = 'one\ntwo\r\nthree\rfour\nfive';
    expect(files.get('10.0.0.1/pub/t')?.toString()).toBe(text);
    expect(manifest).toMatchObject([
      { lineEndsConverted: true, sha256: sha256(text), complete: true, bytes: text.length },
    ]);
  });

  test('writes what was in MODE Z, B and records, not how it travelled', async () => {
    const { files, manifest } = await extractScript(
      `${HEAD}C: MODE Z\nS: 200 ok\n` +
        transfer('RETR z', `< ${hex(deflateSync('deflated '.repeat(50)))}\n< close`) +
        'C: MODE B\nS: 200 ok\n' +
        transfer('RETR b', '< hex 00 00 03 61 62 63 40 00 02 64 65\n< close') +
        'C: MODE S\nS: 200 ok\nC: STRU R\nS: 200 ok\nC: TYPE A\nS: 200 ok\n' +
        transfer('RETR r', '< hex 61 62 ff 01 63 ff 03\n< close'),
    );
    expect(files.get('10.0.0.1/pub/z')?.toString()).toBe('deflated '.repeat(50));
    expect(files.get('10.0.0.1/pub/b')?.toString()).toBe('abcde');
    expect(files.get('10.0.0.1/pub/r')?.toString()).toBe('ab\nc\n');
    expect(manifest.map(({ complete }) => complete)).toEqual([true, true, true]);
  });

  test('keeps a file partial whose deflate breaks off, though the server reports success', async () => {
    const whole = deflateSync(Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 7919) % 251)));
    const { manifest } = await extractScript(
      `${HEAD}C: MODE Z\nS: 200 ok\n${transfer('RETR z', `< ${hex(whole.subarray(0, 100))}\n< close`)}`,
    );
    expect(manifest).toMatchObject([{ file: '10.0.0.1/pub/z.partial', verdict: 'truncated', complete: false }]);
    expect(manifest[0]?.evidence.map(({ text }) => text).join()).toMatch(/does not mark the end/);
  });

  test('never leaves the directory, and lists what names were', async () => {
    const hostile = ['../../../etc/passwd', '/../../x', 'C:\\evil\\..\\y', 'CON', 'trail. ', `${'n'.repeat(300)}.bin`];
    const outside = temporaryFolder();
    const directory = path.join(outside, 'deep', 'in');
    const { files, manifest } = await extractScript(
      HEAD + hostile.map((name) => transfer(`STOR ${name.replaceAll('\\', '\\\\')}`, '> "x"\n> close')).join(''),
      { directory },
    );
    expect(files.size).toBe(hostile.length);
    expect(readdirSync(outside)).toEqual(['deep']);
    expect(readdirSync(path.join(outside, 'deep'))).toEqual(['in']);
    expect(readdirSync(directory).sort()).toEqual(['10.0.0.1', 'manifest.json']);
    for (const { renamed, path: original, file } of manifest) {
      if (!file?.includes('etc') && file !== '10.0.0.1/x') expect(renamed).toBe(true);
      expect(original).not.toBeNull();
    }
  });

  test('never writes through a link that was planted, nor over what is there', async () => {
    const directory = temporaryFolder();
    const outside = temporaryFolder();
    mkdirSync(path.join(directory, '10.0.0.1'));
    symlinkSync(outside, path.join(directory, '10.0.0.1/pub'));
    writeFileSync(path.join(directory, 'manifest.json'), 'mine');
    const { files, manifest } = await extractScript(HEAD + transfer('RETR a', '< "hello"\n< close'), { directory });
    expect(files.get('10.0.0.1/pub~2/a')?.toString()).toBe('hello');
    expect(readdirSync(outside)).toEqual([]);
    expect(manifest).toHaveLength(1);
    expect(readdirSync(directory)).toContain('manifest~2.json');
  });

  test('gives the same name twice two files, also where only the case differs', async () => {
    const { files } = await extractScript(
      HEAD +
        transfer('RETR a.txt', '< "one"\n< close') +
        transfer('RETR a.txt', '< "two"\n< close') +
        transfer('RETR A.TXT', '< "three"\n< close'),
    );
    expect(Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString()]))).toEqual({
      '10.0.0.1/pub/a.txt': 'one',
      '10.0.0.1/pub/a~2.txt': 'two',
      '10.0.0.1/pub/A~3.TXT': 'three',
    });
  });

  test('reports each file that cannot be written, and loses nothing else', async () => {
    const directory = temporaryFolder();
    const script =
      HEAD +
      transfer('RETR first', '< "one"\n< close') +
      transfer('STOR /in/second', '> "two"\n> close') +
      transfer('RETR third', '< "three"\n< close');
    let made = false;
    const { manifest, extractor, files } = await extract(readScript(script).packets, {
      directory,
      // Somebody takes a directory away while files are written.
      beforePacket: () => {
        if (made || !existsSync(path.join(directory, '10.0.0.1/in'))) return;
        made = true;
        renameSync(path.join(directory, '10.0.0.1/in'), path.join(directory, 'away'));
      },
    });
    expect(manifest.map(({ complete }) => complete)).toEqual([true, false, true]);
    expect(manifest[1]?.problem).toMatch(/no such file/);
    expect(extractor.problems).toMatchObject([
      { name: expect.stringMatching(/second/), problem: { code: 'system', params: { error: 'ENOENT' } } },
    ]);
    expect(files.get('10.0.0.1/pub/third')?.toString()).toBe('three');
  });
});

describe('parts of one file', () => {
  test('are joined where a resumed download goes on with what came before', async () => {
    const { files, manifest, analyzer } = await extractScript(
      HEAD +
        transfer('RETR a', '< "0123456789"\n< rst', '426 broken') +
        transfer('RETR a', '< "6789abcdef"\n< close', '226 done', 'C: REST 6\nS: 350 ok'),
    );
    expect([...files].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ['10.0.0.1/pub/a', '0123456789abcdef'],
    ]);
    expect(manifest).toMatchObject([
      {
        complete: true,
        sha256: sha256('0123456789abcdef'),
        bytes: 16,
        parts: [{ range: [0, 10] }, { range: [6, 16] }],
      },
    ]);
    const written = analyzer.sessions[0]?.dataConnections.map(({ transfer }) => transfer?.file?.endsWith('/pub/a'));
    expect(written).toEqual([true, true]);
  });

  test('stay apart where what both have differs', async () => {
    const { files, manifest } = await extractScript(
      HEAD +
        transfer('RETR a', '< "0123456789"\n< rst', '426 broken') +
        transfer('RETR a', '< "XXXXabc"\n< close', '226 done', 'C: REST 6\nS: 350 ok'),
    );
    expect(files.get('10.0.0.1/pub/a.partial')?.toString()).toBe('0123456789');
    expect(files.get('10.0.0.1/pub/a~2.partial')?.toString()).toBe('\0\0\0\0\0\0XXXXabc');
    expect(manifest[1]).toMatchObject({ complete: false, missing: [[0, 6]], note: expect.stringMatching(/differ/) });
  });

  test('stay apart where something lacks between them', async () => {
    const { files, manifest } = await extractScript(
      HEAD +
        transfer('RETR a', '< "0123"\n< rst', '426 broken') +
        transfer('RETR a', '< "6789"\n< close', '226 done', 'C: REST 6\nS: 350 ok'),
    );
    expect([...files.keys()].sort()).toEqual(['10.0.0.1/pub/a.partial', '10.0.0.1/pub/a~2.partial']);
    expect(manifest[1]?.note).toMatch(/begins at 6, and only 4 bytes/);
  });

  test('APPE goes on with an upload that was complete', async () => {
    const { files, manifest } = await extractScript(
      HEAD + transfer('STOR log', '> "one\\n"\n> close') + transfer('APPE log', '> "two\\n"\n> close'),
      { hashes: ['crc32'] },
    );
    expect([...files].map(([name, bytes]) => [name, bytes.toString()])).toEqual([['10.0.0.1/pub/log', 'one\ntwo\n']]);
    expect(manifest).toMatchObject([{ complete: true, sha256: sha256('one\ntwo\n'), crc32: '12ba0be6' }]);
  });
});

describe('what the server tells of a file', () => {
  const evidence = async (script: string, hashes: readonly ('crc32' | 'md5')[] = []) => {
    const { manifest, analyzer } = await extractScript(HEAD + script, { hashes });
    const { findingsOf } = await import('../../../src/model/findings.js');
    return {
      verdict: manifest[0]?.verdict,
      texts: manifest[0]?.evidence.map(({ text }) => text).join('\n') ?? '',
      findings: analyzer.sessions.flatMap((session) => findingsOf(session)).map(({ code }) => code),
    };
  };
  const hello = transfer('RETR a', '< "hello"\n< close');

  test('a hash that agrees is evidence', async () => {
    const { texts, findings } = await evidence(`${hello}C: XCRC a\nS: 250 3610A686\n`, ['crc32']);
    expect(texts).toMatch(/XCRC reports the CRC-32 of the captured bytes: 3610a686/);
    expect(findings).not.toContain('hash-mismatch');
  });
  test('a hash that disagrees is a finding', async () => {
    const { texts, findings } = await evidence(`${hello}C: HASH a\nS: 213 SHA-256 0-5 ${sha256('other')} a\n`);
    expect(texts).toMatch(/HASH reports SHA-256 .* but that of the captured bytes is/);
    expect(findings).toContain('hash-mismatch');
  });
  test('a hash reported before the download counts, one reported before an upload does not', async () => {
    expect((await evidence(`C: XSHA256 "a"\nS: 250 ${sha256('hello')}\n${hello}`)).texts).toMatch(
      /reports the SHA-256 of the captured/,
    );
    const upload = transfer('STOR a', '> "hello"\n> close');
    expect((await evidence(`C: XSHA256 a\nS: 250 ${sha256('old')}\n${upload}`)).texts).not.toMatch(/SHA-256/);
  });
  test('a hash that was not computed is named, with the option that computes it', async () => {
    expect((await evidence(`${hello}C: XMD5 a\nS: 250 5d41402abc4b2a76b9719d911017c592\n`)).texts).toMatch(
      /--hash md5/,
    );
  });
  test('a hash of a part proves nothing', async () => {
    const { texts } = await evidence(`${hello}C: XSHA256 a 0 3\nS: 250 ${sha256('hel')}\n`);
    expect(texts).not.toMatch(/SHA-256/);
  });

  const list = (bytes: number) => transfer('LIST', `< "-rw-r--r-- 1 o g ${bytes} Nov 22 08:30 a\\r\\n"\n< close`);
  test('a size in a listing confirms a download', async () => {
    const { texts, verdict } = await evidence(list(5) + hello);
    expect(texts).toMatch(/LIST \(frame \d+\) reports 5 bytes: that many came/);
    expect(verdict).toBe('complete');
  });
  test('two sources that disagree are both shown', async () => {
    const { texts, verdict } = await evidence(`${list(9)}C: SIZE a\nS: 213 5\n${hello}`);
    expect(texts).toMatch(/LIST .* reports 9 bytes, but only 5 bytes came/);
    expect(texts).toMatch(/SIZE .* reports 5 bytes: that many came/);
    expect(verdict).toBe('complete');
  });
  test('SIZE after an upload confirms it', async () => {
    const { texts } = await evidence(`${transfer('STOR a', '> "hello"\n> close')}C: SIZE a\nS: 213 5\n`);
    expect(texts).toMatch(/SIZE \(frame \d+\) reports 5 bytes: that many came/);
  });
  test('in text type, line ends explain a difference', async () => {
    const text = transfer('RETR a', '< "a\\r\\nb\\r\\n"\n< close', '226 done');
    const { texts, verdict } = await evidence(`${list(4)}C: TYPE A\nS: 200 ok\n${text}`);
    expect(texts).toMatch(/reports 4 bytes: 6 bytes came, of which 2 can be the CRs of 2 line ends/);
    expect(verdict).toBe('complete');
  });
});
