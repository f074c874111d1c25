/** Labels and remarks of ladder rows. */

import type { CommandClass } from '../../ftp/protocol/inferred.js';
import type { InferredTransferParams, LadderParams, Peer } from '../../model/ladder/codes.js';
import type { ByteRange } from '../../tls/content.js';
import type { TlsMessage } from '../../tls/story.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { withNumbers } from '../shared/segmentNumbers.js';
import { DOUBTS } from './doubts.js';
import { BRIEF_ODDITIES } from './oddities.js';

const segments = (f: Format, count: number): string => f.plural(count, { one: '# segment', other: '# segments' });
const bytesOf = (f: Format, count: number): string => f.plural(count, { one: '# byte', other: '# bytes' });
/** As RFC 8446 and RFC 5246 call them. */
const TLS_MESSAGES: Readonly<Record<TlsMessage, string>> = {
  'client-hello': 'ClientHello',
  'server-hello': 'ServerHello',
  certificate: 'Certificate',
  finished: 'Finished',
  alert: 'alert',
  'close-notify': 'close_notify',
};
const hidden = (tls: boolean, text: string): string => (tls ? `TLS: ${text}` : text);

/** '① ', or nothing where the row bears the number already. */
const sign = (f: Format, number: number | null): string => (number === null ? '' : `${f.announcement(number)} `);

const command = (text: string | null): string => (text === null ? '' : `  ${text}`);
const peerWords = (peer: Peer): string =>
  peer.kind === 'client'
    ? ''
    : peer.kind === 'fxp'
      ? `  (FXP with ${peer.address})`
      : `  (with ${peer.address}, not the client)`;

/** Exactly, or between two numbers. */
const rangeOf = ({ min, max }: ByteRange, f: Format): string =>
  min === max ? bytesOf(f, max) : `${f.count(min)} to ${bytesOf(f, max)}`;

const transferWords = ({ verb, direction, content, verdict }: InferredTransferParams, f: Format): string =>
  verdict === 'unknown'
    ? `≈ ${verb ?? direction}, ${rangeOf(content, f)}`
    : `≈ ${verb ?? direction}, ${verdict}, ${rangeOf(content, f)}`;
const guessed = (inferred: InferredTransferParams | null, f: Format): string =>
  inferred === null ? '' : `  ${transferWords(inferred, f)}`;

/** Kinds of commands whose verbs are not sure. */
export const INFERRED_CLASSES: Readonly<Record<CommandClass, string>> = {
  login: 'a login command',
  protection: 'PBSZ or PROT',
  passive: 'PASV or EPSV',
  active: 'PORT or EPRT',
  listing: 'a listing',
  download: 'a download',
  upload: 'an upload',
  directory: 'a directory command',
  parameter: 'a transfer parameter',
  information: 'a question',
  change: 'a change of files',
  quit: 'QUIT',
};

