import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openSource } from '../../src/capture/formats.js';
import { CaptureError } from '../../src/capture/packet.js';
import { LIMITS } from '../../src/limits.js';
import { ethernet, ipv4, join, packet, pcapBytes, tcp } from '../support/packets.js';
import { Blocks, damageOf, drain, lineOf, problemsOf, seen, temporaryDirectory, temporaryFile } from './support.js';

const packets = ['USER anonymous\r\n', '331 go on\r\n', 'PASS a@b\r\n'].map((line, i) =>
  packet(ethernet(ipv4({}, tcp({ flags: 'PA' }, line))), { frame: i + 1, seconds: 1_700_000_000 + i }),
);
const pcap = pcapBytes(packets);
const wanted = packets.map(seen);
const b = new Blocks();
const pcapng = join(b.section(), b.interface(), b.enhanced(0, 1n, Uint8Array.of(1, 2, 3)));

const openBytesAs = (name: string, bytes: Uint8Array | string) => drain(openSource(temporaryFile(name, bytes)));

/** The one line of a source that cannot be read. */
async function refusal(name: string): Promise<string> {
  const error = await drain(openSource(name)).then(
    () => new Error('was read'),
    (reason: unknown) => reason as Error,
  );
  expect(error).toBeInstanceOf(CaptureError);
  expect(lineOf(error)).not.toContain('\n');
  return lineOf(error);
}

describe('the content decides, not the name', () => {
  test.each([
    ['trace.txt', pcap, 'pcap'],
    ['trace.pcap', pcapng, 'pcapng'],
    ['trace.pcapng', gzipSync(pcap), 'pcap'],
    ['trace', gzipSync(pcapng), 'pcapng'],
    ['trace.twice', gzipSync(gzipSync(pcap)), 'pcap'],
  ])('%s', async (name, bytes, format) => {
    const { packets: got, status } = await openBytesAs(name, bytes);
    expect(got).toHaveLength(format === 'pcap' ? 3 : 1);
    expect(status).toMatchObject({ format, damaged: false, readBytes: bytes.length, totalBytes: bytes.length });
  });

  test('a header without packets is an empty capture', async () => {
    const { packets: got, status } = await openBytesAs('empty.pcap', pcap.slice(0, 24));
    expect(got).toEqual([]);
    expect(status).toMatchObject({ format: 'pcap', damaged: false, problems: [] });
  });
});

describe('gzip', () => {
  test('several members, cut into the capture anywhere', async () => {
    for (const cut of [0, 3, 24, 30, 100, pcap.length]) {
      const members = join(gzipSync(pcap.slice(0, cut)), gzipSync(new Uint8Array(0)), gzipSync(pcap.slice(cut)));
      const { packets: got, status } = await openBytesAs('members.gz', members);
      expect(got, `cut at ${cut}`).toEqual(wanted);
      expect(status.damaged).toBe(false);
    }
  });

  test('members larger than what is unpacked at once, with a border at every distance from it', async () => {
    const noise = Uint8Array.from({ length: 60_000 }, (_, i) => (i * i * 31) >>> 3);
    const large = pcapBytes([packet(noise, { frame: 1 })]);
    for (const cut of [32_700, 32_760, 32_768, 32_790, 40_000]) {
      const members = join(gzipSync(large.slice(0, cut), { level: 0 }), gzipSync(large.slice(cut), { level: 0 }));
      const { packets: got, status } = await openBytesAs('large.gz', members);
      expect(got.map(({ hex }) => hex.length / 2)).toEqual([60_000]);
      expect(status.damaged).toBe(false);
    }
  });

  test('cut short: every packet that was packed before the cut', async () => {
    const many = Array.from({ length: 400 }, (_, i) => packet(`${i} ${(i * 7919) % 104_729}`, { frame: i + 1 }));
    const packed = gzipSync(pcapBytes(many));
    const half = await openBytesAs('cut.gz', packed.slice(0, packed.length / 2));
    expect(half.packets.length).toBeGreaterThan(100);
    expect(half.packets).toEqual(many.map(seen).slice(0, half.packets.length));
    expect(half.status.damaged).toBe(true);
    expect(problemsOf(half.status)[0]).toMatchObject({
      code: 'bad-compression',
      message: expect.stringMatching(/gzip.*end/),
    });
    // Without the checksum and the length at the end all packets are there, and the damage is reported.
    const nearly = await openBytesAs('nearly.gz', packed.slice(0, -5));
    expect(nearly.packets).toHaveLength(400);
    expect(nearly.status.damaged).toBe(true);
  });

  test('corrupt in the middle, and garbage or zeros behind', async () => {
    const packed = gzipSync(pcap);
    const corrupt = await openBytesAs(
      'corrupt.gz',
      packed.map((byte, i) => (i === packed.length - 6 ? byte ^ 1 : byte)),
    );
    expect(corrupt.packets).toEqual(wanted);
    expect(corrupt.status.damaged).toBe(true);
    const garbage = await openBytesAs('garbage.gz', join(packed, 'garbage'));
    expect(garbage.packets).toEqual(wanted);
    expect(garbage.status.damaged).toBe(true);
    const zeros = await openBytesAs('zeros.gz', join(packed, new Uint8Array(100_000)));
    expect(zeros.packets).toEqual(wanted);
    expect(zeros.status.damaged).toBe(false);
  });

  test('a bomb costs no memory', async () => {
    const bomb = gzipSync(join(pcap, new Uint8Array(40_000_000)), { level: 9 });
    let largest = 0;
    let count = 0;
    for await (const batch of openSource(temporaryFile('bomb.gz', bomb)).batches()) {
      count += batch.length;
      for (const { bytes } of batch) largest = Math.max(largest, bytes.buffer.byteLength);
    }
    expect(count).toBe(3 + 40_000_000 / 16);
    // Packets are views of a window that does not grow with what is unpacked.
    expect(largest).toBeLessThan(4 * LIMITS.readBytes);
  });
});

