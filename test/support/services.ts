/** Servers that a test starts, in a folder of its own and on loopback, and what they need. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Why a test of these programs cannot run here; null: it can. */
export function programsMissing(programs: readonly string[]): string | null {
  if (process.getuid?.() !== 0) return 'not root';
  const missing = programs.find((program) => spawnSync('which', [program]).status !== 0);
  return missing === undefined ? null : `${missing} is not installed`;
}

/** Processes that end with the test. */
export class Services {
  readonly #running = new Set<ChildProcess>();
  readonly #namespaces: string[] = [];

  constructor(readonly folder: string) {}

  start(name: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const log = openSync(path.join(this.folder, `${name}.log`), 'a');
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      cwd: this.folder,
    });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }

  /** A host behind a virtual cable: `device` is our end. */
  network(name: string, device: string, ours: string, theirs: string): void {
    this.#namespaces.push(name);
    const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
    ip('netns', 'add', name);
    ip('link', 'add', device, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('addr', 'add', `${ours}/24`, 'dev', device);
    ip('link', 'set', device, 'up');
    ip('-n', name, 'addr', 'add', `${theirs}/24`, 'dev', 'eth0');
    ip('-n', name, 'link', 'set', 'eth0', 'up');
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }

  clickhouse(port: number): ChildProcess {
    const config = path.join(this.folder, 'clickhouse.xml');
    const { folder } = this;
    writeFileSync(
      config,
      `<yandex><logger><level>warning</level><console>1</console></logger><http_port>${port}</http_port>
<tcp_port>${port + 1}</tcp_port><listen_host>127.0.0.1</listen_host><path>${folder}/clickhouse/</path>
<tmp_path>${folder}/clickhouse/tmp/</tmp_path><users_config>users.xml</users_config><default_profile>default</default_profile>
<default_database>default</default_database><mark_cache_size>100000000</mark_cache_size></yandex>`,
    );
    writeFileSync(
      path.join(folder, 'users.xml'),
      `<yandex><profiles><default/></profiles><users><default><password></password><networks><ip>127.0.0.1</ip></networks>
<profile>default</profile><quota>default</quota></default></users><quotas><default/></quotas></yandex>`,
    );
    return this.start('clickhouse', 'clickhouse-server', [`--config-file=${config}`]);
  }

  async stop(): Promise<void> {
    const ends = [...this.#running].map((child) => ended(child));
    for (const child of this.#running) child.kill('SIGKILL');
    await Promise.all(ends);
    for (const name of this.#namespaces) spawnSync('ip', ['netns', 'del', name]);
  }
}

export const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Resolves when `done` says so. @throws where it does not within `seconds` */
export async function until(what: string, seconds: number, done: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    if (await Promise.resolve(done()).catch(() => false)) return;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
