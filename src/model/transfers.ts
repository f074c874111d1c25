/** Words for transfers, shared by explanations, findings and reports. */

import type { Direction, Transfer } from '../ftp/protocol/session.js';
import { bytesWithin } from '../tcp/missing.js';
import { formatCount, plural } from './format.js';
import { inMidTransfer } from './undecided.js';

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
export const missingBytes = (transfer: Transfer): number => bytesWithin(transfer.missing);

/** A rate over less than this tells of buffers, not of the path. */
const SHORTEST_RATED_SECONDS = 0.001;

/** Bytes a second; null where the time is not known or too short to tell of the path. */
export function rateOf({ bytes, durationSeconds }: Transfer): number | null {
  if (durationSeconds === null || durationSeconds < SHORTEST_RATED_SECONDS || bytes === 0) return null;
  return bytes / durationSeconds;
}

/** Bytes of the file or listing itself, without TLS and the transmission mode around it, where that can be reported. */
export const contentBytesOf = ({ bytes, contentBytes }: Transfer): number => contentBytes ?? bytes;

/** What is around the content of a transfer: 'MODE Z', 'TLS'; null: nothing, or it cannot be reported. */
export function wrapperOf(transfer: Transfer): string | null {
  if (transfer.contentBytes === null || transfer.contentBytes === transfer.bytes) return null;
  return transfer.mode === 'S' ? 'TLS' : `MODE ${transfer.mode}`;
}

/** ' from byte 25,000 on' after a REST that moved the beginning. */
export const restartWords = ({ restart }: Transfer): string =>
  restart === null || restart === 0 ? '' : ` from byte ${formatCount(restart)} on`;

/** '482 compressed, MODE Z; ': how many bytes travelled, where that is another number. */
function travelledWords(transfer: Transfer): string {
  const wrapper = wrapperOf(transfer);
  if (wrapper === null) return '';
  const how = wrapper === 'TLS' ? 'encrypted, TLS' : wrapper === 'MODE Z' ? 'compressed, MODE Z' : `in ${wrapper}`;
  return `${formatCount(transfer.bytes)} ${how}; `;
}

/** How much came: '4344 of 300,000 bytes' where more was told of, else '4344 bytes'. */
export function amountWords(transfer: Transfer): string {
  const { expectedBytes } = transfer;
  const bytes = contentBytesOf(transfer);
  return expectedBytes !== null && expectedBytes > bytes
    ? `${formatCount(bytes)} of ${plural(expectedBytes, 'byte')}`
    : plural(bytes, 'byte');
}

/** 4yz: the server accepted the command and could not carry it out; 5yz: it said no (RFC 959 §4.2.1). */
export const refusedWord = (code: number | null): string => (code !== null && code < 500 ? 'failed' : 'refused');

/** The verdict in one word for people: 'failed' where a refusal was the server's failure. */
export const verdictWord = ({ verdict, code }: Transfer): string =>
  verdict === 'refused' ? refusedWord(code) : verdict;

/** 'complete, 60,000 bytes (226)', 'truncated: 4096 of 60,000 bytes (426)' ... */
export function verdictWords(transfer: Transfer): string {
  const code = transfer.code === null ? 'no final reply' : String(transfer.code);
  const { expectedBytes } = transfer;
  const bytes = contentBytesOf(transfer);
  const amount = `${amountWords(transfer)}${restartWords(transfer)}`;
  switch (transfer.verdict) {
    case 'complete':
      return `complete, ${plural(bytes, 'byte')}${restartWords(transfer)} (${travelledWords(transfer)}${code})`;
    case 'truncated':
      return expectedBytes !== null && expectedBytes > bytes
        ? `truncated: ${amount} (${code})`
        : `truncated after ${amount} (${code})`;
    case 'refused':
      return `${refusedWord(transfer.code)} (${code}), nothing was transferred`;
    default:
      if (!inMidTransfer(transfer)) return `${amount} seen; whether that is all cannot be reported (${code})`;
      return transfer.exchange.dataConnection?.session.captureEnd === undefined
        ? `${amount} so far`
        : `${amount} ${bytes === 1 ? 'is' : 'are'} in this capture, which ends in mid-transfer (${code})`;
  }
}

/** '150 (frame 40)': who reported the size that was expected. */
export const sourceOf = ({ expectedFrom }: Transfer): string =>
  expectedFrom === null ? 'the dialogue' : `${expectedFrom.by} (frame ${expectedFrom.frame})`;
