import type { RESULT_WORDS as ENGLISH } from '../../en/ui/results.js';
import type { Like } from '../../messages.js';
import { ROLES } from '../roles.js';

/** 会话的结果，用于列表和窗格。 */
export const RESULT_WORDS: Like<typeof ENGLISH> = {
  ok: (transfers, f) => `${f.count(transfers)} 成功`,
  failed: (what) => `✘ ${what}`,
  failures: (count, what) => `${count} ✘ ${what}`,
  more: (count) => `另 ${count} ✘`,
  open: (count) => `${count} ? 抓包结束`,
  notYet: (count) => `${count} 尚未`,
  fxp: (address) => `与 ${address} 的 FXP`,
  hidden: '已加密：传输未知',
  nothing: '没有传输',
  why: '原因：',
  advice: '建议：',
  step: (id, step) => `十步中的第 ${step} 步失败（${id}）。`,
  enter: 'Enter 显示时序图',
  closedFirst: (role, frame) => (frame === null ? `由${ROLES[role]}先关闭` : `由${ROLES[role]}先关闭（帧 ${frame}）`),
  failedFirst: '失败的会话在前；再按 F 只显示它们。',
  failedOnly: '只显示有失败的会话；再按 F 显示全部。',
  all: '重新显示全部会话。',
  totals: {
    failed: (sessions, f) => `✘ ${f.count(sessions)} 个会话失败`,
    open: (sessions, f) => `? ${f.count(sessions)} 个未结束`,
    logins: (sessions, f) => `${f.count(sessions)} 个登录失败`,
    clear: (sessions, f) => `${f.count(sessions)} 个以明文发送密码`,
    none: (sessions, f) => `✔ ${f.count(sessions)} 个会话都没有失败`,
  },
};
