/** What is to be done with the content of a transfer, decided when its first byte comes. */
import type { Side } from '../../tcp/types.js';
import type { DataRecord } from '../dataConnection.js';
import type { DataConnection, Transfer } from '../session.js';
import type { ContentPlan, ContentSink } from './feed.js';
import { LineEndCounter } from './lineEnds.js';

/** Asked once for every transfer that moves at least one byte (or whose first bytes are lost); null: not interested. */
export type ContentSinkFactory = (data: DataConnection, transfer: Transfer) => ContentSink | null;

const NOTHING: ContentPlan = { mode: 'S', structure: 'F', type: null, sinks: [] };

/** null: its transfer is not known yet. */
export function planFor(record: DataRecord, from: Side, factory: ContentSinkFactory | null): ContentPlan | null {
  const { transfer } = record;
  if (!transfer) return null;
  transfer.contentSide ??= from;
  if (transfer.contentSide !== from) return NOTHING;
  const { mode, structure, type } = transfer;
  const sinks: ContentSink[] = [];
  if (type === 'A') {
    transfer.lineEnds = new LineEndCounter();
    sinks.push(transfer.lineEnds);
  }
  const sink = factory?.(record, transfer);
  if (sink) sinks.push(sink);
  return { mode, structure, type, sinks };
}
