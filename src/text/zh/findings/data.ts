/** 没有打开、没有使用或被复位的数据连接。 */
import type { Attempt, Contrast, FindingParams, IcmpRef } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { portInUse } from '../../shared/habits.js';
import { commandText, replyText } from '../../wire.js';
import { ROLES } from '../roles.js';
import { alsoFailedText, failedText, icmpText, moreConnections, portsText, sentences } from './sentences.js';

/** '到 10.0.0.1:50000 的数据连接'、'到 10.0.0.1 的 3 条数据连接（端口 1、2、3）'。 */
const targetText = ({ to, ports, count }: Attempt, f: Format): string =>
  count === 1
    ? `到 ${f.endpoint({ address: to, port: ports[0]! })} 的数据连接`
    : `到 ${to} 的 ${f.count(count)} 条数据连接（${portsText(ports, f)}）`;

const openerText = ({ opener, from }: Attempt): string => `${ROLES[opener]} ${from} `;

const then = ({ failed, alsoFailed }: Attempt, f: Format): string =>
  sentences(failedText(failed), alsoFailedText(alsoFailed, f));

const dropCause = (active: boolean): string =>
  active ? '客户端前面的防火墙和 NAT 会丢弃传入的连接。' : '防火墙很可能丢弃了到服务器被动端口范围的分组。';

const dropAdvice = (active: boolean): string =>
  active ? '改用被动模式（PASV 或 EPSV）。' : '在服务器上和途中放行被动端口范围，或者改用主动模式。';

function prohibitedAdvice(active: boolean, { version }: IcmpRef): string {
  if (active) return version === 6 ? '改用被动模式（EPSV）。' : '改用被动模式（PASV 或 EPSV）。';
  return version === 6
    ? '放行服务器的被动端口范围，或者改用主动模式（EPRT）。'
    : '放行服务器的被动端口范围，或者改用主动模式（PORT 或 EPRT）。';
}

/** 本会话的另一条数据连接通了：这说明不是全部被过滤。 */
function contrastCause(contrast: Contrast, mode: string, ports: readonly number[], f: Format): string {
  switch (contrast.kind) {
    case 'port-again':
      return `同一端点在帧 ${contrast.frame} 通告过，${f.duration(contrast.sinceNs)} 之前由数据连接 ${contrast.id} 使用过：这一对端口可能仍在静默（TIME_WAIT），或者途中的设备把新连接当成了旧连接。`;
    case 'other-mode':
      return `在同样的主机之间，${contrast.mode} 成功而 ${mode} 失败：途中的防火墙很可能读懂 ${contrast.mode} 并为它开放端口，却不认识 ${mode}。`;
    case 'other-port':
      return `在同样的主机之间到达过端口 ${contrast.port}：被动端口并没有全部封锁，但${portsText(ports, f)} 很可能被过滤。`;
    case 'other-way':
      return contrast.active
        ? `在同样的主机之间，主动模式（${contrast.mode}）成功：到服务器被动端口的连接被丢弃。`
        : `在同样的主机之间，被动模式（${contrast.mode}）成功：到客户端的连接被丢弃。`;
  }
}

function contrastAdvice(contrast: Contrast, mode: string): string {
  switch (contrast.kind) {
    case 'port-again':
      return '让服务器从更大的范围中选取被动端口，并且不要连续两次选同一个。';
    case 'other-mode':
      return `让客户端使用 ${contrast.mode} 而不是 ${mode}（curl：--disable-epsv），或者更新防火墙的 FTP 助手。`;
    case 'other-port':
      return '查找途中关于该端口的规则（5060 是 SIP 的端口，设备会按 SIP 处理），或者把它从被动端口范围中去掉。';
    case 'other-way':
      return contrast.active ? '继续使用主动模式，或者放行被动端口范围。' : '继续使用被动模式。';
  }
}

const moreTransfersNotCaptured = (more: number, f: Format): string | null =>
  more === 0 ? null : `另有 ${f.count(more)} 次传输也是如此。`;

type Codes =
  | 'data-unanswered'
  | 'data-refused'
  | 'data-prohibited'
  | 'data-reset'
  | 'data-rejected'
  | 'data-never-used'
  | 'data-not-captured'
  | 'data-unused'
  | 'no-data-connection'
  | 'hidden-data-connections';

