/** `ftp-sniff compare`：标签，两边各是什么，意味着什么，以及它的帮助。 */

import type { Outcome, Verdict } from '../../ftp/protocol/session.js';
import type { As, CompareParams, LabelName, PacketKind, Which } from '../../model/compare/codes.js';
import type { COMPARE_HELP as ENGLISH_HELP, COMPARE_WORDS as ENGLISH_WORDS } from '../en/comparison.js';
import type { Format } from '../format.js';
import { type FindingMessage, type Like, type Messages, messageOf } from '../messages.js';
import { MARKS } from '../shared/marks.js';
import { FINDINGS } from './findings.js';
import { FIREWALL } from './firewall.js';
import { portWithRange } from './ports.js';
import { ROLES } from './roles.js';
import { STEPS } from './steps.js';

const LABELS: Readonly<Record<LabelName, string>> = {
  client: '客户端',
  server: '服务器',
  sessions: '会话',
  user: '用户',
  login: '登录',
  modes: '模式',
  connections: '数据连接',
  opener: '发送 SYN 者',
  'source-port': '源端口',
  'listening-port': '目的端口',
  'firewall-client': '客户端防火墙',
  'firewall-server': '服务器防火墙',
  control: '控制连接',
  greeting: '欢迎消息',
  command: '命令',
  announcement: '通告',
  data: '数据',
  transfer: '传输',
  'ttl-to-server': '客户端的 TTL',
  'ttl-to-client': '服务器的 TTL',
  packets: '分组',
  end: '结束',
};

const THESE: Readonly<Record<PacketKind, string>> = {
  syn: 'SYN',
  'syn-ack': 'SYN+ACK',
  fin: 'FIN',
  rst: 'RST',
  data: '数据',
};

const packetsOf = (kind: PacketKind, count: number, f: Format): string =>
  kind === 'data' ? `${f.count(count)} 个数据报文段` : `${f.count(count)} 个 ${THESE[kind]}`;

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  ok: '打开并正常关闭',
  rejected: '被服务器拒绝',
  'never-used': '无人连接',
  'not-captured': '不在本次抓包中',
  unanswered: 'SYN 没有响应',
  refused: '对 SYN 的响应是 RST',
  prohibited: '被 ICMP 禁止',
  reset: '被 RST 中断',
  incomplete: '末尾不在本次抓包中',
};

const VERDICTS: Readonly<Record<Verdict, string>> = {
  complete: '完整',
  truncated: '截断',
  refused: '被拒绝',
  unknown: '不知是否完整',
};

const WHICH: Readonly<Record<Which, string>> = { a: 'A', b: 'B' };
const KINDS: Readonly<Record<As, string>> = {
  modes: '主动模式对被动模式',
  nat: '同一路径上的两处，按初始序号配对',
  good: '逐步比较',
  key: '学生（A）对教师（B）',
};

/** 散列值中足以一眼区分两个文件的部分；JSON 中有全部。 */
const HASH_DIGITS = 8;

