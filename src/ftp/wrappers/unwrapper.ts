/** Takes a proxy's wrapper off a connection: what is behind it goes to the consumer that it would have without. */
import { copyOf } from '../../bytes/copy.js';
import { LIMITS } from '../../limits.js';
import type { Arrival, Connection, Side, StreamConsumer } from '../../tcp/types.js';
import type { PrefixBudget } from '../matching/candidate.js';
import { httpConnect } from './httpConnect.js';
import { proxyV1, proxyV2 } from './proxyProtocol.js';
import { socks4, socks5 } from './socks.js';
import type { Tunnel, WrapperForm } from './wrapper.js';

/** Headers that a proxy puts before any connection. */
const HEADERS: readonly WrapperForm[] = [proxyV1, proxyV2];
/** ... and dialogues that ask a proxy for a destination. */
const FORMS: readonly WrapperForm[] = [...HEADERS, httpConnect, socks4, socks5];

type Piece = {
  readonly from: Side;
  readonly at: Arrival;
  readonly bytes: Uint8Array | null;
  readonly gapBytes: number;
};

/**
 * The form that the first bytes of a connection begin like; null: none.
 * @param headersOnly the connection goes to where it was announced: no destination is asked for
 */
export function formOf(
  { sides, initiatorKnown }: Connection,
  from: Side,
  bytes: Uint8Array,
  start: number,
  end: number,
  headersOnly: boolean,
): WrapperForm | null {
  if (from !== 'initiator' || !initiatorKnown || sides.responder.bytes > 0) return null;
  if (sides.initiator.bytes > end - start) return null;
  const first = bytes.subarray(start, end);
  return (headersOnly ? HEADERS : FORMS).find(({ starts }) => starts(first)) ?? null;
}

/** Can these first bytes be a wrapper's? */
export const startsWrapper = (first: Uint8Array): boolean => FORMS.some(({ starts }) => starts(first));

/** Reads the wrapper; replaces itself as the connection's consumer as soon as it is clear what it is. */
export class Unwrapper implements StreamConsumer {
  readonly ordered = true;
  #pieces: Piece[] = [];
  #cost = 0;
  #opening: Record<Side, Uint8Array> = { initiator: new Uint8Array(0), responder: new Uint8Array(0) };

  /** @param decided sets the consumer that goes on; the tunnel is null where there is none after all */
  constructor(
    private readonly form: WrapperForm,
    private readonly budget: PrefixBudget,
    private readonly decided: (connection: Connection, tunnel: Tunnel | null, at: Arrival) => void,
  ) {}

  data(connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    const copy = copyOf(bytes, start, end);
    this.#keep(from, copy, 0, at);
    const before = this.#opening[from];
    const joined = new Uint8Array(before.length + copy.length);
    joined.set(before);
    joined.set(copy, before.length);
    this.#opening[from] = joined;
    const reading = this.form.read(this.#opening);
    const full = joined.length > LIMITS.wrapperBytes || this.budget.bytes > LIMITS.prefixBytesTotal;
    if (reading === 'more' && !full) return;
    this.#end(connection, typeof reading === 'string' ? null : reading, at);
  }

  gap(connection: Connection, from: Side, lengthBytes: number, at: Arrival): void {
    this.#keep(from, null, lengthBytes, at);
    this.#end(connection, null, at);
  }

  /** The connection has ended, or is claimed as it is: everything that came goes to this consumer. */
  replay(connection: Connection, consumer: StreamConsumer): void {
    connection.consumer = consumer;
    this.#pass(connection, null);
  }

  /** Gives the kept bytes up. */
  drop(): void {
    this.budget.bytes -= this.#cost;
    this.#cost = 0;
    this.#pieces = [];
  }

  #end(connection: Connection, tunnel: Tunnel | null, at: Arrival): void {
    this.decided(connection, tunnel, { frame: at.frame, timeNs: at.timeNs });
    this.#pass(connection, tunnel);
  }

  #pass(connection: Connection, tunnel: Tunnel | null): void {
    const pieces = this.#pieces;
    this.drop();
    const left = { initiator: tunnel?.bytes.initiator ?? 0, responder: tunnel?.bytes.responder ?? 0 };
    for (const { from, at, bytes, gapBytes } of pieces) {
      // The consumer may change with every piece: a candidate turns out to be a dialogue.
      if (bytes === null) connection.consumer?.gap(connection, from, gapBytes, at);
      else {
        const start = Math.min(left[from], bytes.length);
        left[from] -= start;
        if (start < bytes.length) connection.consumer?.data(connection, from, bytes, start, bytes.length, at);
      }
    }
  }

  #keep(from: Side, bytes: Uint8Array | null, gapBytes: number, { frame, timeNs }: Arrival): void {
    this.#pieces.push({ from, at: { frame, timeNs }, bytes, gapBytes });
    const cost = (bytes?.length ?? 0) * 2 + PIECE_OVERHEAD_BYTES;
    this.#cost += cost;
    this.budget.bytes += cost;
  }
}

const PIECE_OVERHEAD_BYTES = 256;