export const DATA: FindingMessages<Pick<FindingParams, Codes>> = {
  'data-unanswered': {
    title: '数据连接没有得到响应',
    message: (p, f) =>
      p.open
        ? `${openerText(p)}尝试打开${targetText(p, f)}；抓包在得到响应之前结束。`
        : sentences(
            p.count === 1 && p.syns > 1
              ? `${openerText(p)}尝试打开${targetText(p, f)}，${f.duration(p.spanNs)} 内的 ${f.count(p.syns)} 个 SYN 没有得到响应。`
              : `${openerText(p)}尝试打开${targetText(p, f)}，没有得到响应。`,
            then(p, f),
          ),
    cause: ({ open, active, contrast, mode, ports }, f) =>
      open ? null : contrast === null ? dropCause(active) : contrastCause(contrast, mode, ports, f),
    advice: ({ open, active, contrast, mode }) =>
      open ? null : contrast === null ? dropAdvice(active) : contrastAdvice(contrast, mode),
  },
  'data-refused': {
    title: '数据连接被 RST 拒绝',
    message: (p, f) => sentences(`${openerText(p)}尝试打开${targetText(p, f)}，被 RST 拒绝。`, then(p, f)),
    cause: ({ active, contrast }, f) =>
      contrast?.kind === 'port-again'
        ? contrastCause(contrast, '', [], f)
        : active
          ? '到达了主机，但没有谁在该端口监听：客户端已不再监听，或者防火墙以 RST 拒绝。'
          : '到达了主机，但没有谁在该端口监听：服务器已不再监听，或者防火墙以 RST 拒绝。',
    advice: ({ active, contrast, mode }) =>
      contrast !== null
        ? contrastAdvice(contrast, mode)
        : active
          ? '改用被动模式（PASV 或 EPSV），或者让客户端接受连接。'
          : '查看服务器的防火墙是否有规则拒绝它的被动端口范围，或者改用主动模式。',
  },
  'data-prohibited': {
    title: '数据连接被 ICMP 禁止',
    message: (p, f) =>
      sentences(
        p.icmp.reporter === null
          ? `${openerText(p)}尝试打开${targetText(p, f)}，响应是 ${icmpText(p.icmp)}。`
          : `${openerText(p)}尝试打开${targetText(p, f)}，${p.icmp.reporter} 的响应是 ${icmpText(p.icmp)}。`,
        then(p, f),
      ),
    cause: ({ active, icmp }) =>
      !icmp.prohibited ? '从那里到达不了该主机。' : active ? '防火墙禁止到客户端的连接。' : '防火墙禁止这些端口。',
    advice: ({ active, icmp }) => (icmp.prohibited ? prohibitedAdvice(active, icmp) : null),
  },
  'data-reset': {
    title: '数据连接被复位',
    message: ({ id, by, frame, transfer, failed, more }, f) =>
      sentences(
        by === null || frame === null
          ? `数据连接 ${id} 被复位。`
          : transfer === null
            ? `数据连接 ${id} 在帧 ${frame} 被 ${f.endpoint(by)} 复位。`
            : transfer
              ? `数据连接 ${id} 在帧 ${frame} 被 ${f.endpoint(by)} 复位，当时尚未发送完毕。`
              : `数据连接 ${id} 在帧 ${frame} 被 ${f.endpoint(by)} 复位，当时传输尚未开始。`,
        failedText(failed),
        moreConnections(more, f),
      ),
    cause: () => '程序被终止、放弃了，或者没有读取就关闭了。',
  },
  'data-rejected': {
    title: '通告被服务器拒绝',
    message: ({ mode, announced, reply, failed, more }, f) =>
      sentences(
        announced === null
          ? `服务器拒绝了 ${mode}：${reply === null ? '差错' : replyText(reply)}。`
          : `服务器拒绝了 ${mode}（${f.endpoint(announced)}，帧 ${announced.frame}）：${reply === null ? '差错' : replyText(reply)}。`,
        failedText(failed),
        moreConnections(more, f),
      ),
    cause: ({ behindNat, last, mode }) =>
      behindNat !== null
        ? `${behindNat} 是私有地址，服务器看到的很可能是另一个地址（NAT）。`
        : last
          ? `服务器不认识 ${mode}，或者不支持用于这种地址，而客户端没有再试别的。`
          : null,
    advice: ({ behindNat, last }) =>
      behindNat !== null
        ? '改用被动模式。'
        : last
          ? '在 IPv4 上让客户端退回到 PASV 或 PORT；在 IPv6 上服务器必须支持 EPSV（RFC 2428）。'
          : null,
  },
  'data-never-used': {
    title: '没有连接跟随的通告',
    message: ({ mode, announced, failed, more }, f) =>
      sentences(
        `${mode} 在帧 ${announced.frame} 通告了 ${f.endpoint(announced)}，但本次抓包中没有到它的连接。`,
        failedText(failed),
        moreConnections(more, f),
      ),
    cause: ({ failed, active }) =>
      failed?.reply != null && portInUse(failed.reply.text)
        ? '服务器不能使用自己的端口：这一对端口仍在使用或静默（TIME_WAIT）。'
        : failed?.reply?.code === 425
          ? `抓包的位置可能不在它的分组经过之处。${dropCause(active)}`
          : null,
    advice: ({ failed, active }) =>
      failed?.reply != null && portInUse(failed.reply.text)
        ? '让客户端每次传输使用不同的端口，或者让服务器重用端口 20（SO_REUSEADDR）。'
        : failed?.reply?.code === 425
          ? dropAdvice(active)
          : null,
  },
  'data-not-captured': {
    title: '数据连接不在抓包中',
    message: ({ command, reply, announced, more }, f) =>
      sentences(
        reply === null
          ? `按服务器的应答，${commandText(command)} 有到 ${f.endpoint(announced)} 的数据连接，但它不在本次抓包中。`
          : reply.code >= 400
            ? `${commandText(command)} 有到 ${f.endpoint(announced)} 的数据连接（${replyText(reply)}），但它不在本次抓包中。`
            : `${commandText(command)} 成功了（${replyText(reply)}），但它到 ${f.endpoint(announced)} 的数据连接不在本次抓包中。`,
        moreTransfersNotCaptured(more, f),
      ),
    cause: () => '它被过滤掉了，或者走了别的路径。',
    advice: () => '抓包时不要只过滤端口 21：数据连接使用其他端口。',
  },
  'data-unused': {
    title: '白白打开的数据连接',
    message: ({ id, refused, more }, f) =>
      sentences(
        `数据连接 ${id} 打开后没有传送任何内容就关闭了：没有传输命令跟随。`,
        refused === null
          ? null
          : `${commandText(refused.command)} 得到的应答是 ${refused.code}（帧 ${refused.frame}）。`,
        moreConnections(more, f),
      ),
  },
  'no-data-connection': {
    title: '没有通告的 425',
    message: ({ command, reply, more }, f) =>
      sentences(
        `${commandText(command)} 因为没有数据连接而失败：${replyText(reply)}。`,
        more === 0 ? null : `另有 ${f.count(more)} 次传输结果相同。`,
      ),
    cause: ({ seen }) =>
      seen ? '在它之前没有得到接受的 PORT、PASV、EPRT 或 EPSV。' : '它的通告不在本次抓包中，抓包没有包含全部对话。',
    advice: ({ seen }) => (seen ? null : '从会话开始时抓包。'),
  },
  'hidden-data-connections': {
    title: '加密会话旁边的连接',
    message: ({ session, count, described }, f) => {
      const words = described.map(
        ({ from, to, firstFrame, lastFrame, bytes }) =>
          `${f.endpoint(from)} → ${f.endpoint(to)}（帧 ${firstFrame} 到 ${lastFrame}，${f.bytes(bytes)}）`,
      );
      const list = f.list(
        count > described.length ? [...words, `另有 ${f.count(count - described.length)} 条`] : words,
      );
      return `在会话 ${session} 加密期间，其两台主机之间有 ${f.count(count)} 条连接，很可能是它的数据连接：${list}。它们的通告读不出来。`;
    },
  },
};
