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
import { TRAIT, traitsOf } from './findings/traits.js';
import { badTransfers, holesInTransfers, refusedTransfers } from './findings/transfers.js';
import { SeenTwice } from './findings/translated.js';
import { unusedConnections } from './findings/unused.js';

/** Looks at one session; yields nothing where all is well. */
export type SessionRule = (session: Session) => Iterable<Finding>;
/** What rules about the whole capture look at: an `AnalyzerView` has it. */
export type CaptureView = { readonly sessions: readonly Session[]; readonly unclaimed?: readonly Connection[] };

/** A rule, and the traits of which a session must have one for it to find anything. */
type Row = readonly [rule: SessionRule, needs: number];
/** Nothing tells beforehand: every session is asked. */
const ALWAYS = -1;

export const SESSION_RULES: readonly Row[] = [
  [speaksMail, ALWAYS],
  [noticedInDialogue, TRAIT.remarks],
  [tlsBegan, TRAIT.tls],
  [clearTextPassword, ALWAYS],
  [failedLogins, TRAIT.refusal],
  [zeroAddress, TRAIT.oddAnnouncement],
  [announcedElsewhere, TRAIT.oddAnnouncement],
  [privilegedPort, TRAIT.oddAnnouncement],
  [portZero, TRAIT.oddAnnouncement],
  [failedAttempts, TRAIT.dataNotOk],
  [notMatched, TRAIT.dataNotOk],
  [unusedConnections, TRAIT.noTransfer],
  [strangers, TRAIT.stranger],
  [refusedTransfers, TRAIT.refusal],
  [badTransfers, TRAIT.truncated],
  [endsInTransfer, TRAIT.dataNotOk],
  [holesInTransfers, TRAIT.holes],
  [cutPackets, TRAIT.cut],
  [hashMismatches, TRAIT.hashes],
  [asciiOfBinary, TRAIT.text],
  [unexplained425, TRAIT.refusal],
  [serverGaveUp, TRAIT.refusal],
  [manyRetransmissions, TRAIT.retransmissions],
  [conflictingBytes, TRAIT.conflicts],
  [controlHoles, TRAIT.holes],
  [lateGreeting, ALWAYS],
  [unansweredCommands, TRAIT.unanswered | TRAIT.stall | TRAIT.controlReset],
  [failedCommands, TRAIT.refusal],
  [repliesOutOfStep, ALWAYS],
  [stalledData, TRAIT.stall],
  [fullReceivers, TRAIT.fullWindow],
  [slowFinalReplies, ALWAYS],
  [restartNotHonoured, TRAIT.restart],
  [namesInOtherEncodings, TRAIT.refusal],
  [tlsAlerts, TRAIT.tls],
  [clearInTls, TRAIT.tls],
  [tlsUnanswered, TRAIT.tls],
  [tlsNotResumed, TRAIT.tls],
  [tlsNotClosed, TRAIT.tls],
  [handshakeOnly, TRAIT.tls],
  [weakTls, TRAIT.tls],
  [certificates, TRAIT.tls],
  [dataInClear, TRAIT.tls],
  [dataNotResumed, TRAIT.tls],
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

/** Is a rule that needs these traits worth asking a session that has those? */
export const isAsked = (needs: number, traits: number): boolean => needs === ALWAYS || (needs & traits) !== 0;

function conclude(session: Session): Finding[] {
  const list: Finding[] = [];
  const traits = traitsOf(session);
  for (const [rule, needs] of SESSION_RULES)
    if (isAsked(needs, traits)) for (const finding of rule(session)) list.push(finding);
  return list.length < 2 ? list : inOrder(list);
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
