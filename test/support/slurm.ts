/** A Slurm of one node with two slots in a folder of its own, from Debian's packages. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

/** Why there is none here; null: there is. */
export function slurmMissing(): string | null {
  if (process.getuid?.() !== 0) return 'not root';
  for (const program of ['munged', 'slurmctld', 'slurmd', 'sbatch'])
    if (spawnSync('which', [program]).status !== 0) return `${program} is not installed`;
  return null;
}

export class Slurm {
  readonly env: NodeJS.ProcessEnv;

  constructor(private readonly folder: string) {
    const host = hostname().split('.')[0]!;
    for (const name of ['state', 'spool']) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, 'munge.key'), randomBytes(1024), { mode: 0o400 });
    const conf = path.join(folder, 'slurm.conf');
    const port = 20_000 + (process.pid % 20_000);
    writeFileSync(
      conf,
      `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${port}
SlurmdPort=${port + 1}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.sock
CredType=cred/munge
SlurmUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4096 State=UNKNOWN
PartitionName=all Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`,
    );
    this.env = { ...process.env, SLURM_CONF: conf };
    const munge = ['munge.key', 'munge.sock', 'munged.pid', 'munged.log', 'munged.seed'].map((name) =>
      path.join(folder, name),
    );
    const [key, socket, pid, log, seed] = munge;
    this.#run('munged', [
      '--force',
      `--key-file=${key}`,
      `--socket=${socket}`,
      `--pid-file=${pid}`,
      `--log-file=${log}`,
      `--seed-file=${seed}`,
    ]);
    this.#run('slurmctld', ['-f', conf]);
    this.#run('slurmd', ['-f', conf]);
  }

  /** Submits and waits for all of it. @returns sbatch's exit code: that of the worst task */
  batch(args: readonly string[], env: NodeJS.ProcessEnv): number | null {
    const { status } = spawnSync('sbatch', ['--wait', '--chdir', this.folder, ...args], {
      env: { ...this.env, ...env },
      timeout: 600_000,
      encoding: 'utf8',
    });
    return status;
  }

  stop(): void {
    for (const name of ['slurmd', 'slurmctld', 'munged']) {
      try {
        process.kill(Number(readFileSync(path.join(this.folder, `${name}.pid`), 'utf8')));
      } catch {
        // It was not started, or has ended.
      }
    }
  }

  #run(program: string, args: readonly string[]): void {
    execFileSync(program, args, { env: this.env, stdio: 'ignore', timeout: 30_000 });
  }
}
