/** 为全班评分。 */
import { escapeText } from '../../bytes/text.js';
import type { GRADE as ENGLISH } from '../en/grade.js';
import type { Like } from '../messages.js';
import { outputName } from './names.js';

export const GRADE: Like<typeof ENGLISH> = {
  problems: {
    'no-capture': '其中没有抓包。',
    'no-packets': '其中没有分组。',
    'too-large': '抓包太大，无法在此评分。',
    'too-many-files': '其中的文件太多。',
    'too-slow': '读取用时过长。',
    'too-much-memory': '读取占用内存过多。',
    unread: '无法读取。',
    'no-value': '检查单要求的参数值，这份提交没有给出。',
  },
  open: (checks, f) => `有 ${f.count(checks)} 项检查需人工查看。`,
  damaged: '抓包有损坏。',
  late: '抓包的时间晚于截止时间。',
  sameCapture: (names, f) => `与 ${f.list(names)} 的抓包相同。`,
  counts: (all, open, f) =>
    open === 0
      ? `已为 ${f.count(all)} 份提交评分`
      : `共 ${f.count(all)} 份提交，其中 ${f.count(open)} 份需人工查看（?）`,
  written: (folder) => `结果在 ${outputName(folder)} 中`,
  replaced: (files, folder, f) => `替换了 ${outputName(folder)} 中的 ${f.count(files)} 个文件`,
  progress: (done, all, name) => `${done}/${all} ${escapeText(name)}`,
  copies: {
    none: '没有两份提交含有同一条连接。',
    head: '初始序号是随机的：两个序号都相同，就是抓到了同一条连接。\n这可能是同一份抓包交了两次，也可能是两人抓了同一次实验：请先询问，再下结论。',
    sameTimes: '同一份抓包：连接相同，时间也相同。',
    otherTimes: '连接相同而时间不同：时间被改过，或者是用两个时钟抓到的同一件事。',
  },
  feedback: {
    title: (sheet, name) => `${sheet}：${name}`,
    untitled: 'FTP 实验',
    files: '抓包',
    problems: '抓包本身',
    checks: '检查',
  },
};
