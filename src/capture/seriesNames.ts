/** Names of a series of files, as tcpdump's -C, -G and -W make them. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** When a new file is begun, and how many are kept; null: no such bound. */
export type SeriesRotation = {
  /** Of 1,000,000 bytes. */
  readonly megabytes: number | null;
  readonly seconds: number | null;
  readonly files: number | null;
};

const MEGABYTE = 1_000_000;
const DAY_MS = 86_400_000;

export class SeriesNames {
  #number = -1;
  #base = '';
  #began = Number.NEGATIVE_INFINITY;
  /** The second for which the name was compared last. */
  #asked = Number.NaN;
  readonly #kept: string[] = [];

  constructor(
    readonly pattern: string,
    private readonly rotation: SeriesRotation,
    /** A name that has the time is another when its time has come. */
    private readonly byName = false,
  ) {}

  /** As tcpdump numbers them: none for the first, or where their count is known all of one length, from 0 on. */
  #suffix(place: number): string {
    const { files, megabytes } = this.rotation;
    if (files !== null && megabytes !== null && files > 1) return String(place).padStart(String(files - 1).length, '0');
    return place === 0 ? '' : String(place);
  }

  /** Whether the file has to be followed by another. @param seconds since 1970 */
  isFull(bytes: number, seconds: number): boolean {
    const { megabytes, seconds: every } = this.rotation;
    if (this.byName && seconds !== this.#asked) {
      this.#asked = seconds;
      if (withTime(this.pattern, seconds) !== this.#base) return true;
    }
    if (every !== null && seconds - this.#began >= every) return true;
    return megabytes !== null && bytes >= megabytes * MEGABYTE;
  }

  /** The next file, which was or was not used before, and those that are no longer kept. */
  next(seconds: number): { readonly name: string; readonly again: boolean; readonly remove: readonly string[] } {
    const { files, seconds: every } = this.rotation;
    if (every === null || seconds - this.#began >= every) this.#began = seconds;
    const base = withTime(this.pattern, seconds);
    this.#number = base === this.#base ? this.#number + 1 : 0;
    this.#base = base;
    // Numbered files without a time are a ring.
    const place = files !== null && every === null ? this.#number % files : this.#number;
    const name = `${base}${this.#suffix(place)}`;
    const again = this.#kept.includes(name);
    if (!again) this.#kept.push(name);
    return { name, again, remove: files === null ? [] : this.#kept.splice(0, Math.max(0, this.#kept.length - files)) };
  }
}

/** Has the name a conversion of strftime(3)? */
export const hasTime = (pattern: string): boolean => withTime(pattern, 0) !== pattern;

/** The folders of a file whose names have the time: nobody can have made them. @throws the system's error */
export async function makeFolders({ pattern }: SeriesNames, name: string): Promise<void> {
  if (path.dirname(pattern).includes('%')) await mkdir(path.dirname(name), { recursive: true });
}

/** The conversions of strftime(3) that are of use in names of files, in local time; others stay as they are. */
export function withTime(pattern: string, seconds: number): string {
  const time = new Date(seconds * 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const year = time.getFullYear();
  const day = Date.UTC(year, time.getMonth(), time.getDate()) - Date.UTC(year, 0, 0);
  const parts: Readonly<Record<string, string>> = {
    Y: String(year),
    y: two(year % 100),
    m: two(time.getMonth() + 1),
    d: two(time.getDate()),
    j: String(day / DAY_MS).padStart(3, '0'),
    H: two(time.getHours()),
    M: two(time.getMinutes()),
    S: two(time.getSeconds()),
    F: `${year}-${two(time.getMonth() + 1)}-${two(time.getDate())}`,
    T: `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`,
    s: String(seconds),
    '%': '%',
  };
  return pattern.replace(/%([A-Za-z%])/g, (whole, letter: string) => parts[letter] ?? whole);
}
