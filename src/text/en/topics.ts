/** Sentences of `explain TOPIC` that no row of a ladder has. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { TopicParams } from '../../model/topics/codes.js';
import { type FindingMessage, type Messages, messageOf } from '../messages.js';
import { COMMANDS } from './commands.js';
import { addressProblem } from './findings/announcements.js';
import { FINDINGS } from './findings.js';
import { STEPS } from './steps.js';
import { TOPIC_TEXTS } from './topicTexts.js';

export const TOPICS: Messages<TopicParams> = {
  'title-topic': ({ name }) => TOPIC_TEXTS[name].title,
  'title-command': ({ verb }) => `Command ${verb}`,
  'title-reply': ({ code }) => `Reply ${code}`,
  'title-class': ({ digit }) => `Replies ${digit}yz`,
  'title-user-command': ({ name }) => `${name}, typed in a client`,
  'title-finding': ({ finding }) => `Finding: ${FINDINGS[finding.code].title}`,
  'title-announcement': ({ text }) => text,
  'title-port': ({ port }) => `Port ${port}`,

  'topic-text': ({ name }) => TOPIC_TEXTS[name].text,
  'step-title': ({ number, title }, f) => `${String(number).padStart(2)}  ${messageOf(STEPS, title, f)}`,
  'mode-heading': ({ active }) => (active ? 'In active mode:' : 'In passive mode:'),
  'command-form': ({ verb }) => `${verb} ${COMMANDS[verb].argument}`.trimEnd(),
  'command-replies': () => 'Final replies that answer it:',
  'more-replies': () => 'Any command may also be answered with 421, 500 to 504 or 530.',
  'user-command': ({ name, verbs, data }, f) => {
    const sent = f.list(verbs.map(String));
    return data
      ? `${name} makes the client send ${sent}. Before ${verbs.at(-1)} it announces a data connection: PASV or EPSV in passive mode, PORT or EPRT in active mode.`
      : `${name} makes the client send ${sent}.`;
  },
  'reply-to': ({ verbs }, f) =>
    `It answers ${f.list(verbs)}${verbs.some((verb) => rowOf(verb)?.transfer) ? ', after a preliminary reply (1yz) where data passes' : ''}.`,
  'class-codes': () => 'Codes of this class with a meaning of their own:',

  'finding-kind': ({ code, trouble }) =>
    trouble ? `${code} in JSON. It stands under "What went wrong". For example:` : `${code} in JSON. For example:`,
  'finding-example': ({ finding }, f) => {
    const { message, cause, advice } = FINDINGS[finding.code] as FindingMessage<unknown>;
    const parts = [message(finding.params, f, finding.frames), cause?.(finding.params, f), advice?.(finding.params, f)];
    return parts.filter((part) => part != null).join('\n');
  },

  'announced-address': ({ address, reserved }) =>
    reserved
      ? `The first four numbers are the address: ${address}. It is private (RFC 1918) or local: nobody outside its own network reaches it.`
      : `The first four numbers are the address: ${address}.`,
  'announced-reverse': ({ text }) => `PORT ${text}`,
  'announced-extended': ({ text }) => `EPRT ${text}`,
  'bad-announcement': ({ problem }) => addressProblem(problem),
  'port-in-bytes': () => 'PORT and the 227 reply carry the port in two bytes, the high one first: high × 256 + low.',
};
