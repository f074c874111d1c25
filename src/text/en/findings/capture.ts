/** The capture and the path: what is missing, repeated or contradictory. */
import type { FindingParams, Translated } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { commandText } from '../../wire.js';
import { sentences } from './sentences.js';

const bytesText = (bytes: number, f: Format): string => f.plural(bytes, { one: '# byte', other: '# bytes' });

const connectionText = (id: string | null): string =>
  id === null ? 'The control connection' : `Data connection ${id}`;

function translatedText({ kind, mode, one, other }: Translated, f: Format): string {
  const first = `${mode} (${f.endpoint(one)}, frame ${one.frame})`;
  return kind === 'rewritten'
    ? `The translator knows FTP: it made ${mode} (${f.endpoint(other)}, frame ${other.frame}) of ${first}.`
    : `${first} passed the translator unchanged: ${one.address} holds on one side of it only.`;
}

/** What a snap length took, as the items of a list. */
function cutParts(p: FindingParams['packets-cut'], f: Format): string[] {
  return [
    p.replies.length === 0
      ? ''
      : p.replies.length === 1
        ? `the end of a reply (${f.frames(p.replies)})`
        : `the ends of ${f.count(p.replies.length)} replies (${f.frames(p.replies)})`,
    p.bytes === 0
      ? ''
      : p.command === null
        ? `${bytesText(p.bytes, f)} of ${f.count(p.transfers)} transfers`
        : `${bytesText(p.bytes, f)} of ${commandText(p.command)}`,
    p.controlBytes === 0 ? '' : `${bytesText(p.controlBytes, f)} of the control connection`,
  ].filter((part) => part !== '');
}

type Codes =
  | 'capture-ends'
  | 'packets-cut'
  | 'bytes-missing'
  | 'control-bytes-missing'
  | 'many-retransmissions'
  | 'conflicting-overlap'
  | 'seen-twice';

export const CAPTURE: FindingMessages<Pick<FindingParams, Codes>> = {
  'capture-ends': {
    title: 'Capture ends during a transfer',
    message: ({ command, frame, bytes, expectedBytes }, f) =>
      expectedBytes !== null && expectedBytes > bytes
        ? `The capture ends during ${commandText(command)} (frame ${frame}), after ${f.count(bytes)} of ${bytesText(expectedBytes, f)}.`
        : `The capture ends during ${commandText(command)} (frame ${frame}), after ${bytesText(bytes, f)}.`,
    cause: () => 'Whether the rest came cannot be seen.',
    advice: () => 'Capture longer.',
  },
  'packets-cut': {
    title: 'Packets are cut (snap length)',
    message: (p, f) =>
      `Packets are cut at ${bytesText(p.cutAtBytes, f)} (snap length). Missing: ${f.list(cutParts(p, f))}.`,
    cause: () => 'No hash of a cut file can be given.',
    advice: () => 'Capture again with whole packets (-s 0).',
  },
  'bytes-missing': {
    title: 'Bytes of transfers are missing in the capture',
    message: ({ bytes, transfers, command, transferBytes, gaps }, f) =>
      command === null
        ? `${bytesText(bytes, f)} of ${f.count(transfers)} transfers are missing in this capture.`
        : `${bytesText(bytes, f)} of ${commandText(command)} (${f.count(transferBytes)} in all, ${f.plural(gaps, { one: '# gap', other: '# gaps' })}) are missing in this capture.`,
    cause: () =>
      'The capture lost packets or cut them short; the receiver may well have got all of it. No hash can be given.',
  },
  'control-bytes-missing': {
    title: 'Bytes of the control connection are missing',
    message: ({ bytes }, f) => `${bytesText(bytes, f)} of the control connection are missing in this capture.`,
    cause: () => 'Commands or replies may be among them, and what follows from the dialogue is less certain.',
  },
  'many-retransmissions': {
    title: 'Many retransmissions',
    message: ({ id, segments, retransmissions }, f) =>
      `${connectionText(id)} repeats ${f.count(retransmissions)} of its ${f.plural(segments, { one: '# packet', other: '# packets' })} (${f.percent(retransmissions / segments)}).`,
    cause: ({ ends, full }, f) =>
      full === null
        ? `Packets are lost or delayed between ${ends[0]} and ${ends[1]}.`
        : `The receiver ${f.endpoint(full.receiver)} reads slowly (window 0 in frame ${full.frame}); the network need not have lost anything.`,
  },
  'conflicting-overlap': {
    title: 'Two versions of the same bytes',
    message: ({ id, bytes, sender }, f) =>
      `${connectionText(id)} carries two different versions of ${bytesText(bytes, f)} sent by ${f.endpoint(sender)}. The version that arrived first is shown.`,
    cause: () => 'The sender is broken, or somebody injects segments.',
  },
  'seen-twice': {
    title: 'One session captured twice (NAT)',
    message: ({ first, second, client, server, announcements }, f) => {
      const ends = [
        client === null ? '' : `the client is ${f.endpoint(client[0])} here and ${f.endpoint(client[1])} there`,
        server === null ? '' : `the server is ${f.endpoint(server[0])} here and ${f.endpoint(server[1])} there`,
      ].filter((end) => end !== '');
      return sentences(
        `Sessions ${first} and ${second} are one and the same, captured before and after an address translation (NAT): ${ends.join(', ')}; both handshakes carry the same sequence numbers.`,
        'What it said and transferred is reported twice.',
        announcements === null ? null : translatedText(announcements, f),
      );
    },
  },
};
