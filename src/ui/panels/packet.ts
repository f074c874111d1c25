/** One packet: its headers as a tree of fields, its bytes in hex and text, the selected field marked in both. */

import { copyOf } from '../../bytes/copy.js';
import { escapeText } from '../../bytes/text.js';
import { sinceEpoch } from '../../bytes/units.js';
import { formatClock, formatSeconds } from '../../model/format.js';
import { labelOf, remarkOf } from '../../output/ladder/rowText.js';
import { dissect, type Field } from '../../wire/dissect.js';
import { type FieldRow, fieldRows, foldName } from '../data/dissection.js';
import { payloadStart, segmentFacts } from '../data/frames.js';
import { ftpFields, rowOfFrame } from '../data/ftpFields.js';
import type { HeldPacket } from '../data/packetStore.js';
import { withRelativeNumbers } from '../data/relativeNumbers.js';
import { maskedFrom } from '../data/secrets.js';
import { hexColumns, hexLines } from '../terminal/hex.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { EMPTY, type Line, line, span } from '../terminal/text.js';
import { noSession } from './empty.js';
import { sessionOf } from './ladder.js';
import { ladderRows } from './ladderItems.js';
import { definePanel, type ListProps } from './panel.js';

const packetOf = ({ state, context }: ListProps): HeldPacket | undefined =>
  state.frame === null ? undefined : context.input.packets.get(state.frame);

/** All layers of a packet, those that belong to a session as it understood them; bytes from `secret` on are masked. */
export function layersOf(packet: HeldPacket, secret: number, props: ListProps): readonly Field[] {
  const fields = dissect(withoutSecrets(packet, secret));
  const facts = segmentFacts(packet);
  if (!facts) return fields;
  return [...withRelativeNumbers(fields, facts, sessionOf(props), props.context), ...layersAbove(packet, props)];
}

/** FTP itself, as the session understood it: a line may lie in several packets. */
function layersAbove(packet: HeldPacket, props: ListProps): Field[] {
  const session = sessionOf(props);
  const facts = session && segmentFacts(packet);
  if (!facts || facts.payloadBytes === 0) return [];
  const start = payloadStart(packet);
  let end = Math.min(packet.bytes.length, start + facts.payloadBytes);
  while (end > start && (packet.bytes[end - 1] === 0x0d || packet.bytes[end - 1] === 0x0a)) end--;
  return ftpFields(session, facts, start, end, props.context.texts);
}

/** Which row of the ladder the packet is. */
function rowLine(props: ListProps): Line {
  const packet = packetOf(props);
  const session = sessionOf(props);
  const facts = packet && segmentFacts(packet);
  const rows = session && ladderRows(session, props.context);
  const row =
    rows && facts && props.context.cache.get('packet-row', [facts.frame, rows], 0, () => rowOfFrame(rows, facts));
  if (!row) return EMPTY;
  const { texts: language } = props.context;
  const { ladder, packet: texts } = props.context.ui;
  const where = row.dataConnection ? ladder.data(row.dataConnection.id) : ladder.control;
  const client = row.thirdHost ?? ladder.client;
  const way =
    facts.sourcePort === row.clientPort
      ? texts.way(where, client, ladder.server)
      : texts.way(where, ladder.server, client);
  return [
    span(` ${session.id}  `, 'strong'),
    span(`${way}   `, 'dim'),
    span(labelOf(row, language), 'strong'),
    span(row.remarks.length > 0 ? `   ${remarkOf(row, language)}` : '', 'announcement'),
  ];
}

export function timeOf(packet: HeldPacket, { state, context }: ListProps): string {
  const { epochSeconds, firstTimeNs } = context.analyzer;
  const ns = sinceEpoch(packet, epochSeconds ?? 0);
  if (state.time === 'clock' && epochSeconds !== null) return context.ui.packet.clock(formatClock(epochSeconds, ns));
  return context.ui.packet.seconds(formatSeconds(ns - (firstTimeNs ?? 0)));
}

/** Number, time, length. */
function factsOf(props: ListProps): Line {
  const { context } = props;
  const { ui, format: f } = context;
  const packet = packetOf(props);
  if (!packet) return line(` ${ui.views.packet.title}`, 'header');
  const { frame, bytes, originalBytes, forgottenBytes } = packet;
  const captured = bytes.length + forgottenBytes;
  const length =
    originalBytes > captured ? ui.packet.capturedOf(captured, originalBytes, f) : ui.packet.captured(captured, f);
  const why = context.texts.say('reread', context.input.packets.whyNot(frame));
  return [
    span(` ${ui.packet.frame(frame)}`, 'title'),
    span(`   ${timeOf(packet, props)}   ${length}`, 'dim'),
    span(forgottenBytes > 0 ? `   ${ui.packet.onlyHeld(bytes.length, why, f)}` : '', 'warning'),
  ];
}

export const PACKET = definePanel<FieldRow>({
  id: 'packet',
  inSession: false,
  about: factsOf,
  empty: ({ state, context }) => {
    const { packet: texts } = context.ui;
    const { frame } = state;
    if (frame === null) return texts.choose;
    if (context.analyzer.packets === 0) return noSession(context);
    const { packets } = context.input;
    return frame > packets.lastFrame
      ? texts.notRead(frame)
      : texts.gone(frame, context.texts.say('reread', packets.whyNot(frame)));
  },
  list: (props) => {
    const packet = packetOf(props);
    if (!packet) return noRows();
    const { toggled } = props.state;
    const secret = maskedFrom(packet, props.context);
    return props.context.cache.get(
      'packet',
      [packet.frame, packet.bytes.length, toggled, secret, props.state.sessionId],
      props.context.analyzer.revision,
      () => {
        return new RowList(fieldRows(layersOf(packet, secret, props), toggled), ({ key }) => key);
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
  detail: ({ field }, props, columns, rows) => {
    const packet = packetOf(props);
    if (!packet) return [];
    const bytesPerLine = columns >= hexColumns(16) ? 16 : 8;
    return hexLines(packet.bytes, rows, {
      from: field.start,
      to: field.end,
      maskedFrom: maskedFrom(packet, props.context),
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
