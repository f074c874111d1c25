/** Gives up root's rights: for files as soon as they are to be opened, for everything once the device is open. */
import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { captureError } from './facts.js';

/** Node's types do not know it. */
type Unix = NodeJS.Process & { initgroups(user: string, group: number): void };

/** The user to become: the one that was asked for, or the one who called sudo; null: the process is not root, or stays. */
export function userToBecome(
  asked: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  if (process.getuid?.() !== 0) return null;
  const user = asked ?? environment.SUDO_USER ?? null;
  return user === 'root' ? null : user;
}

/**
 * Becomes `user`, with its groups alone. What is open stays open.
 * @throws CaptureError where there is no such user
 */
export function dropPrivileges(user: string): void {
  try {
    const group = groupOf(user);
    (process as Unix).initgroups(user, group);
    process.setgid!(group);
    process.setuid!(user);
  } catch {
    throw captureError('no-such-user', { user });
  }
}

/** The number of the user's first group. @throws CaptureError where there is no such user */
function groupOf(user: string): number {
  const { stdout } = spawnSync('id', ['-g', '--', user], { encoding: 'utf8' });
  const group = Number.parseInt(stdout, 10);
  if (!Number.isInteger(group)) throw captureError('no-such-user', { user });
  return group;
}

/**
 * The way from root to a user, in two steps: files are opened with the user's rights from the beginning, so that what
 * cannot be written in a week cannot be written now; root's rights are given up for good when the device is open.
 */
export class Rights {
  /** The user's first group; null where there is no user to become. */
  readonly group: number | null;
  #lowered = false;

  /**
   * @param user to become; null: the rights stay as they are
   * @throws CaptureError where there is no such user
   */
  constructor(readonly user: string | null) {
    this.group = user === null ? null : groupOf(user);
  }

  /** From now on files are opened as the user, whose home is where settings are. */
  lower(): void {
    const { user, group } = this;
    if (user === null || group === null || this.#lowered) return;
    (process as Unix).initgroups(user, group);
    this.#lowered = true;
    this.#lowerAgain();
    process.env.HOME = userInfo().homedir;
  }

  /** Does what takes root's rights: starting and ending what captures. */
  asRoot<T>(work: () => T): T {
    if (!this.#lowered) return work();
    this.#raise();
    try {
      return work();
    } finally {
      this.#lowerAgain();
    }
  }

  /** Opens what was opened by root already: standard output again, by its name. */
  async openAsRoot<T>(open: () => Promise<T>): Promise<T> {
    if (!this.#lowered) return open();
    this.#raise();
    try {
      return await open();
    } finally {
      this.#lowerAgain();
    }
  }

  /** For good: real, effective and saved ids become the user's, and all capabilities go. */
  drop(): void {
    const { user } = this;
    if (user === null) return;
    if (this.#lowered) this.#raise();
    this.#lowered = false;
    dropPrivileges(user);
  }

  #lowerAgain(): void {
    process.setegid!(this.group!);
    process.seteuid!(this.user!);
  }

  #raise(): void {
    process.seteuid!(0);
    process.setegid!(0);
  }
}
