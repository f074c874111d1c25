/** 关于主机和端口、以及控制连接怎样打开的问题。 */
import type { QuestionTexts } from '../../questions.js';
import { ROLES } from '../roles.js';

type Rows = QuestionTexts['questions'];

export const HOSTS: Pick<
  Rows,
  | 'client-address'
  | 'server-address'
  | 'control-port'
  | 'port-class'
  | 'capture-packets'
  | 'connection-count'
  | 'active-open'
  | 'two-connections'
> = {
  'client-address': {
    ask: 'FTP 客户端的 IP 地址是什么？',
    hints: [
      '看控制连接的第一个 SYN。',
      '客户端打开控制连接：它发送第一个 SYN。',
      '客户端发送 USER 之类的命令；服务器用数字应答。',
    ],
    feedback: '客户端打开控制连接并发送命令。',
  },
  'server-address': {
    ask: 'FTP 服务器的 IP 地址是什么？',
    hints: [
      '看欢迎消息由谁发送。',
      '服务器在控制端口上等待，除非另行选定，它是 21。',
      '服务器发送应答：三位数字和文本。',
    ],
    feedback: '服务器在控制端口上等待并发送应答。',
  },
  'control-port': {
    ask: '控制连接使用服务器的哪个端口？',
    hints: ['看打开控制连接的 SYN。', '它是第一个 SYN 的目的端口。', '该连接的另一端是暂时端口；这一个是事先知道的。'],
    feedback: '服务器在控制端口上等待；客户端为自己这一端选定了暂时端口。',
  },
  'port-class': {
    ask: ({ port }) => `端口 ${port} 属于哪一类？`,
    hints: [
      '类别只由端口号决定。',
      '众所周知端口到 1023 为止，注册端口到 49151 为止（RFC 6335）。',
      ({ port }) => `把 ${port} 与 1023 和 49151 相比较。`,
    ],
    feedback: ({ port, ephemeral }) =>
      ephemeral
        ? `0 到 1023 是众所周知端口，1024 到 49151 是注册端口，49152 到 65535 是动态(私有)端口。${port} 被选作暂时端口：这说的是用途，类别说的是端口号。系统从自己的范围中选取暂时端口（Linux：32768 到 60999）。`
        : '0 到 1023 是众所周知端口，1024 到 49151 是注册端口，49152 到 65535 是动态(私有)端口（RFC 6335 §6）。',
  },
  'capture-packets': {
    ask: '抓包中有几个分组？',
    hints: ['每个视图的第一行都写着。', '它是最后一帧的编号。', '转到时序图的末尾，看抓包最后的分组。'],
    feedback: '帧从 1 开始编号，所以最后一帧的编号就是分组数。',
  },
  'connection-count': {
    ask: '这个 FTP 会话由几条 TCP 连接组成？',
    hints: [
      '数一数三次握手。',
      '有一条控制连接，每个列表或文件有一条数据连接。',
      '数一数数据连接的行，再加上控制连接。',
    ],
    feedback: '整个会话一条控制连接，每次传输一条数据连接（RFC 959 §3.2）。',
  },
  'active-open': {
    ask: ({ port }) => `到端口 ${port} 的控制连接由谁主动打开？`,
    hints: [
      '看该连接的第一个报文段。',
      '发送第一个 SYN 的一方主动打开；等待它的一方被动打开（RFC 9293）。',
      '看 SYN 来自谁的地址。',
    ],
    feedback: '主动打开是指发送第一个 SYN。它与 FTP 的主动模式或被动模式无关，后者说的是数据连接。',
  },
  'two-connections': {
    ask: 'FTP 为什么用第二条 TCP 连接传送数据？请说出对防火墙的一个影响。',
    hints: [
      '比较两条连接上经过的内容。',
      '在 MODE S 下，文件的接收方怎样知道它在哪里结束？',
      '文件经过时仍可以发送和应答命令；数据连接的结束就是文件的结束。',
    ],
    feedback:
      '数据经过时，命令和应答仍可以经过（ABOR、STAT）；在 MODE S 下，关闭数据连接标志文件的结束。防火墙和地址转换设备必须知道第二条连接，而它的端口只在第一条连接之内说出。',
  },
};

export const OPENING: Pick<
  Rows,
  'control-handshake' | 'syn-ack-frame' | 'handshake-order' | 'syn-ack-number' | 'offered-mss' | 'handshake-rtt'
> = {
  'control-handshake': {
    ask: '哪三帧是控制连接的三次握手？',
    hints: [
      '它们是该连接最初的报文段。',
      '找 SYN，然后 SYN+ACK，然后 ACK。',
      '第一个来自客户端，第二个来自服务器，第三个又来自客户端。',
    ],
    feedback: 'SYN、SYN+ACK、ACK（RFC 9293 §3.5）：双方都说出了自己的初始序号，并确认了对方的。',
  },
  'syn-ack-frame': {
    ask: '哪一帧是控制连接三次握手的第二个报文段？',
    hints: ['它来自被请求的主机。', '它有 SYN 和 ACK 标志。', '它是服务器发送的第一个报文段。'],
    feedback: 'SYN+ACK 确认客户端的 SYN，并带有服务器的 SYN。',
  },
  'handshake-order': {
    ask: '控制连接按什么次序建立？',
    hints: ['先有 TCP：没有连接，谁也不能说话。', '在 FTP 中由服务器先开口。', '握手完成之前不会有欢迎消息。'],
    feedback: '握手的三个报文段，然后是服务器的欢迎消息（220）。',
  },
  'syn-ack-number': {
    ask: ({ seq, frame }) => `帧 ${frame} 中 SYN 的序号是 ${seq}。响应它的 SYN+ACK 的确认号是多少？`,
    hints: ['看 SYN+ACK 的首部。', '确认号是期望的下一个字节的序号。', 'SYN 占用一个序号，就像一个字节。'],
    feedback: ({ seq }) => `SYN 占用一个序号（RFC 9293 §3.4）：期望的下一个序号是 ${seq} + 1，模 2^32。`,
  },
  'offered-mss': {
    ask: ({ by, frame }) => `${ROLES[by]}在帧 ${frame} 中通告的最大报文段长度（MSS）是多少？`,
    hints: [
      '它是 TCP 首部的一个选项。',
      '这个选项只出现在带 SYN 的报文段中。',
      '在以太网和 IPv4 上最大为 1500 - 20 - 20 = 1460。',
    ],
    feedback: 'MSS 是该选项的发送方愿意在一个报文段中接收的数据长度，不含首部（RFC 9293 §3.7.1）。',
  },
  'handshake-rtt': {
    ask: ({ syn, synAck }) => `由握手看出的往返时间（帧 ${syn} 到帧 ${synAck}）是多少毫秒？`,
    hints: [
      '把时序图的时间切换为自上一行起（按键 t）。',
      '它是从 SYN 到 SYN+ACK 的时间。',
      '把两个时间相减，秒乘以 1000。',
    ],
    feedback: '抓包在客户端附近进行：对其 SYN 的响应反映了到服务器往返的时间。',
  },
};
