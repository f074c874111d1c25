/** Live capture by processes of their own, on devices that come and go: needs root, network namespaces and the engines. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isAvailable } from '../src/capture/engines/engine.js';
import { childrenOf, LiveNetwork, noNetwork, rightsOf, until, wait } from './support/liveNetwork.js';
import type { Report } from './support/report.js';
import { run } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

const why = noNetwork();
const network = new LiveNetwork('e');
const ENGINES = ['cap', 'dumpcap', 'tcpdump'] as const;
const TIMEOUT = 60_000;

/** Who owns nothing, and is in no other group. */
const NOBODY = { user: 'nobody', uid: idOf('-u'), gid: idOf('-g') };
function idOf(option: '-u' | '-g'): number {
  return Number(spawnSync('id', [option, 'nobody'], { encoding: 'utf8' }).stdout);
}
const NO_CAPABILITIES = '0000000000000000 0000000000000000';

const kinds = (text: string) => (JSON.parse(text) as Report).capture.problems.map(({ kind }) => kind);
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown> & { type: string });

describe.skipIf(why !== null)(`live capture${why === null ? '' : ` (skipped: ${why})`}`, () => {
  beforeAll(() => network.open());
  afterAll(() => network.close());
  afterEach(() => network.clear());

  for (const engine of ENGINES) {
    describe.skipIf(!isAvailable(engine))(engine, () => {
      test(
        'SIGTERM ends it in good order, with what came',
        async () => {
          network.device();
          const metrics = path.join(temporaryFolder(), 'm');
          const sniffer = network.sniff('-i', 'v0', '--engine', engine, '--json', '--metrics', metrics, '-f', 'udp');
          await until(() => sniffer.err.includes(engine));
          network.send(20);
          await wait(1_500);
          sniffer.child.kill('SIGTERM');
          expect(await sniffer.ended, sniffer.err).toBe(0);
          expect((JSON.parse(sniffer.out) as Report).capture.packets).toBeGreaterThan(10);
        },
        TIMEOUT,
      );

      test.each([
        ['is deleted', () => network.ip('link', 'del', 'v0')],
        ['goes down', () => network.ip('link', 'set', 'v0', 'down')],
      ] as const)(
        'a device that %s ends it with a whole report, exit code 3',
        async (_, lose) => {
          network.device();
          const sniffer = network.sniff('-i', 'v0', '--engine', engine, '--json');
          await until(() => sniffer.err.includes(engine));
          network.send(20);
          await wait(1_000);
          lose();
          expect(await sniffer.ended, sniffer.err).toBe(3);
          const { capture } = JSON.parse(sniffer.out) as Report;
          expect(capture.packets).toBeGreaterThan(10);
          expect(kinds(sniffer.out)).toContain('device-lost');
          expect(sniffer.err).toMatch(/ended by itself/);
        },
        TIMEOUT,
      );

      test(
        '--wait-device waits for the device, goes on when it comes back, and reports both',
        async () => {
          const sniffer = network.sniff('-i', 'v0', '--engine', engine, '-F', 'ndjson', '--wait-device', '-f', 'udp');
          await until(() => /waiting for it/.test(sniffer.err));
          network.device();
          await until(() => sniffer.err.includes(`with ${engine}`));
          network.send(10);
          await wait(500);
          network.ip('link', 'set', 'v0', 'down');
          await until(() => /ended by itself/.test(sniffer.err));
          network.up();
          // Datagrams until it is captured on again.
          for (let i = 0; i < 20 && !/captured on again/.test(sniffer.err); i++) network.send(20, 0.02);
          await until(() => /captured on again/.test(sniffer.err));
          sniffer.child.kill('SIGTERM');
          expect(await sniffer.ended, sniffer.err).toBe(3);
          const lines = linesOf(sniffer.out);
          const last = lines.at(-1)! as unknown as Report['capture'];
          expect(last.packets).toBeGreaterThan(15);
          expect(last.problems.map(({ kind }) => kind)).toEqual(
            expect.arrayContaining(['device-lost', 'device-again']),
          );
          // While it was away, and not only at the end.
          const status = lines.find(({ type }) => type === 'capture-status')!;
          expect((status.problems as { kind: string }[]).map(({ kind }) => kind)).toEqual(['device-lost']);
        },
        TIMEOUT,
      );

      test(
        '-Z gives up root: no user, group or capability of it is left, and the files are the user’s',
        async () => {
          network.device();
          const folder = temporaryFolder();
          chownSync(folder, NOBODY.uid, NOBODY.gid);
          openWayTo(folder);
          const file = (name: string) => path.join(folder, name);
          const outputs = ['-o', file('lines'), '-w', file('packets'), '--metrics', file('metrics')];
          const sniffer = network.sniff('-i', 'v0', '--engine', engine, '-Z', NOBODY.user, '-F', 'ndjson', ...outputs);
          await until(() => sniffer.err.includes(`with ${engine}`));
          network.send(20);
          const [child] = childrenOf(sniffer.child.pid!);
          for (const pid of [sniffer.child.pid!, child!]) {
            await until(() => rightsOf(pid).capabilities === NO_CAPABILITIES);
            const ids = (id: number) => Array(4).fill(id).join(' ');
            expect(rightsOf(pid)).toMatchObject({ uid: ids(NOBODY.uid), gid: ids(NOBODY.gid) });
          }
          sniffer.child.kill('SIGTERM');
          expect(await sniffer.ended, sniffer.err).toBe(0);
          expect(readdirSync(folder).sort()).toEqual(['lines', 'metrics', 'packets']);
          for (const name of readdirSync(folder)) expect(statSync(file(name)).uid).toBe(NOBODY.uid);
        },
        TIMEOUT,
      );
    });
  }

  describe.skipIf(!isAvailable('tcpdump'))('whoever captures', () => {
    test(
      'a namespace that vanishes takes the device with it: a whole report, exit code 3',
      async () => {
        const other = `${network.space}o`;
        spawnSync('ip', ['netns', 'add', other]);
        network.device(other);
        const sniffer = network.sniff('-i', 'v0', '--engine', 'tcpdump', '--json');
        await until(() => sniffer.err.includes('tcpdump'));
        network.send(20);
        await wait(1_000);
        spawnSync('ip', ['netns', 'del', other]);
        expect(await sniffer.ended, sniffer.err).toBe(3);
        expect(kinds(sniffer.out)).toContain('device-lost');
      },
      TIMEOUT,
    );

    test(
      'under sudo the user is the one who called it; root stays where -Z says so',
      async () => {
        network.device();
        for (const [asked, uid] of [
          [[], NOBODY.uid],
          [['-Z', 'root'], 0],
        ] as const) {
          const sniffer = network.sniffAs(
            { SUDO_USER: NOBODY.user },
            '-i',
            'v0',
            '--engine',
            'tcpdump',
            '--json',
            ...asked,
          );
          await until(() => sniffer.err.includes('with tcpdump'));
          await until(() => rightsOf(sniffer.child.pid!).uid === Array(4).fill(uid).join(' '));
          sniffer.child.kill('SIGTERM');
          expect(await sniffer.ended, sniffer.err).toBe(0);
        }
      },
      TIMEOUT,
    );

    test(
      'with --wait-device root’s rights are kept aside, and the device is opened again with them',
      async () => {
        network.device();
        const sniffer = network.sniff('-i', 'v0', '--engine', 'tcpdump', '--json', '-Z', NOBODY.user, '--wait-device');
        await until(() => sniffer.err.includes('with tcpdump'));
        await until(() => rightsOf(sniffer.child.pid!).capabilities.endsWith(' 0000000000000000'));
        network.ip('link', 'set', 'v0', 'down');
        await until(() => /ended by itself/.test(sniffer.err));
        network.up();
        for (let i = 0; i < 20 && !/captured on again/.test(sniffer.err); i++) network.send(20, 0.02);
        await until(() => /captured on again/.test(sniffer.err));
        sniffer.child.kill('SIGTERM');
        expect(await sniffer.ended, sniffer.err).toBe(3);
      },
      TIMEOUT,
    );

    test(
      'what the user may not write is refused before anything is captured, and says as whom',
      async () => {
        network.device();
        const folder = temporaryFolder();
        chmodSync(folder, 0o755);
        const sniffer = network.sniff('-i', 'v0', '-Z', NOBODY.user, '-F', 'ndjson', '-o', path.join(folder, 'lines'));
        expect(await sniffer.ended).toBe(1);
        expect(sniffer.err).toMatch(/permission denied/i);
        expect(sniffer.err).toMatch(/as user nobody/);
      },
      TIMEOUT,
    );

    test(
      'a process that was stopped for seconds has lost nothing that it does not report',
      async () => {
        network.device();
        const sniffer = network.sniff('-i', 'v0', '--engine', 'tcpdump', '--json', '-f', 'udp port 9');
        await until(() => sniffer.err.includes('tcpdump'));
        sniffer.child.kill('SIGSTOP');
        network.send(600, 0.01);
        sniffer.child.kill('SIGCONT');
        await wait(1_000);
        sniffer.child.kill('SIGTERM');
        const code = await sniffer.ended;
        const { packets, dropped } = (JSON.parse(sniffer.out) as Report).capture;
        expect(packets + (dropped.kernel ?? 0)).toBeGreaterThanOrEqual(600);
        expect(code).toBe((dropped.kernel ?? 0) > 0 ? 3 : 0);
      },
      TIMEOUT,
    );

    test.skipIf(!isAvailable('cap'))(
      'what captures with cap was stopped until its ring was full: reported at once, in lines and by the exit code',
      async () => {
        network.device();
        const sniffer = network.sniff('-i', 'v0', '--engine', 'cap', '-B', '1', '-F', 'ndjson', '-f', 'udp port 9');
        await until(() => sniffer.err.includes('with cap'));
        const [child] = childrenOf(sniffer.child.pid!);
        process.kill(child!, 'SIGSTOP');
        network.send(200, 0.005);
        process.kill(child!, 'SIGCONT');
        await until(() => /ring of .* was full/.test(sniffer.err));
        await until(() => sniffer.out.includes('"ring-overrun"'));
        sniffer.child.kill('SIGTERM');
        expect(await sniffer.ended, sniffer.err).toBe(3);
      },
      TIMEOUT,
    );

    test(
      'a reader that stops does not hold up the end',
      async () => {
        network.device();
        const sniffer = network.sniff('-i', 'v0', '--engine', 'tcpdump', '-F', 'ndjson');
        await until(() => sniffer.err.includes('tcpdump'));
        sniffer.child.stdout!.pause();
        await wait(1_500);
        const before = Date.now();
        sniffer.child.kill('SIGTERM');
        await new Promise((resolve) => sniffer.child.once('exit', resolve));
        expect(Date.now() - before).toBeLessThan(10_000);
      },
      TIMEOUT,
    );

    test(
      'lines in a series of files: folders of its pattern are made, no line is lost or twice, each file says what it lacks',
      async () => {
        network.device();
        const folder = temporaryFolder();
        const pattern = path.join(folder, 'of', '%Y%m%d', '%H%M%S.ndjson');
        const sniffer = network.sniff('-i', 'v0', '--engine', 'tcpdump', '-F', 'ndjson', '-o', pattern, '-G', '1');
        await until(() => sniffer.err.includes('tcpdump'));
        // Five connections: one that is replayed would be taken for packets that were captured again.
        for (const name of ['active', 'passive', 'resume', 'pipelined', 'mixed-modes']) {
          network.replay(`fixtures/${name}/capture.pcap`);
          await wait(1_200);
        }
        sniffer.child.kill('SIGTERM');
        expect(await sniffer.ended, sniffer.err).toBe(0);
        const files = (readdirSync(folder, { recursive: true }) as string[])
          .filter((name) => name.endsWith('.ndjson'))
          .sort()
          .map((name) => path.join(folder, name));
        expect(files.length).toBeGreaterThan(1);
        const contents = files.map((name) => linesOf(readFileSync(name, 'utf8')));
        for (const [i, [first]] of contents.entries())
          if (i > 0) expect(first).toMatchObject({ type: 'continued', before: files[i - 1] });
        const numbers = new Map<unknown, unknown[]>();
        for (const { uid, line } of contents.flat().filter((one) => 'line' in one))
          numbers.set(uid, [...(numbers.get(uid) ?? []), line]);
        for (const all of numbers.values()) expect(all).toEqual(all.map((_, i) => i));
        const count = (type: string) => contents.flat().filter((one) => one.type === type).length;
        expect([count('session-start'), count('session'), count('capture')]).toEqual([5, 5, 1]);
      },
      TIMEOUT,
    );

    test(
      'SIGUSR1 prints one line of statistics, and nothing else happens',
      async () => {
        network.device();
        const metrics = path.join(temporaryFolder(), 'm');
        const sniffer = network.sniff('-i', 'v0', '--engine', 'tcpdump', '--json', '--metrics', metrics);
        await until(() => sniffer.err.includes('tcpdump'));
        await wait(1_500);
        sniffer.child.kill('SIGUSR1');
        await until(() => /packets? \(.*0 sessions, 0 dropped/.test(sniffer.err));
        await until(() => readFileSync(metrics, 'utf8').includes('ftp_sniff_sessions_total 0'));
        sniffer.child.kill('SIGINT');
        expect(await sniffer.ended).toBe(0);
      },
      TIMEOUT,
    );

    test(
      'nothing goes on capturing when the program was killed at once',
      async () => {
        network.device();
        const sniffer = network.sniff('-i', 'v0', '--engine', 'tcpdump', '--json', '-f', 'port 1');
        await until(() => sniffer.err.includes('with tcpdump'));
        const [child] = childrenOf(sniffer.child.pid!);
        sniffer.child.kill('SIGINT');
        sniffer.child.kill('SIGINT');
        await sniffer.ended;
        await until(() => !isRunning(child!));
      },
      TIMEOUT,
    );
  });
});

/** Lets everybody pass through the folders above. */
function openWayTo(folder: string): void {
  for (let above = path.dirname(folder); above !== path.dirname(above); above = path.dirname(above))
    if ((statSync(above).mode & 0o001) === 0) chmodSync(above, statSync(above).mode | 0o001);
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe.skipIf(process.getuid?.() !== 0)('a full disk stops the output that fills it, and nothing else', () => {
  const small = path.join(temporaryFolder(), 'small');
  const ACTIVE = 'fixtures/active/capture.pcap';
  beforeAll(() => {
    mkdirSync(small);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20k', 'tmpfs', small]).status).toBe(0);
  });
  afterAll(() => void spawnSync('umount', [small]));

  test('-w', () => {
    const { status, stdout, stderr } = run(['--json', '-w', path.join(small, 'w'), ACTIVE]);
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as Report).sessions).toHaveLength(1);
    expect(stderr).toMatch(/the disk is full; the file is not complete/);
  });

  test.each(['ndjson', 'json'])('-o of %s', (format) => {
    const packets = path.join(temporaryFolder(), 'packets');
    const { status, stderr } = run(['-F', format, '-o', path.join(small, 'o'), '-w', packets, ACTIVE]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/the disk is full/);
    expect(stderr).toMatch(/wrote \d+ packets/);
    const whole = run(['--json', packets]);
    expect([whole.status, (JSON.parse(whole.stdout) as Report).sessions.length]).toEqual([0, 1]);
  });
});
