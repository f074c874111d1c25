/** How each mode writes its endpoint: one row each. */
import { formatAddress, parseAddress } from '../../wire/address.js';
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

/** The modes in which somebody announces where it waits. */
export type AnnouncedMode = Exclude<DataMode, 'DEFAULT'>;

type AnnouncementForm = {
  /** Who announces and then waits; the other opens the data connection. */
  readonly by: 'client' | 'server';
  /** The reply that announces, or that accepts the announcement. */
  readonly code: number;
  readonly rfc: string;
  /** Argument or reply text -> endpoint. */
  readonly parse: (text: string) => AddressResult;
  /** The ports that remain possible when the text's end is lost. */
  readonly partial?: (text: string) => { from: number; to: number } | null;
  /** It names a port alone: the address is that of the control connection. */
  readonly portOnly?: true;
  /** Clients try it before its predecessor: a server that does not know it says so, and nothing is lost. */
  readonly triedFirst?: true;
};

const canonical = (text: string): string | null => {
  const address = parseAddress(text);
  return address ? formatAddress(address.family, address.w0, address.w1, address.w2, address.w3) : null;
};

export const ANNOUNCEMENTS: Readonly<Record<AnnouncedMode, AnnouncementForm>> = {
  PORT: { by: 'client', code: 200, rfc: 'RFC 959 §3.2', parse: parsePort },
  PASV: { by: 'server', code: 227, rfc: 'RFC 959 §3.2', parse: parsePasvReply, partial: partialPasvPorts },
  EPRT: { by: 'client', code: 200, rfc: 'RFC 2428', parse: (text) => parseEprt(text, canonical), triedFirst: true },
  EPSV: { by: 'server', code: 229, rfc: 'RFC 2428', parse: parseEpsvReply, portOnly: true, triedFirst: true },
  LPRT: { by: 'client', code: 200, rfc: 'RFC 1639', parse: (text) => parseLong(text, canonical) },
  LPSV: { by: 'server', code: 228, rfc: 'RFC 1639', parse: (text) => parseLong(text, canonical) },
};

/** Its form; null where nothing is announced: the default data connection (RFC 959 §3.3). */
export const formOf = (mode: DataMode): AnnouncementForm | null => (mode === 'DEFAULT' ? null : ANNOUNCEMENTS[mode]);

/** Modes in which the server opens the data connection (RFC 959 §3.2, RFC 2428 §2, RFC 1639 §3.1). */
export const isActive = (mode: DataMode): boolean => formOf(mode)?.by !== 'server';

const BY_REPLY: ReadonlyMap<number, AnnouncedMode> = new Map(
  (Object.keys(ANNOUNCEMENTS) as AnnouncedMode[])
    .filter((mode) => ANNOUNCEMENTS[mode].by === 'server')
    .map((mode) => [ANNOUNCEMENTS[mode].code, mode]),
);

/** The mode that a reply announces by itself, for captures that lack the command: 227, 228 and 229 mean nothing else. */
export const announcedByReply = (code: number): AnnouncedMode | undefined => BY_REPLY.get(code);
