/** 会话中什么失败了，用于列表的一列。 */
import type { ResultParams } from '../../model/result/codes.js';
import type { Messages } from '../messages.js';

const at = (mode: string, port: number | null): string => (port === null ? mode : `${mode} ${port}`);
const codeOf = (code: number | null): string => (code === null ? '无应答' : String(code));

export const RESULTS: Messages<ResultParams> = {
  unanswered: ({ mode, port }) => `${at(mode, port)} 无响应`,
  'refused-rst': ({ mode, port }) => `${at(mode, port)} 被拒绝 (RST)`,
  prohibited: ({ mode }) => `${mode} 被禁止 (ICMP)`,
  reset: ({ mode }) => `${mode} 被复位`,
  rejected: ({ mode, code }) => `${mode} 通告被拒绝 (${codeOf(code)})`,
  'third-host-rejected': ({ mode }) => `${mode} 指向第三方主机，被拒绝`,
  'not-used': ({ mode }) => `${mode} 无人连接`,
  truncated: ({ name, bytes, expected }, f) =>
    expected === null || expected <= bytes
      ? `${name} 截断，${f.bytes(bytes)}`
      : `${name} 截断，${f.bytes(bytes)}/${f.bytes(expected)}`,
  'transfer-refused': ({ command, code }) => `${command} 被拒绝 (${codeOf(code)})`,
  'login-failed': () => '登录失败',
};
