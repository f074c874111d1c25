/** Many failed logins of one client, over all its sessions. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Finding, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { formatDuration, plural } from '../format.js';
import { finding } from './finding.js';
import { type LoginAttempt, loginAttempts } from './logins.js';

type Failure = LoginAttempt & { readonly server: string };

export function* passwordGuessing(view: { readonly sessions: readonly Session[] }): Iterable<Finding> {
  const byClient = new Map<string, Failure[]>();
  for (const session of view.sessions) {
    for (const attempt of loginAttempts(session)) {
      if (attempt.accepted) continue;
      const list = byClient.get(session.client.address) ?? [];
      list.push({ ...attempt, server: session.server.address });
      byClient.set(session.client.address, list);
    }
  }
  for (const [client, failures] of byClient) {
    failures.sort((a, b) => a.timeNs - b.timeNs);
    const worst = densest(failures);
    if (worst.length < LIMITS.guessingSuspectedFailures) continue;
    const users = new Set(worst.map(({ user }) => user));
    const servers = [...new Set(worst.map(({ server }) => server))];
    const span = formatDuration(worst.at(-1)!.timeNs - worst[0]!.timeNs);
    const whose = users.size === 1 ? `as "${escapeText([...users][0]!)}"` : `as ${users.size} different users`;
    const brute = worst.length >= LIMITS.bruteForceFailures;
    yield finding(
      brute ? 'brute-force' : 'password-guessing',
      brute ? 'alert' : 'warning',
      `${plural(worst.length, 'login')} of ${client} ${whose} at ${servers.slice(0, 3).join(', ')} failed within ${span}: somebody ${brute ? 'is' : 'may be'} guessing passwords.`,
      worst.slice(0, LIMITS.framesPerFinding).map(({ frame }) => frame),
    );
  }
}

/** The longest run of failures within the window. */
function densest(failures: readonly Failure[]): readonly Failure[] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  for (let end = 0; end < failures.length; end++) {
    while (failures[end]!.timeNs - failures[start]!.timeNs > LIMITS.bruteForceSeconds * NS_PER_SECOND) start++;
    if (end + 1 - start > best[1] - best[0]) best = [start, end + 1];
  }
  return failures.slice(best[0], best[1]);
}
