/** 压缩数据的损坏。 */
import { escapeText } from '../../bytes/text.js';
import type { CompressionDamage, UnpackParams } from '../../capture/codes.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';

const UNPACKING: Messages<UnpackParams> = {
  'unexpected-end': () => '文件意外结束',
  'bad-checksum': () => '校验和不符',
  'foreign-rest': ({ compression }) =>
    compression === 'gzip' ? '最后一个成员之后的内容不是 gzip' : `最后一个帧之后的内容不是 ${compression}`,
  'unknown-method': () => '未知的压缩方法',
  'block-too-large': ({ limitBytes }) => `有一个块大于 ${limitBytes / 1024} KiB`,
  'needs-memory': ({ bytes }) => `解压需要 ${Math.round(bytes / 1_048_576)} MiB 内存；请改用 zstd -d --long=31`,
  corrupt: ({ text }) => escapeText(text),
};

export const compressionDamage = ({ compression, at, why, stopped }: CompressionDamage, f: Format): string =>
  `${compression} 数据在压缩文件的字节 ${f.count(at)} 附近损坏（${messageOf(UNPACKING, why, f)}）${stopped ? '；解压到此为止' : ''}`;
