/** Numbers as people read them. */

/** 980 -> '980', 7698 -> '7,698', 60000 -> '60,000'. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** '1 segment', '2 segments', '1,234 segments'; `many` where an s is not enough. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** 0x1f, 2 -> '0x1f': lower case, at least so many digits. */
export const hexNumber = (value: number, digits: number): string => `0x${hexDigits(value, digits)}`;

/** The same without a prefix: 10, 2 -> '0a'. */
export const hexDigits = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
