/** 通告：奇怪的、无法解读的、或属于其他主机的地址和端口。 */
import type { AddressProblem } from '../../../ftp/protocol/address.js';
import type { AnnouncementRef, Came, FindingParams, Role } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { quoted, replyText } from '../../wire.js';
import { ROLES } from '../roles.js';
import { cameText, endpointsText, failedText, sentences, sumsText } from './sentences.js';

const ADDRESS_ADVICE: Readonly<Record<Role, string>> = {
  server:
    '设定服务器在被动模式下给出的公网地址（vsftpd：pasv_address，ProFTPD：MasqueradeAddress），改用 EPSV，或者让客户端忽略该地址。',
  client: '改用被动模式，或者带 FTP 助手的 NAT 设备。',
};

/** '帧 16 的 227 应答'、'帧 20 的 PORT'、'服务器的 3 个通告'。 */
function announcers({ by, mode, frame, count }: AnnouncementRef, f: Format): string {
  if (count > 1) return `${ROLES[by]}的 ${f.count(count)} 个通告`;
  if (by === 'client') return `帧 ${frame} 的 ${mode} `;
  return mode === 'PASV' ? `帧 ${frame} 的 227 应答` : `帧 ${frame} 对 ${mode} 的应答`;
}

/** 通告为什么无法解读。 */
export function addressProblem(problem: AddressProblem): string {
  const text = quoted(problem.text);
  switch (problem.code) {
    case 'not-six-numbers':
      return `${text} 不是六个数 h1,h2,h3,h4,p1,p2。`;
    case 'bad-number':
      return `${text} 中的 ${quoted(problem.number)} 不是 0 到 255 的数。`;
    case 'no-address':
      return '227 应答没有给出地址和端口。';
    case 'not-extended':
      return `${text} 不是 |protocol|address|port| 的形式。`;
    case 'bad-protocol':
      return `网络协议 ${text} 既不是 1（IPv4）也不是 2（IPv6）。`;
    case 'bad-address':
      return problem.family === 4 ? `${text} 不是 IPv4 地址。` : `${text} 不是 IPv6 地址。`;
    case 'no-port':
      return '229 应答没有给出端口：缺少 (|||port|)。';
    case 'bad-port':
      return `端口 ${text} 不是 1 到 65535 的数。`;
    case 'not-long':
      return `${text} 不是 RFC 1639 的形式 af,hal,h1,h2,h3,h4,pal,p1,p2。`;
    case 'wrong-lengths':
      return `${text} 的长度与其中所写的不符。`;
    case 'bad-address-length':
      return `${text} 给出的地址有 ${problem.bytes} 字节。`;
  }
}

const ADDRESS_FINE = (came: Came): boolean => came.kind === 'connected';

type Codes =
  | 'malformed-announcement'
  | 'zero-address'
  | 'nat-suspected'
  | 'passive-elsewhere'
  | 'loopback-announced'
  | 'family-mismatch'
  | 'port-zero'
  | 'third-party'
  | 'bounce'
  | 'privileged-port'
  | 'data-connection-from-stranger';

