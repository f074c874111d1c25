/** What the user should know: one rule a row. To add a finding is to add a function in `findings/` and its row here. */
import type { Session } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';
import { announcedElsewhere, portZero, privilegedPort, zeroAddress } from './findings/announcements.js';
import { asciiOfBinary } from './findings/ascii.js';
import { failedAttempts } from './findings/attempts.js';
import { cutPackets, endsInTransfer, noticedInDialogue } from './findings/capture.js';
import type { CaptureRule } from './findings/captureRule.js';
import { failedCommands } from './findings/commands.js';
import { unansweredCommands } from './findings/control.js';
import type { Finding } from './findings/finding.js';
import { lateGreeting, SilentServers } from './findings/greeting.js';
import { GuessedPasswords } from './findings/guessed.js';
import { PasswordGuessing } from './findings/guessing.js';
import { hashMismatches } from './findings/hashes.js';
import { HiddenDataConnections } from './findings/hidden.js';
import { clearTextPassword, failedLogins, tlsBegan } from './findings/login.js';
import { speaksMail } from './findings/mail.js';
import { namesInOtherEncodings } from './findings/names.js';
import { notMatched } from './findings/notMatched.js';
import { inOrder } from './findings/order.js';
import { repliesOutOfStep } from './findings/outOfStep.js';
import { serverGaveUp, unexplained425 } from './findings/replies.js';
import { restartNotHonoured } from './findings/restart.js';
import { slowFinalReplies } from './findings/slow.js';
import { fullReceivers, stalledData } from './findings/stalled.js';
import { strangers } from './findings/strangers.js';
import { certificates, dataInClear, dataNotResumed, weakTls } from './findings/strength.js';
import { conflictingBytes, controlHoles, manyRetransmissions } from './findings/tcp.js';
import { clearInTls, handshakeOnly, tlsAlerts, tlsNotClosed, tlsNotResumed, tlsUnanswered } from './findings/tls.js';
import { badTransfers, holesInTransfers, refusedTransfers } from './findings/transfers.js';
import { SeenTwice } from './findings/translated.js';
import { unusedConnections } from './findings/unused.js';

/** Looks at one session; yields nothing where all is well. */
export type SessionRule = (session: Session) => Iterable<Finding>;
/** What rules about the whole capture look at: an `AnalyzerView` has it. */
export type CaptureView = { readonly sessions: readonly Session[]; readonly unclaimed?: readonly Connection[] };

const SESSION_RULES: readonly SessionRule[] = [
  speaksMail,
  noticedInDialogue,
  tlsBegan,
  clearTextPassword,
  failedLogins,
  zeroAddress,
  announcedElsewhere,
  privilegedPort,
  portZero,
  failedAttempts,
  notMatched,
  unusedConnections,
  strangers,
  refusedTransfers,
  badTransfers,
  endsInTransfer,
  holesInTransfers,
  cutPackets,
  hashMismatches,
  asciiOfBinary,
  unexplained425,
  serverGaveUp,
  manyRetransmissions,
  conflictingBytes,
  controlHoles,
  lateGreeting,
  unansweredCommands,
  failedCommands,
  repliesOutOfStep,
  stalledData,
  fullReceivers,
  slowFinalReplies,
  restartNotHonoured,
  namesInOtherEncodings,
  tlsAlerts,
  clearInTls,
  tlsUnanswered,
  tlsNotResumed,
  tlsNotClosed,
  handshakeOnly,
  weakTls,
  certificates,
  dataInClear,
  dataNotResumed,
];

/** Rules about the whole capture. */
const CAPTURE_RULES: readonly (new () => CaptureRule)[] = [
  PasswordGuessing,
  GuessedPasswords,
  SeenTwice,
  HiddenDataConnections,
  SilentServers,
];

/** The last session that was judged after its end, and its findings: a report asks for them more than once. */
let judged: { readonly session: Session; readonly findings: readonly Finding[] } | null = null;

/** All findings of a session, in the order of `inOrder`. Of one that has ended they do not change any more. */
export function findingsOf(session: Session): readonly Finding[] {
  if (session.captureEnd === undefined) return conclude(session);
  if (judged?.session !== session) judged = { session, findings: conclude(session) };
  return judged.findings;
}

function conclude(session: Session): Finding[] {
  const list: Finding[] = [];
  for (const rule of SESSION_RULES) for (const finding of rule(session)) list.push(finding);
  return inOrder(list);
}

/** What the rules about the whole capture have learned of the sessions that have ended. */
export class CaptureFindings {
  readonly #rules = CAPTURE_RULES.map((Rule) => new Rule());

  /** Each session once, when nothing of it changes any more. */
  add(session: Session): void {
    for (const rule of this.#rules) rule.add(session);
  }

  /** Findings that concern no single session. */
  findings(unclaimed: readonly Connection[] = []): Finding[] {
    return inOrder(this.#rules.flatMap((rule) => [...rule.findings(unclaimed)]));
  }
}

/** Findings that concern no single session, of sessions that are all at hand. */
export function findingsOfCapture({ sessions, unclaimed }: CaptureView): Finding[] {
  const all = new CaptureFindings();
  for (const session of sessions) all.add(session);
  return all.findings(unclaimed);
}
