/** What every event of Suricata's EVE begins with. */
import { hash } from 'node:crypto';
import { splitTime } from '../../bytes/units.js';
import { communityId } from '../../model/communityId.js';
import { connectionUid } from '../../model/flowNames.js';
import type { Connection, Side } from '../../tcp/types.js';
import { otherSide } from '../../tcp/types.js';
import { parseAddress } from '../../wire/address.js';
import type { Report } from '../format.js';
import { jsonText } from '../jsonText.js';

export type Members = Readonly<Record<string, unknown>>;

type Event = {
  readonly type: 'ftp' | 'ftp_data' | 'fileinfo' | 'flow' | 'alert';
  readonly connection: Connection;
  /** Who sent what the event is about; src in it. */
  readonly from: Side;
  readonly timeNs: number;
  /** Of the packet that completed it; null: none in particular. */
  readonly frame: number | null;
  /** The control connection of a data connection. */
  readonly parent: Connection | null;
};

const FLOW_ID_HEX_DIGITS = 12;
/** Suricata's flow ids are below 2^51. */
const FLOW_IDS = 2n ** 51n;

/** The same in every run over the same packets. */
export const flowId = (connection: Connection, { view }: Report): number => {
  const digest = hash('sha256', connectionUid(connection, view.epochSeconds));
  return Number(BigInt(`0x${digest.slice(0, FLOW_ID_HEX_DIGITS + 1)}`) % FLOW_IDS);
};

/** '2012-02-21T16:52:41.968492+0000': the zone is UTC wherever we run. */
export function timestamp(timeNs: number, { view }: Report): string {
  const { seconds, nanoseconds } = splitTime(Math.round(timeNs / 1000) * 1000);
  const date = new Date(((view.epochSeconds ?? 0) + seconds) * 1000);
  const second = Number.isNaN(date.getTime()) ? '1970-01-01T00:00:00' : date.toISOString().slice(0, 19);
  return `${second}.${String(1_000_000 + Math.floor(nanoseconds / 1000)).slice(1)}+0000`;
}

const WORD_HEX_DIGITS = 8;

/** IPv6 in full, as Suricata writes it. */
function fullAddress(address: string): string {
  const parsed = address.includes(':') ? parseAddress(address) : undefined;
  if (parsed === undefined) return address;
  const hex = [parsed.w0, parsed.w1, parsed.w2, parsed.w3]
    .map((word) => (word >>> 0).toString(16).padStart(WORD_HEX_DIGITS, '0'))
    .join('');
  return hex.replace(/(.{4})(?=.)/g, '$1:');
}

/** One line. `members` follow the head; `host` ends it where a sensor is named, as in Suricata. */
export function eventLine({ type, connection, from, timeNs, frame, parent }: Event, members: Members, report: Report) {
  const src = connection[from];
  const dest = connection[otherSide(from)];
  const { info } = report;
  const live = info.format === 'live';
  const head = {
    timestamp: timestamp(timeNs, report),
    flow_id: flowId(connection, report),
    parent_id: parent === null ? undefined : flowId(parent, report),
    in_iface: live ? info.sources[0] : undefined,
    pcap_cnt: live || frame === null ? undefined : frame,
    event_type: type,
    src_ip: fullAddress(src.address),
    src_port: src.port,
    dest_ip: fullAddress(dest.address),
    dest_port: dest.port,
    proto: 'TCP',
    ip_v: src.address.includes(':') ? 6 : 4,
    pkt_src: type === 'flow' ? undefined : 'wire/pcap',
  };
  const { before = {}, after } = ordered(type, members);
  const line = { ...head, ...before, community_id: communityId(connection), ...after, host: info.sensor ?? undefined };
  return `${jsonText(line)}\n`;
}

/** In `flow` events the id stands between `flow` and `tcp`. */
function ordered(type: Event['type'], members: Members): { before?: Members; after: Members } {
  if (type !== 'flow') return { after: members };
  const { tcp, ...before } = members;
  return { before, after: { tcp } };
}
