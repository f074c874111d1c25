/** The two sides of fixtures/nat-both-sides as captures of their own, as a second tcpdump would have made them. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './run.js';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** LINUX_SLL2, IPv4 without options. */
const SLL2 = 20;
const TCP_AT = RECORD_HEADER + SLL2 + 20;

/** A record of a pcap file, header included. */
export type PcapRecord = Buffer;

export type Sides = { readonly header: Buffer; readonly inside: PcapRecord[]; readonly outside: PcapRecord[] };

/** By the index of the device in SLL2's header. */
export function natSides(): Sides {
  const file = readFileSync(path.join(ROOT, 'fixtures/nat-both-sides/capture.pcap'));
  const devices = new Map<number, PcapRecord[]>();
  for (let at = FILE_HEADER; at < file.length; ) {
    const end = at + RECORD_HEADER + file.readUInt32LE(at + 8);
    const record = Buffer.from(file.subarray(at, end));
    const device = record.readUInt32BE(RECORD_HEADER + 4);
    devices.set(device, [...(devices.get(device) ?? []), record]);
    at = end;
  }
  const [inside, outside] = [...devices.keys()].sort((a, b) => a - b).map((device) => devices.get(device)!);
  return { header: Buffer.from(file.subarray(0, FILE_HEADER)), inside: inside!, outside: outside! };
}

export const writeSide = (file: string, header: Buffer, records: readonly PcapRecord[]): string => {
  writeFileSync(file, Buffer.concat([header, ...records]));
  return file;
};

const tcp = (record: PcapRecord) => ({
  source: record.readUInt16BE(TCP_AT),
  destination: record.readUInt16BE(TCP_AT + 2),
  seq: record.readUInt32BE(TCP_AT + 4),
  flags: record[TCP_AT + 13]!,
});

/** Records of the connection to or from this port. */
export const isOfPort = (record: PcapRecord, port: number): boolean =>
  tcp(record).source === port || tcp(record).destination === port;

/** The same records by another clock. */
export const later = (records: readonly PcapRecord[], seconds: number): PcapRecord[] =>
  records.map((record) => {
    const moved = Buffer.from(record);
    moved.writeUInt32LE(record.readUInt32LE(0) + seconds, 0);
    return moved;
  });

/** What an FTP helper makes of a line of the client: another text, and other sequence numbers after it. */
export function rewriteLine(records: readonly PcapRecord[], from: string, to: string): PcapRecord[] {
  const delta = to.length - from.length;
  let after = false;
  return records.map((record) => {
    const toServer = tcp(record).destination === 21;
    const place = toServer ? record.indexOf(from) : -1;
    if (place < 0) {
      const moved = Buffer.from(record);
      if (after && toServer) moved.writeUInt32BE(tcp(record).seq + delta, TCP_AT + 4);
      if (after && tcp(record).source === 21) moved.writeUInt32BE(record.readUInt32BE(TCP_AT + 8) + delta, TCP_AT + 8);
      return moved;
    }
    after = true;
    const longer = Buffer.concat([record.subarray(0, place), Buffer.from(to), record.subarray(place + from.length)]);
    for (const at of [8, 12]) longer.writeUInt32LE(record.readUInt32LE(at) + delta, at);
    const length = RECORD_HEADER + SLL2 + 2;
    longer.writeUInt16BE(record.readUInt16BE(length) + delta, length);
    return longer;
  });
}
