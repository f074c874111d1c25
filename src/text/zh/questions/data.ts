/** 关于数据连接和传输的问题。 */
import type { AskedTransfer } from '../../../model/questions/codes.js';
import { commandName, type QuestionTexts } from '../../questions.js';

type Rows = QuestionTexts['questions'];

/** 'RETR big.bin（帧 31）'。 */
const named = (transfer: AskedTransfer): string => `${commandName(transfer)}（帧 ${transfer.frame}）`;
const argumentOf = (by: 'client' | 'server'): string => (by === 'client' ? ' PORT 的参数' : ' 227 应答');

export const DATA: Pick<
  Rows,
  | 'data-mode'
  | 'announced-port'
  | 'announced-address'
  | 'port-argument'
  | 'data-opener'
  | 'data-source-port'
  | 'data-handshake'
  | 'data-port-of-transfer'
  | 'announcement-frame'
  | 'data-connection-count'
  | 'transfer-order'
  | 'failed-step'
  | 'firewall-side'
> = {
  'data-mode': {
    ask: ({ transfer }) => `${named(transfer)}的数据连接以哪种模式建立？`,
    hints: [
      '看传输命令之前通告了什么，由谁通告。',
      'PORT 和 EPRT：客户端等待，服务器连接。PASV 和 EPSV：相反。',
      '看数据连接的 SYN 由谁发送，发往哪台主机。',
    ],
    feedback:
      '主动模式：服务器连接客户端通告的端口。被动模式：客户端连接服务器通告的端口。第三方模式：两台服务器互相连接，客户端指挥双方。',
  },
  'announced-port': {
    ask: ({ text, frame, by }) => `帧 ${frame} 中的${argumentOf(by)}通告了哪个端口：${text}？`,
    hints: [
      '四个数是地址，两个数是端口。',
      '端口有 16 位：第五个数是高位字节，第六个是低位字节。',
      '第五个数乘以 256，再加上第六个数。',
    ],
    feedback: '端口 = p1 × 256 + p2（RFC 959 §4.1.2）。',
  },
  'announced-address': {
    ask: ({ text, frame, by }) => `帧 ${frame} 中的${argumentOf(by)}通告了哪个 IP 地址：${text}？`,
    hints: ['六个数中有四个是地址。', '它们在前面。', '把其中的逗号换成点。'],
    feedback: 'h1,h2,h3,h4 是 IPv4 地址的字节，最高位在前。',
  },
  'port-argument': {
    ask: ({ port, frame, by }) =>
      by === 'client'
        ? `客户端在端口 ${port} 上等待。它的 PORT 命令（帧 ${frame}）的最后两个数是什么？`
        : `服务器在端口 ${port} 上等待。它的 227 应答（帧 ${frame}）的最后两个数是什么？`,
    hints: ['端口写成两个字节。', ({ port }) => `${port} 除以 256：商是第一个数。`, '第二个数是余数。'],
    feedback: ({ port }) => `${port} = ${port >> 8} × 256 + ${port & 255}。`,
  },
  'data-opener': {
    ask: ({ transfer }) => `打开 ${named(transfer)}的数据连接的 SYN 由谁发送？`,
    hints: [
      '看该连接的第一个报文段。',
      '谁通告端口，谁就在上面等待；另一方来连接。',
      '主动模式由服务器连接，被动模式由客户端连接。',
    ],
    feedback: '通告的一方等待（被动打开）；另一方发送 SYN（主动打开）。',
  },
  'data-source-port': {
    ask: ({ transfer }) => `${named(transfer)}的数据连接从哪个端口打开（SYN 的源端口）？`,
    hints: [
      '看数据连接的 SYN。',
      '它有两个端口：来自哪里，发往哪里。通告的是发往的端口。',
      '主动模式下服务器应当使用端口 20，许多服务器并不如此；客户端使用暂时端口。',
    ],
    feedback: '源端口属于打开连接的一方。RFC 959 要求服务器使用控制端口减一；实际用的见 SYN。',
  },
  'data-handshake': {
    ask: ({ transfer }) => `哪三帧是 ${named(transfer)}的数据连接的三次握手？`,
    hints: [
      '它们在数据连接上，不在端口 21 上。',
      '找与所通告的端口往来的 SYN、SYN+ACK 和 ACK。',
      '它们在通告之后、传输命令前后。',
    ],
    feedback: '每条数据连接都是单独的 TCP 连接，有自己的握手。',
  },
  'data-port-of-transfer': {
    ask: ({ transfer }) => `${named(transfer)}所经过的数据连接打开到哪个端口？`,
    hints: ['找该命令之前的通告。', '本会话中通告了几个端口：每个用于一条连接。', '它是该命令之前最后一次通告的端口。'],
    feedback: '每个通告用于其后的下一条传输命令。',
  },
  'announcement-frame': {
    ask: ({ port }) => `打开到端口 ${port} 的数据连接是由哪一帧通告的？`,
    hints: [
      '它在控制连接上，在 SYN 之前。',
      '找客户端的 PORT 或 EPRT，或服务器的 227 或 229。',
      ({ port }) => `在 PORT 和 227 中，找末尾的 ${port >> 8},${port & 255}。`,
    ],
    feedback: ({ port }) => `${port} 就是 ${port >> 8} × 256 + ${port & 255}：在 PORT 和 227 中就是这样写的。`,
  },
  'data-connection-count': {
    ask: '本会话中打开了几条数据连接？',
    hints: ['每条都有自己的握手。', '数一数握手，不计控制连接的。', '列表与文件一样需要数据连接。'],
    feedback: '在 MODE S 下，每个列表和每个文件都有自己的数据连接。',
  },
  'transfer-order': {
    ask: ({ transfer }) => `把 ${named(transfer)}前后发生的事按次序排列。`,
    hints: ['自上而下跟踪时序图的各帧。', '通告端口之前，谁也不能连接。', '最终应答是其中的最后一个。'],
    feedback: '先通告端口，再请求传输，打开数据连接，数据经过，最后服务器报告结果。',
  },
  'failed-step': {
    ask: ({ command }) =>
      `数据连接的十个步骤中，最先失败的是哪一步（${commandName(command)}，帧 ${command.frame}）？请给出它的编号。`,
    hints: [
      '第 1 到 3 步打开控制连接，第 4 步通告，第 5 到 7 步打开数据连接，第 8 步传送数据，第 9 步关闭它，第 10 步结束会话。',
      '找第一个应当有响应而没有、或响应不对的报文段。',
      '数据连接的解释写明了各步。',
    ],
    feedback: '最先失败的是原因；其后的步骤不可能发生。',
  },
  'firewall-side': {
    ask: ({ command }) => `${commandName(command)}（帧 ${command.frame}）：必须由哪一方的防火墙允许数据连接进入？`,
    hints: [
      '想一想谁等待，谁连接。',
      '对等待的一方来说，连接是传入的。',
      '主动模式：客户端等待。被动模式：服务器等待。',
    ],
    feedback: 'SYN 发往通告的一方。被动模式把问题从客户端的防火墙转移到服务器的防火墙。',
  },
};

