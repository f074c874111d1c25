/** Numbers of a segment beside its name. */
import type { SegmentDetails } from '../../model/segmentDetails.js';

/** In the letters of Wireshark: 'SYN Seq=0 Win=64240 MSS=1460'. */
export function withNumbers(label: string, details: SegmentDetails | null): string {
  if (details === null) return label;
  const { seq, ack, window, options } = details;
  const parts = [
    `Seq=${seq}`,
    ack === null ? '' : `Ack=${ack}`,
    window === null ? '' : `Win=${window}`,
    options === null || options.mss === null ? '' : `MSS=${options.mss}`,
  ];
  return `${label} ${parts.filter((part) => part !== '').join(' ')}`;
}
