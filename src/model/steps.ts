/**
 * The ten steps in which a data connection and its control connection live (RFC 959 §3.2, §5.2): which were seen, which
 * are missing, and which went wrong. Active mode has the server open the data connection, passive mode the client; all
 * else is the same.
 */
import { escapeText } from '../bytes/text.js';
import { factsOf } from '../fact.js';
import { rowOf } from '../ftp/protocol/commands.js';
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import { wasOpened } from '../ftp/transfer/outcome.js';
import { bytesWithin } from '../tcp/missing.js';
import { type Connection, otherSide, type Side } from '../tcp/types.js';
import type { StepFact, StepNote, StepNoteParams, StepParams, StepTitle } from './codes.js';
import { isActive, peerOf, type Role, roleOf } from './roles.js';
import type { LadderRow } from './rows.js';
import { contentBytesOf } from './transfers.js';
import { inMidTransfer, undecided } from './undecided.js';

export type StepState =
  | 'done'
  | 'failed' // it was tried and went wrong
  | 'missing' // it should have come and did not
  | 'unseen' // it must have happened, or may still, outside the capture
  | 'not-reached'; // an earlier step failed

export type Step = {
  /** 1 to 10. */
  readonly number: number;
  /** What happens in it, with its hosts and ports where they are known. */
  readonly title: StepTitle;
  readonly state: StepState;
  readonly frames: readonly number[];
  /** What is special about it here. */
  readonly note: StepNote | null;
};

const say = factsOf<StepParams>();
const note = factsOf<StepNoteParams>();

/** A step without its title. */
export type JudgedStep = Pick<Step, 'state' | 'frames' | 'note'>;
type Judged = JudgedStep;

const NO_FRAMES: readonly (number | null)[] = [];

function judged(state: StepState, frames = NO_FRAMES, special: StepNote | null = null): Judged {
  const known: number[] = [];
  // A handful: looking through them is cheaper than a set.
  for (const frame of frames) if (frame !== null && !known.includes(frame)) known.push(frame);
  return { state, frames: known, note: special };
}

const SERVER_TO_CLIENT: ReadonlySet<number> = new Set([2]);

/** What the step is about, in this data connection's mode; without one only steps of the control connection. */
export function stepTitle(data: DataConnection | null, number: number, session: Session | null = null): StepTitle {
  return titleOf(number, data === null || isActive(data.mode), data, data?.session ?? session);
}

/** The title of a step in active or passive mode, of no connection in particular. */
export const titleInMode = (number: number, active: boolean): StepTitle => titleOf(number, active, null, null);

function titleOf(number: number, active: boolean, data: DataConnection | null, control: Session | null): StepTitle {
  const server = control?.server ?? null;
  const client = control?.client ?? null;
  if (number <= 3) {
    const ends = SERVER_TO_CLIENT.has(number) ? { from: server, to: client } : { from: client, to: server };
    return say(number === 1 ? 'control-syn' : number === 2 ? 'control-syn-ack' : 'control-ack', ends);
  }
  if (number === 10) return say('ending', { from: client, to: server });
  const connection = data?.connection ?? null;
  const opening = { from: connection?.initiator ?? null, to: connection?.responder ?? null };
  const answering = { from: opening.to, to: opening.from };
  if (number === 8) return say('data', dataEnds(data));
  if (number === 9) return say('data-closed', opening);
  const announced = data?.announced == null ? null : { address: data.announced.address, port: data.announced.port };
  const peer = data === null ? ({ kind: 'client' } as const) : peerOf(data);
  if (number === 4)
    return active ? say('active-announcement', { peer, announced }) : say('passive-announcement', { announced });
  if (number === 5) return active ? say('active-syn', opening) : say('passive-syn', { ...opening, peer });
  if (number === 6) return active ? say('active-syn-ack', { ...answering, peer }) : say('passive-syn-ack', answering);
  return active ? say('active-ack', opening) : say('passive-ack', { ...opening, peer });
}

