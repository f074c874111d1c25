/** Amounts and results of transfers, shared by explanations, findings and reports. */

import type { Transfer, Verdict } from '../ftp/protocol/session.js';
import { bytesWithin } from '../tcp/missing.js';
import type { Wrapper } from './codes.js';

/** Bytes of a transfer missing from the capture. */
export const missingBytes = (transfer: Transfer): number => bytesWithin(transfer.missing);

/** A rate over less than this is that of buffers, not of the path. */
const SHORTEST_RATED_SECONDS = 0.001;

/** Bytes a second; null where the time is not known or too short. */
export function rateOf({ bytes, durationSeconds }: Transfer): number | null {
  if (durationSeconds === null || durationSeconds < SHORTEST_RATED_SECONDS || bytes === 0) return null;
  return bytes / durationSeconds;
}

/** Bytes of the file or listing itself, without TLS and the transmission mode around it, where that can be reported. */
export const contentBytesOf = ({ bytes, contentBytes }: Transfer): number => contentBytes ?? bytes;

/** What is around the content of a transfer: 'MODE Z', 'TLS'; null: nothing, or it cannot be reported. */
export function wrapperOf(transfer: Transfer): Wrapper | null {
  if (transfer.contentBytes === null || transfer.contentBytes === transfer.bytes) return null;
  return transfer.mode === 'S' ? 'TLS' : `MODE ${transfer.mode}`;
}

/** 4yz: the server accepted the command and could not carry it out; 5yz: it refused (RFC 959 §4.2.1). */
export const refusedWord = (code: number | null): 'failed' | 'refused' =>
  code !== null && code < 500 ? 'failed' : 'refused';

/** The verdict; 'failed' where a refusal was the server's failure. */
export const verdictWord = ({ verdict, code }: Transfer): Verdict | 'failed' =>
  verdict === 'refused' ? refusedWord(code) : verdict;
