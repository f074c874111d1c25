/** 一行与 RFC 959 规定的形式有何不同。 */
import type { Oddity, OddityParams } from '../../ftp/codes.js';
import type { Messages } from '../messages.js';

export const ODDITIES: Messages<OddityParams> = {
  'bare-lf': () => '只以 LF 结尾',
  'bare-cr': () => '只以 CR 结尾',
  'no-line-end': () => '没有行尾',
  'not-utf8': ({ encoding }) => `不是 UTF-8：按 ${encoding} 显示`,
  'line-too-long': ({ bytes }) => `太长：${bytes} 字节未保留`,
  'nul-bytes': () => '前后的 NUL 字节未显示',
  cut: () => '被截断：末尾不在本次抓包中',
  'lower-case': () => '小写',
  'white-space': () => '空白不是一个空格',
  'no-space': () => '应答码之后没有空格',
  'never-ended': () => '多行应答没有结束',
  'reply-too-long': ({ lines }) => `太长：其中 ${lines} 行未保留`,
};

/** 行的旁边只写得下事实，写不下由此得出的结论。 */
export const BRIEF_ODDITIES: Readonly<Record<Oddity['code'], string>> = {
  'bare-lf': '只以 LF 结尾',
  'bare-cr': '只以 CR 结尾',
  'no-line-end': '没有行尾',
  'not-utf8': '不是 UTF-8',
  'line-too-long': '太长',
  'nul-bytes': '前后的 NUL 字节未显示',
  cut: '被截断',
  'lower-case': '小写',
  'white-space': '空白不是一个空格',
  'no-space': '应答码之后没有空格',
  'never-ended': '多行应答没有结束',
  'reply-too-long': '太长',
};
