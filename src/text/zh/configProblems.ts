/** 配置文件中的错误。 */
import type { ConfigProblemParams } from '../../ui/codes.js';
import type { Messages } from '../messages.js';

const list = (names: readonly string[]): string => names.join('、');

export const CONFIG_PROBLEMS: Messages<ConfigProblemParams> = {
  'not-json': ({ reason }) => `不是 JSON：${reason}`,
  'no-object': () => '应是一个对象：{ "theme": "light" }',
  'setting-unknown': ({ shown, known }) => `未知的设置 ${shown}；可用的有 ${list(known)}`,
  'not-one-of': ({ name, values, shown }) => `"${name}" 应是 ${list(values)} 之一，而不是 ${shown}`,
  'not-boolean': ({ name, shown }) => `"${name}" 应是 true 或 false，而不是 ${shown}`,
  'keys-no-object': () => '"keys" 应是一个对象：{ "quit": ["q"] }',
  'action-unknown': ({ shown }) => `"keys" 中有未知的操作 ${shown}`,
  'interrupt-fixed': () => 'Ctrl-C 不能改作他用',
  'keys-no-list': ({ action, shown }) =>
    `"keys.${action}" 应是按键的列表，如 "x"、"ctrl+x"、"f1"、"space"，而不是 ${shown}`,
  'action-without-key': ({ action }) => `"${action}" 不再有按键`,
  'columns-no-object': ({ shown }) => `"columns" 应是一个对象：{ "sessions": ["number", "client"] }，而不是 ${shown}`,
  'table-unknown': ({ shown, known }) => `"columns" 中可以有 ${list(known)} 的列表，没有 ${shown}`,
  'columns-no-list': ({ table, known, shown }) => `"columns.${table}" 应是列表，可取 ${list(known)}，而不是 ${shown}`,
  'column-unknown': ({ table, known, shown }) => `"columns.${table}" 中没有 ${shown} 这一列；可用的有 ${list(known)}`,
};
