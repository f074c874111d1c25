/** The dialogue: logins, TLS, replies and lines. */
import type { FindingParams, Guessing } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import { type FindingMessages, messageOf } from '../../messages.js';
import { commandText, quoted, replyText } from '../../wire.js';
import { ODDITIES } from '../oddities.js';
import { TLS_REASONS } from '../tlsReasons.js';
import { sentences } from './sentences.js';

const userText = (user: string | null): string => quoted(user ?? 'unknown');

/** How many names a list of users or servers has before it says how many others there are. */
const NAMED = 3;

function usersText(users: readonly string[], f: Format): string {
  const shown = users.slice(0, NAMED).map(quoted);
  return users.length > NAMED ? `${shown.join(', ')} and ${f.count(users.length - NAMED)} others` : shown.join(', ');
}

function guessingText({ count, client, users, servers, spanNs }: Guessing, f: Format): string {
  const logins = f.plural(count, { one: '# login', other: '# logins' });
  const as = users.length === 1 ? `as ${quoted(users[0]!)}` : `as ${f.count(users.length)} different users`;
  return `${logins} of ${client} ${as} at ${servers.slice(0, NAMED).join(', ')} failed within ${f.duration(spanNs)}.`;
}

const GUESSING_ADVICE =
  'Block the client after a few failures (fail2ban, or the limits of the server), and look for a login that succeeded.';

type Codes =
  | 'not-ftp'
  | 'tls'
  | 'tls-undecipherable'
  | 'clear-again'
  | 'clear-text-password'
  | 'anonymous-login'
  | 'login-failed'
  | 'password-guessing'
  | 'brute-force'
  | 'odd-reply'
  | 'line-without-code'
  | 'replies-out-of-order'
  | 'telnet-without-command'
  | 'server-closed';

