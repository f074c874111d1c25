/** 文本报告中关于数据连接和传输的内容。 */
import type { DATA as ENGLISH_DATA, TRANSFER_TABLE as ENGLISH_TABLE } from '../en/reportData.js';
import type { Format } from '../format.js';
import type { Like } from '../messages.js';
import { ROLES } from './roles.js';

const COMMAND_FRAME = (frame: number | null): string => (frame === null ? '?' : String(frame));
const CONFIDENCE = { certain: '确定', likely: '很可能', inferred: '推断' } as const;

type Data = Like<typeof ENGLISH_DATA>;
type Opening = Parameters<Data['opening']>[0];

/** 从通告算起，SYN 何时到来。 */
function lateness({ late, mode }: Opening, f: Format): string {
  if (late === null) return '';
  return late.ns < 0
    ? `先于它的 ${mode} ${f.duration(-late.ns, late.coarse)} 抓到`
    : `${mode} 之后 ${f.duration(late.ns, late.coarse)}`;
}

function opening(p: Opening, f: Format): string {
  const frames = [
    p.syn === null ? '' : `SYN ${p.syn}`,
    p.again.length === 0 ? '' : `重传 ${p.again.join('、')}`,
    p.synAck === null ? '' : `SYN+ACK ${p.synAck}`,
    p.ack === null ? '' : `ACK ${p.ack}`,
  ].filter((part) => part !== '');
  const parts = [
    `由${p.by} ${f.endpoint(p.from)} → ${f.endpoint(p.to)}`,
    frames.length === 0 ? '握手不在本次抓包中' : `帧：${frames.join('，')}`,
    lateness(p, f),
    p.confidence === null ? '' : `匹配：${CONFIDENCE[p.confidence]}`,
  ];
  return parts.filter((part) => part !== '').join('；');
}

export const DATA: Data = {
  title: (id) => `数据连接 ${id}`,
  labels: {
    inferred: '推断',
    rejected: '通告被拒绝',
    notSeen: '没有看到',
    notOpened: '没有打开',
    tried: '尝试连接',
    opened: '打开',
    failed: '✘ 失败',
    ports: '端口',
    mode: '模式',
    note: '备注',
    closed: '关闭',
    notClosed: '没有关闭',
    travelled: '传送',
    time: '时间',
    slow: '慢',
    steps: '步骤',
    tcp: 'TCP',
    because: '依据',
  },
  announced: (p, f) => {
    const sum = p.arithmetic === null ? '' : `（${p.arithmetic}）`;
    const who = p.listens ? `${ROLES[p.by]}监听` : `${ROLES[p.by]}指明`;
    return `${p.mode}（${p.active ? '主动' : '被动'}模式），在帧 ${p.frame} 通告：${who} ${f.endpoint(p)}${sum}`;
  },
  asked: (mode, frame) => `${mode}，在帧 ${COMMAND_FRAME(frame)} 请求：没有通告`,
  replyCut: (mode, frame, code, replyFrame) =>
    `${mode}，帧 ${COMMAND_FRAME(frame)}：${code} 应答（帧 ${replyFrame}）的末尾连同其中的地址不在本次抓包中`,
  unreadable: (mode, frame) => `${mode}，帧 ${COMMAND_FRAME(frame)}：其中的地址无法解读`,
  defaultPort: '没有通告：默认数据端口（RFC 959 §3.3）',
  announcementMissing: (mode) => `${mode}；它的通告不在本次抓包中`,
  reply: (text, frame) => `${text}（帧 ${frame}）`,
  connectionMissing: '传输成功，但它的数据连接不在本次抓包中',
  nobodyConnected: '在本次抓包中没有谁连接它',
  opening,
  ports: (initiator, responder) => `${initiator}，${responder}`,
  refusedByRst: (frame) => `在帧 ${COMMAND_FRAME(frame)} 被 RST 拒绝`,
  prohibited: (protocol, reporter, text, frames, f) =>
    `${protocol}，来自 ${reporter ?? '?'}：${text ?? '差错'}（${f.frames(frames)}）`,
  neverAnswered: '始终没有响应',
  neverAnsweredWithin: (ns, coarse, f) => `${f.duration(ns, coarse)} 内始终没有响应`,
  thirdParty: (active, server, id) =>
    active
      ? `第三方模式（FXP，RFC 959 图 3）：这台服务器连接另一台 ${server}，数据连接 ${id}`
      : `第三方模式（FXP，RFC 959 图 3）：这台服务器等待另一台 ${server} 连接，数据连接 ${id}`,
  usualPort: (notes) => `${notes}（控制端口减一：RFC 959 的默认值）；不以 root 运行的服务器通常如此`,
  result: ({ name, result: what, segments, underTls }, f) => {
    const parts = [name === null ? what : `${name}：${what}`];
    if (segments !== null) {
      const count = `${f.count(segments.count)} 个报文段`;
      parts.push(
        segments.took === null ? count : `${count}，历时 ${f.duration(segments.took.ns, segments.took.coarse)}`,
      );
      if (segments.again > 0) parts.push(`其中重传 ${f.count(segments.again)} 个`);
    }
    if (underTls) parts.push('按传送时的样子计（会话使用 TLS）');
    return parts.join('，');
  },
  hashOfPart: (hash) => `${hash}（这一部分的）`,
  fin: (role, frame, ackFrame) =>
    ackFrame === null ? `${role}的 FIN ${frame}，确认不在本次抓包中` : `${role}的 FIN ${frame}，确认 ${ackFrame}`,
  finMissing: (role, ackFrame) => `${role}的 FIN 不在本次抓包中，但有确认 ${ackFrame}`,
  rst: (role, frame) => `${role}的 RST ${frame}`,
  endMissing: '它的末尾不在本次抓包中',
  stepNote: (title, note) => `${title}（${note}）`,
  stepColumns: { number: '步骤', title: '发生什么', frames: '帧', time: '时间' },
  because: (text, frames, f) => (frames.length === 0 ? text : `${text}（${f.frames(frames)}）`),
};

export const TRANSFER_TABLE: Like<typeof ENGLISH_TABLE> = {
  columns: {
    frame: '帧',
    command: '命令',
    path: '路径',
    mode: '模式',
    type: '类型',
    bytes: '字节',
    time: '时间',
    rate: '速率',
    code: '应答码',
    result: '结果',
  },
  hidden: '传输未知：会话已加密。',
  none: '没有传输。',
  failed: '✘ 失败',
  refused: '✘ 被拒绝',
  complete: '✔ 完整',
  truncated: '✘ 截断',
  unknown: '? 未知',
  cutOff: '? 抓包结束',
  notCaptured: (resultText, bytes, f) => `${resultText}，${f.count(bytes)} 字节未抓到`,
};
