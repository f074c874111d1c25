/** 控制连接是怎样识别的。 */
import type { Recognition } from '../../ftp/codes.js';

export function recognised(recognition: Recognition): string {
  switch (recognition.by) {
    case 'known-port':
      return `凭端口 ${recognition.port}`;
    case 'given-port':
      return `凭 --port ${recognition.port}`;
    case 'content':
      return '凭内容';
  }
}
