/** What was looked for and is not there: packets, FTP, the sessions that --session names. */
import { plural } from '../bytes/digits.js';
import type { Report } from '../output/format.js';
import type { NumberRange } from './options.js';
import type { Run } from './run.js';

export type Absent = {
  /** One line; null: all is there. */
  readonly remark: string | null;
  /** Nothing at all of what was asked for: exit code 1. */
  readonly failed: boolean;
};

export function absentFrom({ options }: Run, { view, info }: Report): Absent {
  const source = info.sources.map((name) => (name === '-' ? 'standard input' : name)).join(', ');
  const { sessions } = view;
  if (view.packets === 0) {
    const what = options.interface === null ? 'no packets in it' : 'no packets came';
    return {
      remark: `${source}: ${what}: was the capture stopped at once, or its filter too narrow?`,
      failed: options.sessions !== null,
    };
  }
  if (options.sessions !== null) {
    const has = ([first, last]: NumberRange) => sessions.some(({ id }) => id >= first && id <= last);
    const missing = options.sessions.filter((range) => !has(range));
    if (missing.length === 0) return { remark: null, failed: false };
    const [only] = missing;
    const one = missing.length === 1 && only![0] === only![1];
    const names = missing.map(([first, last]) => (first === last ? first : `${first} to ${last}`)).join(', ');
    return {
      remark: `there ${one ? 'is no session' : 'are no sessions'} ${names} (${plural(sessions.length, 'session')} in this capture)`,
      failed: missing.length === options.sessions.length,
    };
  }
  return { remark: sessions.length === 0 ? `no FTP session in ${source}` : null, failed: false };
}
