/** The built program in a real pseudo-terminal: what a user sees, and how the terminal is left behind. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Action, KEYS } from '../../src/ui/keys.js';
import { pcapBytes, TcpConversation } from '../support/packets.js';
import { ROOT } from '../support/run.js';
import { GOLDEN_SIZES, GOLDEN_VIEWS, goldenKeys } from './support/golden.js';
import { bytesOfKey } from './support/keyBytes.js';
import { RESET, SETUPS } from './support/keyCases.js';
import { BUILT, PtyScreen, programUnder, sleep } from './support/pty.js';

/** Relative, since the screens show it: the tests run in the project's folder, wherever that is. */
const SHOWN = 'fixtures/active/capture.pcap';
const ACTIVE = path.join(ROOT, SHOWN);
const NODE = JSON.stringify(process.execPath);
const PROGRAM = `${NODE} ${JSON.stringify(BUILT)}`;
const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-ui-'));
const open: PtyScreen[] = [];

function start(command: string, options?: ConstructorParameters<typeof PtyScreen>[1]): PtyScreen {
  const screen = new PtyScreen(command, options);
  open.push(screen);
  return screen;
}

afterEach(() => {
  for (const screen of open.splice(0)) screen.kill();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('shows every view exactly as drawn, at every size, and leaves by q', { timeout: 40_000 }, async () => {
  const screen = start(`${PROGRAM} ${SHOWN}`, { columns: 80, rows: 24 });
  await screen.shows('DONE');
  for (const { columns, rows } of GOLDEN_SIZES) {
    screen.resize(columns, rows);
    for (const view of GOLDEN_VIEWS) {
      const { name } = view;
      for (const key of goldenKeys(view, columns)) screen.write(bytesOfKey(key));
      const golden = readFileSync(path.join(import.meta.dirname, 'screens', `${name}-${columns}x${rows}.txt`), 'utf8');
      await screen
        .until(`the picture of ${name} at ${columns}x${rows}`, () => screen.text === golden, 5000)
        .catch(() => {
          expect(screen.text).toBe(golden);
        });
      screen.write('\x1b');
      await sleep(60);
      screen.write('\x1b');
      await sleep(60);
    }
  }
  screen.write('q');
  expect(await screen.ended()).toBe(0);
});

describe('gives the terminal back', () => {
  /** Runs the program inside a shell that shows the terminal's settings before and after. */
  const around = (command = `${PROGRAM} ${ACTIVE}`): string =>
    `stty -g; ${command}; echo "exit $?"; stty -g; sleep 0.2`;

  async function expectRestored(screen: PtyScreen, code: number): Promise<void> {
    await screen.ended();
    const [before, after] = screen.raw.match(/[0-9a-f]+(?::[0-9a-f]+){20,}/g) ?? [];
    expect(before).toBeDefined();
    expect(after).toBe(before);
    expect(screen.text).toContain(`exit ${code}`);
    expect(screen.alternate).toBe(false);
    expect(screen.mouse).toBe('none');
    expect(screen.raw.lastIndexOf('\x1b[?25l')).toBeLessThanOrEqual(screen.raw.lastIndexOf('\x1b[?25h'));
    expect(screen.text).not.toContain('ftp-sniff  capture.pcap');
  }

  test('on q', async () => {
    const screen = start(around());
    await screen.shows('DONE');
    expect(screen.alternate).toBe(true);
    expect(screen.mouse).not.toBe('none');
    screen.write('q');
    await expectRestored(screen, 0);
  });

  test('on Ctrl-C, even while something is typed', async () => {
    const screen = start(around());
    await screen.shows('DONE');
    screen.write('/abc\x03');
    await expectRestored(screen, 130);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('on %s', async (signal, code) => {
    const screen = start(around());
    await screen.shows('DONE');
    process.kill(programUnder(screen.pid), signal);
    await expectRestored(screen, code);
  });

  test('when the program breaks', async () => {
    const crash = path.join(import.meta.dirname, 'support', 'crash.mjs');
    const screen = start(around(`${NODE} --import tsx ${crash}`));
    await screen.shows('LIVE');
    screen.write('j');
    await expectRestored(screen, 1);
    expect(screen.text).toContain('broken on purpose');
  });

  test('when it goes to the background, and comes back', async () => {
    const screen = start(around());
    await screen.shows('DONE');
    screen.write('\x1a');
    // A shell without job control cannot stop it: it comes back by itself, with everything drawn again.
    await screen.until('the end of the alternate screen', () => screen.raw.includes('\x1b[?1049l'));
    await screen.until('the alternate screen', () => screen.alternate);
    await screen.shows('DONE');
    screen.write('q');
    await expectRestored(screen, 0);
  });

  test('and does not touch it where there is nothing to open', async () => {
    const screen = start(around(`${PROGRAM} /nowhere/at-all.pcap`));
    await expectRestored(screen, 1);
    expect(screen.text).toContain('/nowhere/at-all.pcap');
    expect(screen.raw).not.toContain('\x1b[?1049h');
  });
});

describe('sizes', () => {
  test('a storm of them leaves one whole picture', async () => {
    const screen = start(`${PROGRAM} ${ACTIVE}`);
    // Of one session, the ladder is shown at once.
    await screen.shows('PORT 10,77,0,2');
    for (let i = 0; i < 40; i++) {
      screen.resize(40 + ((i * 37) % 200), 12 + ((i * 17) % 60));
      if (i % 5 === 0) await sleep(20);
    }
    screen.resize(39, 11);
    await screen.shows('Too small: 39x11');
    screen.resize(120, 40);
    await screen.shows('PORT 10,77,0,2');
    screen.write('1g\rg\x1b[6~');
    const golden = readFileSync(path.join(import.meta.dirname, 'screens', 'ladder-120x40.txt'), 'utf8');
    await screen.until('the whole picture', () => screen.text === golden).catch(() => expect(screen.text).toBe(golden));
    screen.write('q');
    expect(await screen.ended()).toBe(0);
  });
});

describe('the terminal it runs in', () => {
  test('a light background is asked for and believed', async () => {
    const screen = start(`${PROGRAM} ${ACTIVE}`);
    await screen.shows('DONE');
    expect(screen.raw).toContain('\x1b]11;?');
    screen.write('\x1b]11;rgb:ffff/ffff/dddd\x07');
    await screen.until('the light theme', () => screen.raw.includes('\x1b[38;5;243m'));
  });

  test('where our signs are two columns wide, and where the locale is no UTF-8, drawings are ASCII', async () => {
    const wide = start(`${PROGRAM} ${ACTIVE}`);
    await wide.shows('│');
    wide.write('\x1b[1;3R');
    await wide.until('ASCII', () => wide.text.includes('[2 Ladder]') && !/[^\0-\x7f]/.test(wide.text));
    const latin = start(`${PROGRAM} ${ACTIVE}`, { env: { LANG: 'en_US.ISO-8859-1' } });
    await latin.shows('[2 Ladder]');
    expect(latin.text).not.toMatch(/[^\0-\x7f]/);
  });

  test('one that is dumb gets text, and is told why', async () => {
    const screen = start(`TERM=dumb ${PROGRAM} ${ACTIVE}; echo "exit $?"`);
    await screen.ended();
    expect(screen.raw).toContain('TERM is dumb');
    expect(screen.raw).not.toContain('\x1b[?1049h');
  });
});

describe('packets by standard input', () => {
  test('keys come from the terminal, rows arrive while it is open, paused or followed', async () => {
    const file = readFileSync(ACTIVE);
    writeFileSync(path.join(folder, 'head'), file.subarray(0, 1200));
    writeFileSync(path.join(folder, 'tail'), file.subarray(1200));
    const go = path.join(folder, 'go');
    const slowly = `(cat ${folder}/head; while [ ! -e ${go} ]; do sleep 0.05; done; cat ${folder}/tail)`;
    const screen = start(`${slowly} | ${PROGRAM} -`);
    await screen.shows('READING');
    await screen.shows('1 session');
    screen.write('\rG');
    await screen.shows('following');
    expect(screen.text).not.toContain('221 Goodbye');
    writeFileSync(go, '');
    await screen.shows('DONE');
    await screen.shows('QUIT');
    screen.write('q');
    await screen.shows('These packets are in no file');
    screen.write('q');
    expect(await screen.ended()).toBe(0);
  });
});

describe('hostile names', () => {
  const NAMES = [
    'bell\x07.txt',
    'clear\x1b[2J\x1b[H.txt',
    'title\x1b]0;owned\x07.txt',
    'osc52\x1b]52;c;ZXZpbA==\x1b\\.txt',
    'back\b\b\b.txt',
    'csi\u009b31m.txt',
    'bidi\u202egpj.exe',
    'tag\u{e0041}.txt',
    'private\ue000\uf8ff.txt',
    'wide中文文件名.txt',
    'combining e\u0301\u0300\u0302.txt',
    'emoji👩‍👩‍👧‍👦.txt',
  ];
  let file: string;
  beforeAll(() => {
    const talk = new TcpConversation({ client: '10.0.0.1:4000', server: '10.0.0.2:21' });
    talk.handshake();
    talk.say('server', '220 \x1b]0;owned\x07 hello\x07\r\n');
    for (const name of NAMES) {
      talk.say('client', `RETR ${name}\r\n`);
      talk.say('server', `550 ${name}: no such file\r\n`);
    }
    talk.close();
    file = path.join(folder, 'hostile.pcap');
    writeFileSync(file, pcapBytes(talk.packets()));
  });

  test('never reach the screen as they are', async () => {
    const screen = start(`${PROGRAM} ${file}`, { columns: 160, rows: 50 });
    await screen.shows('DONE');
    for (const keys of ['\r', '3', '4', '5', '7', '3L', 'L', '2', 'jjjjj\r']) {
      screen.write(keys);
      await screen.settled();
      for (const line of screen.lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}]/u);
    }
    screen.write('q');
    expect(await screen.ended()).toBe(0);
    const written = screen.raw;
    expect(written).not.toContain('\x07');
    // The question for the background's colour is ours.
    expect(written.replaceAll('\x1b]11;?\x1b\\', '')).not.toContain('\x1b]');
    expect(written).not.toContain('\b');
    expect(written).not.toMatch(/[\u0080-\u009f\u202a-\u202e\ue000-\uf8ff]/);
    // Besides our own modes and moves, only colours.
    const sequences = new Set(
      written.match(/\x1b\[[0-9;:<=>?]*[ -/]*[@-~]/g)?.map((one) => one.replace(/[0-9;]+/, '#')),
    );
    expect([...sequences].sort()).toEqual([
      '\x1b[#G',
      '\x1b[#H',
      '\x1b[#J',
      '\x1b[#K',
      '\x1b[#m',
      '\x1b[#n',
      '\x1b[?#h',
      '\x1b[?#l',
    ]);
  });

  test('wide characters keep the columns straight', async () => {
    const screen = start(`${PROGRAM} ${file}`, { columns: 120, rows: 50 });
    await screen.shows('DONE');
    screen.write('\r');
    await screen.shows('中文文件名');
    const columnsOf = (wanted: (line: string) => boolean): number[] => [
      ...new Set(
        screen
          .cellsOf('│')
          .filter(({ row }) => wanted(screen.lines[row] ?? ''))
          .map(({ column }) => column),
      ),
    ];
    expect(screen.lines.filter((line) => line.includes('RETR')).length).toBeGreaterThanOrEqual(NAMES.length);
    // Two lifelines and the line before the explanation. This emulator takes pictographs for narrow: even then ...
    expect(
      columnsOf((line) => line.includes(' 4000 ') && !line.includes('emoji')),
      screen.text,
    ).toHaveLength(3);
    // ... what stands beside is where it belongs.
    const [, , divider] = columnsOf((line) => line.includes('RETR bell')).sort((a, b) => a - b);
    expect(columnsOf((line) => line.includes('emoji'))).toContain(divider);
    screen.write('q');
    await screen.ended();
  });
});

/** Those end or stop the program, or need a live capture: tested by themselves. */
const ELSEWHERE: readonly Action[] = ['quit', 'interrupt', 'suspend', 'pause'];

test('every key changes the screen', { timeout: 60_000 }, async () => {
  const file = path.join(ROOT, 'fixtures', 'login-failures', 'capture.pcap');
  const screen = start(`${PROGRAM} ${file}`, { columns: 100, rows: 30 });
  await screen.shows('DONE');
  for (const { action, keys } of KEYS) {
    if (ELSEWHERE.includes(action)) continue;
    for (const key of keys) {
      screen.write([...RESET, ...SETUPS[action]].map(bytesOfKey).join(''));
      await screen.settled();
      const written = screen.raw.length;
      screen.write(bytesOfKey(key));
      await screen.until(`an effect of ${key} (${action})`, () => screen.raw.length > written, 5000);
    }
  }
  // y copies through the terminal.
  const [, copied = ''] = /\x1b\]52;c;([A-Za-z0-9+/=]+)\x07/.exec(screen.raw) ?? [];
  expect(Buffer.from(copied, 'base64').toString()).toMatch(/Frame|RETR/);
  screen.write('\x1b\x1bq');
  await screen.ended();
});

describe('files', () => {
  test('s saves a report and packets, and never over a file that is there', async () => {
    const screen = start(`cd ${folder} && ${PROGRAM} ${ACTIVE}`);
    await screen.shows('DONE');
    screen.write('st');
    await screen.shows('Save as: ftp-sniff.txt');
    screen.write('\r');
    await screen.shows('Saved 1 session as ftp-sniff.txt');
    expect(readFileSync(path.join(folder, 'ftp-sniff.txt'), 'utf8')).toContain('RETR data.bin');
    screen.write('st\r');
    await screen.shows('ftp-sniff.txt exists already');
    // The name is there to be changed.
    screen.write('\x1b[D\x1b[D\x1b[D\x1b[D2\r');
    await screen.shows('Saved 1 session as ftp-sniff2.txt');
    screen.write('sp\r');
    await screen.shows('Saved 131 packets of 1 session as ftp-sniff.pcap');
    expect(readFileSync(path.join(folder, 'ftp-sniff.pcap')).length).toBe(readFileSync(ACTIVE).length);
    screen.write('sf\r');
    await screen.shows('in ftp-sniff-files');
    const names = readdirSync(path.join(folder, 'ftp-sniff-files'), { recursive: true, encoding: 'utf8' });
    const saved = names.find((name) => name.endsWith('data.bin'));
    expect(saved, names.join(' ')).toBeDefined();
    expect(readFileSync(path.join(folder, 'ftp-sniff-files', saved!))).toHaveLength(60_000);
    screen.write('q');
    await screen.ended();
  });

  test('the configuration is read; what is wrong with it is reported', async () => {
    mkdirSync(path.join(folder, 'ftp-sniff'));
    writeFileSync(path.join(folder, 'ftp-sniff', 'config.json'), '{"keys":{"quit":["Q"]},"theme":"pink"}');
    const screen = start(`${PROGRAM} ${ACTIVE}`, { env: { XDG_CONFIG_HOME: folder } });
    await screen.shows('"theme" is one of dark');
    expect(screen.lines.at(-1)).toContain('Q quit');
    screen.write('q');
    screen.write('Q');
    expect(await screen.ended()).toBe(0);
  });
});

test('NO_COLOR: no colours, and the chosen row can still be reported', async () => {
  const screen = start(`${PROGRAM} ${ACTIVE}`, { env: { NO_COLOR: '1' } });
  await screen.shows('DONE');
  screen.write('\rjj');
  await screen.shows('USER student');
  await screen.settled();
  expect(screen.raw).not.toMatch(/\x1b\[(3[0-7]m|9[0-7]m|4[0-7]m|10[0-7]m|[34]8;5;\d+m)/);
  expect(screen.raw).toContain('\x1b[7m');
  expect(screen.lines.filter((line) => line.startsWith('>'))).toHaveLength(1);
  screen.write('q');
  await screen.ended();
});

test.skipIf(!existsSync('/proc/self/stat'))('an idle screen writes nothing and costs no time', async () => {
  const screen = start(`${PROGRAM} ${ACTIVE}`);
  await screen.shows('DONE');
  screen.write('\r');
  await screen.shows('‹2 Ladder›');
  await screen.settled();
  const pid = programUnder(screen.pid);
  const ticks = (): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Number(fields[11]) + Number(fields[12]);
  };
  await sleep(300);
  const [written, used] = [screen.raw.length, ticks()];
  await sleep(1500);
  expect(screen.raw.length).toBe(written);
  // Clock ticks are 10 ms.
  expect(ticks() - used).toBeLessThanOrEqual(2);
  screen.write('q');
  await screen.ended();
});
