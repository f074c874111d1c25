/** 路径和传输的结尾：什么停滞，什么慢，TLS 拒绝什么。 */
import type { FindingParams, Stalled } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { alertKind } from '../../shared/alertKind.js';
import { commandText, replyText } from '../../wire.js';
import { ROLES } from '../roles.js';
import { icmpText, sentences } from './sentences.js';

const bytesText = (bytes: number, f: Format): string => `${f.count(bytes)} 字节`;

function stalledText({ id, command, by, frame, repeats, spanNs, segmentBytes, ended }: Stalled, f: Format): string {
  const what =
    command !== null ? `在 ${commandText(command)} 期间` : id === null ? '在控制连接上' : `在数据连接 ${id} 上`;
  const whose = `${ROLES[by]}的报文段（${bytesText(segmentBytes, f)}，从帧 ${frame} 起）`;
  return ended
    ? `${what}，${whose}在 ${f.duration(spanNs)} 内重传了 ${f.count(repeats)} 次，才有内容得到确认。`
    : `${what}，${whose}在 ${f.duration(spanNs)} 内重传了 ${f.count(repeats)} 次，始终没有得到确认。`;
}

type Codes =
  | 'path-mtu'
  | 'data-stalled'
  | 'receiver-full'
  | 'reply-late'
  | 'restart-ignored'
  | 'name-encoding'
  | 'tls-alert'
  | 'clear-in-tls'
  | 'tls-unanswered'
  | 'tls-not-resumed'
  | 'tls-not-closed'
  | 'hidden-handshake-only'
  | 'hidden-private-address';

const where = (id: string | null): string => (id === null ? '控制连接' : `数据连接 ${id} `);

