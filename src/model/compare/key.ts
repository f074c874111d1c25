/** Student against teacher: what was to be done, and whether it was, however it was done. */

import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { closedFirst } from '../closedFirst.js';
import { contentBytesOf } from '../transfers.js';
import type { CompareFact } from './codes.js';
import { type Captured, type Comparison, firstDifference, Lines, label, say } from './comparison.js';
import { onlyTrouble } from './goodBad.js';

/** `a` is the student's capture, `b` the teacher's. */
export function compareKey(a: Captured, b: Captured, chosen: boolean): Comparison {
  const lines = new Lines();
  const both = (name: Parameters<typeof label>[0], of: (capture: Captured) => CompareFact | null): void =>
    lines.add(label(name), of(a), of(b));
  both('sessions', ({ sessions }) => say('number', { value: sessions.length }));
  both('user', ({ sessions }) => userOf(sessions[0]));
  both('login', ({ sessions }) => {
    const last = sessions.findLast(({ loggedIn }) => loggedIn !== null);
    return last === undefined ? null : say('logged', { in: last.loggedIn });
  });
  both('modes', (capture) => {
    const modes = [...new Set(dataOf(capture).map(({ mode }) => mode))].sort();
    return modes.length === 0 ? null : say('mode-list', { modes });
  });
  both('connections', (capture) =>
    say('number', { value: dataOf(capture).filter(({ connection }) => connection !== null).length }),
  );
  addTransfers(lines, a, b);
  both('end', ({ sessions }) => {
    const last = sessions.at(-1);
    return last === undefined ? null : say('end', { by: closedFirst(last, null), how: last.control.teardown.kind });
  });
  const same = lines.all.filter(({ state }) => state === 'same').length;
  const share = say('share-same', { same, lines: lines.all.length });
  return lines.end('key', chosen, [share, firstDifference(lines.all), ...onlyTrouble(a, b)]);
}

const userOf = (session: Session | undefined): CompareFact | null =>
  session?.user == null ? null : say('text', { text: escapeText(session.user) });

const dataOf = ({ sessions }: Captured): DataConnection[] => sessions.flatMap(({ dataConnections }) => dataConnections);

/** Transfers by what they moved, in any order. */
function addTransfers(lines: Lines, a: Captured, b: Captured): void {
  const left = dataOf(b).flatMap((data) => transferOf(data) ?? []);
  for (const one of dataOf(a).flatMap((data) => transferOf(data) ?? [])) {
    const place = bestMatch(one, left);
    const other = place < 0 ? null : left.splice(place, 1)[0]!;
    lines.add(label('transfer'), one.fact, other?.fact ?? null, { same: other !== null && one.value === other.value });
  }
  for (const { fact } of left) lines.add(label('transfer'), null, fact);
}

type Moved = { readonly fact: CompareFact; readonly verb: string; readonly value: string };

const bestMatch = (one: Moved, list: readonly Moved[]): number => {
  const same = list.findIndex(({ value }) => value === one.value);
  return same >= 0 ? same : list.findIndex(({ verb }) => verb === one.verb);
};

function transferOf({ transfer }: DataConnection): Moved | null {
  const command = transfer?.exchange.command;
  if (transfer == null || command == null) return null;
  const bytes = contentBytesOf(transfer);
  const line = escapeText(`${command.verb} ${transfer.path ?? command.argument}`.trimEnd());
  const hash = transfer.direction === 'listing' ? null : (transfer.contentSha256 ?? transfer.sha256);
  const { verdict, code } = transfer;
  // A listing shows what each student's own directory has.
  const amount = transfer.direction === 'listing' ? '' : bytes;
  return {
    fact: say('transfer', { line, bytes, verdict, code, sha256: hash }, [command.frame]),
    verb: command.verb,
    value: `${line} ${amount} ${verdict} ${hash}`,
  };
}
