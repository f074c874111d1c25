import type { STATISTICS as ENGLISH } from '../../en/ui/statistics.js';
import type { Like } from '../../messages.js';

export const STATISTICS: Like<typeof ENGLISH> = {
  nothing: '还没有抓到任何内容。',
  counting: '正在统计 ...',
  capture: '抓包',
  facts: {
    source: '来源',
    packets: '分组',
    connections: 'TCP 连接',
    from: '始于',
    lasts: '历时',
    dropped: '内核丢弃',
    configuration: '配置',
    note: '备注',
    problem: '问题',
  },
  sourceAs: (title, format) => `${title}（${format}）`,
  packets: (packets, bytes, f) => `${f.count(packets)} 个，${f.bytes(bytes)}`,
  connections: (connections, sessions, f) => `${f.count(connections)} 条，其中 ${f.count(sessions)} 个 FTP 会话`,
  throughput: '数据连接的吞吐量',
  highest: (rate, columnNs, f) => `最高 ${f.rate(rate)}，一列为 ${f.duration(columnNs)}`,
  tables: {
    verbs: '命令，按动词',
    replies: '应答，按类别',
    modes: '数据连接，按模式',
    outcomes: '数据连接，按结果',
    servers: '服务器，按会话数',
    clients: '客户端，按会话数',
    users: '用户，按会话数',
  },
  classes: {
    1: '1yz 初步应答',
    2: '2yz 完成',
    3: '3yz 中间应答',
    4: '4yz 暂时失败',
    5: '5yz 永久失败',
    other: '其他应答码',
  },
  skipped: '未分析的分组，按原因',
  more: (count, f) => `另有 ${f.count(count)} 种`,
};
