/**
 * The facts of a report as they are learned: what `--format ndjson` writes, and what the library's events are made from.
 * A line with the same type, session and `index` (or `id`) as an earlier one takes its place. All lines together say
 * what the JSON report says.
 */

import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { findingsOf, findingsOfCapture } from '../../model/findings.js';
import { clockOf } from '../../model/time.js';
import { troubleOf } from '../../model/trouble.js';
import type { Report } from '../format.js';
import { captureMembers } from './capture.js';
import { connectionMembers } from './connection.js';
import type { JsonContext } from './context.js';
import { dataConnectionMembers } from './dataConnection.js';
import type { Line } from './report.js';
import { endsMembers, exchangeMembers, findingMembers, sessionHeadMembers, troubleMembers } from './session.js';

/** One line: `members` are those of its object, without the braces, `type` and `session`. */
export type LineParts = { readonly type: Line['type']; readonly session: number | null; readonly members: string };

type Progress = { revision: number; exchanges: number; dataConnections: Set<DataConnection>; number: number };

/** Remembers what was given out; `poll` gives the lines that are new. */
export class LineStream {
  readonly #progress = new Map<Session, Progress>();
  readonly #numbers = new Set<number>();

  *poll({ view, info, sessions, texts }: Report, finished: boolean): Iterable<LineParts> {
    const context = { clock: clockOf(view, info.fractionDigits), texts };
    for (const session of sessions)
      if (finished || this.#progress.get(session)?.revision !== session.revision)
        yield* this.#session(session, context, finished);
    if (!finished) return;
    for (const connection of view.unclaimed) yield line('unclaimed', null, connectionMembers(connection, context));
    for (const finding of findingsOfCapture(view)) yield line('finding', null, findingMembers(finding, texts));
    const numbers = new Map(sessions.map((session) => [session.id, this.#progress.get(session)!.number]));
    for (const trouble of troubleOf(view, sessions)) {
      const number = trouble.session === null ? null : numbers.get(trouble.session)!;
      yield line('trouble', number, troubleMembers(trouble, texts));
    }
    yield line('capture', null, `${captureMembers(view, info, context)},"connections":${view.connections}`);
  }

  /** The session's id, which may change when the capture has ended: then another that is free. */
  #numberFor({ id }: Session): number {
    let number = id;
    while (this.#numbers.has(number)) number++;
    this.#numbers.add(number);
    return number;
  }

  *#session(session: Session, context: JsonContext, finished: boolean): Iterable<LineParts> {
    let progress = this.#progress.get(session);
    if (!progress) {
      const number = this.#numberFor(session);
      progress = { revision: -1, exchanges: 0, dataConnections: new Set(), number };
      this.#progress.set(session, progress);
      const { firstFrame, firstTimeNs } = session.control;
      const began = `${endsMembers(session)},"frame":${firstFrame},"time":"${context.clock(firstTimeNs)}"`;
      yield line('session-start', number, began);
    }
    progress.revision = session.revision;
    const { number } = progress;
    // Up to the last that is answered: a command that never gets a reply holds nothing up.
    const answered = session.exchanges.findLastIndex((exchange) => exchange.code !== null) + 1;
    const ready = finished ? session.exchanges.length : answered;
    while (progress.exchanges < ready) {
      const exchange = session.exchanges[progress.exchanges]!;
      yield line('exchange', number, `"index":${exchange.index},${exchangeMembers(exchange, context)}`);
      progress.exchanges++;
    }
    for (const data of session.dataConnections) {
      const settled = finished || (data.connection?.closed && data.transfer?.code != null);
      if (progress.dataConnections.has(data) ? !finished : !settled) continue;
      progress.dataConnections.add(data);
      yield line('data-connection', number, dataConnectionMembers(data, context));
    }
    if (!finished) return;
    for (const finding of findingsOf(session)) yield line('finding', number, findingMembers(finding, context.texts));
    yield line('session', number, sessionHeadMembers(session, context));
  }
}

const line = (type: Line['type'], session: number | null, members: string): LineParts => ({ type, session, members });
