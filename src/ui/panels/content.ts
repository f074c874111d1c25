/** One transfer: its certificate, what it listed, and its first bytes as text or hex, one below the other. */
import { hexDigits } from '../../bytes/digits.js';
import { escapeText } from '../../bytes/text.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import type { ListingEntry } from '../../ftp/transfer/listing.js';
import { LIMITS } from '../../limits.js';
import { formatBytes, formatCount, plural } from '../../model/format.js';
import { verdictWord } from '../../model/transfers.js';
import type { KeptContent } from '../../output/contentKeeper.js';
import { HEAD_BYTES, isText } from '../../output/contentType.js';
import type { Texts } from '../../text/texts.js';
import { textPieces } from '../data/contentText.js';
import { revisionOf } from '../data/remembered.js';
import { definePanel, type PanelContext } from '../panel.js';
import { hexColumns, hexLine, hexLines } from '../terminal/hex.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { cell, type Line, line, lineText, type Span, span, wrap } from '../terminal/text.js';
import { certificateOf } from './certificate.js';
import { outcomeRole, transferTitle } from './transferWords.js';

/** A line of the document, or 16 bytes of it. */
export type DocumentRow = {
  readonly key: string;
  /** null: the bytes at `at` in hex. */
  readonly spans: Line | null;
  /** Its first byte in the content; null outside it. */
  readonly at: number | null;
  /** Where Enter leads. */
  readonly frame: number | null;
};

const LABEL = 12;
/** Columns of the document where the other form of the bytes stands beside it; a line of hex takes 71. */
const COLUMNS = 78;
const WIDE_COLUMNS = COLUMNS + 3 + hexColumns(8);
const NARROWEST = 30;
const LINE_NUMBER = 7;
const HEX_BYTES = 16;
const NO_MARK = { from: 0, to: 0, maskedFrom: Number.POSITIVE_INFINITY };

/** Columns that a line may have, besides the sign of the cursor. */
const widthOf = ({ columns = WIDE_COLUMNS }: PanelContext): number =>
  columns >= WIDE_COLUMNS ? COLUMNS : Math.max(NARROWEST, columns - 2);

const dataOf = ({ state, context }: PanelContext): DataConnection | undefined =>
  context.session(state.sessionId)?.dataConnections.find(({ id }) => id === state.contentId);

function keptOf(panelContext: PanelContext): KeptContent | null {
  const transfer = dataOf(panelContext)?.transfer;
  return transfer ? (panelContext.context.input.contents?.get(transfer) ?? null) : null;
}

/** Whether the content is shown in hex: as the user chose, else as suits it. */
export function isHex(panelContext: PanelContext): boolean {
  const { hex } = panelContext.state;
  if (hex !== null) return hex;
  const bytes = keptOf(panelContext)?.bytes;
  return bytes !== undefined && !isText(bytes.subarray(0, HEAD_BYTES));
}

const row = (key: string, spans: Line, frame: number | null = null): DocumentRow => ({ key, spans, at: null, frame });

/** Certificate and listing. */
function headRows(
  data: DataConnection,
  reading: boolean,
  kind: string | null,
  columns: number,
  texts: Texts,
): DocumentRow[] {
  const rows: DocumentRow[] = [];
  for (const [i, { name, text, role, frame }] of certificateOf(data, reading, kind, texts).entries()) {
    for (const [part, words] of wrap(text, columns - LABEL).entries()) {
      const label = span((part === 0 ? name : '').padEnd(LABEL), 'dim');
      rows.push(row(`c${i}.${part}`, [label, span(words, role)], frame));
    }
  }
  const listing = data.transfer?.listing;
  if (!listing) return rows;
  rows.push(row('listing', line(`Listing: ${plural(listing.length, 'entry', 'entries')}`, 'section')));
  for (const [i, entry] of listing.entries()) rows.push(row(`l${i}`, entryLine(entry)));
  return rows;
}

const SIGNS: Readonly<Record<ListingEntry['kind'], string>> = { file: ' ', directory: '/', link: '@', other: '?' };

function entryLine({ name, bytes, kind, modified }: ListingEntry): Line {
  return [
    cell(bytes === null ? '' : formatCount(bytes), 15, 'data', 'right'),
    span('  '),
    cell(modified === null ? '' : escapeText(modified), 19, 'dim'),
    span(` ${SIGNS[kind]} `, 'key'),
    span(escapeText(name)),
  ];
}

function contentRows(kept: KeptContent, hex: boolean, columns: number): DocumentRow[] {
  const { bytes } = kept;
  if (hex) {
    return Array.from({ length: Math.ceil(bytes.length / HEX_BYTES) }, (_, i) => {
      const at = i * HEX_BYTES;
      return { key: `h${at}`, spans: null, at, frame: null };
    });
  }
  return textPieces(bytes, columns - LINE_NUMBER, kept.more).map(({ number, at, part, text }) => ({
    key: `t${at}.${part}`,
    spans: [span(`${number === null ? '' : number}  `.padStart(LINE_NUMBER), 'dim'), span(text)],
    at,
    frame: null,
  }));
}

/** The line between certificate and content. */
function contentTitle(kept: KeptContent, hex: boolean): Line {
  const shown: Span[] = [span('Content', 'section'), span(` as ${hex ? 'hex' : 'text'}`, 'section')];
  if (kept.more) shown.push(span(`, its first ${plural(kept.bytes.length, 'byte')}`, 'section'));
  return [...shown, span(`   v shows ${hex ? 'text' : 'hex'}`, 'dim')];
}