export const COMPARISON: Messages<CompareParams> = {
  label: ({ name, of }) => (of === null ? LABELS[name] : `${LABELS[name]} ${of}`),
  'label-step': ({ number }) => `第 ${number} 步`,

  endpoint: (endpoint, f) => f.endpoint(endpoint),
  number: ({ value }, f) => f.count(value),
  text: ({ text }) => text,
  logged: (p) => (p.in === true ? '已登录' : p.in === false ? '未登录' : '是否登录未知'),
  'mode-list': ({ modes }) => modes.join(' '),
  port: ({ port, ephemeral }) => portWithRange(port, ephemeral),
  role: ({ role }) => ROLES[role],
  'let-in': ({ rules }, f) =>
    rules.length === 0
      ? '不需要允许任何内容进入'
      : rules.map((rule) => FIREWALL['firewall-rule']({ rule }, f, [])).join('；'),
  ttl: ({ ttl }) => String(ttl),
  step: ({ title, state, note }, f) => {
    const words = `${MARKS.steps[state]} ${messageOf(STEPS, title, f)}`;
    return note === null ? words : `${words}：${messageOf(STEPS, note, f)}`;
  },
  handshake: ({ done }) => (done ? 'SYN、SYN+ACK、ACK' : '握手不完整'),
  exchange: ({ line, code }) => {
    const reply = code === null ? '没有最终应答' : String(code);
    return line === null ? reply : `${line} → ${reply}`;
  },
  announced: ({ text, endpoint }, f) => `${text}（${f.endpoint(endpoint)}）`,
  data: ({ mode, opener, outcome }) =>
    opener === null ? `${mode}：${OUTCOMES[outcome]}` : `${mode}，${ROLES[opener]}发送 SYN：${OUTCOMES[outcome]}`,
  transfer: ({ line, bytes, verdict, code, sha256 }, f) => {
    const hash = sha256 === null || bytes === 0 ? '' : `，sha256 ${sha256.slice(0, HASH_DIGITS)}…`;
    return `${line}：${VERDICTS[verdict]}，${f.count(bytes)} 字节${hash}（${code ?? '没有最终应答'}）`;
  },
  'data-endpoints': ({ from, to }, f) => `${f.endpoint(from)} → ${f.endpoint(to)}`,
  packets: ({ kind, count, bytes }, f) =>
    kind === 'data' ? `${packetsOf(kind, count, f)}，${f.count(bytes)} 字节` : packetsOf(kind, count, f),
  end: ({ by, how }) =>
    how === 'none'
      ? '在本次抓包中没有关闭'
      : by === null
        ? how.toUpperCase()
        : `${how.toUpperCase()}，由${ROLES[by]}先发送`,

  rewritten: ({ address, port, shift }, f) => {
    const what = address && port ? '地址和端口' : address ? '地址' : '端口';
    return shift === 0
      ? `地址转换设备改写了${what}，长度不变`
      : `地址转换设备改写了${what}：在 B 中${shift > 0 ? '长' : '短'} ${f.count(Math.abs(shift))} 字节，该方向此后的序号都平移这么多`;
  },
  'announced-unchanged': ({ address }) => `原样通过，而首部被改写：${address} 只在一侧有效（没有 FTP 助手）`,
  hops: ({ count, nearer }, f) => `A 与 B 之间有 ${f.count(count)} 个路由器；${WHICH[nearer]} 离发送方较近`,
  lost: ({ kind, bytes, way }, f, frames) => {
    const what = kind === 'data' ? `${f.count(bytes)} 字节数据` : ` ${THESE[kind]}`;
    return way === 'out'
      ? `${f.frames(frames)} 的${what}离开了内部，却没有到达外部`
      : `${f.frames(frames)} 的${what}从外部来，却没有进入内部`;
  },
  'lost-open': ({ kind }, f, frames) => `${f.frames(frames)} 的 ${THESE[kind]}：另一次抓包中没有，但不能证明它丢失了`,

  'compared-as': ({ as, chosen }) => (chosen ? `${KINDS[as]}（--as 另选方式）` : KINDS[as]),
  inside: ({ which, by }) =>
    by === 'address'
      ? `${WHICH[which]} 是内侧：它的地址是私有地址。`
      : `${WHICH[which]} 是内侧：它的分组经过的跳数较少。`,
  'inside-unknown': () => '不知道哪一侧是内侧：地址和 TTL 都没有不同。',
  clock: ({ ns }, f) =>
    Math.abs(ns) < 1000
      ? '两边的时钟一致。'
      : `B 的时钟比 A 的${ns > 0 ? '快' : '慢'} ${f.duration(Math.abs(ns))}，包括其间路径的时间。`,
  'first-differs': ({ line }) => `第 ${line} 行是第一处不同。`,
  'first-failure': ({ line, which }, f, frames) => {
    const where = frames.length === 0 ? '' : `（${f.frames(frames)}）`;
    return `第 ${line} 行是 ${WHICH[which]} 失败而另一边没有失败的第一行${where}；其后发生的列在下面。`;
  },
  'all-same': ({ lines }, f) => `${f.count(lines)} 行全部相同。`,
  alike: ({ lines }, f) => `≈ 标出 ${f.count(lines)} 行：种类相同，但地址、端口或数量不同。`,
  'share-same': ({ same, lines }, f) => `${f.count(lines)} 行中有 ${f.count(same)} 行相同。`,
  'only-trouble': ({ which, finding }, f, frames) => {
    const { message } = FINDINGS[finding.code] as FindingMessage<unknown>;
    return `只在 ${WHICH[which]} 中：${message(finding.params, f, frames)}`;
  },
  'no-session': ({ which }) => `${WHICH[which]} 中没有 FTP 会话。`,
  'no-pair': () => 'A 中没有控制连接与 B 中的初始序号相同：它们是不同的会话，或者途中的设备改写了序号。',
  'no-modes': ({ which, active }) => `${WHICH[which]} 中没有${active ? '主动' : '被动'}模式的数据连接。`,
  'sessions-left-out': ({ which, count }, f) => `略去 ${WHICH[which]} 的 ${f.count(count)} 个会话。`,
  'lines-left-out': ({ count }, f) => `略去 ${f.count(count)} 行。`,
};

