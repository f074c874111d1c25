/** 文本报告的标题和标签，以及画在各处的时序图的标签。 */
import type { Direction } from '../../ftp/protocol/session.js';
import type { ConnState } from '../../tcp/summary.js';
import type { REPORT as ENGLISH } from '../en/report.js';
import type { Format } from '../format.js';
import type { Like } from '../messages.js';
import { MARKS } from '../shared/marks.js';
import { portOf } from './ports.js';
import { recognised } from './recognised.js';
import { CAPTURE, NOTHING, UNCLAIMED } from './reportCapture.js';
import { DATA, TRANSFER_TABLE } from './reportData.js';
import { TIMES } from './reportTiming.js';
import { ROLES } from './roles.js';
import { announcements, dataConnections, transfers } from './totals.js';

export const DIRECTIONS: Readonly<Record<Direction, string>> = {
  download: '下载',
  upload: '上传',
  listing: '列表',
  'third-party': '两台服务器之间的传输',
};

/** RFC 959 §3.1.1 的表示类型。 */
export const TYPES = {
  A: '文本，行尾以 CR LF 传送',
  I: '图像：字节保持原样',
  E: 'EBCDIC 文本',
  L: '其他长度的字节',
} as const;

const commandsOf = (count: number, f: Format): string => `${f.count(count)} 条命令`;

/** Zeek 的 conn_state 的含义。 */
const CONN_STATES: Readonly<Record<ConnState, string>> = {
  S0: '看到连接尝试，没有响应',
  S1: '已建立，未终止',
  SF: '正常建立并终止',
  REJ: '连接尝试被拒绝',
  S2: '已建立，只有发起方关闭',
  S3: '已建立，只有响应方关闭',
  RSTO: '已建立，由发起方中止',
  RSTR: '由响应方中止',
  RSTOS0: '发起方发送 SYN 后又发送 RST，没有看到 SYN+ACK',
  RSTRH: '响应方发送 SYN+ACK 后又发送 RST，没有看到 SYN',
  SH: '发起方发送 SYN 后又发送 FIN，没有看到 SYN+ACK',
  SHR: '响应方发送 SYN+ACK 后又发送 FIN，没有看到 SYN',
  OTH: '没有看到 SYN',
};

