/** From the texts of the table of families to the probability of the lengths that were seen. */
import { lazy } from '../../bytes/lazy.js';
import type { ByteRange } from '../../tls/content.js';
import { FAMILIES, type Family } from './families.js';
import { VERBS } from './verbs.js';

/** What is known of a turn beside the lengths of its records; null: not known. */
export type TurnContext = {
  /** Bytes of the command's argument, if it is the verb in question. */
  readonly argument: number;
  readonly userBytes: number | null;
  /** Digits of the bytes that the transfer moved. */
  readonly sizeDigits: number | null;
  /** Of the connection that the turn announced. */
  readonly portDigits: number | null;
  readonly hostPort: ByteRange;
};

/** A part of a line whose length is not fixed: at least `min`, at most `max`; shorter ones are likelier by `scale`. */
type Part = ByteRange & { readonly scale: number };
/** One line; 'lines': any number of them. */
type Line = { readonly fixed: number; readonly parts: readonly string[] } | 'lines';
type Alternative = { readonly lines: readonly Line[]; readonly digit: number; readonly share: number };

/** In a 227 over IPv6. */
export const NO_ADDRESS = '0.0.0.0';
const LINE_END_BYTES = 2;
const PLACE = /\{(\w+)\}/g;

function readLine(text: string): Line {
  if (text === '{lines}') return 'lines';
  return {
    fixed: text.replace(PLACE, '').length + LINE_END_BYTES,
    parts: [...text.matchAll(PLACE)].map(([, name]) => name!),
  };
}

function joined(lines: readonly Line[]): Line {
  let fixed = 0;
  const parts: string[] = [];
  for (const line of lines) {
    if (line === 'lines') parts.push('x');
    else {
      fixed += line.fixed;
      parts.push(...line.parts);
    }
  }
  return { fixed, parts };
}

function readAlternative(text: string, share: number, oneRecord: boolean): Alternative {
  const replies = text.split(' | ');
  const lines = replies.flatMap((reply) => {
    const each = reply.split('\n').map(readLine);
    return oneRecord ? [joined(each)] : each;
  });
  return { lines, digit: Number(replies.at(-1)![0]), share };
}

/** The first alternative is the likeliest by far; each one after it less likely than the one before. */
function readForms(texts: readonly string[], oneRecord: boolean, weight = 1): Alternative[] {
  const shares = texts.map((_, i) => (i === 0 ? 1 : 0.2 / 1.5 ** (i - 1)));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return texts.flatMap((text, i) => {
    const share = (weight * shares[i]!) / all;
    const written = text.includes('{c}') ? AS_IT_STANDS : ([[null, 1]] as const);
    return written.map(([place, part]) =>
      readAlternative(place === null ? text : text.replace('{c}', place), share * part, oneRecord),
    );
  });
}

/** A directory is told whole: it was asked for so, or from the root, where clients mostly are, or from deeper. */
const AS_IT_STANDS = [
  ['{n}', 0.35],
  ['/{n}', 0.3],
  ['{c}', 0.35],
] as const;

/** A family ready for use: the alternatives of each verb of `VERBS`, in its order; and of the greeting. */
export type ReplyTable = {
  readonly name: string | null;
  readonly byVerb: readonly (readonly Alternative[])[];
  readonly greeting: readonly Alternative[];
};

/** Share of the replies that any command can get, such as 500 and 530. */
const COMMON_SHARE = 0.04;

function tableOf(family: Family): ReplyTable {
  const common = readForms(family.forms['*'] ?? [], family.oneRecord, COMMON_SHARE);
  const forms = (verb: string): Alternative[] => [
    ...readForms(
      family.forms[verb] ?? ['200 {x}', '500 {x}'],
      family.oneRecord,
      family.forms[verb] ? 1 - COMMON_SHARE : 0.2,
    ),
    ...common,
  ];
  return {
    name: family.name,
    byVerb: VERBS.map(({ verb }) => forms(verb)),
    greeting: readForms(family.forms['']!, family.oneRecord),
  };
}

