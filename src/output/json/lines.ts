/**
 * The facts of a report as they are learned: what `--format ndjson` writes, and what the library's events are made from.
 * A line with the same type, session and `index` (or `id`) as an earlier one takes its place. All lines together say
 * what the JSON report says.
 */

import type { DataConnection, Exchange, Session } from '../../ftp/protocol/session.js';
import { communityId } from '../../model/communityId.js';
import { findingsOf } from '../../model/findings.js';
import { connectionUid, type Named, runUid } from '../../model/flowNames.js';
import { isActive } from '../../model/roles.js';
import type { Share } from '../../wire/share.js';
import type { Report } from '../format.js';
import { captureMembers } from './capture.js';
import { connectionMembers, endpointMembers } from './connection.js';
import { type JsonContext, jsonContext, shardName } from './context.js';
import { dataConnectionMembers } from './dataConnection.js';
import type { FactLine } from './report.js';
import { endsMembers, exchangeMembers, findingMembers, sessionHeadMembers, troubleMembers } from './session.js';
import { text } from './values.js';

/** One line: `names` and `members` are those of its object, without the braces, `type` and `session`. */
export type LineParts = {
  readonly type: FactLine['type'];
  readonly session: number | null;
  /** The line's own names, `LineNames` without the sensor. */
  readonly names: string;
  readonly members: string;
};

/** An exchange as it was when it was given out. */
type Given = {
  readonly exchange: Exchange;
  readonly replies: number;
  readonly code: number | null;
  readonly doubt: Exchange['doubt'];
};

type Progress = {
  readonly names: LineNumbers;
  /** Exchanges that were given out, by their place. */
  readonly exchanges: Given[];
  /** Data connections that were given out, and the first that was not. */
  readonly dataConnections: Set<DataConnection>;
  dataConnectionsDone: number;
};

/** So many of the last exchanges are looked at whenever a session has changed; all of them when it has ended. */
const RECENT = 32;

/** Remembers what was given out of sessions that have not ended. */
export class LineStream {
  readonly #progress = new Map<Session, Progress>();

  /** What is new of a session that has changed. */
  *learned(session: Session, context: JsonContext): Iterable<LineParts> {
    const progress = yield* this.#begin(session, context);
    // Up to the last that is answered: a command that never gets a reply holds nothing up.
    const answered = session.exchanges.findLastIndex((exchange) => exchange.code !== null) + 1;
    yield* corrected(session, progress, progress.exchanges.length - RECENT, context);
    yield* exchanges(session, progress, answered, context);
    const { dataConnections } = session;
    for (let i = progress.dataConnectionsDone; i < dataConnections.length; i++) {
      const data = dataConnections[i]!;
      if (progress.dataConnections.has(data)) continue;
      if (!data.connection?.closed || data.transfer?.code == null) continue;
      progress.dataConnections.add(data);
      if (i === progress.dataConnectionsDone) progress.dataConnectionsDone++;
      yield dataConnectionLine(data, progress, context);
    }
  }

  /** All the rest of a session that has ended; its data connections once more, as they are now. */
  *ended(session: Session, context: JsonContext): Iterable<LineParts> {
    const progress = yield* this.#begin(session, context);
    const { id, dataConnections } = session;
    yield* corrected(session, progress, 0, context);
    yield* exchanges(session, progress, session.exchanges.length, context);
    const { names } = progress;
    for (const data of dataConnections) yield dataConnectionLine(data, progress, context);
    for (const finding of findingsOf(session))
      yield line('finding', id, names.next(), findingMembers(finding, context.texts));
    if (context.share !== null) yield* thirdHosts(session, context.share, names);
    yield line('session', id, names.nextUnnamed(), sessionHeadMembers(session, context));
    this.#progress.delete(session);
  }

  /** The capture has ended, and every session was given to `ended`. */
  *end({ view, info, whole, texts }: Report): Iterable<LineParts> {
    const context = jsonContext({ view, info, texts });
    const names = new LineNumbers(runUid(info.sources, view.epochSeconds, view.firstTimeNs), null);
    for (const one of view.unclaimed) yield line('unclaimed', null, names.next(), connectionMembers(one, context));
    for (const finding of whole.findings(view.unclaimed))
      yield line('finding', null, names.next(), findingMembers(finding, texts));
    for (const trouble of whole.trouble(view.unclaimed)) {
      const { session, control } = trouble;
      const name = control === null ? names.next() : names.nextOf(control, view.epochSeconds);
      yield line('trouble', session, name, troubleMembers(trouble, texts));
    }
    yield line(
      'capture',
      null,
      names.next(),
      `${captureMembers(view, info, context)},"connections":${view.connections}`,
    );
  }

