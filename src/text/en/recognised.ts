/** How a control connection was recognised. */
import type { Recognition } from '../../ftp/codes.js';

export function recognised(recognition: Recognition): string {
  switch (recognition.by) {
    case 'known-port':
      return `by port ${recognition.port}`;
    case 'given-port':
      return `by --port ${recognition.port}`;
    case 'content':
      return 'by content';
  }
}
