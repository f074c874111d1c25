/** 提取的传输：为什么没有文件，或者为什么文件不完整。 */
import type { ExtractNoteParams } from '../../output/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { OUTPUT_ERRORS } from './outputErrors.js';

export const EXTRACT_NOTES: Messages<ExtractNoteParams> = {
  'same-as': ({ id }) => `与数据连接 ${id} 的相同`,
  'no-connection': () => '它的数据连接不在本次抓包中',
  encrypted: () => '它已加密，密钥未知',
  'recognised-late': () => '在弄清它是什么之前，它的字节已经过去了',
  'no-earlier-part': () => '它之前的部分没有在本次抓包中传输',
  'directory-changed': () => '其间工作目录改变了，而新目录未知',
  'part-unwritten': () => '其中一个部分无法写入',
  'text-parts': () => '文本的各部分无法拼接：长度未知',
  'unknown-loss': () => '各部分有字节缺失，缺失多少未知',
  'unknown-offset': () => '服务器已有多少内容未知',
  'later-part': ({ offset, bytes }) => `它从 ${offset} 开始，而之前只传输了 ${bytes} 字节`,
  'parts-differ': () => '两部分重叠的字节不同',
  failed: ({ error }, f) => messageOf(OUTPUT_ERRORS, error, f),
};
