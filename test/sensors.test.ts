/**
 * Two sensors -> rsyslog -> NATS JetStream -> ClickHouse, all of them the real programs with the configurations in
 * deploy/sensors: one sensor is killed, the store is away for 20 seconds, and each line is in the store exactly once.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PROGRAM, ROOT } from './support/run.js';
import { ended, programsMissing, Services, until } from './support/services.js';
import { temporaryFolder } from './support/temporary.js';

const DEPLOY = path.join(ROOT, 'deploy/sensors');
const STORE_AWAY_SECONDS = 20;
const SESSIONS = 4;

const CLIENT = `
import sys, io
from ftplib import FTP
host, sessions = sys.argv[1], int(sys.argv[2])
for i in range(sessions):
    ftp = FTP(host, timeout=20)
    ftp.login()
    ftp.set_pasv(i % 2 == 0)
    ftp.retrbinary('RETR hello.txt', lambda data: None)
    ftp.storbinary('STOR up%d.bin' % i, io.BytesIO(b'x' * 20000))
    ftp.quit()
`;

/** The system's own where another one has not the module. */
const PYTHON = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import pyftpdlib']).status === 0,
);

const missing =
  programsMissing(['nats-server', 'clickhouse-server', 'rsyslogd', 'ip']) ??
  (PYTHON === undefined ? 'pyftpdlib is not installed' : null);

/** A connection that is refused: a packet of now. */
const touched = (host: string): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(9, host);
    socket.once('error', () => resolve());
    socket.once('connect', () => resolve(void socket.destroy()));
  });

type Line = { sensor?: string; uid?: string; type: string; line?: number };
const nameOf = ({ sensor, uid, type, line }: Line): string => `${sensor}/${uid}/${type}/${line}`;

