/** What was asked for and is not there: packets, FTP, the sessions that --session names. */
import type { NumberRange } from './options.js';
import { type Run, reportedOf } from './run.js';

export type Absent = {
  /** One line; null: all is there. */
  readonly remark: string | null;
  /** Nothing at all of what was asked for: exit code 1. */
  readonly failed: boolean;
};

export function absentFrom(run: Run): Absent {
  const { options, texts, analyzer: view } = run;
  const { info } = reportedOf(run);
  const { absent } = texts.cli;
  const sessions = view.sessionCount;
  if (view.packets === 0) {
    const remark = options.interface === null ? absent.noPackets(info.sources) : absent.nothingCame(options.interface);
    return { remark, failed: options.sessions !== null };
  }
  if (options.sessions !== null) {
    const missing = options.sessions.filter(([first]: NumberRange) => first < 1 || first > sessions);
    if (missing.length === 0) return { remark: null, failed: false };
    return {
      remark: absent.sessions(missing, sessions, texts.format),
      failed: missing.length === options.sessions.length,
    };
  }
  return { remark: sessions === 0 ? absent.noSession(info.sources) : null, failed: false };
}
