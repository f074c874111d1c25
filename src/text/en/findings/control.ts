/** The control connection: servers that do not speak, commands without a reply, and how it ended. */
import type { FindingParams } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { FORGOTTEN_NS, IDLE_NS, isAboutFiles, isAboutNames, PATIENT_NS } from '../../shared/habits.js';
import { commandText, quoted, replyText } from '../../wire.js';
import { boxText, icmpText, sentences, synsText } from './sentences.js';

const again = (count: number, f: Format): string | null =>
  count === 1 ? null : `The same happened ${f.count(count - 1)} more times.`;

type Codes =
  | 'greeting-late'
  | 'greeting-missing'
  | 'server-refused'
  | 'server-unanswered'
  | 'server-prohibited'
  | 'control-dead'
  | 'middlebox-reset'
  | 'control-reset'
  | 'control-closed'
  | 'client-gave-up'
  | 'command-unanswered'
  | 'command-failed'
  | 'replies-out-of-step'
  | 'login-after-failures';

export const CONTROL: FindingMessages<Pick<FindingParams, Codes>> = {
  'greeting-late': {
    title: 'Greeting came late',
    message: ({ server, waitedNs, code }, f) =>
      `${f.endpoint(server)} greeted with ${code} only ${f.duration(waitedNs)} after the connection was open.`,
    cause: () =>
      "Servers that wait before they greet mostly look up the client's name (reverse DNS) or ask it who it is (ident, port 113), and the answer does not come.",
    advice: () =>
      'Switch the look-ups off at the server (vsftpd: reverse_lookup_enable=NO, ProFTPD: UseReverseDNS off, IdentLookups off), or let the client reject port 113 at once.',
  },
  'greeting-missing': {
    title: 'Server never greeted',
    message: ({ client, server, silentNs, closedBy, count }, f) =>
      sentences(
        closedBy === null
          ? `${f.endpoint(server)} accepted the connection of ${client} and then sent nothing for ${f.duration(silentNs)}: the greeting (220) never came.`
          : `${f.endpoint(server)} accepted the connection of ${client} and then sent nothing; the ${closedBy} closed it after ${f.duration(silentNs)}. The greeting (220) never came.`,
        again(count, f),
      ),
    cause: ({ clientBytes, server }) =>
      clientBytes > 0 && server.port === 21
        ? 'The client spoke first, as with implicit TLS; a server on port 21 waits for AUTH TLS instead.'
        : 'The server program hangs, waits for a look-up (reverse DNS, ident), has no free process, or a device on the way accepts connections for it.',
    advice: () =>
      'Look at the log and the load of the server; try the connection on the server itself, without the devices on the way.',
  },
  'server-refused': {
    title: 'Server refused the control connection',
    message: ({ client, server, count }, f) =>
      sentences(`${f.endpoint(server)} refused the connection of ${client} with RST.`, again(count, f)),
    cause: () => 'The host was reached, but no server listens there, or a firewall rejects with RST.',
    advice: () => 'Check that the FTP server runs and listens on that address and port.',
  },
  'server-unanswered': {
    title: 'Server did not answer',
    message: ({ client, server, syns, spanNs, count }, f) =>
      sentences(`${f.endpoint(server)} did not answer ${synsText(syns, spanNs, f)} of ${client}.`, again(count, f)),
    cause: () => 'The host is down or its address is wrong, or a firewall drops the packets.',
    advice: () => 'Check the address, and whether other ports of the host answer.',
  },
  'server-prohibited': {
    title: 'Control connection answered by ICMP',
    message: ({ client, server, icmp, count }, f) =>
      sentences(
        icmp.reporter === null
          ? `The connection of ${client} to ${f.endpoint(server)} was answered by ${icmpText(icmp)}.`
          : `${icmp.reporter} answered the connection of ${client} to ${f.endpoint(server)} with ${icmpText(icmp)}.`,
        again(count, f),
      ),
    cause: ({ icmp }) =>
      icmp.prohibited ? 'A firewall forbids the connection.' : 'The host cannot be reached from there.',
    advice: ({ icmp }) => (icmp.prohibited ? 'Allow TCP to that port in the firewall.' : 'Check address and routes.'),
  },
  'control-dead': {
    title: 'Control connection is dead',
    message: ({ by, frame, repeats, spanNs, command, reset }, f) =>
      sentences(
        command === null || by === 'server'
          ? `What the ${by} sent in frame ${frame} was repeated ${f.plural(repeats, { one: 'once', other: '# times' })} within ${f.duration(spanNs)} and never acknowledged.`
          : `${commandText(command)} (frame ${frame}) was repeated ${f.plural(repeats, { one: 'once', other: '# times' })} within ${f.duration(spanNs)} and never acknowledged.`,
        by === 'client'
          ? 'From there nothing of the client arrived at the server.'
          : 'From there nothing of the server arrived at the client.',
        reset === null ? null : `RST ${reset} ended the connection.`,
      ),
    cause: ({ idleNs }, f) =>
      idleNs !== null && idleNs >= FORGOTTEN_NS
        ? `The connection had been idle for ${f.duration(idleNs)}: a firewall or NAT device has probably forgotten it.`
        : 'The path or the other host failed, or a device on the way drops these packets: one that inspects FTP may drop commands that it cannot read.',
    advice: ({ idleNs }) =>
      idleNs !== null && idleNs >= FORGOTTEN_NS
        ? 'Let the client send NOOP or TCP keep-alives while it waits, or raise the idle timeout of the device.'
        : 'Capture at the other end as well: what leaves here and does not arrive there is dropped on the way.',
  },
  'middlebox-reset': {
    title: 'Control connection reset by a device on the way',
    message: ({ command, frame, box }) =>
      sentences(`The control connection was reset after ${commandText(command)} (frame ${frame}).`, boxText(box)),
    cause: () =>
      'Neither side sent them: a firewall or another device between client and server that inspects FTP reset the connection.',
    advice: () =>
      'Look at the FTP inspection of the firewalls on the way, and at the form of the command: some want CR LF at its end and one command in one segment.',
  },
  'control-reset': {
    title: 'Control connection reset while a command waited',
    message: ({ command, frame, preliminary, end, afterNs }, f) =>
      preliminary === null
        ? `The server reset the control connection in frame ${end}, ${f.duration(afterNs)} after ${commandText(command)} (frame ${frame}), which was not answered.`
        : `The server reset the control connection in frame ${end}, ${f.duration(afterNs)} after the ${preliminary} to ${commandText(command)} (frame ${frame}), which had no final reply.`,
    cause: () => "The server's process ended or was killed, or a firewall reset the connection in its name.",
    advice: () => "Look at the server's log at that time.",
  },
  'client-gave-up': {
    title: 'Client gave up waiting for a reply',
    message: ({ command, frame, preliminary, how, end, afterNs }, f) => {
      const waited = f.duration(afterNs);
      const name = commandText(command);
      if (preliminary === null)
        return how === 'fin'
          ? `The client closed the control connection in frame ${end}, ${waited} after ${name} (frame ${frame}), which was not answered.`
          : `The client reset the control connection in frame ${end}, ${waited} after ${name} (frame ${frame}), which was not answered.`;
      return how === 'fin'
        ? `The client closed the control connection in frame ${end}, ${waited} after the ${preliminary} to ${name} (frame ${frame}), which had no final reply.`
        : `The client reset the control connection in frame ${end}, ${waited} after the ${preliminary} to ${name} (frame ${frame}), which had no final reply.`;
    },
    cause: ({ afterNs }) =>
      afterNs >= PATIENT_NS
        ? 'The reply did not come in the time that the client waits.'
        : 'Its program ended, or the user stopped it.',
    advice: ({ afterNs }) =>
      afterNs >= PATIENT_NS ? "Look in the server's log for what it did with the command." : null,
  },
  'control-closed': {
    title: 'Server closed the control connection while a command waited',
    message: ({ command, frame, preliminary, end, afterNs }, f) =>
      preliminary === null
        ? `The server closed the control connection in frame ${end}, ${f.duration(afterNs)} after ${commandText(command)} (frame ${frame}), which was not answered.`
        : `The server closed the control connection in frame ${end}, ${f.duration(afterNs)} after the ${preliminary} to ${commandText(command)} (frame ${frame}), which had no final reply.`,
    cause: ({ transferring, afterNs }) =>
      transferring && afterNs >= IDLE_NS
        ? 'An idle timer of the server counts only the control connection, which is silent during a transfer.'
        : transferring
          ? 'The program of the server ended or was killed in mid-transfer.'
          : 'The server gave up without a reply (421 would have said why), or its program ended.',
    advice: ({ transferring, afterNs }) =>
      transferring && afterNs >= IDLE_NS
        ? 'Raise the idle timeout of the server, or let it not count while a transfer runs.'
        : "Look at the server's log at that time.",
  },
  'command-unanswered': {
    title: 'Command without a reply',
    message: ({ command, frame, login, waitedNs, more }, f) =>
      sentences(
        login
          ? waitedNs === null
            ? `The login was never answered: ${commandText(command)} (frame ${frame}) had no reply.`
            : `The login was never answered: ${commandText(command)} (frame ${frame}) had no reply within ${f.duration(waitedNs)}.`
          : waitedNs === null
            ? `${commandText(command)} (frame ${frame}) had no final reply.`
            : `${commandText(command)} (frame ${frame}) had no final reply within ${f.duration(waitedNs)}.`,
        more === 0
          ? null
          : f.plural(more, {
              one: '# more command had none either.',
              other: '# more commands had none either.',
            }),
      ),
    cause: ({ login }) =>
      login
        ? 'The server hangs where it checks the user: PAM, a directory service, a database or a home directory that does not answer.'
        : 'The server hangs, or does not answer this command.',
    advice: () => "Look at the server's log at that time.",
  },
  'replies-out-of-step': {
    title: 'Replies in the wrong order',
    message: ({ command, count, preliminaryLast }, f) =>
      sentences(
        preliminaryLast
          ? `The server sent the preliminary reply to ${commandText(command)} behind the final one.`
          : `The server answered a later command before ${commandText(command)}.`,
        count === 1
          ? null
          : f.plural(count - 1, {
              one: '# more command was answered out of order.',
              other: '# more commands were answered out of order.',
            }),
      ),
    cause: () => 'The server works on several commands at once; replies are matched with the commands that they fit.',
  },
  'command-failed': {
    title: 'Command failed and was not made good',
    message: ({ command, reply, count, arguments: args, gaveUp }, f) =>
      sentences(
        count === 1
          ? `${commandText(command)} failed: ${replyText(reply)}.`
          : args.length === 1
            ? `${commandText(command)} failed ${f.count(count)} times: ${replyText(reply)}.`
            : `${command.verb} failed ${f.count(count)} times (${f.few(args.map(quoted))}): ${replyText(reply)}.`,
        gaveUp ? 'After it the client asked for no transfer.' : null,
      ),
    cause: ({ command, reply }) =>
      reply.code === 550 && isAboutNames(command.verb)
        ? 'The name does not exist from where the server stands, exists already, or the user has no right to it.'
        : isAboutFiles(command.verb)
          ? 'The file does not exist, or the server does not report it in this TYPE (SIZE needs TYPE I on many servers).'
          : null,
    advice: ({ command, reply }) =>
      reply.code === 550 && ['CWD', 'XCWD'].includes(command.verb)
        ? 'Compare the path with PWD and a listing: below a chroot, paths begin at the login directory.'
        : isAboutFiles(command.verb)
          ? 'Send TYPE I before it, or go on without it.'
          : null,
  },
  'login-after-failures': {
    title: 'Login after many failures',
    message: ({ client, user, failures, server }, f) =>
      `After ${f.plural(failures, { one: '# failed login', other: '# failed logins' })} ${client} logged in at ${server} as ${quoted(user)}.`,
    cause: () => 'A password may have been guessed.',
    advice: () => 'Change that password, and look at what the session did.',
  },
};
