/**
 * What of a dialogue must not be shown: passwords and what may be one. A command is hidden where its table says so, where
 * it stands in the place of a password, and where it cannot be told; a server that repeats a secret is masked by a keyed
 * hash of every secret seen, so that none is kept.
 */
import { randomBytes } from 'node:crypto';
import { LIMITS } from '../../limits.js';
import { rowOf } from './commands.js';

export const MASK = '********';
/** RFC 1635: these users give an e-mail address, which is no secret. */
export const isAnonymous = (user: string | null): boolean => /^(anonymous|ftp)$/i.test(user ?? '');

/** Shorter ones stand in every text: they are masked only where they follow a word that asks for them. */
const SHORTEST_SECRET = 4;
/** 'ftp://user:secret@host' (RFC 1738 §3.1). */
const URL_SECRET = /\b([a-z][a-z0-9+.-]*:\/\/[^\s/@:]*):[^\s/@]+@/gi;
/** Commands whose space was forgotten ('PASSsecret'), or that are none ('PASSWORD secret'). */
const LIKE_PASSWORD = /^(PASS|ACCT)\S/i;
/** 'USER name:secret', as some proxies want it. */
const USER_SECRET = /^([^\s:@]+):(.+)$/s;

/** A command as it may be kept and shown. */
export type Visible = {
  readonly verb: string;
  readonly argument: string;
  /** Something of it is hidden. */
  readonly hidden: boolean;
};

export class Secrets {
  /** Lengths of the secrets seen, and their hashes. */
  readonly #hashes = new Map<number, Hashes>();
  #count = 0;
  #user: string | null = null;
  /** The password that follows is an e-mail address. */
  #anonymous = false;
  /** The server, as far as is known, waits for a password or a step of an authentication. */
  #expected = false;

  constructor(private readonly shown: boolean) {}

  /** @param verb in upper case */
  command(verb: string, argument: string): Visible {
    if (this.shown) return { verb, argument, hidden: false };
    const row = rowOf(verb);
    const expected = this.#expected;
    this.#expected = row?.login === 'user';
    if (row === undefined && (expected || LIKE_PASSWORD.test(verb))) return this.#unknown(verb, argument);
    if (row?.login === 'user') return this.#names(verb, argument);
    if (row?.secret) {
      if (argument === '' || (row.login === 'password' && this.#anonymous)) return { verb, argument, hidden: false };
      this.#keep(argument);
      return { verb, argument: MASK, hidden: true };
    }
    const before = row?.secretAfter?.exec(argument)?.[0];
    if (before !== undefined && argument.slice(before.length).trim() !== '') {
      for (const word of argument.slice(before.length).split(/\s+/)) this.#keep(word);
      return { verb, argument: `${before.trim()} ${MASK}`, hidden: true };
    }
    const plain = argument.replace(URL_SECRET, `$1:${MASK}@`);
    return { verb, argument: plain, hidden: plain !== argument };
  }

  /** A final reply has come. `toUser`: it answers USER. */
  replied(code: number, toUser: boolean): void {
    this.#expected = code === 331 || code === 332 || code === 334 || code === 335;
    if (toUser && code >= 400) this.#anonymous = false;
  }

  /** Bytes of the client are missing: another USER may be among them. */
  lost(): void {
    this.#anonymous = false;
    this.#expected = true;
  }

  /** Text of the server as it may be kept and shown. */
  text(text: string): string {
    if (this.shown) return text;
    const plain = text.includes('://') ? text.replace(URL_SECRET, `$1:${MASK}@`) : text;
    return this.#hashes.size === 0 ? plain : this.#masked(plain);
  }

  #unknown(verb: string, argument: string): Visible {
    const named = LIKE_PASSWORD.exec(verb)?.[1]?.toUpperCase() ?? '';
    this.#keep(verb.slice(named.length));
    if (argument !== '') this.#keep(argument);
    return { verb: `${named}${MASK}`, argument: argument === '' ? '' : MASK, hidden: true };
  }

  #names(verb: string, argument: string): Visible {
    const parts = USER_SECRET.exec(argument);
    const name = parts?.[1] ?? argument;
    this.#user = name;
    this.#anonymous = isAnonymous(name);
    if (!parts) return { verb, argument, hidden: false };
    this.#keep(parts[2]!);
    return { verb, argument: `${name}:${MASK}`, hidden: true };
  }

