/** 会话、传输和发现的列表，以及旁边窗格的内容。 */
import type {
  CONTENT as ENGLISH_CONTENT,
  EMPTY as ENGLISH_EMPTY,
  FINDINGS as ENGLISH_FINDINGS,
  PLOT as ENGLISH_PLOT,
  SESSIONS as ENGLISH_SESSIONS,
  TRANSFERS as ENGLISH_TRANSFERS,
} from '../../en/ui/lists.js';
import type { Like } from '../../messages.js';
import { sourceWords } from '../evidence.js';
import { ROLES } from '../roles.js';

export const EMPTY: Like<typeof ENGLISH_EMPTY> = {
  noPackets: '本次抓包中没有分组。',
  waiting: '还没有分组：正在等待控制连接（端口 21，或任意端口上的 FTP）...',
  waitingAfter: (packets, f) =>
    `${f.count(packets)} 个分组中还没有 FTP 会话：正在等待控制连接（端口 21，或任意端口上的 FTP）...`,
  paused: '已暂停：p 继续。',
  noConnection: (packets, f) => `本次抓包中没有 FTP 会话：${f.count(packets)} 个分组，没有 TCP 连接。`,
  noSession: (packets, connections, f) =>
    `本次抓包中没有 FTP 会话：${f.count(packets)} 个分组，${f.count(connections)} 条 TCP 连接，都不是 FTP。\n其他端口上的 FTP 凭对话识别；有 TLS 时，用 --port 指明端口。`,
  statistics: '按 7 看抓包中有什么。',
};

export const SESSIONS: Like<typeof ENGLISH_SESSIONS> = {
  columns: {
    sign: ' ',
    result: '结果',
    number: '#',
    start: '开始',
    startUtc: '开始 UTC',
    client: '客户端',
    server: '服务器',
    user: '用户',
    mode: '模式',
    commands: '命令',
    files: '文件',
    bytes: '字节',
    state: '状态',
    findings: '!',
  },
  states: {
    open: '打开',
    closed: '已关闭',
    reset: '被复位',
    closing: '正在关闭',
    unanswered: '无响应',
  },
  running: { download: '下载 …', upload: '上传 …', listing: '列表 …', 'third-party': '第三方 …' },
  encrypted: (state) => `TLS，${state}`,
  noLogin: (state) => `未登录，${state}`,
  filteredAway: (filter) => `没有符合过滤条件的会话：${filter}\nEsc 重新显示全部会话，f 修改过滤条件。`,
  sentence: (cells) => `会话 ${cells}`,
  title: (id) => `会话 ${id}`,
  enter: 'Enter 显示它的时序图：全部连接，按时间排列',
  facts: {
    client: '客户端',
    server: '服务器',
    user: '用户',
    password: '密码',
    login: '登录',
    began: '开始',
    lasted: '历时',
    recognised: '识别',
    dialogue: '对话',
    data: '数据',
    state: '状态',
    tls: 'TLS',
    inferred: '推断',
  },
  missing: '不在本次抓包中',
  accepted: '被接受',
  refused: '被拒绝',
  decrypted: (started) => `${started}，已解密`,
  notDecrypted: (started) => `${started}，未解密`,
  commands: (commands, f) => `${f.count(commands)} 条命令`,
  dataAndModes: (words, modes) => `${words}（${modes}）`,
  findings: '发现',
  transfers: '传输',
  transfersUnknown: '传输未知（已加密）',
  oneRunning: (bytes) => `1 次传输，正在进行，${bytes}`,
  withRunning: (words, bytes) => `${words}，1 次正在进行，${bytes}`,
};

export const TRANSFERS: Like<typeof ENGLISH_TRANSFERS> = {
  ends: '抓包结束',
  columns: {
    sign: ' ',
    id: '编号',
    mode: '模式',
    way: ' ',
    what: '传输',
    bytes: '字节',
    of: '总数',
    rate: '速率',
    code: '应答',
    state: '状态',
    connection: '连接',
  },
  none: '本会话中没有通告也没有看到数据连接。',
  noTransfer: '没有传输',
  running: '正在进行',
  unopened: (endpoint) => `没有打开 → ${endpoint}`,
  sentence: (id, mode, path, what, outcome) => `数据连接 ${id}，${mode}，${path}，${what}，${outcome}`,
  sentenceWithBytes: (id, mode, path, what, bytes, verdict, outcome) =>
    `数据连接 ${id}，${mode}，${path}，${what}，${bytes}，${verdict}，${outcome}`,
  title: (id, mode) => `数据连接 ${id}  ${mode}`,
  facts: {
    command: '命令',
    outcome: '结果',
    announced: '通告',
    certainty: '把握',
    because: '依据',
    connection: '连接',
    handshake: '握手',
    waited: '等待',
    closed: '关闭',
    reset: '复位',
    icmp: 'ICMP',
    again: '重传',
    missing: '缺失',
    path: '路径',
    bytes: '字节',
    expected: '应有',
    verdict: '结论',
    evidence: '证据',
    reply: '应答',
    type: '类型和模式',
    took: '用时',
    saved: '另存为',
    content: '内容',
    transfer: '传输',
    begins: '起点',
    frames: '帧',
    sha256: 'SHA-256',
    asSent: '传送时',
  },
  announced: (endpoint, by, frame) => `${endpoint}，由${ROLES[by]}在帧 ${frame} 通告`,
  announcedSum: (endpoint, by, frame, arithmetic, port) =>
    `${endpoint}，由${ROLES[by]}在帧 ${frame} 通告（${arithmetic} = ${port}）`,
  handshake: (syn, synAck, ack) => `SYN ${syn ?? '缺失'}，SYN+ACK ${synAck ?? '缺失'}，ACK ${ack ?? '缺失'}`,
  waited: (duration) => `通告之后 ${duration}`,
  fin: (role, frame, ackFrame) =>
    ackFrame === null ? `${role}的 FIN ${frame}，没有确认` : `${role}的 FIN ${frame}，确认 ${ackFrame}`,
  finMissing: (role, ackFrame) => `${role}的 FIN 不在本次抓包中，有确认 ${ackFrame}`,
  rst: (role, frame) => `${role}的 RST，帧 ${frame}`,
  icmp: (text, reporter, frame) => `${text}，来自 ${reporter}，帧 ${frame}`,
  segments: (segments, f) => `${f.count(segments)} 个报文段`,
  missingBytes: (bytes, f) => `${f.count(bytes)} 字节不在本次抓包中`,
  notYet: '尚未',
  missing: '不在本次抓包中',
  stillRuns: '尚未：仍在进行',
  unknown: '未知',
  typeAndMode: (type, mode) => `${type}，${mode}`,
  typeModeFrom: (type, mode, restart, f) => `${type}，${mode}，从字节 ${f.count(restart)} 起`,
  tookAtRate: (duration, rate) => `${duration}，${rate}`,
};

