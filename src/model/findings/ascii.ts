/** A binary file in ASCII type: it arrives changed. */
import type { Finding, Session } from '../../ftp/protocol/session.js';
import { alike, commandWords, finding } from './finding.js';

const BINARY =
  /\.(?:7z|avi|bin|bmp|bz2|class|deb|dll|dmg|docx?|exe|flac|gif|gz|ico|img|iso|jar|jpe?g|mkv|mov|mp[34]|ogg|pdf|png|pptx?|rar|rpm|so|tar|tgz|tiff?|wav|webp|xlsx?|xz|zip|zst)$/i;

export const asciiOfBinary = (session: Session): Iterable<Finding> => alike(eachAscii(session), 'transfers');

function* eachAscii(session: Session): Iterable<Finding> {
  for (const { transfer } of session.dataConnections) {
    const command = transfer?.exchange.command;
    if (transfer?.type !== 'A' || command == null || transfer.direction === 'listing') continue;
    if (!BINARY.test(command.argument) || transfer.bytes === 0) continue;
    yield finding(
      'ascii-of-binary',
      'warning',
      `${commandWords(transfer.exchange)} was transferred in ASCII type, but its name is that of a binary file: line ends are changed on the way, and the file is probably useless. TYPE I leaves it alone.`,
      [command.frame],
    );
  }
}