  #keep(secret: string): void {
    // A password that is the user's name is said by the name.
    if (secret.length < SHORTEST_SECRET || secret.toLowerCase() === this.#user?.toLowerCase()) return;
    if (secret.length > LIMITS.shownCharacters || this.#count >= LIMITS.secretsPerSession) return;
    for (const form of new Set([secret, secret.toUpperCase(), secret.toLowerCase()])) {
      const hashes = this.#hashes.get(form.length) ?? { exact: new Set(), quick: new Set(), bits: 0 };
      if (hashes.exact.size === 0 && this.#hashes.size >= LIMITS.secretLengthsPerSession) return;
      hashes.exact.add(hashOf(form, 0, form.length));
      const quick = quickHash(form);
      hashes.quick.add(quick);
      hashes.bits |= bitOf(quick);
      this.#hashes.set(form.length, hashes);
    }
    this.#count++;
  }

  #masked(text: string): string {
    const ranges: [number, number][] = [];
    for (const [length, hashes] of this.#hashes) find(text, length, hashes, ranges);
    if (ranges.length === 0) return text;
    ranges.sort((a, b) => a[0] - b[0]);
    let shown = '';
    let end = 0;
    for (const [from, to] of ranges) {
      if (from >= end) shown += `${text.slice(end, from)}${MASK}`;
      end = Math.max(end, to);
    }
    return shown + text.slice(end);
  }
}

/** Below 2^26: the product of two numbers below it is exact. */
const MODULUS = 67_108_859;
const KEY = randomBytes(8);
const BASE = [65_536 + (KEY.readUInt32LE(0) % 60_000_000), 65_536 + (KEY.readUInt32LE(4) % 60_000_000)] as const;

/** Two hashes in one number below 2^52. */
const joined = (a: number, b: number): number => a * MODULUS + b;

function hashOf(text: string, from: number, to: number): number {
  let a = 0;
  let b = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    a = (a * BASE[0] + code) % MODULUS;
    b = (b * BASE[1] + code) % MODULUS;
  }
  return joined(a, b);
}

/** Of the secrets of one length. `quick` is looked at first, and before that `bits`, which has one for each of `quick`. */
type Hashes = { readonly exact: Set<number>; readonly quick: Set<number>; bits: number };

/** Odd, for a hash that wraps around at 2^32. */
const QUICK_BASE = KEY.readUInt32LE(2) | 1;

const bitOf = (hash: number): number => 1 << (hash >>> 27);

function quickHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, QUICK_BASE) + text.charCodeAt(i)) | 0;
  return Math.imul(hash, QUICK_BASE);
}

/** Adds to `ranges` where `text` has `length` characters with one of the hashes. */
function find(text: string, length: number, { exact, quick, bits }: Hashes, ranges: [number, number][]): void {
  let power = QUICK_BASE;
  for (let i = 1; i < length; i++) power = Math.imul(power, QUICK_BASE);
  let hash = 0;
  for (let end = 0; end < text.length; end++) {
    hash = (Math.imul(hash, QUICK_BASE) + text.charCodeAt(end)) | 0;
    const from = end + 1 - length;
    if (from < 0) continue;
    if (from > 0) hash = (hash - Math.imul(power, text.charCodeAt(from - 1))) | 0;
    const mixed = Math.imul(hash, QUICK_BASE);
    if ((bitOf(mixed) & bits) === 0 || !quick.has(mixed)) continue;
    if (exact.has(hashOf(text, from, end + 1))) ranges.push([from, end + 1]);
  }
}