/** What all servers answer alike, whatever their words. */
const ANY_SERVER: Readonly<Record<string, readonly string[]>> = {
  PASV: ['227 Entering Passive Mode ({a}).', '227 Entering Passive Mode ({a})', '227 {x}({a}){x}'],
  EPSV: ['229 Entering Extended Passive Mode (|||{g}|)', '229 {x}(|||{g}|){x}', '500 {x}'],
  SIZE: ['213 {s}', '550 {x}'],
  MDTM: ['213 {t}', '550 {x}'],
  PWD: ['257 "{p}" {x}', '257 "{p}"'],
  FEAT: ['211-{x}\n{lines}\n211 {x}', '500 {x}'],
  SYST: ['215 UNIX Type: L8', '215 {x}'],
  LIST: ['150 {x} | 226 {x}', '550 {x}'],
  NLST: ['150 {x} | 226 {x}', '550 {x}'],
  MLSD: ['150 {x} | 226 {x}', '550 {x}'],
  RETR: ['150 {x} | 226 {x}', '550 {x}'],
  STOR: ['150 {x} | 226 {x}', '550 {x}'],
  APPE: ['150 {x} | 226 {x}', '550 {x}'],
  STOU: ['150 {x} | 226 {x}', '550 {x}'],
  STAT: ['211-{x}\n{lines}\n211 {x}', '211 {x}'],
  HELP: ['214-{x}\n{lines}\n214 {x}', '214 {x}'],
  USER: ['331 {x}', '230 {x}', '530 {x}'],
  PASS: ['230 {x}', '230-{x}\n{lines}\n230 {x}', '530 {x}'],
  RNFR: ['350 {x}', '550 {x}'],
  REST: ['350 {x}', '500 {x}'],
  QUIT: ['221 Goodbye.', '221 {x}', '221-{x}\n221 {x}'],
};
const KNOWN_SHARE = 0.5;

/** A server that is not recognised: half of its replies are those of some family, half are anything. */
function unknownTable(tables: readonly ReplyTable[]): ReplyTable {
  const byVerb = VERBS.map(({ verb }, i) => {
    const known = tables.flatMap(({ byVerb: rows }) =>
      rows[i]!.map((one) => ({ ...one, share: (one.share * KNOWN_SHARE) / tables.length })),
    );
    return [...known, ...readForms(ANY_SERVER[verb] ?? ['200 {x}', '550 {x}'], false, 1 - KNOWN_SHARE)];
  });
  return { name: null, byVerb, greeting: readForms(['220 {x}', '220-{x}\n{lines}\n220 {x}'], false) };
}

/** Of the families, in their order. Most captures need none of them. */
export const replyTables = lazy((): readonly ReplyTable[] => FAMILIES.map(tableOf));
export const anyServersTable = lazy((): ReplyTable => unknownTable(replyTables()));

/** The server's program by its greeting, where that was read; null: none that is known. */
export function familyOf(greeting: string): ReplyTable | null {
  const at = FAMILIES.findIndex((family) => family.greeting.test(greeting));
  return at < 0 ? null : replyTables()[at]!;
}

/**
 * The tables that may be the server's, by what it said in clear text.
 * @param greeting '' where it was not read
 * @param auth the text of its reply to AUTH; null: it was not read
 */
export function tablesFor(greeting: string, auth: string | null): readonly ReplyTable[] {
  const known = familyOf(greeting);
  // A greeting can be another program's: what follows must fit it.
  if (known) return [known, anyServersTable()];
  if (auth !== null) return [...replyTables().filter((_, i) => FAMILIES[i]!.auth.test(auth)), anyServersTable()];
  return greeting === '' ? [...replyTables(), anyServersTable()] : [anyServersTable()];
}

