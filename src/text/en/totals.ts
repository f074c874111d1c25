/** Data connections and transfers, counted. */
import type { AnnouncementTotals, DataConnectionTotals, TransferTotals } from '../../model/summary.js';
import type { Format } from '../format.js';

/** '', 'both ', 'all '. */
const allOf = (count: number): string => (count === 1 ? '' : count === 2 ? 'both ' : 'all ');

/** '2 data connections', '2 data connections tried, both refused', '3 data connections, 1 unanswered'. */
export function dataConnections(
  { total, unanswered, refused, prohibited }: DataConnectionTotals,
  modes: string,
  f: Format,
): string {
  if (total === 0) return 'no data connection';
  const name = `${f.plural(total, { one: '# data connection', other: '# data connections' })}${modes}`;
  if (unanswered === total) return `${name} tried, ${allOf(total)}unanswered`;
  if (refused === total) return `${name} tried, ${allOf(total)}refused`;
  if (prohibited === total) return `${name} tried, ${allOf(total)}prohibited`;
  const failed = [
    unanswered > 0 ? `${f.count(unanswered)} unanswered` : '',
    refused > 0 ? `${f.count(refused)} refused` : '',
    prohibited > 0 ? `${f.count(prohibited)} prohibited` : '',
  ].filter((part) => part !== '');
  return failed.length === 0 ? name : `${name}, ${f.list(failed)}`;
}

/** 'no transfers', '1 transfer, complete', '2 transfers, both refused', '3 transfers, 2 complete'. */
export function transfers({ transfers: total, complete, refused, refusedWord }: TransferTotals, f: Format): string {
  if (total === 0) return 'no transfers';
  const name = f.plural(total, { one: '# transfer', other: '# transfers' });
  if (complete === total) return `${name}, ${allOf(total)}complete`;
  if (refused === total) return `${name}, ${allOf(total)}${refusedWord}`;
  if (complete === 0) return `${name}, ${total === 1 ? 'not' : 'none'} complete`;
  return `${name}, ${f.count(complete)} complete`;
}

/** '2 data connections (PASV)', '3 announcements (PORT, PASV): 1 connected, 2 rejected'. */
export function announcements(p: AnnouncementTotals, modes: readonly string[], f: Format): string {
  if (p.total === 0) return 'no data connection';
  const used = modes.length === 0 ? '' : ` (${modes.join(', ')})`;
  if (p.connected === p.total)
    return `${f.plural(p.total, { one: '# data connection', other: '# data connections' })}${used}`;
  const outcomes = [
    [p.connected, 'connected'],
    [p.unanswered, 'unanswered'],
    [p.refused, 'refused'],
    [p.prohibited, 'prohibited'],
    [p.rejected, 'rejected'],
    [p.unused, 'not used in this capture'],
  ] as const;
  const words = outcomes.filter(([count]) => count > 0).map(([count, word]) => `${f.count(count)} ${word}`);
  return `${f.plural(p.total, { one: '# announcement', other: '# announcements' })}${used}: ${words.join(', ')}`;
}