/** Why the content ends here though there is more of it. */
const endOf = (kept: KeptContent): string =>
  kept.bytes.length >= LIMITS.previewBytes
    ? `The first ${formatBytes(LIMITS.previewBytes)} are kept for looking at; s and f save all of it.`
    : 'Here bytes are not in the capture; s and f save what follows them.';

function whyNone(data: DataConnection): string {
  const { transfer, session } = data;
  if (!transfer || transfer.bytes === 0) return 'No content: nothing was transferred.';
  if (session.tls && !session.tls.decrypted) return 'No content: it is encrypted. --keylog takes the keys.';
  return 'No content: it is not kept any more, or its beginning is not in the capture; s and f save what there is.';
}

function documentOf(panelContext: PanelContext): RowList<DocumentRow> {
  const data = dataOf(panelContext);
  const transfer = data?.transfer;
  if (!data || !transfer) return noRows();
  const { context } = panelContext;
  const { state } = context.input.pump;
  const reading = state === 'reading' || state === 'paused';
  const width = widthOf(panelContext);
  const kind = context.kinds.get(transfer) ?? null;
  const revision = revisionOf(data.session);
  const head = context.memo.get('certificate', [transfer, reading, kind, width], revision, () =>
    headRows(data, reading, kind, width, context.texts),
  );
  const kept = keptOf(panelContext);
  const hex = isHex(panelContext);
  const length = kept?.bytes.length ?? 0;
  return context.memo.get('content', [transfer, head, hex, length, kept?.more, width], 0, () => {
    const rows = [...head];
    if (!kept || length === 0) rows.push(row('none', line(whyNone(data), 'dim')));
    else rows.push(row('content', contentTitle(kept, hex)), ...contentRows(kept, hex, width));
    if (kept?.more && length > 0) rows.push(row('more', line(endOf(kept), 'dim')));
    return new RowList(rows, ({ key }) => key);
  });
}

/** Hex and text where both fit; hex alone where not. */
function hexRow(at: number, panelContext: PanelContext, columns: number): Line {
  const bytes = keptOf(panelContext)?.bytes ?? new Uint8Array(0);
  if (columns >= hexColumns(HEX_BYTES)) return hexLine(bytes, at, { ...NO_MARK, bytesPerLine: HEX_BYTES });
  const hex = Buffer.from(bytes.subarray(at, at + HEX_BYTES)).toString('hex');
  return [span(`${hexDigits(at, 4)} `, 'dim'), span(hex)];
}

const lineOf = ({ spans, at }: DocumentRow, panelContext: PanelContext, columns: number): Line =>
  spans ?? hexRow(at ?? 0, panelContext, columns);

const wordsOf = (one: DocumentRow, panelContext: PanelContext): string =>
  lineText(lineOf(one, panelContext, hexColumns(HEX_BYTES))).trim();

/** Beside the text, the same bytes in hex, those of the line marked; beside the hex, the text. */
function otherForm(at: number | null, panelContext: PanelContext, columns: number, rows: number): readonly Line[] {
  const kept = keptOf(panelContext);
  if (!kept || kept.bytes.length === 0) return [];
  const { bytes } = kept;
  const hex = isHex(panelContext);
  if (hex && !isText(bytes.subarray(0, HEAD_BYTES))) return [line('Not a text.', 'dim')];
  const pieces = panelContext.context.memo.get('pane', [dataOf(panelContext), bytes.length, columns, hex], 0, () =>
    textPieces(bytes, hex ? columns : COLUMNS - LINE_NUMBER, kept.more),
  );
  const marked = at === null ? -1 : pieces.findLastIndex((piece) => piece.at <= at);
  if (!hex) {
    const to = at === null ? 0 : (pieces.find((piece) => piece.at > at)?.at ?? bytes.length);
    const bytesPerLine = columns >= hexColumns(16) ? 16 : 8;
    return hexLines(bytes, rows, { ...NO_MARK, from: at ?? 0, to, bytesPerLine });
  }
  const top = Math.max(0, Math.min(marked - Math.floor(rows / 3), pieces.length - rows));
  return pieces.slice(top, top + rows).map(({ text }, i) => line(text, top + i === marked ? 'hit' : 'plain'));
}

/** '2 of 3' transfers of the session. */
function placeOf(data: DataConnection): string {
  const all = data.session.dataConnections.filter(({ transfer }) => transfer !== null);
  return `${all.indexOf(data) + 1} of ${all.length}`;
}

export const CONTENT = definePanel<DocumentRow>({
  id: 'content',
  title: 'Content',
  tab: 'transfers',
  inSession: true,
  empty: () => 'Choose a transfer first: 4, then v.',
  list: documentOf,
  head: (panelContext) => {
    const data = dataOf(panelContext);
    if (!data?.transfer) return line(' Content', 'header');
    return [
      span(` ${data.id}  ${data.mode}  `, 'header'),
      span(transferTitle(data), 'title'),
      span(`  ${verdictWord(data.transfer)}`, outcomeRole(data)),
      span(`   ${placeOf(data)}`, 'header'),
    ];
  },
  draw: (one, panelContext, columns) => [span(' '), ...lineOf(one, panelContext, columns - 1)],
  sentence: wordsOf,
  detailShown: 'wide',
  wideColumns: WIDE_COLUMNS,
  detailColumns: (columns) => hexColumns(columns >= COLUMNS + 3 + hexColumns(16) ? 16 : 8) + 1,
  detail: ({ at }, panelContext, columns, rows) => otherForm(at, panelContext, columns, rows),
  frame: ({ frame }) => frame,
  enter: ({ frame }) => (frame === null ? null : { to: 'frame', frame }),
});
