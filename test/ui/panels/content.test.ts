/** A transfer looked at: its certificate, and its content as text and as hex. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../../src/bytes/text.js';
import { keyLogFile } from '../../../src/capture/keyLogFile.js';
import { KeyLog } from '../../../src/tls/keylog.js';
import { save } from '../../../src/ui/actions/saving.js';
import { textPieces } from '../../../src/ui/data/contentText.js';
import { ROOT } from '../../support/run.js';
import { activeListing, encrypted } from '../../support/scenes.js';
import { type Stage, stageOf, stageOfSessions } from '../support/stage.js';

const fixture = (name: string): string => path.join(ROOT, 'fixtures', name, 'capture.pcap');
const bytesOf = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));

/** The content of the transfer whose command has these words, opened from the list of transfers. */
async function opened(name: string, words: string, options: Parameters<typeof stageOf>[1] = {}): Promise<Stage> {
  const stage = await stageOf(fixture(name), options);
  return stage.press('enter', '4', '/', `type:${words}`, 'enter', 'esc', 'v').identified();
}

describe('text', () => {
  const texts = (bytes: Uint8Array, columns = 20): string[] =>
    textPieces(bytes, columns).map(({ number, at, text }) => `${number ?? '-'} ${at} ${text}`);

  test('has its lines, whatever ends them, and where each begins in the bytes', () => {
    expect(texts(bytesOf('one\r\ntwo\rthree\n\nfive'))).toEqual([
      '1 0 one',
      '2 5 two',
      '3 9 three',
      '4 15 ',
      '5 16 five',
    ]);
    expect(texts(bytesOf('end\n'))).toEqual(['1 0 end']);
    expect(texts(bytesOf('\n'))).toEqual(['1 0 ']);
  });

  test('lines that are too long go on below, wide characters whole', () => {
    expect(texts(bytesOf('0123456789abc'), 10)).toEqual(['1 0 0123456789', '- 0 abc']);
    const pieces = textPieces(bytesOf('a中文文件名内容'), 6);
    expect(pieces.map(({ text }) => text)).toEqual(['a中文', '文件名', '内容']);
    for (const { text } of textPieces(bytesOf('👩‍👩‍👧‍👦é̀'.repeat(300)), 11))
      expect(displayWidth(text)).toBeLessThanOrEqual(11);
  });

  test('one letter with thousands of marks, and one line of 64 KiB, do no harm', () => {
    const pieces = textPieces(bytesOf(`a${'\u0301'.repeat(20_000)}`), 20);
    for (const { text } of pieces) expect(text.length).toBeLessThanOrEqual(80);
    expect(pieces.map(({ text }) => text).join('')).toHaveLength(20_001);
    expect(textPieces(new Uint8Array(65_536).fill(0x41), 70)).toHaveLength(Math.ceil(65_536 / 70));
  });

  test('nothing in it acts on the terminal', () => {
    const all = texts(bytesOf('\x1b[2J\x07bell\u202egpj\u009b31m\x00')).join('');
    expect(all).toContain('\\x1b[2J\\x07bell');
    expect(all).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('a character that is cut where the kept bytes end does no harm', () => {
    const cut = bytesOf('é中文\n文').subarray(0, -1);
    expect(textPieces(cut, 20, true).map(({ text }) => text)).toEqual(['é中文']);
    expect(textPieces(bytesOf('caf\xe9', 'latin1'), 20).map(({ text }) => text)).toEqual(['café']);
  });

  test('GBK and Latin-1 are read as what they are', () => {
    expect(texts(new Uint8Array([0xd6, 0xd0, 0xce, 0xc4, 0x0a, 0xce, 0xc4]))).toEqual(['1 0 中文', '2 5 文']);
    expect(texts(bytesOf('caf\xe9\nau lait', 'latin1'))).toEqual(['1 0 café', '2 5 au lait']);
  });
});

describe('the view', () => {
  test('v in Transfers: certificate with evidence and its frames, hashes, kind, content', async () => {
    const stage = await opened('mode-z', 'unix.txt', { size: { columns: 80, rows: 60 } });
    const { text } = stage;
    expect(stage.lines[1]).toContain('‹4 Transfers›');
    expect(text).toContain('1.1  PORT  RETR unix.txt  complete');
    expect(text).toMatch(/path +\/unix\.txt/);
    expect(text).toContain('1,933 (1.9 kB) on the data connection');
    expect(text).toContain('7,698 (7.7 kB) of content');
    expect(text).toMatch(/evidence +the server reports success \(226\) \(frame 77\)/);
    expect(text).toMatch(/SIZE \(frame 57\) reports 7,?698 bytes: that many came\n/);
    expect(text).toMatch(/SHA-256 +6902404a/);
    expect(text).toMatch(/as sent +ddb06bd8/);
    expect(text).toMatch(/content +text\/plain/);
    expect(text).toMatch(/ 1 {2}000 charlie charlie\n +2 {2}001 foxtrot/);
  });

  test('v again: hex, of the same bytes under the cursor, and back', async () => {
    const stage = await opened('mode-z', 'unix.txt');
    stage.press('/', 'type:020 alpha', 'enter', 'esc');
    const line = stage.row;
    expect(stage.press('v').row).toMatch(/^>[0-9a-f]{4} {2}([0-9a-f]{2} +){16}/);
    // The line begins among the sixteen bytes of the row.
    expect(stage.row).toMatch(/0a 30 32 30/);
    stage.press('x');
    expect(Math.abs(Number(/\d+/.exec(line)?.[0]) - Number(/\d+/.exec(stage.row)?.[0]))).toBeLessThanOrEqual(1);
  });

  test('on a wide terminal the bytes stand beside the text, those of the line marked', async () => {
    const stage = await opened('mode-z', 'unix.txt', { size: { columns: 160, rows: 50 } });
    stage.press('/', 'type:002 november', 'enter', 'esc');
    const hits = stage.view.detail?.lines.flatMap(({ spans }) => spans.filter(({ role }) => role === 'hit'));
    expect(hits?.map(({ text }) => text.replace(/^(?:[0-9a-f]{2} *)+$/, '')).join('')).toContain(
      '002 november mike quebec lima.',
    );
    stage.size = { columns: 80, rows: 24 };
    expect(stage.view.detail).toBeNull();
  });

  test('what is no text comes as hex; what is beyond the kept bytes is said to be so', async () => {
    const stage = await opened('active', 'data.bin');
    expect(stage.text).toContain('Content as hex');
    expect(stage.text).toContain('of no known kind');
    expect(stage.press('G').row).toMatch(/^>ea50 /);
    for (const line of stage.press('v').lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('Enter on evidence goes to its frame; Esc back, and back again', async () => {
    const stage = await opened('active', 'up.txt');
    stage.press('/', 'type:reports success', 'enter', 'esc', 'enter');
    expect(stage.lines[2]).toContain('Frame 125 ');
    expect(stage.press('esc').row).toContain('reports success');
    expect(stage.press('esc').row).toContain('STOR up.txt');
    expect(stage.state.view).toBe('transfers');
    expect(stage.press('v', 'tab').state.view).toBe('findings');
  });

  test('from the ladder: any row of the transfer, its command too; others say that there is none', async () => {
    const stage = await stageOf(fixture('active'));
    stage.press('enter', ':', '3', '7', 'enter', 'v');
    expect(stage.text).toContain('RETR data.bin  complete');
    expect(stage.press('esc').state.view).toBe('ladder');
    expect(stage.press('g', 'down', 'v').text).toContain('No transfer belongs to this row.');
  });

  test('a listing has its entries', async () => {
    const stage = await opened('active', 'LIST');
    expect(stage.text).toContain('Listing: 4 entries');
    expect(stage.text).toMatch(/60,000 {2}Nov 22 07:51 +data\.bin/);
    expect(stage.text).toMatch(/ \/ incoming/);
  });

  test('holes are reported as ranges, and content ends before the first', async () => {
    const stage = await stageOf(fixture('holes'));
    const data = stage.context.analyzer.sessions.flatMap(({ dataConnections }) => dataConnections);
    const holed = data.find(({ transfer }) => transfer && transfer.missing.length > 0)!;
    const [[from, to] = [0, 0]] = holed.transfer!.missing;
    stage.press('1', '/', `type:${holed.session.user ?? ''}`, 'esc', 'enter', '4');
    while (!stage.row.includes(holed.id)) stage.press('down');
    stage.press('v');
    expect(stage.text).toMatch(
      new RegExp(`missing +[\\d,]+ bytes: ${from.toLocaleString('en')}–${(to - 1).toLocaleString('en')}`),
    );
    expect(stage.press('G').text).toContain('Here bytes are not in the capture');
  });

  test('says why there is nothing to look at', () => {
    const plain = stageOfSessions([activeListing().session]).press('enter', '4', 'v');
    expect(plain.text).toContain('No content: it is not kept any more');
    const secret = stageOfSessions([encrypted().session]).press('enter', '4', 'v');
    expect(secret.text).toMatch(/No content: it is encrypted|No transfer belongs to this row|nothing was transferred/);
  });

  test('lines fit small screens', async () => {
    const stage = await opened('names-utf8', 'two words', { size: { columns: 40, rows: 70 } });
    const { lines } = stage;
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(40);
    // No statement is cut.
    expect(lines.slice(4, 40).join('')).not.toContain('…');
    expect(stage.press('v').text).toMatch(/\n[ >]0000 [0-9a-f]{32}\n/);
  });
});

describe('files of encrypted sessions', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-content-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are saved with the keys that the program was given', async () => {
    const keyLog = new KeyLog();
    keyLog.follow(keyLogFile(path.join(ROOT, 'fixtures', 'ftps-tls12', 'keys.txt')));
    keyLog.refresh();
    const stage = await stageOf(fixture('ftps-tls12'), { keyLog });
    const done = await save('files', path.join(folder, 'out'), stage.context.input, null);
    expect(done.tone, done.text).toBe('good');
    const files = readdirSync(path.join(folder, 'out'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => !name.endsWith('manifest.json'),
    );
    const wanted = stage.context.analyzer.sessions[0]!.dataConnections.find(
      ({ transfer }) => transfer?.direction === 'download',
    )!;
    const saved = files.find((name) => name.endsWith(wanted.transfer!.path!));
    expect(saved, files.join(' ')).toBeDefined();
    expect(existsSync(path.join(folder, 'out', saved!))).toBe(true);
    expect(readFileSync(path.join(folder, 'out', saved!)).length).toBe(wanted.transfer!.contentBytes);
  });
});

describe('from transfer to transfer', () => {
  test('] and [ show the next and the previous one, and say where there is none', async () => {
    const stage = await opened('active', 'data.bin', { size: { columns: 80, rows: 24 } });
    expect(stage.lines[3]).toContain('RETR data.bin  complete   2 of 3');
    expect(stage.press(']').lines[3]).toContain('STOR up.txt');
    await stage.identified();
    expect(stage.text).toContain('text/plain');
    expect(stage.press(']').text).toContain('No transfer after this one');
    expect(stage.press('left', 'left').lines[3]).toContain('1 of 3');
    expect(stage.press('[').text).toContain('No transfer before this one');
    // Back in the list, the cursor stands on what was looked at last.
    expect(stage.press(']', 'esc').row).toContain('RETR data.bin');
  });

  test.each(['2', '3', '4'])('in view %s they lead to the first row of each', async (view) => {
    const stage = await stageOf(fixture('active'), { size: { columns: 120, rows: 40 } });
    const rows: string[] = [];
    stage.press('enter', view, 'g');
    if (view === '4') rows.push(stage.row);
    for (let i = rows.length; i < 3; i++) rows.push(stage.press(']').row);
    const words = [/PORT|LIST/, /PORT|RETR data.bin/, /PORT|STOR up.txt/];
    for (const [i, word] of words.entries()) expect(rows[i]).toMatch(word);
    expect(new Set(rows).size).toBe(3);
    expect(stage.press('[').row).toBe(rows[1]);
    expect(stage.press(']', ']').text).toContain('No transfer after this one');
  });
});

describe('saving what is shown', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Through the menu, as a user would, under another name. */
  async function saved(stage: Stage, name: string): Promise<string> {
    stage.press('s', 'c', 'ctrl+u', `type:${path.join(folder, name)}`, 'enter');
    const effect = stage.effects.at(-1);
    if (effect?.do !== 'save') throw new Error(stage.text);
    return (await save(effect.what, effect.name, stage.context.input, null, effect.of)).text;
  }

  test('all of it, byte for byte: its hash is the one that is shown', async () => {
    const stage = await opened('active', 'data.bin', { size: { columns: 120, rows: 40 } });
    expect(stage.press('s').lines.at(-2)).toContain('c content of 1.2');
    expect(stage.press('c').lines.at(-2)).toContain('Save as: data.bin');
    stage.press('esc');
    expect(await saved(stage, 'd')).toMatch(/^Saved 60,000 bytes as .*d\.$/);
    const hash = createHash('sha256')
      .update(readFileSync(path.join(folder, 'd')))
      .digest('hex');
    expect(stage.text).toContain(hash);
    expect(await saved(stage, 'd')).toMatch(/exists already; nothing was written/);
  });

  test('from the lists too, and not where no transfer is chosen', async () => {
    const stage = await stageOf(fixture('active'), { size: { columns: 200, rows: 40 } });
    expect(stage.press('s').text).not.toContain('c content');
    stage.press('esc', 'enter', '4', 's');
    expect(stage.lines.at(-2)).toMatch(/c content of 1\.1 .*t text/);
    expect(stage.press('c').lines.at(-2)).toContain('Save as: LIST-1.1.txt');
    stage.press('esc');
    expect(await saved(stage, 'list')).toMatch(/^Saved \d+ bytes/);
    expect(readFileSync(path.join(folder, 'list'), 'utf8')).toContain('data.bin');
  });

  test('what is not in the capture is reported', async () => {
    const stage = await opened('snaplen-96', 'RETR', { size: { columns: 120, rows: 40 } });
    expect(await saved(stage, 'holes')).toMatch(/bytes? not in the capture are zeros|is not in the capture/);
  });
});
