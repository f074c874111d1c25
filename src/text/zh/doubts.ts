/** 应答与命令的配对为什么不确定。 */
import { escapeText } from '../../bytes/text.js';
import type { DoubtParams } from '../../ftp/codes.js';
import type { Messages } from '../messages.js';

export const DOUBTS: Messages<DoubtParams> = {
  'unexpected-code': ({ code, verb }) => `${code} 不是 ${escapeText(verb)} 应有的应答；按先后次序配对（RFC 959 §5.4）`,
  'reply-not-captured': () => '它的应答不在本次抓包中',
  'out-of-order': () => '后面的命令先于它得到应答',
  'spare-reply': ({ code }) => `没有一条等待应答的命令会得到 ${code}`,
};