/** 传输的凭证及其内容。 */
export const CONTENT: Like<typeof ENGLISH_CONTENT> = {
  choose: '请先选择一次传输：4，然后 v。',
  place: (at, all) => `第 ${at}/${all} 次`,
  onConnection: (bytes) => `数据连接上 ${bytes}`,
  ofContent: (bytes) => `内容 ${bytes}`,
  inShort: (count, short) => `${count}（${short}）`,
  begins: (restart, f) => `文件的字节 ${f.count(restart)}（REST）`,
  frames: (first, last, id) => `${first}–${last}，数据连接 ${id}`,
  expectedBy: (bytes, source, f) => `${f.count(bytes)}，按 ${sourceWords(source, f)}`,
  nothingMissing: '已知发送过的都在',
  missing: (bytes, ranges, more, f) =>
    more === 0
      ? `${f.count(bytes)} 字节：${ranges.join('、')}`
      : `${f.count(bytes)} 字节：${ranges.join('、')}、另有 ${f.count(more)} 段`,
  withFrames: (text, frames) => `${text}（${frames}）`,
  typeUnknown: '类型未知',
  type: (type, about) => `TYPE ${type}（${about}）`,
  unknownKind: '种类未知',
  asText: '内容（文本）',
  asHex: '内容（十六进制）',
  firstAsText: (bytes, f) => `内容（文本），前 ${f.count(bytes)} 字节`,
  firstAsHex: (bytes, f) => `内容（十六进制），前 ${f.count(bytes)} 字节`,
  showsHex: 'v 显示十六进制',
  showsText: 'v 显示文本',
  keptPart: (bytes, f) => `保留前 ${f.bytes(bytes)} 供查看；s 和 f 保存全部。`,
  gap: '这里有字节不在本次抓包中；s 和 f 保存其后的内容。',
  nothing: '没有内容：什么也没有传输。',
  encrypted: '没有内容：已加密。--keylog 给出密钥。',
  gone: '没有内容：已不再保留，或者开头不在本次抓包中；s 和 f 保存现有的部分。',
  noText: '不是文本。',
  listing: (entries, f) => `列表：${f.count(entries)} 项`,
};

export const FINDINGS: Like<typeof ENGLISH_FINDINGS> = {
  columns: {
    sign: ' ',
    session: '会话',
    count: '次数',
    severity: '级别',
    kind: '种类',
    frames: '帧',
    message: '内容',
  },
  severities: { info: '信息', warning: '警告', alert: '警报' },
  kindOf: (_code, title) => title,
  allSessions: '全部',
  facts: { count: '次数', kind: '种类', severity: '级别', session: '会话', frames: '帧' },
  noSession: '不属于某个会话',
  enterGroup: 'Enter 打开这一组：每个发现一行。',
  inSessions: (findings, sessions, f) =>
    sessions === 0 ? f.count(findings) : `${f.count(findings)}，在 ${f.count(sessions)} 个会话中`,
  groupSentence: (severity, title, findings, sessions, f) =>
    `${severity}：${title}，${f.count(findings)} 次，在 ${f.count(sessions)} 个会话中`,
  enterFirst: 'Enter 显示其中的第一个。',
  enterLadder: 'Enter 在时序图中显示它们。',
  looking: '正在查找发现 ...',
  none: (sessions, f) => `${f.count(sessions)} 个会话中没有不寻常的事。`,
  count: (findings, f) => `${f.count(findings)} 个发现`,
  bySeverity: (alerts, warnings, infos, f) =>
    `${f.count(alerts)} 个警报，${f.count(warnings)} 个警告，${f.count(infos)} 条信息`,
  sentence: (severity, session, message, frames) =>
    session === null
      ? `${severity}，几个会话：${message}帧 ${frames}`
      : `${severity}，会话 ${session}：${message}帧 ${frames}`,
};

/** 传输的曲线。 */
export const PLOT: Like<typeof ENGLISH_PLOT> = {
  speed: '速率',
  sequence: '序号',
  sent: '已发送',
  acked: '已确认',
  again: '重传',
  room: '接收方的空间（窗口）',
  nothing: '这条数据连接发送的内容太少，画不出曲线。',
  sentence: (time, sent, rate, again, f) =>
    again === 0
      ? `${time} 后发送了 ${sent}，最近的速率为 ${rate}。`
      : `${time} 后发送了 ${sent}，最近的速率为 ${rate}；重传了 ${f.count(again)} 个报文段。`,
};
