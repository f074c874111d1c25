/** 时序图的一行说明了什么。 */

import { escapeText } from '../../bytes/text.js';
import type { Attempt, End, ExplainParams } from '../../model/explain/codes.js';
import { isKnownCode } from '../../model/replyCodes.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { MARKS } from '../shared/marks.js';
import { COMMANDS } from './commands.js';
import { DOUBTS } from './doubts.js';
import { EVIDENCE, sourceWords } from './evidence.js';
import { FIREWALL } from './firewall.js';
import { LADDER } from './ladder.js';
import { ODDITIES } from './oddities.js';
import { portWithRange } from './ports.js';
import { recognised } from './recognised.js';
import { digitsOf, REPLY_CODES } from './replyCodes.js';
import { DIRECTIONS, TYPES } from './report.js';
import { ROLES } from './roles.js';
import { STEPS } from './steps.js';
import { TOPICS } from './topics.js';

const bytesOf = (count: number, f: Format): string => `${f.count(count)} 字节`;

/** 对通告的连接尝试：'通告 ①：420 µs 后由帧 16 尝试连接'。 */
function attempt(verb: string, { number, late, syn }: Attempt, f: Format): string {
  const after = late === null ? '' : `${f.duration(late.ns, late.coarse)} 后`;
  const by = syn === null ? '' : `由帧 ${syn} `;
  return `通告 ${f.announcement(number)}：${after}${by}${verb}`;
}

/** '客户端，端口 45658（注册端口，1024–49151）'。 */
function endWords({ role, place, endpoint, own, ephemeral }: End): string {
  const port = `端口 ${portWithRange(endpoint.port, ephemeral)}`;
  if (own) return `${ROLES[place]}，${port}`;
  return role === 'other-server'
    ? `另一台服务器 ${endpoint.address}，${port}`
    : `${endpoint.address}（不是${ROLES[place]}的地址），${port}`;
}

const CASES = {
  'third-party': '第三方传输（FXP），RFC 959 图 3。',
  unspecified: '服务器不知道自己的地址。',
  unknown: 'NAT、第三方主机，或者设置有误。',
} as const;

const from = (at: number, f: Format): string => (at > 0 ? `（从字节 ${f.count(at)} 起）` : '');
const codeWords = (code: number | null): string => (code === null ? '没有最终应答' : String(code));
const amountOf = (bytes: number, expected: number | null, f: Format): string =>
  expected === null ? bytesOf(bytes, f) : `${bytesOf(expected, f)}中的 ${f.count(bytes)}`;

