/** Words for transfers, shared by explanations, findings and reports. */
import type { Direction, Transfer } from '../ftp/session.js';
import { formatCount, plural } from './format.js';

export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  download: 'Download',
  upload: 'Upload',
  listing: 'Listing',
  'third-party': 'Transfer between two servers',
};

export const TYPE_WORDS: Readonly<Record<'A' | 'I' | 'E' | 'L', string>> = {
  A: 'text, line ends travel as CR LF',
  I: 'image: bytes as they are',
  E: 'EBCDIC text',
  L: 'bytes of another length',
};

/** Bytes of a transfer that the capture lacks. */
export const missingBytes = (transfer: Transfer): number =>
  transfer.missing.reduce((sum, [from, to]) => sum + to - from, 0);

/** 'complete, 60,000 bytes (226)', 'truncated: 4096 of 60,000 bytes (426)' ... */
export function verdictWords(transfer: Transfer): string {
  const code = transfer.code === null ? 'no final reply' : String(transfer.code);
  const { bytes, expectedBytes } = transfer;
  switch (transfer.verdict) {
    case 'complete':
      return `complete, ${plural(bytes, 'byte')} (${code})`;
    case 'truncated':
      return expectedBytes !== null && expectedBytes > bytes
        ? `truncated: ${formatCount(bytes)} of ${plural(expectedBytes, 'byte')} (${code})`
        : `truncated after ${plural(bytes, 'byte')} (${code})`;
    case 'refused':
      return `refused (${code}), nothing was transferred`;
    default:
      return `${plural(bytes, 'byte')} seen; whether that is all cannot be told (${code})`;
  }
}
