/** Hash functions as people write them. */
import type { EvidenceParams } from '../../ftp/codes.js';

export const HASH_LABELS: Readonly<Record<EvidenceParams['hash-same']['name'], string>> = {
  sha256: 'SHA-256',
  crc32: 'CRC-32',
  md5: 'MD5',
  sha1: 'SHA-1',
  sha512: 'SHA-512',
};
