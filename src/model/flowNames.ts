/** Names of flows that other programs and later runs come to as well: made of what the packets say, of nothing else. */
import { hash } from 'node:crypto';
import { splitTime } from '../bytes/units.js';
import type { Connection } from '../tcp/types.js';
import { communityId } from './communityId.js';

/** What a connection is named by. */
export type Named = Pick<Connection, 'initiator' | 'responder' | 'firstTimeNs'>;

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Of a hash as many bits are taken as Zeek has in its names, 96, in four parts. */
const PART_HEX_DIGITS = 6;
const PART = 16 ** PART_HEX_DIGITS;

/** The first letter says of what: a connection, a file, a run of the program. */
const nameOf = (letter: 'C' | 'F' | 'R', what: string): string => {
  const hex = hash('sha256', `${letter} ${what}`);
  // Long division of the four parts by 62: each remainder stands before the next part.
  const parts = [0, 6, 12, 18].map((at) => Number.parseInt(hex.slice(at, at + PART_HEX_DIGITS), 16));
  let name: string = letter;
  while (parts.some((part) => part > 0)) {
    let rest = 0;
    for (let i = 0; i < parts.length; i++) {
      const value = rest * PART + parts[i]!;
      parts[i] = Math.floor(value / DIGITS.length);
      rest = value % DIGITS.length;
    }
    name += DIGITS[rest];
  }
  return name;
};

const moment = (epochSeconds: number | null, timeNs: number): string => {
  const { seconds, nanoseconds } = splitTime(timeNs);
  return `${(epochSeconds ?? 0) + seconds}.${nanoseconds}`;
};

/** 'CHhAvVGS1DHFjwGM9': the same for the same packets, whoever reads them; another for the next connection of these ports. */
export const connectionUid = (connection: Named, epochSeconds: number | null): string =>
  nameOf('C', `${communityId(connection)} ${moment(epochSeconds, connection.firstTimeNs)}`);

/** The file that travelled on a connection, by the name of that connection. */
export const fileUid = (connection: string): string => nameOf('F', connection);

/** A run over these sources that began with a packet of this time; null: there was none. */
export const runUid = (sources: readonly string[], epochSeconds: number | null, firstTimeNs: number | null): string =>
  nameOf('R', `${moment(epochSeconds, firstTimeNs ?? 0)} ${sources.join('\n')}`);
