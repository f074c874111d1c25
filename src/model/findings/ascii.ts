/** A binary file in ASCII type: it arrives changed. */
import type { Session } from '../../ftp/protocol/session.js';
import { contentBytesOf } from '../transfers.js';
import { alike, commandRef, type Finding, finding } from './finding.js';

const BINARY =
  /\.(?:7z|avi|bin|bmp|bz2|class|deb|dll|dmg|docx?|exe|flac|gif|gz|ico|img|iso|jar|jpe?g|mkv|mov|mp[34]|ogg|pdf|png|pptx?|rar|rpm|so|tar|tgz|tiff?|wav|webp|xlsx?|xz|zip|zst)$/i;

export const asciiOfBinary = (session: Session): Iterable<Finding> => alike(eachAscii(session));

function* eachAscii(session: Session): Iterable<Finding> {
  for (const { transfer } of session.dataConnections) {
    const command = transfer?.exchange.command;
    if (transfer?.type !== 'A' || command == null || transfer.direction === 'listing') continue;
    if (!BINARY.test(command.argument) || transfer.bytes === 0) continue;
    // The file came with the size that it has: no line end was changed.
    if (transfer.expectedBytes !== null && transfer.expectedBytes === contentBytesOf(transfer)) continue;
    yield finding('ascii-of-binary', 'warning', { command: commandRef(transfer.exchange), more: 0 }, [command.frame]);
  }
}
