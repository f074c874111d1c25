/**
 * Replaces passwords, user names and addresses in a capture file, and on request what transfers moved, by values of the same
 * length: lengths, sequence numbers, times and checksums stay what they are, and so does the analysis.
 */
import { randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { openSource } from '../../capture/formats.js';
import type { Packet } from '../../capture/packet.js';
import { SaveFile } from '../../capture/savefile.js';
import { LIMITS } from '../../limits.js';
import { formatAddress } from '../../wire/address.js';
import { AddressMap, keyOf } from './addresses.js';
import { changeByte, PlaceFinder as Finder, type PlaceFinder, type Places, type Range } from './layers.js';
import { type Patch, type Stream, Streams } from './streams.js';

/** What was replaced, each once, for the user. */
export type Replaced = {
  readonly addresses: readonly (readonly [before: string, after: string])[];
  readonly users: readonly (readonly [before: string, after: string])[];
  readonly passwords: number;
  /** Packets that were left out: parts of datagrams, whose content cannot be told. */
  readonly leftOut: number;
};

type Secret = { readonly kind: 'user' | 'password'; readonly value: string; readonly instead: string };

/** Shorter values are replaced where they are arguments, not wherever the same letters appear. */
const LONG_ENOUGH = 4;
/** At the beginning of a line, or of a TLS record: what cipher suites with NULL protect stands in it as it is (RFC 4785). */
const CREDENTIAL = /(?:^|\n|\x17\x03[\0-\x04][\s\S]{2})[\xf0-\xff]*(user|pass|acct) ([^\r\n]+)/gi;
const PUBLIC_USERS: ReadonlySet<string> = new Set(['anonymous', 'ftp']);
const OF_CONTROL = /^(?:220[ -]|(?:USER|FEAT|AUTH|OPTS|HOST|SYST) ?)/i;

/** @throws CaptureError */
export async function redact(path: string, contents: boolean): Promise<Replaced> {
  const redaction = new Redaction(contents);
  const first = openSource(path);
  for await (const packets of first.batches()) for (const packet of packets) redaction.look(packet);
  redaction.decide();
  const again = `${path}.tmp`;
  const source = openSource(path);
  const file = await SaveFile.create(again, { fractionDigits: first.status.fractionDigits });
  for await (const packets of source.batches()) {
    for (const packet of packets) {
      const changed = redaction.change(packet);
      if (changed !== null && !file.write(changed)) await file.drained();
    }
  }
  await file.close();
  await rename(again, path);
  return redaction.replaced;
}

class Redaction {
  /** Addresses of packets and texts; what each becomes is decided when all are known. */
  readonly #seen = new Map<string, Uint8Array>();
  #known: ReadonlyMap<string, { readonly before: Uint8Array; readonly after: Uint8Array }> = new Map();
  readonly #secrets = new Map<string, Secret>();
  readonly #finder: PlaceFinder = new Finder();
  #streams = new Streams();
  #ofPackets: (Stream | null)[] = [];
  #at = 0;
  #leftOut = 0;
  /** Bytes that were looked at across segments, and the packets up to the last of them. */
  #held = 0;
  #heldPackets = 0;
  #texts: ReadonlyMap<string, string> = new Map();
  #pattern: RegExp | null = null;

  constructor(private readonly contents: boolean) {}

  /** First pass: which addresses there are, and who said what. */
  look(packet: Packet): void {
    const { addresses, segment } = this.#finder.find(packet);
    for (const { start, end } of addresses) this.#know(packet.bytes.subarray(start, end));
    const stream = segment === null ? null : this.#streams.of(segment);
    this.#ofPackets.push(stream);
    if (stream !== null && segment !== null) {
      if (this.#held < LIMITS.redactBytes) {
        this.#held += stream.add(segment);
        this.#heldPackets = this.#ofPackets.length;
      }
      if (stream.isControl) return;
      const begin = Buffer.from(
        segment.bytes.subarray(segment.payloadStart, Math.min(segment.payloadEnd, segment.payloadStart + 8)),
      );
      if (!OF_CONTROL.test(begin.toString('latin1'))) return;
      stream.isControl = true;
      const back = this.#streams.back(segment);
      if (back !== undefined) back.isControl = true;
    }
  }

  /** Between the passes: what is replaced by what, and where in the streams. */
  decide(): void {
    for (const stream of this.#streams.all)
      for (const { text } of stream.runs())
        for (const [, verb, value] of text.matchAll(CREDENTIAL)) this.#secret(verb!.toLowerCase(), value!.trimEnd());
    for (const stream of this.#streams.all) for (const { text } of stream.runs()) this.#announced(text);
    const addresses = [...this.#seen.values()];
    const map = AddressMap.avoiding(addresses, () => randomBytes(64));
    this.#known = new Map(addresses.map((before) => [keyOf(before), { before, after: map.map(before) }]));
    const texts = new Map<string, string>();
    for (const { before, after } of this.#known.values())
      for (const [old, now] of textsOf(before, after)) texts.set(old, now);
    for (const { value, instead } of this.#secrets.values()) if (value.length >= LONG_ENOUGH) texts.set(value, instead);
    this.#texts = texts;
    const words = [...texts.keys()].filter((text) => texts.get(text) !== text).sort((a, b) => b.length - a.length);
    this.#pattern = words.length === 0 ? null : new RegExp(words.map(quoted).join('|'), 'g');
    for (const stream of this.#streams.all) {
      stream.patches = [...stream.runs()].flatMap(({ at, text }) => this.#patches(at, text));
      stream.forget();
    }
  }

  /** Second pass: the packet with other values; null: it is left out. */
  change(packet: Packet): Packet | null {
    const places = this.#finder.find(packet);
    const stream = this.#ofPackets[this.#at++] ?? null;
    if (places.fragment) {
      this.#leftOut++;
      return null;
    }
    const bytes = Uint8Array.from(packet.bytes);
    if (stream !== null && places.segment !== null) this.#payload(bytes, stream, places);
    if (places.quoted !== null) this.#quote(bytes, places.quoted, places);
    for (const { start, end } of places.addresses) {
      const after = this.#known.get(keyOf(packet.bytes.subarray(start, end)))?.after;
      if (after !== undefined)
        for (let i = start; i < end; i++) changeByte(bytes, i, after[i - start]!, places.checksums);
    }
    return { ...packet, bytes };
  }

  get replaced(): Replaced {
    const name = (address: Uint8Array) => textOf(address);
    const secrets = [...this.#secrets.values()];
    return {
      addresses: [...this.#known.values()]
        .filter(({ before, after }) => keyOf(before) !== keyOf(after))
        .map(({ before, after }) => [name(before), name(after)] as const),
      users: secrets.filter(({ kind }) => kind === 'user').map(({ value, instead }) => [value, instead] as const),
      passwords: secrets.filter(({ kind }) => kind === 'password').length,
      leftOut: this.#leftOut,
    };
  }

  #payload(bytes: Uint8Array, stream: Stream, { segment, checksums }: Places): void {
    const { payloadStart, payloadEnd } = segment!;
    const from = stream.placeOf(segment!);
    if (this.contents && !stream.isControl)
      for (let i = payloadStart; i < payloadEnd; i++) changeByte(bytes, i, 0x78, checksums);
    const alone = this.#at > this.#heldPackets;
    const text = alone ? Buffer.from(bytes.subarray(payloadStart, payloadEnd)).toString('latin1') : '';
    for (const patch of alone ? this.#patches(from, text) : stream.patches) {
      if (patch.at + patch.bytes.length <= from || patch.at >= from + payloadEnd - payloadStart) continue;
      for (const [i, value] of patch.bytes.entries()) {
        const place = payloadStart + patch.at + i - from;
        if (place >= payloadStart && place < payloadEnd) changeByte(bytes, place, value, checksums);
      }
    }
  }

  /** What an ICMP error quotes of the stream; its headers are changed as all others are. */
  #quote(bytes: Uint8Array, { start, end }: Range, { checksums }: Places): void {
    const text = Buffer.from(bytes.subarray(start, end)).toString('latin1');
    for (const patch of this.#patches(start, text))
      for (const [i, value] of patch.bytes.entries()) changeByte(bytes, patch.at + i, value, checksums);
  }

  #know(address: Uint8Array): void {
    const key = keyOf(address);
    if (!this.#seen.has(key)) this.#seen.set(key, Uint8Array.from(address));
  }

  /** Addresses that are only spoken of: PORT, 227, EPRT, text of replies. */
  #announced(text: string): void {
    for (const [, dotted] of text.matchAll(/(?<![\d.,])(\d{1,3}(?:[.,]\d{1,3}){3})(?![\d])/g)) {
      const octets = dotted!.split(/[.,]/).map(Number);
      if (octets.every((octet) => octet <= 255)) this.#know(Uint8Array.from(octets));
    }
  }

  #secret(verb: string, value: string): void {
    if (value === '' || (verb === 'user' && PUBLIC_USERS.has(value.toLowerCase()))) return;
    const kind = verb === 'user' ? 'user' : 'password';
    if (!this.#secrets.has(value)) this.#secrets.set(value, { kind, value, instead: letters(value) });
  }

  #patches(at: number, text: string): Patch[] {
    const patches: Patch[] = [];
    const add = (index: number, instead: string) =>
      patches.push({ at: at + index, bytes: Buffer.from(instead, 'latin1') });
    if (this.#pattern !== null)
      for (const { index, 0: found } of text.matchAll(this.#pattern)) add(index, this.#texts.get(found)!);
    for (const { index, 0: whole, 2: argument } of text.matchAll(CREDENTIAL)) {
      const secret = this.#secrets.get(argument!.trimEnd());
      if (secret !== undefined) add(index + whole.length - argument!.length, secret.instead);
    }
    return patches;
  }
}

function textOf(address: Uint8Array): string {
  const view = Buffer.from(address);
  const word = (i: number) => view.readUInt32BE(i * 4);
  return address.length === 4 ? formatAddress(4, word(0)) : formatAddress(6, word(0), word(1), word(2), word(3));
}
const quoted = (text: string): string => {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  // An address is none inside a longer number.
  return /^[\d.,]+$/.test(text) ? `(?<![\\d])${escaped}(?!\\d)` : escaped;
};

/** The ways in which FTP and people write an address. */
function* textsOf(before: Uint8Array, after: Uint8Array): Generator<readonly [string, string]> {
  const [old, now] = [textOf(before), textOf(after)];
  yield [old, now];
  if (before.length === 4) yield [old.replaceAll('.', ','), now.replaceAll('.', ',')];
  else yield [old.toUpperCase(), now.toUpperCase()];
}

/** As many letters, of no meaning; never the value itself, which a single letter could be. */
function letters(value: string): string {
  let instead = value;
  while (instead === value)
    instead = [...randomBytes(value.length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return instead;
}
