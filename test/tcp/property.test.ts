/**
 * The reassembler against an oracle that is slow and obvious: an array of bytes. Set TCP_RUNS for more than the usual
 * number of random streams.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type StreamOutput, StreamReassembler } from '../../src/tcp/reassembly.js';

const RUNS = Number(process.env.TCP_RUNS ?? 400);
const LENGTH = 60;

type Step =
  | {
      readonly kind: 'segment';
      readonly at: number;
      readonly length: number;
      readonly cut: number;
      readonly lie: number;
    }
  | { readonly kind: 'ack'; readonly at: number };

/** The true byte at an offset; a lying segment adds `lie` to each second one. */
const byteAt = (offset: number, lie: number): number => (65 + (offset % 26) + (offset % 2 === 0 ? lie : 0)) & 0xff;

/** Events as one string a byte: the byte's number, or '-' for a lacking one. */
type Outcome = {
  stream: string[];
  retransmissions: number;
  outOfOrder: number;
  missingBytes: number;
  conflictingBytes: number;
  lateBytes: number;
  missing: string;
  bytes: number;
};

function oracle(steps: readonly Step[]): Outcome {
  /** Per offset: what arrived first ('cut': seen but not captured), and in which step. */
  const cells: ({ value: number | 'cut'; step: number } | undefined)[] = new Array(LENGTH * 2);
  const lost = new Array<boolean>(LENGTH * 2).fill(false);
  const stream: string[] = [];
  const early: { step: number; last: number }[] = [];
  let comparableFrom = 0;
  const got: Outcome = {
    stream,
    retransmissions: 0,
    outOfOrder: 0,
    missingBytes: 0,
    conflictingBytes: 0,
    lateBytes: 0,
    missing: '',
    bytes: 0,
  };
  const emit = (): void => {
    for (let cell = cells[stream.length]; cell !== undefined; cell = cells[stream.length]) {
      stream.push(cell.value === 'cut' ? '-' : String(cell.value));
      if (cell.value === 'cut') comparableFrom = stream.length;
    }
  };
  const skipTo = (to: number): void => {
    while (stream.length < to) {
      if (cells[stream.length] === undefined) {
        lost[stream.length] = true;
        stream.push('-');
        comparableFrom = stream.length;
      }
      emit();
    }
  };
  steps.forEach((step, index) => {
    if (step.kind === 'ack') {
      // One more than was sent, as far as anybody saw: the number of a FIN that the capture lacks.
      const fin = step.at === stream.length + 1 && cells.findLastIndex((cell) => cell !== undefined) < stream.length;
      if (!fin) skipTo(step.at);
      return;
    }
    const frontier = stream.length;
    const compare = comparableFrom;
    let repeats = false;
    let last = -1;
    for (let i = 0; i < step.length; i++) {
      const offset = step.at + i;
      const value = i < step.length - step.cut ? byteAt(offset, step.lie) : 'cut';
      const cell = cells[offset];
      if (lost[offset]) got.lateBytes++;
      else if (cell !== undefined) {
        repeats = true;
        const held = offset >= frontier ? cell.value !== 'cut' : offset >= compare;
        if (held && value !== 'cut' && value !== cell.value) got.conflictingBytes++;
      } else {
        cells[offset] = { value, step: index };
        last = offset;
      }
    }
    if (repeats) got.retransmissions++;
    emit();
    if (last >= stream.length) early.push({ step: index, last });
  });
  skipTo(cells.reduce((_end, _cell, offset) => offset + 1, 0));
  // A segment had overtaken others where something before its last new byte came in a later step.
  for (const { step, last } of early) {
    if (cells.slice(0, last).some((cell) => cell !== undefined && cell.step > step)) got.outOfOrder++;
  }
  got.missingBytes = stream.filter((byte) => byte === '-').length;
  got.missing = stream.map((byte) => (byte === '-' ? '-' : '+')).join('');
  got.bytes = stream.length;
  return got;
}

