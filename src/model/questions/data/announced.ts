/** Announcements whose text has the six numbers of RFC 959. */
import type { Announcement, DataConnection, Session } from '../../../ftp/protocol/session.js';

export type Spelt = DataConnection & { readonly announced: Announcement };

/** 'h1,h2,h3,h4,p1,p2' as sent, of announcements that somebody used. */
export const NUMBERS = /(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})/;

/** Those that are beyond doubt, each text once. */
export function* speltAnnouncements(session: Session): Generator<Spelt> {
  const seen = new Set<string>();
  for (const data of session.dataConnections) {
    const { announced } = data;
    if (announced === null || announced.arithmetic === null || !NUMBERS.test(announced.text)) continue;
    if (seen.has(announced.text)) continue;
    seen.add(announced.text);
    yield data as Spelt;
  }
}

/** The sum that gives the port, as explanations and the ladder write it. */
export const sumsOf = ({ announced: { arithmetic } }: Spelt): string[] =>
  arithmetic === null ? [] : [arithmetic, arithmetic.replaceAll(/[×+]/g, ' $& ')];
