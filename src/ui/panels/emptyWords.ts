/** What is said where there is no session to show. */
import { escapeText } from '../../bytes/text.js';
import { plural } from '../../model/format.js';
import type { Context } from '../data/context.js';

/** Why there is none, and what to look at. */
export function noSession(context: Context): string {
  const { analyzer, input } = context;
  const { problems } = input.source.status;
  const { state } = input.pump;
  const damage = problems[0] ? `\n${escapeText(problems[0].message)}` : '';
  if (state !== 'done' && state !== 'failed') {
    const waits = 'waiting for a control connection (port 21, or FTP on any port) ...';
    const seen =
      analyzer.packets === 0 ? 'No packet yet' : `No FTP session yet in ${plural(analyzer.packets, 'packet')}`;
    const paused = state === 'paused' ? '\nPaused: p goes on.' : '';
    return `${seen}: ${waits}${paused}${damage}`;
  }
  if (analyzer.packets === 0) return `There is no packet in this capture.${damage}`;
  const { connections } = analyzer;
  const what = connections === 0 ? 'no TCP connection' : `${plural(connections, 'TCP connection')}, none of them FTP`;
  const other =
    connections === 0 ? '' : '\nFTP on another port is recognised by what is said; under TLS, --port says where it is.';
  return `No FTP session in this capture: ${plural(analyzer.packets, 'packet')}, ${what}.${other}\n7 shows what was there.${damage}`;
}
