/** 检查单的结果。 */
import type { CHECK as ENGLISH } from '../en/check.js';
import type { Format } from '../format.js';
import type { Like } from '../messages.js';
import { fileName } from './names.js';

const pointsOf = (points: number, f: Format): string => `${f.count(points)} 分`;

export const CHECK: Like<typeof ENGLISH> = {
  labels: {
    rule: '规则',
    found: '得到',
    frames: '帧',
    open: '未知',
    needs: '需要',
    hint: '提示',
    explain: '说明',
  },
  states: {
    passed: '通过',
    failed: '未通过',
    unknown: '需人工查看',
    skipped: '未检查',
  },
  reasons: {
    encrypted: '对话已加密，密钥未知',
    'one-direction': '本次抓包中只有一条连接的一个方向',
    'bytes-missing': '有一条连接的字节不在本次抓包中',
    'beginning-missing': '有一条连接的开头不在本次抓包中',
    'end-missing': '抓包在一条连接结束之前结束',
    'packets-cut': '抓包时分组被截短（抓包长度）',
    'not-captured': '有一条数据连接不在本次抓包中',
    damaged: '抓包文件有损坏',
    'packets-lost': '抓包时丢失了分组',
    'limit-reached': '本次抓包中的内容多于所查看的',
    'not-known': '本次抓包中没有什么能说明',
  },
  between: '；',
  capture: (sources, packets, sessions, f) =>
    `${sources.map(fileName).join('、')}：${f.count(packets)} 个分组，${f.count(sessions)} 个 FTP 会话`,
  nothing: (what) => `${what}：没有`,
  more: (count, f) => `另有 ${f.count(count)} 个`,
  notKnown: '未知',
  orMore: (value) => `${value} 或更多`,
  element: {
    capture: (name) => name,
    session: (name) => `会话 ${name}`,
    exchange: (name) => name,
    dataConnection: (name) => `数据连接 ${name}`,
    transfer: (name) => name,
    connection: (name) => `连接 ${name}`,
    step: (name) => `第 ${name} 步`,
    finding: (name) => `发现 ${name}`,
    row: (name) => name,
  },
  missing: (id) => `未检查：要先通过 '${id}'`,
  refused: {
    failed: '这次抓包不是这个练习的：其余的没有检查。',
    unknown: '不能判断这次抓包是否是这个练习的：需人工查看。其余的没有检查。',
  },
  points: (points, most, f) => `${points}/${pointsOf(most, f)}`,
  personGives: (most, f) => `需人工查看（${pointsOf(most, f)}）`,
  openPoints: (points, f) => `${pointsOf(points, f)}由人工给出`,
  counts: (passed, failed, unknown, skipped, f) =>
    [
      `通过 ${f.count(passed)} 项`,
      `未通过 ${f.count(failed)} 项`,
      ...(unknown > 0 ? [`需人工查看 ${f.count(unknown)} 项`] : []),
      ...(skipped > 0 ? [`未检查 ${f.count(skipped)} 项`] : []),
    ].join('，'),
  fields: {
    kinds: {
      capture: '抓包：检查单所问的（以及其会话的所有的词）',
      session: '会话：用于 any(sessions, ...)',
      exchange: '交互：一条命令及其应答，用于 any(exchanges, ...)',
      dataConnection: '数据连接：用于 any(dataConnections, ...)',
      transfer: '传输：transfer.verdict，或用于 any(transfers, ...)',
      connection: 'TCP 连接：connection.port、control.port，或用于 any(connections, ...)',
      step: '步骤：一条数据连接的十个步骤之一，用于 any(steps, ...)',
      finding: '发现：用于 any(findings, ...)',
      row: '时序图的行：用于界面的过滤',
    },
    types: { text: '文本', number: '数', boolean: 'true 或 false' },
    lists: (names) => `列表：${names.join('、')}`,
  },
  init: {
    comment: [
      '由 ftp-sniff check --init 生成。请保留与练习有关的检查，写明标题、分数和提示，',
      '以及没有通过时的说明。ftp-sniff check --fields 列出所有的词。',
    ],
    title: '检查',
    requireHint: '请抓到至少一个 FTP 会话，从它的控制连接的第一个分组开始。',
    session: '有一个 FTP 会话',
    tls: (startedBy) => `会话已加密：${startedBy}`,
    login: '登录成功',
    user: (name) => `用户是 ${name}`,
    transfer: (mode, command, outcome) => `${command}，经 ${mode} 的数据连接：${outcome}`,
    announced: (mode, outcome) => `${mode} 的数据连接：${outcome}`,
    command: (command, code) => `对 ${command} 的应答是 ${code}`,
    nothingFailed: '没有传输、连接或登录失败',
    closed: '控制连接正常关闭',
  },
  sheetProblem: (file, line, column, what) => `${fileName(file)}:${line}:${column}：${what}`,
};
