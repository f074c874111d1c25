/** What went wrong, worst first: the findings that are failures, of all sessions. */
import type { Session } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';
import { withoutExplained } from './findings/explains.js';
import type { Finding } from './findings/finding.js';
import { WEIGHTS, weightOf } from './findings/table.js';
import { type CaptureView, findingsOf, findingsOfCapture } from './findings.js';
import type { Named } from './flowNames.js';

export type Trouble = {
  readonly finding: Finding;
  /** The session's number, and what its control connection is named by; null where it concerns no single one. */
  readonly session: number | null;
  readonly control: Named | null;
  /** The capture leaves it open whether something went wrong. */
  readonly open: boolean;
};

type Weighed = Trouble & { readonly weight: number };

/** What went wrong in the sessions that have ended so far: the worst of it, where there is more than can be kept. */
export class TroubleSoFar {
  #list: Weighed[] = [];
  /** Less bad than what is kept, and not kept. */
  dropped = 0;

  /** Each session once, when nothing of it changes any more. */
  add(session: Session): void {
    for (const one of weighed(findingsOf(session), session)) this.#list.push(one);
    if (this.#list.length >= 2 * LIMITS.troubleKept) this.#cut();
  }

  /** Worst first. @param general findings that concern no single session */
  worst(general: readonly Finding[]): Trouble[] {
    const guessing = new Set(general.flatMap(guesser));
    const others = guessing.size === 0 ? this.#list : this.#list.filter((one) => !isGuess(one, guessing));
    return sorted([...weighed(general, null), ...others]).slice(0, LIMITS.troubleKept);
  }

  #cut(): void {
    const kept = sorted(this.#list).slice(0, LIMITS.troubleKept);
    this.dropped += this.#list.length - kept.length;
    this.#list = kept;
  }
}

const sorted = (list: Weighed[]): Weighed[] => list.sort((a, b) => a.weight - b.weight || first(a) - first(b));

/** Of these sessions, and of the capture as a whole. */
export function troubleOf(view: CaptureView, sessions: Iterable<Session>): Trouble[] {
  const all = new TroubleSoFar();
  for (const session of sessions) all.add(session);
  return all.worst(findingsOfCapture(view));
}

const first = ({ finding }: Trouble): number => finding.frames[0] ?? 0;

/** The client that guesses passwords. */
const guesser = (finding: Finding): string[] =>
  finding.code === 'password-guessing' || finding.code === 'brute-force' ? [finding.params.client] : [];

/** A failed login that the finding about all of that client stands for. */
const isGuess = ({ finding }: Trouble, clients: ReadonlySet<string>): boolean =>
  finding.code === 'login-failed' && clients.has(finding.params.client);

function* weighed(findings: readonly Finding[], of: Session | null): Iterable<Weighed> {
  const session = of?.id ?? null;
  const control = of === null ? null : nameOnly(of.control);
  for (const finding of withoutExplained(findings.filter((one) => weightOf(one) !== null))) {
    const weight = weightOf(finding)!;
    const open = weight === 'open' || (finding.code === 'data-unanswered' && finding.params.open);
    yield { finding, session, control, open, weight: open ? WEIGHTS.length : WEIGHTS.indexOf(weight) };
  }
}

/** The connection itself is not held. */
const nameOnly = ({ initiator, responder, firstTimeNs }: Named): Named => ({ initiator, responder, firstTimeNs });