export const REPORT: Like<typeof ENGLISH> = {
  marks: MARKS,
  directions: DIRECTIONS,
  types: TYPES,
  roles: ROLES,
  severities: { alert: '警报', warning: '警告', info: '信息' },
  verdicts: { complete: '完整', truncated: '截断', refused: '被拒绝', failed: '失败', unknown: '未知' },
  outcomes: {
    ok: '正常',
    rejected: '通告被拒绝',
    'never-used': '无人连接',
    'not-captured': '未抓到',
    unanswered: '无响应',
    refused: '被拒绝',
    prohibited: '被禁止',
    reset: '被复位',
    incomplete: '末尾未抓到',
  },
  confidences: { certain: '确定', likely: '很可能', inferred: '推断' },
  semicolon: '；',
  see: (frames, f) => `见${f.frames(frames)}。`,
  port: portOf,
  tcpSummary: ({ completeness, completenessName, state, history }) =>
    `Wireshark 中为 ${completenessName}（${completeness}）；Zeek 中为 ${state}（${CONN_STATES[state]}），${history}`,
  dataConnections,
  recognisedBy: recognised,
  transfers,
  capture: CAPTURE,
  nothing: NOTHING,
  unclaimed: UNCLAIMED,
  data: DATA,
  transferTable: TRANSFER_TABLE,
  timing: TIMES,

  ladder: {
    frame: '帧',
    time: '时间',
    client: (address) => `客户端 ${address}`,
    server: (address) => `服务器 ${address}`,
    otherServer: (address) => `另一台服务器 ${address}`,
    thirdHost: (address) => `第三方主机 ${address}`,
    separator: '，',
  },

  findings: {
    title: '发现',
    overAll: '所有会话的发现',
    frames: (frames, f) => `[帧 ${f.list(frames.map(String))}]`,
    fewFrames: (frames, more, f) => `[帧 ${frames.join('、')}、另 ${f.count(more)} 个]`,
  },

  trouble: {
    title: '出了什么问题',
    none: '本次抓包中没有看到任何问题。',
    more: (count, f) => `... 另有 ${f.count(count)} 个：见下文，或用 -v`,
    inSession: (session) => `会话 ${session}：`,
  },

  overview: {
    title: (sessions, f) => `会话（${f.count(sessions)} 个）`,
    columns: {
      number: '#',
      start: '开始',
      client: '客户端',
      server: '服务器',
      user: '用户',
      mode: '模式',
      commands: '命令',
      transfers: '传输',
      bytes: '字节',
      state: '状态',
      findings: '发现',
    },
    states: { closed: '已关闭', reset: '被复位', open: '打开' },
    tlsStates: { closed: 'TLS，已关闭', reset: 'TLS，被复位', open: 'TLS，打开' },
    more: (sessions, f) => `... 另有 ${f.count(sessions)} 个会话没有列在这里`,
  },

  session: {
    title: (id, client, server, f) => `会话 ${id}：${f.endpoint(client)} → ${f.endpoint(server)}`,
    labels: {
      user: '用户',
      recognised: '识别',
      inferred: '推断',
      proxy: '代理',
      control: '控制连接',
      ports: '端口',
      total: '合计',
      time: '时间',
    },
    tunnel: ({ kind, client, server }, f) => {
      if (client !== null && server !== null) return `${kind}：${f.endpoint(client)} → ${f.endpoint(server)}`;
      return server === null ? `${kind}：没有给出端点` : `${kind} 到 ${f.endpoint(server)}`;
    },
    loggedIn: '已登录',
    notLoggedIn: '未登录',
    loginUnknown: '是否登录未知',
    noUser: (login) => `没有看到；${login}`,
    user: (user, login) => `${user}，${login}`,
    userMasked: (user, login) => `${user}，${login}，发送了密码（已遮盖；--show-passwords 可以显示）`,
    userPassword: (user, login, password) => `${user}，${login}，密码 "${password}"`,
    alreadyOpen: '抓包开始时已经打开',
    opened: (role, frame) => `由${role}在帧 ${frame} 打开`,
    endedByRst: (begun, role, frame, ns, coarse, f) =>
      `${begun}，${f.duration(ns, coarse)} 后由${role}在帧 ${frame} 以 RST 结束`,
    closed: (begun, first, ns, coarse, f) => `${begun}，${f.duration(ns, coarse)} 后由${first}先以 FIN 关闭`,
    halfClosed: (begun, first, other) => `${begun}，只有${first}关闭（在本次抓包中${other}没有发送 FIN）`,
    finMissing: (begun, first, other, ackFrame) =>
      `${begun}，由${first}关闭（${other}的 FIN 不在本次抓包中，但在帧 ${ackFrame} 得到确认）`,
    notClosed: (begun, ns, coarse, f) => `${begun}，在本次抓包中没有关闭；看到的时长 ${f.duration(ns, coarse)}`,
    tls: (from, frame, startedBy, chosen, decrypted) => {
      const how = decrypted ? '已解密' : '未解密：看不到说了什么（有密钥时，--keylog FILE 可以显示）';
      const suite = chosen === null ? '' : `；${chosen}`;
      return `从帧 ${frame} ${from ? '起' : '之后'}（${startedBy}${suite}），${how}`;
    },
    inferred: (family, commands, named, f) => {
      const server =
        family === null ? '服务器未知：它的应答长度不在已知之列' : `由欢迎消息或长度识别出服务器是 ${family}`;
      return `≈ 凭长度和时间得出 ${commandsOf(commands, f)}，其中 ${f.count(named)} 条有名称；${server}`;
    },
    ports: (client, server) => `${client}，${server}`,
    hidden: (commands, f) =>
      commands === 0 ? '命令和传输未知（已加密）' : `明文的 ${commandsOf(commands, f)}；此后的命令和传输未知（已加密）`,
    total: (p, f) => {
      const parts = [commandsOf(p.commands, f), announcements(p.announcements, p.modes, f), transfers(p.transfers, f)];
      if (p.bytes !== null) parts.push(f.bytes(p.bytes));
      const all = parts.join('；');
      return p.partlyHidden ? `${all}；加密期间经过的内容未知` : all;
    },
    moreAnnouncements: (count, f) => `... 另有 ${f.count(count)} 个通告没有连接跟随（-v 全部显示）`,
  },

  legend: {
    title: '怎样阅读本报告',
    label: '图例',
    pointer: '怎样阅读时序图：见本报告末尾',
    connections:
      'FTP 用一条 TCP 连接传送命令和应答（控制连接），每传送一个文件或列表再用另一条（数据连接）。在时序图中，时间自上而下，客户端在左，服务器在右，每个箭头两端都标有端口：',
    command: '─── 命令 ──▶',
    control: '控制连接：命令和应答',
    dataArrow: '◀═══ 数据 ═══',
    data: '数据连接：一个文件或列表',
    announcements:
      '传送每个文件之前，一方通告一个端口（客户端用 PORT，服务器用对 PASV 的应答），另一方连接它。① 标在通告旁边，也标在与之匹配的 SYN 旁边；✘ 说明为什么没有。「帧」是分组的编号，「时间」是抓包开始以来的秒数，Δ 是距上一行的时间。单纯的确认不单独成行。',
    steps:
      '步骤是一条数据连接及其控制连接的十个步骤：✔ 看到，✘ 失败或缺失，? 不在本次抓包中，– 未到达。「确定」「很可能」「推断」：表示一条连接就是所通告的那一条的把握。',
  },
};
