/** The end of a connection: FINs and RST (RFC 9293 §3.6, §3.5.2). */
import { LIMITS } from '../limits.js';
import type { Segment } from '../wire/segment.js';
import type { TcpSide } from './side.js';
import type { Connection, Reset, Side } from './types.js';

type Facts = Connection['teardown'];
const NO_RESETS: Reset[] = [];
const NO_FINS: Facts['unseenFins'] = [];

export class Teardown {
  /** The first RST that was believed. */
  rst: { readonly from: Side; readonly frame: number } | null = null;
  /** Its sequence number. */
  rstSeq = 0;
  /** It lies beyond the window, and is believed because nothing but SYN, FIN and RST was captured. */
  rstBeyondWindow = false;
  /** It came before any FIN. */
  private rstBeforeFin = false;
  /** RSTs that were not believed: outside the window, no answer to the SYN, or proved wrong by what came after. */
  resetsIgnored = 0;

  resets: Reset[] = NO_RESETS;

  /** A RST, believed or not. @param usualTtl of the side's other segments; -1: it has sent none */
  keep({ frame, timeNs, ttl }: Segment, from: Side, usualTtl: number): void {
    if (this.resets === NO_RESETS) this.resets = [];
    if (this.resets.length >= LIMITS.resetsKept) return;
    this.resets.push({ from, frame, timeNs, ttl, usualTtl: usualTtl < 0 ? null : usualTtl });
  }

  reset(from: Side, frame: number, seq: number): void {
    if (this.rst !== null) return;
    this.rst = { from, frame };
    this.rstSeq = seq;
  }

  /** The RST did not end the connection: both sides went on. */
  revoke(): void {
    this.rst = null;
    this.rstBeforeFin = false;
    this.rstBeyondWindow = false;
  }

  /** A side's first FIN; `first`: of the connection. */
  fin(first: boolean): void {
    this.rstBeforeFin = this.rstBeforeFin || (this.rst !== null && first);
  }

  facts(initiator: TcpSide, responder: TcpSide): Facts {
    const fins: Facts['fins'][number][] = [];
    if (initiator.finFrame >= 0) fins.push(finOf('initiator', initiator));
    if (responder.finFrame >= 0) fins.push(finOf('responder', responder));
    if (fins.length === 2 && responder.finFrame < initiator.finFrame) fins.reverse();
    const byReset = this.rst !== null && (fins.length === 0 || this.rstBeforeFin);
    const kind = byReset ? 'rst' : fins.length > 0 ? 'fin' : 'none';
    return { kind, fins, rst: this.rst, unseenFins: fins.length === 2 ? NO_FINS : unseenFins(initiator, responder) };
  }
}

function unseenFins(initiator: TcpSide, responder: TcpSide): Facts['unseenFins'] {
  const found: Facts['unseenFins'][number][] = [];
  if (initiator.lacksFin(responder)) found.push({ from: 'initiator', ackFrame: responder.ackFrame });
  if (responder.lacksFin(initiator)) found.push({ from: 'responder', ackFrame: initiator.ackFrame });
  return found;
}

const finOf = (from: Side, side: TcpSide): Facts['fins'][number] => ({
  from,
  frame: side.finFrame,
  ackFrame: side.finAckFrame < 0 ? null : side.finAckFrame,
});
