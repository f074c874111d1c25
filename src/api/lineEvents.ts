/** Events from the lines that `--format ndjson` writes. */
import type { LineParts } from '../output/json/lines.js';
import type { Connection, DataConnection, FactLine } from '../output/json/report.js';
import type { AnalysisEvent } from './events.js';

/** Makes events of lines. What was given out and has not changed is not given out again. */
export class LineEvents {
  /** The data connections that were given out, as they were then. */
  readonly #given = new Map<string, string>();
  readonly #unclaimed: Connection[] = [];

  *of({ type, session, members }: LineParts): Generator<AnalysisEvent> {
    if (type === 'data-connection') {
      const { id } = JSON.parse(`{${members}}`) as DataConnection;
      if (this.#given.get(id) === members) return;
      this.#given.set(id, members);
    }
    yield* this.#events(JSON.parse(`{"type":"${type}","session":${session},${members}}`) as FactLine);
  }

  *#events(line: FactLine): Generator<AnalysisEvent> {
    switch (line.type) {
      case 'session-start':
        yield { ...line, type: 'session' };
        return;
      case 'exchange': {
        const { type, session, index, ...exchange } = line;
        yield { type, session, index, exchange };
        return;
      }
      case 'data-connection': {
        const { type: _, session, ...dataConnection } = line;
        const { id, transfer } = dataConnection;
        yield { type: 'dataConnection', session, dataConnection };
        if (transfer !== null) yield { type: 'transfer', session, dataConnection: id, transfer };
        return;
      }
      case 'finding': {
        const { type, session, ...finding } = line;
        yield { type, session, finding };
        return;
      }
      case 'trouble': {
        const { type, ...trouble } = line;
        yield { type, session: trouble.session, trouble };
        return;
      }
      case 'session': {
        const { type: _, session, ...head } = line;
        yield { type: 'sessionEnd', session, head };
        return;
      }
      // Only with --shard, which the library does not have.
      case 'third-host':
        return;
      case 'unclaimed': {
        const { type: _, session: __, ...connection } = line;
        this.#unclaimed.push(connection);
        return;
      }
      case 'capture': {
        const { type: _, session: __, connections, ...capture } = line;
        yield { type: 'end', capture, connections, unclaimed: this.#unclaimed };
      }
    }
  }
}
