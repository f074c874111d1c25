/** 对话：登录、TLS、应答和行。 */
import type { FindingParams, Guessing } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import { type FindingMessages, messageOf } from '../../messages.js';
import { commandText, quoted, replyText } from '../../wire.js';
import { ODDITIES } from '../oddities.js';
import { TLS_REASONS } from '../tlsReasons.js';
import { sentences } from './sentences.js';

const userText = (user: string | null): string => (user === null ? '未知' : quoted(user));

/** 用户或服务器的列表写出多少个名称，其余只给出数目。 */
const NAMED = 3;

function usersText(users: readonly string[], f: Format): string {
  const shown = users.slice(0, NAMED).map(quoted);
  return users.length > NAMED ? `${shown.join('、')} 等 ${f.count(users.length)} 个用户` : shown.join('、');
}

function guessingText({ count, client, users, servers, spanNs }: Guessing, f: Format): string {
  const as = users.length === 1 ? ` ${quoted(users[0]!)} ` : ` ${f.count(users.length)} 个不同的用户`;
  return `${client} 以${as}在 ${servers.slice(0, NAMED).join('、')} 上的 ${f.count(count)} 次登录在 ${f.duration(spanNs)} 内失败。`;
}

const GUESSING_ADVICE = '在几次失败之后封锁该客户端（fail2ban，或服务器的限制），并查找是否有登录成功。';

type Codes =
  | 'not-ftp'
  | 'tls'
  | 'tls-undecipherable'
  | 'clear-again'
  | 'clear-text-password'
  | 'anonymous-login'
  | 'login-failed'
  | 'password-guessing'
  | 'brute-force'
  | 'odd-reply'
  | 'line-without-code'
  | 'replies-out-of-order'
  | 'telnet-without-command'
  | 'server-closed';

