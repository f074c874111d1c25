/** Addresses and ports of announcements, written by hand: '10,77,0,2,145,247', '|||50009|', '10.0.0.2:37367', '37367'. */
import { type AddressResult, parseEprt, parseEpsvReply, parseLong, parsePort } from '../../ftp/protocol/address.js';
import { formatAddress, parseAddress } from '../../wire/address.js';
import { isPrivate } from '../../wire/addressClass.js';
import { portClass } from '../../wire/ports.js';
import { Draft, say } from '../explain/draft.js';
import { atPort, saying } from './rows.js';
import { type Section, sectionOf } from './section.js';

const canonical = (text: string): string | null => {
  const address = parseAddress(text);
  return address ? formatAddress(address.family, address.w0, address.w1, address.w2, address.w3) : null;
};

/** What was written of an announcement, without the command and the parentheses; null: it is none. */
function read(text: string): { readonly text: string; readonly result: AddressResult } | null {
  const bare = text.replace(/^(?:e|l)?(?:port|prt)\s+/i, '').replace(/^\(|\)$/g, '');
  if (/^\d+(?:\s*,\s*\d+){5}$/.test(bare)) return { text: bare, result: parsePort(bare) };
  if (/^\d+(?:\s*,\s*\d+){8,}$/.test(bare)) return { text: bare, result: parseLong(bare, canonical) };
  if (/^([^\d\s,])\1\1\d+\1$/.test(bare)) return { text: bare, result: parseEpsvReply(`(${bare})`) };
  if (/^([^\d\s,])\d\1[^|]+\1\d+\1?$/.test(bare)) return { text: bare, result: parseEprt(bare, canonical) };
  return null;
}

/** Null: the text is no announcement. */
export function announcementSection(text: string): Section | null {
  const found = read(text);
  if (found === null) return null;
  const { result } = found;
  const draft = new Draft();
  draft.rfc = found.text.includes(',') ? 'RFC 959 §4.1.2' : 'RFC 2428';
  if (!result.ok) draft.bad('bad-announcement', { problem: result.problem });
  else {
    const { address, port, arithmetic } = result.value;
    if (address === null) draft.text('port-only', {});
    else draft.text('announced-address', { address, reserved: isPrivate(address) });
    if (arithmetic !== null) draft.text('port-in-bytes', {});
    draft.value('announced-port', { port, arithmetic });
    if (portClass(port) === 'registered') draft.dim('ephemeral', {});
  }
  return sectionOf(say('title-announcement', { text: found.text }), draft, { shows: saying(found.text) });
}

/** '10.0.0.2:37367' and '[2001:db8::1]:37367': how it is announced. Null: the text is no endpoint. */
export function endpointSection(text: string): Section | null {
  const found = /^\[?([\d.]+|[\da-f:.]+(?=\]))\]?:(\d{1,5})$/i.exec(text);
  const address = found === null ? null : canonical(found[1]!);
  const port = Number(found?.[2]);
  if (address === null || port > 65_535) return null;
  const draft = new Draft();
  draft.rfc = 'RFC 959 §4.1.2, RFC 2428';
  draft.value('announced-port', { port, arithmetic: `${port >> 8}×256+${port & 255}` });
  const four = !address.includes(':');
  if (four) draft.value('announced-reverse', { text: `${address.replaceAll('.', ',')},${port >> 8},${port & 255}` });
  draft.value('announced-extended', { text: `|${four ? 1 : 2}|${address}|${port}|` });
  return sectionOf(say('title-announcement', { text }), draft, { shows: atPort(port), needs: 'segments' });
}

/** '50009', 'port 50009': its class, and the name that IANA gave it. Null: the text is no port. */
export function portSection(text: string): Section | null {
  const port = Number(/^(?:port[\s-])?(\d{1,5})$/i.exec(text)?.[1] ?? Number.NaN);
  if (!(port <= 65_535)) return null;
  const draft = new Draft();
  draft.rfc = 'RFC 6335 §6';
  draft.text('port-in-bytes', {}).value('announced-port', { port, arithmetic: `${port >> 8}×256+${port & 255}` });
  if (portClass(port) === 'registered') draft.dim('ephemeral', {});
  return sectionOf(say('title-port', { port }), draft, { shows: atPort(port), needs: 'segments' });
}