function real(steps: readonly Step[], isn: number): Outcome {
  const got: string[] = [];
  const output: StreamOutput = {
    streamData: (_stream, bytes, start, end) => {
      expect(end).toBeGreaterThan(start);
      for (let i = start; i < end; i++) got.push(String(bytes[i]));
    },
    streamGap: (_stream, length) => {
      expect(length).toBeGreaterThan(0);
      for (let i = 0; i < length; i++) got.push('-');
    },
  };
  const budget = { usedBytes: 0, recentBytes: 0 };
  const stream = new StreamReassembler(output, budget);
  stream.begin(isn);
  stream.remember();
  const packet = new Uint8Array(LENGTH * 3);
  for (const [frame, step] of steps.entries()) {
    const seq = (isn + 1 + step.at) >>> 0;
    if (step.kind === 'ack') stream.acknowledged(seq, frame, 0, false);
    else {
      packet.fill(0);
      for (let i = 0; i < step.length - step.cut; i++) packet[7 + i] = byteAt(step.at + i, step.lie);
      stream.push(seq, packet, 7, 7 + step.length - step.cut, step.length, frame, 0);
      // Borrowed bytes: whoever did not copy them sees this.
      packet.fill(255);
    }
    expect(stream.bytes).toBeGreaterThanOrEqual(got.length);
  }
  stream.finish(steps.length, 0);
  expect(budget.usedBytes).toBe(0);
  stream.forget();
  expect(budget.recentBytes).toBe(0);
  const marks = new Array<string>(got.length).fill('+');
  for (const [from, to] of stream.missing) marks.fill('-', from, to);
  const { retransmissions, outOfOrder, missingBytes, conflictingBytes, lateBytes, bytes } = stream;
  return {
    stream: got,
    retransmissions,
    outOfOrder,
    missingBytes,
    conflictingBytes,
    lateBytes,
    missing: marks.join(''),
    bytes,
  };
}

const anySegment = fc.record({
  kind: fc.constant('segment' as const),
  at: fc.nat(LENGTH - 1),
  length: fc.integer({ min: 1, max: 20 }),
  cut: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(20)),
  lie: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
});
const anyAck = fc.record({ kind: fc.constant('ack' as const), at: fc.nat(LENGTH + 20) });

/** A stream cut into segments, some of them lost, repeated, and moved a little: what networks do. */
const plausible = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 9 }), copies: fc.nat(2), move: fc.nat(3), ack: fc.boolean() }), {
    maxLength: 12,
  })
  .map((parts) => {
    const steps: { order: number; step: Step }[] = [];
    let at = 0;
    for (const [i, part] of parts.entries()) {
      for (let copy = 0; copy < part.copies; copy++) {
        const step: Step = { kind: 'segment', at, length: part.length, cut: 0, lie: 0 };
        steps.push({ order: i + part.move + 2 * copy, step });
      }
      at += part.length;
      if (part.ack) steps.push({ order: i + 2, step: { kind: 'ack', at } });
    }
    return steps.sort((a, b) => a.order - b.order).map(({ step }) => step);
  });

const wild = fc
  .array(fc.oneof({ weight: 6, arbitrary: anySegment }, { weight: 1, arbitrary: anyAck }), { maxLength: 25 })
  .map((steps): Step[] =>
    steps.map((step) => (step.kind === 'ack' ? step : { ...step, cut: Math.min(step.cut, step.length) })),
  );

/** Where the stream begins: anywhere, or so that 2^32 or 2^31 lies within it. */
const anyIsn = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.integer({ min: 0xffff_ffff - LENGTH, max: 0xffff_ffff }),
  fc.integer({ min: 0x7fff_ffff - LENGTH, max: 0x7fff_ffff }),
);

describe('the reassembler agrees with the oracle', () => {
  for (const [name, steps] of [
    ['on what networks do: loss, repetition, reordering', plausible],
    ['on anything: conflicting overlaps, cut payload, early ACKs', wild],
  ] as const) {
    test(name, { timeout: 600_000 }, () => {
      fc.assert(
        fc.property(steps, anyIsn, (list, isn) => {
          expect(real(list, isn)).toEqual(oracle(list));
        }),
        { numRuns: RUNS },
      );
    });
  }
});