export const LADDER: Messages<LadderParams> = {
  'control-connection': () => 'control connection',
  'control-connection-begun': () => 'control connection (begun before the capture)',
  'data-connection': (p, f) =>
    `data connection ${f.announcement(p.number)}${peerWords(p.peer)}${command(p.command)}${guessed(p.inferred, f)}`,
  'data-connection-short': (p, f) =>
    `data ${f.announcement(p.number)}${peerWords(p.peer)}${command(p.command)}${guessed(p.inferred, f)}`,

  'command-line': ({ text }) => text,
  'reply-line': ({ text }) => text,
  'reply-lines': ({ text, more }, f) => `${text} ${f.plural(more, { one: '(+# line)', other: '(+# lines)' })}`,

  syn: ({ again, details }) => withNumbers(again ? 'SYN again' : 'SYN', details),
  'syn-ack': ({ again, details }) => withNumbers(again ? 'SYN+ACK again' : 'SYN+ACK', details),
  ack: ({ details }) => withNumbers('ACK', details),
  'pure-ack': ({ details }) => withNumbers('ACK', details),
  'ack-of-fin': ({ details }) => withNumbers('ACK of FIN', details),
  fin: ({ again, acknowledgesFin, details }) => {
    const fin = again ? 'FIN again' : 'FIN';
    return withNumbers(acknowledgesFin ? `${fin}, ACK of FIN` : fin, details);
  },
  rst: () => 'RST',
  data: (p, f) => hidden(p.tls, `${segments(f, p.segments)}, ${bytesOf(f, p.bytes)}`),
  'tls-messages': ({ messages, bytes }, f) =>
    `TLS ${messages.map((message) => TLS_MESSAGES[message]).join(', ')}; ${bytesOf(f, bytes)}`,
  'data-again': (p, f) => hidden(p.tls, `${segments(f, p.segments)} sent again`),
  amount: ({ bytes }, f) => bytesOf(f, bytes),
  'amount-short': ({ bytes }, f) => f.bytes(bytes),
  'keep-alive': () => 'keep-alive',
  'syn-numbered': ({ seq }) => `SYN seq ${seq}`,
  'syn-ack-numbered': ({ seq, ack }) => `SYN+ACK seq ${seq}, ack ${ack}`,
  'ack-numbered': ({ ack }) => `ACK ack ${ack}`,
  'fin-numbered': ({ seq, ack }) => (ack === null ? `FIN seq ${seq}` : `FIN seq ${seq}, ack ${ack}`),
  silence: ({ ns, coarse }, f) => `⋮ ${f.duration(ns, coarse)} nothing ⋮`,
  'other-rows': ({ count }, f) => `⋮ ${f.plural(count, { one: '# other row', other: '# other rows' })}`,
  sum: ({ arithmetic, port }) => `          ${arithmetic} = ${port}`,
  'window-probe': () => 'window probe: room again?',
  'zero-window': () => 'zero window: stop sending',
  'icmp-error': () => 'ICMP error',
  gap: ({ bytes }, f) => f.plural(bytes, { one: '# byte missing', other: '# bytes missing' }),

  segment: ({ bytes, flags, again }, f) => {
    const label = bytes > 0 ? `${bytesOf(f, bytes)}, ${flags}` : flags;
    return again ? `${label}, sent again` : label;
  },
  'not-held': ({ why }) => `no longer held in memory, and cannot be read again: ${why}`,

  'inferred-command': ({ verb, class: kind, p, bytes }, f) => {
    const what = verb ?? (kind === null ? null : INFERRED_CLASSES[kind]);
    return what === null ? `≈ a command of ${rangeOf(bytes, f)}` : `≈ ${what} (${p!.toFixed(2)}), ${rangeOf(bytes, f)}`;
  },
  'inferred-reply': ({ digit, p, bytes }, f) =>
    digit === null ? `≈ a reply of ${rangeOf(bytes, f)}` : `≈ ${digit}yz (${p!.toFixed(2)}), ${rangeOf(bytes, f)}`,
  'inferred-transfer': (params, f) => transferWords(params, f),

  'events-dropped': ({ count }, f) =>
    f.plural(count, {
      one: '# more event of this connection was not kept (limit reached)',
      other: '# more events of this connection were not kept (limit reached)',
    }),
  'tls-begins': ({ startedBy, decrypted }) =>
    decrypted
      ? `encrypted from here on (${startedBy}), decrypted with the session's keys`
      : `encrypted from here on (${startedBy}): commands, replies and names cannot be seen, only lengths`,
  'clear-again': () => 'clear text again (CCC)',
  'end-missing': (p, f) =>
    p.live
      ? `${f.announcement(p.number)} not closed so far`
      : `${f.announcement(p.number)} its end is not in this capture`,
  'connection-missing': (p, f) => `${f.announcement(p.number)} its data connection is not in this capture`,
  'not-connected': (p, f) =>
    p.live
      ? `${f.announcement(p.number)} nobody has connected so far`
      : `${f.announcement(p.number)} nobody connected in this capture`,

  telnet: ({ names }) => `Telnet ${names}`,
  oddity: ({ oddity }) => BRIEF_ODDITIES[oddity.code],
  doubt: ({ doubt }, f) => `? ${messageOf(DOUBTS, doubt, f)}`,
  retransmissions: ({ count }, f) => f.plural(count, { one: '# retransmission', other: '# retransmissions' }),
  'no-complete-line': () => 'no complete line',
  'in-last-segment': () => 'in the last data segment',
  'not-in-capture': () => 'not in this capture',
  times: ({ count }, f) => f.plural(count, { one: '# time', other: '# times' }),
  icmp: ({ text, reporter }) => `${text}, from ${reporter}`,

  listens: ({ number, port, arithmetic }, f) =>
    arithmetic === null
      ? `${f.announcement(number)} listens on ${port}`
      : `${f.announcement(number)} listens on ${port} = ${arithmetic}`,
  names: ({ number, port, arithmetic }, f) =>
    arithmetic === null
      ? `${f.announcement(number)} names port ${port}`
      : `${f.announcement(number)} names port ${port} = ${arithmetic}`,
  matched: ({ number, ns, coarse }, f) =>
    ns < 0
      ? `${f.announcement(number)} matched, ${f.duration(-ns, coarse)} before its announcement`
      : `${f.announcement(number)} matched after ${f.duration(ns, coarse)}`,
  tried: ({ number, ns, coarse }, f) =>
    ns < 0
      ? `${f.announcement(number)} tried, ${f.duration(-ns, coarse)} before its announcement`
      : `${f.announcement(number)} tried after ${f.duration(ns, coarse)}`,
  'default-port': ({ number }, f) => `${f.announcement(number)} nothing announced: default data port`,
  'announcement-missing': ({ number }, f) => `${f.announcement(number)} announcement not in this capture`,
  'announcement-unreadable': ({ number }, f) => `${f.announcement(number)} its announcement cannot be read`,
  'no-answer': ({ live }) => (live ? 'no answer so far' : 'no answer in this capture'),

  'to-host': ({ address, announced }) => `to ${address}, not to the announced ${announced}`,
  'to-other': ({ address, role, own }) => `to ${address}, not to the ${role} ${own}`,
  'from-other': ({ address, role, own }) => `from ${address}, not from the ${role} ${own}`,
  'from-port': ({ port, usual }) => `from port ${port}, not ${usual}`,
  inferred: () => 'inferred: no announcement in this capture',
  likely: () => 'likely, not certain',

  'over-announcement': ({ number }, f) => `over ${f.announcement(number)}`,
  complete: ({ number, bytes, from, travelled }, f) => {
    const part = from > 0 ? ` from byte ${f.count(from)} on` : '';
    const wire = travelled === null ? '' : ` (${f.count(travelled)} travelled)`;
    return `${f.announcement(number)} ✔ ${bytesOf(f, bytes)}${part}, complete${wire}`;
  },
  truncated: ({ number, bytes, expected }, f) =>
    expected === null
      ? `${f.announcement(number)} ✘ truncated after ${bytesOf(f, bytes)}`
      : `${f.announcement(number)} ✘ truncated: ${f.count(bytes)} of ${bytesOf(f, expected)}`,
  refused: ({ number, code }, f) =>
    code !== null && code < 500 ? `${f.announcement(number)} ✘ failed` : `${f.announcement(number)} ✘ refused`,
  moved: ({ number, bytes }, f) => `${f.announcement(number)} ${bytesOf(f, bytes)}`,

  'failed-unanswered': ({ number }, f) => `${sign(f, number)}✘ never answered`,
  'failed-refused': ({ number }, f) => `${sign(f, number)}✘ refused by RST`,
  'failed-prohibited': ({ number }, f) => `${sign(f, number)}✘ prohibited`,
  'failed-icmp': ({ number, protocol, text, reporter }, f) => `${sign(f, number)}✘ ${protocol}: ${text} (${reporter})`,
  'failed-reset': ({ number }, f) => `${sign(f, number)}✘ reset in mid-transfer`,
  'failed-rejected': ({ number }, f) => `${sign(f, number)}✘ announcement rejected`,
  'failed-unused': ({ number }, f) => `${sign(f, number)}✘ nobody connected`,
};
