/** 文本报告中的「时间花在哪里」。 */
import type { TIMES as ENGLISH } from '../en/reportTiming.js';
import type { Format } from '../format.js';
import type { Like } from '../messages.js';
import { worthNaming } from '../shared/shares.js';

/** '2.4 s：路径 2.0 s，服务器应答之前 300 ms'。 */
function joined(totalNs: number, parts: readonly (readonly [name: string, ns: number | null])[], f: Format): string {
  const words = worthNaming(totalNs, parts).map(([name, ns]) => `${name} ${f.duration(ns)}`);
  return words.length === 0 ? f.duration(totalNs) : `${f.duration(totalNs)}：${words.join('，')}`;
}

export const TIMES: Like<typeof ENGLISH> = {
  parts: (p, f) =>
    joined(
      p.totalNs,
      [
        ['打开连接', p.setupNs],
        ['服务器应答之前', p.serverBeforeReplyNs],
        ['服务器发出第一个字节之前', p.serverBeforeDataNs],
        ['客户端', p.clientNs],
        ['路径', p.data?.pathNs ?? null],
        ['发送方空闲', p.data?.senderIdleNs ?? null],
        ['稳定的速率', p.data?.steadyRateNs ?? null],
        ['接收方的窗口', p.data?.smallWindowNs ?? null],
        ['接收方的零窗口', p.data?.zeroWindowNs ?? null],
        ['丢失', p.data?.lossNs ?? null],
        ['最后一个字节之后的服务器', p.serverAfterDataNs],
      ],
      f,
    ),
  session: (p, f) =>
    joined(
      p.totalNs,
      [
        ['握手', p.setupNs],
        ['客户端', p.clientNs],
        ['服务器', p.serverNs],
        ['传输', p.transfersNs],
      ],
      f,
    ),
  roundTrip: (times, ns, f) => `${times}；往返时间 ${f.duration(ns)}`,
};
