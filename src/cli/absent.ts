/** What was asked for and is not there: packets, FTP, the sessions that --session names. */
import type { Report } from '../output/format.js';
import type { NumberRange } from './options.js';
import type { Run } from './run.js';

export type Absent = {
  /** One line; null: all is there. */
  readonly remark: string | null;
  /** Nothing at all of what was asked for: exit code 1. */
  readonly failed: boolean;
};

export function absentFrom({ options, texts }: Run, { view, info }: Report): Absent {
  const { absent } = texts.cli;
  const { sessions } = view;
  if (view.packets === 0) {
    const remark = options.interface === null ? absent.noPackets(info.sources) : absent.nothingCame(options.interface);
    return { remark, failed: options.sessions !== null };
  }
  if (options.sessions !== null) {
    const has = ([first, last]: NumberRange) => sessions.some(({ id }) => id >= first && id <= last);
    const missing = options.sessions.filter((range) => !has(range));
    if (missing.length === 0) return { remark: null, failed: false };
    return {
      remark: absent.sessions(missing, sessions.length, texts.format),
      failed: missing.length === options.sessions.length,
    };
  }
  return { remark: sessions.length === 0 ? absent.noSession(info.sources) : null, failed: false };
}
