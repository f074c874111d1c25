/** Titles and notes of the ten steps. */
import type { StepNoteParams, StepParams, StepTitleParams } from '../../model/codes.js';
import type { Peer } from '../../model/ladder/codes.js';
import type { Endpoint } from '../../tcp/types.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { ROLES } from './roles.js';

/** 'the server 10.0.0.1:20', or 'the server' where no endpoint is named. */
const named = (who: string, endpoint: Endpoint | null, f: Format): string =>
  endpoint === null ? who : `${who} ${f.endpoint(endpoint)}`;
const at = (endpoint: Endpoint | null, f: Format, otherwise: string): string =>
  endpoint === null ? otherwise : f.endpoint(endpoint);

const peerName = (peer: Peer): string =>
  peer.kind === 'client' ? 'the client' : peer.kind === 'fxp' ? 'the other server' : 'the other host';
/** The peer with its endpoint where that is known, else with its address. */
const peerAt = (peer: Peer, endpoint: Endpoint | null, f: Format): string =>
  endpoint !== null
    ? `${peerName(peer)} ${f.endpoint(endpoint)}`
    : peer.kind === 'client'
      ? peerName(peer)
      : `${peerName(peer)} (${peer.address})`;

const TITLES: Messages<StepTitleParams> = {
  'control-syn': ({ from, to }, f) =>
    `${named('the client', from, f)} sends SYN to ${to === null ? 'the control port' : `the control port, ${f.endpoint(to)}`}`,
  'control-syn-ack': ({ from }, f) => `${named('the server', from, f)} answers SYN+ACK`,
  'control-ack': ({ from }, f) => `${named('the client', from, f)} sends ACK: the control connection is open`,
  'active-announcement': ({ peer, announced }, f) => {
    if (peer.kind !== 'client')
      return announced === null
        ? `the client announces the address and port on which ${peerAt(peer, null, f)} listens`
        : `the client announces that ${peerName(peer)} listens on ${f.endpoint(announced)}`;
    return announced === null
      ? 'the client announces the address and port on which it listens'
      : `the client announces that it listens on ${f.endpoint(announced)}`;
  },
  'active-syn': ({ from, to }, f) => `${named('the server', from, f)} sends SYN to ${at(to, f, 'that port')}`,
  'active-syn-ack': ({ peer, from }, f) => `${peerAt(peer, from, f)} answers SYN+ACK`,
  'active-ack': ({ from }, f) => `${named('the server', from, f)} sends ACK: the data connection is open`,
  'passive-announcement': ({ announced }, f) =>
    announced === null
      ? 'the client asks, and the server announces the port on which it listens'
      : `the client asks, and the server announces that it listens on ${f.endpoint(announced)}`,
  'passive-syn': ({ peer, from, to }, f) => `${peerAt(peer, from, f)} sends SYN to ${at(to, f, 'that port')}`,
  'passive-syn-ack': ({ from }, f) => `${named('the server', from, f)} answers SYN+ACK`,
  'passive-ack': ({ peer, from }, f) => `${peerAt(peer, from, f)} sends ACK: the data connection is open`,
  data: ({ from, to }, f) =>
    from === null || to === null ? 'the data passes' : `the data passes, from ${f.endpoint(from)} to ${f.endpoint(to)}`,
  'data-closed': () => 'both sides send FIN and acknowledge it: the data connection is closed',
  ending: () => 'further commands; at the end both sides close the control connection with FIN',
};

const NOTES: Messages<StepNoteParams> = {
  rejected: ({ code }) => `rejected with ${code}`,
  'default-port': () => 'nothing announced: the default data port',
  'reply-cut': () => 'the end of the reply, and the address with it, is not in the capture',
  'address-unreadable': () => 'its address could not be read',
  'nobody-connected': () => 'nobody connected in this capture',
  repeated: ({ times }, f) => (times === 1 ? 'repeated once' : `repeated ${f.count(times)} times`),
  'refused-by-rst': () => 'refused with RST',
  'icmp-error': ({ text }) => text ?? 'ICMP error',
  'no-answer': () => 'no answer in this capture',
  'never-answered': () => 'never answered',
  'no-transfer-command': () => 'no transfer command',
  'bytes-missing': ({ bytes }, f) =>
    f.plural(bytes, { one: '# byte not in this capture', other: '# bytes not in this capture' }),
  refused: ({ code }) => `refused with ${code}`,
  'cut-short': () => 'cut short',
  empty: () => 'empty: 0 bytes',
  'in-mid-transfer': ({ bytes, expected }, f) =>
    expected === null
      ? f.plural(bytes, { one: '# byte in this capture', other: '# bytes in this capture' })
      : `${f.count(bytes)} of ${f.plural(expected, { one: '# byte', other: '# bytes' })} in this capture`,
  'ended-by-rst': () => 'ended by RST',
  'last-ack-missing': () => 'the last ACK is not in this capture',
  'fin-missing': ({ by, ackFrame }) =>
    `the FIN of the ${ROLES[by]} is not in this capture, but acknowledged in frame ${ackFrame}`,
  'half-closed': () => 'only one side has closed',
};

export const STEPS: Messages<StepParams> = {
  ...TITLES,
  ...NOTES,
  'step-trouble': ({ number, title, state, note }, f, frames) => {
    const what = note !== null ? messageOf(NOTES, note, f) : state === 'unseen' ? 'not in this capture' : 'missing';
    const where = frames.length === 0 ? '' : `, ${f.frames(frames)}`;
    return `step ${number} (${messageOf(TITLES, title, f)}): ${what}${where}`;
  },
  'steps-unseen': ({ from, to }) => `steps ${from} to ${to}: not in this capture`,
};
