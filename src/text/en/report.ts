/** Headings and labels of the text report. */
import type { Recognition } from '../../ftp/codes.js';

export const REPORT = {
  recognisedBy: (recognition: Recognition): string => {
    switch (recognition.by) {
      case 'known-port':
        return `by port ${recognition.port}`;
      case 'given-port':
        return `by --port ${recognition.port}`;
      case 'content':
        return 'by content';
    }
  },
} as const;
