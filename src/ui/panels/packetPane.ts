/** A row's packet in few lines: its headers, one a line, and its bytes. */
import { escapeText } from '../../bytes/text.js';
import { payloadStart, segmentFacts } from '../data/frames.js';
import { maskedFrom } from '../data/secrets.js';
import { type HexOptions, hexColumns, hexLine } from '../terminal/hex.js';
import { EMPTY, type Line, line, span } from '../terminal/text.js';
import { layersOf, timeOf, withoutSecrets } from './packet.js';
import type { ListProps, Panel } from './panel.js';

/** Bytes that are shown; the packet view has all of them. */
const MOST_BYTES = 2048;

/** Short names of headers. */
const SHORT: Readonly<Record<string, string>> = {
  'Ethernet II': 'Ethernet',
  'Internet Protocol Version 4': 'IPv4',
  'Internet Protocol Version 6': 'IPv6',
  'Transmission Control Protocol': 'TCP',
  'User Datagram Protocol': 'UDP',
  'File Transfer Protocol': 'FTP',
};

/** @param columns of the pane, without its margin */
export function packetLines(panel: Panel, row: unknown, props: ListProps, columns: number): readonly Line[] {
  const { context } = props;
  const { packet: texts } = context.ui;
  const { format: f } = context;
  const frame = panel.frame?.(row) ?? null;
  if (frame === null) return [line(texts.heading, 'dim')];
  const packet = context.input.packets.get(frame);
  if (!packet) return [line(texts.goneShort(frame, f), 'dim')];
  const secret = maskedFrom(packet, context);
  const shown = withoutSecrets(packet, secret);
  const title = [
    span(texts.frame(frame), 'title'),
    span(`   ${timeOf(packet, props)}   ${texts.bytes(packet.originalBytes, f)}`, 'dim'),
  ];
  const lines: Line[] = [title];
  for (const { name, value } of layersOf(packet, secret, props))
    lines.push([span(escapeText(SHORT[name] ?? name), 'command'), span(value === '' ? '' : ` ${escapeText(value)}`)]);
  lines.push(EMPTY);
  const bytesPerLine = columns >= hexColumns(16) ? 16 : 8;
  const end = Math.min(shown.bytes.length, MOST_BYTES);
  // Above the headers is what TCP carries.
  const facts = segmentFacts(packet);
  const from = payloadStart(packet);
  const to = facts ? from + facts.payloadBytes : from;
  const options: HexOptions = { from, to, maskedFrom: secret, bytesPerLine, role: 'command' };
  for (let at = 0; at < end; at += bytesPerLine) lines.push(hexLine(shown.bytes, at, options));
  if (end < shown.bytes.length) lines.push(line(texts.moreBytes(shown.bytes.length - end, f), 'dim'));
  return lines;
}
