/** 屏幕上的实验题。 */
import type { LAB as ENGLISH } from '../../en/ui/lab.js';
import type { Like } from '../../messages.js';

export const LAB: Like<typeof ENGLISH> = {
  question: (number, count) => `第 ${number}/${count} 题`,
  score: (right, settled, f) => `已做 ${f.count(settled)} 题，答对 ${f.count(right)} 题`,
  hint: (number) => `提示 ${number}：`,
  right: '正确。',
  wrong: '不对。',
  unreadable: '这不是这类题目的答案。',
  person: '已保存，由教师阅读。好的回答会说：',
  revealed: '答案：',
  all: (right, count, f) => `这是最后一题：${f.count(count)} 题中有 ${f.count(right)} 题没有看答案就答对。`,
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
