/** Getting about: what keys do to the screen, without a terminal. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/run.js';
import { activeListing, broken, encrypted, sharedClock } from '../support/scenes.js';
import { SessionBuilder } from '../support/sessions.js';
import { stageOf, stageOfSessions } from './support/stage.js';

const fixture = (name: string): string => path.join(ROOT, 'fixtures', name, 'capture.pcap');

/** So many sessions of users u1, u2, u3 ... */
function many(count: number): SessionBuilder[] {
  const clock = sharedClock();
  return Array.from({ length: count }, (_, i) => {
    const client = `10.0.${Math.floor(i / 200)}.${(i % 200) + 1}:${40000 + i}`;
    return new SessionBuilder({ id: i + 1, client, clock })
      .open()
      .reply('220 hi')
      .login(`u${i + 1}`)
      .quit();
  });
}

describe('the three levels', () => {
  test('Enter goes from the sessions to the ladder to the packet, Esc back the same way', async () => {
    const stage = await stageOf(fixture('active'));
    expect(stage.lines[1]).toContain('‹1 Sessions›');
    stage.press('enter');
    expect(stage.lines[1]).toContain('‹2 Ladder›');
    stage.press('down', 'enter');
    expect(stage.lines[1]).toContain('‹6 Packet›');
    expect(stage.lines[2]).toContain('Frame 1 ');
    expect(stage.text).toContain('▾ Transmission Control Protocol');
    stage.press('esc');
    expect(stage.lines[1]).toContain('‹2 Ladder›');
    expect(stage.row).toContain(' 1  0.000000');
    stage.press('esc');
    expect(stage.lines[1]).toContain('‹1 Sessions›');
    expect(stage.press('esc').text).toContain('This is the first level');
    expect(stage.effects).toEqual([]);
  });

  test('] and [ go along the packets of one connection', async () => {
    const stage = await stageOf(fixture('active'));
    stage.press('enter', ':', '2', '0', 'enter', 'enter');
    expect(stage.lines[2]).toContain('Frame 20 ');
    stage.press(']', ']', ']');
    // 23 is the 150 reply on the control connection.
    expect(stage.lines[2]).toContain('Frame 24 ');
    stage.press('[', '[', '[', '[');
    expect(stage.lines[2]).toContain('Frame 20 ');
    expect(stage.text).toContain('No earlier packet of this connection');
  });

  test("a packet's selected field is marked among the bytes", async () => {
    const stage = await stageOf(fixture('active'), { size: { columns: 160, rows: 50 } });
    stage.press('enter', ':', '1', '5', 'enter', 'enter', '/', 'type:Argument', 'enter');
    expect(stage.row).toContain('Argument: 10,77,0,2,');
    const hits = stage.view.detail?.lines.flatMap(({ spans }) => spans.filter(({ role }) => role === 'hit'));
    expect(hits?.map(({ text }) => text).join('')).toContain('10,77,0,2');
    expect(hits?.map(({ text }) => text).join('')).not.toContain('0d 0a');
  });

  test('a run of data opens into its segments, a connection folds away', async () => {
    const stage = await stageOf(fixture('active'), { size: { columns: 120, rows: 120 } });
    stage.press('enter', '/', 'type:42 segments', 'enter', 'esc');
    const rows = (): number => Number(/\/(\d+)$/.exec(stage.lines.at(-2)!)?.[1]);
    const before = rows();
    stage.press('o');
    expect(stage.row).toContain('▾');
    expect(stage.text).toMatch(/ 42 .*◀═.*1,448 bytes, ACK/);
    expect(stage.press('down').row).toContain('bytes, ACK');
    stage.press('up', 'o');
    expect(stage.row).toContain('▸');
    stage.press('g', 'o');
    expect(stage.row).toContain('▸');
    expect(stage.text).not.toContain('USER student');
    expect(rows()).toBeLessThan(before);
  });
});