/** Frames of stored, repeated and (by the zstd tool, if there is one) compressed blocks; RFC 8878. */
describe('zstd', () => {
  const blockHeader = (size: number, type: number, last: boolean) => {
    const header = (size << 3) | (type << 1) | Number(last);
    return [header & 255, (header >> 8) & 255, header >> 16];
  };
  /** A frame with a window of 128 KiB and one stored block for each piece. */
  const frame = (...pieces: Uint8Array[]) =>
    join(
      [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38],
      ...pieces.flatMap((piece, i) => [blockHeader(piece.length, 0, i === pieces.length - 1), piece]),
    );
  const skippable = join([0x50, 0x2a, 0x4d, 0x18, 5, 0, 0, 0], 'hello');

  test('frames, blocks and skippable frames', async () => {
    const file = join(
      skippable,
      frame(pcap.slice(0, 10), pcap.slice(10, 50)),
      skippable,
      frame(pcap.slice(50)),
      skippable,
    );
    const { packets: got, status } = await openBytesAs('a.zst', file);
    expect(got).toEqual(wanted);
    expect(status).toMatchObject({ format: 'pcap', damaged: false, problems: [] });
  });

  test('cut anywhere: what was packed before', async () => {
    const pieces = Array.from({ length: Math.ceil(pcap.length / 10) }, (_, i) => pcap.slice(i * 10, i * 10 + 10));
    const file = frame(...pieces);
    let most = 0;
    for (let cut = 40; cut < file.length; cut += 9) {
      const { packets: got, status } = await openBytesAs('cut.zst', file.slice(0, cut));
      expect(got).toEqual(wanted.slice(0, got.length));
      expect(got.length).toBeGreaterThanOrEqual(most);
      most = got.length;
      expect(status.damaged).toBe(true);
    }
    expect(most).toBe(2);
  });

  test('a frame that wants gigabytes is refused', async () => {
    const greedy = join([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0], blockHeader(4, 0, true), 'abcd');
    expect(await refusal(temporaryFile('greedy.zst', greedy))).toMatch(/zstd data is damaged.*1024 MiB/);
    const { status } = await openBytesAs('greedy2.zst', join(frame(pcap), greedy));
    expect(problemsOf(status)).toMatchObject([
      { code: 'bad-compression', message: expect.stringContaining('1024 MiB') },
    ]);
  });

  test.skipIf(!hasTool('zstd'))('as the zstd tool packs it', async () => {
    const many = Array.from({ length: 3_000 }, (_, i) =>
      packet(`line ${i} of a longer text, ${i % 17}`, { frame: i + 1 }),
    );
    const plain = temporaryFile('tool.pcap', pcapBytes(many));
    for (const level of ['-1', '-19', '--no-check']) {
      const { packets: got, status } = await openBytesAs('tool.zst', execFileSync('zstd', ['-c', '-q', level, plain]));
      expect(got).toEqual(many.map(seen));
      expect(status.damaged).toBe(false);
    }
  });
});

