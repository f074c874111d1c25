/** 命令行错在哪里。 */
import type { UsageParams } from '../../cli/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { FILTER_ERRORS } from './filterErrors.js';

export const USAGE: Messages<UsageParams> = {
  'unknown-option': ({ written, near }) =>
    near === null ? `未知的选项 '${written}'` : `未知的选项 '${written}'；是指 '--${near}' 吗？`,
  'takes-no-value': ({ written, got }) => `选项 '${written}' 不带值，却给了 '${got}'`,
  'needs-value': ({ written, value }) => `选项 '${written}' 需要一个值：${written} ${value}`,
  'list-with-option': ({ option }) => `-D 只列出设备：不能与 '${option}' 同用`,
  'list-with-file': ({ file }) => `-D 只列出设备：不读取文件 '${file}'`,
  'device-and-file': ({ device, file }) => `实时抓包（-i ${device}）和读取文件（'${file}'）只能二选一`,
  'needs-device': ({ option }) => `'${option}' 需要实时抓包：-i DEVICE`,
  'nothing-to-read': () => "没有可读的内容：请给出抓包文件，'-'（标准输入），或 -i DEVICE",
  'input-twice': () => "'-'（标准输入）只能读一次",
  'empty-name': () => '有一个文件名是空的',
  'shared-output': () => "'-w -' 和报告会共用标准输出：请用 -o FILE 把报告写到别处",
  'whole-number': ({ option, min, max, got }) =>
    max === null
      ? `${option} 应是整数，不小于 ${min}；而给出的是 '${got}'`
      : `${option} 应是 ${min} 到 ${max} 的整数；而给出的是 '${got}'`,
  seconds: ({ option, got }) => `${option} 应是大于 0 的秒数；而给出的是 '${got}'`,
  'session-filter': ({ got, error }, f) => `--session-filter '${got}'：${messageOf(FILTER_ERRORS, error, f)}`,
  ranges: ({ option, got }) => `${option} 应是数和范围，如 2-5；而给出的是 '${got}'`,
  'unknown-name': ({ of, names, got }, f) => {
    switch (of) {
      case 'lang':
        return `--lang 可以是 ${f.either(names)}；而给出的是 '${got}'`;
      case 'comparison':
        return `--as 可以是 ${names.join('、')}；而给出的是 '${got}'`;
      case 'hash':
        return `--hash 可以是 ${names.join('、')}；而给出的是 '${got}'`;
      case 'topic':
        return `未知的主题 '${got}'；可用的有 ${names.join('、')}`;
      case 'format':
        return `未知的格式 '${got}'；可用的有 ${names.join('、')}`;
      case 'table':
        return `未知的表 '${got}'；可用的有 ${names.join('、')}`;
      case 'engine':
        return `未知的抓包引擎 '${got}'；可用的有 ${names.join('、')}`;
      case 'theme':
        return `未知的主题 '${got}'；可用的有 ${names.join('、')}`;
      case 'color':
        return `--color 可以是 ${f.either(names)}；而给出的是 '${got}'`;
    }
  },
  shard: ({ got }) => `--shard 应是 K/N，即 N 份中的第 K 份，如 2/4；而给出的是 '${got}'`,
  'nothing-to-check': () => '请给出检查单和抓包文件：ftp-sniff check SHEET FILE',
  'nothing-to-grade': () => '请给出检查单、文件夹和结果的位置：ftp-sniff grade SHEET DIR -o OUT',
  'sheet-read-again': () => '每份提交都要读取检查单：它必须是文件',
  'min-score': ({ got }) => `--min-score 应是分数或百分比，如 7 或 60%；而给出的是 '${got}'`,
  due: ({ got }) => `--due 应是日期，或带时区的时间，如 2026-11-26T12:00:00Z；而给出的是 '${got}'`,
  'needs-option': ({ option, other }) => `'${option}' 需要 ${other}`,
  'set-form': ({ got }) => `--set 应是 NAME=VALUE；而给出的是 '${got}'`,
  'set-unknown': ({ name, names }, f) =>
    names.length === 0 ? `检查单没有参数，也没有 '${name}'` : `检查单没有参数 '${name}'；可用的有 ${f.list(names)}`,
  'set-missing': ({ name }) => `检查单需要一个值：--set ${name}=VALUE`,
  'two-captures': ({ count }) => `compare 需要两次抓包 A 和 B；而给出了 ${count} 个`,
  'transfer-id': ({ got }) => `--transfer 应是会话和其数据连接的编号，如 1.2，而不是 '${got}'`,
  'only-of-new': ({ option }) => `'${option}' 是针对题单的：ftp-sniff lab new`,
  'count-without-rotation': () => "'-W' 计的是 -C 或 -G 新开的文件数",
  'rotation-without-file': ({ option }) => `'${option}' 需要可以轮换的文件：-w FILE，或 -F ndjson -o FILE`,
  'table-without-csv': () => "'--table' 需要 --format csv、zeek 或 zeek-json",
  'logs-without-folder': ({ format, names }, f) =>
    `${format} 有几个日志：请给出存放它们的文件夹（-o DIR），或其中之一（--table ${f.either(names)}）`,
  'unknown-topic': ({ got, near }, f) =>
    near.length === 0
      ? `没有主题 '${got}'；ftp-sniff explain 列出全部`
      : `没有主题 '${got}'；是指 ${f.either(near)} 吗？`,
  'what-if': ({ got }) => `--what-if '${got}' 不是规则；规则如 'drop dport 30000-31000'`,
  'what-if-without-firewall': () => "'--what-if' 需要主题 firewall 和抓包：explain firewall FILE",
  'redact-without-write': () => "'--redact' 是针对 -w FILE 所写的文件的",
  'secrets-without-pcapng': () => "'--write-secrets' 是针对 -w FILE.pcapng 所写的带注释的文件的",
  'diff-friendly-without-text': () => "'--diff-friendly' 需要 --format text",
  exclusive: ({ one, other }) => `${one} 与 ${other} 不能同用`,
};
