/** 失败、提前结束或内容改变的传输。 */
import type { Ended, FindingParams } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { commandText, replyText } from '../../wire.js';
import { sourceWords } from '../evidence.js';
import { ROLES } from '../roles.js';
import { boxText, moreTransfers, sentences } from './sentences.js';

const bytesText = (bytes: number, f: Format): string => `${f.count(bytes)} 字节`;

/** '1,000 字节'、'2,000 字节中的 1,000'。 */
function amount(bytes: number, expected: FindingParams['transfer-truncated']['expected'], f: Format): string {
  if (expected === null) return bytesText(bytes, f);
  return expected.from === null
    ? `${bytesText(expected.bytes, f)}中的 ${f.count(bytes)}`
    : `${sourceWords(expected.from, f)}报告的 ${bytesText(expected.bytes, f)}中的 ${f.count(bytes)}`;
}

function endedText({ by, how, frame, box, fullFrom, control }: Ended, f: Format): string {
  const who = ROLES[by];
  const end =
    how === 'fin'
      ? `${who}在帧 ${frame} 关闭了数据连接。`
      : fullFrom === null
        ? `${who}在帧 ${frame} 复位了数据连接。`
        : `${who}停止读取（从帧 ${fullFrom} 起它的接收窗口为 0），并在帧 ${frame} 复位了数据连接。`;
  if (box !== null) return sentences(`RST 在帧 ${frame} 结束了数据连接。`, boxText(box));
  if (control === null) return end;
  const what = control.how === 'fin' ? '关闭' : '复位';
  const between = f.duration(Math.abs(control.afterNs));
  const order = control.afterNs < 0 ? `在此之前 ${between}` : `在此之后 ${between}`;
  return sentences(
    end,
    control.role === 'server'
      ? `${order}，它在帧 ${control.frame} ${what}了控制连接，没有应答。`
      : `${order}，它在帧 ${control.frame} ${what}了控制连接，没有 QUIT。`,
  );
}

/** 传输的应答码的含义（RFC 959 §4.2.2，RFC 2228 §5，RFC 4217 §10.2），只列比应答文本更能说明问题的。 */
const REPLY_CAUSES: Readonly<Record<number, string>> = {
  450: '文件正在使用，或者目前不可用。',
  451: '服务器读写文件时出错。',
  452: '服务器的磁盘已满。',
  522: '服务器要求数据连接使用另一种协议或保护级别。',
  532: '服务器要求先有账户（ACCT）才存储文件。',
  534: '服务器拒绝了商定的数据连接保护级别（PROT）。',
  552: '用户的配额已用完，或者服务器的磁盘已满。',
  553: '服务器不允许这个名称，或者用户无权在那里写入。',
};
const REPLY_ADVICE: Readonly<Record<number, string>> = {
  452: '在服务器上腾出空间。',
  552: '腾出空间，或者提高用户在服务器上的配额。',
  553: '检查用户在该目录中的权限，以及名称。',
};

type Codes = 'transfer-refused' | 'transfer-truncated' | 'transfer-aborted' | 'hash-mismatch' | 'ascii-of-binary';

export const TRANSFERS: FindingMessages<Pick<FindingParams, Codes>> = {
  'transfer-refused': {
    title: '传输被拒绝',
    message: ({ command, reply, more }, f) =>
      sentences(
        reply.code < 500
          ? `${commandText(command)} 失败：${replyText(reply)}。`
          : `服务器拒绝了 ${commandText(command)}：${replyText(reply)}。`,
        moreTransfers(more, f),
      ),
    cause: ({ reply }) => REPLY_CAUSES[reply.code] ?? null,
    advice: ({ reply }) => REPLY_ADVICE[reply.code] ?? null,
  },
  'transfer-truncated': {
    title: '传输被截断',
    message: ({ command, bytes, expected, ended, reply, more }, f) =>
      sentences(
        reply === null
          ? `${commandText(command)} 被截断（已传输 ${amount(bytes, expected, f)}）；没有看到最终应答。`
          : reply.code >= 400
            ? `${commandText(command)} 失败（已传输 ${amount(bytes, expected, f)}）：${replyText(reply)}。`
            : `${commandText(command)} 被截断（已传输 ${amount(bytes, expected, f)}），尽管应答是 ${replyText(reply)}。`,
        ended === null ? null : endedText(ended, f),
        moreTransfers(more, f),
      ),
    cause: ({ ended, reply }) =>
      ended?.box != null
        ? '客户端与服务器之间的防火墙或其他设备复位了连接。'
        : ended?.control != null && ended.control.afterNs >= 0
          ? '它的程序结束或被终止。'
          : ((reply === null ? null : REPLY_CAUSES[reply.code]) ?? null),
    advice: ({ reply }) => (reply === null ? null : (REPLY_ADVICE[reply.code] ?? null)),
  },
  'transfer-aborted': {
    title: '传输被客户端中止',
    message: ({ command, bytes, expected, frame, reply, more }, f) =>
      sentences(
        reply === null
          ? `客户端在帧 ${frame} 用 ABOR 中止了 ${commandText(command)}（已传输 ${amount(bytes, expected, f)}）；没有看到最终应答。`
          : `客户端在帧 ${frame} 用 ABOR 中止了 ${commandText(command)}（已传输 ${amount(bytes, expected, f)}）；应答是 ${replyText(reply)}。`,
        moreTransfers(more, f),
      ),
  },
  'hash-mismatch': {
    title: '散列值与服务器报告的不同',
    message: ({ command, verb, hash, reported, own, more }, f) =>
      sentences(
        `${commandText(command)}：${verb} 报告 ${hash} ${reported}，但本次抓包中字节的是 ${own}。`,
        moreTransfers(more, f),
      ),
    cause: () => '文件在其间或途中被改动，或者服务器计算的是另一个文件。',
  },
  'ascii-of-binary': {
    title: '以 ASCII 类型传输二进制文件',
    message: ({ command, more }, f) =>
      sentences(`${commandText(command)} 以 ASCII 类型传输，但从名称看它是二进制文件。`, moreTransfers(more, f)),
    cause: () => '行尾在途中被改变，文件很可能已不能使用。',
    advice: () => 'TYPE I 使文件保持原样。',
  },
};
