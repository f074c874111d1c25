/** The text report on data connections and transfers. */
import type { Confidence, DataMode } from '../../ftp/protocol/session.js';
import type { Span } from '../../model/ladder/codes.js';
import type { Endpoint } from '../../tcp/types.js';
import type { Format } from '../format.js';

const COMMAND_FRAME = (frame: number | null): string => (frame === null ? '?' : String(frame));

type Announced = Endpoint & {
  readonly mode: DataMode;
  readonly active: boolean;
  readonly by: 'client' | 'server';
  readonly frame: number;
  readonly arithmetic: string | null;
  /** The announced address is the sender's own. */
  readonly listens: boolean;
};

type Opening = {
  readonly mode: DataMode;
  readonly by: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly syn: number | null;
  readonly synAck: number | null;
  readonly ack: number | null;
  /** Frames of SYNs and SYN+ACKs that were repeated. */
  readonly again: readonly number[];
  /** Since the announcement. */
  readonly late: Span | null;
  readonly confidence: Confidence | null;
};

/** When the SYN came, seen from the announcement. */
function lateness({ late, mode }: Opening, f: Format): string {
  if (late === null) return '';
  return late.ns < 0
    ? `captured ${f.duration(-late.ns, late.coarse)} before its ${mode}`
    : `${f.duration(late.ns, late.coarse)} after ${mode}`;
}

function opening(p: Opening, f: Format): string {
  const frames = [
    p.syn === null ? '' : `SYN ${p.syn}`,
    p.again.length === 0 ? '' : `again ${p.again.join(', ')}`,
    p.synAck === null ? '' : `SYN+ACK ${p.synAck}`,
    p.ack === null ? '' : `ACK ${p.ack}`,
  ].filter((part) => part !== '');
  const parts = [
    `by the ${p.by} ${f.endpoint(p.from)} → ${f.endpoint(p.to)}`,
    frames.length === 0 ? 'handshake not in this capture' : `frames: ${frames.join(', ')}`,
    lateness(p, f),
    p.confidence === null ? '' : `match ${p.confidence}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

type Result = {
  /** The command's argument, escaped. */
  readonly name: string | null;
  readonly result: string;
  readonly segments: { readonly count: number; readonly again: number; readonly took: Span | null } | null;
  /** The bytes are those of TLS. */
  readonly underTls: boolean;
};

function result({ name, result: what, segments, underTls }: Result, f: Format): string {
  const parts = [name === null ? what : `${name}: ${what}`];
  if (segments !== null) {
    const count = f.plural(segments.count, { one: '# segment', other: '# segments' });
    parts.push(
      segments.took === null ? count : `${count} within ${f.duration(segments.took.ns, segments.took.coarse)}`,
    );
    if (segments.again > 0) parts.push(`${f.count(segments.again)} of them repeated`);
  }
  if (underTls) parts.push('as it travelled (the session uses TLS)');
  return parts.join(', ');
}

export const DATA = {
  title: (id: string) => `data connection ${id}`,
  labels: {
    inferred: 'inferred',
    rejected: 'rejected',
    notSeen: 'not seen',
    notOpened: 'not opened',
    tried: 'tried',
    opened: 'opened',
    failed: '✘ failed',
    ports: 'ports',
    mode: 'mode',
    note: 'note',
    closed: 'closed',
    notClosed: 'not closed',
    travelled: 'travelled',
    time: 'time',
    slow: 'slow',
    steps: 'steps',
    tcp: 'TCP',
    because: 'because',
  },
  announced: (p: Announced, f: Format) => {
    const sum = p.arithmetic === null ? '' : ` (${p.arithmetic})`;
    const who = p.listens ? `the ${p.by} listens on` : `the ${p.by} names`;
    return `${p.mode} (${p.active ? 'active' : 'passive'} mode), announced in frame ${p.frame}: ${who} ${f.endpoint(p)}${sum}`;
  },
  asked: (mode: DataMode, frame: number | null) =>
    `${mode}, asked for in frame ${COMMAND_FRAME(frame)}: nothing announced`,
  replyCut: (mode: DataMode, frame: number | null, code: number, replyFrame: number) =>
    `${mode} in frame ${COMMAND_FRAME(frame)}: the end of its ${code} (frame ${replyFrame}) is not in this capture, and with it the address`,
  unreadable: (mode: DataMode, frame: number | null) =>
    `${mode} in frame ${COMMAND_FRAME(frame)}: its address cannot be read`,
  defaultPort: 'nothing announced: the default data port (RFC 959 §3.3)',
  announcementMissing: (mode: DataMode) => `${mode}; its announcement is not in this capture`,
  reply: (text: string, frame: number) => `${text} (frame ${frame})`,
  connectionMissing: 'the transfer succeeded, but its data connection is not in this capture',
  nobodyConnected: 'nobody connected to it in this capture',
  opening,
  ports: (initiator: string, responder: string) => `${initiator}, ${responder}`,
  refusedByRst: (frame: number | null) => `refused with RST in frame ${COMMAND_FRAME(frame)}`,
  prohibited: (protocol: string, reporter: string | null, text: string | null, frames: readonly number[], f: Format) =>
    `${protocol} from ${reporter ?? '?'}: ${text ?? 'error'} (${f.frames(frames)})`,
  neverAnswered: 'never answered',
  neverAnsweredWithin: (ns: number, coarse: boolean, f: Format) => `never answered within ${f.duration(ns, coarse)}`,
  thirdParty: (active: boolean, server: string, id: string) =>
    active
      ? `third-party (FXP, RFC 959 figure 3): this server connects to the other, ${server}, data connection ${id}`
      : `third-party (FXP, RFC 959 figure 3): this server listens for the other, ${server}, data connection ${id}`,
  usualPort: (notes: string) =>
    `${notes} (one below the control port: RFC 959's default); usual for servers without root`,
  result,
  hashOfPart: (hash: string) => `${hash} (of this part)`,
  fin: (role: string, frame: number, ackFrame: number | null) =>
    ackFrame === null
      ? `FIN by the ${role} ${frame}, acknowledgment not in this capture`
      : `FIN by the ${role} ${frame}, acknowledged ${ackFrame}`,
  finMissing: (role: string, ackFrame: number) =>
    `FIN by the ${role} not in this capture, but acknowledged ${ackFrame}`,
  rst: (role: string, frame: number) => `RST by the ${role} ${frame}`,
  endMissing: 'its end is not in this capture',
  stepNote: (title: string, note: string) => `${title} (${note})`,
  stepColumns: { number: 'step', title: 'what happens', frames: 'frames', time: 'time' },
  because: (text: string, frames: readonly number[], f: Format) =>
    frames.length === 0 ? text : `${text} (${f.frames(frames)})`,
} as const;

export const TRANSFER_TABLE = {
  columns: {
    frame: 'frame',
    command: 'command',
    path: 'path',
    mode: 'mode',
    type: 'type',
    bytes: 'bytes',
    time: 'time',
    rate: 'rate',
    code: 'code',
    result: 'result',
  },
  hidden: 'Transfers are not known: the session is encrypted.',
  none: 'No transfers.',
  failed: '✘ failed',
  refused: '✘ refused',
  complete: '✔ complete',
  truncated: '✘ truncated',
  unknown: '? unknown',
  cutOff: '? capture ends',
  notCaptured: (resultText: string, bytes: number, f: Format) => `${resultText}, ${f.count(bytes)} not captured`,
} as const;
