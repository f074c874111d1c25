/** 分组为什么不能再次读取；接在「不能再次读取：」之后。 */
import type { RereadParams } from '../../capture/codes.js';
import type { Messages } from '../messages.js';
import { fileName } from './names.js';

export const REREAD: Messages<RereadParams> = {
  'not-open': () => '文件还没有打开',
  'read-once': ({ name }) => `${fileName(name)} 只能读一次`,
  compressed: () => '压缩文件不能从中间读起',
  gone: ({ name }) => `${fileName(name)} 已不存在`,
  unread: ({ name, error }) => `${fileName(name)} 不能再次读取（${error}）`,
  replaced: ({ name }) => `${fileName(name)} 读过之后已被另一个文件取代`,
  changed: ({ name }) => `${fileName(name)} 读过之后已经改变`,
  'live-only': () => '实时抓包的分组只在内存中',
  'not-noted': () => '没有记下它在文件中的位置',
};
