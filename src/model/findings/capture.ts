/** What the capture itself does not have: its end comes too early, or its packets are cut. */
import type { Remark, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { contentBytesOf, missingBytes } from '../transfers.js';
import { inMidTransfer } from '../undecided.js';
import { alike, commandRef, exchangeFrames, type Finding, finding, fromRemark, type Severity } from './finding.js';

/** The last packets of the capture belong to a transfer. */
export function* endsInTransfer(session: Session): Iterable<Finding> {
  if (session.captureEnd === undefined) return;
  for (const { transfer, connection } of session.dataConnections) {
    if (transfer === null || !inMidTransfer(transfer)) continue;
    const frame = connection!.lastFrame;
    const command = commandRef(transfer.exchange);
    const params = { command, frame, bytes: contentBytesOf(transfer), expectedBytes: transfer.expectedBytes };
    yield finding('capture-ends', 'warning', params, [...exchangeFrames(transfer.exchange), frame]);
  }
}

type OddReply = Extract<Remark, { readonly code: 'odd-reply' }>;
const isOddReply = (remark: Remark): remark is OddReply => remark.code === 'odd-reply';

/** A snap length cuts every longer packet: one finding for all that it took. */
export function* cutPackets(session: Session): Iterable<Finding> {
  const cutAtBytes = session.captureEnd?.cutAtBytes;
  if (cutAtBytes == null) return;
  const replies = session.noticed.filter((remark) => isOddReply(remark) && remark.params.cut);
  const holed = session.dataConnections.filter(({ transfer }) => transfer !== null && missingBytes(transfer) > 0);
  const bytes = holed.reduce((sum, { transfer }) => sum + missingBytes(transfer!), 0);
  const frames = replies.flatMap((reply) => reply.frames);
  const control = session.control.sides;
  const controlBytes = control.initiator.missingBytes + control.responder.missingBytes;
  if (frames.length === 0 && bytes === 0 && controlBytes === 0) return;
  const [first] = holed;
  yield finding(
    'packets-cut',
    'warning',
    {
      cutAtBytes,
      replies: frames,
      bytes,
      transfers: holed.length,
      command: holed.length === 1 ? commandRef(first!.transfer!.exchange) : null,
      controlBytes: frames.length === 0 ? controlBytes : 0,
    },
    [...frames, ...holed.map(({ transfer }) => transfer!.exchange.command?.frame)].slice(0, LIMITS.framesPerFinding),
  );
}

type Malformed = Extract<Remark, { readonly code: 'malformed-announcement' }>;

/** The announcement's own exchange, and the refusal of the transfer that wanted it. */
function ofMalformed({ params, frames }: Malformed, { exchanges }: Session): Finding {
  const exchange = exchanges.find(
    ({ command, replies }) =>
      frames.includes(command?.frame ?? -1) || replies.some(({ lastFrame }) => frames.includes(lastFrame)),
  );
  return finding('malformed-announcement', 'warning', { ...params, more: 0 }, [
    ...frames,
    ...exchangeFrames(exchange ?? null),
  ]);
}

const SEVERITIES: Readonly<Record<Remark['code'], Severity>> = {
  'malformed-announcement': 'warning',
  'odd-reply': 'info',
  'line-without-code': 'warning',
  'replies-out-of-order': 'info',
  'telnet-without-command': 'info',
  'tls-undecipherable': 'warning',
  'clear-again': 'info',
};

/** What the dialogue noticed; replies with the same oddities are one finding. */
export function* noticedInDialogue(session: Session): Iterable<Finding> {
  const same = new Map<string, OddReply[]>();
  const malformed = session.noticed.filter((remark) => remark.code === 'malformed-announcement');
  yield* alike(
    malformed.map((remark) => ofMalformed(remark, session)),
    1,
  );
  for (const remark of session.noticed) {
    if (remark.code === 'malformed-announcement') continue;
    if (!isOddReply(remark)) yield fromRemark(remark, SEVERITIES[remark.code]);
    else if (remark.params.oddities.some(({ code }) => code !== 'cut')) {
      const key = JSON.stringify(remark.params.oddities);
      const list = same.get(key);
      if (list === undefined) same.set(key, [remark]);
      else list.push(remark);
    }
  }
  for (const list of same.values()) {
    const { oddities, cut } = list[0]!.params;
    const codes = list.flatMap(({ params }) => params.codes);
    const frames = list.flatMap((one) => one.frames).slice(0, LIMITS.framesPerFinding);
    yield finding('odd-reply', 'info', { codes, oddities, cut }, frames);
  }
}
