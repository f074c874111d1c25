/** 关于连接怎样结束、别人能看到什么的问题。 */
import { commandName, type QuestionTexts } from '../../questions.js';

type Rows = QuestionTexts['questions'];

export const CLOSING: Pick<
  Rows,
  | 'quit-frame'
  | 'control-closer'
  | 'data-closer'
  | 'data-fin-frame'
  | 'fin-acknowledgment'
  | 'close-segments'
  | 'control-end'
> = {
  'quit-frame': {
    ask: '客户端在哪一帧中说它要离开？',
    hints: ['它是一条命令，不是 TCP 的标志。', '它是会话的最后一条命令。', '服务器对它的应答是 221。'],
    feedback: 'QUIT，应答是 221；此后控制连接关闭。',
  },
  'control-closer': {
    ask: '谁先关闭控制连接？',
    hints: ['找该连接的第一个 FIN。', '以第一个 FIN 为准。', '看箭头来自哪一方。'],
    feedback: '任何一方都可以先发送 FIN；在 221 之后常常是服务器。',
  },
  'data-closer': {
    ask: ({ transfer }) => `谁先关闭 ${commandName(transfer)}（帧 ${transfer.frame}）的数据连接？`,
    hints: ['找该数据连接的第一个 FIN。', '在 MODE S 下，连接的结束就是文件的结束。', '所以是发送数据的一方。'],
    feedback: '发送数据的一方关闭：它的 FIN 说明文件已完整（RFC 959 §3.4.1）。',
  },
  'data-fin-frame': {
    ask: ({ transfer }) => `${commandName(transfer)}（帧 ${transfer.frame}）的数据连接的第一个 FIN 在哪一帧？`,
    hints: ['它在数据连接上，不在控制连接上。', '它与最后的字节一同到来，或在其后。', '由数据的发送方发送。'],
    feedback: '在 MODE S 下，这个 FIN 就是文件的结束。',
  },
  'fin-acknowledgment': {
    ask: ({ seq, frame, bytes }) =>
      bytes === 0
        ? `帧 ${frame} 中的 FIN 序号为 ${seq}，没有数据。对它的确认号是多少？`
        : `帧 ${frame} 中的 FIN 序号为 ${seq}，有 ${bytes} 字节数据。对它的确认号是多少？`,
    hints: ['看它之后另一方的 ACK。', '确认号是期望的下一个序号。', 'FIN 占用一个序号，在它的数据之后。'],
    feedback: 'FIN 与 SYN 一样占用一个序号（RFC 9293 §3.4）：序号 + 字节数 + 1，模 2^32。',
  },
  'close-segments': {
    ask: '控制连接用几个报文段关闭（FIN 及对它们的确认）？',
    hints: ['每个 FIN 都需要确认。', '对第一个 FIN 的确认可以与第二个 FIN 同行。', '数一数帧：三个或四个。'],
    feedback: '每个 FIN 单独确认时是四个；有一个报文段同时是 FIN 和 ACK 时是三个（RFC 9293 §3.6）。',
  },
  'control-end': {
    ask: '控制连接怎样结束？',
    hints: ['看该连接最后的报文段。', 'FIN 是正常关闭；RST 是中断。', 'RST 之后不再有确认。'],
    feedback: '以 FIN，各方都说明自己已发送完毕；以 RST，连接立即消失。',
  },
};

export const SECURITY: Pick<Rows, 'password-visible' | 'auth-frame' | 'eavesdropper'> = {
  'password-visible': {
    ask: '抓到这些分组的人能读到密码吗？',
    hints: [
      '看 PASS 是怎样传送的。',
      'TLS 由 AUTH TLS 开始，或者在端口 990 上从第一个字节开始。',
      '没有 TLS 时，每个字节都能读到。',
    ],
    feedback:
      '普通的 FTP 什么也不保护。FTPS（AUTH TLS，RFC 4217）把其后的内容加密；SFTP 是另一种协议，运行在 SSH 之上。',
  },
  'auth-frame': {
    ask: '客户端在哪一帧中请求 TLS？',
    hints: ['它是控制连接上的一条命令。', '它在 USER 之前。', '服务器对它的应答是 234。'],
    feedback: 'AUTH TLS，应答是 234；其后在同一连接上进行 TLS 握手。',
  },
  eavesdropper: {
    ask: '抓到这个会话的人能知道什么，应当改用什么？',
    hints: ['列出控制连接上经过的内容。', '列出数据连接上经过的内容。', '想一想名称、密码、内容、大小和时间。'],
    feedback:
      '没有 TLS：用户名、密码、每一条命令、名称和内容。有 TLS：地址、端口、时间、长度和证书（直到 TLS 1.2）。请使用带 PROT P 的 FTPS，或 SFTP。',
  },
};
