/** Letters of Zeek's connection history; upper case for the initiator. */
import type { TcpSide } from './side.js';

/** Letter and its bit. Each stands once a side (Zeek repeats some at powers of ten; that is not done here). */
export const LETTER = {
  syn: { letter: 's', bit: 1 },
  synAck: { letter: 'h', bit: 2 },
  ack: { letter: 'a', bit: 4 },
  data: { letter: 'd', bit: 8 },
  fin: { letter: 'f', bit: 16 },
  rst: { letter: 'r', bit: 32 },
  gap: { letter: 'g', bit: 64 },
  retransmission: { letter: 't', bit: 128 },
  zeroWindow: { letter: 'w', bit: 256 },
  /** FIN and RST in one segment. */
  inconsistent: { letter: 'i', bit: 512 },
  /** SYN with FIN or RST. */
  multiFlag: { letter: 'q', bit: 1024 },
} as const;

type Letter = (typeof LETTER)[keyof typeof LETTER];

/** The history with `letter` added where the side does not have it yet. */
export function addLetter(history: string, side: TcpSide, letter: Letter, isInitiator: boolean): string {
  if ((side.letters & letter.bit) !== 0) return history;
  side.letters |= letter.bit;
  return history + (isInitiator ? letter.letter.toUpperCase() : letter.letter);
}
