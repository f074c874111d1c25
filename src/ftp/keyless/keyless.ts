/** Sessions that are encrypted and whose keys are not known: what is inferred of them when they end. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { LIMITS } from '../../limits.js';
import { hitLimit, type LimitsHit } from '../../tcp/limitsHit.js';
import type { Connection } from '../../tcp/types.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { InferredDialogue } from '../protocol/inferred.js';
import type { Confidence, DataMode } from '../protocol/session.js';
import type { DataChannel, OwningSession } from '../transfer/dataChannel.js';
import { closest } from './decode.js';
import { type ReplyTable, tablesFor } from './forms.js';
import { inferSession, linksOf, type SaidInClear } from './infer.js';
import { type Candidate, LIKELY, type LinkedSession } from './link.js';
import { type ControlView, viewOf } from './messages.js';
import { toldApart } from './together.js';

/** A session that something may be inferred of. */
export interface EncryptedSession extends OwningSession {
  inferred: InferredDialogue | null;
}

/** Who knows the connections. */
export interface LinkOwner {
  candidates(session: OwningSession, fromNs: number, untilNs: number): Iterable<Candidate>;
  link(session: OwningSession, mode: DataMode, connection: Connection, confidence: Confidence): DataChannel;
}

/** A data connection may come so much after the control connection's end, and after the last of its bytes. */
const LATE_NS = NS_PER_SECOND;

export class Keyless {
  /** By their hosts: of two at once, each may have opened a connection. */
  readonly #byHosts = new Map<string, EncryptedSession[]>();
  /** Connections that several sessions could claim. */
  readonly #open = new WeakSet<Connection>();
  readonly #views = new WeakMap<TlsFacts, { readonly records: number; readonly view: ControlView | null }>();

  constructor(
    private readonly owner: LinkOwner,
    private readonly limitsHit: LimitsHit,
  ) {}

  begun(session: EncryptedSession): void {
    const name = hostsOf(session);
    const list = this.#byHosts.get(name);
    if (list) list.push(session);
    else this.#byHosts.set(name, [session]);
  }

  /** It is kept no longer. */
  letGo(session: EncryptedSession): void {
    const name = hostsOf(session);
    const list = this.#byHosts.get(name)?.filter((each) => each !== session) ?? [];
    if (list.length > 0) this.#byHosts.set(name, list);
    else this.#byHosts.delete(name);
  }

  /** It has ended. */
  end(session: EncryptedSession): void {
    const own = this.#linked(session);
    if (own === null) return;
    const others: LinkedSession[] = [];
    for (const each of this.#byHosts.get(hostsOf(session)) ?? []) {
      const { firstFrame, firstTimeNs, lastFrame, lastTimeNs } = each.control;
      if (each === session || own.timeline.at(firstFrame, firstTimeNs) > own.untilNs) continue;
      if (own.timeline.at(lastFrame, lastTimeNs) < own.fromNs) continue;
      const linked = others.length < LIMITS.keylessRivals ? this.#linked(each) : null;
      if (linked) others.push(linked);
    }
    const links = linksOf(own, others, this.#candidates(session, own), this.#open);
    const { links: found, dialogue } = inferSession(own, links, saidInClear(session));
    for (const { candidate, mode, points, resumes, because, transfer } of found) {
      const confidence = points >= LIKELY ? (resumes && others.length === 0 ? 'certain' : 'likely') : 'inferred';
      const record = this.owner.link(session, mode, candidate.connection, confidence);
      record.because.push(...because);
      record.inferred = transfer;
    }
    session.inferred = dialogue;
    session.touch();
  }

  *#candidates(session: EncryptedSession, { fromNs, untilNs }: LinkedSession): Iterable<Candidate> {
    let looked = 0;
    for (const candidate of this.owner.candidates(session, fromNs, untilNs + LATE_NS)) {
      if (++looked > LIMITS.keylessCandidates) {
        hitLimit(this.limitsHit, 'keyless-candidates');
        return;
      }
      yield candidate;
    }
  }

  /** null: it can be read, or too little of it is in the capture. */
  #linked(session: EncryptedSession): LinkedSession | null {
    const { tls, clientSide, control, client, server, timeline } = session;
    if (tls === null || tls.decrypted || tls.facts.handshake !== 'done') return null;
    const { facts } = tls;
    const records = facts.trace.initiator.count + facts.trace.responder.count;
    let known = this.#views.get(facts);
    if (known?.records !== records) {
      const view = viewOf(facts, clientSide);
      known = { records, view: view && apart(view, saidInClear(session), server.address.length) };
      this.#views.set(facts, known);
    }
    const { view } = known;
    if (view === null || view.turns.length === 0) return null;
    return {
      view,
      facts,
      client: client.address,
      server: server.address,
      controlPort: server.port,
      family: programOf(saidInClear(session)),
      leaves: tls.clear.some(({ from }) => from === clientSide),
      fromNs: view.from === null ? 0 : timeline.at(view.from.frame, view.from.timeNs),
      untilNs: timeline.at(control.lastFrame, control.lastTimeNs),
      timeline,
    };
  }
}

/** Greetings can be chosen freely, what AUTH is answered cannot. */
function programOf({ auth }: SaidInClear): string | null {
  const tables = auth ? tablesFor('', auth.reply).filter(({ name }) => name !== null) : [];
  return tables.length === 1 ? tables[0]!.name : null;
}

/** The table that the session's program has most likely; null: that of any server. */
function likeliestTable({ greeting, auth }: SaidInClear, view: ControlView, hostBytes: number): ReplyTable | null {
  const tables = tablesFor(greeting, auth?.reply ?? null).filter(({ name }) => name !== null);
  return tables.length <= 1 ? (tables[0] ?? null) : closest(tables, view.turns, hostBytes);
}

function apart(view: ControlView, said: SaidInClear, hostBytes: number): ControlView {
  const table = likeliestTable(said, view, hostBytes);
  return table ? toldApart(view, table, hostBytes) : view;
}

function saidInClear({ exchanges: [greeting, ...others] }: EncryptedSession): SaidInClear {
  const auths = others.filter(({ command }) => command?.verb === 'AUTH');
  const begun = auths.find(({ code }) => code !== null && code < 300);
  const { command } = auths[0] ?? {};
  return {
    greeting: greeting?.command === null ? (greeting.replies[0]?.text ?? '') : '',
    auth: command
      ? { mechanism: command.argument.trim().toUpperCase(), reply: begun?.replies.at(-1)?.text ?? '' }
      : null,
  };
}

const hostsOf = ({ client, server }: EncryptedSession): string => `${client.address} ${server.address}`;
