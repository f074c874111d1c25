/** 为什么写不了。 */
import type { OutputErrorParams } from '../../output/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { outputName } from './names.js';
import { whatFailed, whyNotWritten } from './systemErrors.js';

export const OUTPUT_ERRORS: Messages<OutputErrorParams> = {
  'report-unwritten': ({ path, error }) => `无法写入 ${outputName(path ?? '-')}：${whyNotWritten(error)}`,
  'file-exists': ({ path }) => `${path} 已经存在；什么也没有写。`,
  'file-unsaved': ({ path, error }) => `无法写入 ${path}：${whyNotWritten(error)}。`,
  'directory-unusable': ({ directory, error }, f) => `无法提取到 ${directory}：${messageOf(OUTPUT_ERRORS, error, f)}`,
  system: ({ error }) => whatFailed(error),
  'file-replaced': () => '另一个文件取代了它',
  'too-many-files': () => '同名文件太多',
  'too-many-directories': () => '同名目录太多',
  'link-elsewhere': () => '有一个链接指向别处',
  'file-shorter': () => '文件比写入的短',
};
