/** Zeek's weird.log, as far as its FTP analyzer and scripts write it: lengths beyond their bounds, invalid commands. */
import type { Exchange } from '../../ftp/protocol/session.js';
import { LONGEST } from './ftp.js';
import { ID_FIELDS, idOf, type Log, secondsOf, uidOf } from './log.js';

const LONGEST_VERB = 100;

export const WEIRD: Log = {
  fields: [
    ['ts', 'time'],
    ['uid', 'string'],
    ...ID_FIELDS,
    ['name', 'string'],
    ['addl', 'string'],
    ['notice', 'bool'],
    ['peer', 'string'],
    ['source', 'string'],
  ],

  *rows(session, report) {
    const { control, exchanges } = session;
    for (const exchange of exchanges)
      for (const { name, addl, timeNs } of weirdOf(exchange))
        yield [
          secondsOf(timeNs, report),
          uidOf(control, report),
          ...idOf(control),
          name,
          addl,
          false,
          report.info.sensor ?? 'ftp-sniff',
          'FTP',
        ];
  },
};

type Weird = { readonly name: string; readonly addl: string | null; readonly timeNs: number };

function* weirdOf({ command, replies }: Exchange): Iterable<Weird> {
  if (command !== null) {
    const { verb, argument, timeNs } = command;
    if (verb.length > LONGEST_VERB) {
      yield { name: 'FTP_max_command_length_exceeded', addl: `${verb.length} > ${LONGEST_VERB}`, timeNs };
    } else if (!/^[A-Z]+$/.test(verb)) yield { name: 'FTP_invalid_command', addl: null, timeNs };
    const bound = verb === 'USER' || verb === 'PASS' ? LONGEST.name : LONGEST.argument;
    const name = verb === 'USER' ? 'FTP_user_too_long' : verb === 'PASS' ? 'FTP_password_too_long' : 'FTP_arg_too_long';
    if (argument.length > bound) yield { name, addl: String(argument.length), timeNs };
  }
  for (const { text, timeNs } of replies)
    if (text.length > LONGEST.argument) yield { name: 'FTP_reply_msg_too_long', addl: String(text.length), timeNs };
}
