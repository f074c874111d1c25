/** What is reported beside the report, on standard error. */
import { inertText } from '../bytes/text.js';

/** One line. File names, arguments and what servers call their files may be hostile. */
export const complain = (text: string): void => void process.stderr.write(`ftp-sniff: ${inertText(text)}\n`);
