/** 时序图各行的标签和备注。 */

import type { CommandClass } from '../../ftp/protocol/inferred.js';
import type { InferredTransferParams, LadderParams, Peer } from '../../model/ladder/codes.js';
import type { ByteRange } from '../../tls/content.js';
import type { TlsMessage } from '../../tls/story.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { withNumbers } from '../shared/segmentNumbers.js';
import { DOUBTS } from './doubts.js';
import { BRIEF_ODDITIES } from './oddities.js';
import { ROLES } from './roles.js';

const segments = (f: Format, count: number): string => `${f.count(count)} 个报文段`;
const bytesOf = (f: Format, count: number): string => `${f.count(count)} 字节`;
/** RFC 8446 和 RFC 5246 中的名称。 */
const TLS_MESSAGES: Readonly<Record<TlsMessage, string>> = {
  'client-hello': 'ClientHello',
  'server-hello': 'ServerHello',
  certificate: 'Certificate',
  finished: 'Finished',
  alert: '告警',
  'close-notify': 'close_notify',
};
const hidden = (tls: boolean, text: string): string => (tls ? `TLS：${text}` : text);

/** '① '；行中已有编号时为空。 */
const sign = (f: Format, number: number | null): string => (number === null ? '' : `${f.announcement(number)} `);

const command = (text: string | null): string => (text === null ? '' : `  ${text}`);
const peerWords = (peer: Peer): string =>
  peer.kind === 'client'
    ? ''
    : peer.kind === 'fxp'
      ? `  (与 ${peer.address} 的 FXP)`
      : `  (与 ${peer.address}，不是客户端)`;

/** 确切的数，或在两数之间。 */
const rangeOf = ({ min, max }: ByteRange, f: Format): string =>
  min === max ? bytesOf(f, max) : `${f.count(min)} 到 ${bytesOf(f, max)}`;

const DIRECTIONS: Readonly<Record<InferredTransferParams['direction'], string>> = {
  download: '下载',
  upload: '上传',
};
const VERDICTS: Readonly<Record<InferredTransferParams['verdict'], string>> = {
  complete: '完整',
  truncated: '截断',
  refused: '被拒绝',
  unknown: '未知',
};

const transferWords = ({ verb, direction, content, verdict }: InferredTransferParams, f: Format): string =>
  verdict === 'unknown'
    ? `≈ ${verb ?? DIRECTIONS[direction]}，${rangeOf(content, f)}`
    : `≈ ${verb ?? DIRECTIONS[direction]}，${VERDICTS[verdict]}，${rangeOf(content, f)}`;
const guessed = (inferred: InferredTransferParams | null, f: Format): string =>
  inferred === null ? '' : `  ${transferWords(inferred, f)}`;

/** 动词不确定的命令的种类。 */
export const INFERRED_CLASSES: Readonly<Record<CommandClass, string>> = {
  login: '登录命令',
  protection: 'PBSZ 或 PROT',
  passive: 'PASV 或 EPSV',
  active: 'PORT 或 EPRT',
  listing: '列表命令',
  download: '下载命令',
  upload: '上传命令',
  directory: '目录命令',
  parameter: '传输参数',
  information: '查询',
  change: '改动文件',
  quit: 'QUIT',
};