  *#begin(session: Session, context: JsonContext): Generator<LineParts, Progress> {
    let progress = this.#progress.get(session);
    if (progress !== undefined) return progress;
    const { control } = session;
    const names = new LineNumbers(connectionUid(control, context.epochSeconds), communityId(control));
    progress = { names, exchanges: [], dataConnections: new Set(), dataConnectionsDone: 0 };
    this.#progress.set(session, progress);
    const { firstFrame, firstTimeNs } = control;
    const began = `${endsMembers(session)},"frame":${firstFrame},"time":"${context.clock(firstTimeNs)}"`;
    yield line('session-start', session.id, names.next(), began);
    return progress;
  }
}

function* exchanges(session: Session, progress: Progress, until: number, context: JsonContext): Iterable<LineParts> {
  while (progress.exchanges.length < until) yield exchangeLine(session, progress, progress.exchanges.length, context);
}

/**
 * Exchanges from a place on that have changed since they were given out: a final reply has come after another command's,
 * or a later reply has shown that one was spare, which moves those behind it.
 */
function* corrected(session: Session, progress: Progress, from: number, context: JsonContext): Iterable<LineParts> {
  for (let place = Math.max(0, from); place < progress.exchanges.length; place++) {
    const now = session.exchanges[place]!;
    const { exchange, replies, code, doubt } = progress.exchanges[place]!;
    if (exchange === now && replies === now.replies.length && code === now.code && doubt === now.doubt) continue;
    yield exchangeLine(session, progress, place, context);
  }
}

function exchangeLine(
  session: Session,
  { exchanges, names }: Progress,
  place: number,
  context: JsonContext,
): LineParts {
  const exchange = session.exchanges[place]!;
  const { index, code, doubt } = exchange;
  exchanges[place] = { exchange, replies: exchange.replies.length, code, doubt };
  return line('exchange', session.id, names.next(), `"index":${index},${exchangeMembers(exchange, context)}`);
}

function dataConnectionLine(data: DataConnection, { names }: Progress, context: JsonContext): LineParts {
  const { connection } = data;
  const name = names.next(connection === null ? null : communityId(connection));
  return line('data-connection', data.session.id, name, dataConnectionMembers(data, context));
}

/** Announcements of hosts that are neither client nor server: other shares may have their data connections. */
function* thirdHosts(session: Session, share: Share, names: LineNumbers): Iterable<LineParts> {
  const { id, client, server } = session;
  const own = [client.address, server.address];
  for (const { id: dataId, mode, announced } of session.dataConnections) {
    if (announced === null || own.includes(announced.address)) continue;
    const from = isActive(mode) ? server.address : client.address;
    const members =
      `"id":"${dataId}","shard":"${shardName(share)}","mode":"${mode}","from":${text(from)}` +
      `,"announced":{${endpointMembers(announced)},"frame":${announced.frame}}`;
    yield line('third-host', id, names.next(), members);
  }
}

/** Numbers the lines of one session, or of one run. */
class LineNumbers {
  #line = 0;

  constructor(
    private readonly uid: string,
    /** Of the control connection; null: the lines concern no single session. */
    private readonly control: string | null,
  ) {}

  /** @param community of the connection that the line is about; null: of none; not given: the control connection's */
  next(community = this.control): string {
    return `"uid":"${this.uid}",${this.#numbered(community)}`;
  }

  /** Of a line that has its uid among its members. */
  nextUnnamed(): string {
    return this.#numbered(this.control);
  }

  /** Of a line at the end about a session that has been let go. */
  nextOf(control: Named, epochSeconds: number | null): string {
    return `"uid":"${connectionUid(control, epochSeconds)}",${this.#numbered(communityId(control))}`;
  }

  #numbered(community: string | null): string {
    const line = `"line":${this.#line++}`;
    if (this.control === null && community === null) return line;
    return `${line},"communityId":${text(community)}`;
  }
}

const line = (type: FactLine['type'], session: number | null, names: string, members: string): LineParts => ({
  type,
  session,
  names,
  members,
});