export const COMPARE_WORDS: Like<typeof ENGLISH_WORDS> = {
  title: (a, b) => `${a} 与 ${b} 的比较`,
  columns: { line: '行', what: '内容', frames: '帧', meaning: '含义' },
  states: { same: '相同', differs: '不同', 'only-a': '只有 A', 'only-b': '只有 B' },
  alike: '同类',
  equal: '没有不同。',
  position: (at, lines, differing, f) => `第 ${f.count(at)} 行，共 ${f.count(lines)} 行，${f.count(differing)} 行不同`,
  keys: '↑ ↓ 行   n p 下一处、上一处不同   ? 按键和符号   q 离开',
  keysOfHelp: '↑ ↓ 滚动   ? 或 Esc 回到各行   q 离开',
  help: {
    keys: '按键',
    list: {
      '↑ ↓, k j': '上一行、下一行；滚轮也可以',
      'n, p': '下一处、上一处不同的行',
      'Space, PgDn; PgUp': '往后几行；往前几行',
      'Home, g; End, G': '第一行；最后一行',
      '. ,': '结论放不下时滚动它',
      '?, F1': '打开本页，再按返回',
      'q, Esc': '离开',
    },
    marks: '符号',
    meanings: {
      '=': '两边相同',
      '≈': '种类相同，但地址、端口或数量不同',
      '≠': '不同',
      '<': '只有 A 有',
      '>': '只有 B 有',
      '[12 14]': '所在的帧，各按自己的抓包编号',
    },
    as: '比较的方式',
  },
};

export const COMPARE_HELP: Like<typeof ENGLISH_HELP> = {
  intro: [
    '用法：ftp-sniff compare [选项] A B',
    '',
    '把两次抓包并排比较，每步一行：= 相同，≈ 种类相同（端口或数量不同），≠ 不同，',
    '< 只有 A，> 只有 B。没有 --as 时选择适合它们的方式。',
  ],
  options: {
    as: '比较的方式；见下',
    format: 'text、json 或 html',
    output: '写到 FILE',
  },
  end: [
    'modes  谁发送哪个 SYN，端口的类别，哪个防火墙必须在哪里开放',
    'nat    A 和 B 是同一路径上的两处：改写了什么，丢失了什么',
    'good   逐步比较：第一个不同的步骤，以及其后发生的',
    'key    学生（A）对教师（B）：做了什么，不论怎样做',
    '',
    '退出码：0 相同，4 不同，1 无法完成，2 命令行有误，3 输入有损坏。',
  ],
};
