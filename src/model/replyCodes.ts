/** Reply codes that have a meaning: RFC 959 §4.2.2 and the documents that added to it. The words are in `text/`. */

/** Code, and who defines it where that is not RFC 959. */
const DEFINED_BY = {
  110: null,
  120: null,
  125: null,
  150: null,
  200: null,
  202: null,
  211: null,
  212: null,
  213: 'RFC 3659',
  214: null,
  215: null,
  220: null,
  221: null,
  225: null,
  226: null,
  227: null,
  228: 'RFC 1639',
  229: 'RFC 2428',
  230: null,
  232: 'RFC 2228',
  234: 'RFC 4217',
  235: 'RFC 2228',
  250: null,
  251: 'draft-twine-ftpmd5',
  252: 'draft-twine-ftpmd5',
  253: 'draft-somers-ftp-mfxx',
  257: null,
  331: null,
  332: null,
  334: 'RFC 2228',
  335: 'RFC 2228',
  336: 'RFC 2228',
  350: null,
  421: null,
  425: null,
  426: null,
  430: null,
  431: 'RFC 2228',
  450: null,
  451: null,
  452: null,
  500: null,
  501: null,
  502: null,
  503: null,
  504: null,
  521: null,
  522: null,
  530: null,
  532: null,
  533: 'RFC 2228',
  534: 'RFC 2228',
  535: 'RFC 2228',
  536: 'RFC 2228',
  537: 'RFC 2228',
  550: null,
  551: null,
  552: null,
  553: null,
  554: 'RFC 1123 §4.1.3.4',
  555: 'RFC 1123 §4.1.3.4',
  631: 'RFC 2228',
  632: 'RFC 2228',
  633: 'RFC 2228',
} as const satisfies Readonly<Record<number, string | null>>;

/** 6yz replies carry protected ones (RFC 2228 §5.1). */
export type FirstDigit = 1 | 2 | 3 | 4 | 5 | 6;
/** What RFC 959 §4.2.1 groups codes by. */
export type SecondDigit = 0 | 1 | 2 | 3 | 4 | 5;
export type ReplyCode = keyof typeof DEFINED_BY;

/** Every code with a meaning of its own, in order. */
export const REPLY_CODES = Object.keys(DEFINED_BY).map(Number) as readonly ReplyCode[];

export const isKnownCode = (code: number): code is ReplyCode => code in DEFINED_BY;

/** The document that defines the code, where that is not RFC 959: 'RFC 2228', 'draft-twine-ftpmd5'; null: RFC 959. */
export const definedBy = (code: ReplyCode): string | null => DEFINED_BY[code];

/** 1yz to 6yz. */
export const isFtpCode = (code: number): boolean => code >= 100 && code < 700;