export const LADDER: Messages<LadderParams> = {
  'control-connection': () => '控制连接',
  'control-connection-begun': () => '控制连接 (抓包之前已开始)',
  'data-connection': (p, f) =>
    `数据连接 ${f.announcement(p.number)}${peerWords(p.peer)}${command(p.command)}${guessed(p.inferred, f)}`,
  'data-connection-short': (p, f) =>
    `数据 ${f.announcement(p.number)}${peerWords(p.peer)}${command(p.command)}${guessed(p.inferred, f)}`,

  'command-line': ({ text }) => text,
  'reply-line': ({ text }) => text,
  'reply-lines': ({ text, more }, f) => `${text} (+${f.count(more)} 行)`,

  syn: ({ again, details }) => withNumbers(again ? '重传 SYN' : 'SYN', details),
  'syn-ack': ({ again, details }) => withNumbers(again ? '重传 SYN+ACK' : 'SYN+ACK', details),
  ack: ({ details }) => withNumbers('ACK', details),
  'pure-ack': ({ details }) => withNumbers('ACK', details),
  'ack-of-fin': ({ details }) => withNumbers('对 FIN 的 ACK', details),
  fin: ({ again, acknowledgesFin, details }) => {
    const fin = again ? '重传 FIN' : 'FIN';
    return withNumbers(acknowledgesFin ? `${fin}，对 FIN 的 ACK` : fin, details);
  },
  rst: () => 'RST',
  data: (p, f) => hidden(p.tls, `${segments(f, p.segments)}，${bytesOf(f, p.bytes)}`),
  'tls-messages': ({ messages, bytes }, f) =>
    `TLS ${messages.map((message) => TLS_MESSAGES[message]).join('、')}；${bytesOf(f, bytes)}`,
  'data-again': (p, f) => hidden(p.tls, `重传 ${segments(f, p.segments)}`),
  amount: ({ bytes }, f) => bytesOf(f, bytes),
  'amount-short': ({ bytes }, f) => f.bytes(bytes),
  'keep-alive': () => '保活',
  'syn-numbered': ({ seq }) => `SYN 序号 ${seq}`,
  'syn-ack-numbered': ({ seq, ack }) => `SYN+ACK 序号 ${seq}，确认号 ${ack}`,
  'ack-numbered': ({ ack }) => `ACK 确认号 ${ack}`,
  'fin-numbered': ({ seq, ack }) => (ack === null ? `FIN 序号 ${seq}` : `FIN 序号 ${seq}，确认号 ${ack}`),
  silence: ({ ns, coarse }, f) => `⋮ ${f.duration(ns, coarse)} 没有动静 ⋮`,
  'other-rows': ({ count }, f) => `⋮ 另外 ${f.count(count)} 行`,
  sum: ({ arithmetic, port }) => `          ${arithmetic} = ${port}`,
  'window-probe': () => '窗口探测：有空间了吗？',
  'zero-window': () => '零窗口：停止发送',
  'icmp-error': () => 'ICMP 差错',
  gap: ({ bytes }, f) => `缺失 ${bytesOf(f, bytes)}`,

  segment: ({ bytes, flags, again }, f) => {
    const label = bytes > 0 ? `${bytesOf(f, bytes)}，${flags}` : flags;
    return again ? `${label}，重传` : label;
  },
  'not-held': ({ why }) => `已不在内存中，不能再次读取：${why}`,

  'inferred-command': ({ verb, class: kind, p, bytes }, f) => {
    const what = verb ?? (kind === null ? null : INFERRED_CLASSES[kind]);
    return what === null ? `≈ 一条命令，${rangeOf(bytes, f)}` : `≈ ${what} (${p!.toFixed(2)})，${rangeOf(bytes, f)}`;
  },
  'inferred-reply': ({ digit, p, bytes }, f) =>
    digit === null ? `≈ 一个应答，${rangeOf(bytes, f)}` : `≈ ${digit}yz (${p!.toFixed(2)})，${rangeOf(bytes, f)}`,
  'inferred-transfer': (params, f) => transferWords(params, f),

  'events-dropped': ({ count }, f) => `这条连接另有 ${f.count(count)} 个事件未保留（达到上限）`,
  'tls-begins': ({ startedBy, decrypted }) =>
    decrypted
      ? `从这里起加密（${startedBy}），已用会话密钥解密`
      : `从这里起加密（${startedBy}）：看不到命令、应答和名称，只看得到长度`,
  'clear-again': () => '恢复明文（CCC）',
  'end-missing': (p, f) =>
    p.live ? `${f.announcement(p.number)} 目前尚未关闭` : `${f.announcement(p.number)} 末尾不在本次抓包中`,
  'connection-missing': (p, f) => `${f.announcement(p.number)} 数据连接不在本次抓包中`,
  'not-connected': (p, f) =>
    p.live ? `${f.announcement(p.number)} 目前还没有谁连接` : `${f.announcement(p.number)} 在本次抓包中无人连接`,

  telnet: ({ names }) => `Telnet ${names}`,
  oddity: ({ oddity }) => BRIEF_ODDITIES[oddity.code],
  doubt: ({ doubt }, f) => `? ${messageOf(DOUBTS, doubt, f)}`,
  retransmissions: ({ count }, f) => `${f.count(count)} 次重传`,
  'no-complete-line': () => '没有完整的行',
  'in-last-segment': () => '在最后一个数据报文段中',
  'not-in-capture': () => '不在本次抓包中',
  times: ({ count }, f) => `${f.count(count)} 次`,
  icmp: ({ text, reporter }) => `${text}，来自 ${reporter}`,

  listens: ({ number, port, arithmetic }, f) =>
    arithmetic === null
      ? `${f.announcement(number)} 监听 ${port}`
      : `${f.announcement(number)} 监听 ${port} = ${arithmetic}`,
  names: ({ number, port, arithmetic }, f) =>
    arithmetic === null
      ? `${f.announcement(number)} 指明端口 ${port}`
      : `${f.announcement(number)} 指明端口 ${port} = ${arithmetic}`,
  matched: ({ number, ns, coarse }, f) =>
    ns < 0
      ? `${f.announcement(number)} 匹配，先于通告 ${f.duration(-ns, coarse)}`
      : `${f.announcement(number)} ${f.duration(ns, coarse)} 后匹配`,
  tried: ({ number, ns, coarse }, f) =>
    ns < 0
      ? `${f.announcement(number)} 尝试连接，先于通告 ${f.duration(-ns, coarse)}`
      : `${f.announcement(number)} ${f.duration(ns, coarse)} 后尝试连接`,
  'default-port': ({ number }, f) => `${f.announcement(number)} 没有通告：默认数据端口`,
  'announcement-missing': ({ number }, f) => `${f.announcement(number)} 通告不在本次抓包中`,
  'announcement-unreadable': ({ number }, f) => `${f.announcement(number)} 通告无法解读`,
  'no-answer': ({ live }) => (live ? '目前没有响应' : '在本次抓包中没有响应'),

  'to-host': ({ address, announced }) => `发往 ${address}，而不是通告的 ${announced}`,
  'to-other': ({ address, role, own }) => `发往 ${address}，而不是${ROLES[role]} ${own}`,
  'from-other': ({ address, role, own }) => `来自 ${address}，而不是${ROLES[role]} ${own}`,
  'from-port': ({ port, usual }) => `来自端口 ${port}，而不是 ${usual}`,
  inferred: () => '推断：通告不在本次抓包中',
  likely: () => '很可能，但不确定',

  'over-announcement': ({ number }, f) => `经 ${f.announcement(number)}`,
  complete: ({ number, bytes, from, travelled }, f) => {
    const part = from > 0 ? `（从字节 ${f.count(from)} 起）` : '';
    const wire = travelled === null ? '' : `（传送了 ${f.count(travelled)}）`;
    return `${f.announcement(number)} ✔ ${bytesOf(f, bytes)}${part}，完整${wire}`;
  },
  truncated: ({ number, bytes, expected }, f) =>
    expected === null
      ? `${f.announcement(number)} ✘ 在 ${bytesOf(f, bytes)}后截断`
      : `${f.announcement(number)} ✘ 截断：${f.count(bytes)}/${bytesOf(f, expected)}`,
  refused: ({ number, code }, f) =>
    code !== null && code < 500 ? `${f.announcement(number)} ✘ 失败` : `${f.announcement(number)} ✘ 被拒绝`,
  moved: ({ number, bytes }, f) => `${f.announcement(number)} ${bytesOf(f, bytes)}`,

  'failed-unanswered': ({ number }, f) => `${sign(f, number)}✘ 始终没有响应`,
  'failed-refused': ({ number }, f) => `${sign(f, number)}✘ 被 RST 拒绝`,
  'failed-prohibited': ({ number }, f) => `${sign(f, number)}✘ 被禁止`,
  'failed-icmp': ({ number, protocol, text, reporter }, f) => `${sign(f, number)}✘ ${protocol}：${text} (${reporter})`,
  'failed-reset': ({ number }, f) => `${sign(f, number)}✘ 传输途中被复位`,
  'failed-rejected': ({ number }, f) => `${sign(f, number)}✘ 通告被拒绝`,
  'failed-unused': ({ number }, f) => `${sign(f, number)}✘ 无人连接`,
};
