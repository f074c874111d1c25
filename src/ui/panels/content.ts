/** One transfer: its certificate, what it listed, and its first bytes as text or hex, one below the other. */
import { hexDigits } from '../../bytes/digits.js';
import { escapeText, padToWidth } from '../../bytes/text.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import type { ListingEntry } from '../../ftp/transfer/listing.js';
import { LIMITS } from '../../limits.js';
import { verdictWord } from '../../model/transfers.js';
import type { KeptContent } from '../../output/contentKeeper.js';
import { HEAD_BYTES, isText } from '../../output/contentType.js';
import { textPieces } from '../data/contentText.js';
import type { Context } from '../data/context.js';
import { hexColumns, hexLine, hexLines } from '../terminal/hex.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { cell, type Line, line, lineText, span, wrap } from '../terminal/text.js';
import { certificateOf } from './certificate.js';
import { definePanel, type ListProps } from './panel.js';
import { outcomeRole, transferTitle } from './transferDetail.js';

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
/** Columns of the document where the other form of the bytes is beside it; a line of hex takes 71. */
const COLUMNS = 78;
const WIDE_COLUMNS = COLUMNS + 3 + hexColumns(8);
const NARROWEST = 30;
const LINE_NUMBER = 7;
const HEX_BYTES = 16;
const NO_MARK = { from: 0, to: 0, maskedFrom: Number.POSITIVE_INFINITY };

/** Columns that a line may have, without the sign of the cursor. */
const widthOf = ({ columns }: ListProps): number =>
  columns >= WIDE_COLUMNS ? COLUMNS : Math.max(NARROWEST, columns - 2);

const dataOf = ({ state, context }: ListProps): DataConnection | undefined =>
  context.session(state.sessionId)?.dataConnections.find(({ id }) => id === state.contentId);

function keptOf(props: ListProps): KeptContent | null {
  const transfer = dataOf(props)?.transfer;
  return transfer ? (props.context.input.contents?.get(transfer) ?? null) : null;
}

/** Whether the content is shown in hex: as the user chose, else as suits it. */
export function isHex(props: ListProps): boolean {
  const { hex } = props.state;
  if (hex !== null) return hex;
  const bytes = keptOf(props)?.bytes;
  return bytes !== undefined && !isText(bytes.subarray(0, HEAD_BYTES));
}

const row = (key: string, spans: Line, frame: number | null = null): DocumentRow => ({ key, spans, at: null, frame });

/** Certificate and listing. */
function headRows(data: DataConnection, context: Context, kind: string | null, columns: number): DocumentRow[] {
  const { ui, format: f } = context;
  const rows: DocumentRow[] = [];
  for (const [i, { name, text, role, frame }] of certificateOf(data, context, kind).entries()) {
    for (const [part, words] of wrap(text, columns - LABEL).entries()) {
      const label = span(padToWidth(part === 0 ? name : '', LABEL), 'dim');
      rows.push(row(`c${i}.${part}`, [label, span(words, role)], frame));
    }
  }
  const listing = data.transfer?.listing;
  if (!listing) return rows;
  rows.push(row('listing', line(ui.content.listing(listing.length, f), 'section')));
  for (const [i, entry] of listing.entries()) rows.push(row(`l${i}`, entryLine(entry, context)));
  return rows;
}

const SIGNS: Readonly<Record<ListingEntry['kind'], string>> = { file: ' ', directory: '/', link: '@', other: '?' };

