/** What is done in a recorded session: a world of files, a client, and steps, all drawn from the name of the recording. */
import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  /** 0 ≤ n < 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  chance(p: number): boolean {
    return this.next() < p;
  }
}

/** A step: what, and the names that it needs. All clients have the words of `STEPS` or a part of them. */
export type Step = readonly [what: StepName, ...names: string[]];

export type World = {
  readonly user: string;
  readonly password: string;
  /** Path in the home directory to its bytes; 'pub/' a directory. */
  readonly files: Readonly<Record<string, number>>;
  readonly big: string;
};

const WORDS =
  'readme notes data report img_2031 backup.tar index config-old photo list2 q3-figures a manual.en invoice_0042 log'.split(
    ' ',
  );
const ENDINGS = '.txt .bin .csv .tar.gz .jpg .md  .xml'.split(' ');
const FOLDERS = 'pub incoming docs x 2031-11 releases/stable web'.split(' ');
const USERS = 'student anna bob web-upload k.meier deploy01 ftpuser jo backup_agent'.split(' ');

export function worldOf(random: Random): World {
  const files: Record<string, number> = {};
  const name = (): string => random.of(WORDS) + random.of(ENDINGS);
  const sizes = [0, 1, 17, 120, 999, 1_024, 3_600, 10_240, 33_000];
  for (let i = 0; i < 4; i++) files[name()] = random.of(sizes);
  for (let i = 0; i < 2; i++) {
    const folder = random.of(FOLDERS);
    files[`${folder}/`] = 0;
    for (let j = random.below(3); j >= 0; j--) files[`${folder}/${name()}`] = random.of(sizes);
  }
  const big = `${random.of(['image', 'archive_full', 'v'])}${random.of(['.iso', '.zip', ''])}`;
  files[big] = 20_000;
  files['locked/'] = 0;
  return { user: random.of(USERS), password: `pw${'x'.repeat(random.below(12))}`, files, big };
}

/** Of all steps: how often, and the names that it needs. */
const STEPS = {
  pwd: 2,
  cwd: 3,
  cwdMissing: 0.7,
  list: 4,
  listPath: 2,
  listMissing: 0.5,
  nlst: 1,
  get: 6,
  getMissing: 1.5,
  getPart: 1,
  resume: 1,
  put: 4,
  putEmpty: 0.4,
  putDenied: 1,
  putAbort: 0.6,
  append: 0.7,
  mkdir: 1.5,
  mkdirAgain: 0.4,
  rmdir: 0.8,
  rename: 1.2,
  remove: 1.2,
  removeMissing: 0.4,
  size: 1,
  time: 0.8,
  chmod: 0.7,
  noop: 0.4,
  system: 0.4,
  status: 0.3,
  features: 0.4,
  raw: 0.3,
} as const;
export type StepName = keyof typeof STEPS;

const namesFor: Partial<Record<StepName, (world: World, random: Random) => string[]>> = {
  cwd: (world, random) => [random.of(foldersIn(world))],
  cwdMissing: () => ['no-such-folder'],
  listPath: (world, random) => [random.of(foldersIn(world))],
  listMissing: () => ['nowhere'],
  get: (world, random) => [random.of(filesIn(world))],
  getMissing: (_, random) => [random.of(['gone.txt', 'nothing-here.bin', 'm'])],
  getPart: (world) => [world.big],
  resume: (world, random) => [random.of(filesIn(world).filter((name) => world.files[name]! > 100))],
  put: (_, random) => [`${random.of(['up', 'new-upload', 'result_7'])}${random.of(ENDINGS)}`],
  putEmpty: () => ['empty.flag'],
  putDenied: () => ['locked/no.txt'],
  putAbort: () => ['aborted.bin'],
  append: () => ['growing.log'],
  mkdir: (_, random) => [random.of(['made', 'sub-folder', 'n1'])],
  mkdirAgain: (world, random) => [random.of(foldersIn(world))],
  rmdir: () => ['to-remove'],
  rename: (_, random) => ['to-rename', random.of(['renamed.txt', 'r2'])],
  remove: () => ['to-delete'],
  removeMissing: () => ['never-was.txt'],
  size: (world, random) => [random.of(filesIn(world))],
  time: (world, random) => [random.of(filesIn(world))],
  chmod: (world, random) => [random.of(filesIn(world))],
};

const filesIn = ({ files, big }: World): string[] =>
  Object.keys(files).filter((name) => !name.endsWith('/') && name !== big);
const foldersIn = ({ files }: World): string[] =>
  Object.keys(files)
    .filter((name) => name.endsWith('/') && name !== 'locked/')
    .map((name) => name.slice(0, -1));

/** Of the big file where a transfer of it is to be broken off. */
export const BREAKABLE_BYTES = 400_000;

/** @param can the steps that the client has */
export function stepsOf(world: World, random: Random, can: readonly StepName[], count: number): Step[] {
  const all = can.reduce((sum, name) => sum + STEPS[name], 0);
  return Array.from({ length: count }, (): Step => {
    let left = random.next() * all;
    const name =
      can.find((each) => {
        left -= STEPS[each];
        return left < 0;
      }) ?? can[0]!;
    return [name, ...(namesFor[name]?.(world, random) ?? [])];
  });
}