function hasTool(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('what is no capture is named in one line', () => {
  test.each<[string, Uint8Array | string, RegExp]>([
    ['an empty file', '', /empty/],
    ['two bytes', 'ab', /a 2-byte text file/],
    ['a text file', '../../../default/pcap/x.pcap\n', /a 29-byte text file/],
    ['an 11-byte text file', 'hello world', /an 11-byte text file/],
    ['a web page', '\n<!DOCTYPE html><html>', /HTML page/],
    ['JSON', '{"a": 1}', /JSON/],
    ['a hex dump', '0000  00 11 22 33 44 55 66 77\n', /hex dump .*text2pcap/],
    ['an iSeries trace', ' COMMUNICATIONS TRACE       Title:\n', /iSeries.*editcap/],
    ['Ixia', join([0xac, 1, 0, 0x1c], new Uint8Array(40)), /Ixia.*editcap/],
    ['xz', join([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], new Uint8Array(40)), /xz compressed.*xz -d/],
    ['bzip2', join('BZh91AY', new Uint8Array(40)), /bzip2 -d/],
    ['lz4', join([4, 0x22, 0x4d, 0x18], new Uint8Array(40)), /lz4 -d/],
    ['zip', join('PK\x03\x04', new Uint8Array(40)), /zip archive.*unzip/],
    ['tar', join(new Uint8Array(257), 'ustar', new Uint8Array(250)), /tar archive/],
    ['ELF', join('\x7fELF', new Uint8Array(40)), /ELF program/],
    ['JPEG', join([0xff, 0xd8, 0xff, 0xe0], new Uint8Array(40)), /JPEG/],
    ['Git LFS', 'version https://git-lfs.github.com/spec/v1\n', /git lfs pull/],
    ['bytes of no known kind', new Uint8Array(8_000), /an 8,000-byte file of an unknown kind .*0000000000000000/],
    ['text in gzip', gzipSync('no capture'), /unpacked, not a capture: it seems to be a text file/],
    ['nothing in gzip', gzipSync(''), /unpacked, empty/],
    ['raw deflate', deflateRawSync(pcap), /unknown kind/],
  ])('%s', async (name, bytes, line) => {
    const message = await refusal(temporaryFile(`${name}.pcap`, bytes));
    expect(message).toMatch(line);
    expect(message).toContain(`${name}.pcap: `);
  });

  test('gzip in gzip in gzip ... ends somewhere', async () => {
    let bytes: Uint8Array = pcap;
    for (let i = 0; i <= LIMITS.compressionLayers; i++) bytes = gzipSync(bytes);
    expect(await refusal(temporaryFile('onion.gz', bytes))).toMatch(/compressed more often/);
  });

  test('files that cannot be opened', async () => {
    const missing = path.join(temporaryDirectory(), 'missing.pcap');
    expect(await refusal(missing)).toBe(`${missing}: no such file; check the path`);
    expect(await refusal(temporaryDirectory())).toMatch(/a directory/);
    expect(await refusal(path.join(temporaryFile('file', 'x'), 'y'))).toMatch(/not a directory/);
    const loop = path.join(temporaryDirectory(), 'loop');
    symlinkSync(loop, loop);
    expect(await refusal(loop)).toMatch(/leads back to itself/);
    expect(await refusal(`${temporaryDirectory()}/\x1b[31m`)).toContain('\\x1b[31m: no such file');
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const file = temporaryFile('secret.pcap', pcap);
    chmodSync(file, 0);
    expect(await refusal(file)).toMatch(/permission denied/);
  });
});

describe('pipes', () => {
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
  let child: ChildProcess | undefined;

  afterEach(() => {
    Object.defineProperty(process, 'stdin', stdin);
    child?.kill();
  });

  /** Runs a shell script in the directory of the temporary files. */
  const shell = (script: string): ChildProcess => {
    child = spawn('sh', ['-c', script], { cwd: temporaryDirectory(), stdio: ['pipe', 'pipe', 'ignore'] });
    return child;
  };

  test('standard input: packets are delivered as they arrive, while the writer goes on', async () => {
    temporaryFile('whole.pcap', pcap);
    // The header and one record and a half; then the rest only when a line comes back.
    const first = 24 + 16 + packets[0]!.bytes.length + 20;
    const writer = shell(`head -c ${first} whole.pcap; read line; tail -c +${first + 1} whole.pcap; read line`);
    Object.defineProperty(process, 'stdin', { value: writer.stdout, configurable: true });
    const source = openSource('-');
    const batches = source.batches()[Symbol.asyncIterator]();
    expect((await batches.next()).value?.map(seen)).toEqual(wanted.slice(0, 1));
    writer.stdin?.write('go\n');
    expect((await batches.next()).value?.map(seen)).toEqual(wanted.slice(1));
    writer.stdin?.write('go\n');
    expect((await batches.next()).done).toBe(true);
    expect(source.status).toMatchObject({ name: '-', damaged: false, readBytes: pcap.length, totalBytes: null });
  });

  test('standard input byte by byte, in gzip', async () => {
    const packed = gzipSync(pcap);
    temporaryFile('slow.gz', packed);
    const bytes = Array.from({ length: packed.length }, (_, i) => `tail -c +${i + 1} slow.gz | head -c 1`);
    Object.defineProperty(process, 'stdin', { value: shell(bytes.join(';')).stdout, configurable: true });
    const { packets: got, status } = await drain(openSource('/dev/stdin'));
    expect(got).toEqual(wanted);
    expect(status).toMatchObject({ damaged: false, format: 'pcap', readBytes: packed.length });
  });

  test('a writer that dies in the middle of a packet', async () => {
    temporaryFile('half.pcap', pcap);
    Object.defineProperty(process, 'stdin', {
      value: shell(`head -c ${pcap.length - 1} half.pcap`).stdout,
      configurable: true,
    });
    const { packets: got, status } = await drain(openSource('-'));
    expect(got).toEqual(wanted.slice(0, 2));
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'truncated-file', frame: 2 }] });
  });

  test('stop ends a read that waits, and what had arrived was delivered', async () => {
    temporaryFile('open.pcap', pcap);
    Object.defineProperty(process, 'stdin', { value: shell('cat open.pcap; read line').stdout, configurable: true });
    const source = openSource('-');
    const got = [];
    for await (const batch of source.batches()) {
      got.push(...batch.map(seen));
      setTimeout(() => source.stop(), 50);
    }
    expect(got).toEqual(wanted);
    expect(source.status.damaged).toBe(false);
  });

  test('stop before anything was read', async () => {
    const source = openSource(temporaryFile('stopped.pcap', pcap));
    source.stop();
    expect((await drain(source)).packets).toEqual([]);
  });

  test('a named pipe', async () => {
    const fifo = path.join(temporaryDirectory(), 'fifo');
    execFileSync('mkfifo', [fifo]);
    temporaryFile('fifo.pcap', pcap);
    shell('cat fifo.pcap > fifo');
    const { packets: got, status } = await drain(openSource(fifo));
    expect(got).toEqual(wanted);
    expect(status).toMatchObject({ damaged: false, totalBytes: null });
  });

  test('a terminal is no capture', async () => {
    Object.defineProperty(process, 'stdin', { value: { isTTY: true }, configurable: true });
    expect(await refusal('-')).toMatch(/terminal/);
  });
});

test('a large file comes in batches of about a mebibyte, with turns of the event loop between them', async () => {
  const large = pcapBytes(Array.from({ length: 3_000 }, (_, i) => packet(new Uint8Array(1_400), { frame: i + 1 })));
  mkdirSync(temporaryDirectory(), { recursive: true });
  const source = openSource(temporaryFile('large.pcap', large));
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  const sizes: number[] = [];
  for await (const batch of source.batches()) {
    sizes.push(batch.reduce((sum, { bytes }) => sum + bytes.length, 0));
    const until = performance.now() + 4;
    while (performance.now() < until);
    expect(source.status.readBytes).toBeLessThanOrEqual(sizes.length * LIMITS.readBytes);
  }
  clearInterval(ticking);
  expect(sizes.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * LIMITS.readBytes);
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(source.status.readBytes).toBe(large.length);
});
