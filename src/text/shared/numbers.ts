/** Numbers whose form no language changes. */
import type { Format } from '../format.js';

/** 'ff'. */
export const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Windows are powers of two: '64 KiB', '8 KiB'; null: less, said in bytes. */
export function windowUnits(bytes: number, f: Format): string | null {
  if (bytes < 1024) return null;
  return bytes < 1024 * 1024
    ? `${f.count(Math.round(bytes / 1024))} KiB`
    : `${f.count(Math.round(bytes / 1024 / 1024))} MiB`;
}

/** Links are sold in bits: '6.5 Mbit/s'. */
export function bits(bytesPerSecond: number): string {
  const value = bytesPerSecond * 8;
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} Gbit/s`;
  return value >= 1e6 ? `${(value / 1e6).toFixed(1)} Mbit/s` : `${Math.round(value / 1e3)} kbit/s`;
}
