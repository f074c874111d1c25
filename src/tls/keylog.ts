/** TLS secrets by client random, from key log lines (SSLKEYLOGFILE; draft-ietf-tls-keylogfile). */
import { LIMITS } from '../limits.js';
import { ResumableSessions } from './resumable.js';

/** What a key log knows of one handshake. */
export type Secrets = {
  /** TLS 1.2 and older: the 48-byte master secret. */
  master?: Buffer;
  /** TLS 1.3, one for each side and stage; as long as the hash of the cipher suite. */
  clientHandshake?: Buffer;
  serverHandshake?: Buffer;
  clientTraffic?: Buffer;
  serverTraffic?: Buffer;
};

const LABELS: Readonly<Record<string, keyof Secrets | null>> = {
  CLIENT_RANDOM: 'master',
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: 'clientHandshake',
  SERVER_HANDSHAKE_TRAFFIC_SECRET: 'serverHandshake',
  CLIENT_TRAFFIC_SECRET_0: 'clientTraffic',
  SERVER_TRAFFIC_SECRET_0: 'serverTraffic',
  // Known, but nothing that is captured needs them.
  EXPORTER_SECRET: null,
  EARLY_EXPORTER_SECRET: null,
  CLIENT_EARLY_TRAFFIC_SECRET: null,
};

const LINE = /^\s*([A-Z0-9_]{4,40})[ \t]+([0-9a-f]{64})[ \t]+((?:[0-9a-f]{2}){16,64})\s*$/i;

/** Memory that waiting records of all connections share. */
export type HeldRecordsBudget = { bytes: number };

/** Decryptions that all connections together may still try where records are missing. */
export type TrialBudget = { left: number };

/** Grows while it is used: lines are added, or looked for where a secret lacks. */
export class KeyLog {
  /** Lines that could be used, and lines that could not (comments and empty ones apart). */
  usedLines = 0;
  ignoredLines = 0;
  readonly held: HeldRecordsBudget = { bytes: 0 };
  readonly trials: TrialBudget = { left: LIMITS.tlsTrialsTotal };
  /** What the connections that are read with it have told of sessions that can be resumed. */
  readonly sessions = new ResumableSessions();
  readonly #byRandom = new Map<string, Secrets>();
  readonly #sources: (() => readonly string[])[] = [];

  /** @param expected keys are expected to come (a live key log): records wait for them even while none is known */
  constructor(readonly expected = false) {}

  /** Handshakes of which something is known. */
  get size(): number {
    return this.#byRandom.size;
  }

  /** @param newLines gives the lines that came since it was called last; asked whenever a secret is not known */
  follow(newLines: () => readonly string[]): void {
    this.#sources.push(newLines);
  }

  /** One line; whatever is no secret is counted and left out. */
  add(line: string): void {
    const match = LINE.exec(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line);
    const label = match ? match[1]!.toUpperCase() : '';
    if (!match || !Object.hasOwn(LABELS, label)) {
      if (/^\s*[^#\s]/.test(line)) this.ignoredLines++;
      return;
    }
    const name = LABELS[label]!;
    this.usedLines++;
    if (name === null) return;
    const random = match[2]!.toLowerCase();
    let secrets = this.#byRandom.get(random);
    if (secrets === undefined) {
      if (this.#byRandom.size >= LIMITS.keyLogEntries) this.#byRandom.delete(this.#byRandom.keys().next().value!);
      secrets = {};
      this.#byRandom.set(random, secrets);
    }
    secrets[name] = Buffer.from(match[3]!, 'hex');
  }

  /** @param clientRandom 64 lower-case hex digits */
  lookup(clientRandom: string): Secrets | undefined {
    return this.#byRandom.get(clientRandom);
  }

  /** All that is known, as lines of a key log. */
  lines(): string[] {
    return [...this.#byRandom].flatMap(([random, secrets]) =>
      Object.entries(LABELS).flatMap(([label, name]) => {
        const secret = name === null ? undefined : secrets[name];
        return secret === undefined ? [] : [`${label} ${random} ${secret.toString('hex')}`];
      }),
    );
  }

  /** Takes what the sources have got since; true where there was something. */
  refresh(): boolean {
    let found = false;
    for (const newLines of this.#sources) {
      for (const line of newLines()) {
        this.add(line);
        found = true;
      }
    }
    return found;
  }
}

/** For `KeyLog.follow`: what is new in a list that grows, as that of a capture's decryption secrets blocks does. */
export function growing(lines: () => readonly string[]): () => readonly string[] {
  let seen = 0;
  let last: string | undefined;
  return () => {
    const now = lines();
    if (now.length === seen) return [];
    // Several captures read as one put their lists together again: what was last may have moved.
    const from = now[seen - 1] === last ? seen : 0;
    seen = now.length;
    last = now[seen - 1];
    return now.slice(from);
  };
}