export const ANNOUNCEMENTS: FindingMessages<Pick<FindingParams, Codes>> = {
  'malformed-announcement': {
    title: '无法解读的通告',
    message: ({ mode, problem, more }, f) =>
      sentences(
        `${mode} 没有通告可以解读的地址和端口：${addressProblem(problem)}`,
        more === 0 ? null : `本会话另有 ${f.count(more)} 个通告也无法解读。`,
      ),
    cause: () => '没有地址和端口，对方就不能打开数据连接。',
    advice: ({ mode }) =>
      mode === 'PASV'
        ? '改用 EPSV，它的应答只含端口；或者改正服务器的应答（RFC 959 §4.1.2，RFC 1123 §4.1.2.6）。'
        : mode === 'EPSV'
          ? '改用 PASV，或者改正服务器的应答（RFC 2428 §3）。'
          : '改用被动模式（PASV 或 EPSV），或者改正客户端发送的内容。',
  },
  'zero-address': {
    title: '通告了 0.0.0.0',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)}给出 ${announcement.address}，它不是地址；对方只能使用控制连接的地址 ${peer}。`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) => `${ROLES[announcement.by]}不知道自己的地址。`,
    advice: ({ announcement, came }) => (ADDRESS_FINE(came) ? null : ADDRESS_ADVICE[announcement.by]),
  },
  'nat-suspected': {
    title: '隔着 NAT 通告了私有地址',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)}给出私有地址 ${announcement.address}，但${ROLES[announcement.by]}的通信地址是 ${peer}。`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) => `${ROLES[announcement.by]}似乎在 NAT 后面，不知道自己的公网地址。`,
    advice: ({ announcement, came }) => (ADDRESS_FINE(came) ? null : ADDRESS_ADVICE[announcement.by]),
  },
  'passive-elsewhere': {
    title: '被动模式的地址不是服务器的',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)}给出 ${announcement.count === 1 ? f.endpoint(announcement) : announcement.address}，而不是服务器 ${peer}。`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: () => '服务器设置了错误的地址，在 NAT 后面，或者让客户端连接到别处。',
    advice: ({ came }) => (came.kind === 'connected' || came.kind === 'not-connected' ? null : ADDRESS_ADVICE.server),
  },
  'loopback-announced': {
    title: '通告了环回地址',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)}给出 ${announcement.address}，每台主机都把它用作自己的地址；${ROLES[announcement.by]}的通信地址是 ${peer}。`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) =>
      announcement.by === 'server'
        ? '服务器看到的连接来自本机：它在代理或端口转发后面（例如在容器中），不知道自己的地址。'
        : '客户端以为自己在环回地址上：它经过本机的代理、隧道或端口转发通信。',
    advice: ({ announcement, came }) =>
      ADDRESS_FINE(came)
        ? null
        : announcement.by === 'server'
          ? '改用 EPSV，或者设定服务器在被动模式下给出的地址。'
          : '改用被动模式。',
  },
  'family-mismatch': {
    title: '在 IPv6 上通告了 IPv4 地址',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        announcement.address.includes(':')
          ? `${announcers(announcement, f)}给出 IPv6 地址 ${announcement.address}，但控制连接用的是 IPv4（${peer}）。`
          : `${announcers(announcement, f)}给出 IPv4 地址 ${announcement.address}，但控制连接用的是 IPv6（${peer}）。`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: () => 'PORT 和 227 应答中只写得下 IPv4 地址（RFC 2428 §1）：服务器或它前面的代理不是为 IPv6 设计的。',
    advice: ({ came }) =>
      ADDRESS_FINE(came) ? null : '改用 EPSV 或 EPRT，它们对两者都适用，并让服务器也在 IPv6 上监听数据连接。',
  },
  'port-zero': {
    title: '通告了端口 0',
    message: ({ announcement, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)}给出端口 0，它不是端口。`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) => `${ROLES[announcement.by]}还没有得到端口就通告了。`,
    advice: ({ announcement }) => (announcement.by === 'server' ? '检查服务器的被动端口范围。' : '改用被动模式。'),
  },
  'third-party': {
    title: '两台服务器之间的传输（FXP）',
    message: ({ server, otherServer, otherSession, otherData }) =>
      `两台服务器之间的传输（FXP，RFC 959 图 3）：${server} 与 ${otherServer} 直接交换数据；另一条控制连接是会话 ${otherSession}（数据连接 ${otherData}）。`,
  },
  bounce: {
    title: '客户端指明另一台主机',
    message: ({ client, server, targets, came, sums }, f) =>
      sentences(
        `客户端 ${client} 要求服务器 ${server} 连接其他主机：${endpointsText(targets, f)}。`,
        came === null ? sumsText(sums, f) : cameText(came, targets.length, f),
      ),
    cause: () => '这是两台服务器之间的传输，或者 FTP 反弹攻击（RFC 2577 §2）。',
    advice: () => '服务器应当拒绝地址不是客户端的 PORT 和 EPRT（RFC 2577 §3）。',
  },
  'privileged-port': {
    title: '客户端通告了 1024 以下的端口',
    message: ({ targets, services, came, sums }, f) =>
      sentences(
        `客户端通告了 1024 以下的端口：${endpointsText(targets, f)}${services.length === 0 ? '' : `（${services.join('、')}）`}。`,
        came === null ? sumsText(sums, f) : cameText(came, targets.length, f),
      ),
    cause: () => '数据连接不需要这样的端口：这会使服务器去和另一种服务通信（RFC 2577 §3）。',
    advice: () => '服务器应当拒绝端口在 1024 以下的 PORT 和 EPRT（RFC 2577 §3）。',
  },
  'data-connection-from-stranger': {
    title: '数据连接来自另一台主机',
    message: ({ mode, announced, from, role, expected, reply }, f) =>
      sentences(
        `${mode} 通告的数据连接（${f.endpoint(announced)}，帧 ${announced.frame}）由 ${f.endpoint(from)} 打开，而不是由${ROLES[role]} ${expected} 打开。`,
        reply === null ? null : `服务器拒绝了它：${replyText(reply)}。`,
      ),
    cause: ({ role, reply }) =>
      reply === null
        ? `${ROLES[role]}有几个地址，或者别人抢占了连接（窃取数据连接，RFC 2577 §8）。`
        : `${ROLES[role]}很可能有几个出口地址（运营商 NAT、代理池、两条链路），而服务器会比较它们（RFC 2577 §8）。`,
    advice: ({ reply }) =>
      reply === null
        ? '让服务器把该地址与控制连接的地址相比较（RFC 2577 §8）。'
        : '让客户端的所有连接使用同一个出口地址，或者让服务器接受来自其他地址的数据连接（vsftpd：pasv_promiscuous，pure-ftpd：-w）。',
  },
};
