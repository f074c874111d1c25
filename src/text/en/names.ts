/** How names that come from elsewhere are written in messages. */
import { escapeText } from '../../bytes/text.js';

/** A file as it was named on the command line. */
export const fileName = (name: string): string => (name === '-' ? 'standard input' : escapeText(name));

/** A file that is written. */
export const outputName = (path: string): string => (path === '-' ? 'standard output' : escapeText(path));
