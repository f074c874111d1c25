/** A hash that the server reported, beside that of what was captured. */
import { HASHES } from '../../ftp/content/hashes.js';
import type { Finding, Session } from '../../ftp/protocol/session.js';
import { alike, commandWords, exchangeFrames, finding } from './finding.js';

export const hashMismatches = (session: Session): Iterable<Finding> => alike(eachMismatch(session), 'transfers');

function* eachMismatch(session: Session): Iterable<Finding> {
  for (const { transfer } of session.dataConnections) {
    for (const { reported, own, agrees } of transfer?.hashChecks ?? []) {
      if (agrees || own === null) continue;
      yield finding(
        'hash-mismatch',
        'warning',
        `${commandWords(transfer!.exchange)}: ${reported.verb} tells ${HASHES[reported.name].label} ${reported.hex}, but that of the bytes in this capture is ${own}. The file was changed in between or on the way, or the server hashed another one.`,
        [...exchangeFrames(transfer!.exchange), reported.frame],
      );
    }
  }
}