/** Who sends the data to whom. */
function dataEnds(data: DataConnection | null) {
  const sender = data?.transfer?.sender ?? null;
  const connection = data?.connection ?? null;
  if (sender === null || connection === null) return { from: null, to: null };
  return { from: connection[sender], to: connection[otherSide(sender)] };
}

/** The same title without hosts and ports: within a sentence. */
export function briefTitle(title: StepTitle): StepTitle {
  const params: Record<string, unknown> = { ...title.params };
  for (const name of ['from', 'to', 'announced']) if (name in params) params[name] = null;
  return { ...title, params } as StepTitle;
}

/** All ten steps of one data connection. */
export const stepsOf = (data: DataConnection): readonly Step[] =>
  judgedSteps(data).map((one, i) => ({ number: i + 1, title: stepTitle(data, i + 1), ...one }));

/** The ten steps in order, for callers that need no titles. */
export function judgedSteps(data: DataConnection): readonly JudgedStep[] {
  const { control } = data.session;
  const list: Judged[] = [
    frameOrUnseen(control.handshake.syn),
    frameOrUnseen(control.handshake.synAck),
    frameOrUnseen(control.handshake.ack),
    announcement(data),
    opening(data),
    answer(data),
    established(data),
    payload(data),
    closing(data),
  ];
  // After the first step that failed or never came, the data connection's later ones cannot be blamed.
  const broken = list.findIndex(({ state }, i) => i >= 3 && (state === 'failed' || state === 'missing'));
  if (broken >= 0) {
    for (let i = broken + 1; i < list.length; i++) {
      const after = broken < 7 || list[i]!.state === 'missing' || list[i]!.state === 'unseen';
      if (after) list[i] = judged('not-reached');
    }
  }
  list.push(ending(data.session));
  return list;
}

const frameOrUnseen = (frame: number | null): Judged => (frame === null ? judged('unseen') : judged('done', [frame]));

function announcement(data: DataConnection): Judged {
  const { announced, exchange, mode } = data;
  const reply = exchange?.replies.at(-1);
  if (data.outcome === 'rejected' && reply !== undefined) {
    return judged(
      'failed',
      [exchange?.command?.frame ?? null, reply.lastFrame],
      note('rejected', { code: reply.code }),
    );
  }
  if (announced !== null) {
    const command = exchange?.command?.frame ?? null;
    return judged('done', command === announced.frame ? [command] : [command, announced.frame]);
  }
  if (exchange === null) {
    return mode === 'DEFAULT' ? judged('done', [], note('default-port', {})) : judged('unseen');
  }
  const cut = reply?.oddities.some(({ code }) => code === 'cut') === true;
  return cut
    ? judged('unseen', [reply.lastFrame], note('reply-cut', {}))
    : judged('unseen', [exchange.command?.frame ?? null], note('address-unreadable', {}));
}

const NOBODY = note('nobody-connected', {});

function opening(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) {
    if (data.outcome === 'incomplete' || data.outcome === 'not-captured') return judged('unseen');
    if (undecided(data)) return judged('unseen', [], NOBODY);
    return judged('missing', [], data.outcome === 'rejected' ? null : NOBODY);
  }
  const { syn } = connection.handshake;
  if (syn === null) return judged('unseen');
  const again = connection.synRetransmissions.length;
  return judged('done', [syn], again > 0 ? note('repeated', { times: again }) : null);
}

/** Of steps 6 to 9 where there is no connection: nothing can fail to answer a SYN that nobody sent. */
const withoutConnection = (data: DataConnection): Judged =>
  judged(data.outcome === 'not-captured' ? 'unseen' : 'not-reached');

