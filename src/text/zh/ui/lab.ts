/** 屏幕上的实验题。 */

import type { LAB as ENGLISH, LabScore } from '../../en/ui/lab.js';
import type { Format } from '../../format.js';
import type { Like } from '../../messages.js';

const tries = ({ wrong, hints }: LabScore, f: Format): string =>
  (wrong === 0 ? '' : `，答错 ${f.count(wrong)} 次`) + (hints === 0 ? '' : `，提示 ${f.count(hints)} 条`);

export const LAB: Like<typeof ENGLISH> = {
  question: (number, count) => `第 ${number}/${count} 题`,
  score: (score, f) => `已做 ${f.count(score.settled)} 题，答对 ${f.count(score.right)} 题${tries(score, f)}`,
  hint: (number) => `提示 ${number}：`,
  right: '正确。',
  wrong: '不对。',
  wrongAgain: '不对。再试一次；h 给出提示。',
  noMoreHints: '没有更多提示了；r 显示答案。',
  begin: '按 Enter 后输入',
  pressLetter: '按选项字母',
  unreadable: '这不是这类题目的答案。',
  person: '已保存，由教师阅读。好的回答会说：',
  revealed: '答案：',
  all: (score, f) =>
    `这是最后一题：${f.count(score.settled)} 题中答对 ${f.count(score.right)} 题${tries(score, f)}。换一个 --seed 会问别的题；删去抓包旁的记录即可重新开始。`,
  keys: {
    answer: '回答',
    check: '检查',
    leave: '离开',
    hint: '提示',
    reveal: '看答案',
    next: '下一题',
    previous: '上一题',
    toViews: '按键转到视图',
    toQuestion: '回到题目',
    quit: '退出',
  },
};
