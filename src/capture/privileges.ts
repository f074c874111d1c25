/** Gives up root's rights once they are no longer needed. */
import { spawnSync } from 'node:child_process';
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
export function groupOf(user: string): number {
  const { stdout } = spawnSync('id', ['-g', '--', user], { encoding: 'utf8' });
  const group = Number.parseInt(stdout, 10);
  if (!Number.isInteger(group)) throw captureError('no-such-user', { user });
  return group;
}