function answer(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) return withoutConnection(data);
  if (connection.handshake.synAck !== null) return judged('done', [connection.handshake.synAck]);
  switch (data.outcome) {
    case 'refused':
      return judged('failed', [connection.teardown.rst?.frame ?? null], note('refused-by-rst', {}));
    case 'prohibited':
      return judged('failed', [connection.icmpError?.frame ?? null], icmpNote(connection));
    case 'unanswered':
      return undecided(data)
        ? judged('unseen', [], note('no-answer', {}))
        : judged('missing', [], note('never-answered', {}));
    default:
      return judged('unseen');
  }
}

function icmpNote({ icmpError }: Connection): StepNote {
  return note('icmp-error', { text: icmpError === null ? null : escapeText(icmpError.text) });
}

function established(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) return withoutConnection(data);
  const { syn, synAck, ack } = connection.handshake;
  if (ack !== null) return judged('done', [ack]);
  if (carried(connection)) return judged('unseen');
  if (synAck !== null) return judged(data.outcome === 'incomplete' ? 'unseen' : 'missing');
  return judged(syn === null ? 'unseen' : 'not-reached');
}

const carried = (connection: Connection): boolean =>
  connection.sides.initiator.bytes > 0 || connection.sides.responder.bytes > 0;

function payload(data: DataConnection): Judged {
  const { connection, transfer } = data;
  if (connection === null) return withoutConnection(data);
  const frames = payloadFrames(connection);
  if (transfer === null) {
    if (frames.length > 0) return judged('done', frames);
    return connection.handshake.ack === null && !connection.closed
      ? judged('not-reached')
      : judged(data.outcome === 'incomplete' ? 'unseen' : 'missing', [], note('no-transfer-command', {}));
  }
  const missing = bytesWithin(transfer.missing);
  const lost = missing > 0 ? note('bytes-missing', { bytes: missing }) : null;
  switch (transfer.verdict) {
    case 'refused':
      return judged(
        'failed',
        [transfer.exchange.replies.at(-1)?.lastFrame ?? null],
        note('refused', { code: transfer.code }),
      );
    case 'truncated':
      return judged('failed', frames, note('cut-short', {}));
    case 'complete':
      return judged('done', frames, transfer.bytes === 0 ? note('empty', {}) : lost);
    default:
      if (inMidTransfer(transfer)) {
        const bytes = contentBytesOf(transfer);
        const expected = (transfer.expectedBytes ?? 0) > bytes ? transfer.expectedBytes : null;
        return judged('unseen', frames, note('in-mid-transfer', { bytes, expected }));
      }
      return frames.length > 0 ? judged('done', frames, lost) : judged('unseen');
  }
}

/** First and last frame that carried payload. */
function payloadFrames(connection: Connection): number[] {
  const runs = connection.journal.filter((entry) => entry.kind === 'data');
  const first = runs[0]?.firstFrame;
  const last = runs.at(-1)?.lastFrame;
  if (first === undefined || last === undefined) return [];
  return first === last ? [first] : [first, last];
}

function closing(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) return withoutConnection(data);
  if (!wasOpened(connection)) return judged('not-reached');
  return teardown(connection, data.outcome === 'ok', (side) => roleOf(data, connection, side));
}

function teardown(connection: Connection, accepted: boolean, nameOf: (side: Side) => Role): Judged {
  const { fins, rst, unseenFins } = connection.teardown;
  const frames = fins.flatMap((fin) => [fin.frame, fin.ackFrame]);
  if (rst !== null) {
    return judged(accepted ? 'done' : 'failed', [...frames, rst.frame], note('ended-by-rst', {}));
  }
  if (fins.length === 2 && fins.every((fin) => fin.ackFrame !== null)) return judged('done', frames);
  if (fins.length === 2) return judged('done', frames, note('last-ack-missing', {}));
  const unseen = unseenFins[0];
  if (fins.length === 1 && unseen !== undefined) {
    const missing = note('fin-missing', { by: nameOf(unseen.from), ackFrame: unseen.ackFrame });
    return judged('done', [...frames, unseen.ackFrame], missing);
  }
  return judged('unseen', frames, fins.length === 1 ? note('half-closed', {}) : null);
}

