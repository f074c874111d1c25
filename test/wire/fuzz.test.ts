import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Packet } from '../../src/capture/packet.js';
import { Decoder } from '../../src/wire/decoder.js';
import { dissect, type Field } from '../../src/wire/dissect.js';
import { LINK_TYPES } from '../../src/wire/tables.js';
import { CARRIERS } from '../support/carriers.js';
import { bytesOf, icmp, ipv4, ipv4Fragments, ipv6, join, packet, tcp } from '../support/packets.js';

const LINK_NUMBERS = [...LINK_TYPES.keys()];
const RUNS = 4000;

/** What must hold of any packet at all; nothing it calls may throw. */
function check(decoder: Decoder, each: Packet): void {
  decoder.decode(each, each.nanoseconds);
  checkFields(dissect(each), 0, each.bytes.length);
}

function checkFields(fields: readonly Field[], start: number, end: number): void {
  for (const field of fields) {
    const isInside = start <= field.start && field.start <= field.end && field.end <= end;
    if (!isInside) expect.fail(`${field.name} [${field.start}, ${field.end}) is not inside [${start}, ${end})`);
    checkFields(field.children ?? [], field.start, field.end);
  }
}

/** A decoder whose sink checks that every promise of `Segment` is kept. */
function checkingDecoder(): Decoder {
  return new Decoder({
    segment(s) {
      const isOrdered = s.payloadStart <= s.payloadEnd && s.payloadEnd <= s.bytes.length;
      const isWholeLength = s.payloadBytes >= s.payloadEnd - s.payloadStart;
      const words = [s.seq, s.ack, s.src0, s.dst3].every((value) => value >>> 0 === value);
      const halves = [s.srcPort, s.dstPort, s.window].every((value) => (value & 0xffff) === value);
      expect([isOrdered, isWholeLength, words, halves]).toEqual([true, true, true, true]);
    },
    icmpError(error) {
      expect(error.seq >>> 0).toBe(error.seq);
      expect(error.quoted.srcPort & 0xffff).toBe(error.quoted.srcPort);
      expect(error.text).not.toBe('');
    },
  });
}

const noisy = (bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array => {
  const copy = bytes.slice();
  for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
  return copy;
};

const TCP = tcp({ flags: 'SA', mss: 1460, sackPermitted: true, windowScale: 3 }, '220 hello there\r\n');
const INNER = [
  ipv4({}, TCP),
  ipv6({}, TCP),
  ipv4({}, icmp(3, 1, ipv4({}, TCP))),
  ...ipv4Fragments({}, TCP, [24, 40]),
  ipv4({ options: new Uint8Array(12).fill(1) }, TCP),
];

test('random bytes under every link type', () => {
  const decoder = checkingDecoder();
  fc.assert(
    fc.property(
      fc.constantFrom(...LINK_NUMBERS),
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(100),
      (linkType, bytes, cut) => check(decoder, packet(bytes, { linkType, originalBytes: bytes.length + cut })),
    ),
    { numRuns: RUNS },
  );
});

test('valid packets of every carrier with some bytes changed, cut and lengthened', () => {
  const decoder = checkingDecoder();
  const changes = fc.array(fc.tuple(fc.nat(200), fc.oneof(fc.constantFrom(0, 1, 0xff, 0x40, 0x60), fc.nat(255))), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...CARRIERS),
      fc.constantFrom(...INNER),
      changes,
      fc.nat(250),
      fc.nat(20),
      (carrier, inner, changed, snaplen, extra) => {
        const whole = join(carrier.wrap(inner), new Uint8Array(extra));
        check(decoder, packet(noisy(whole, changed), { linkType: carrier.linkType, snaplen }));
      },
    ),
    { numRuns: RUNS },
  );
});

test('what a packet yields does not depend on the packets before it, fragments aside', () => {
  const alone = (each: Packet): unknown => {
    const seen: unknown[] = [];
    run(new Decoder({ segment: (s) => seen.push(copy(s)), icmpError: (e) => seen.push(e) }), each);
    return seen;
  };
  const copy = (s: object) => ({ ...s });
  const run = (decoder: Decoder, each: Packet) => decoder.decode(each, 0);
  const packets = CARRIERS.map((carrier) => packet(bytesOf(carrier.wrap(INNER[0]!)), { linkType: carrier.linkType }));
  const seen: unknown[] = [];
  const shared = new Decoder({ segment: (s) => seen.push(copy(s)), icmpError: (e) => seen.push(e) });
  for (const each of packets.filter((_, i) => CARRIERS[i]!.only !== 6)) {
    seen.length = 0;
    run(shared, each);
    expect(seen).toEqual(alone(each));
  }
});
