/** What failed in a session, for a column of the list. */
import type { ResultParams } from '../../model/result/codes.js';
import type { Messages } from '../messages.js';

const at = (mode: string, port: number | null): string => (port === null ? mode : `${mode} ${port}`);
const codeOf = (code: number | null): string => (code === null ? 'no reply' : String(code));

export const RESULTS: Messages<ResultParams> = {
  unanswered: ({ mode, port }) => `${at(mode, port)} no answer`,
  'refused-rst': ({ mode, port }) => `${at(mode, port)} refused (RST)`,
  prohibited: ({ mode }) => `${mode} prohibited (ICMP)`,
  reset: ({ mode }) => `${mode} reset`,
  rejected: ({ mode, code }) => `${mode} rejected (${codeOf(code)})`,
  'third-host-rejected': ({ mode }) => `${mode} to third host refused`,
  'not-used': ({ mode }) => `${mode} not connected`,
  truncated: ({ name, bytes, expected }, f) =>
    expected === null || expected <= bytes
      ? `${name} cut, ${f.bytes(bytes)}`
      : `${name} cut, ${f.bytes(bytes)} of ${f.bytes(expected)}`,
  'transfer-refused': ({ command, code }) => `${command} refused (${codeOf(code)})`,
  'login-failed': () => 'login failed',
};
