/** Names of what `explain` knows: ideas, TCP flags and options, and what users type in a client. */
import type { Verb } from '../../ftp/protocol/commands.js';

/** Ideas, each with the other words that people have for it. */
export const IDEAS = {
  control: ['control-connection', 'connections', '控制连接', '数据连接'],
  ports: ['port-class', 'port-classes', 'ephemeral', '端口', '众所周知端口', '注册端口', '私有端口', '暂时端口'],
  sequence: ['seq', 'sequence-number', 'sequence-numbers', 'isn', '序号'],
  handshake: ['three-way-handshake', '3-way-handshake', '三次握手', '握手'],
  teardown: ['close', 'closing', 'four-way-handshake', '四次挥手', '挥手'],
  active: ['active-mode', 'port-mode', '主动模式', '主动'],
  passive: ['passive-mode', 'pasv-mode', '被动模式', '被动'],
  epsv: ['extended-passive', 'extended-passive-mode', 'ipv6', '扩展被动模式'],
  nat: ['masquerading', 'address-translation', '地址转换'],
  firewall: ['firewalls', 'packet-filter', '防火墙'],
  'third-party': ['fxp', 'third-party-mode', 'server-to-server', '第三方模式', '第三方'],
  bounce: ['bounce-attack', 'ftp-bounce', '跳板攻击', '反弹攻击'],
  ftps: ['ftp-over-tls', 'ssl', 'encryption', '加密'],
  ascii: ['ascii-mode', 'type-a', 'binary-mode', 'type-i', '文本模式', '二进制模式'],
  'mode-z': ['compression', 'deflate', '压缩'],
  resume: ['restart', 'restarting', '断点续传'],
  steps: ['ten-steps', '十个步骤', '步骤'],
  retransmission: ['retransmissions', 'retransmit', 'rto', '重传'],
  window: ['receive-window', 'zero-window', 'flow-control', '窗口', '滑动窗口'],
  alternatives: ['tftp', 'sftp', 'http', 'https', 'scp', 'compare-protocols'],
  clients: ['user-commands', 'client-commands'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Flags of the TCP header (RFC 9293 §3.1, RFC 3168 §6.1). */
export const FLAGS = {
  syn: [],
  ack: ['acknowledgment', 'acknowledgement', '确认'],
  fin: [],
  rst: ['reset'],
  psh: ['push'],
  urg: ['urgent'],
  ece: [],
  cwr: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Options of a SYN (RFC 9293 §3.2, RFC 7323, RFC 2018). */
export const TCP_OPTIONS = {
  mss: ['maximum-segment-size', '最大报文段长度'],
  'window-scale': ['wscale', 'wscaling'],
  sack: ['sack-permitted', 'selective-acknowledgment'],
  timestamps: ['timestamp', 'tsval'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Idea = keyof typeof IDEAS;
export type Flag = keyof typeof FLAGS;
export type TcpOption = keyof typeof TCP_OPTIONS;
/** What has a text of its own. */
export type TopicName = Idea | Flag | TcpOption;

/** What users type in a client, and the commands that it sends; `data`: it needs a data connection. */
export type UserCommand = { readonly verbs: readonly Verb[]; readonly data: boolean };

const commands = (...verbs: Verb[]): UserCommand => ({ verbs, data: false });
const transfer = (...verbs: Verb[]): UserCommand => ({ verbs, data: true });

/** Of the clients of BSD, GNU inetutils, tnftp and Windows. */
export const USER_COMMANDS = {
  open: commands('USER', 'PASS', 'SYST'),
  user: commands('USER', 'PASS'),
  dir: transfer('LIST'),
  ls: transfer('LIST'),
  nlist: transfer('NLST'),
  get: transfer('RETR'),
  recv: transfer('RETR'),
  reget: transfer('SIZE', 'REST', 'RETR'),
  mget: transfer('NLST', 'RETR'),
  put: transfer('STOR'),
  send: transfer('STOR'),
  mput: transfer('STOR'),
  append: transfer('APPE'),
  sunique: transfer('STOU'),
  cd: commands('CWD'),
  cdup: commands('CDUP'),
  pwd: commands('PWD'),
  mkdir: commands('MKD'),
  rmdir: commands('RMD'),
  delete: commands('DELE'),
  rename: commands('RNFR', 'RNTO'),
  binary: commands('TYPE'),
  ascii: commands('TYPE'),
  passive: commands('PASV'),
  sendport: commands('PORT'),
  size: commands('SIZE'),
  modtime: commands('MDTM'),
  system: commands('SYST'),
  rhelp: commands('HELP'),
  rstatus: commands('STAT'),
  chmod: commands('SITE'),
  bye: commands('QUIT'),
  quit: commands('QUIT'),
  close: commands('QUIT'),
} as const satisfies Readonly<Record<string, UserCommand>>;

export type UserCommandName = keyof typeof USER_COMMANDS;
