import { existsSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../src/capture/formats.js';
import { CaptureError, type Packet } from '../../src/capture/packet.js';
import { SaveFile, type SaveOptions } from '../../src/capture/savefile.js';
import { LIMITS } from '../../src/limits.js';
import { LINK, packet, pcapBytes } from '../support/packets.js';
import { drain, lineOf, refusalOf, seen, temporaryDirectory, temporaryFile } from './support.js';

const target = (name: string) => path.join(temporaryDirectory(), name);

async function save(name: string, packets: readonly Packet[], options: SaveOptions = {}) {
  const file = await SaveFile.create(target(name), options);
  for (const each of packets) if (!file.write(each)) await file.drained();
  await file.close();
  return { ...(await drain(openSource(target(name)))), format: file.format, written: file.packets };
}

const some = [1, 2, 3].map((i) =>
  packet(new Uint8Array(i * 5).fill(i), { frame: i, seconds: 1_700_000_000 + i, nanoseconds: i * 1_000 }),
);

describe('what is written is read back', () => {
  test('as the plainest pcap that there is', async () => {
    const { packets, written, format } = await save('plain.pcap', some);
    expect(packets).toEqual(some.map(seen));
    expect([written, format]).toEqual([3, 'pcap']);
    expect(Buffer.compare(readFileSync(target('plain.pcap')), pcapBytes(some))).toBe(0);
  });

  test('packets cut by a snaplen keep their original length', async () => {
    const cut = [{ ...some[0]!, originalBytes: 1_500 }];
    expect((await save('cut.pcap', cut)).packets).toEqual(cut.map(seen));
  });

  test('nanoseconds', async () => {
    const nano = some.map((each) => ({ ...each, nanoseconds: each.nanoseconds + 7 }));
    const { packets, status } = await save('nano.pcap', nano, { fractionDigits: 9 });
    expect(packets).toEqual(nano.map(seen));
    expect(status).toMatchObject({ format: 'pcap', fractionDigits: 9 });
  });

  test('no packets: an empty capture', async () => {
    const { packets, status } = await save('none.pcap', []);
    expect(packets).toEqual([]);
    expect(status).toMatchObject({ format: 'pcap', damaged: false });
  });

  test.each<[string, Partial<Packet>]>([
    ['a second link type', { linkType: LINK.RAW }],
    ['a finer time', { nanoseconds: 1_234_567 }],
    ['a packet longer than pcap allows', { bytes: new Uint8Array(300_000), originalBytes: 300_000 }],
    ['a time before 1970', { seconds: -5 }],
  ])('%s makes it pcapng, and nothing is lost', async (_name, fields) => {
    const many = Array.from({ length: 5_000 }, (_, i) => packet(new Uint8Array(100).fill(i), { frame: i + 1 }));
    const all = [...many, { ...some[0]!, frame: 5_001, ...fields }, { ...many[0]!, frame: 5_002 }];
    const { packets, status, format } = await save('changed.pcap', all);
    expect(format).toBe('pcapng');
    expect(status).toMatchObject({ format: 'pcapng', damaged: false });
    const same = fields.seconds === undefined ? all : all.filter(({ seconds }) => seconds >= 0);
    expect(packets.filter(({ frame }) => fields.seconds === undefined || frame !== 5_001)).toEqual(same.map(seen));
    expect(packets).toHaveLength(5_002);
    expect(existsSync(target('changed.pcap.tmp'))).toBe(false);
  });
});

test('a fast reader is reported to wait, and a borrowed packet is copied', async () => {
  const file = await SaveFile.create(target('fast.pcap'));
  const bytes = new Uint8Array(60_000);
  let waits = 0;
  for (let i = 0; i < 300; i++) {
    bytes.fill(i);
    if (!file.write(packet(bytes, { frame: i + 1 }))) {
      waits++;
      await file.drained();
    }
  }
  bytes.fill(0xee);
  await file.close();
  expect(waits).toBeGreaterThan(1);
  expect(waits).toBeLessThan((300 * 60_000) / LIMITS.saveQueueBytes + 2);
  const { packets } = await drain(openSource(target('fast.pcap')));
  expect(packets.map(({ hex }) => Number.parseInt(hex.slice(0, 2), 16))).toEqual(
    Array.from({ length: 300 }, (_, i) => i & 255),
  );
});

describe('what cannot be written is one line', () => {
  const refusal = (name: string, options?: SaveOptions) =>
    SaveFile.create(name, options).then(
      () => 'was created',
      (error: unknown) => {
        expect(error).toBeInstanceOf(CaptureError);
        return lineOf(error);
      },
    );

  test('no such directory, a directory', async () => {
    expect(await refusal(target('no/where.pcap'))).toMatch(/no such directory/);
    expect(await refusal(temporaryDirectory())).toMatch(/a directory/);
  });

  test('the file that is being read, by any name', async () => {
    const input = temporaryFile('input.pcap', pcapBytes(some));
    linkSync(input, target('other-name.pcap'));
    expect(await refusal(target('other-name.pcap'), { inputs: ['-', input] })).toMatch(/is being read/);
    expect(readFileSync(input)).toHaveLength(pcapBytes(some).length);
    writeFileSync(target('third.pcap'), 'old');
    expect(await refusal(target('third.pcap'), { inputs: [input] })).toBe('was created');
  });

  test.skipIf(!existsSync('/dev/full'))(
    'a full disk: reported when it is known, and writing on does no harm',
    async () => {
      const file = await SaveFile.create('/dev/full');
      for (const each of some) file.write(each);
      expect(await refusalOf(file.drained())).toMatch(/disk is full/);
      expect(file.write(some[0]!)).toBe(true);
      expect(await refusalOf(file.close())).toMatch(/\/dev\/full: the disk is full/);
    },
  );

  test.skipIf(!existsSync('/dev/null'))('a second link type where nothing can be written again', async () => {
    const file = await SaveFile.create('/dev/null');
    file.write(some[0]!);
    file.write({ ...some[0]!, linkType: LINK.RAW });
    expect(await refusalOf(file.close())).toMatch(/regular file/);
  });
});
