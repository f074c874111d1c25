/** The UI while what it captures on goes away, its files cannot be written, or it stands still: nothing is lost unseen. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isAvailable } from '../../src/capture/engines/engine.js';
import { childrenOf, LiveNetwork, noNetwork, wait } from '../support/liveNetwork.js';
import { BUILT, PtyScreen } from './support/pty.js';

const why = noNetwork() ?? (isAvailable('tcpdump') ? null : 'no tcpdump');
const network = new LiveNetwork('u');
const open: PtyScreen[] = [];
const TIMEOUT = 60_000;

/** In a shell that shows the terminal's settings before and after, and the exit code. */
function start(...options: string[]): PtyScreen {
  const program = [process.execPath, BUILT, '-i', 'v0', ...options].map((one) => JSON.stringify(one)).join(' ');
  const screen = new PtyScreen(`stty -g; ip ${network.inside(program).join(' ')}; echo "exit $?"; stty -g; sleep 0.2`);
  open.push(screen);
  return screen;
}

async function expectRestored(screen: PtyScreen, code: number): Promise<void> {
  await screen.ended();
  const [before, after] = screen.raw.match(/[0-9a-f]+(?::[0-9a-f]+){20,}/g) ?? [];
  expect(before).toBeDefined();
  expect(after).toBe(before);
  expect(screen.text).toContain(`exit ${code}`);
  expect(screen.alternate).toBe(false);
  expect(screen.mouse).toBe('none');
}

describe.skipIf(why !== null)(`the UI, live${why === null ? '' : ` (skipped: ${why})`}`, () => {
  beforeAll(() => network.open());
  afterAll(() => network.close());
  afterEach(() => {
    for (const screen of open.splice(0)) screen.kill();
    network.clear();
  });

  for (const engine of (['cap', 'tcpdump'] as const).filter(isAvailable))
    test.each([
      ['is deleted', () => network.ip('link', 'del', 'v0')],
      ['goes down', () => network.ip('link', 'set', 'v0', 'down')],
    ] as const)(
      `a device that %s (${engine}): said in the UI and behind it, exit code 3`,
      async (_, lose) => {
        network.device();
        const screen = start('--engine', engine);
        await screen.shows('LIVE');
        network.send(30);
        await screen.until('packets', () => /[1-9]\d* packets/.test(screen.text), 10_000);
        lose();
        await screen.until('what happened', () => /ended by itself/.test(screen.text), 15_000);
        await screen.shows('DONE');
        await screen.shows('1 problem');
        screen.write('qq');
        await expectRestored(screen, 3);
        expect(screen.text.replace(/\n/g, '')).toContain('ended by itself');
      },
      TIMEOUT,
    );

  test(
    'a device that comes back is captured on again',
    async () => {
      network.device();
      const screen = start('--engine', 'tcpdump', '--wait-device');
      await screen.shows('LIVE');
      network.ip('link', 'set', 'v0', 'down');
      await screen.until('what happened', () => /ended by itself/.test(screen.text), 15_000);
      network.up();
      for (let i = 0; i < 20 && !/captured on again/.test(screen.text); i++) network.send(20, 0.02);
      await screen.until('that it goes on', () => /captured on again/.test(screen.text), 15_000);
      await screen.shows('LIVE');
      screen.write('qq');
      await expectRestored(screen, 3);
    },
    TIMEOUT,
  );

  test(
    'a full disk ends -w alone: said in its line, not over the screen',
    async () => {
      network.device();
      const screen = start('--engine', 'tcpdump', '-w', '/dev/full');
      await screen.shows('LIVE');
      await wait(1_000);
      network.replay('fixtures/active/capture.pcap');
      await screen.until('the complaint', () => /full: the disk is full/.test(screen.text), 15_000);
      await screen.shows('1 session');
      await screen.shows('LIVE');
      screen.write('qq');
      await expectRestored(screen, 1);
      expect(screen.text.replace(/\n/g, '')).toMatch(/full: the disk is full/);
    },
    TIMEOUT,
  );

  test(
    'a UI that was stopped goes on, with everything that passed meanwhile',
    async () => {
      network.device();
      const screen = start('--engine', 'tcpdump', '-f', 'udp port 9');
      await screen.shows('LIVE');
      await wait(1_000);
      const [ip] = childrenOf(screen.pid);
      process.kill(ip!, 'SIGSTOP');
      network.send(300, 0.01);
      process.kill(ip!, 'SIGCONT');
      await screen.until('all packets', () => /\b300 packets/.test(screen.text), 15_000);
      await screen.shows('LIVE');
      screen.write('qq');
      await expectRestored(screen, 0);
    },
    TIMEOUT,
  );
});
