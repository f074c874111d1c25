/** Parts of one file that were transferred one after the other (REST: RFC 3659 §5; APPE), put together where they fit. */
import { closeSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import type { Fact } from '../../fact.js';
import type { ExtractNoteParams } from '../codes.js';
import { extractNote, outputError } from '../facts.js';
import { ExtractError, type MadeFile, reason, type SafeDirectory } from './directory.js';

const PIECE_BYTES = 1_048_576;

/** [from, to) */
export type Range = readonly [number, number];

/** What has to be done to put a part into a file; places are those of the whole file. */
export type JoinPlan = {
  /** Both have these bytes: they must be the same. */
  readonly compare: readonly Range[];
  /** Only the part has these. */
  readonly copy: readonly Range[];
  /** What is missing afterwards. */
  readonly missing: [number, number][];
};

/**
 * Plans to put a part at [offset, end) into a file of `bytes` bytes.
 * @param holes what is missing in the file; `partHoles`: in the part; both in order
 */
export function planJoin(
  bytes: number,
  holes: readonly Range[],
  [offset, end]: Range,
  partHoles: readonly Range[],
): JoinPlan {
  const common: Range = [offset, Math.min(bytes, end)];
  const added: Range[] = end > bytes ? [[Math.max(bytes, offset), end]] : [];
  const ownHoles = clip(holes, common);
  return {
    compare: without(without([common], holes), partHoles),
    copy: [...without(ownHoles, partHoles), ...without(added, partHoles)],
    missing: [
      ...clip(holes, [0, offset]),
      ...without(ownHoles, without(ownHoles, partHoles)),
      ...clip(holes, [common[1], bytes]),
      ...clip(partHoles, added[0] ?? [0, 0]),
    ].map(([from, to]): [number, number] => [from, to]),
  };
}

function clip(ranges: readonly Range[], [low, high]: Range): Range[] {
  return ranges.map(([from, to]): Range => [Math.max(from, low), Math.min(to, high)]).filter(([from, to]) => from < to);
}

/** `ranges` without `holes`; both in order. */
function without(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    let at = from;
    while (next < holes.length && holes[next]![1] <= from) next++;
    for (let i = next; i < holes.length && holes[i]![0] < to; i++) {
      const [low, high] = holes[i]!;
      if (low > at) left.push([at, low]);
      at = Math.max(at, high);
    }
    if (at < to) left.push([at, to]);
  }
  return left;
}

/**
 * Carries a plan out. Where the bytes that both have differ, nothing is changed.
 * @param shift what is at `x` in the whole is at `x - shift` in the part
 * @param length of the whole afterwards
 * @returns why it does not fit; null: it is done
 */
export async function join(
  directory: SafeDirectory,
  whole: MadeFile,
  part: MadeFile,
  { compare, copy }: JoinPlan,
  shift: number,
  length: number,
): Promise<Fact<ExtractNoteParams> | null> {
  let target: number | null = null;
  let source: number | null = null;
  try {
    target = directory.open(whole, 'both');
    source = directory.open(part, 'read');
    const a = Buffer.allocUnsafe(PIECE_BYTES);
    const b = Buffer.allocUnsafe(PIECE_BYTES);
    for (const [at, bytes] of pieces(compare)) {
      readFully(target, a, bytes, at);
      readFully(source, b, bytes, at - shift);
      if (!a.subarray(0, bytes).equals(b.subarray(0, bytes))) return extractNote('parts-differ', {});
      await rest();
    }
    for (const [at, bytes] of pieces(copy)) {
      readFully(source, a, bytes, at - shift);
      for (let done = 0; done < bytes; ) done += writeSync(target, a, done, bytes - done, at + done);
      await rest();
    }
    ftruncateSync(target, length);
    return null;
  } catch (error) {
    return extractNote('failed', { error: reason(error) });
  } finally {
    if (target !== null) closeSync(target);
    if (source !== null) closeSync(source);
  }
}

/** Ranges in pieces of at most `PIECE_BYTES`: where, and how many bytes. */
function* pieces(ranges: readonly Range[]): Iterable<readonly [number, number]> {
  for (const [from, to] of ranges)
    for (let at = from; at < to; at += PIECE_BYTES) yield [at, Math.min(PIECE_BYTES, to - at)];
}

function readFully(fd: number, into: Buffer, length: number, position: number): void {
  for (let done = 0; done < length; ) {
    const bytes = readSync(fd, into, done, length - done, position + done);
    if (bytes === 0) throw new ExtractError(outputError('file-shorter', {}));
    done += bytes;
  }
}

/** Lets the keyboard and the next packets have their turn. */
const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