export const TRANSFERS: Pick<
  Rows,
  | 'file-direction'
  | 'transfer-bytes'
  | 'first-data-frame'
  | 'representation-type'
  | 'transfer-rate'
  | 'transfer-verdict'
> = {
  'file-direction': {
    ask: ({ transfer }) => `${named(transfer)}做什么？`,
    hints: ['由命令就知道。', 'RETR 取回，STOR 存储，LIST、NLST 和 MLSD 列表。', '上传和下载是从客户端来看的。'],
    feedback: 'RETR 是下载，STOR、STOU 和 APPE 是上传，LIST、NLST 和 MLSD 是列表。',
  },
  'transfer-bytes': {
    ask: ({ transfer }) => `${named(transfer)}的数据连接传送了多少字节？`,
    hints: [
      '数据的那一行和传输视图都写着。',
      'TCP 和 IP 的首部不计，重传的字节只计一次。',
      '它是 FIN 的序号减去第一个字节的序号。',
    ],
    feedback: '按序号，每个字节只计一次。应答或 SIZE 报告的不一定是实际经过的。',
  },
  'first-data-frame': {
    ask: ({ transfer }) => `${named(transfer)}的内容最初的字节在哪一帧？`,
    hints: ['它在数据连接上。', '它在该连接的握手之后。', '找第一个长度大于 0 的报文段。'],
    feedback: '内容只在数据连接上经过，从握手之后第一个带数据的报文段开始。',
  },
  'representation-type': {
    ask: ({ transfer }) => `${named(transfer)}执行时设定的表示类型是什么？`,
    hints: ['找它之前的最后一个 TYPE。', 'TYPE A 是 ASCII，TYPE I 是图像。', 'TYPE 一直有效，直到下一个。'],
    feedback: '在 ASCII 类型下，行在途中以 CR LF 结尾，大小可能不同；图像类型使字节保持原样。',
  },
  'transfer-rate': {
    ask: ({ transfer }) => `${named(transfer)}有多快（从第一个到最后一个数据报文段，以字节每秒计）？`,
    hints: ['字节数除以时间。', '时间是数据的时间，不含握手和关闭。', '传输视图中有这一列。'],
    feedback: '速率 = 内容的字节数 / 从第一个到最后一个数据报文段的时间。',
  },
  'transfer-verdict': {
    ask: ({ transfer }) => `${named(transfer)}的结果如何？`,
    hints: [
      '看最终应答和数据连接的结尾。',
      'FIN 之后的 226 说明文件完整；426、451 或 RST 说明只有一部分。',
      '如果服务器在数据经过之前就拒绝了，那么连一部分也没有。',
    ],
    feedback: '数据连接的结尾、最终应答和报告的大小合起来，才能判断文件是否完整。',
  },
};
