/** 输入的损坏。 */
import { hexNumber } from '../../bytes/digits.js';
import { escapeText } from '../../bytes/text.js';
import type { ProblemParams } from '../../capture/codes.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { compressionDamage } from './compression.js';
import { ERRORS } from './errors.js';
import { whatFailed } from './systemErrors.js';

const packets = (count: number, f: Format): string => `${f.count(count)} 个分组`;
const block = (type: number): string => `类型为 ${hexNumber(type, 8)} 的块`;

export const PROBLEMS: Messages<ProblemParams> = {
  'truncated-file': (params, f) => {
    switch (params.part) {
      case 'header':
        return params.wholeBytes === null
          ? `文件首部被截断：只有 ${params.bytes} 字节`
          : `文件首部被截断：${params.wholeBytes} 字节中只有 ${params.bytes}`;
      case 'record':
        return `在帧 ${params.frame} 中间截断（字节 ${f.count(params.at)} 处只有它的 ${f.count(params.bytes)} 字节）`;
      case 'block':
        return params.frame === 0
          ? `在第一帧之前、字节 ${f.count(params.at)} 处的块中间截断`
          : `在帧 ${f.count(params.frame)} 之后、字节 ${f.count(params.at)} 处的块中间截断`;
      case 'table':
        return '缺失帧表：改为逐帧读取';
      case 'frame':
        return `帧 ${params.frame}（字节 ${f.count(params.at)} 处）不完整；读到 ${f.count(params.frame - 1)} 帧后停止`;
    }
  },
  'bad-record': (params, f) => {
    switch (params.what) {
      case 'too-long':
        return `帧 ${params.frame} 自称抓到 ${f.count(params.capturedBytes)} 字节（最多 ${f.count(params.limitBytes)}）：从字节 ${f.count(params.at)} 起已损坏；读到此处停止`;
      case 'lengths':
        return `帧 ${params.frame} 自称抓到 ${f.count(params.capturedBytes)} 字节，而记录只有 ${f.count(params.recordBytes)} 字节：从字节 ${f.count(params.at)} 起已损坏；读到此处停止`;
      case 'unread':
        return `帧 ${params.frame} 无法读取（${escapeText(params.error)}）；读到此处停止`;
      case 'cut-to-block':
        return `${packets(params.count, f)}比所在的块还长：按块截短`;
    }
  },
  'bad-block': (params, f) => {
    const place = `从字节 ${f.count(params.at)} 起（帧 ${f.count(params.frame)} 之后）已损坏；读到此处停止`;
    switch (params.what) {
      case 'length':
        return `${block(params.type)}自称有 ${f.count(params.bytes)} 字节：${place}`;
      case 'lengths-differ':
        return `${block(params.type)}的两个长度不同：${place}`;
      case 'byte-order':
        return `节首部没有字节序标记：${place}`;
    }
  },
  'unknown-version': ({ format, version, readAs }) => `${format} 版本 ${version} 未知；按 ${readAs} 读取`,
  'time-out-of-range': ({ count }, f) => `${packets(count, f)}的秒的小数部分超出范围：进位到秒`,
  'too-many-interfaces': ({ count, limit }, f) => `忽略了超出 ${f.count(limit)} 的 ${f.count(count)} 个接口`,
  'no-time': ({ count }, f) => `${packets(count, f)}没有时间（简单分组块）`,
  'unknown-interface': ({ count }, f) => `${packets(count, f)}所属的接口没有描述：略去`,
  'bad-option': ({ count, what }, f) =>
    what === 'time-unit'
      ? `接口的 ${f.count(count)} 个时间单位选项长度有误：忽略`
      : `${f.count(count)} 个块中有长度有误的选项：其余忽略`,
  'too-many-secrets': ({ count, limit }, f) => `忽略了前 ${f.count(limit)} 个之外的 ${f.count(count)} 个 TLS 密钥`,
  'bad-compression': compressionDamage,
  'unreadable-file': ({ error }, f) => `${messageOf(ERRORS, error, f)}；略去这个文件`,
  'read-error': ({ frame, error }) => `读到帧 ${frame} 之后出错（${error}）`,
  'local-times': () => '时间取自抓包机器的时钟，当作 UTC：NetMon 不记录时区',
  'arrival-times': () => '时间是到达本程序的时间，比内核的时间最多晚一毫秒；要精确的时间：--engine dumpcap 或 tcpdump',
  promiscuous: () => '混杂模式仍然打开：cap 软件包离开它就不能抓包',
  'cut-packets': ({ count, bytes }, f) =>
    `${packets(count, f)}被截到 ${bytes} 字节（分段卸载会产生更长的分组；ethtool -K DEVICE gso off tso off gro off）`,
  'ring-overrun': ({ count, ringPackets }, f) =>
    `抓包有 ${f.count(count)} 次停顿太久，以致 ${packets(ringPackets, f)}的环形缓冲区已满：很可能丢失了分组，丢了多少未知；-B 使它更大`,
  'device-lost': ({ device, engine, text }) =>
    text === ''
      ? `${escapeText(device)} 上的抓包自行结束（${engine}）：设备停用或消失；之前的内容已报告`
      : `${escapeText(device)} 上的抓包自行结束（${engine}：${escapeText(text)}）；之前的内容已报告`,
  'device-lost-again': ({ count }, f) => `抓包又自行结束了 ${f.count(count)} 次：未一一列出`,
  'device-again': ({ device, seconds }, f) =>
    `${f.duration(seconds * 1e9)} 后恢复在 ${escapeText(device)} 上抓包；其间经过的内容缺失`,
  'memory-full': ({ packets: taken, limitMib }, f) =>
    `读到 ${packets(taken, f)}之后，${f.count(limitMib)} MiB 的内存几乎用尽：读取到此为止，已读的部分照常报告；NODE_OPTIONS=--max-old-space-size=${limitMib * 2} 可使其加倍，-f 或 --format ndjson 需要的内存较少`,
  'report-cut': ({ packets: taken, folder, error, goesOn }, f) =>
    goesOn
      ? `报告在写出之前无法继续暂存于 ${escapeText(folder)}：${whatFailed(error)}；读到 ${packets(taken, f)}时尚未结束的会话不在报告中；TMPDIR 可指定别的文件夹，--format ndjson 不需要暂存`
      : `报告在写出之前无法继续暂存于 ${escapeText(folder)}：${whatFailed(error)}；读到 ${packets(taken, f)}为止，已读的部分照常报告；TMPDIR 可指定别的文件夹，--format ndjson 不需要暂存`,
  'kernel-drops': ({ count }, f) => `内核丢弃了 ${packets(count, f)}，因为没有及时取走；-B 使它的缓冲区更大`,
  'interface-drops': ({ count }, f) => `接口丢弃了 ${packets(count, f)}`,
  'queue-full': ({ count }, f) => `丢弃了 ${packets(count, f)}，因为分析跟不上；抓包过滤器（-f）可以减少分组`,
};
