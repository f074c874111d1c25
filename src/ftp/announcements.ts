/** How each mode writes its endpoint: one row each. */
import { formatAddress, parseAddress } from '../wire/address.js';
import {
  type AddressResult,
  parseEprt,
  parseEpsvReply,
  parseLong,
  parsePasvReply,
  parsePort,
  partialPasvPorts,
} from './address.js';
import type { DataMode } from './session.js';

export type AnnouncementForm = {
  /** The reply that announces, or that accepts the announcement. */
  readonly code: number;
  /** Argument or reply text -> endpoint. */
  readonly parse: (text: string) => AddressResult;
  /** The ports that remain possible when the text's end is lost. */
  readonly partial?: (text: string) => { from: number; to: number } | null;
};

const canonical = (text: string): string | null => {
  const address = parseAddress(text);
  return address ? formatAddress(address.family, address.w0, address.w1, address.w2, address.w3) : null;
};

const SERVER_MODES: readonly DataMode[] = ['PASV', 'LPSV', 'EPSV'];

export const ANNOUNCEMENTS: Readonly<Partial<Record<DataMode, AnnouncementForm>>> = {
  PORT: { code: 200, parse: parsePort },
  PASV: { code: 227, parse: parsePasvReply, partial: partialPasvPorts },
  EPRT: { code: 200, parse: (text) => parseEprt(text, canonical) },
  EPSV: { code: 229, parse: parseEpsvReply },
  LPRT: { code: 200, parse: (text) => parseLong(text, canonical) },
  LPSV: { code: 228, parse: (text) => parseLong(text, canonical) },
};

/** The mode that a reply announces by itself, for captures that lack the command: 227, 228 and 229 mean nothing else. */
export function announcedByReply(code: number): { by: 'server'; mode: DataMode; code: number } | undefined {
  const mode = SERVER_MODES.find((each) => ANNOUNCEMENTS[each]?.code === code);
  return mode ? { by: 'server', mode, code } : undefined;
}
