/** Many failed logins of one client, over all its sessions. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { CaptureRule } from './captureRule.js';
import { type Finding, finding } from './finding.js';
import { loginAttempts } from './logins.js';

type Failure = { readonly user: string; readonly server: string; readonly frame: number; readonly timeNs: number };

const WINDOW_NS = LIMITS.bruteForceSeconds * NS_PER_SECOND;

/** The failed logins of one client. */
class Failures {
  /** Those that a later failure may still be counted with. */
  #recent: Failure[] = [];
  /** The longest run within the window so far. */
  #worst: readonly Failure[] = [];

  add(failure: Failure): void {
    this.#recent.push(failure);
    if (this.#recent.length >= LIMITS.guessingFailures) this.#settle();
  }

  get worst(): readonly Failure[] {
    this.#settle();
    return this.#worst;
  }

  /** Sessions end in another order than their logins failed. What is older than a window before the last is settled. */
  #settle(): void {
    this.#recent.sort((a, b) => a.timeNs - b.timeNs);
    const run = densest(this.#recent);
    if (run.length > this.#worst.length) this.#worst = run;
    const since = (this.#recent.at(-1)?.timeNs ?? 0) - WINDOW_NS;
    this.#recent = this.#recent.filter(({ timeNs }) => timeNs >= since).slice(-LIMITS.guessingFailures >> 1);
  }
}

export class PasswordGuessing implements CaptureRule {
  /** By the client's address; the client that failed last stands last. */
  readonly #clients = new Map<string, Failures>();

  add(session: Session): void {
    const server = session.server.address;
    for (const { accepted, user, frame, timeNs } of loginAttempts(session))
      if (!accepted) this.#client(session.client.address).add({ user, server, frame, timeNs });
  }

  *findings(): Iterable<Finding> {
    for (const [client, { worst }] of this.#clients) {
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

  #client(address: string): Failures {
    const known = this.#clients.get(address) ?? new Failures();
    this.#clients.delete(address);
    this.#clients.set(address, known);
    if (this.#clients.size > LIMITS.guessingClients) this.#clients.delete(this.#clients.keys().next().value!);
    return known;
  }
}

/** The longest run of failures within the window. */
function densest(failures: readonly Failure[]): readonly Failure[] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  for (let end = 0; end < failures.length; end++) {
    while (failures[end]!.timeNs - failures[start]!.timeNs > WINDOW_NS) start++;
    if (end + 1 - start > best[1] - best[0]) best = [start, end + 1];
  }
  return failures.slice(best[0], best[1]);
}
