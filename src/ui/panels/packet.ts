/** One packet: its headers as a tree of fields, its bytes in hex and text, the selected field marked in both. */

import { copyOf } from '../../bytes/copy.js';
import { escapeText } from '../../bytes/text.js';
import { sinceEpoch } from '../../bytes/units.js';
import { formatBytes, formatClock, formatSeconds, plural } from '../../model/format.js';
import type { Field } from '../../wire/dissect.js';
import { type FieldRow, fieldRows, foldName } from '../data/dissection.js';
import { payloadStart, segmentFacts } from '../data/frames.js';
import { ftpFields, rowOfFrame } from '../data/ftpFields.js';
import type { HeldPacket } from '../data/packetStore.js';
import { maskedFrom } from '../data/secrets.js';
import { definePanel, type PanelContext } from '../panel.js';
import { hexColumns, hexLines } from '../terminal/hex.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { EMPTY, type Line, line, span } from '../terminal/text.js';
import { noSession } from './emptyWords.js';
import { sessionOf } from './ladder.js';
import { ladderRows } from './ladderItems.js';

const packetOf = ({ state, context }: PanelContext): HeldPacket | undefined =>
  state.frame === null ? undefined : context.input.packets.get(state.frame);

/** FTP itself, as the session understood it: a line may lie in several packets. */
export function layersAbove(packet: HeldPacket, panelContext: PanelContext): Field[] {
  const session = sessionOf(panelContext);
  const facts = session && segmentFacts(packet);
  if (!facts || facts.payloadBytes === 0) return [];
  const start = payloadStart(packet);
  let end = Math.min(packet.bytes.length, start + facts.payloadBytes);
  while (end > start && (packet.bytes[end - 1] === 0x0d || packet.bytes[end - 1] === 0x0a)) end--;
  return ftpFields(session, facts, start, end);
}

/** Which row of the ladder the packet is. */
function rowLine(panelContext: PanelContext): Line {
  const packet = packetOf(panelContext);
  const session = sessionOf(panelContext);
  const facts = packet && segmentFacts(packet);
  const rows = session && ladderRows(session, panelContext.context);
  const row =
    rows && facts && panelContext.context.memo.get('packet-row', [facts.frame, rows], 0, () => rowOfFrame(rows, facts));
  if (!row) return EMPTY;
  const where = row.dataConnection ? `data connection ${row.dataConnection.id}` : 'control connection';
  const client = row.thirdHost ?? 'client';
  const way = facts.sourcePort === row.clientPort ? `${client} → server` : `server → ${client}`;
  return [
    span(` ${session.id}  `, 'strong'),
    span(`${where}, ${way}   `, 'dim'),
    span(row.label, 'strong'),
    span(row.remark ? `   ${row.remark}` : '', 'announcement'),
  ];
}

export function timeOf(packet: HeldPacket, { state, context }: PanelContext): string {
  const { epochSeconds, firstTimeNs } = context.analyzer;
  const ns = sinceEpoch(packet, epochSeconds ?? 0);
  if (state.time === 'clock' && epochSeconds !== null) return `${formatClock(epochSeconds, ns)} UTC`;
  return `${formatSeconds(ns - (firstTimeNs ?? 0))} s`;
}

/** Number, time, length. */
function factsOf(panelContext: PanelContext): Line {
  const packet = packetOf(panelContext);
  if (!packet) return line(' Packet', 'header');
  const cut =
    packet.originalBytes > packet.bytes.length + packet.forgottenBytes
      ? ` of ${formatBytes(packet.originalBytes)} on the wire`
      : '';
  return [
    span(` Frame ${packet.frame}`, 'title'),
    span(
      `   ${timeOf(packet, panelContext)}   ${plural(packet.bytes.length + packet.forgottenBytes, 'byte')} captured${cut}`,
      'dim',
    ),
    span(
      packet.forgottenBytes > 0
        ? `   only ${packet.bytes.length} are still held: ${escapeText(panelContext.context.input.packets.whyNot(packet.frame))}`
        : '',
      'warning',
    ),
  ];
}

export const PACKET = definePanel<FieldRow>({
  id: 'packet',
  title: 'Packet',
  inSession: false,
  about: factsOf,
  empty: ({ state, context }) => {
    if (state.frame === null) return 'Choose a row with a frame first: Enter in the ladder.';
    const facts = `Frame ${state.frame}`;
    if (context.analyzer.packets === 0) return noSession(context);
    return state.frame > context.input.packets.lastFrame
      ? `${facts} has not been read yet.`
      : `${facts} is no longer held in memory, and cannot be read again: ${escapeText(context.input.packets.whyNot(state.frame))}.\nIts row in the ladder still says what it was.`;
  },
  list: (panelContext) => {
    const packet = packetOf(panelContext);
    if (!packet) return noRows();
    const { toggled } = panelContext.state;
    const secret = maskedFrom(packet, panelContext.context);
    return panelContext.context.memo.get(
      'packet',
      [packet.frame, packet.bytes.length, toggled, secret, panelContext.state.sessionId],
      0,
      () => {
        return new RowList(
          fieldRows(withoutSecrets(packet, secret), layersAbove(packet, panelContext), toggled),
          ({ key }) => key,
        );
      },
    );
  },
  head: rowLine,
  draw: (row, _context, _columns) => {
    const { field, depth, open, openable } = row;
    const value = field.value === '' ? '' : `: ${escapeText(field.value)}`;
    return [
      span(`${' '.repeat(1 + depth * 2)}${openable ? (open ? '▾ ' : '▸ ') : '  '}`, 'key'),
      span(escapeText(field.name), depth === 0 ? 'section' : 'command'),
      span(value, depth === 0 ? 'strong' : 'plain'),
    ];
  },
  sentence: ({ field }) => `${escapeText(field.name)}${field.value === '' ? '' : `: ${escapeText(field.value)}`}`,
  detailShown: 'always',
  detailColumns: (columns) => (columns >= 130 ? hexColumns(16) + 1 : hexColumns(8) + 2),
  detail: ({ field }, panelContext, columns, rows) => {
    const packet = packetOf(panelContext);
    if (!packet) return [];
    const bytesPerLine = columns >= hexColumns(16) ? 16 : 8;
    return hexLines(packet.bytes, rows, {
      from: field.start,
      to: field.end,
      maskedFrom: maskedFrom(packet, panelContext.context),
      bytesPerLine,
    });
  },
  foldKey: (row) => (row.openable ? foldName(row.depth, row.field) : null),
  enter: (row) => (row.openable ? { to: 'fold' } : null),
  wireshark: (_row, { state }) => (state.frame === null ? null : `frame.number == ${state.frame}`),
});

/** The packet with stars from byte `secret` on. */
export const withoutSecrets = (packet: HeldPacket, secret: number): HeldPacket =>
  secret < packet.bytes.length ? { ...packet, bytes: masked(packet.bytes, secret) } : packet;

function masked(bytes: Uint8Array, from: number): Uint8Array {
  const copy = copyOf(bytes);
  copy.fill(0x2a, from);
  return copy;
}
