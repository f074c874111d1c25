/** How a segment's flags are written everywhere. */
import { ACK, CWR, ECE, FIN, PSH, RST, SYN, URG } from './segment.js';

const NAMES: readonly (readonly [bit: number, name: string])[] = [
  [SYN, 'SYN'],
  [FIN, 'FIN'],
  [RST, 'RST'],
  [PSH, 'PSH'],
  [ACK, 'ACK'],
  [URG, 'URG'],
  [ECE, 'ECE'],
  [CWR, 'CWR'],
];

/** 'SYN, ACK'; 'none' where no flag is set. SYN, FIN and RST first, for they are what matters. */
export function flagsText(flags: number): string {
  const set = NAMES.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  return set.length === 0 ? 'none' : set.join(', ');
}
