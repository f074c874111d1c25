/** 抓包和路径：缺失、重复或矛盾的内容。 */
import type { FindingParams, Translated } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { commandText } from '../../wire.js';
import { ROLES } from '../roles.js';
import { sentences } from './sentences.js';

const bytesText = (bytes: number, f: Format): string => `${f.count(bytes)} 字节`;

const connectionText = (id: string | null): string => (id === null ? '控制连接' : `数据连接 ${id} `);

function translatedText({ kind, mode, one, other }: Translated, f: Format): string {
  const first = `${mode}（${f.endpoint(one)}，帧 ${one.frame}）`;
  return kind === 'rewritten'
    ? `地址转换设备懂得 FTP：它把 ${first}改写成 ${mode}（${f.endpoint(other)}，帧 ${other.frame}）。`
    : `${first}原样通过了地址转换设备：${one.address} 只在它的一侧有效。`;
}

/** 抓包长度截去了什么，作为列表的各项。 */
function cutParts(p: FindingParams['packets-cut'], f: Format): string[] {
  return [
    p.replies.length === 0 ? '' : `${f.count(p.replies.length)} 个应答的末尾（${f.frames(p.replies)}）`,
    p.bytes === 0
      ? ''
      : p.command === null
        ? `${f.count(p.transfers)} 次传输的 ${bytesText(p.bytes, f)}`
        : `${commandText(p.command)} 的 ${bytesText(p.bytes, f)}`,
    p.controlBytes === 0 ? '' : `控制连接的 ${bytesText(p.controlBytes, f)}`,
  ].filter((part) => part !== '');
}

type Codes =
  | 'capture-ends'
  | 'packets-cut'
  | 'bytes-missing'
  | 'control-bytes-missing'
  | 'many-retransmissions'
  | 'conflicting-overlap'
  | 'seen-twice';

export const CAPTURE: FindingMessages<Pick<FindingParams, Codes>> = {
  'capture-ends': {
    title: '抓包在传输途中结束',
    message: ({ command, frame, bytes, expectedBytes }, f) =>
      expectedBytes !== null && expectedBytes > bytes
        ? `抓包在 ${commandText(command)}（帧 ${frame}）途中结束：${bytesText(expectedBytes, f)}中已有 ${f.count(bytes)}。`
        : `抓包在 ${commandText(command)}（帧 ${frame}）途中结束：已有 ${bytesText(bytes, f)}。`,
    cause: () => '其余部分是否到来，看不到。',
    advice: () => '抓包时间要更长。',
  },
  'packets-cut': {
    title: '分组被截短（抓包长度）',
    message: (p, f) => `分组被截到 ${bytesText(p.cutAtBytes, f)}（抓包长度）。缺失：${f.list(cutParts(p, f))}。`,
    cause: () => '被截短的文件无法给出散列值。',
    advice: () => '用完整的分组重新抓包（-s 0）。',
  },
  'bytes-missing': {
    title: '抓包缺失传输的字节',
    message: ({ bytes, transfers, command, transferBytes, gaps }, f) =>
      command === null
        ? `本次抓包缺失 ${f.count(transfers)} 次传输的 ${bytesText(bytes, f)}。`
        : `本次抓包缺失 ${commandText(command)} 的 ${bytesText(bytes, f)}（共 ${f.count(transferBytes)}，${f.count(gaps)} 个缺口）。`,
    cause: () => '抓包丢失了分组或把它们截短了；接收方很可能已全部收到。无法给出散列值。',
  },
  'control-bytes-missing': {
    title: '缺失控制连接的字节',
    message: ({ bytes }, f) => `本次抓包缺失控制连接的 ${bytesText(bytes, f)}。`,
    cause: () => '其中可能有命令或应答，由对话得出的结论因此不太确定。',
  },
  'many-retransmissions': {
    title: '重传很多',
    message: ({ id, segments, retransmissions }, f) =>
      `${connectionText(id)}的 ${f.count(segments)} 个分组中重传了 ${f.count(retransmissions)} 个（${f.percent(retransmissions / segments)}）。`,
    cause: ({ ends, full }, f) =>
      full === null
        ? `分组在 ${ends[0]} 与 ${ends[1]} 之间丢失或延迟。`
        : `接收方 ${f.endpoint(full.receiver)} 读得慢（帧 ${full.frame} 中窗口为 0）；网络不一定丢失了什么。`,
  },
  'conflicting-overlap': {
    title: '同一些字节有两个版本',
    message: ({ id, bytes, sender }, f) =>
      `${connectionText(id)}中，${f.endpoint(sender)} 发送的 ${bytesText(bytes, f)}有两个不同的版本。这里显示先到的版本。`,
    cause: () => '发送方有缺陷，或者有人注入报文段。',
  },
  'seen-twice': {
    title: '同一会话被抓到两次（NAT）',
    message: ({ first, second, client, server, announcements }, f) => {
      const ends = [
        client === null ? '' : `${ROLES.client}在这边是 ${f.endpoint(client[0])}，在那边是 ${f.endpoint(client[1])}`,
        server === null ? '' : `${ROLES.server}在这边是 ${f.endpoint(server[0])}，在那边是 ${f.endpoint(server[1])}`,
      ].filter((end) => end !== '');
      return sentences(
        `会话 ${first} 和 ${second} 是同一个，在地址转换（NAT）前后各抓到一次：${ends.join('；')}；两次握手的序号相同。`,
        '它的对话和传输被报告了两次。',
        announcements === null ? null : translatedText(announcements, f),
      );
    },
  },
};
