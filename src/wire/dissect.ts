/** The packet view: every header of one packet as a tree of fields with byte offsets. */
import type { Packet } from '../capture/packet.js';
import { Decoder } from './decoder.js';
import { type Field, Header } from './header.js';
import type { Layer } from './layer.js';
import type { WireSink } from './segment.js';
import { tcpChecksumVerdict } from './transport/tcpChecksum.js';

export type { Field } from './header.js';

const NOBODY: WireSink = { segment() {}, icmpError() {} };

/**
 * The headers of a packet in order, then its payload or what was not decoded. Goes exactly the decoder's way, by its
 * tables. Offsets are into `packet.bytes`, children lie within their parents; nothing is borrowed. A fragment shows its
 * own part only. Never throws, whatever the bytes.
 */
export function dissect(packet: Packet): Field[] {
  const dissection = new Dissection();
  dissection.decode(packet, 0);
  return dissection.finish(packet);
}

/** A decoder that writes down what it walks over. */
class Dissection extends Decoder {
  readonly #fields: Field[] = [];
  #reason: string | undefined;
  #isFragment = false;

  constructor() {
    super(NOBODY);
  }

  override enter(layer: Layer, b: Uint8Array, at: number, end: number) {
    const header = new Header(layer.name, b, at, end);
    layer.describe(header);
    if (header.field.children!.length > 0) this.#fields.push(header.field);
    super.enter(layer, b, at, end);
    const quoted = layer.quotes?.(b, at, end) ?? -1;
    if (quoted >= 0) {
      this.#data('Quoted datagram', `${end - quoted} bytes`, quoted, end);
      // A quote is cut as a rule; that is no reason of this packet's.
      const reason = this.#reason;
      this.rawIp(b, quoted, end);
      this.#reason = reason;
    }
  }

  override skip(reason: string): void {
    this.#reason ??= reason;
    super.skip(reason);
  }

  override fragment(
    _id: number,
    protocol: number,
    offset: number,
    more: boolean,
    b: Uint8Array,
    at: number,
    end: number,
  ) {
    const last = more ? '' : ', the last';
    this.#data('Fragment', `${end - at} bytes at offset ${offset} of the datagram${last}`, at, end);
    // The first one holds the next header.
    this.#isFragment = true;
    if (offset === 0) this.ipProtocol(protocol, b, at, end);
  }

  override deliver(): void {
    const { payloadStart, payloadEnd, payloadBytes } = this.segment;
    if (this.cutBytes === 0 && !this.#isFragment) this.#judgeChecksum(payloadEnd);
    if (payloadBytes === 0) return;
    const captured = payloadEnd - payloadStart;
    const cut = captured < payloadBytes ? `, ${captured} captured` : '';
    this.#data('TCP payload', `${payloadBytes} bytes${cut}`, payloadStart, payloadEnd);
  }

  override icmpError(): void {}

  /** The segment that ends at `end` is whole; its header is the last that was described. */
  #judgeChecksum(end: number): void {
    const header = this.#fields.at(-1);
    const checksum = header?.children?.find((field) => field.name === 'Checksum');
    if (header === undefined || checksum === undefined) return;
    checksum.value += ` (${tcpChecksumVerdict(this.segment, this.segment.bytes, header.start, end)})`;
  }

  /** Adds what no header covered. */
  finish(packet: Packet): Field[] {
    const length = packet.bytes.length;
    const covered = this.#fields.reduce((end, field) => Math.max(end, field.end), 0);
    const rest = length - covered;
    const why = this.#reason === undefined ? '' : `not analysed: ${this.#reason}`;
    if (why !== '') this.#data('Data', rest > 0 ? `${rest} bytes, ${why}` : why, covered, length);
    else if (rest > 0) this.#data('Trailer', `${rest} bytes of padding or trailer`, covered, length);
    return this.#fields;
  }

  #data(name: string, value: string, start: number, end: number): void {
    this.#fields.push({ name, value, start, end });
  }
}
