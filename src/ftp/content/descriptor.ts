/** Descriptors (RFC 959 §3.4.2, §3.4.3): what block and compressed mode say of the data that they stand before. */
import type { ContentFacts, ContentOutput } from './types.js';

/** Descriptor bits; they may stand together. */
export const DESCRIPTOR = { endOfRecord: 128, endOfFile: 64, suspect: 32, restartMarker: 16 } as const;

/** What holds at the end of the data that a descriptor describes (§3.4.2; also §3.4.3). */
export function applyDescriptor(descriptor: number, output: ContentOutput, facts: ContentFacts): void {
  if (descriptor & DESCRIPTOR.endOfRecord) {
    facts.records = (facts.records ?? 0) + 1;
    output.recordEnd();
  }
  if (descriptor & DESCRIPTOR.endOfFile) facts.ended = true;
}
