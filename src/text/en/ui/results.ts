import type { Format } from '../../format.js';

/** Results of sessions, in lists and panes. */
export const RESULT_WORDS = {
  ok: (transfers: number, f: Format) => `${f.count(transfers)} ok`,
  failed: (what: string) => `✘ ${what}`,
  failures: (count: number, what: string) => `${count} ✘ ${what}`,
  more: (count: number) => `${count} more ✘`,
  open: (count: number) => `${count} ? capture ends`,
  notYet: (count: number) => `${count} not yet`,
  fxp: (address: string) => `FXP with ${address}`,
  hidden: 'encrypted: transfers not known',
  nothing: 'no transfer',
  why: 'Why:',
  advice: 'Do: ',
  step: (id: string, step: number) => `Step ${step} of 10 failed (${id}).`,
  enter: 'Enter shows the ladder',
  closedFirst: (role: 'client' | 'server', frame: number | null) =>
    frame === null
      ? role === 'client'
        ? 'Closed first by the client'
        : 'Closed first by the server'
      : role === 'client'
        ? `Closed first by the client (frame ${frame})`
        : `Closed first by the server (frame ${frame})`,
  failedFirst: 'Failed sessions first; F again shows only them.',
  failedOnly: 'Only sessions in which something failed; F again shows all.',
  all: 'All sessions are shown again.',
  totals: {
    failed: (sessions: number, f: Format) =>
      f.plural(sessions, { one: '✘ # session failed', other: '✘ # sessions failed' }),
    open: (sessions: number, f: Format) => f.plural(sessions, { one: '? # left open', other: '? # left open' }),
    logins: (sessions: number, f: Format) => f.plural(sessions, { one: '# login failed', other: '# logins failed' }),
    clear: (sessions: number, f: Format) =>
      f.plural(sessions, { one: '# sent its password in clear', other: '# sent passwords in clear' }),
    none: (sessions: number, f: Format) =>
      f.plural(sessions, { one: '✔ nothing failed in # session', other: '✔ nothing failed in # sessions' }),
  },
} as const;
