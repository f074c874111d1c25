/** Names of flows that other programs and later runs come to as well: made of what the packets say, of nothing else. */
import { hash } from 'node:crypto';
import { splitTime } from '../bytes/units.js';
import type { Connection } from '../tcp/types.js';
import { communityId } from './communityId.js';

/** What a connection is named by. */
export type Named = Pick<Connection, 'initiator' | 'responder' | 'firstTimeNs'>;

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** As many bits of a hash as Zeek has in its names. */
const HEX_DIGITS = 24;

/** The first letter says of what: a connection, a file, a run of the program. */
const nameOf = (letter: 'C' | 'F' | 'R', what: string): string => {
  let left = BigInt(`0x${hash('sha256', `${letter} ${what}`).slice(0, HEX_DIGITS)}`);
  let name: string = letter;
  for (; left > 0n; left /= 62n) name += DIGITS[Number(left % 62n)];
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
