/** 检查单错在哪里。 */
import type { SheetParams } from '../../model/check/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { FILTER_ERRORS } from './filterErrors.js';

const WANTED = {
  object: '带名称的成员',
  list: '不为空的列表',
  text: '文本',
  number: '分数，不小于 0',
  source: 'set、folder 或 file',
  id: '字母、数字、点、连字符和下划线，最多 80 个',
  name: '名称：字母、数字和下划线，以字母开头',
} satisfies Record<SheetParams['member-wrong']['wanted'], string>;

/** 编写检查单的人会遇到的解析器错误码。 */
const UNREADABLE: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '这个名称在这里出现两次',
  BAD_INDENT: '缩进不合，或者有括号没有关闭',
  TAB_AS_INDENT: 'YAML 用空格缩进，不用制表符',
  MISSING_CHAR: '这里缺少一个字符：引号、括号或逗号',
  BLOCK_AS_IMPLICIT_KEY: "含有 ': ' 的文本要放在引号中",
  IMPOSSIBLE: '这不能放在这里',
};

export const SHEET_ERRORS: Messages<SheetParams> = {
  'too-long': ({ limit }, f) => `检查单最多 ${f.count(limit)} 个字符`,
  'too-deep': () => '括号嵌套太深',
  empty: () => '检查单中什么也没有',
  unreadable: ({ code }) => `这不是 YAML：${UNREADABLE[code] ?? code}`,
  'not-taken': ({ what }) =>
    what === 'alias'
      ? '不接受别名（*name）：请写出全文；以 * 开头的文本要放在引号中'
      : '不接受标签（!name）；以 ! 开头的文本要放在引号中',
  'several-documents': () => '检查单是一个 YAML 文档',
  'member-unknown': ({ name, meant, names }, f) =>
    meant === null ? `未知的名称 '${name}'；可用的有 ${f.list(names)}` : `未知的名称 '${name}'：是指 '${meant}' 吗？`,
  'member-missing': ({ member }) => `缺少 '${member}'`,
  'member-wrong': ({ member, wanted }) => `'${member}' 应是：${WANTED[wanted]}`,
  expression: ({ error }, f) => messageOf(FILTER_ERRORS, error, f),
  'expression-empty': () => '表达式是空的',
  'id-repeated': ({ id }) => `已有另一项检查 '${id}'`,
  'needs-unknown': ({ needs, meant }) =>
    meant === null ? `没有检查 '${needs}'` : `没有检查 '${needs}'：是指 '${meant}' 吗？`,
  'needs-circle': ({ ids }) => `这些检查互相需要：${ids.join(' -> ')}`,
  'too-many': ({ limit }, f) => `检查单最多 ${f.count(limit)} 项检查`,
};
