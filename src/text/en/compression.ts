/** Damage of compressed data. */
import { escapeText } from '../../bytes/text.js';
import type { CompressionDamage, UnpackParams } from '../../capture/codes.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';

const UNPACKING: Messages<UnpackParams> = {
  'unexpected-end': () => 'unexpected end of file',
  'bad-checksum': () => 'the checksum does not fit',
  'foreign-rest': ({ compression }) =>
    compression === 'gzip'
      ? 'what follows the last member is not gzip'
      : `what follows the last frame is not ${compression}`,
  'unknown-method': () => 'unknown compression method',
  'block-too-large': ({ limitBytes }) => `a block is larger than ${limitBytes / 1024} KiB`,
  'needs-memory': ({ bytes }) =>
    `it needs ${Math.round(bytes / 1_048_576)} MiB of memory to unpack; use zstd -d --long=31`,
  corrupt: ({ text }) => escapeText(text),
};

export const compressionDamage = ({ compression, at, why, stopped }: CompressionDamage, f: Format): string =>
  `the ${compression} data is damaged near byte ${f.count(at)} of the compressed file (${messageOf(UNPACKING, why, f)})${stopped ? '; unpacking stopped there' : ''}`;
