/**
 * What a transfer moved, taken out of how it travelled: transmission modes (RFC 959 §3.4) and file structures (§3.1.2),
 * one file each and one row here. Decoders are fed piece by piece and pass on piece by piece; none keeps a file.
 */
import { BlockDecoder } from './block.js';
import { CompressedDecoder } from './compressed.js';
import { DeflateDecoder } from './deflate.js';
import { PageDecoder } from './pages.js';
import { RecordDecoder } from './records.js';
import type { ContentDecoder, ContentFacts, ContentOutput, Mode, RepresentationType, Structure } from './types.js';

type Maker = (output: ContentOutput, facts: ContentFacts, type: RepresentationType) => ContentDecoder;

/** What each mode is called, and what reads it; stream mode (§3.4.1) is the bytes themselves. */
export const MODES: Readonly<Record<Mode, { readonly name: string; readonly decoder: Maker | null }>> = {
  S: { name: 'stream', decoder: null },
  B: { name: 'block', decoder: (output, facts) => new BlockDecoder(output, facts) },
  C: { name: 'compressed', decoder: (output, facts, type) => new CompressedDecoder(output, facts, type) },
  Z: { name: 'deflate', decoder: (output, facts) => new DeflateDecoder(output, facts) },
};

/** Likewise for structures. `always`: also inside blocks, which mark ends of records by themselves. */
const STRUCTURES: Readonly<
  Record<Structure, { readonly name: string; readonly always: boolean; readonly decoder: Maker | null }>
> = {
  F: { name: 'file', always: false, decoder: null },
  R: { name: 'record', always: false, decoder: (output, facts) => new RecordDecoder(output, facts) },
  P: { name: 'page', always: true, decoder: (output, facts) => new PageDecoder(output, facts) },
};

export const newFacts = (): ContentFacts => ({
  malformed: null,
  ended: null,
  records: null,
  trailingBytes: 0,
});

/** The bytes travel as they are: nothing has to be decoded. */
export const travelsAsIs = (mode: Mode, structure: Structure): boolean => mode === 'S' && structure === 'F';

/** The chain of decoders for a transfer; null where the bytes travel as they are. */
export function openDecoder(
  mode: Mode,
  structure: Structure,
  type: RepresentationType,
  output: ContentOutput,
  facts: ContentFacts,
): ContentDecoder | null {
  const { decoder: ofMode } = MODES[mode];
  const { decoder: ofStructure, always } = STRUCTURES[structure];
  const marksRecords = mode === 'B' || mode === 'C';
  const inner = ofStructure && (always || !marksRecords) ? ofStructure(output, facts, type) : null;
  if (!ofMode) return inner;
  return ofMode(inner ? into(inner, output) : output, facts, type);
}

/** A decoder as the output of another. */
function into(decoder: ContentDecoder, output: ContentOutput): ContentOutput & { end(): void } {
  return {
    data: (bytes, start, end) => decoder.data(bytes, start, end),
    gap: (lengthBytes) => decoder.gap(lengthBytes),
    recordEnd: () => output.recordEnd(),
    end: () => decoder.end(),
  };
}
