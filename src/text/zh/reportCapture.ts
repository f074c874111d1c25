/** 文本报告中关于抓包本身、以及不属于任何会话的内容。 */
import type {
  CAPTURE as ENGLISH_CAPTURE,
  NOTHING as ENGLISH_NOTHING,
  UNCLAIMED as ENGLISH_UNCLAIMED,
} from '../en/reportCapture.js';
import type { Format } from '../format.js';
import type { Like } from '../messages.js';
import { dataConnections } from './totals.js';

const packetsOf = (count: number, f: Format): string => `${f.count(count)} 个分组`;
const tcpConnectionsOf = (count: number, f: Format): string => `${f.count(count)} 条 TCP 连接`;

export const CAPTURE: Like<typeof ENGLISH_CAPTURE> = {
  title: '抓包',
  labels: {
    source: '来源',
    format: '格式',
    packets: '分组',
    time: '时间',
    found: '内容',
    notAnalysed: '未分析',
    dropped: '丢弃',
    note: '备注',
    problem: '问题',
  },
  standardInput: '标准输入',
  sources: (names) => (names.length > 1 ? `${names.join('、')}（帧按时间顺序连续编号）` : names.join('、')),
  format: (format, linkTypes, f) => (linkTypes.length === 0 ? format : `${format}，链路类型 ${f.list(linkTypes)}`),
  packets: (packets, bytes, cut, f) =>
    cut === null
      ? `${f.count(packets)} 个，抓到 ${f.bytes(bytes)}`
      : `${f.count(packets)} 个，抓到 ${f.bytes(bytes)}；${f.count(cut.packets)} 个被截到 ${f.count(cut.longestBytes)} 字节（抓包长度）`,
  time: (first, ns, f) => `始于 ${first}，历时 ${f.duration(ns)}`,
  otherReasons: (shown, more, f) => `${shown}、另有 ${f.count(more)} 种原因`,
  dropped: (kernel, device, f) => {
    const by = [
      kernel > 0 ? `内核丢弃 ${packetsOf(kernel, f)}` : '',
      device > 0 ? `接口丢弃 ${packetsOf(device, f)}` : '',
    ].filter((part) => part !== '');
    return `${f.list(by)}：其中说了什么未知`;
  },
  inFrame: (message, frame) => `${message}（帧 ${frame}）`,
  found: (connections, sessions, data, f) => {
    const all = `${tcpConnectionsOf(connections, f)}：${f.count(sessions)} 个 FTP 会话`;
    if (sessions === 0) return all;
    return data === null ? `${all}，数据连接未知（已加密）` : `${all}，${dataConnections(data, '', f)}`;
  },
  reportedHere: (found, reported, f) => `${found}；这里报告其中 ${f.count(reported)} 个会话`,
};

export const NOTHING: Like<typeof ENGLISH_NOTHING> = {
  title: '没有 FTP 会话',
  notAsked: (sessions, f) => `本次抓包中有 ${f.count(sessions)} 个会话，从 1 开始编号，但没有 --session 所要的会话。`,
  noPackets: '抓包中没有分组。',
  noTcp: '没有分组属于 TCP 连接。',
  noTcpBecause: (reason, all) => `没有分组属于 TCP 连接。${all ? '全部' : '大多数'}是：${reason}。`,
  rightInterface: 'FTP 运行在 TCP 之上：是否在正确的接口上抓包，过滤器有没有漏掉 TCP？',
  noFtp: (connections, packets, f) =>
    `${packetsOf(packets, f)}中有 ${tcpConnectionsOf(connections, f)}，但都不是 FTP。`,
  namePort:
    '控制连接凭端口 21 识别（隐式 TLS 为 990），在其他端口上凭最初的应答和命令的内容识别。如果服务器使用别的端口，或者抓包开始得晚，请指明端口：--port PORT。',
};

export const UNCLAIMED: Like<typeof ENGLISH_UNCLAIMED> = {
  title: '不属于任何会话的连接',
  about: '在 FTP 端口或通告的端口上，或者在一个会话的两台主机之间；本次抓包中没有对话可以解释它们。',
  columns: { from: '从', to: '到', frames: '帧', bytes: '字节', end: '结束' },
  notClosed: '未关闭',
  closedByFin: '以 FIN 关闭',
  finThenRst: (frame) => `FIN，然后在帧 ${frame} RST`,
  closedByRst: (frame) => `在帧 ${frame} 以 RST 关闭`,
  more: (count, f) => `... 另有 ${f.count(count)} 条（-v 全部显示）`,
};
