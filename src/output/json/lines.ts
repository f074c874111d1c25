/**
 * The facts of a report as they are learned: what `--format ndjson` writes, and what the library's events are made from.
 * A line with the same type, session and `index` (or `id`) as an earlier one takes its place. All lines together say
 * what the JSON report says.
 */

import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { findingsOf } from '../../model/findings.js';
import { clockOf } from '../../model/time.js';
import type { Report } from '../format.js';
import { captureMembers } from './capture.js';
import { connectionMembers } from './connection.js';
import type { JsonContext } from './context.js';
import { dataConnectionMembers } from './dataConnection.js';
import type { Line } from './report.js';
import { endsMembers, exchangeMembers, findingMembers, sessionHeadMembers, troubleMembers } from './session.js';

/** One line: `members` are those of its object, without the braces, `type` and `session`. */
export type LineParts = { readonly type: Line['type']; readonly session: number | null; readonly members: string };

type Progress = {
  /** Exchanges that were given out. */
  exchanges: number;
  /** Data connections that were given out, and the first that was not. */
  readonly dataConnections: Set<DataConnection>;
  dataConnectionsDone: number;
};

/** Remembers what was given out of sessions that have not ended. */
export class LineStream {
  readonly #progress = new Map<Session, Progress>();

  /** What is new of a session that has changed. */
  *learned(session: Session, context: JsonContext): Iterable<LineParts> {
    const progress = yield* this.#begin(session, context);
    // Up to the last that is answered: a command that never gets a reply holds nothing up.
    const answered = session.exchanges.findLastIndex((exchange) => exchange.code !== null) + 1;
    yield* exchanges(session, progress, answered, context);
    const { dataConnections } = session;
    for (let i = progress.dataConnectionsDone; i < dataConnections.length; i++) {
      const data = dataConnections[i]!;
      if (progress.dataConnections.has(data)) continue;
      if (!data.connection?.closed || data.transfer?.code == null) continue;
      progress.dataConnections.add(data);
      if (i === progress.dataConnectionsDone) progress.dataConnectionsDone++;
      yield line('data-connection', session.id, dataConnectionMembers(data, context));
    }
  }

  /** All the rest of a session that has ended; its data connections once more, as they are now. */
  *ended(session: Session, context: JsonContext): Iterable<LineParts> {
    const progress = yield* this.#begin(session, context);
    const { id, dataConnections } = session;
    yield* exchanges(session, progress, session.exchanges.length, context);
    for (const data of dataConnections) yield line('data-connection', id, dataConnectionMembers(data, context));
    for (const finding of findingsOf(session)) yield line('finding', id, findingMembers(finding, context.texts));
    yield line('session', id, sessionHeadMembers(session, context));
    this.#progress.delete(session);
  }

  /** The capture has ended, and every session was given to `ended`. */
  *end({ view, info, whole, texts }: Report): Iterable<LineParts> {
    const context = { clock: clockOf(view, info.fractionDigits), texts };
    for (const connection of view.unclaimed) yield line('unclaimed', null, connectionMembers(connection, context));
    for (const finding of whole.findings(view.unclaimed)) yield line('finding', null, findingMembers(finding, texts));
    for (const trouble of whole.trouble(view.unclaimed))
      yield line('trouble', trouble.session, troubleMembers(trouble, texts));
    yield line('capture', null, `${captureMembers(view, info, context)},"connections":${view.connections}`);
  }

  *#begin(session: Session, context: JsonContext): Generator<LineParts, Progress> {
    let progress = this.#progress.get(session);
    if (progress !== undefined) return progress;
    progress = { exchanges: 0, dataConnections: new Set(), dataConnectionsDone: 0 };
    this.#progress.set(session, progress);
    const { firstFrame, firstTimeNs } = session.control;
    const began = `${endsMembers(session)},"frame":${firstFrame},"time":"${context.clock(firstTimeNs)}"`;
    yield line('session-start', session.id, began);
    return progress;
  }
}

function* exchanges(session: Session, progress: Progress, until: number, context: JsonContext): Iterable<LineParts> {
  while (progress.exchanges < until) {
    const exchange = session.exchanges[progress.exchanges++]!;
    yield line('exchange', session.id, `"index":${exchange.index},${exchangeMembers(exchange, context)}`);
  }
}

const line = (type: Line['type'], session: number | null, members: string): LineParts => ({ type, session, members });