function partOf(name: string, context: TurnContext): Part {
  const exactly = (bytes: number): Part => ({ min: bytes, max: bytes, scale: 1 });
  switch (name) {
    case 'n':
      return exactly(context.argument);
    case 'u':
      return context.userBytes === null ? { min: 1, max: 40, scale: 6 } : exactly(context.userBytes);
    case 's':
      return context.sizeDigits === null ? { min: 1, max: 12, scale: 4 } : exactly(context.sizeDigits);
    case 'g':
      return context.portDigits === null ? { min: 4, max: 5, scale: 4 } : exactly(context.portDigits);
    case 'a':
      return { ...context.hostPort, scale: 4 };
    case 't':
      return { min: 14, max: 18, scale: 0.15 };
    case 'd':
      return { min: 1, max: 5, scale: 0.6 };
    case 'f':
      return { min: 4, max: 6, scale: 2 };
    case 'm':
      return { min: 5, max: 6, scale: 10 };
    case 'k':
      return { min: 0, max: 1, scale: 2 };
    case 'p':
      return { min: 1, max: 255, scale: 6 };
    case 'c':
      return { min: context.argument, max: context.argument + 120, scale: 8 };
    case 'long':
      return { min: 40, max: 3000, scale: 300 };
    default:
      return { min: 0, max: 500, scale: 25 };
  }
}

/** How probable a line of this length is. */
function lineLikelihood(line: Exclude<Line, 'lines'>, bytes: ByteRange, context: TurnContext): number {
  let min = line.fixed;
  let span = 0;
  let scale = 0;
  for (const name of line.parts) {
    const part = partOf(name, context);
    min += part.min;
    span += part.max - part.min;
    if (part.max > part.min) scale += part.scale;
  }
  let sum = 0;
  for (let length = Math.max(bytes.min, min); length <= Math.min(bytes.max, min + span); length++)
    sum += span === 0 ? 1 : geometric(length - min, scale, span);
  return sum;
}

/** Over 0 to `span`, falling by e each `scale`. */
const geometric = (k: number, scale: number, span: number): number =>
  (Math.exp(-k / scale) * (1 - Math.exp(-1 / scale))) / (1 - Math.exp(-(span + 1) / scale));

/** Any number of lines costs this much a line: feature lists have lines of all lengths. */
const ANY_LINE = 0.02;
/** A final reply that has not come, or is not in the capture. */
const UNFINISHED = 0.01;
/** Replies that no form has. */
const NO_FORM = 1e-5;
const NO_FORM_LINE = 2e-3;

function alternativeLikelihood(lines: readonly Line[], seen: readonly ByteRange[], context: TurnContext): number {
  const many = lines.indexOf('lines');
  let p = 1;
  if (many < 0) {
    if (seen.length > lines.length) return 0;
    if (seen.length < lines.length) p *= UNFINISHED;
    for (let i = 0; i < seen.length && p > 0; i++) p *= lineLikelihood(lines[i] as never, seen[i]!, context);
    return p;
  }
  const after = lines.length - many - 1;
  const middle = seen.length - many - after;
  if (middle < 0) return 0;
  for (let i = 0; i < many; i++) p *= lineLikelihood(lines[i] as never, seen[i]!, context);
  for (let i = 0; i < after; i++)
    p *= lineLikelihood(lines[many + 1 + i] as never, seen[seen.length - after + i]!, context);
  return p * ANY_LINE ** Math.min(middle, 3);
}

/** The likelihood of the replies after each of some alternatives, and of each first digit of the final reply. */
export function replyLikelihood(
  alternatives: readonly Alternative[],
  seen: readonly ByteRange[],
  context: TurnContext,
): { readonly p: number; readonly digits: readonly number[] } {
  const digits = [0, 0, 0, 0, 0, 0];
  if (seen.length === 0) return { p: 0.02, digits };
  let p = NO_FORM * NO_FORM_LINE ** Math.min(seen.length - 1, 4);
  // What has failed has moved less than the size that was told.
  const failed = { ...context, sizeDigits: null };
  for (const { lines, digit, share } of alternatives) {
    const one = share * alternativeLikelihood(lines, seen, digit >= 4 ? failed : context);
    p += one;
    digits[digit]! += one;
  }
  return { p, digits };
}
