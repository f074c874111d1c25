/** Where the time of a session went, by its dialogue: who kept whom waiting. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { isHidden } from '../summary.js';
import { roundTrips } from './transfer.js';
import type { RoundTrips } from './types.js';

export type SilenceOwner = 'client' | 'server' | 'transfer';
/** From one line of the dialogue to the next, with the frames of both; the owner sent the next. */
export type Silence = { readonly ns: number; readonly from: number; readonly to: number; readonly owner: SilenceOwner };

/** All in nanoseconds; parts of `totalNs` that do not overlap. */
export type SessionTiming = {
  /** From the first packet of the control connection to the last. */
  readonly totalNs: number;
  /** Up to the ACK of the handshake; null: the handshake is not in this capture. */
  readonly setupNs: number | null;
  /** Between a final reply and the next command; null: the dialogue is encrypted. */
  readonly clientNs: number | null;
  /** Between a command and its final reply, transfers left out; the greeting included. */
  readonly serverNs: number | null;
  /** Between a transfer command and its final reply. */
  readonly transfersNs: number | null;
  readonly rtt: RoundTrips;
  /** The longest, longest first. */
  readonly silences: readonly Silence[];
};

/** One step of the dialogue. */
type Turn = Silence;

export function sessionTiming(session: Session): SessionTiming {
  const { control } = session;
  const totalNs = Math.max(0, control.lastTimeNs - control.firstTimeNs);
  const rtt = roundTrips(control, null);
  const setupNs = rtt.handshakeNs;
  if (isHidden(session))
    return { totalNs, setupNs, clientNs: null, serverNs: null, transfersNs: null, rtt, silences: [] };
  const sums = { client: 0, server: 0, transfer: 0 };
  const longest: Silence[] = [];
  for (const turn of turnsOf(session, setupNs ?? 0)) {
    sums[turn.owner] += turn.ns;
    keep(turn, longest);
  }
  return {
    totalNs,
    setupNs,
    clientNs: sums.client,
    serverNs: sums.server,
    transfersNs: sums.transfer,
    rtt,
    silences: longest,
  };
}

function keep(turn: Turn, longest: Silence[]): void {
  if (longest.length === LIMITS.silences && longest.at(-1)!.ns >= turn.ns) return;
  const at = longest.findIndex(({ ns }) => ns < turn.ns);
  longest.splice(at < 0 ? longest.length : at, 0, turn);
  if (longest.length > LIMITS.silences) longest.pop();
}

const isTransfer = ({ command }: Exchange): boolean => rowOf(command?.verb)?.transfer !== undefined;

/** The dialogue as turns; where commands do not wait for replies, nobody waits. The greeting follows the handshake. */
function* turnsOf({ exchanges, control }: Session, setupNs: number): Iterable<Turn> {
  let freeNs = control.handshake.syn === null ? null : control.firstTimeNs + setupNs;
  let freeFrame = control.firstFrame;
  for (const exchange of exchanges) {
    const { command, replies } = exchange;
    const final = replies.at(-1);
    if (command !== null) {
      const ns = freeNs === null ? 0 : command.timeNs - freeNs;
      if (ns > 0) yield { ns, from: freeFrame, to: command.frame, owner: 'client' };
      freeNs = Math.max(freeNs ?? command.timeNs, command.timeNs);
      freeFrame = command.frame;
    }
    if (final === undefined) continue;
    const ns = freeNs === null ? 0 : final.timeNs - freeNs;
    if (ns > 0) yield { ns, from: freeFrame, to: final.lastFrame, owner: isTransfer(exchange) ? 'transfer' : 'server' };
    freeNs = Math.max(freeNs ?? final.timeNs, final.timeNs);
    freeFrame = final.lastFrame;
  }
}