describe('the position', () => {
  test('survives new rows: the cursor stays on its session', () => {
    const sessions = many(60).map(({ session }) => session);
    const stage = stageOfSessions(sessions.slice(0, 50), { size: { columns: 80, rows: 24 } });
    stage.press('down', 'down', 'down');
    const row = stage.row;
    stage.analyzer.sessions = sessions;
    stage.analyzer.revision++;
    expect(stage.row).toBe(row);
    stage.press('>', '>', '>', '>', 'r');
    expect(stage.row).toContain('u4 ');
  });

  test('survives filtering, and comes back', () => {
    const stage = stageOfSessions(many(60).map(({ session }) => session));
    stage.press('G', 'k', 'k');
    expect(stage.row).toContain('u58');
    stage.press('f', 'type:user contains 5', 'enter');
    expect(stage.row).toContain('u58');
    expect(stage.lines[2]).toContain('filter user contains 5');
    stage.press('k');
    expect(stage.row).toContain('u57');
    stage.press('esc');
    expect(stage.row).toContain('u57');
    expect(stage.lines.at(-2)).toContain('57/60');
  });

  test('is kept for each session', () => {
    const stage = stageOfSessions([activeListing().session, broken({ id: 2 }).session]);
    stage.press('enter', 'down', 'down', 'down');
    const row = stage.row;
    stage.press('esc', 'down', 'enter', 'G', 'J', 'K');
    expect(stage.lines[2]).toMatch(/^ 1 {2}/);
    expect(stage.row).toBe(row);
  });

  test('follows a live capture until one scrolls away', () => {
    const sessions = many(60).map(({ session }) => session);
    const stage = stageOfSessions(sessions.slice(0, 30), { live: true, size: { columns: 80, rows: 24 } });
    expect(stage.row).toContain('u30');
    stage.analyzer.sessions = sessions.slice(0, 40);
    stage.analyzer.revision++;
    expect(stage.row).toContain('u40');
    stage.press('up');
    stage.analyzer.sessions = sessions;
    stage.analyzer.revision++;
    expect(stage.row).toContain('u39');
    stage.press('G');
    expect(stage.row).toContain('u60');
    expect(stage.text).toContain('following');
  });

  test('a ladder that grows keeps its row', () => {
    const s = new SessionBuilder().open().reply('220 hi').login();
    const stage = stageOfSessions([s.session], { live: true });
    stage.press('enter', 'g', 'down', 'down');
    const row = stage.row;
    s.command('SYST');
    s.reply('215 UNIX').session.revision++;
    stage.analyzer.revision++;
    expect(stage.row).toBe(row);
    expect(stage.text).toContain('215 UNIX');
  });
});

describe('finding', () => {
  test('/ moves with every letter, n and N go on, Esc ends it', () => {
    const stage = stageOfSessions([broken().session]);
    stage.press('enter', '/', 'type:sto');
    expect(stage.row).toContain('STOR big.iso');
    expect(stage.lines.at(-2)).toContain('Search: sto');
    stage.press('enter', 'n');
    expect(stage.row.toLowerCase()).toContain('sto');
    const first = stage.row;
    stage.press('N', 'n');
    expect(stage.row).toBe(first);
    expect(stage.press('/', 'type:zzz').lines.at(-2)).toMatch(/Search: zzz {3}not here/);
    stage.press('enter', 'n');
    expect(stage.text).toContain("'zzz' is not here");
    stage.press('esc');
    expect(stage.state.search).toBe('');
  });

  test('% goes from a announcement to the SYN that keeps it and back', () => {
    const stage = stageOfSessions([activeListing().session]);
    stage.press('enter', '/', 'type:PORT', 'enter');
    expect(stage.row).toContain('PORT 10,77');
    expect(stage.press('%').row).toContain('SYN');
    expect(stage.row).toContain('38533');
    expect(stage.press('%').row).toContain('PORT 10,77');
  });

  test('% goes from a reply to its command', () => {
    const stage = stageOfSessions([activeListing().session]);
    stage.press('3', '/', 'type:230', 'enter', '%');
    expect(stage.row).toContain('PASS');
  });

  test('} and { go along the findings', () => {
    const stage = stageOfSessions([broken().session]);
    stage.press('enter', '}');
    const first = stage.row;
    expect(stage.press('}').row).not.toBe(first);
    expect(stage.press('{').row).toBe(first);
  });

  test(': goes to the row of a frame, and says where there is none', async () => {
    const stage = await stageOf(fixture('active'));
    stage.press('enter', ':', 'type:37', 'enter');
    expect(stage.row).toContain('RETR data.bin');
    stage.press(':', 'type:99999', 'enter');
    expect(stage.text).toContain('frames go from 1 to 131');
  });

  test('a filter says while it is typed what is wrong', () => {
    const stage = stageOfSessions([activeListing().session, encrypted({ id: 2 }).session]);
    stage.press('f', 'type:usr == x');
    expect(stage.lines.at(-1)).toContain("unknown word 'usr': is 'user' meant?");
    const wrong = (): string | undefined =>
      stage.view.bottom[0]?.spans
        .filter(({ role }) => role === 'alert')
        .map(({ text }) => text)
        .join('');
    expect(wrong()).toBe('usr');
    // What was typed stays, to be put right.
    expect(stage.press('enter').lines.at(-2)).toContain('Filter: usr == x');
    stage.press('ctrl+u', 'type:user == "x');
    expect(stage.lines.at(-1)).toContain('a closing " is missing');
    expect(wrong()).toBe('"x');
    stage.press('ctrl+u', 'type:user ==');
    expect(stage.lines.at(-1)).toContain("what 'user' is compared with is missing");
    stage.press('ctrl+u', 'type:tls', 'enter');
    expect(stage.row).toContain('encrypted');
    stage.press('f', 'ctrl+u', 'type:user == nobody', 'enter');
    expect(stage.text).toContain('No session fits the filter: user == nobody');
  });
});

