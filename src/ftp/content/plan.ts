/** What is to be done with the content of a transfer, decided when its first byte comes. */
import type { Side } from '../../tcp/types.js';
import { rowOf } from '../protocol/commands.js';
import { listedName } from '../protocol/directory.js';
import type { DataConnection, Transfer } from '../protocol/session.js';
import type { DataChannel, TransferRecord } from '../transfer/dataChannel.js';
import { entryPath, type ListingEntry, type ListingKind, ListingReader } from '../transfer/listing.js';
import type { ContentPlan, ContentSink } from './feed.js';
import { LineEndCounter } from './lineEnds.js';

/** Asked once for every transfer that moves at least one byte (or whose first bytes are lost); null: not interested. */
export type ContentSinkFactory = (data: DataConnection, transfer: Transfer) => ContentSink | null;

const NOTHING: ContentPlan = { mode: 'S', structure: 'F', type: null, sinks: [] };

/** null: its transfer is not known yet. */
export function planFor(record: DataChannel, from: Side, factory: ContentSinkFactory | null): ContentPlan | null {
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
  const listing = rowOf(transfer.exchange.command!.verb)?.listing;
  if (listing) sinks.push(readListing(record, transfer, listing));
  const sink = factory?.(record, transfer);
  if (sink) sinks.push(sink);
  return { mode, structure, type, sinks };
}

/** Reads a listing, so that the sizes in it can confirm later transfers. */
function readListing({ session }: DataChannel, transfer: TransferRecord, kind: ListingKind): ListingReader {
  const { exchange, path } = transfer;
  const { verb, argument, frame } = exchange.command!;
  const source = { by: verb, frame };
  const found = (entry: ListingEntry, section: string | null) => {
    if (entry.kind !== 'file' || entry.bytes === null) return;
    const whole = entryPath(entry, section, path, listedName(argument), transfer.directory);
    if (whole !== null) session.reported.listed(whole, { bytes: entry.bytes, source, weak: true });
  };
  const reader = new ListingReader(kind, found, session.limitsHit);
  transfer.listing = reader.entries;
  return reader;
}
