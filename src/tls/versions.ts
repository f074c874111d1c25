/** Versions of TLS as they stand in records and hellos. */
import { hexNumber } from '../bytes/digits.js';

export const VERSION = { SSL30: 0x0300, TLS10: 0x0301, TLS11: 0x0302, TLS12: 0x0303, TLS13: 0x0304 } as const;

const NAMES: ReadonlyMap<number, string> = new Map([
  [VERSION.SSL30, 'SSL 3.0'],
  [VERSION.TLS10, 'TLS 1.0'],
  [VERSION.TLS11, 'TLS 1.1'],
  [VERSION.TLS12, 'TLS 1.2'],
  [VERSION.TLS13, 'TLS 1.3'],
]);

/** 'TLS 1.3'; '0x0305' for one that is not known. */
export const versionName = (version: number): string => NAMES.get(version) ?? hexNumber(version, 4);