function ending({ control, clientSide }: Session): Judged {
  return teardown(control, false, (side) => (side === clientSide ? 'client' : 'server'));
}

/** The steps that are not done, a sentence each. Steps that the capture does not show stand together. */
export function stepsTrouble(steps: readonly Step[]): StepFact[] {
  const list: StepFact[] = [];
  for (let i = 0; i < steps.length; i++) {
    const { number, title, state, note: special, frames } = steps[i]!;
    if (state === 'not-reached' || (state === 'done' && !isNoteworthy(special))) continue;
    let last = i;
    if (state === 'unseen' && special === null)
      while (steps[last + 1]?.state === 'unseen' && steps[last + 1]?.note === null) last++;
    list.push(
      last > i
        ? say('steps-unseen', { from: number, to: steps[last]!.number })
        : say('step-trouble', { number, title: briefTitle(title), state, note: special }, frames),
    );
    i = last;
  }
  return list;
}

/** Of a step that is done: what is worth a sentence all the same. */
const NOTEWORTHY: ReadonlySet<StepNote['code']> = new Set(['bytes-missing', 'last-ack-missing', 'fin-missing']);
const isNoteworthy = (special: StepNote | null): boolean => special !== null && NOTEWORTHY.has(special.code);

/** The step that a transfer's final reply reports: the one that failed, else the last that was done before it. */
function reportOf(row: LadderRow, data: DataConnection): StepOfRow | null {
  const reply = row.kind === 'reply' ? row.exchange?.replies.at(-1) : undefined;
  if (reply === undefined || reply.code < 200 || row.lastFrame !== reply.lastFrame) return null;
  const broken = stepsOf(data).find(({ number, state }) => number >= 4 && number < 10 && isTrouble(state));
  if (reply.code >= 400) return { number: broken?.number ?? 8, data, reports: 'failed' };
  const fins = data.connection?.teardown.fins ?? [];
  const closed = fins.length === 2 && fins.every(({ frame }) => frame < reply.lastFrame);
  return { number: closed ? 9 : 8, data, reports: 'done' };
}

const isTrouble = (state: StepState): boolean => state === 'failed' || state === 'missing';

/** Where a row of the ladder stands among the ten steps. */
export type StepOfRow = {
  readonly number: number;
  readonly data: DataConnection | null;
  /** The row is the server's final reply to a transfer: it reports how the step went, and is no part of it. */
  readonly reports?: 'failed' | 'done';
};

/** Which of the ten steps a row of the ladder belongs to; null for commands and replies outside them. */
export function stepOfRow(row: LadderRow, session: Session): StepOfRow | null {
  const { connection, dataConnection: data, entry, exchange } = row;
  if (exchange !== null) {
    const announcing = session.dataConnections.find((one) => one.exchange === exchange);
    if (announcing !== undefined) return { number: 4, data: announcing };
    if (exchange.dataConnection !== null && exchange.dataConnection.transfer?.exchange === exchange) {
      return reportOf(row, exchange.dataConnection) ?? { number: 8, data: exchange.dataConnection };
    }
    return rowOf(exchange.command?.verb)?.endsSession ? { number: 10, data: null } : null;
  }
  if (entry === null || connection === null) return null;
  const base = data === null ? 0 : 4;
  switch (entry.kind) {
    case 'syn':
      return { number: base + 1, data };
    case 'syn-ack':
      return { number: base + 2, data };
    case 'ack':
      return { number: entry.acknowledgesFin ? (data === null ? 10 : 9) : base + 3, data };
    case 'data':
    case 'pure-ack':
      return data === null ? null : { number: 8, data };
    case 'icmp-error':
      return data !== null && connection.handshake.synAck === null ? { number: 6, data } : null;
    case 'fin':
    case 'rst':
      if (data?.outcome === 'refused') return { number: 6, data };
      return { number: data === null ? 10 : 9, data };
    default:
      return null;
  }
}
