/** Many failed logins of one client, over all its sessions. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { type Finding, finding } from './finding.js';
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
    const params = {
      count: worst.length,
      client,
      users: [...new Set(worst.map(({ user }) => user))],
      servers: [...new Set(worst.map(({ server }) => server))],
      spanNs: worst.at(-1)!.timeNs - worst[0]!.timeNs,
    };
    const frames = worst.slice(0, LIMITS.framesPerFinding).map(({ frame }) => frame);
    yield worst.length >= LIMITS.bruteForceFailures
      ? finding('brute-force', 'alert', params, frames)
      : finding('password-guessing', 'warning', params, frames);
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
