/** `ftp-sniff explain`：它的帮助，以及解释四周的文字。 */
import type { EXPLAIN_HELP as ENGLISH_HELP, EXPLAIN_WORDS as ENGLISH_WORDS } from '../en/explainWords.js';
import type { Like } from '../messages.js';

export const EXPLAIN_HELP: Like<typeof ENGLISH_HELP> = {
  intro: [
    '用法：ftp-sniff explain                    列出主题',
    '      ftp-sniff explain TOPIC              一个词、命令或数的含义',
    '      ftp-sniff explain TOPIC FILE ...     以及它在抓包中的位置',
    '      ftp-sniff explain firewall FILE ...  抓包中的会话所需的防火墙规则',
    '',
    '主题可以是概念（handshake、active、nat）、命令（PORT、get）、应答（226、4yz）、',
    "标志或选项（SYN、mss）、发现的代码、通告（'10,77,0,2,145,247'、'|||50009|'）",
    '或端口。',
  ],
  options: {
    'what-if': '这条规则会破坏什么；可以重复',
    session: '只看这些会话',
  },
  end: [
    '--what-if 的规则：',
    '  drop dport 30000-31000     发往这些端口的 SYN 消失（也可用 sport、from、to）',
    '  reject dport 20            以 RST 响应它们',
    '  no port 20                 即 drop sport 20 和 drop dport 20',
    '  only dport 21              发往其他端口的 SYN 消失',
    '  no inbound client          没有 SYN 能进入客户端（或：server）',
    '  nat-without-helper         客户端的 NAT 不读通告',
    '  server-nat-without-helper  服务器的也不读',
    '',
    '退出码：0 完成，1 无法完成，2 命令行有误或没有这个主题，3 输入有损坏。',
  ],
};

export const EXPLAIN_WORDS: Like<typeof ENGLISH_WORDS> = {
  listTitle: 'ftp-sniff explain TOPIC [FILE]',
  kinds: {
    ideas: '概念',
    flags: '标志',
    options: '选项',
    commands: '命令',
    replies: '应答',
    user: '输入',
    findings: '发现',
  },
  numbers: '数',
  numberForms: '10,77,0,2,145,247  |||50009|  |1|10.0.0.1|50009|  10.0.0.1:50009  4yz  50009',
  source: (rfc) => `出处：${rfc}。`,
  inCapture: (count, sessions, f) => `在本次抓包中：${f.count(count)} 处，在 ${f.count(sessions)} 个会话中`,
  absent: (sessions, f) => `本次抓包中没有：其中的 ${f.count(sessions)} 个会话都是完整的，没有发生过这样的事。`,
  notSeen: (partial, f) => `本次抓包中没有看到，但抓包没有会话 ${f.few(partial.map(String))} 的全部：仍有可能发生过。`,
  damaged: '本次抓包中没有看到，但抓包有损坏或被截断：仍有可能发生过。',
  noSession: '本次抓包中没有 FTP 会话。',
  sessionsLeftOut: (count, f) => `略去 ${f.count(count)} 个会话：用 --session 选择。`,
  notShown: '没有抓包能显示它。',
  more: (count, f) => `... 另有 ${f.count(count)} 处`,
  columns: { session: '会话', frames: '帧', what: '抓包中的内容' },
  first: '其中的第一个：',
};