describe('showing', () => {
  test('t: since the start, since the row before, of the clock', () => {
    const stage = stageOfSessions([activeListing().session], { size: { columns: 80, rows: 24 } });
    stage.press('enter');
    expect(stage.lines[3]).toContain('time');
    expect(stage.press('t').lines[3]).toContain('Δ');
    expect(stage.press('t').lines[3]).toContain('UTC');
    expect(stage.press('t').lines[3]).toContain('time');
  });

  test('c: by kind, by connection, by direction', () => {
    const stage = stageOfSessions([activeListing().session]);
    stage.press('enter');
    const roles = (): string => JSON.stringify(stage.view.list.map(({ spans }) => spans.map(({ role }) => role)));
    const seen = [roles(), stage.press('c') && roles(), stage.press('c') && roles()];
    expect(new Set(seen).size).toBe(3);
    stage.press('c');
    expect(roles()).toBe(seen[0]);
  });

  test('the explanation: beside on wide terminals, below on narrow ones where e asks for it', () => {
    const stage = stageOfSessions([activeListing().session], { size: { columns: 110, rows: 30 } });
    stage.press('enter', '/', 'type:PORT', 'enter');
    expect(stage.view.detail?.place).toBe('beside');
    expect(stage.press('e').view.detail).toBeNull();
    stage.size = { columns: 80, rows: 24 };
    expect(stage.press('e').view.detail?.place).toBe('below');
    expect(stage.text).toContain('173 × 256 + 153 = 44441');
    const open = stage.lines;
    stage.press('down');
    expect(stage.lines).not.toEqual(open);
    stage.press('e');
    expect(stage.view.list).toHaveLength(3);
    expect(stage.view.detail?.lines.length).toBeGreaterThan(10);
    expect(stage.press('e').view.detail).toBeNull();
  });

  test('L: sentences without drawings', () => {
    const stage = stageOfSessions([activeListing().session], { size: { columns: 200, rows: 60 } });
    const text = stage.press('enter', 'L').text;
    expect(text).toContain('USER student, client to server, port 45658 to 21, control connection');
    expect(text).not.toMatch(/[─═│┆▶◀]/);
  });

  test('sorting by every column, both ways', () => {
    const stage = stageOfSessions(many(12).map(({ session }) => session));
    stage.press('>', '>', '>', '>');
    expect(stage.lines[2]).toContain('by user');
    const list = () =>
      stage.lines.slice(
        0,
        stage.lines.findIndex((line) => line.startsWith('───')),
      );
    const users = () => list().flatMap((line) => /\bu\d+\b/.exec(line)?.[0] ?? []);
    expect(users()).toHaveLength(12);
    expect(users()).toEqual([...users()].sort());
    stage.press('r');
    expect(users()).toEqual([...users()].sort().reverse());
    for (let i = 0; i < 13; i++) stage.press('>');
    expect(stage.lines[2]).toContain('by user');
  });
});