export const EXPLAIN: Messages<ExplainParams> = {
  ...TOPICS,
  ...FIREWALL,

  announces: ({ by, address, own }) =>
    own || by === 'server'
      ? `${ROLES[by]}通告自己在哪里监听数据连接：地址 ${address}，端口`
      : `${ROLES[by]}通告数据连接应当连到哪里：地址 ${address}，端口`,
  'announced-port': ({ port, arithmetic }) =>
    arithmetic === null
      ? portWithRange(port, true)
      : `${arithmetic.replaceAll('×', ' × ').replaceAll('+', ' + ')} = ${portWithRange(port, true)}`,
  'port-only': () => '229 应答不含地址：地址就是控制连接的地址。',
  'not-own-address': ({ by, own, reason }) => `这不是${ROLES[by]}自己的地址 ${own}：${CASES[reason]}`,
  ephemeral: () => '系统从自己的范围中选取暂时端口（Linux：32768–60999），因此可能落在注册端口的范围内。',
  'opens-to-port': ({ active }) =>
    active ? '主动模式：将由服务器向这个端口打开连接。' : '被动模式：将由客户端向这个端口打开连接。',

  'match-rejected': ({ number, code, frame }, f) =>
    code === null || frame === null
      ? `通告 ${f.announcement(number)}：被服务器拒绝。`
      : `通告 ${f.announcement(number)}：被服务器以 ${code} 拒绝（帧 ${frame}）。`,
  'match-not-captured': ({ number }, f) =>
    `通告 ${f.announcement(number)}：传输成功了，但它的数据连接不在本次抓包中：被过滤掉，或者走了别的路径。`,
  'match-nobody': ({ number }, f) => `通告 ${f.announcement(number)}：在本次抓包中没有谁连接这个端口。`,
  'match-no-answer': (p, f) => `${attempt('尝试连接', p, f)}，但抓包中没有对 SYN 的响应。`,
  'match-unanswered': (p, f) =>
    p.syns === 1
      ? `${attempt('尝试连接', p, f)}，但 SYN 没有得到响应。`
      : `${attempt('尝试连接', p, f)}，但 ${f.duration(p.spanNs)} 内 ${f.count(p.syns)} 个 SYN 没有得到响应。`,
  'match-refused': (p, f) => `${attempt('尝试连接', p, f)}，但 SYN 被 RST 拒绝。`,
  'match-prohibited': (p, f) =>
    `${attempt('尝试连接', p, f)}，但对 SYN 的响应是 ${p.protocol}：${p.text ?? '差错'}（来自 ${p.reporter ?? '未知主机'}）。`,
  'match-unannounced': ({ number, syn }, f) =>
    syn === null
      ? `通告 ${f.announcement(number)}：没有通告；数据由这条连接传送。`
      : `通告 ${f.announcement(number)}：没有通告；数据由帧 ${syn} 打开的这条连接传送。`,
  matched: (p, f) => `${attempt('匹配', p, f)}：`,
  connection: (p, f) => `${f.endpoint(p.from)} → ${f.endpoint(p.to)}`,
  certain: () => '确定',
  likely: () => '很可能',
  inferred: () => '推断',
  because: ({ evidence }, f) =>
    evidence.frames.length === 0
      ? messageOf(EVIDENCE, evidence, f)
      : `${messageOf(EVIDENCE, evidence, f)}（${f.frames(evidence.frames)}）`,
  difference: ({ difference }, f) => messageOf(LADDER, difference, f),
  'from-port': ({ port, usual }) =>
    `服务器用的是端口 ${port}，而不是 ${usual}（控制端口减一：RFC 959 的默认值）；不以 root 运行的服务器通常如此。`,

  command: ({ verb }) => `${verb}：${COMMANDS[verb].summary}。`,
  'unknown-command': ({ verb }) => `${verb} 不在 ftp-sniff 所知的任何命令表中。`,
  source: ({ draft, usedBy }) => (draft === null ? `（没有 RFC：${usedBy} 使用）` : `（${draft}）`),
  'secret-under-tls': () => '在这里它受 TLS 保护，已用会话密钥解密。',
  'secret-in-clear': () => '它以明文传送：任何能抓包的人都能读到。',
  masked: () => '它已被遮盖：--show-passwords 可以显示。',
  telnet: ({ names }) => `它前面有 Telnet 命令：${names}。`,
  'telnet-meaning': () => 'RFC 959 §4.1.3：IP 和 Synch（紧急数据）让忙碌的服务器查看控制连接。',
  oddity: ({ oddity }, f) => `不寻常：${messageOf(ODDITIES, oddity, f)}。`,
  doubt: ({ doubt }, f) => `不确定：${messageOf(DOUBTS, doubt, f)}。`,
  'no-reply': () => '对它的应答不在本次抓包中。',
  answered: ({ replies, ns, coarse }, f) =>
    `应答是 ${replies.map(({ code, frame }) => `${code}（帧 ${frame}）`).join('，然后 ')}，在命令之后 ${f.duration(ns, coarse)}。`,
  directory: ({ path }) => `工作目录：${path}`,
  'reply-code': ({ code }) => `${code}：${isKnownCode(code) ? REPLY_CODES.meaning(code) : '没有特定的含义'}。`,
  'reply-digits': ({ code }) => digitsOf(code),
  'unknown-code': ({ code }) => `${code} 不是 FTP 的应答码。`,
  'reply-text': ({ text }) => text,
  'more-lines': ({ count }, f) => `  ... 另有 ${f.count(count)} 行`,
  answers: ({ command, frame, ns, coarse }, f) => `${f.duration(ns, coarse)} 后对 ${command}（帧 ${frame}）的应答。`,
  greeting: () => '欢迎消息：由服务器先开口。',
  unasked: () => '它不是对任何命令的应答：服务器主动发送。',

  from: (end) => `来自${endWords(end).replace(/^(?=[\d[a-z])/i, ' ')}`,
  to: (end) => `发往${endWords(end).replace(/^(?=[\d[a-z])/i, ' ')}`,
  syn: (p) =>
    p.seq === null
      ? 'SYN 请求打开连接，并给出初始序号。SYN 本身占用一个序号：数据的第一个字节用下一个序号。'
      : `SYN 请求打开连接，并给出初始序号 ${p.seq}。SYN 本身占用一个序号：数据的第一个字节的序号将是 ${p.firstByte}。`,
  'syn-ack': (p) =>
    p.seq === null
      ? 'SYN+ACK 表示接受。它给出另一方向的初始序号，并确认 SYN。'
      : `SYN+ACK 表示接受。它给出另一方向的初始序号 ${p.seq}，并确认 SYN：期望的下一个字节是 ${p.ack}。`,
  ack: () => 'ACK 确认对方的 SYN。从此连接在两个方向上都已打开。',
  'pure-ack': () =>
    '没有数据的 ACK：它的发送方确认了确认号之前的所有字节，并用窗口说明还能接收多少。它不占用序号，本身也不被确认。',
  numbers: ({ seq, ack, details }) =>
    ack === null || details.ack === null
      ? `序号 ${details.seq}（首部中为 ${seq}）`
      : `序号 ${details.seq}，确认号 ${details.ack}（首部中为 ${seq} 和 ${ack}）`,
  window: ({ raw, bytes }, f) =>
    raw === bytes
      ? `窗口 ${bytesOf(bytes, f)}`
      : `窗口 ${bytesOf(bytes, f)}：首部中为 ${f.count(raw)}，乘以 ${f.count(bytes / raw)}`,
  'syn-options': ({ mss, windowScale, sackPermitted, timestamps }, f) => {
    const parts = [
      mss === null ? '没有 MSS' : `MSS ${mss} 字节`,
      windowScale === null ? '没有窗口扩大' : `窗口扩大 ${windowScale}（×${2 ** windowScale}）`,
      sackPermitted ? '允许 SACK' : '没有 SACK',
      timestamps ? '时间戳' : '没有时间戳',
    ];
    return `选项：${f.list(parts)}`;
  },
  'sent-again': ({ waitedNs }, f) =>
    waitedNs === null
      ? '它以前发送过：没有及时得到响应，于是发送方重传。每次等待的时间更长（RFC 6298 §5.5）；较新的 Linux 头几次重传的间隔相等。'
      : `它以前发送过：没有及时得到响应，于是发送方重传（这里等了 ${f.duration(waitedNs)}）。每次等待的时间更长（RFC 6298 §5.5）；较新的 Linux 头几次重传的间隔相等。`,
  'opens-from': ({ port, usual, own }) => {
    const rule = `RFC 959 §3.2 和 §5.2：服务器从它的默认数据端口打开数据连接，即控制连接端口减一（L−1 = ${usual}）。`;
    if (port === usual) return `${rule}这里正是如此。`;
    return `${rule}这里并非如此：它来自端口 ${port}，${own ? '不以 root 运行的服务器都这样' : '这可能是途中的 NAT 改写的'}。`;
  },
  'listens-on': ({ server }, f) =>
    `服务器在 ${f.endpoint(server)} 监听；客户端的端口是暂时端口：由其系统只为这条连接选定。`,
  data: ({ segments, bytes, acks }, f) =>
    segments === 1 && acks === 0
      ? `一个带数据的报文段：${bytesOf(bytes, f)}是以前没有看到的。`
      : `${f.count(segments)} 个带数据的报文段，共 ${bytesOf(bytes, f)}（每个字节只计一次），以及对方的 ${f.count(acks)} 个 ACK。`,
  lasting: ({ ns, coarse }, f) => `历时 ${f.duration(ns, coarse)}`,
  'segments-repeat': ({ count }, f) =>
    `${f.count(count)} 个报文段重复了以前发送过的内容：它或者对它的 ACK 在途中丢失，或者到得太晚。`,
  encrypted: ({ startedBy }) => `控制连接已加密（${startedBy}）：看不到说了什么，只看得到有多少。`,
  'no-line': () => '在控制连接上；这些报文段中没有结束完整的 FTP 行。',
  'rst-refuses': () => '回答是 RST 而不是 SYN+ACK：没有谁在这个端口监听，或者防火墙拒绝了它。',
  rst: () => 'RST 立即在两个方向上结束连接；途中的数据会丢失。',
  'rst-harmless': () => '在此之前一切都已发送并得到确认：它在这里没有危害。',
  fin: () => 'FIN：发送方没有更多数据。它只关闭一个方向（半关闭）；另一方仍然可以发送。FIN 占用一个序号。',
  'fin-second': ({ first, together }) => {
    const acknowledges = together ? `它的 ACK 确认了帧 ${first} 的 FIN。` : '';
    return `对方的 FIN：它也没有更多数据要发送。${acknowledges}`;
  },
  'end-of-file': () => '在流模式下，数据连接的结束就是文件的结束（RFC 959 §3.4.1）。',
  'fin-again': () => '它以前发送过，不得不重传。',
  'fin-unacknowledged': () => '对它的确认不在本次抓包中。',
  'fin-acknowledged': ({ frame }) => `由帧 ${frame} 确认。`,
  'fin-closes': ({ frame }) => `由帧 ${frame} 确认：至此两个方向都已关闭。`,
  'ack-of-fin': ({ frame }) => (frame === null ? '对对方 FIN 的 ACK。' : `对对方 FIN（帧 ${frame}）的 ACK。`),
  'fin-missing': ({ ackFrame }) => `另一个 FIN 不在本次抓包中，但帧 ${ackFrame} 确认了它。`,
  'both-closed': () => '现在两个方向都已关闭：连接结束。',
  gap: ({ bytes }, f) =>
    `本次抓包缺失 ${bytesOf(bytes, f)}：后面的报文段或 ACK 证明它们发送过，但抓包中没有。接收方很可能已经收到。`,
  'keep-alive': () => '保活（RFC 9293 §3.8.4）：用来询问对方是否还在的报文段。',
  'zero-window': () => '窗口为 0（RFC 9293 §3.8.6.1）：接收方没有空间了，让发送方停下，直到它读走一些。',
  'window-probe': () => '对方关闭了窗口；发送方不时询问是否又有了空间。',
  'icmp-error': ({ protocol, text, reporter }) =>
    `${protocol} 差错：${text ?? '不可达'}，由 ${reporter ?? '未知主机'} 发送。`,
  filtered: () => '途中的过滤器禁止这条连接，并且告知了这一点。',
  undeliverable: () => '途中的路由器或主机无法投递这个报文段。',

  'control-connection': () => '控制连接以文本行传送命令和应答。它在整个会话期间保持打开；文件通过各自的数据连接传送。',
  client: ({ endpoint }, f) => `客户端 ${f.endpoint(endpoint)}`,
  server: ({ endpoint }, f) => `服务器 ${f.endpoint(endpoint)}`,
  counts: ({ exchanges, dataConnections, recognisedBy }, f) =>
    `${f.count(exchanges)} 次交互，${f.count(dataConnections)} 条数据连接。${recognised(recognisedBy)}识别。`,
  'data-connection': ({ active }) =>
    active
      ? '主动模式的数据连接：客户端监听，服务器连接。它传送一个文件或一个列表，然后关闭。'
      : '被动模式的数据连接：服务器监听，客户端连接。它传送一个文件或一个列表，然后关闭。',
  'tls-begins': ({ startedBy, frame }) => `从这里起 TLS 保护控制连接（${startedBy}，帧 ${frame}）。`,
  'tls-hides': () => '命令、应答、名称和通告的端口都读不到了。地址、端口、时间和长度仍然看得到。',
  'clear-again': () => 'CCC 结束了控制连接上的 TLS：命令和应答又可以读到。密码在此之前已经发送。',
  'tls-client-hello': ({ serverName, suites }, f) =>
    serverName === null
      ? `ClientHello 开始 TLS：客户端提出它支持的版本和 ${f.count(suites)} 个密码套件。`
      : `ClientHello 开始与 ${escapeText(serverName)} 的 TLS：客户端提出它支持的版本和 ${f.count(suites)} 个密码套件。`,
  'tls-offers-resumption': () => '它提出恢复以前的会话：这样省去一次往返，也证明是同一个客户端。',
  'tls-server-hello': ({ version, suite }) => `ServerHello 选定 ${version} 和 ${suite}。`,
  'tls-resumption': ({ resumption }) =>
    resumption === 'full'
      ? '这是完整的握手：没有恢复会话。'
      : resumption === 'session-id'
        ? '按会话标识恢复了以前连接的会话。'
        : resumption === 'ticket'
          ? '按会话票据恢复了以前连接的会话。'
          : '按预共享密钥恢复了以前连接的会话。',
  'tls-certificate': ({ subject, issuer, selfSigned, chain }, f) =>
    selfSigned
      ? `Certificate：${escapeText(subject)}，用它自己的密钥签名。`
      : `Certificate：${escapeText(subject)}，由 ${escapeText(issuer)} 签名（共 ${f.count(chain)} 个证书）。`,
  'tls-certificate-hidden': () => 'TLS 1.3 把证书也加密：没有密钥就看不到它。',
  'tls-finished': () => 'Finished 结束这一方的握手：此后它发送的都是加密的。',
  'tls-close-notify': () => 'close_notify 表示这一方不再发送：收到它的一方知道没有内容被截断。',
  'tls-alert': ({ name }) =>
    name === null ? '一个加密的告警：在连接末尾多半是 close_notify，在此之前则是错误。' : `告警 ${name}。`,
  'end-missing': () => '抓包到此为止，或者连接仍然打开：看不到它怎样结束。',

  'no-data-connection': () => '不知道这次传输的数据连接。',
  transfer: ({ direction, number }, f) => `${DIRECTIONS[direction]}，经数据连接 ${f.announcement(number)}：`,
  path: ({ path }) => path,
  'transfer-complete': (p, f) => {
    const how = p.wrapper === 'TLS' ? '加密，TLS' : p.wrapper === 'MODE Z' ? '压缩，MODE Z' : `${p.wrapper}`;
    const wire = p.travelled === null ? '' : `传送了 ${bytesOf(p.travelled, f)}（${how}）；`;
    return `完整，${bytesOf(p.bytes, f)}${from(p.from, f)}（${wire}${codeWords(p.code)}）`;
  },
  'transfer-truncated': (p, f) =>
    p.expected === null
      ? `在 ${bytesOf(p.bytes, f)}之后截断${from(p.from, f)}（${codeWords(p.code)}）`
      : `截断：${amountOf(p.bytes, p.expected, f)}${from(p.from, f)}（${codeWords(p.code)}）`,
  'transfer-refused': ({ code }) =>
    code !== null && code < 500 ? `失败（${code}），什么也没有传输` : `被拒绝（${codeWords(code)}），什么也没有传输`,
  'transfer-running': (p, f) => `目前已传输 ${amountOf(p.bytes, p.expected, f)}${from(p.from, f)}`,
  'transfer-cut-off': (p, f) =>
    `本次抓包中有 ${amountOf(p.bytes, p.expected, f)}${from(p.from, f)}，抓包在传输途中结束（${codeWords(p.code)}）`,
  'transfer-unknown': (p, f) =>
    `看到 ${amountOf(p.bytes, p.expected, f)}${from(p.from, f)}；是否就是全部，不得而知（${codeWords(p.code)}）`,
  bytes: ({ bytes }, f) => `${bytesOf(bytes, f)} = ${f.bytes(bytes)}`,
  type: ({ type }) => `TYPE ${type}：${TYPES[type]}`,
  mode: ({ mode }) => `MODE ${mode}：传送的不是文件本身的字节`,
  restart: ({ at }) => `REST ${at}：传输从文件的这个字节开始`,
  expected: ({ bytes, source }, f) =>
    source === null ? `按对话应有 ${bytesOf(bytes, f)}` : `按 ${sourceWords(source, f)}应有 ${bytesOf(bytes, f)}`,
  'bytes-missing': ({ bytes }, f) => `其中 ${bytesOf(bytes, f)}不在本次抓包中`,
  duration: ({ ns, coarse, bytesPerSecond }, f) =>
    bytesPerSecond === null
      ? `从第一个字节到最后一个字节 ${f.duration(ns, coarse)}`
      : `从第一个字节到最后一个字节 ${f.duration(ns, coarse)}，${f.rate(bytesPerSecond)}`,
  sha256: ({ hash }) => `sha256 ${hash}`,

  place: ({ number, active, reports }) => {
    const step =
      reports === 'failed'
        ? `十步中的第 ${number} 步失败`
        : reports === 'done'
          ? `十步中的第 ${number} 步之后`
          : `十步中的第 ${number} 步`;
    return active === null ? step : active ? `主动模式：${step}` : `被动模式：${step}`;
  },
  step: ({ number, title, reports }, f) => {
    const words = messageOf(STEPS, title, f);
    if (reports === 'failed') return `十步中的第 ${number} 步失败（${words}）；这是服务器对它的报告。`;
    if (reports === 'done') return `十步中的第 ${number} 步（${words}）之后：服务器报告结果。`;
    return `十步中的第 ${number} 步：${words}。`;
  },
  'step-row': ({ step: { number, title, state, note, frames }, since }, f) => {
    const words = messageOf(STEPS, title, f);
    const what = note === null ? words : `${words}：${messageOf(STEPS, note, f)}`;
    const when = since === null ? '' : `，${f.step(since.ns, since.coarse)}`;
    const where = frames.length === 0 ? '' : `（${f.frames(frames)}${when}）`;
    return `${String(number).padStart(2)} ${MARKS.steps[state]} ${what}${where}`;
  },
  steps: ({ states }) => `步骤 ${states.map((state, i) => `${i + 1} ${MARKS.steps[state]}`).join('  ')}`,
  'step-trouble': ({ step }, f) => messageOf(STEPS, step, f),
};
