/** 数据连接和传输的计数。 */
import type { AnnouncementTotals, DataConnectionTotals, TransferTotals } from '../../model/summary.js';
import type { Format } from '../format.js';

/** '' 或 '均'。 */
const allOf = (count: number): string => (count === 1 ? '' : '均');

/** '2 条数据连接'、'尝试了 2 条数据连接，均被拒绝'、'3 条数据连接，1 条无响应'。 */
export function dataConnections(
  { total, unanswered, refused, prohibited }: DataConnectionTotals,
  modes: string,
  f: Format,
): string {
  if (total === 0) return '没有数据连接';
  const name = `${f.count(total)} 条数据连接${modes}`;
  if (unanswered === total) return `尝试了 ${name}，${allOf(total)}无响应`;
  if (refused === total) return `尝试了 ${name}，${allOf(total)}被拒绝`;
  if (prohibited === total) return `尝试了 ${name}，${allOf(total)}被禁止`;
  const failed = [
    unanswered > 0 ? `${f.count(unanswered)} 条无响应` : '',
    refused > 0 ? `${f.count(refused)} 条被拒绝` : '',
    prohibited > 0 ? `${f.count(prohibited)} 条被禁止` : '',
  ].filter((part) => part !== '');
  return failed.length === 0 ? name : `${name}，${f.list(failed)}`;
}

/** '没有传输'、'1 次传输，完整'、'2 次传输，均被拒绝'、'3 次传输，2 次完整'。 */
export function transfers({ transfers: total, complete, refused, refusedWord }: TransferTotals, f: Format): string {
  if (total === 0) return '没有传输';
  const name = `${f.count(total)} 次传输`;
  if (complete === total) return `${name}，${allOf(total)}完整`;
  if (refused === total) return `${name}，${allOf(total)}${refusedWord === 'failed' ? '失败' : '被拒绝'}`;
  if (complete === 0) return `${name}，${allOf(total)}不完整`;
  return `${name}，${f.count(complete)} 次完整`;
}

/** '2 条数据连接（PASV）'、'3 个通告（PORT、PASV）：1 个已连接，2 个被拒绝'。 */
export function announcements(p: AnnouncementTotals, modes: readonly string[], f: Format): string {
  if (p.total === 0) return '没有数据连接';
  const used = modes.length === 0 ? '' : `（${modes.join('、')}）`;
  if (p.connected === p.total) return `${f.count(p.total)} 条数据连接${used}`;
  const outcomes = [
    [p.connected, '已连接'],
    [p.unanswered, '无响应'],
    [p.refused, '被拒绝'],
    [p.prohibited, '被禁止'],
    [p.rejected, '被服务器拒绝'],
    [p.unused, '在本次抓包中没有使用'],
  ] as const;
  const words = outcomes.filter(([count]) => count > 0).map(([count, word]) => `${f.count(count)} 个${word}`);
  return `${f.count(p.total)} 个通告${used}：${words.join('，')}`;
}