describe('the mouse', () => {
  test('wheel, click on a row, click on the chosen row, click on a tab', () => {
    const stage = stageOfSessions(
      many(60).map(({ session }) => session),
      { size: { columns: 80, rows: 24 } },
    );
    const mouse = (kind: 'click' | 'wheel-up' | 'wheel-down', x: number, y: number) =>
      stage.key({ kind: 'mouse', mouse: kind, x, y });
    mouse('wheel-down', 5, 5);
    expect(stage.row).toContain('u4 ');
    mouse('click', 10, 10);
    expect(stage.row).toContain('u7 ');
    mouse('click', 10, 10);
    expect(stage.lines[1]).toContain('‹2 Ladder›');
    expect(stage.lines[2]).toMatch(/^ 7 /);
    const tab = stage.lines[1]!.indexOf('4 Transfers');
    mouse('click', tab + 2, 1);
    expect(stage.lines[1]).toContain('‹4 Transfers›');
    mouse('click', 70, 23);
    mouse('wheel-up', 0, 0);
    expect(stage.lines[1]).toContain('‹4 Transfers›');
  });
});

describe('secrets', () => {
  test('passwords are masked in every view, in the bytes too, and cannot be searched for', async () => {
    const file = fixture('active');
    const { readFileSync } = await import('node:fs');
    const secret = /PASS (\S+)\r\n/.exec(readFileSync(file, 'latin1'))?.[1] ?? '';
    expect(secret.length).toBeGreaterThan(3);
    const stage = await stageOf(file, { size: { columns: 200, rows: 60 } });
    stage.press('enter');
    const hex = [...secret].map((one) => one.charCodeAt(0).toString(16)).join(' ');
    for (const keys of [['2'], ['3'], ['4'], ['5'], ['7'], ['2', ':', '9', 'enter', 'enter']]) {
      stage.press(...keys);
      expect(stage.text).not.toContain(secret);
      expect(stage.text).not.toContain(hex);
    }
    expect(stage.lines[1]).toContain('‹6 Packet›');
    expect(stage.text).toContain('PASS ********');
    expect(stage.text).toContain('** ** ** **');
    stage.press('esc', '/', `type:${secret}`, 'enter', 'n');
    expect(stage.text).toContain('is not here');
  });
});

// How soon a key answers is measured by `npm run bench:ui`.
describe('much', () => {
  test('a hundred thousand sessions: every key finds its row', () => {
    const [one] = many(1);
    const sessions = Array.from({ length: 100_000 }, (_, i) => ({ ...one!.session, id: i + 1, user: `user ${i}` }));
    const stage = stageOfSessions(sessions);
    stage.press('G');
    for (let i = 0; i < 100; i++) {
      stage.press(['up', 'pageup', 'g', 'G'][i % 4]!);
      void stage.view;
    }
    expect(stage.row).toContain('user 99');
  });

  test('a ladder of four hundred thousand rows: keys and a search find their rows', () => {
    const s = new SessionBuilder().open();
    s.reply('220 hi');
    for (let i = 0; i < 200_000; i++) {
      s.command(`CWD d${i}`);
      s.reply('250 ok');
    }
    const stage = stageOfSessions([s.session]);
    stage.press('enter', 'G');
    expect(stage.row).toContain('250 ok');
    for (let i = 0; i < 100; i++) {
      stage.press(['up', 'pageup', 'g', 'G'][i % 4]!);
      void stage.view;
    }
    stage.press('g', '/', 'type:d199999');
    expect(stage.row).toContain('CWD d199999');
  });
});

describe('findings', () => {
  test('the worst comes first, also where it concerns several sessions; Enter shows its first frame', async () => {
    const stage = await stageOf(fixture('bruteforce'));
    stage.press('5');
    expect(stage.row).toMatch(/! +all +.*12 logins of 10\.77\.0\.2 as "root"/);
    stage.press('enter');
    expect(stage.lines[1]).toContain('‹6 Packet›');
    expect(stage.text).toContain('530 ');
  });
});
