/** 帮助，标准错误上的备注。 */
import { escapeText } from '../../bytes/text.js';
import type { CLI as ENGLISH } from '../en/cli.js';
import type { Format } from '../format.js';
import type { Like } from '../messages.js';
import { COMPARE_HELP } from './comparison.js';
import { EXPLAIN_HELP } from './explainWords.js';
import { fileName, outputName } from './names.js';
import { whatFailed } from './systemErrors.js';

const packets = (count: number, f: Format): string => `${f.count(count)} 个分组`;

/** 帮助连同选项名最宽 80 列；一个汉字占两列。 */
const HELP: Like<typeof ENGLISH.help> = {
  intro: [
    '用法：ftp-sniff [选项] FILE ...    按时间顺序读取抓包文件',
    '      ftp-sniff [选项] -           读取标准输入，也可以是实时的管道',
    '      ftp-sniff [选项] -i DEVICE   实时抓包',
    '',
    '跟踪 FTP 会话，预测、寻找并解释其数据连接。在终端上打开界面，在别处输出文本。',
    '它从不发送分组。',
  ],
  groups: { input: '输入', live: '实时抓包', output: '输出', general: '一般' },
  options: {
    read: '读取 FILE；与不带 -r 直接给出文件名相同',
    port: '更多的 FTP 控制端口（21 始终是）',
    shard: 'N 份中的第 K 份，供 N 个进程分担',
    keylog: '用于 FTPS 的 TLS 密钥（SSLKEYLOGFILE 格式）',
    count: '抓到这么多分组后停止',
    duration: '这么多秒后停止',
    interface: "在 DEVICE 上抓包（'any'；dumpcap 可用多个）",
    'list-interfaces': '列出可以抓包的设备',
    filter: '抓包过滤器，如 "host 10.0.0.7"',
    snaplen: '每个分组保留这么多字节（0：全部）',
    buffer: '内核抓包缓冲区的大小',
    'no-promiscuous-mode': '不把设备置于混杂模式',
    engine: '由谁抓包：auto、cap、dumpcap 或 tcpdump',
    'wait-device': '等待设备出现，消失后继续等待',
    user: '设备打开后切换到用户 USER',
    format: '输出报告，而不打开界面',
    json: '即 --format json',
    table: 'csv 的表：transfers ...；zeek 的表：conn ...',
    'diff-friendly': '文本中不含时间、端口和帧',
    output: '把报告写到 FILE',
    sensor: '本传感器的名称，写入 JSON 的每一行',
    transfer: 'svg 和 mermaid：只画这次传输（1.2）',
    acks: '时序图中每个纯 ACK 一行',
    session: '只报告这些会话',
    'session-filter': '只报告符合过滤条件的会话，如 failed',
    write: '把 FTP 对话的分组写到 FILE',
    'file-size': '每满这么多兆字节新开一个文件',
    'file-seconds': '每过这么多秒新开一个文件',
    'file-count': '保留这么多文件',
    append: '接在已有文件的末尾',
    metrics: '把供 Prometheus 使用的统计写到 FILE',
    extract: '把文件写到 DIR（已有的文件保留）',
    redact: '替换 -w 所写文件中的名称和地址',
    'redact-contents': '同上，并替换所传输的内容',
    'write-secrets': '-w FILE.pcapng 写入 TLS 密钥',
    hash: '文件的更多散列值：crc32、md5、sha1、sha512',
    'show-passwords': '显示密码（否则遮盖）',
    color: 'auto、always 或 never',
    'no-color': '即 --color never',
    ascii: '只用 ASCII 字符画图',
    keep: '界面保留的已结束会话数（10,000）',
    step: '课程，逐步演示；不在终端上则为文本',
    theme: '主题：dark、light、contrast、colorblind、plain',
    lang: '文字的语言：en、zh-CN（否则由区域设置决定）',
    quiet: '标准错误上不显示进度和备注',
    verbose: '标准错误上说得更多；给两次：再多些',
    help: '本文',
    version: '版本',
  },
  heading: (title) => `${title}：`,
  formats: (names) => `格式：${names.join('、')}`,
  optionsTitle: '选项',
  examplesTitle: '例子',
  examples: {
    'ftp-sniff trace.pcap': '在终端界面中研究一次抓包',
    'sudo ftp-sniff -i eth0': '观察一个设备',
    'ftp-sniff trace.pcap | less': '同样的内容，以文本显示',
    'ftp-sniff explain PORT trace.pcap': '它的含义，它在哪里',
    'ftp-sniff --json trace.pcap | jq .sessions': '供脚本使用',
    'tcpdump -U -w - -i eth0 | ftp-sniff -': '让 tcpdump 抓包',
    'ftp-sniff -w ftp.pcap big.pcap': '只保留 FTP 对话',
  },
  exitCodes: ['退出码：0 完成，1 无法完成，2 命令行有误，', '        3 输入有损坏（能读的都已报告）。'],
};

