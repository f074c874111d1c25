/** What a run of bytes carries of TLS itself (RFC 8446 §4, RFC 5246 §7): hellos, certificate, Finished and alerts. */
import type { Arrival, Side } from '../tcp/types.js';
import { contentOf } from './content.js';
import { ALERT, type TlsFacts } from './facts.js';

export type TlsMessage = 'client-hello' | 'server-hello' | 'certificate' | 'finished' | 'alert' | 'close-notify';

/** Frames of one side. */
export type TlsRun = { readonly from: Side; readonly firstFrame: number; readonly lastFrame: number };

/** In the order in which they are sent. */
export function messagesIn(facts: TlsFacts, { from, firstFrame, lastFrame }: TlsRun): TlsMessage[] {
  const holds = (at: Arrival | null): boolean => at !== null && at.frame >= firstFrame && at.frame <= lastFrame;
  const messages: TlsMessage[] = [];
  if (from === facts.client && holds(facts.clientHello)) messages.push('client-hello');
  if (from !== facts.client && holds(facts.serverHello)) {
    messages.push('server-hello');
    if (facts.certificates.length > 0) messages.push('certificate');
  }
  // In TLS 1.3 the server's hello and Finished travel together; nothing tells them apart.
  if (holds(facts.protectedFrom[from]) && (!facts.tls13 || from === facts.client)) messages.push('finished');
  for (const alert of facts.alerts)
    if (alert.from === from && holds(alert))
      messages.push(alert.description === ALERT.CLOSE_NOTIFY ? 'close-notify' : 'alert');
  const closing = facts.closing(from);
  if (closing !== null && holds(closing) && !messages.includes('close-notify') && !messages.includes('alert'))
    messages.push('close-notify');
  return messages;
}

/** Something that is no message of TLS passes in the run. */
export const carriesContent = (facts: TlsFacts, { from, firstFrame, lastFrame }: TlsRun): boolean =>
  contentOf(facts, from)?.records.some(({ frame, max }) => max > 0 && frame >= firstFrame && frame <= lastFrame) ===
  true;
