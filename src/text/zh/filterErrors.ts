/** 输入的过滤条件错在哪里。 */
import type { FilterErrorParams } from '../../model/filter/codes.js';
import type { Messages } from '../messages.js';

/** 一行写得下的值的个数。 */
const MANY = 20;

export const FILTER_ERRORS: Messages<FilterErrorParams> = {
  'quote-open': ({ quote }) => `缺少结尾的 ${quote}`,
  'sign-unknown': ({ sign }) => `读不懂 ${JSON.stringify(sign)}；「与」写作 &&，「或」写作 ||`,
  'word-misplaced': ({ word }) => `'${word}' 不能放在这里；比较之间要用 && 或 || 连接`,
  'brackets-too-deep': () => '括号太多',
  'bracket-open': () => "缺少 ')'",
  'end-missing': () => '末尾缺少内容',
  'word-expected': ({ word }) => `这里应是报告中的一个词，而不是 '${word}'`,
  'word-unknown': ({ word, meant }) =>
    meant === null
      ? `未知的词 '${word}'；ftp-sniff check --fields 列出所有的词`
      : `未知的词 '${word}'：是指 '${meant}' 吗？`,
  'value-impossible': ({ word, value, only }) =>
    only.length > MANY
      ? `'${word}' 不可能是 '${value}'`
      : `'${word}' 不可能是 '${value}'；它只能是 ${only.join('、')} 之一`,
  'number-expected': ({ word, value }) => `'${word}' 是数，而不是 '${value}'`,
  'boolean-expected': ({ word, value }) => `'${word}' 是 true 或 false，而不是 '${value}'`,
  'too-long': ({ limit }, f) => `超过 ${f.count(limit)} 个字符`,
  'lists-too-deep': ({ limit }) => `any、all 和 count 最多嵌套 ${limit} 层`,
  'list-expected': ({ word }) => `这里应是列表，如 dataConnections，而不是 '${word}'`,
  'list-unknown': ({ word, lists }, f) => `这里没有列表 '${word}'；可用的有 ${f.list(lists)}`,
  'list-misplaced': ({ word }) => `'${word}' 是列表：请写 any(${word}, ...)、all(${word}, ...) 或 count(${word})`,
  'parameter-unknown': ({ name, names }, f) =>
    names.length === 0
      ? `没有参数 '$${name}'；请在 param 之下写明`
      : `没有参数 '$${name}'；可用的有 ${f.list(names.map((one) => `$${one}`))}`,
  'value-missing': ({ word }) => `缺少与 '${word}' 比较的值`,
};
