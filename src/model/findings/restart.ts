/** REST that was accepted and not obeyed: the whole file came, and the client's copy is too long. */
import type { Session, Transfer } from '../../ftp/protocol/session.js';
import { contentBytesOf } from '../transfers.js';
import { commandRef, exchangeFrames, type Finding, finding } from './finding.js';

export function* restartNotHonoured(session: Session): Iterable<Finding> {
  for (const { transfer } of session.dataConnections) {
    if (transfer?.restart == null || transfer.restart === 0 || transfer.direction !== 'download') continue;
    const bytes = contentBytesOf(transfer);
    const size = wholeSize(session, transfer) ?? expectedWhole(transfer);
    if (size === null || bytes !== size.bytes || transfer.code === null || transfer.code >= 400) continue;
    yield finding(
      'restart-ignored',
      'warning',
      { command: commandRef(transfer.exchange), restart: transfer.restart, bytes },
      [...exchangeFrames(transfer.exchange), size.frame],
    );
  }
}

/** What the dialogue or a listing says is left after the restart, and the restart. */
function expectedWhole({ expectedBytes, expectedFrom, restart }: Transfer): { bytes: number; frame: number } | null {
  if (expectedBytes === null || expectedFrom === null || expectedFrom.by === '150') return null;
  return { bytes: expectedBytes + restart!, frame: expectedFrom.frame };
}

/** SIZE of the same file, asked before; RFC 3659 §4: of the whole file, whatever REST says. */
function wholeSize({ exchanges }: Session, { exchange }: Transfer): { bytes: number; frame: number } | null {
  const name = exchange.command!.argument;
  for (let i = exchange.index - 1; i >= 0; i--) {
    const { command, code, replies } = exchanges[i]!;
    if (command?.verb !== 'SIZE' || command.argument !== name || code !== 213) continue;
    const bytes = Number(replies.at(-1)?.text.trim());
    return Number.isSafeInteger(bytes) ? { bytes, frame: replies.at(-1)!.lastFrame } : null;
  }
  return null;
}
