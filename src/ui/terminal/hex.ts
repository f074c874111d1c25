/** Bytes as hex and text, 16 (or 8) a line, with the bytes of the selected field marked in both. */
import { hexDigits } from '../../bytes/digits.js';
import { type Line, type Span, span } from './text.js';
import type { Role } from './theme.js';

/** Which bytes are marked, and from where on they must not be shown. */
export type HexOptions = {
  readonly from: number;
  readonly to: number;
  /** Bytes from here on are masked: the payload of a packet with a password. */
  readonly maskedFrom: number;
  readonly bytesPerLine: 8 | 16;
  /** Of the marked bytes. */
  readonly role?: Role;
};

/** Columns of a line: offset, hex, text. */
export const hexColumns = (bytesPerLine: 8 | 16): number => 6 + bytesPerLine * 3 + 1 + bytesPerLine;

export function hexLine(bytes: Uint8Array, at: number, options: HexOptions): Line {
  const { from, to, maskedFrom, bytesPerLine, role: marked = 'hit' } = options;
  const spans: Span[] = [span(`${hexDigits(at, 4)}  `, 'dim')];
  const text: Span[] = [];
  const half = bytesPerLine / 2;
  for (let i = 0; i < bytesPerLine; i++) {
    const offset = at + i;
    const gap = i === half - 1 ? '  ' : ' ';
    if (offset >= bytes.length) {
      push(spans, `  ${gap}`, 'plain');
      continue;
    }
    const byte = bytes[offset]!;
    const hit = offset >= from && offset < to;
    const masked = offset >= maskedFrom;
    const role: Role = hit ? marked : byte === 0 ? 'dim' : 'plain';
    push(spans, masked ? '**' : hexDigits(byte, 2), role);
    push(spans, gap, hit && offset + 1 < to && i + 1 < bytesPerLine ? marked : 'plain');
    push(text, masked ? '*' : byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.', role);
  }
  return [...spans, ...text];
}

/** Joins with the span before where that looks the same. */
function push(spans: Span[], text: string, role: Role): void {
  const last = spans.at(-1);
  if (last && last.role === role) spans[spans.length - 1] = { text: last.text + text, role };
  else spans.push({ text, role });
}

/** The lines of the bytes that fit into `rows`, moved so that the marked ones are visible. */
export function hexLines(bytes: Uint8Array, rows: number, options: HexOptions): Line[] {
  const per = options.bytesPerLine;
  const all = Math.ceil(bytes.length / per);
  const wanted = Math.floor(options.from / per);
  const top = all <= rows ? 0 : Math.max(0, Math.min(wanted - Math.floor(rows / 3), all - rows));
  const lines: Line[] = [];
  for (let i = top; i < Math.min(all, top + rows); i++) lines.push(hexLine(bytes, i * per, options));
  return lines;
}
