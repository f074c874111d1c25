/** 题单中题目四周的文字，以及生成题单的命令行。 */
import type { SHEET as ENGLISH } from '../en/sheet.js';
import type { Like } from '../messages.js';
import { fileName } from './names.js';

export const SHEET: Like<typeof ENGLISH> = {
  title: 'FTP 实验：关于一次抓包的问题',
  capture: '抓包',
  name: '姓名',
  hints: '提示',
  solutions: '答案',
  answers: {
    number: '数',
    address: '地址',
    port: '端口',
    frame: '帧',
    frames: '各帧，用逗号隔开',
    word: '回答',
    choice: '字母',
    order: '按正确次序写出字母',
    blank: '两个数，用逗号隔开',
    free: '回答',
  },
  session: (id, client, server) => `会话 ${id}：${client} → ${server}`,
  again: (seed) => `再次生成同一份题单：--seed ${seed}。`,
  help: {
    intro: [
      '用法：ftp-sniff lab [选项] FILE ...      在终端界面中回答问题',
      '      ftp-sniff lab new [选项] FILE ...  写出一份题单',
      '',
      '只问抓包能确定回答的问题，附有提示和可以作证的帧。同样的抓包和种子给出同样的',
      '问题。',
    ],
    options: {
      pick: '题目数（12）',
      seed: '选哪些题（1）',
      topic: '只问这些主题：hosts、opening、login、data …',
      format: '题单的格式：md（默认）、html、gift（Moodle）、json',
      answers: '附答案（gift 和 json 总是附有）',
      output: '把题单写到 FILE',
      session: '只问这些会话',
    },
    end: ['退出码：0 完成，1 没有可问的，2 命令行有误，3 输入有损坏。'],
  },
  needsTerminal: 'lab 在终端中提问；ftp-sniff lab new FILE 写出题单',
  recorded: (path) => `你的回答在 ${fileName(path)} 中`,
  noQuestions: '抓包不能回答任何问题：其中有完整的 FTP 会话吗？',
  fewer: (asked, found) => `要 ${asked} 道题；抓包能回答 ${found} 道`,
};
