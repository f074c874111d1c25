/** 为什么这条连接就是通告的那一条，结论依据什么。 */
import { escapeText } from '../../bytes/text.js';
import type { EvidenceParams, SizeSource } from '../../ftp/codes.js';
import type { Format } from '../format.js';
import type { Messages } from '../messages.js';
import { HASH_LABELS } from '../shared/hashLabels.js';
import { hexByte } from '../shared/numbers.js';
import { ROLES } from './roles.js';

const opener = (syn: boolean): string => (syn ? 'SYN ' : '连接');
const bytesOf = (count: number, f: Format): string => `${f.count(count)} 字节`;

/** 'SIZE（帧 31）'。 */
export const sourceWords = ({ by, frame }: SizeSource, f: Format): string => `${by}（${f.frames([frame])}）`;

const MODE_NAMES: Readonly<Record<EvidenceParams['end-not-marked']['mode'], string>> = {
  S: '流',
  B: '块',
  C: '压缩',
  Z: 'deflate ',
};

export const EVIDENCE: Messages<EvidenceParams> = {
  // 连接凭什么匹配
  'announcement-cut': ({ announcer, ports }) =>
    ports === null
      ? `${ROLES[announcer]}的通告的末尾不在本次抓包中；这是两台主机之间的下一条连接`
      : `${ROLES[announcer]}的通告的末尾不在本次抓包中（由开头可知端口在 ${ports.from}–${ports.to} 之间）；这是两台主机之间的下一条连接`,
  'to-announced': ({ announcer, address, port, syn }) =>
    `${ROLES[announcer]}通告了地址 ${address} 端口 ${port}；${opener(syn)}发往所通告的端点`,
  'to-announcer': ({ announcer, address, port, usedPort, syn }) =>
    `${ROLES[announcer]}通告了地址 ${address} 端口 ${port}；${opener(syn)}发往${ROLES[announcer]}自己地址的端口 ${usedPort}`,
  'announced-address-unused': ({ announcer, announced, used }) =>
    `通告的地址 ${announced} 并没有使用：${used} 是${ROLES[announcer]}在控制连接上的地址`,
  'from-peer': ({ connector, syn }) => `${opener(syn)}来自${ROLES[connector]}，与预期相符`,
  'from-partner': ({ address, session, syn }) =>
    `${opener(syn)}来自 ${address}，会话 ${session} 让它发起连接：第三方传输（RFC 959 图 3）`,
  'from-stranger': ({ address, connector, connectorAddress, syn }) =>
    `${opener(syn)}来自 ${address}，而不是来自${ROLES[connector]}（${connectorAddress}）`,
  'before-announcement': () => '在抓包中，这条连接先于它的通告出现',
  'through-proxy': ({ kind, address, port }) =>
    `客户端向代理（${kind}）请求连接 ${escapeText(address)} 端口 ${port}，那正是所通告的`,
  'endpoint-again': ({ id }) => `没有新的通告：服务器再次使用了 ${id} 的端点`,
  'earlier-attempt': ({ address, port }) => `更早的一条到所通告端点（${address} 端口 ${port}）的连接并不是它`,
  'default-port': ({ port }) => `服务器从端口 ${port} 连接到客户端的控制端口；没有通告时就应如此（RFC 959 §3.3）`,
  'only-fit': ({ verb, again, size }, f) => {
    const found = `在时间和方向上与 ${verb} 相符的，两台主机之间只有这条连接`;
    const fits = size === null ? '' : `，而且它的 ${size.bytes} 字节与 ${sourceWords(size, f)} 报告的相同`;
    return again === null
      ? `它的通告不在本次抓包中：${found}${fits}`
      : `没有新的通告，再次使用了 ${again} 的端点：${found}${fits}`;
  },
  'only-fit-without-command': () => '它的通告和命令都不在本次抓包中：在服务器说到传输期间，两台主机之间只有这条连接',
  // 为什么没有
  rejected: ({ code }) => `服务器以 ${code} 拒绝了它`,
  'not-in-capture': () => '它的连接不在本次抓包中',
  'nobody-connected': () => '在本次抓包中没有谁来连接',
  unanswered: ({ syns, spanNs }, f) => {
    if (spanNs === null && syns === 1) return 'SYN 没有得到响应';
    const counted = `${f.count(syns)} 个 SYN`;
    return spanNs === null ? `${counted} 都没有得到响应` : `${f.duration(spanNs)} 内 ${counted} 没有得到响应`;
  },
  'answered-by-rst': () => '对 SYN 的响应是 RST',
  'answered-by-icmp': ({ protocol, error }) => `对 SYN 的响应是 ${protocol}：${error ?? '差错'}`,
  // 传输怎样结束
  'no-final-reply': () => '没有看到最终应答',
  'server-refused': ({ code }) => `服务器拒绝了它（${code}）`,
  'server-failed': ({ code }) => `服务器报告传输被截断或失败（${code}）`,
  'server-succeeded': ({ code }) => `服务器报告成功（${code}）`,
  'no-data-connection': () => '没有看到数据连接',
  'sender-closed': () => '发送方关闭了数据连接（FIN）',
  'sender-closed-acknowledged': () => '发送方关闭了数据连接，并得到确认',
  'sender-reset': () => '发送方复位了数据连接',
  'receiver-reset': () => '接收方复位了数据连接',
  'fin-not-captured': () => '发送方的 FIN 不在本次抓包中，但接收方确认了它',
  'end-not-captured': () => '数据连接的末尾不在本次抓包中',
  // 所报告的大小
  'size-same': ({ source, bytes }, f) => `${sourceWords(source, f)} 报告 ${bytesOf(bytes, f)}：收到的正是这么多`,
  'size-of-text': ({ source, bytes, came, pairs }, f) =>
    `${sourceWords(source, f)} 报告 ${bytesOf(bytes, f)}：收到 ${bytesOf(came, f)}，多出的 ${f.count(came - bytes)} 个可以是 ${f.count(pairs)} 个行尾的 CR（TYPE A）`,
  'size-of-whole': ({ source, bytes, came, restart }, f) =>
    `${sourceWords(source, f)} 报告整个文件 ${bytesOf(bytes, f)}：从字节 ${f.count(restart)} 起（REST）收到 ${bytesOf(came, f)}`,
  'restart-ignored': ({ source, bytes, came, restart }, f) =>
    `REST ${restart} 之后服务器发送了整个文件：按 ${sourceWords(source, f)}，从那里起还有 ${bytesOf(bytes, f)}，实际收到 ${f.count(came)}`,
  'size-larger-than-text': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} 报告 ${bytesOf(bytes, f)}：收到 ${bytesOf(came, f)}，在 TYPE A 下这可能已是全部（存储的文件大小是另一个数）`,
  'size-larger': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} 报告 ${bytesOf(bytes, f)}，但只收到 ${bytesOf(came, f)}`,
  'size-larger-than-captured': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} 报告 ${bytesOf(bytes, f)}，但本次抓包中只有 ${bytesOf(came, f)}`,
  'size-smaller': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} 报告 ${bytesOf(bytes, f)}，但收到 ${bytesOf(came, f)}`,
  'bytes-missing': ({ bytes }, f) => `经过的字节中有 ${f.count(bytes)} 个不在本次抓包中；接收方可能已经收到`,
  'packets-lost-meanwhile': ({ packets }, f) =>
    packets === null
      ? '传输期间抓包丢失了分组，数目不明：其中可能有属于它的'
      : `传输期间抓包最多丢失了 ${f.count(packets)} 个分组：其中可能有属于它的`,
  // 数据以什么形式传送
  'deflate-ended': () => '压缩数据正常结束，校验和正确',
  'end-marked': () => '数据中标明了文件的末尾',
  'end-not-marked': ({ mode }) => `在${MODE_NAMES[mode]}模式下，数据没有标明文件的末尾`,
  'bytes-after-end': ({ bytes }, f) => `文件末尾之后还有 ${bytesOf(bytes, f)}`,
  'block-header-missing': () => '在块模式下，缺失一个块的首部：其后的内容无法解读',
  'not-blocks': ({ header }) => `在块模式下，数据不是块：有一个首部以 0x${hexByte(header)} 开头`,
  'string-start-missing': () => '在压缩模式下，缺失一个串的开头：其后的内容无法解读',
  'not-compressed': ({ descriptor }) => `数据不是压缩模式的：转义之后是 0x${hexByte(descriptor)}`,
  'deflate-bytes-missing': () => '在 deflate 模式下有字节缺失：其后的内容无法解读',
  'not-zlib': ({ why }) =>
    why === '' ? '在 deflate 模式下，数据不是 zlib：内容讲不通' : `在 deflate 模式下，数据不是 zlib：${why}`,
  'inflates-too-much': ({ ratio }) => `在 deflate 模式下，解压后数据增大超过 ${ratio} 倍；其余部分保持原样`,
  'page-header-missing': () => '在页结构下，缺失一个页的首部：其后的内容无法解读',
  'not-pages': () => '数据不是页：有一个首部短于 4 字节，或类型未知',
  'not-records': ({ code }) => `数据不是记录：FF 之后是 0x${hexByte(code)}`,
  // 加密的会话：凭长度和时间
  'keyless-passive-length': ({ bytes, port }, f) =>
    `它之前的应答有 ${bytesOf(bytes, f)}，正与通告端口 ${port} 的应答一样长`,
  'keyless-passive-command': ({ bytes }, f) => `那个应答之前的命令有 ${bytesOf(bytes, f)}，与 PASV 和 EPSV 一样长`,
  'keyless-active-length': ({ bytes, port }, f) =>
    `它之前的一条命令有 ${bytesOf(bytes, f)}，正与通告端口 ${port} 的命令一样长`,
  'keyless-data-port': ({ port }) => `它来自端口 ${port}，即服务器的数据端口（RFC 959 §3.2）`,
  'keyless-at-once': ({ afterNs }, f) => `它在那之后 ${f.duration(afterNs)} 打开`,
  'keyless-reply-at-end': () => '连接结束时服务器发送了一个应答',
  'keyless-session-id': () => '它凭会话标识恢复了控制连接的 TLS 会话',
  'keyless-ticket': () => '它凭控制连接上签发的票据恢复了 TLS 会话',
  'keyless-psk': () => '它恢复 TLS 会话所用的票据，与控制连接得到的票据一样长',
  'keyless-certificate': () => '服务器出示的证书与控制连接的相同',
  'keyless-client': () => '客户端给出的密码套件及次序与控制连接上的相同',
  'keyless-content': ({ from, min, max }, f) =>
    min === max
      ? `${ROLES[from]}的记录中有 ${bytesOf(max, f)}内容`
      : `${ROLES[from]}的记录中有 ${f.count(min)} 到 ${bytesOf(max, f)}内容`,
  'keyless-closed': ({ from }) => `${ROLES[from]}的最后一个记录，长度与关闭告警（close_notify）相同`,
  'keyless-replies': ({ count, after }, f) =>
    `服务器发送了 ${f.count(count)} 个应答，其中 ${f.count(after)} 个在数据之后`,
  'keyless-success': ({ bytes, p }, f) => `最后一个应答有 ${bytesOf(bytes, f)}，很可能表示成功（${p.toFixed(2)}）`,
  'keyless-failure': ({ bytes, p }, f) => `最后一个应答有 ${bytesOf(bytes, f)}，很可能表示失败（${p.toFixed(2)}）`,
  'keyless-command-length': ({ bytes }, f) => `该命令有 ${bytesOf(bytes, f)}`,
  'keyless-reply-lengths': ({ bytes, family }, f) => {
    const lengths = f.list(bytes.map(String));
    return family === null ? `它的应答长 ${lengths} 字节` : `它的应答长 ${lengths} 字节，与 ${family} 的应答相同`;
  },
  'keyless-together': ({ commands, bytes }, f) =>
    `一条 ${bytesOf(bytes, f)} 的记录很可能含有一起发出的 ${f.count(commands)} 条命令`,
  'keyless-order': ({ before }) => `它跟在很可能是 ${before} 的命令之后`,
  // 所报告的散列值
  'hash-not-compared': ({ verb, name, hex }) =>
    `${verb} 报告 ${HASH_LABELS[name]} ${hex}，没有比较：--hash ${name} 会比较`,
  'hash-same': ({ verb, name, hex }) => `${verb} 报告的正是所抓字节的 ${HASH_LABELS[name]}：${hex}`,
  'hash-differs': ({ verb, name, hex, own }) => `${verb} 报告 ${HASH_LABELS[name]} ${hex}，但所抓字节的是 ${own}`,
};
