/** What the terminal around the program is like: by its environment, and by what it answers when it is asked. */

/** How the terminal's environment is seen: `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the terminal answered. */
export type Answer =
  /** Its background, by OSC 11. */
  | { readonly kind: 'answer'; readonly of: 'background'; readonly light: boolean }
  /** The column (from 1) in which the cursor is, by DSR 6 (ECMA-48 §8.3.35). */
  | { readonly kind: 'answer'; readonly of: 'cursor'; readonly column: number };

/** A sign of ours whose width terminals disagree about: one column, two in Chinese locales, three where bytes are shown. */
const DOUBTFUL = '①';
/** The column after it where it is as wide as we count. */
const EXPECTED_COLUMN = 2;

/** Asks for the width of the doubtful sign, which is erased at once. */
export const ASK_WIDTH = `\x1b[1;1H${DOUBTFUL}\x1b[6n\x1b[2K`;
export const ASK_BACKGROUND = '\x1b]11;?\x1b\\';

/** True where the terminal draws our signs in as many columns as we count. */
export const drawsSigns = ({ column }: Extract<Answer, { of: 'cursor' }>): boolean => column === EXPECTED_COLUMN;

/** The Linux console and hardware terminals take OSC sequences for text. */
export const mayBeAsked = ({ TERM = '' }: Environment): boolean => !/^(|dumb|linux|vt\d+.*|cons\d+.*)$/.test(TERM);

/** Only ASCII can be shown: a locale that is not UTF-8, or a console whose font lacks our signs. */
export function needsAscii(env: Environment): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((one) => one !== undefined && one !== '');
  return env.TERM === 'linux' || (locale !== undefined && !/utf-?8/i.test(locale));
}

/** COLORFGBG ends with the number of the background's colour: 7 and 9 to 15 are light. Undefined: it is not set. */
export function lightByEnvironment({ COLORFGBG }: Environment): boolean | undefined {
  const number = /(\d+)$/.exec(COLORFGBG ?? '')?.[1];
  return number === undefined ? undefined : Number(number) === 7 || Number(number) > 8;
}

/** 'rgb:ffff/ffff/ffff', with one to four digits each; undefined: not a colour. */
export function isLight(color: string): boolean | undefined {
  const parts = /^rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i.exec(color);
  if (!parts) return undefined;
  const [red, green, blue] = parts.slice(1).map((digits) => Number.parseInt(digits, 16) / (16 ** digits.length - 1));
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! > 0.5;
}
