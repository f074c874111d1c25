/** A login that succeeded after many that failed. */
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { CaptureRule } from './captureRule.js';
import { type Finding, finding } from './finding.js';
import { loginAttempts } from './logins.js';

export class GuessedPasswords implements CaptureRule {
  /** Failed logins since the last that succeeded, by client address. */
  readonly #failures = new Map<string, number>();
  readonly #found: Finding[] = [];

  add(session: Session): void {
    const client = session.client.address;
    for (const { accepted, user, frame, exchange } of loginAttempts(session)) {
      const failures = this.#failures.get(client) ?? 0;
      if (!accepted) {
        if (failures > 0 || this.#failures.size < LIMITS.guessingClients) this.#failures.set(client, failures + 1);
        continue;
      }
      this.#failures.delete(client);
      if (failures < LIMITS.guessingSuspectedFailures || this.#found.length >= LIMITS.troubleKept) continue;
      const params = { client, user, failures, server: session.server.address };
      this.#found.push(finding('login-after-failures', 'alert', params, [exchange.command?.frame, frame]));
    }
  }

  findings(): readonly Finding[] {
    return this.#found;
  }
}
