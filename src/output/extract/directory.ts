/**
 * The directory that files are extracted into. Nothing outside it is ever written, and nothing that exists is written
 * over: files are made new or not at all, directories on the way must be directories and no links, and where a path
 * leads is looked up again before each use.
 */

import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  unlinkSync,
} from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../capture/systemErrors.js';
import { type Fact, FactError } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import type { OutputErrorParams } from '../codes.js';
import { outputError } from '../facts.js';
import { nameKey, numbered } from './names.js';

/** Not there on Windows, where making a link needs rights that other users do not have. */
const NOFOLLOW: number = constants.O_NOFOLLOW ?? 0;
const PARTIAL = '.partial';
const ATTEMPTS = LIMITS.fileNameAttempts;

/** A file that was made here, and is still the same. */
export type MadeFile = {
  /** Components below the root, the file's own name (without '.partial') last. */
  readonly folder: readonly string[];
  readonly name: string;
  readonly device: number;
  readonly inode: number;
  /** Path from the root as it is now. */
  readonly relative: string;
};

/** A file of --extract cannot be written. */
export class ExtractError extends FactError<OutputErrorParams> {
  override readonly name = 'ExtractError';
}

export class SafeDirectory {
  /** How often a name was asked for, by its key: the next number to try. */
  readonly #numbers = new Map<string, number>();
  /** Where a directory that was asked for is, by its path as asked. */
  readonly #folders = new Map<string, readonly string[]>();

  private constructor(
    /** Without links. */
    readonly root: string,
    /** As the user wrote it. */
    readonly given: string,
  ) {}

  /** @throws ExtractError where it cannot be made or is no directory */
  static open(directory: string): SafeDirectory {
    try {
      mkdirSync(directory, { recursive: true });
      return new SafeDirectory(realpathSync(directory), directory);
    } catch (error) {
      throw new ExtractError(outputError('directory-unusable', { directory, error: reason(error) }));
    }
  }

  /**
   * Makes a new file '<name>.partial' whose name is also free without that ending.
   * @throws ExtractError
   */
  make(folder: readonly string[], name: string): MadeFile {
    const actual = this.#folder(folder);
    return this.#firstFree(actual, name, (candidate) => {
      const whole = this.#path(actual, candidate);
      if (exists(whole)) return null;
      const made = this.#create(this.#path(actual, candidate + PARTIAL));
      return made && { folder: actual, name: candidate, ...made, relative: relativeOf(actual, candidate + PARTIAL) };
    });
  }

  /** Makes a new file at the root. @throws ExtractError */
  makeAtRoot(name: string): MadeFile {
    return this.#firstFree([], name, (candidate) => {
      const made = this.#create(this.#path([], candidate));
      return made && { folder: [], name: candidate, ...made, relative: candidate };
    });
  }

  /**
   * Opens a file made here for writing or reading; the caller closes it.
   * @throws ExtractError where it is no longer the same file
   */
  open(file: MadeFile, access: 'write' | 'read' | 'both'): number {
    const flags = { write: constants.O_WRONLY, read: constants.O_RDONLY, both: constants.O_RDWR }[access];
    this.#checkFolder(file.folder);
    const fd = wrapped(() => openSync(path.join(this.root, file.relative), flags | NOFOLLOW));
    const { dev, ino } = fstatSync(fd);
    if (dev === file.device && ino === file.inode) return fd;
    closeSync(fd);
    throw new ExtractError(outputError('file-replaced', {}));
  }

  /** Takes '.partial' off the name. @throws ExtractError */
  publish(file: MadeFile): MadeFile {
    this.#checkFolder(file.folder);
    closeSync(this.open(file, 'read'));
    const from = path.join(this.root, file.relative);
    let candidate = file.name;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const to = this.#path(file.folder, candidate);
      try {
        // Unlike rename, link does not write over what is there.
        linkSync(from, to);
        unlinkSync(from);
        return { ...file, name: candidate, relative: relativeOf(file.folder, candidate) };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'EEXIST' && !exists(to)) {
          // A file system without hard links.
          wrapped(() => renameSync(from, to));
          return { ...file, name: candidate, relative: relativeOf(file.folder, candidate) };
        }
        candidate = this.#next(file.folder, file.name);
      }
    }
    throw new ExtractError(outputError('too-many-files', {}));
  }

  /** Removes a file made here. */
  remove(file: MadeFile): void {
    closeSync(this.open(file, 'read'));
    wrapped(() => unlinkSync(path.join(this.root, file.relative)));
  }

  #firstFree(folder: readonly string[], name: string, attempt: (candidate: string) => MadeFile | null): MadeFile {
    for (let i = 0; i < ATTEMPTS; i++) {
      const made = attempt(this.#next(folder, name));
      if (made) return made;
    }
    throw new ExtractError(outputError('too-many-files', {}));
  }

  #next(folder: readonly string[], name: string): string {
    const key = nameKey([...folder, name].join('/'));
    const number = (this.#numbers.get(key) ?? 0) + 1;
    this.#numbers.set(key, number);
    const candidate = numbered(name, number);
    // A file may really be called 'a~2.txt'.
    if (number > 1) {
      const taken = nameKey([...folder, candidate].join('/'));
      if (this.#numbers.has(taken)) return this.#next(folder, name);
      this.#numbers.set(taken, 1);
    }
    return candidate;
  }

  /** null: there is something of that name. */
  #create(full: string): { device: number; inode: number } | null {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NOFOLLOW;
    let fd: number;
    try {
      fd = openSync(full, flags, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
      throw new ExtractError(reason(error));
    }
    try {
      const { dev, ino } = fstatSync(fd);
      return { device: dev, inode: ino };
    } finally {
      closeSync(fd);
    }
  }

  /** The directory for these components, made where it is not there. */
  #folder(components: readonly string[]): readonly string[] {
    let actual: readonly string[] = [];
    for (let i = 0; i < components.length; i++) {
      const asked = components.slice(0, i + 1).join('/');
      const known = this.#folders.get(asked);
      if (known) {
        actual = known;
        continue;
      }
      actual = this.#subfolder(actual, components[i]!);
      this.#folders.set(asked, actual);
    }
    this.#checkFolder(actual);
    return actual;
  }

  #subfolder(parent: readonly string[], name: string): readonly string[] {
    this.#checkFolder(parent);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const folder = [...parent, this.#next(parent, name)];
      const full = path.join(this.root, ...folder);
      try {
        mkdirSync(full);
        return folder;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new ExtractError(reason(error));
      }
      if (lstatSync(full, { throwIfNoEntry: false })?.isDirectory()) return folder;
    }
    throw new ExtractError(outputError('too-many-directories', {}));
  }

  #path(folder: readonly string[], name: string): string {
    this.#checkFolder(folder);
    return path.join(this.root, ...folder, name);
  }

  /** @throws ExtractError where a link has come into the way */
  #checkFolder(folder: readonly string[]): void {
    const full = path.join(this.root, ...folder);
    if (wrapped(() => realpathSync(full)) !== full) throw new ExtractError(outputError('link-elsewhere', {}));
  }
}

const relativeOf = (folder: readonly string[], name: string): string => path.join(...folder, name);

function exists(full: string): boolean {
  return lstatSync(full, { throwIfNoEntry: false }) !== undefined;
}

function wrapped<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ExtractError(reason(error));
  }
}

/** Why a file operation failed. */
export const reason = (error: unknown): Fact<OutputErrorParams> =>
  error instanceof ExtractError ? error.fact : outputError('system', { error: codeOf(error) });