const CHECK_HELP: Like<typeof ENGLISH.commands.check> = {
  intro: [
    '用法：ftp-sniff check [选项] SHEET FILE ...   用检查单检查抓包',
    '      ftp-sniff check --init FILE ...         由抓包写出检查单',
    '',
    '检查单用 YAML 列出各项检查：用过滤语言写的表达式，附有分数和提示。答案是「是」、',
    '「否」，或者在抓包不能说明时「需人工查看」。检查单的写法见 docs/checks.md。',
  ],
  options: {
    set: '检查单的参数：student=ada',
    format: 'text、json、junit、tap、gradescope',
    brief: '不含规则和所见：供学生使用',
    output: '把结果写到 FILE',
    init: '写出这次抓包能通过的检查单',
    exact: '与 --init 同用：也检查用户、端口和散列值',
    fields: '列出表达式的词',
  },
  end: [
    '退出码：0 全部通过；4 有未通过的，或需人工查看；3 全部通过，但抓包有损坏；',
    '        1 检查单或抓包无法读取；2 命令行有误。',
  ],
};

const GRADE_HELP: Like<typeof ENGLISH.commands.grade> = {
  intro: [
    '用法：ftp-sniff grade [选项] SHEET DIR -o OUT   为全班评分',
    '',
    'DIR 中每份提交是一个文件夹或一个抓包文件，或 Moodle「下载所有提交」解开后的',
    '文件夹。OUT 中写入 grades.csv（Moodle 的离线评分表）、results/（Gradescope）、',
    'feedback/（每个学生一页）、junit.xml、items.csv 和 copies.txt。不向 DIR 写入任何',
    '内容。',
  ],
  options: {
    output: '结果的文件夹：新的或空的',
    set: '检查单的参数，对全班有效',
    'min-score': '有人分数更低时退出码为 4：7 或 60%',
    due: '截止时间：2026-11-26T12:00:00Z，或日期',
    timeout: '每份提交的秒数（300）',
    jobs: '同时处理的提交数',
    force: '替换 OUT 中以前的结果',
  },
  end: [
    '退出码：0 每份提交都有一行（? 表示需人工查看）；4 有人分数低于 --min-score；',
    '        1 无法完成；2 命令行有误。',
  ],
};

