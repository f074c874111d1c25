/** A row's packet in few lines: its headers, one a line, and its bytes. */
import { escapeText } from '../../bytes/text.js';
import { formatCount, plural } from '../../model/format.js';
import { dissect } from '../../wire/dissect.js';
import type { Panel, PanelContext } from '../panel.js';
import { layersAbove, timeOf, withoutSecrets } from '../panels/packet.js';
import { type HexOptions, hexColumns, hexLine } from '../terminal/hex.js';
import { EMPTY, type Line, line, span } from '../terminal/text.js';
import { payloadStart, segmentFacts } from './frames.js';
import { maskedFrom } from './secrets.js';

/** Bytes that are shown; the packet view has all of them. */
const MOST_BYTES = 2048;

/** The names of headers, as short as everybody knows them. */
const SHORT: Readonly<Record<string, string>> = {
  'Ethernet II': 'Ethernet',
  'Internet Protocol Version 4': 'IPv4',
  'Internet Protocol Version 6': 'IPv6',
  'Transmission Control Protocol': 'TCP',
  'User Datagram Protocol': 'UDP',
  'File Transfer Protocol': 'FTP',
};

/** @param columns of the pane, without its margin */
export function packetLines(panel: Panel, row: unknown, panelContext: PanelContext, columns: number): readonly Line[] {
  const { context } = panelContext;
  const frame = panel.frame?.(row) ?? null;
  if (frame === null) return [line('No packet of its own: a heading.', 'dim')];
  const packet = context.input.packets.get(frame);
  if (!packet) return [line(`Frame ${formatCount(frame)} is no longer held in memory.`, 'dim')];
  const secret = maskedFrom(packet, context);
  const shown = withoutSecrets(packet, secret);
  const title = [
    span(`Frame ${frame}`, 'title'),
    span(`   ${timeOf(packet, panelContext)}   ${plural(packet.originalBytes, 'byte')}`, 'dim'),
  ];
  const lines: Line[] = [title];
  for (const { name, value } of [...dissect(shown), ...layersAbove(packet, panelContext)])
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
  if (end < shown.bytes.length) lines.push(line(`… ${formatCount(shown.bytes.length - end)} more bytes: Enter`, 'dim'));
  return lines;
}
