/** 十个步骤的标题和备注。 */
import type { StepNoteParams, StepParams, StepTitleParams } from '../../model/codes.js';
import type { Peer } from '../../model/ladder/codes.js';
import type { Endpoint } from '../../tcp/types.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { ROLES } from './roles.js';

/** '服务器 10.0.0.1:20 '；没有给出端点时为 '服务器'。 */
const named = (who: string, endpoint: Endpoint | null, f: Format): string =>
  endpoint === null ? who : `${who} ${f.endpoint(endpoint)} `;
const at = (endpoint: Endpoint | null, f: Format): string =>
  endpoint === null ? '那个端口' : ` ${f.endpoint(endpoint)} `;

const peerName = (peer: Peer): string =>
  peer.kind === 'client' ? '客户端' : peer.kind === 'fxp' ? '另一台服务器' : '另一台主机';
/** 对方：知道端点时附端点，否则附地址。 */
const peerAt = (peer: Peer, endpoint: Endpoint | null, f: Format): string =>
  endpoint !== null
    ? `${peerName(peer)} ${f.endpoint(endpoint)} `
    : peer.kind === 'client'
      ? peerName(peer)
      : `${peerName(peer)}（${peer.address}）`;

const TITLES: Messages<StepTitleParams> = {
  'control-syn': ({ from, to }, f) =>
    `${named('客户端', from, f)}向控制端口${to === null ? '' : ` ${f.endpoint(to)} `}发送 SYN`,
  'control-syn-ack': ({ from }, f) => `${named('服务器', from, f)}响应 SYN+ACK`,
  'control-ack': ({ from }, f) => `${named('客户端', from, f)}发送 ACK：控制连接打开`,
  'active-announcement': ({ peer, announced }, f) => {
    if (peer.kind !== 'client')
      return announced === null
        ? `客户端通告${peerAt(peer, null, f)}监听的地址和端口`
        : `客户端通告${peerName(peer)}监听 ${f.endpoint(announced)}`;
    return announced === null ? '客户端通告自己监听的地址和端口' : `客户端通告自己监听 ${f.endpoint(announced)}`;
  },
  'active-syn': ({ from, to }, f) => `${named('服务器', from, f)}向${at(to, f)}发送 SYN`,
  'active-syn-ack': ({ peer, from }, f) => `${peerAt(peer, from, f)}响应 SYN+ACK`,
  'active-ack': ({ from }, f) => `${named('服务器', from, f)}发送 ACK：数据连接打开`,
  'passive-announcement': ({ announced }, f) =>
    announced === null
      ? '客户端请求，服务器通告自己监听的端口'
      : `客户端请求，服务器通告自己监听 ${f.endpoint(announced)}`,
  'passive-syn': ({ peer, from, to }, f) => `${peerAt(peer, from, f)}向${at(to, f)}发送 SYN`,
  'passive-syn-ack': ({ from }, f) => `${named('服务器', from, f)}响应 SYN+ACK`,
  'passive-ack': ({ peer, from }, f) => `${peerAt(peer, from, f)}发送 ACK：数据连接打开`,
  data: ({ from, to }, f) =>
    from === null || to === null ? '传送数据' : `传送数据，从 ${f.endpoint(from)} 到 ${f.endpoint(to)}`,
  'data-closed': () => '双方发送 FIN 并加以确认：数据连接关闭',
  ending: () => '后续命令；最后双方以 FIN 关闭控制连接',
};

const NOTES: Messages<StepNoteParams> = {
  rejected: ({ code }) => `被 ${code} 拒绝`,
  'default-port': () => '没有通告：默认数据端口',
  'reply-cut': () => '应答的末尾连同其中的地址不在本次抓包中',
  'address-unreadable': () => '其中的地址无法解读',
  'nobody-connected': () => '在本次抓包中没有谁连接',
  repeated: ({ times }, f) => `重传 ${f.count(times)} 次`,
  'refused-by-rst': () => '被 RST 拒绝',
  'icmp-error': ({ text }) => text ?? 'ICMP 差错',
  'no-answer': () => '在本次抓包中没有响应',
  'never-answered': () => '始终没有响应',
  'no-transfer-command': () => '没有传输命令',
  'bytes-missing': ({ bytes }, f) => `${f.count(bytes)} 字节不在本次抓包中`,
  refused: ({ code }) => (code === null ? '被拒绝' : `被 ${code} 拒绝`),
  'cut-short': () => '被截断',
  empty: () => '空：0 字节',
  'in-mid-transfer': ({ bytes, expected }, f) =>
    expected === null
      ? `本次抓包中有 ${f.count(bytes)} 字节`
      : `${f.count(expected)} 字节中的 ${f.count(bytes)} 在本次抓包中`,
  'ended-by-rst': () => '以 RST 结束',
  'last-ack-missing': () => '最后一个 ACK 不在本次抓包中',
  'fin-missing': ({ by, ackFrame }) => `${ROLES[by]}的 FIN 不在本次抓包中，但在帧 ${ackFrame} 得到确认`,
  'half-closed': () => '只有一方关闭',
};

export const STEPS: Messages<StepParams> = {
  ...TITLES,
  ...NOTES,
  'step-trouble': ({ number, title, state, note }, f, frames) => {
    const what = note !== null ? messageOf(NOTES, note, f) : state === 'unseen' ? '不在本次抓包中' : '缺失';
    const where = frames.length === 0 ? '' : `，${f.frames(frames)}`;
    return `第 ${number} 步（${messageOf(TITLES, title, f)}）：${what}${where}`;
  },
  'steps-unseen': ({ from, to }) => `第 ${from} 到 ${to} 步：不在本次抓包中`,
};