function entryLine({ name, bytes, kind, modified }: ListingEntry, { format: f }: Context): Line {
  return [
    cell(bytes === null ? '' : f.count(bytes), 15, 'data', 'right'),
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
function contentTitle({ more, bytes }: KeptContent, hex: boolean, { ui, format: f }: Context): Line {
  const { content: texts } = ui;
  const whole = hex ? texts.asHex : texts.asText;
  const first = hex ? texts.firstAsHex(bytes.length, f) : texts.firstAsText(bytes.length, f);
  return [span(more ? first : whole, 'section'), span(`   ${hex ? texts.showsText : texts.showsHex}`, 'dim')];
}

/** Why the content ends here though there is more of it. */
const endOf = ({ bytes }: KeptContent, { ui, format: f }: Context): string =>
  bytes.length >= LIMITS.previewBytes ? ui.content.keptPart(LIMITS.previewBytes, f) : ui.content.gap;

function whyNone({ transfer, session }: DataConnection, { ui }: Context): string {
  if (!transfer || transfer.bytes === 0) return ui.content.nothing;
  return session.tls && !session.tls.decrypted ? ui.content.encrypted : ui.content.gone;
}

function documentOf(props: ListProps): RowList<DocumentRow> {
  const data = dataOf(props);
  const transfer = data?.transfer;
  if (!data || !transfer) return noRows();
  const { context } = props;
  const { reading, cache } = context;
  const width = widthOf(props);
  const kind = context.kindOf(transfer);
  const revision = cache.revisionOf(data.session);
  const head = cache.get('certificate', [transfer, reading, kind, width], revision, () =>
    headRows(data, context, kind, width),
  );
  const kept = keptOf(props);
  const hex = isHex(props);
  const length = kept?.bytes.length ?? 0;
  return cache.get('content', [transfer, head, hex, length, kept?.more, width], 0, () => {
    const rows = [...head];
    if (!kept || length === 0) rows.push(row('none', line(whyNone(data, context), 'dim')));
    else rows.push(row('content', contentTitle(kept, hex, context)), ...contentRows(kept, hex, width));
    if (kept?.more && length > 0) rows.push(row('more', line(endOf(kept, context), 'dim')));
    return new RowList(rows, ({ key }) => key);
  });
}

/** Hex and text where both fit; hex alone where not. */
function hexRow(at: number, props: ListProps, columns: number): Line {
  const bytes = keptOf(props)?.bytes ?? new Uint8Array(0);
  if (columns >= hexColumns(HEX_BYTES)) return hexLine(bytes, at, { ...NO_MARK, bytesPerLine: HEX_BYTES });
  const hex = Buffer.from(bytes.subarray(at, at + HEX_BYTES)).toString('hex');
  return [span(`${hexDigits(at, 4)} `, 'dim'), span(hex)];
}

const lineOf = ({ spans, at }: DocumentRow, props: ListProps, columns: number): Line =>
  spans ?? hexRow(at ?? 0, props, columns);

const wordsOf = (one: DocumentRow, props: ListProps): string =>
  lineText(lineOf(one, props, hexColumns(HEX_BYTES))).trim();

/** Beside the text, the same bytes in hex, those of the line marked; beside the hex, the text. */
function otherForm(at: number | null, props: ListProps, columns: number, rows: number): readonly Line[] {
  const kept = keptOf(props);
  if (!kept || kept.bytes.length === 0) return [];
  const { bytes } = kept;
  const hex = isHex(props);
  if (hex && !isText(bytes.subarray(0, HEAD_BYTES))) return [line(props.context.ui.content.noText, 'dim')];
  const pieces = props.context.cache.get('pane', [dataOf(props), bytes.length, columns, hex], 0, () =>
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
function placeOf(data: DataConnection, { ui }: Context): string {
  const all = data.session.dataConnections.filter(({ transfer }) => transfer !== null);
  return ui.content.place(all.indexOf(data) + 1, all.length);
}

export const CONTENT = definePanel<DocumentRow>({
  id: 'content',
  tab: 'transfers',
  inSession: true,
  empty: ({ context }) => context.ui.content.choose,
  list: documentOf,
  head: (props) => {
    const data = dataOf(props);
    const { context } = props;
    if (!data?.transfer) return line(` ${context.ui.views.content.title}`, 'header');
    return [
      span(` ${data.id}  ${data.mode}  `, 'header'),
      span(transferTitle(data, context), 'title'),
      span(`  ${context.texts.report.verdicts[verdictWord(data.transfer)]}`, outcomeRole(data)),
      span(`   ${placeOf(data, context)}`, 'header'),
    ];
  },
  draw: (one, props, columns) => [span(' '), ...lineOf(one, props, columns - 1)],
  sentence: wordsOf,
  detailShown: 'wide',
  wideColumns: WIDE_COLUMNS,
  detailColumns: (columns) => hexColumns(columns >= COLUMNS + 3 + hexColumns(16) ? 16 : 8) + 1,
  detail: ({ at }, props, columns, rows) => otherForm(at, props, columns, rows),
  frame: ({ frame }) => frame,
  enter: ({ frame }) => (frame === null ? null : { to: 'frame', frame }),
});