export const DIALOGUE: FindingMessages<Pick<FindingParams, Codes>> = {
  'not-ftp': {
    title: 'Another protocol on a port of FTP',
    message: ({ server, command }, f) =>
      `${f.endpoint(server)} understands ${commandText(command)}: this is mail (SMTP, RFC 5321) on a port of FTP. What is shown as FTP commands is not.`,
  },
  tls: {
    title: 'Control connection is encrypted',
    message: ({ startedBy, frame, decrypted, certificateHidden }) =>
      sentences(
        startedBy === 'implicit'
          ? decrypted
            ? `The control connection is encrypted from frame ${frame} on (implicit TLS); it was decrypted with the session's keys.`
            : `The control connection is encrypted from frame ${frame} on (implicit TLS).`
          : decrypted
            ? `The control connection is encrypted after frame ${frame} (${startedBy}); it was decrypted with the session's keys.`
            : `The control connection is encrypted after frame ${frame} (${startedBy}).`,
        certificateHidden ? "TLS 1.3 encrypts the server's certificate too: whether it is valid cannot be seen." : null,
      ),
    cause: ({ decrypted }) =>
      decrypted
        ? null
        : "Commands, replies, file names and announced ports cannot be seen without the session's keys; data connections can only be inferred from addresses and times.",
    advice: ({ decrypted }) => (decrypted ? null : 'With a file of its keys, --keylog FILE decrypts it.'),
  },
  'tls-undecipherable': {
    title: 'TLS that cannot be decrypted',
    message: ({ where, part, reason }, f) =>
      where !== null
        ? `The TLS of data connection ${where} cannot be decrypted: ${messageOf(TLS_REASONS, reason, f)}.`
        : part
          ? `A part of the control connection cannot be decrypted: ${messageOf(TLS_REASONS, reason, f)}.`
          : `The TLS of the control connection cannot be decrypted: ${messageOf(TLS_REASONS, reason, f)}.`,
  },
  'clear-again': {
    title: 'Back to clear text (CCC)',
    message: () => 'The control connection returned from TLS to clear text (CCC, RFC 4217 §5).',
  },
  'clear-text-password': {
    title: 'Password in clear text',
    message: ({ user, client, server, refused }, f) =>
      sentences(
        `The password of user ${userText(user)} travels in clear text from ${client} to ${f.endpoint(server)}: anybody who captures on the way can read it.`,
        refused === null
          ? null
          : refused.reply === null
            ? `The client asked for TLS in frame ${refused.frame}, and the server refused.`
            : `The client asked for TLS in frame ${refused.frame}, and the server refused: ${replyText(refused.reply)}.`,
      ),
    advice: ({ refused }) =>
      refused === null ? 'AUTH TLS (RFC 4217) would protect it.' : 'Enable TLS on the server (RFC 4217).',
  },
  'anonymous-login': {
    title: 'Anonymous login',
    message: ({ user, client, server }, f) =>
      `The client logs in as ${userText(user)} from ${client} to ${f.endpoint(server)}; what it sends as password is no secret by convention (RFC 1635).`,
  },
  'login-failed': {
    title: 'Login failed',
    message: ({ count, client, users, reply, later }, f) => {
      const logins = f.plural(count, { one: '# login', other: '# logins' });
      const why = reply === null ? '' : `: ${replyText(reply)}`;
      return later
        ? `${logins} of ${client} as ${usersText(users, f)} failed, and a later one succeeded${why}.`
        : `${logins} of ${client} as ${usersText(users, f)} failed${why}.`;
    },
  },
  'password-guessing': {
    title: 'Passwords may be guessed',
    message: guessingText,
    cause: () => 'Somebody may be guessing passwords.',
    advice: () => GUESSING_ADVICE,
  },
  'brute-force': {
    title: 'Passwords are guessed',
    message: guessingText,
    cause: () => 'Somebody is guessing passwords.',
    advice: () => GUESSING_ADVICE,
  },
  'odd-reply': {
    title: "Reply in a form that is not RFC 959's",
    message: ({ codes, oddities }, f) => {
      const what = oddities.map((one) => messageOf(ODDITIES, one, f)).join('; ');
      return codes.length === 1 ? `Reply ${codes[0]}: ${what}.` : `${f.count(codes.length)} replies: ${what}.`;
    },
  },
  'line-without-code': {
    title: 'Line of the server without a code',
    message: ({ text }) => `The server sent a line that belongs to no reply, because it has no code: ${quoted(text)}.`,
  },
  'replies-out-of-order': {
    title: 'Replies in another order than commands',
    message: ({ code, verb }) =>
      verb === null
        ? `The server sent a reply ${code} that no command asked for.`
        : `The reply ${code} to ${verb} came before one that should have come first: the server does not answer in order.`,
  },
  'telnet-without-command': {
    title: 'Telnet commands alone',
    message: ({ telnet }) => `The client sent Telnet commands (${telnet}) without an FTP command after them.`,
  },
  'server-closed': {
    title: 'Server ended the session (421)',
    message: ({ server, command, reply, quietNs, late }, f) =>
      sentences(
        command !== null
          ? `${f.endpoint(server)} ended the session instead of answering ${commandText(command)}: ${replyText(reply)}.`
          : quietNs === null
            ? `${f.endpoint(server)} ended the session: ${replyText(reply)}.`
            : `${f.endpoint(server)} ended the session after ${f.duration(quietNs)} without a command: ${replyText(reply)}.`,
        late === null
          ? null
          : late.rst === null
            ? `The client did not notice and sent ${commandText(late.command)} in frame ${late.frame}.`
            : `The client did not notice and sent ${commandText(late.command)} in frame ${late.frame}, which RST ${late.rst} answered.`,
      ),
    cause: ({ idle }) =>
      idle
        ? "It is the server's idle timeout."
        : '421 means that the service closes the control connection: idle too long, too many users, or shutting down.',
    advice: ({ idle }) =>
      idle ? 'Let the client send NOOP while it waits, or raise the timeout of the server.' : null,
  },
};
