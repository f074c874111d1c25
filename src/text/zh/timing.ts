/** 慢的传输主要被什么拖住。 */
import type { LimitParams } from '../../model/codes.js';
import type { Format } from '../format.js';
import type { Messages } from '../messages.js';
import { bits, windowUnits } from '../shared/numbers.js';
import { ROLES } from './roles.js';

const share = ({ ns, totalNs }: { readonly ns: number; readonly totalNs: number }, f: Format): string =>
  `${f.duration(totalNs)} 中的 ${f.duration(ns)}`;

const windowSize = (bytes: number, f: Format): string => windowUnits(bytes, f) ?? `${f.count(bytes)} 字节`;

export const TIMING: Messages<LimitParams> = {
  setup: (p, f) => `打开数据连接用了 ${share(p, f)}`,
  'client-before-data': (p, f) => `客户端让服务器等了 ${share(p, f)}：在它的第一个字节之前，或在它的 FIN 之前`,
  'server-before-reply': (p, f) => `服务器在应答命令之前用了 ${share(p, f)}`,
  'server-before-data': (p, f) => `服务器在第一个字节之前用了 ${share(p, f)}`,
  'server-after-data': (p, f) => `服务器在最后一个字节与应答之间用了 ${share(p, f)}`,
  'sender-idle': (p, f) => `${ROLES[p.sender]}没有可发送的数据：${share(p, f)}`,
  'zero-window': (p, f) => `${ROLES[p.receiver]}没有读取：它的窗口为 0，${share(p, f)}`,
  window: (p, f) =>
    p.rttNs === null || p.rttNs === 0
      ? `受${ROLES[p.receiver]}的窗口（${windowSize(p.windowBytes, f)}）限制：${share(p, f)}`
      : `受${ROLES[p.receiver]}的窗口（${windowSize(p.windowBytes, f)}，往返时间 ${f.duration(p.rttNs)}）限制：最多 ${bits((p.windowBytes / p.rttNs) * 1e9)}（${share(p, f)}）`,
  loss: (p, f) =>
    `丢失：${f.count(p.segments)} 个报文段中重传了 ${f.count(p.repeated)} 个（${f.percent(p.repeated / p.segments)}），用去 ${share(p, f)}`,
  'steady-rate': (p, f) => `稳定的 ${f.rate(p.bytesPerSecond)}：速率限制，或最慢的链路（${share(p, f)}）`,
  path: (p, f) =>
    `受路径限制：每个 ${f.duration(p.rttNs)} 的往返约 ${f.bytes(Math.round(p.bytesPerRoundTrip))}（${share(p, f)}）`,
};