export const DIALOGUE: FindingMessages<Pick<FindingParams, Codes>> = {
  'not-ftp': {
    title: 'FTP 端口上的另一种协议',
    message: ({ server, command }, f) =>
      `${f.endpoint(server)} 听得懂 ${commandText(command)}：这是 FTP 端口上的邮件（SMTP，RFC 5321）。显示为 FTP 命令的并不是 FTP 命令。`,
  },
  tls: {
    title: '控制连接已加密',
    message: ({ startedBy, frame, decrypted, certificateHidden }) =>
      sentences(
        startedBy === 'implicit'
          ? decrypted
            ? `控制连接从帧 ${frame} 起加密（隐式 TLS）；已用会话密钥解密。`
            : `控制连接从帧 ${frame} 起加密（隐式 TLS）。`
          : decrypted
            ? `控制连接在帧 ${frame} 之后加密（${startedBy}）；已用会话密钥解密。`
            : `控制连接在帧 ${frame} 之后加密（${startedBy}）。`,
        certificateHidden ? 'TLS 1.3 把服务器的证书也加密：看不到它是否有效。' : null,
      ),
    cause: ({ decrypted }) =>
      decrypted ? null : '没有会话密钥，就看不到命令、应答、文件名和通告的端口；数据连接只能由地址和时间推断。',
    advice: ({ decrypted }) => (decrypted ? null : '有密钥文件时，--keylog FILE 可以解密。'),
  },
  'tls-undecipherable': {
    title: '无法解密的 TLS',
    message: ({ where, part, reason }, f) =>
      where !== null
        ? `数据连接 ${where} 的 TLS 无法解密：${messageOf(TLS_REASONS, reason, f)}。`
        : part
          ? `控制连接有一部分无法解密：${messageOf(TLS_REASONS, reason, f)}。`
          : `控制连接的 TLS 无法解密：${messageOf(TLS_REASONS, reason, f)}。`,
  },
  'clear-again': {
    title: '恢复明文（CCC）',
    message: () => '控制连接从 TLS 恢复为明文（CCC，RFC 4217 §5）。',
  },
  'clear-text-password': {
    title: '明文密码',
    message: ({ user, client, server, refused }, f) =>
      sentences(
        `用户 ${userText(user)} 的密码以明文从 ${client} 传送到 ${f.endpoint(server)}：途中任何能抓包的人都能读到。`,
        refused === null
          ? null
          : refused.reply === null
            ? `客户端在帧 ${refused.frame} 请求 TLS，服务器拒绝了。`
            : `客户端在帧 ${refused.frame} 请求 TLS，服务器拒绝了：${replyText(refused.reply)}。`,
      ),
    advice: ({ refused }) =>
      refused === null ? 'AUTH TLS（RFC 4217）可以保护它。' : '在服务器上启用 TLS（RFC 4217）。',
  },
  'anonymous-login': {
    title: '匿名登录',
    message: ({ user, client, server }, f) =>
      `客户端以 ${userText(user)} 从 ${client} 登录到 ${f.endpoint(server)}；按惯例，它作为密码发送的内容不是秘密（RFC 1635）。`,
  },
  'login-failed': {
    title: '登录失败',
    message: ({ count, client, users, reply, later }, f) => {
      const why = reply === null ? '' : `：${replyText(reply)}`;
      return later
        ? `${client} 以 ${usersText(users, f)} 的 ${f.count(count)} 次登录失败，后来有一次成功${why}。`
        : `${client} 以 ${usersText(users, f)} 的 ${f.count(count)} 次登录失败${why}。`;
    },
  },
  'password-guessing': {
    title: '可能有人在猜密码',
    message: guessingText,
    cause: () => '可能有人在猜密码。',
    advice: () => GUESSING_ADVICE,
  },
  'brute-force': {
    title: '有人在猜密码',
    message: guessingText,
    cause: () => '有人在猜密码。',
    advice: () => GUESSING_ADVICE,
  },
  'odd-reply': {
    title: '应答的形式不合 RFC 959',
    message: ({ codes, oddities }, f) => {
      const what = oddities.map((one) => messageOf(ODDITIES, one, f)).join('；');
      return codes.length === 1 ? `应答 ${codes[0]}：${what}。` : `${f.count(codes.length)} 个应答：${what}。`;
    },
  },
  'line-without-code': {
    title: '服务器发送了没有应答码的行',
    message: ({ text }) => `服务器发送了一行不属于任何应答的内容，因为它没有应答码：${quoted(text)}。`,
  },
  'replies-out-of-order': {
    title: '应答的次序与命令不同',
    message: ({ code, verb }) =>
      verb === null
        ? `服务器发送了应答 ${code}，但没有命令请求它。`
        : `对 ${verb} 的应答 ${code} 先于本应在前的应答到来：服务器没有按次序应答。`,
  },
  'telnet-without-command': {
    title: '单独的 Telnet 命令',
    message: ({ telnet }) => `客户端发送了 Telnet 命令（${telnet}），其后没有 FTP 命令。`,
  },
  'server-closed': {
    title: '服务器结束了会话（421）',
    message: ({ server, command, reply, quietNs, late }, f) =>
      sentences(
        command !== null
          ? `${f.endpoint(server)} 没有应答 ${commandText(command)}，而是结束了会话：${replyText(reply)}。`
          : quietNs === null
            ? `${f.endpoint(server)} 结束了会话：${replyText(reply)}。`
            : `${f.duration(quietNs)} 没有命令之后，${f.endpoint(server)} 结束了会话：${replyText(reply)}。`,
        late === null
          ? null
          : late.rst === null
            ? `客户端没有察觉，在帧 ${late.frame} 发送了 ${commandText(late.command)}。`
            : `客户端没有察觉，在帧 ${late.frame} 发送了 ${commandText(late.command)}，对它的响应是 RST（帧 ${late.rst}）。`,
      ),
    cause: ({ idle }) =>
      idle ? '这是服务器的空闲超时。' : '421 表示服务关闭控制连接：空闲太久、用户太多，或者正在停机。',
    advice: ({ idle }) => (idle ? '让客户端在等待时发送 NOOP，或者调大服务器的超时。' : null),
  },
};
