/** Payload that came before an earlier part of its stream. */
import { LIMITS } from '../limits.js';

/** Bytes held in all out-of-order buffers together, shared by the streams of a table. */
export type HeldPiecesBudget = { usedBytes: number };

/** Offsets [from, to); null bytes: cut off by the snaplen. Pieces never overlap. */
export type Piece = {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array | null;
  readonly frame: number;
  readonly timeNs: number;
  /** When it came, in segments of this stream. */
  readonly serial: number;
  /** 1 in the last piece of its segment, so that segments and not pieces are counted. */
  segments: number;
};

/** What a piece costs beside its bytes: the object, the array, the buffer header. */
const PIECE_OVERHEAD_BYTES = 256;

const costOf = (piece: Piece): number => (piece.bytes?.length ?? 0) + PIECE_OVERHEAD_BYTES;

/** Pieces in order of their offsets, each a copy. Bounded: the caller that inserts asks `full` afterwards, and takes some out. */
export class HeldPieces {
  /** Payload bytes held, those included that the snaplen cut. */
  bytes = 0;
  private pieces: Piece[] = [];
  private readonly budget: HeldPiecesBudget;

  constructor(budget: HeldPiecesBudget) {
    this.budget = budget;
  }

  get count(): number {
    return this.pieces.length;
  }

  get full(): boolean {
    return (
      this.bytes > LIMITS.reassemblyBytes ||
      this.pieces.length > LIMITS.reassemblyPieces ||
      this.budget.usedBytes > LIMITS.reassemblyBytesTotal
    );
  }

  /** Offset behind the last piece. There is one. */
  get end(): number {
    return this.pieces[this.pieces.length - 1]!.to;
  }

  at(index: number): Piece | undefined {
    return this.pieces[index];
  }

  /** Index of the first piece that ends behind `offset`. */
  firstEndingAfter(offset: number): number {
    const pieces = this.pieces;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (pieces[middle]!.to > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  insert(index: number, piece: Piece): void {
    if (index === this.pieces.length) this.pieces.push(piece);
    else this.pieces.splice(index, 0, piece);
    this.bytes += piece.to - piece.from;
    this.budget.usedBytes += costOf(piece);
  }

  /** Takes out the pieces that follow `offset` without a hole. */
  takeFrom(offset: number): readonly Piece[] {
    const { pieces } = this;
    let count = 0;
    let end = offset;
    while (count < pieces.length && pieces[count]!.from === end) {
      const piece = pieces[count++]!;
      end = piece.to;
      this.bytes -= piece.to - piece.from;
      this.budget.usedBytes -= costOf(piece);
    }
    if (count === 0) return NONE;
    if (count < pieces.length) return pieces.splice(0, count);
    this.pieces = [];
    return pieces;
  }

  /** Drops all. */
  clear(): void {
    for (const piece of this.pieces) this.budget.usedBytes -= costOf(piece);
    this.pieces = [];
    this.bytes = 0;
  }
}

const NONE: readonly Piece[] = [];
