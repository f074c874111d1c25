/** Commands, reply codes, what users type, and findings. */
import { isVerb, rowOf, VERBS, type Verb } from '../../ftp/protocol/commands.js';
import { Draft, say } from '../explain/draft.js';
import type { Finding, FindingCode } from '../findings/finding.js';
import { FINDING_SAMPLES } from '../findings/samples.js';
import { FINDING_ROWS } from '../findings/table.js';
import { type FirstDigit, isFtpCode, isKnownCode, REPLY_CODES } from '../replyCodes.js';
import { USER_COMMANDS, type UserCommandName } from './names.js';
import { ofReply, ofVerb } from './rows.js';
import { type Section, sectionOf } from './section.js';

/** A command: meaning, argument, the replies that answer it. */
export function verbSection(verb: Verb): Section {
  const row = rowOf(verb)!;
  const draft = new Draft();
  draft.rfc = row.rfc;
  draft.text('command', { verb }).value('command-form', { verb });
  if (row.rfc === null) draft.dim('source', { draft: null, usedBy: row.usedBy });
  if (row.secret) draft.bad('secret-in-clear', {});
  draft.gap().text('command-replies', {});
  for (const code of row.replies) draft.value('reply-code', { code });
  draft.dim('more-replies', {});
  return sectionOf(say('title-command', { verb }), draft, { shows: ofVerb(verb) });
}

/** Commands that a final reply of this code answers, besides those that it may answer as any other. */
const answeredBy = (code: number): string[] => VERBS.filter((verb) => rowOf(verb)?.replies.includes(code));

/** A reply code of FTP, known or not: by its meaning and by its digits. */
export function replySection(code: number): Section {
  const draft = new Draft();
  draft.rfc = 'RFC 959 §4.2';
  if (isKnownCode(code)) draft.text('reply-code', { code });
  if (isFtpCode(code)) draft.text('reply-digits', { code });
  else draft.bad('unknown-code', { code });
  const verbs = answeredBy(code);
  if (verbs.length > 0) draft.text('reply-to', { verbs });
  return sectionOf(say('title-reply', { code }), draft, { shows: ofReply((one) => one === code) });
}

/** All codes that begin with a digit: '4yz'. */
export function classSection(digit: FirstDigit): Section {
  const draft = new Draft();
  draft.rfc = 'RFC 959 §4.2.1';
  draft
    .text('reply-digits', { code: digit * 100 + 90 })
    .gap()
    .text('class-codes', {});
  for (const code of REPLY_CODES) if (Math.floor(code / 100) === digit) draft.value('reply-code', { code });
  const shows = ofReply((code) => Math.floor(code / 100) === digit);
  return sectionOf(say('title-class', { digit }), draft, { shows });
}

/** What a client sends for what its user types. */
export function userCommandSection(name: UserCommandName): Section {
  const { verbs, data } = USER_COMMANDS[name];
  const draft = new Draft();
  draft.text('user-command', { name, verbs, data });
  for (const verb of verbs) draft.value('command', { verb });
  return sectionOf(say('title-user-command', { name }), draft, { shows: ofVerb(...verbs) });
}

/** A finding, in the words of an example. */
export function findingSection(code: FindingCode): Section {
  const { source, trouble, severities } = FINDING_ROWS[code];
  const finding = {
    code,
    params: FINDING_SAMPLES[code][0],
    frames: [],
    severity: severities.at(-1),
  } as unknown as Finding;
  const draft = new Draft();
  draft.rfc = source;
  draft.text('finding-kind', { code, trouble: trouble !== null });
  draft.value('finding-example', { finding });
  return sectionOf(say('title-finding', { finding }), draft, { finding: code });
}

export const isFindingCode = (name: string): name is FindingCode => Object.hasOwn(FINDING_ROWS, name);
export const FINDING_CODES = Object.keys(FINDING_ROWS) as readonly FindingCode[];

export const verbNamed = (name: string): Verb | null =>
  isVerb(name.toUpperCase()) ? (name.toUpperCase() as Verb) : null;