export const PATH: FindingMessages<Pick<FindingParams, Codes>> = {
  'path-mtu': {
    title: '大的分组到达不了（路径 MTU）',
    message: (p, f) =>
      sentences(
        stalledText(p, f),
        p.icmp === null
          ? null
          : p.icmp.mtu === null
            ? `${p.icmp.reporter ?? '一个路由器'} 的响应是 ${icmpText(p.icmp)}。`
            : `${p.icmp.reporter ?? '一个路由器'} 的响应是 ${icmpText(p.icmp)}：那里的 MTU 是 ${p.icmp.mtu} 字节。`,
      ),
    cause: ({ icmp, from }) =>
      icmp === null
        ? '满长的报文段丢失而小的能通过：很可能途中有一条链路的 MTU 较小，而说明这一点的 ICMP 消息没有到达（路径 MTU 黑洞）。'
        : `${from} 没有理会 ICMP 消息，或者消息没有到达它：被防火墙丢弃。`,
    advice: ({ icmp }) =>
      icmp?.mtu != null
        ? `放行到发送方的 ICMP "fragmentation needed" 和 "packet too big"，或者把它的 MTU 降到 ${icmp.mtu}（限制 MSS）。`
        : '放行 ICMP "fragmentation needed" 和 "packet too big"，或者在途中限制 MSS（PPPoE 或 VPN 链路需要 1452 字节或更小）。',
  },
  'data-stalled': {
    title: '没有得到确认的数据',
    message: (p, f) => stalledText(p, f),
    cause: ({ from, to }) => `从 ${from} 到 ${to} 什么也过不去了，或者什么也回不来。`,
    advice: () => '在另一端也抓包：从这里发出而没有到达那里的，就是在途中被丢弃的。',
  },
  'receiver-full': {
    title: '接收方已满',
    message: ({ command, by, times, fullNs, lastedNs, frame, ended }, f) =>
      sentences(
        `在 ${commandText(command)} 期间，${ROLES[by]}在 ${f.duration(lastedNs)} 中有 ${f.duration(fullNs)} 没有空间接收数据（窗口为 0，${f.count(times)} 次，首次在帧 ${frame}）。`,
        ended ? null : '到最后它仍然是满的。',
      ),
    cause: ({ by }) => `${ROLES[by]}的程序读取得没有数据来得快：磁盘慢、在扫描，或者程序在等待。原因不在网络。`,
    advice: ({ by }) => `检查${ROLES[by]}的磁盘、负载和程序。`,
  },
  'reply-late': {
    title: '最终应答来得晚',
    message: ({ command, count, shortestNs, longestNs }, f) =>
      count === 1
        ? `${commandText(command)} 的最后一个字节之后，过了 ${f.duration(longestNs)} 才有最终应答。`
        : f.duration(shortestNs) === f.duration(longestNs)
          ? `${f.count(count)} 次传输（第一次是 ${commandText(command)}）的最后一个字节之后，每次都过了 ${f.duration(longestNs)} 才有最终应答。`
          : `${f.count(count)} 次传输（第一次是 ${commandText(command)}）的最后一个字节之后，过了 ${f.duration(shortestNs)} 到 ${f.duration(longestNs)} 才有最终应答。`,
    cause: ({ timer, upload }) =>
      timer
        ? '无论大小，每次等待的时间相同或是整数：服务器上有超时，例如没有回应的名称查询或扫描程序。'
        : upload
          ? '服务器在忙于处理文件：存储、扫描或移动。'
          : '服务器发送完毕之后还在等待。',
    advice: () => '查看服务器的日志，以及它在传输之后运行什么：扫描程序、脚本、查询。',
  },
  'restart-ignored': {
    title: 'REST 没有得到遵守',
    message: ({ command, restart, bytes }, f) =>
      `REST ${f.count(restart)} 被接受了，但 ${commandText(command)} 从头发送了整个文件，共 ${bytesText(bytes, f)}。`,
    cause: () => '服务器忽略了重新开始的位置：客户端的副本中开头的字节出现两次，文件太长。',
    advice: () => '不要续传，重新下载该文件。',
  },
  'name-encoding': {
    title: '用另一种编码请求了名称',
    message: ({ command, reply }) =>
      `${commandText(command)} 失败：${replyText(reply)}。列表中有这个名称，但字节不同。`,
    cause: ({ asked, listed, composed }) =>
      composed
        ? '两者都是 UTF-8，但一个把附加符号作为单独的字符（Unicode NFD，macOS 这样写），另一个不是（NFC）。'
        : asked === 'utf-8' && listed === 'utf-8'
          ? '其中一个被当作 8 位编码，又用 UTF-8 编码了一次。'
          : asked === 'utf-8'
            ? `服务器用 ${listed === 'gbk' ? 'GBK' : 'ISO 8859-1 之类的 8 位编码'} 列出名称，而客户端用 UTF-8 请求它。`
            : '服务器用 UTF-8 列出名称，而客户端用另一种编码请求它。',
    advice: () => '让双方都使用 UTF-8（RFC 2640；有的服务器需要 OPTS UTF8 ON），或者在客户端中设定服务器的编码。',
  },
  'tls-alert': {
    title: 'TLS 握手失败（告警）',
    message: ({ id, by, alert, number }) =>
      alert === null
        ? `${where(id)}的 TLS 握手失败：${ROLES[by]}发送了加密的告警。`
        : `${where(id)}的 TLS 握手失败：${ROLES[by]}发送了告警 ${alert}（${number}）。`,
    cause: ({ alert }) => {
      switch (alertKind(alert)) {
        case 'version':
          return '双方没有共同的 TLS 版本。';
        case 'suite':
          return '双方没有共同的密码套件，或者要求客户端出示证书。';
        case 'certificate':
          return '证书没有被接受：已过期，名称不符，或者签发机构未知。';
        case 'name':
          return '对客户端所要的名称，服务器没有证书。';
        case null:
          return null;
      }
    },
    advice: ({ alert }) => {
      switch (alertKind(alert)) {
        case 'version':
          return '在双方启用 TLS 1.2 或 1.3。';
        case 'certificate':
          return '更新证书，或者在发送告警的一方安装其签发机构的证书。';
        default:
          return null;
      }
    },
  },
  'clear-in-tls': {
    title: 'TLS 中出现明文',
    message: ({ command, reply }) =>
      reply === null
        ? '服务器在 TLS 连接中发送了明文。'
        : command === null
          ? `服务器在 TLS 连接中以明文（没有加密）发送了 "${replyText(reply)}"。`
          : `服务器在 TLS 连接中以明文（没有加密）应答 ${commandText(command)}："${replyText(reply)}"。`,
    cause: () => '服务器程序出错，绕过 TLS 写了内容；客户端看到损坏的 TLS 记录，于是结束会话。',
    advice: () => '服务器所写的就是原因：请解决它。查看服务器的日志。',
  },
  'tls-unanswered': {
    title: 'ClientHello 没有得到响应',
    message: ({ id, waitedNs }, f) =>
      id === null
        ? `客户端在控制连接上开始 TLS，服务器在 ${f.duration(waitedNs)} 内没有响应。`
        : `客户端在数据连接 ${id} 上开始 TLS，服务器在 ${f.duration(waitedNs)} 内没有响应。`,
    cause: ({ id }) =>
      id === null
        ? '服务器停住了，或者途中的设备丢弃了 ClientHello。'
        : '双方互相等待：服务器收到传输命令之后才在数据连接上开始 TLS，而客户端在 TLS 之后才发送命令；或者服务器在那里不期望 TLS（PROT C）。',
    advice: ({ id }) =>
      id === null ? '查看服务器的日志。' : '让客户端先发送传输命令再开始 TLS，并在两者之前发送 PROT P。',
  },
  'tls-not-closed': {
    title: 'TLS 结束时没有 close_notify',
    message: ({ id, command, by, reply }) =>
      command === null
        ? `${ROLES[by]}结束了数据连接 ${id}，没有发送 TLS 的 close_notify。`
        : reply === null
          ? `在 ${commandText(command)} 期间，${ROLES[by]}结束了数据连接 ${id}，没有发送 TLS 的 close_notify。`
          : `${commandText(command)} 失败：${replyText(reply)}。${ROLES[by]}结束了数据连接 ${id}，没有发送 TLS 的 close_notify。`,
    cause: () =>
      '没有它，就分不清文件是被截断还是完整：谨慎的客户端和服务器会报错（GnuTLS："the TLS connection was non-properly terminated"）。',
    advice: () => '更新结束连接的程序，或者让另一方放宽要求（vsftpd：strict_ssl_read_eof=NO）。',
  },
  'tls-not-resumed': {
    title: '数据连接没有恢复 TLS 会话',
    message: ({ id, command, reply, full }) =>
      sentences(
        reply === null ? `${commandText(command)} 失败。` : `${commandText(command)} 失败：${replyText(reply)}。`,
        full ? `数据连接 ${id} 的 TLS 握手是完整的握手，没有恢复控制连接的会话。` : null,
      ),
    cause: () => '服务器要求数据连接重用控制连接的 TLS 会话。',
    advice: () =>
      '让客户端重用会话，或者关闭这项要求（vsftpd：require_ssl_reuse=NO，ProFTPD：TLSOptions NoSessionReuseRequired）。',
  },
  'hidden-handshake-only': {
    title: '只有 TLS 握手的数据连接',
    message: ({ session, count, from, to, firstFrame, lastFrame, closedBy }, f) =>
      sentences(
        closedBy === null
          ? `加密会话 ${session} 的数据连接 ${f.endpoint(from)} → ${f.endpoint(to)}（帧 ${firstFrame} 到 ${lastFrame}）有完整的 TLS 握手，没有数据。`
          : `加密会话 ${session} 的数据连接 ${f.endpoint(from)} → ${f.endpoint(to)}（帧 ${firstFrame} 到 ${lastFrame}）有完整的 TLS 握手，没有数据；由${ROLES[closedBy]}关闭。`,
        count === 1 ? null : `另有 ${f.count(count - 1)} 条也是如此。`,
      ),
    cause: () => '可能是空的列表。要求重用控制连接的 TLS 会话的服务器（522）就是这样关闭数据连接的。',
    advice: () => '查看客户端日志中的应答。让客户端恢复会话，或者关闭这项要求（vsftpd：require_ssl_reuse=NO）。',
  },
  'hidden-private-address': {
    title: '加密会话期间客户端尝试连接私有地址',
    message: ({ session, client, to, syns, spanNs }, f) =>
      syns === 1
        ? `在加密会话 ${session} 期间，客户端 ${client} 尝试连接私有地址 ${f.endpoint(to)}，没有得到响应。`
        : `在加密会话 ${session} 期间，客户端 ${client} 尝试连接私有地址 ${f.endpoint(to)}，${f.duration(spanNs)} 内 ${f.count(syns)} 个 SYN 没有得到响应。`,
    cause: () => '服务器在 NAT 后面，很可能在 227 应答中通告了自己的私有地址；NAT 设备不能改写 TLS 所隐藏的内容。',
    advice: () =>
      '设定服务器在被动模式下给出的公网地址（vsftpd：pasv_address，ProFTPD：MasqueradeAddress），改用 EPSV，或者让客户端忽略该地址。',
  },
};
