/** 防火墙：用文字写出的规则，以及别的规则会破坏什么。 */
import type { DataRef, FirewallParams } from '../../model/firewall/codes.js';
import type { Place } from '../../model/firewall/needs.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { ROLES } from './roles.js';
import { STEPS } from './steps.js';

const place = ({ address, ports }: Place, f: Format): string =>
  ports === null ? `${address} 的任意端口` : `${address} 的端口 ${f.few(ports.map(String))}`;

const WHAT = { control: '控制连接', active: '数据，主动模式', passive: '数据，被动模式' } as const;
const DIRECTIONS: Readonly<Record<FirewallParams['firewall-rule']['rule']['direction'], string>> = {
  in: '进入',
  out: '离开',
};

/** '数据连接 1.2 的 ②（PORT，10.0.0.2:37367，用于 LIST）'。 */
function refWords({ id, number, mode, announced, command }: DataRef, f: Format): string {
  const parts = [mode, announced === null ? null : f.endpoint(announced), command === null ? null : `用于 ${command}`];
  return `数据连接 ${id} 的 ${f.announcement(number)}（${parts.filter((part) => part !== null).join('，')}）`;
}

const shownIn = (frames: readonly number[], f: Format): string => (frames.length === 0 ? '' : ` [${f.frames(frames)}]`);

const timeout = (opener: 'client' | 'server', transfer: string | null): string =>
  opener === 'server'
    ? `然后它以 425 应答${transfer === null ? '传输命令' : ` ${transfer}`}`
    : transfer === null
      ? '然后用户看到 "connection timed out"'
      : `然后用户看到 "connection timed out"，而 ${transfer} 没有发送，或者得到 425`;

export const FIREWALL: Messages<FirewallParams> = {
  'firewall-title': ({ client, server, sessions }, f) =>
    `防火墙规则：客户端 ${client}，服务器 ${f.endpoint(server)}（会话 ${f.few(sessions.map(String))}）`,
  'firewall-mode': ({ active, used }) => {
    const mode = active ? '主动模式' : '被动模式';
    return used ? `${mode}，使用过` : `${mode}，没有使用过：不知道它的端口`;
  },
  'firewall-side': ({ side, address }) => `在${ROLES[side]}一侧，${address}`,
  'firewall-rule': ({ rule: { direction, what, from, to } }, f) =>
    `允许${DIRECTIONS[direction]}：从 ${place(from, f)} 到 ${place(to, f)} 的 SYN（${WHAT[what]}）`,
  'firewall-ports-change': () =>
    '下一个会话会用别的数据端口：给服务器的被动模式一个固定的范围（vsftpd：pasv_min_port、pasv_max_port），或者让 FTP 助手开放端口；有 TLS 时助手无能为力。',
  'firewall-third-hosts': ({ count }, f) => `与第三方主机的 ${f.count(count)} 条数据连接在这里没有规则。`,
  'firewall-not-read': ({ session }) => `会话 ${session} 的对话已加密：通告读不出来，助手也读不出来。`,

  'what-if-title': ({ rules }) => `假如：${rules.join('；')}`,
  'control-blocked': ({ session, rule, client, server }, f, frames) =>
    `会话 ${session} 在第 1 步失败：控制连接的 SYN（${f.endpoint(client)} 到 ${f.endpoint(server)}）通不过 "${rule}"${shownIn(frames, f)}。`,
  'data-blocked': ({ rule, step, title, from, to, ...ref }, f, frames) =>
    `${refWords(ref, f)}在第 ${step} 步失败（${messageOf(STEPS, title, f)}）：从 ${from} 到 ${f.endpoint(to)} 的 SYN 通不过 "${rule}"${shownIn(frames, f)}。`,
  'nat-announces-inside': ({ rule, by, address, ...ref }, f, frames) =>
    `${refWords(ref, f)}在第 5 步失败：在 "${rule}" 之下，${ROLES[by]}通告内部地址 ${address}，没有谁改写它${shownIn(frames, f)}。`,
  'opener-sees-nothing': ({ opener, transfer }) =>
    `${ROLES[opener]}看不到响应：它在 1、3、7、15 ... 秒之后重传 SYN；${timeout(opener, transfer)}。`,
  'opener-sees-rst': ({ opener, transfer }) =>
    opener === 'server'
      ? `服务器立即看到 RST，并以 425 应答${transfer === null ? '传输命令' : ` ${transfer}`}。`
      : '客户端立即看到 RST：用户看到 "connection refused"。',
  'listener-sees-nothing': ({ listener, transfer }) =>
    listener === 'client'
      ? `客户端看不到 SYN：它一直等到服务器在控制连接上报告${transfer === null ? '' : ` ${transfer} `}失败。`
      : '服务器看不到 SYN：它等待，过了自己设定的时间，可能以 421 关闭或应答 425。',
  'server-sees-nobody': () => '服务器什么也看不到。',
  'server-sees-inside-address': ({ transfer }) =>
    `服务器看到的地址不是客户端的：它以 500 或 501 拒绝，或者它的 SYN 到达不了任何主机，${transfer === null ? '传输' : `${transfer} `}得到 425。`,
  'client-sees-inside-address': () => '客户端看到一个它到达不了的地址：它的 SYN 得不到响应，除非它改用控制连接的地址。',
  'data-passes': ({ refs }, f) =>
    `不受影响：${f.few(refs.map((ref) => `${ref.id} 的 ${f.announcement(ref.number)}`))}。`,
  'already-failed': (ref, f) => `${refWords(ref, f)}在本次抓包中没有这些规则也没有打开。`,
  'nothing-to-judge': () => '没有通告也没有打开数据连接：这些规则没有改变任何看得到的内容。',
};
