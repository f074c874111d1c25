/** A name that was asked for in another encoding than that in which it was listed. */
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { commandRef, exchangeFrames, type Finding, finalReply, finding } from './finding.js';

const NOT_ASCII = /[^\x00-\x7f]/;
/** RFC 959 §4.2.2: no such file, or no such name. */
const NOT_FOUND: ReadonlySet<number> = new Set([450, 550, 553]);

/** The file was listed, and the same name, as people read it, is not found: its bytes differ. */
export function* namesInOtherEncodings(session: Session): Iterable<Finding> {
  const failed = session.exchanges.filter(
    ({ command, code }) => command !== null && code !== null && NOT_FOUND.has(code) && NOT_ASCII.test(command.argument),
  );
  if (failed.length === 0) return;
  const listings = listed(session);
  for (const exchange of failed) {
    const asked = encodingOf(exchange);
    const name = exchange.command!.argument.split('/').at(-1)!;
    const found = listings.get(name.normalize('NFC')) ?? listings.get(twice(name));
    if (found === undefined || found.frame > exchange.command!.frame) continue;
    if (found.encoding === asked && found.name === name) continue;
    const composed = found.encoding === asked && found.name.normalize('NFC') === name.normalize('NFC');
    yield finding(
      'name-encoding',
      'warning',
      { command: commandRef(exchange), reply: finalReply(exchange)!, asked, listed: found.encoding, composed },
      [...exchangeFrames(exchange), found.frame],
    );
  }
}

type Listed = { readonly name: string; readonly encoding: string; readonly frame: number };

/** The name as it is where UTF-8 was taken for Latin-1 and encoded once more. */
const twice = (name: string): string => Buffer.from(name, 'latin1').toString('utf8').normalize('NFC');

function listed({ dataConnections }: Session): Map<string, Listed> {
  const names = new Map<string, Listed>();
  for (const { transfer } of dataConnections) {
    const frame = transfer?.exchange.command?.frame ?? 0;
    for (const { name, encoding = 'utf-8' } of transfer?.listing ?? [])
      if (NOT_ASCII.test(name)) {
        const last = name.split('/').at(-1)!;
        const entry = { name: last, encoding, frame };
        names.set(last.normalize('NFC'), entry);
        if (encoding === 'utf-8') names.set(twice(last), entry);
      }
  }
  return names;
}

/** Lines are read as UTF-8 where they are UTF-8. */
function encodingOf({ command }: Exchange): string {
  const odd = command!.oddities.find(({ code }) => code === 'not-utf8');
  return odd?.code === 'not-utf8' ? odd.params.encoding : 'utf-8';
}
