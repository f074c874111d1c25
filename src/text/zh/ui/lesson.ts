/** 课程模式。 */
import type { LESSON as ENGLISH } from '../../en/ui/lesson.js';
import type { Like } from '../../messages.js';

/** 十个步骤的短标题，用于顶部的一条。 */
const STRIP = ['SYN', 'SYN+ACK', 'ACK', '通告', 'SYN', 'SYN+ACK', 'ACK', '数据', 'FIN', '结束'] as const;

export const LESSON: Like<typeof ENGLISH> = {
  title: (what, number, active) =>
    active ? `课程：${what}，经 ${number}（主动模式）` : `课程：${what}，经 ${number}（被动模式）`,
  step: (step) => `第 ${step} 步`,
  steps: (from, to) => `第 ${from}–${to} 步`,
  rowOf: (at, all) => `第 ${at}/${all} 行`,
  later: (rows, f) => `（后面 ${f.count(rows)} 行未显示）`,
  omitted: (rows, f) => `另外 ${f.count(rows)} 行`,
  arithmetic: (arithmetic, port) => `${arithmetic} = ${port}`,
  none: '本会话中没有数据连接：没有可以逐步演示的内容。',
  strip: STRIP,
  brackets: { handshake: ['三次', '握手', ''], close: ['四次', '挥手', ''] },
  groups: {
    handshake: '三次握手：每一方都说明自己的序号从哪里开始，并得到确认。',
    close: '四次挥手：每一方都以 FIN 结束自己的方向，并得到确认。最多四个报文段。',
  },
  letters: {
    handshake: (letters) => `${letters}   （初始序号；SYN 本身占用一个序号）`,
    close: (letters) => `${letters}   （FIN 的序号；FIN 本身占用一个序号）`,
  },
  opens: {
    active: '在主动模式下，由服务器打开数据连接，连到客户端通告的端口。',
    passive: '在被动模式下，由客户端打开数据连接，连到服务器通告的端口。',
  },
  next: {
    handshake: '下一行：是握手的哪个报文段，由谁发送？',
    command: '下一行：客户端发送哪条命令？',
    reply: '下一行：服务器怎样应答？',
    data: '下一行：谁发送数据？',
    teardown: '下一行：谁关闭，怎样关闭？',
    trouble: '下一行：有不寻常的事。是什么？',
    note: '下一行：是什么？',
  },
  space: '空格键显示它，p 先提问',
  end: '课程到此结束。  n 下一次传输   Esc 时序图',
  begin: '这是课程的第一行。',
  acksShown: '显示纯 ACK。',
  acksHidden: '纯 ACK 已折叠到各段中。',
  questions: {
    who: '本课的下一行由谁发送？',
    what: '它是什么？',
    port: '发往哪个端口？',
  },
  who: { client: '客户端', server: '服务器', third: '第三方主机' },
  kinds: {
    syn: 'SYN',
    'syn-ack': 'SYN+ACK',
    ack: 'ACK',
    command: '命令',
    reply: '应答',
    data: '数据',
    fin: 'FIN',
    other: '别的',
  },
  right: (right, asked) => `正确。  得分 ${right}/${asked}`,
  wrong: (answer, right, asked) => `不对：${answer}。  得分 ${right}/${asked}`,
  score: (right, asked) => `得分 ${right}/${asked}`,
};