describe.skipIf(missing !== null)(`sensors and a store${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let services: Services | null = null;
  afterAll(() => services?.stop());

  test('one sensor killed, the store away: nothing lost, nothing twice', async () => {
    const folder = temporaryFolder();
    services = new Services(folder);
    const port = 21_000 + (process.pid % 10_000) * 3;
    const [natsUrl, storeUrl] = [`nats://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`];
    const query = async (sql: string): Promise<string> => {
      const response = await fetch(storeUrl, { method: 'POST', body: sql });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return text.trim();
    };
    const isUp = () => query('SELECT 1').then((text) => text === '1');

    // The store, with its tables, and what carries.
    services.start('nats', 'nats-server', [
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '-js',
      '-sd',
      path.join(folder, 'js'),
    ]);
    let store = services.clickhouse(port + 1);
    await until('ClickHouse answers', 60, isUp);
    for (const statement of readFileSync(path.join(DEPLOY, 'schema.sql'), 'utf8')
      .replace(/^--.*$/gm, '')
      .split(';'))
      if (statement.trim() !== '') await query(statement);
    const lines = path.join(folder, 'lines');
    for (const name of [lines, path.join(folder, 'spool'), path.join(folder, 'ftp')]) mkdirSync(name);
    writeFileSync(path.join(folder, 'ftp', 'hello.txt'), 'hello\n');
    const rsyslog = readFileSync(path.join(DEPLOY, 'rsyslog.conf'), 'utf8')
      .replace('/var/spool/rsyslog', path.join(folder, 'spool'))
      .replace('/var/log/ftp-sniff', lines)
      .replace('nats://127.0.0.1:4222', natsUrl)
      .replace('/usr/bin/node /opt/ftp-sniff', `${process.execPath} ${ROOT}`);
    writeFileSync(path.join(folder, 'rsyslog.conf'), rsyslog);
    const pid = path.join(folder, 'rsyslog.pid');
    services.start('rsyslog', 'rsyslogd', ['-n', '-f', path.join(folder, 'rsyslog.conf'), '-i', pid]);
    const loader = path.join(DEPLOY, 'to-clickhouse.mjs');
    // The stream is there when the first line has come.
    const startLoader = () =>
      services!.start('loader', process.execPath, [loader], { NATS_URL: natsUrl, CLICKHOUSE_URL: storeUrl });

    // Two networks with a server and a sensor each.
    const nets = [1, 2].map((i) => {
      const unique = `${process.pid % 10_000}`;
      const net = {
        sensor: `edge-${i}`,
        device: `fs${i}-${unique}`,
        host: `10.79.${i}.2`,
        file: path.join(lines, `edge-${i}.ndjson`),
      };
      services!.network(`fsn${i}-${unique}`, net.device, `10.79.${i}.1`, net.host);
      const server = [
        'netns',
        'exec',
        `fsn${i}-${unique}`,
        PYTHON!,
        '-m',
        'pyftpdlib',
        '-p',
        '21',
        '-w',
        '-d',
        path.join(folder, 'ftp'),
      ];
      services!.start(`server${i}`, 'ip', server);
      return net;
    });
    const capture = ({ sensor, device, file }: (typeof nets)[number]) =>
      services!.start(sensor, process.execPath, [
        PROGRAM,
        '-i',
        device,
        '-q',
        '--sensor',
        sensor,
        '-F',
        'ndjson',
        '-o',
        file,
        '--append',
      ]);
    const linesOf = (file: string): Line[] =>
      existsSync(file)
        ? readFileSync(file, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as Line)
        : [];
    const told = (file: string) => linesOf(file).filter(({ type }) => type === 'session').length;
    const transfer = () => {
      for (const { host } of nets) execFileSync(PYTHON!, ['-c', CLIENT, host, String(SESSIONS)], { timeout: 60_000 });
    };
    /** Sessions end by packet time: what else passes lets it pass. */
    const written = async (sessions: number) => {
      for (const { host, file, sensor } of nets)
        await until(`${sensor} wrote ${sessions} sessions`, 60, async () => {
          await touched(host);
          return told(file) >= sessions;
        });
    };
    const listening = async () => {
      for (const { host, device } of nets) {
        await until(`a server at ${host}`, 30, () => spawnSync(PYTHON!, ['-c', CLIENT, host, '0']).status === 0);
        await until(
          `a capture on ${device}`,
          30,
          () => readFileSync('/proc/net/packet', 'utf8').split('\n').length > 2,
        );
      }
    };

    let sensors = nets.map(capture);
    await listening();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    transfer();
    await written(SESSIONS);
    await until('the stream exists', 60, () =>
      readdirSync(path.join(folder, 'js'), { recursive: true }).some((name) => String(name).endsWith('.blk')),
    );
    startLoader();
    await until('the first lines are stored', 60, async () => Number(await query('SELECT count() FROM ftp_lines')) > 0);

    store.kill('SIGKILL');
    const away = Date.now();
    transfer();
    await written(2 * SESSIONS);
    sensors[0]!.kill('SIGKILL');
    await ended(sensors[0]!);
    sensors = [capture(nets[0]!), sensors[1]!];
    await new Promise((resolve) => setTimeout(resolve, Math.max(4000, away + STORE_AWAY_SECONDS * 1000 - Date.now())));
    store = services.clickhouse(port + 1);
    await until('ClickHouse answers again', 60, isUp);
    transfer();
    await written(3 * SESSIONS);
    for (const sensor of sensors) sensor.kill('SIGTERM');
    await Promise.all(sensors.map(ended));

    const all = nets.flatMap(({ file }) => linesOf(file)).filter(({ uid }) => uid !== undefined);
    const stored = async () =>
      (
        await query(
          "SELECT sensor, uid, type, line FROM ftp_lines FINAL WHERE type NOT IN ('capture-status', 'missed', 'continued', 'run') FORMAT JSONEachRow",
        )
      )
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
    await until('all lines are stored', 90, async () => (await stored()).length >= new Set(all.map(nameOf)).size);
    expect((await stored()).map(nameOf).sort()).toEqual([...new Set(all.map(nameOf))].sort());
    expect(all.length, 'the files themselves have each line once').toBe(new Set(all.map(nameOf)).size);

    // And every session that took place is in the views that dashboards use.
    const sessions = await query('SELECT sensor, count() FROM ftp_sessions GROUP BY sensor ORDER BY sensor');
    expect(sessions).toBe(nets.map(({ sensor }) => `${sensor}\t${3 * SESSIONS}`).join('\n'));
    expect(
      await query("SELECT count() FROM ftp_transfers WHERE way IN ('download', 'upload') AND result = 'complete'"),
    ).toBe(String(2 * 3 * SESSIONS * 2));
    expect(await query('SELECT uniqExactMerge(sessions) FROM ftp_hourly')).toBe(String(2 * 3 * SESSIONS));
    const { panels } = JSON.parse(readFileSync(path.join(DEPLOY, 'dashboard.json'), 'utf8')) as {
      panels: { title: string; targets: { rawSql: string }[] }[];
    };
    for (const { title, targets } of panels)
      for (const { rawSql } of targets) {
        const answer = await query(rawSql.replace(/\$__timeFilter\(\w+\)/, '1'));
        expect(answer !== '' || title.startsWith('Failed'), title).toBe(true);
      }
  }, 300_000);
});
