import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openSource } from '../../src/capture/formats.js';
import { mergeSources } from '../../src/capture/merge.js';
import type { Packet, PacketSource } from '../../src/capture/packet.js';
import { ROOT } from '../support/run.js';
import { TEXTS } from '../support/texts.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-reread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Pages small enough that every capture has several. */
const PAGE = 4096;
const fixtures = path.join(ROOT, 'fixtures');
const captures = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(pcap|pcapng|snoop|cap)$/.test(name))
  .map((name) => path.join(fixtures, name));

type Kept = Omit<Packet, 'bytes'> & { readonly bytes: Uint8Array };

async function readAll(source: PacketSource): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const batch of source.batches())
    for (const packet of batch) kept.push({ ...packet, bytes: Uint8Array.from(packet.bytes) });
  return kept;
}

const again = (source: PacketSource, frame: number): Kept | string | undefined => {
  const found = source.again?.read(frame);
  if (found === undefined) return undefined;
  return 'problem' in found
    ? TEXTS.say('reread', found.problem)
    : { ...found.packet, bytes: Uint8Array.from(found.packet.bytes) };
};

/** Some frames of a capture, from all its parts, in an order that goes back and forth. */
function* someOf(packets: readonly Kept[]): Generator<Kept> {
  const step = Math.max(1, Math.floor(packets.length / 23));
  for (let i = 0; i < packets.length; i += step) {
    yield packets[i]!;
    yield packets[packets.length - 1 - i]!;
  }
}

function copy(name: string, of: string): string {
  const to = path.join(folder, name);
  copyFileSync(of, to);
  return to;
}

describe('packets read again', () => {
  test.each(captures.map((file) => [path.relative(fixtures, file), file]))('%s', async (_name, file) => {
    const source = openSource(file, PAGE);
    const packets = await readAll(source).catch(() => []);
    if (packets.length === 0 || source.again?.obstacle !== null) return;
    for (const packet of someOf(packets)) expect(again(source, packet.frame)).toEqual(packet);
    expect(again(source, 0)).toBeUndefined();
    expect(again(source, packets.at(-1)!.frame + 1)).toBeUndefined();
  });

  test('of both byte orders, with nanoseconds, and of snoop', async () => {
    const plain = await readAll(openSource(path.join(fixtures, 'active', 'capture.pcap')));
    for (const write of [bigEndianNanoseconds, snoop]) {
      const file = path.join(folder, write.name);
      writeFileSync(file, write(plain));
      const source = openSource(file, PAGE);
      const packets = await readAll(source);
      expect(packets.length).toBe(plain.length);
      for (const packet of packets) expect(again(source, packet.frame)).toEqual(packet);
    }
  });

  test('of several files as one', async () => {
    const names = ['active', 'active'].map((name) => path.join(fixtures, name, 'capture.pcap'));
    const source = mergeSources(names.map((name) => openSource(name, PAGE)));
    const packets = await readAll(source);
    expect(packets.length).toBeGreaterThan(20);
    for (const packet of packets) expect(again(source, packet.frame)).toEqual(packet);
    expect(source.again?.obstacle).toBeNull();
  });

  test('while the file is still being read', async () => {
    const source = openSource(path.join(fixtures, 'active', 'capture.pcap'), PAGE);
    const seen: Kept[] = [];
    for await (const batch of source.batches()) {
      for (const packet of batch) seen.push({ ...packet, bytes: Uint8Array.from(packet.bytes) });
      expect(again(source, seen.at(-1)!.frame)).toEqual(seen.at(-1));
      expect(again(source, seen.at(-1)!.frame + 1)).toBeUndefined();
      expect(again(source, 1)).toEqual(seen[0]);
    }
  });
});

describe('what became of the file is reported', () => {
  const original = path.join(fixtures, 'active', 'capture.pcap');

  test('gone', async () => {
    const file = copy('gone.pcap', original);
    const source = openSource(file, PAGE);
    await readAll(source);
    rmSync(file);
    expect(again(source, 1)).toBe('gone.pcap is gone');
  });

  test('replaced by another', async () => {
    const file = copy('replaced.pcap', original);
    const source = openSource(file, PAGE);
    await readAll(source);
    renameSync(copy('other.pcap', original), file);
    expect(again(source, 1)).toContain('has been replaced by another file');
  });

  test('cut, and written over', async () => {
    const file = copy('cut.pcap', original);
    const source = openSource(file, PAGE);
    await readAll(source);
    truncateSync(file, 100);
    expect(again(source, 1)).toContain('has changed since it was read');
    const longer = Buffer.concat([readFileSync(original), Buffer.alloc(100_000)]);
    longer.fill(7, 24, 40_000);
    writeFileSync(file, longer);
    expect(again(source, 1)).toContain('has changed since it was read');
  });

  test('grown: what was read is still there', async () => {
    const file = copy('grown.pcap', original);
    const source = openSource(file, PAGE);
    const packets = await readAll(source);
    writeFileSync(file, Buffer.alloc(500), { flag: 'a' });
    expect(again(source, 1)).toEqual(packets[0]);
  });

  test('compressed captures and pipes say why not', async () => {
    const file = path.join(folder, 'small.pcap.gz');
    writeFileSync(file, gzipSync(readFileSync(original)));
    const source = openSource(file);
    await readAll(source);
    expect(source.again?.obstacle).toMatchObject({ code: 'compressed' });
    expect(again(source, 1)).toBeUndefined();
  });
});

function bigEndianNanoseconds(packets: readonly Kept[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32BE(0xa1b23c4d, 0);
  head.writeUInt16BE(2, 4);
  head.writeUInt16BE(4, 6);
  head.writeUInt32BE(65_535, 16);
  head.writeUInt32BE(1, 20);
  const records = packets.map(({ seconds, nanoseconds, originalBytes, bytes }) => {
    const record = Buffer.alloc(16);
    for (const [i, word] of [seconds, nanoseconds + 1, bytes.length, originalBytes].entries())
      record.writeUInt32BE(word, i * 4);
    return Buffer.concat([record, bytes]);
  });
  return Buffer.concat([head, ...records]);
}

function snoop(packets: readonly Kept[]): Buffer {
  const head = Buffer.alloc(16);
  head.write('snoop\0\0\0', 'latin1');
  head.writeUInt32BE(2, 8);
  head.writeUInt32BE(4, 12);
  const records = packets.map(({ seconds, nanoseconds, originalBytes, bytes }) => {
    const padding = (4 - (bytes.length % 4)) % 4;
    const record = Buffer.alloc(24);
    const words = [
      originalBytes,
      bytes.length,
      24 + bytes.length + padding,
      0,
      seconds,
      Math.floor(nanoseconds / 1000),
    ];
    for (const [i, word] of words.entries()) record.writeUInt32BE(word, i * 4);
    return Buffer.concat([record, bytes, Buffer.alloc(padding)]);
  });
  return Buffer.concat([head, ...records]);
}
