/** A hash that the server reported, beside that of what was captured. */
import { HASHES } from '../../ftp/content/hashes.js';
import type { Session } from '../../ftp/protocol/session.js';
import { alike, commandRef, exchangeFrames, type Finding, finding } from './finding.js';

export const hashMismatches = (session: Session): Iterable<Finding> => alike(eachMismatch(session));

function* eachMismatch(session: Session): Iterable<Finding> {
  for (const { transfer } of session.dataConnections) {
    for (const { reported, own, agrees } of transfer?.hashChecks ?? []) {
      if (agrees || own === null) continue;
      const { verb, name, hex, frame } = reported;
      const command = commandRef(transfer!.exchange);
      const params = { command, verb, hash: HASHES[name].label, reported: hex, own, more: 0 };
      yield finding('hash-mismatch', 'warning', params, [...exchangeFrames(transfer!.exchange), frame]);
    }
  }
}