export const CLI: Like<typeof ENGLISH> = {
  engine: {
    waiting: (why) => `${why}；等待它出现`,
    cap: (devices, ringPackets, mib, f) =>
      `用 cap 在 ${f.list(devices.map(escapeText))} 上抓包：${packets(ringPackets, f)}的环形缓冲区（-B ${mib}），时间为到达时间；Ctrl-C 结束`,
    program: (devices, engine, mib, f) =>
      `用 ${engine} 在 ${f.list(devices.map(escapeText))} 上抓包：${mib} MiB 的缓冲区，时间为内核时间；Ctrl-C 结束`,
  },
  help: HELP,
  commands: { check: CHECK_HELP, grade: GRADE_HELP, compare: COMPARE_HELP, explain: EXPLAIN_HELP },
  usage: (what, command) =>
    command === null ? `${what}（见 ftp-sniff --help）` : `${what}（见 ftp-sniff ${command} --help）`,
  internalError: (what) => `内部错误：${what}。请报告它，可能的话附上抓包；FTP_SNIFF_DEBUG=1 会显示出错的位置`,
  openedAs: (user) =>
    `文件以用户 ${escapeText(user)} 的权限打开，程序随后成为该用户；-Z 可指定别的用户，-Z root 则保持 root`,
  configUnread: (path, error) =>
    error === 'too-long' ? `${escapeText(path)} 作为配置文件太长了` : `${escapeText(path)}：${whatFailed(error)}`,
  problemOfFile: {
    whole: (file, problem) => `${fileName(file)}：${problem}`,
    atFrame: (file, frame, problem) => `${fileName(file)}，其中的帧 ${frame}：${problem}`,
    withFrames: (file, problem) => `${fileName(file)}，按其自身的帧编号：${problem}`,
  },
  absent: {
    noPackets: (sources) => `${sources.map(fileName).join('、')}：其中没有分组：是抓包立即停止了，还是过滤器太窄？`,
    nothingCame: (device) => `${device}：没有分组到来：是抓包立即停止了，还是过滤器太窄？`,
    noSession: (sources) => `${sources.map(fileName).join('、')} 中没有 FTP 会话`,
    sessions: (missing, sessions, f) => {
      const names = missing.map(([first, last]) => (first === last ? String(first) : `${first} 到 ${last}`)).join('、');
      return `没有会话 ${names}（本次抓包中有 ${f.count(sessions)} 个会话）`;
    },
  },
  statistics: (numbers, f) => {
    const { droppedByKernel, droppedByInterface, droppedByQueue, quietSeconds } = numbers;
    const dropped = (droppedByKernel ?? 0) + (droppedByInterface ?? 0) + droppedByQueue;
    const quiet = quietSeconds === null ? '' : `，最后一个分组在 ${f.duration(quietSeconds * 1e9)} 之前`;
    return `${packets(numbers.packets, f)}（${f.bytes(numbers.bytes)}），${f.count(numbers.sessions)} 个会话，丢弃 ${f.count(dropped)} 个，缺失 ${f.bytes(numbers.missingBytes)}，内存 ${f.bytes(numbers.memoryBytes)}${quiet}`;
  },
  lag: (seconds, f) => `分析比设备落后 ${f.duration(seconds * 1e9)}；抓包过滤器（-f）可以少取一些`,
  overdue: '收到信号后 2 s 内未能交出报告：读取的一方没有读；其余的丢失了',
  readerStopped: (bytes, f) => `报告的读取方没有读：其中 ${f.bytes(bytes)} 被略去`,
  write: {
    done: (count, path, replaced, f) =>
      replaced
        ? `已把 ${packets(count, f)}写到 ${outputName(path)}，取代了旧文件`
        : `已把 ${packets(count, f)}写到 ${outputName(path)}`,
    redacted: (addresses, users, passwords, leftOut, f) => {
      const pairs = [...addresses, ...users].map(
        ([before, after]) => `${escapeText(before)} 换成 ${escapeText(after)}`,
      );
      const secrets = `${f.count(passwords)} 个密码`;
      const whole = pairs.length === 0 ? `替换了 ${secrets}` : `替换了：${pairs.join('，')}；以及 ${secrets}`;
      return leftOut === 0 ? whole : `${whole}；略去 ${packets(leftOut, f)}，它们是数据报的一部分`;
    },
    leftOut: (count, f) => `--write：略去 ${packets(count, f)}，它们所属的连接始终不明`,
  },
  extract: {
    problem: (name, problem) => `--extract：${name ?? '没有名称的文件'}：${problem}`,
    moreProblems: (count, f) => `--extract：另有 ${f.count(count)} 个文件有问题`,
    noManifest: (problem) => `--extract：无法写入清单：${problem}`,
    done: (files, incomplete, manifest, f) => {
      const what = `提取了 ${f.count(files)} 个文件，其中 ${f.count(incomplete)} 个不完整`;
      return manifest === null ? what : `${what}；清单见 ${manifest}`;
    },
  },
};
