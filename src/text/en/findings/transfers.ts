/** Transfers that failed, ended early or arrive changed. */
import type { Ended, FindingParams } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { commandText, replyText } from '../../wire.js';
import { ROLES } from './roles.js';
import { boxText, moreTransfers, sentences } from './sentences.js';

const bytesText = (bytes: number, f: Format): string => f.plural(bytes, { one: '# byte', other: '# bytes' });

function amount(bytes: number, expected: FindingParams['transfer-truncated']['expected'], f: Format): string {
  if (expected === null) return bytesText(bytes, f);
  return expected.from === null
    ? `${f.count(bytes)} of ${bytesText(expected.bytes, f)}`
    : `${f.count(bytes)} of the ${bytesText(expected.bytes, f)} that ${expected.from.by} (frame ${expected.from.frame}) reported`;
}

function endedText({ by, how, frame, box, fullFrom, control }: Ended, f: Format): string {
  const who = ROLES[by];
  const end =
    how === 'fin'
      ? `The ${who} closed the data connection in frame ${frame}.`
      : fullFrom === null
        ? `The ${who} reset the data connection in frame ${frame}.`
        : `The ${who} stopped reading (its receive window was 0 from frame ${fullFrom} on) and reset the data connection in frame ${frame}.`;
  if (box !== null) return sentences(`RST ended the data connection in frame ${frame}.`, boxText(box));
  if (control === null) return end;
  const what = control.how === 'fin' ? 'closed' : 'reset';
  const between = f.duration(Math.abs(control.afterNs));
  const order = control.afterNs < 0 ? `${between} before that` : `${between} later`;
  return sentences(
    end,
    control.role === 'server'
      ? `It ${what} the control connection in frame ${control.frame}, ${order}, without a reply.`
      : `It ${what} the control connection in frame ${control.frame}, ${order}, without QUIT.`,
  );
}

/** What reply codes of transfers mean (RFC 959 §4.2.2, RFC 2228 §5, RFC 4217 §10.2), where that says more than their text. */
const REPLY_CAUSES: Readonly<Record<number, string>> = {
  450: 'The file is in use, or not available at the moment.',
  451: 'The server failed while it read or wrote the file.',
  452: 'The disk of the server is full.',
  522: 'The server wants another protocol or protection on the data connection.',
  532: 'The server wants an account (ACCT) before it stores files.',
  534: 'The server refuses the protection of the data connection that was agreed on (PROT).',
  552: 'The quota of the user is used up, or the disk of the server is full.',
  553: 'The server does not allow this name, or the user may not write there.',
};
const REPLY_ADVICE: Readonly<Record<number, string>> = {
  452: 'Make room on the server.',
  552: "Make room, or raise the user's quota on the server.",
  553: 'Check the rights of the user in that directory, and the name.',
};

type Codes = 'transfer-refused' | 'transfer-truncated' | 'transfer-aborted' | 'hash-mismatch' | 'ascii-of-binary';

export const TRANSFERS: FindingMessages<Pick<FindingParams, Codes>> = {
  'transfer-refused': {
    title: 'Transfer refused',
    message: ({ command, reply, more }, f) =>
      sentences(
        reply.code < 500
          ? `${commandText(command)} failed: ${replyText(reply)}.`
          : `The server refused ${commandText(command)}: ${replyText(reply)}.`,
        moreTransfers(more, f),
      ),
    cause: ({ reply }) => REPLY_CAUSES[reply.code] ?? null,
    advice: ({ reply }) => REPLY_ADVICE[reply.code] ?? null,
  },
  'transfer-truncated': {
    title: 'Transfer truncated',
    message: ({ command, bytes, expected, ended, reply, more }, f) =>
      sentences(
        reply === null
          ? `${commandText(command)} was cut short after ${amount(bytes, expected, f)}; no final reply was seen.`
          : reply.code >= 400
            ? `${commandText(command)} failed after ${amount(bytes, expected, f)}: ${replyText(reply)}.`
            : `${commandText(command)} was cut short after ${amount(bytes, expected, f)}, though the reply was ${replyText(reply)}.`,
        ended === null ? null : endedText(ended, f),
        moreTransfers(more, f),
      ),
    cause: ({ ended, reply }) =>
      ended?.box != null
        ? 'A firewall or another device between client and server reset the connection.'
        : ended?.control != null && ended.control.afterNs >= 0
          ? 'Its program ended or was killed.'
          : ((reply === null ? null : REPLY_CAUSES[reply.code]) ?? null),
    advice: ({ reply }) => (reply === null ? null : (REPLY_ADVICE[reply.code] ?? null)),
  },
  'transfer-aborted': {
    title: 'Transfer aborted by the client',
    message: ({ command, bytes, expected, frame, reply, more }, f) =>
      sentences(
        reply === null
          ? `The client aborted ${commandText(command)} with ABOR in frame ${frame}, after ${amount(bytes, expected, f)}; no final reply was seen.`
          : `The client aborted ${commandText(command)} with ABOR in frame ${frame}, after ${amount(bytes, expected, f)}; the reply was ${replyText(reply)}.`,
        moreTransfers(more, f),
      ),
  },
  'hash-mismatch': {
    title: 'Hash differs from what the server reported',
    message: ({ command, verb, hash, reported, own, more }, f) =>
      sentences(
        `${commandText(command)}: ${verb} reports ${hash} ${reported}, but that of the bytes in this capture is ${own}.`,
        moreTransfers(more, f),
      ),
    cause: () => 'The file was changed in between or on the way, or the server hashed another one.',
  },
  'ascii-of-binary': {
    title: 'Binary file in ASCII type',
    message: ({ command, more }, f) =>
      sentences(
        `${commandText(command)} was transferred in ASCII type, but its name is that of a binary file.`,
        moreTransfers(more, f),
      ),
    cause: () => 'Line ends are changed on the way, and the file is probably useless.',
    advice: () => 'TYPE I leaves the file as it is.',
  },
};
