/** What the user should know: one rule a row. To add a finding is to add a function in `findings/` and its row here. */
import { escapeText } from '../bytes/text.js';
import type { Finding, Session } from '../ftp/session.js';
import { announcedElsewhere, privilegedPort, zeroAddress } from './findings/announcements.js';
import { asciiOfBinary } from './findings/ascii.js';
import { brokenPromises } from './findings/broken.js';
import { passwordGuessing } from './findings/guessing.js';
import { hashMismatches } from './findings/hashes.js';
import { clearTextPassword, failedLogins, tlsBegan, tlsRefused } from './findings/login.js';
import { serverGaveUp, unexplained425 } from './findings/replies.js';
import { strangers } from './findings/strangers.js';
import { conflictingBytes, controlHoles, manyRetransmissions } from './findings/tcp.js';
import { badTransfers, holesInTransfers, refusedTransfers } from './findings/transfers.js';
import { seenTwice } from './findings/translated.js';

/** Looks at one session; yields nothing where all is well. */
export type SessionRule = (session: Session) => Iterable<Finding>;
/** Looks at all of them. */
export type CaptureRule = (view: { readonly sessions: readonly Session[] }) => Iterable<Finding>;

const SESSION_RULES: readonly SessionRule[] = [
  tlsBegan,
  tlsRefused,
  clearTextPassword,
  failedLogins,
  zeroAddress,
  announcedElsewhere,
  privilegedPort,
  brokenPromises,
  strangers,
  refusedTransfers,
  badTransfers,
  holesInTransfers,
  hashMismatches,
  asciiOfBinary,
  unexplained425,
  serverGaveUp,
  manyRetransmissions,
  conflictingBytes,
  controlHoles,
];

const CAPTURE_RULES: readonly CaptureRule[] = [passwordGuessing, seenTwice];

/**
 * What the dialogue noticed, then what follows from the whole session, in order of the rules. Messages are ready to be
 * shown: text from the wire in them is escaped.
 */
export function findingsOf(session: Session): Finding[] {
  const list = session.noticed.map((noticed) => ({ ...noticed, message: escapeText(noticed.message) }));
  for (const rule of SESSION_RULES) for (const finding of rule(session)) list.push(finding);
  return list;
}

/** Findings that concern no single session. */
export function findingsOfCapture(view: { readonly sessions: readonly Session[] }): Finding[] {
  const list: Finding[] = [];
  for (const rule of CAPTURE_RULES) for (const finding of rule(view)) list.push(finding);
  return list;
}
