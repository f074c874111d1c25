/** What the capture itself lacks: its end comes too early, or its packets are cut. */
import { escapeText } from '../../bytes/text.js';
import type { Finding, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { formatCount, listWords, plural } from '../format.js';
import { amountWords, missingBytes } from '../transfers.js';
import { inMidTransfer } from '../undecided.js';
import { commandWords, exchangeFrames, fewWords, finding } from './finding.js';

/** The last packets of the capture belong to a transfer. */
export function* endsInTransfer(session: Session): Iterable<Finding> {
  if (session.captureEnd === undefined) return;
  for (const { transfer, connection } of session.dataConnections) {
    if (transfer === null || !inMidTransfer(transfer)) continue;
    yield finding(
      'capture-ends',
      'warning',
      `The capture ends during ${commandWords(transfer.exchange)} (frame ${connection!.lastFrame}), after ${amountWords(transfer)}: whether the rest came cannot be seen. Capture longer.`,
      [...exchangeFrames(transfer.exchange), connection!.lastFrame],
    );
  }
}

/** Of the dialogue's remarks: a reply whose end the capture lacks. */
const CUT = /cut: its end is not in the capture/;

/** A snap length cuts every longer packet: one finding for all that it took. */
export function* cutPackets(session: Session): Iterable<Finding> {
  const bytes = session.captureEnd?.cutAtBytes;
  if (bytes == null) return;
  const replies = session.noticed.filter(({ kind, message }) => kind === 'odd-reply' && CUT.test(message));
  const holed = session.dataConnections.filter(({ transfer }) => transfer !== null && missingBytes(transfer) > 0);
  const lost = holed.reduce((sum, { transfer }) => sum + missingBytes(transfer!), 0);
  const frames = replies.flatMap((reply) => reply.frames);
  const control = session.control.sides;
  const unnamed = control.initiator.missingBytes + control.responder.missingBytes;
  if (frames.length === 0 && lost === 0 && unnamed === 0) return;
  const parts = [
    frames.length === 0
      ? ''
      : `the ${replies.length === 1 ? 'end' : 'ends'} of ${replies.length === 1 ? 'a reply' : `${formatCount(replies.length)} replies`} (${frames.length === 1 ? 'frame' : 'frames'} ${fewWords(frames.map(String))})`,
    lost === 0
      ? ''
      : `${plural(lost, 'byte')} of ${holed.length === 1 ? commandWords(holed[0]!.transfer!.exchange) : `${holed.length} transfers`}`,
    frames.length === 0 && unnamed > 0 ? `${plural(unnamed, 'byte')} of the control connection` : '',
  ].filter((part) => part !== '');
  yield finding(
    'packets-cut',
    'warning',
    `Packets are cut at ${plural(bytes, 'byte')} (snap length): ${listWords(parts)} ${parts.length === 1 && replies.length === 1 ? 'is' : 'are'} missing, and no hash of a cut file can be given. Capture again with whole packets (-s 0).`,
    [...frames, ...holed.map(({ transfer }) => transfer!.exchange.command?.frame)].slice(0, LIMITS.framesPerFinding),
  );
}

/** What the dialogue noticed, ready to be shown; remarks on replies that say the same are one. */
export function* noticedInDialogue(session: Session): Iterable<Finding> {
  const cut = session.captureEnd?.cutAtBytes != null;
  const alike = new Map<string, Finding[]>();
  for (const noticed of session.noticed) {
    const one = { ...noticed, message: escapeText(noticed.message) };
    const what = one.kind === 'odd-reply' ? /^Reply \d+: (?:cut: )?(.*)$/.exec(one.message)?.[1] : undefined;
    if (what === undefined) yield one;
    else if (!cut || !CUT.test(one.message)) {
      const list = alike.get(what);
      if (list === undefined) alike.set(what, [one]);
      else list.push(one);
    }
  }
  for (const [what, list] of alike) {
    if (list.length === 1) yield list[0]!;
    else {
      const frames = list.flatMap((one) => one.frames).slice(0, LIMITS.framesPerFinding);
      yield finding('odd-reply', 'info', `${formatCount(list.length)} replies: ${what}`, frames);
    }
  }
}
