import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { MessageReader, readClientHello, readServerHello, startsClientHello } from '../../src/tls/handshake.js';
import { RecordReader, type RecordSink } from '../../src/tls/records.js';
import { clientHello, extension, message, record, serverHello } from '../support/tls13.js';

const AT = { frame: 1, timeNs: 0 };

describe('messages', () => {
  const wire = Buffer.concat([
    message(11, Buffer.alloc(70_000)),
    clientHello(),
    message(20, Buffer.alloc(12)),
    message(0, Buffer.alloc(0)),
  ]);

  test('are told apart wherever records cut them; the bodies of hellos are kept', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 1, max: 30_000 })), (sizes) => {
        const got: [number, number][] = [];
        const reader = new MessageReader((type, body) => got.push([type, body.length]));
        for (let at = 0; at < wire.length; ) {
          const end = Math.min(wire.length, at + (sizes.next().value ?? 1));
          reader.push(wire, at, end);
          at = end;
        }
        expect(got).toEqual([
          [11, 0],
          [1, clientHello().length - 4],
          [20, 0],
          [0, 0],
        ]);
      }),
      { numRuns: 30 },
    );
  });

  test('a hello that claims to be huge is not kept', () => {
    const got: number[] = [];
    const reader = new MessageReader((_type, body) => got.push(body.length));
    const huge = message(1, Buffer.alloc(LIMITS.tlsHelloBytes + 1));
    reader.push(huge, 0, huge.length);
    expect(got).toEqual([0]);
  });

  test('after a loss, the rest of a message is not taken for messages', () => {
    const got: number[] = [];
    const reader = new MessageReader((type) => got.push(type));
    reader.push(message(11, Buffer.alloc(1_000)), 0, 500);
    reader.lost();
    reader.push(Buffer.alloc(300, 0xee), 0, 300);
    reader.push(message(20, Buffer.alloc(12)), 0, 16);
    expect(got).toEqual([20]);
  });
});

describe('hellos', () => {
  const sni = (name: string): Buffer => {
    const entry = Buffer.concat([Buffer.from([0, 0, name.length]), Buffer.from(name)]);
    return extension(0, Buffer.concat([Buffer.from([0, entry.length]), entry]));
  };

  test('the client: random, name, early data', () => {
    const hello = readClientHello(clientHello([sni('ftp.example'), extension(42, Buffer.alloc(0))]).subarray(4));
    expect(hello).toMatchObject({ serverName: 'ftp.example', earlyData: true });
    expect(readClientHello(clientHello().subarray(4))).toMatchObject({ serverName: null, earlyData: false });
  });

  test('the server: the version is that of supported_versions, where it stands', () => {
    expect(readServerHello(serverHello().subarray(4))).toMatchObject({ version: 0x0304, suite: 0x1301, retry: false });
    expect(readServerHello(serverHello(0xc02f, 0x0302).subarray(4))).toMatchObject({ version: 0x0302, suite: 0xc02f });
  });

  test('extensions may be absent (TLS 1.0)', () => {
    const bare = Buffer.concat([Buffer.from([3, 1]), Buffer.alloc(32), Buffer.from([0, 0, 0x2f, 0])]);
    expect(readServerHello(bare)).toMatchObject({ version: 0x0301, suite: 0x002f, encryptThenMac: false });
  });

  test('cut anywhere they are refused or read, never out of range', () => {
    for (const hello of [clientHello([sni('ftp.example')]), serverHello()])
      for (let end = 4; end < hello.length; end++) {
        readServerHello(hello.subarray(4, end));
        const cut = readClientHello(hello.subarray(4, end));
        if (end < 4 + 2 + 32) expect(cut).toBeNull();
      }
  });

  test('a ClientHello is told from what else begins like a record', () => {
    const starts = (bytes: Uint8Array): boolean => startsClientHello(bytes, 0, bytes.length);
    expect(starts(record(22, clientHello(), 0x0301))).toBe(true);
    expect(starts(record(22, serverHello()))).toBe(false);
    expect(starts(record(23, clientHello()))).toBe(false);
    expect(starts(Buffer.from('USER anna\r\n'))).toBe(false);
    expect(starts(Buffer.alloc(0))).toBe(false);
  });
});

describe('records', () => {
  class Sink implements RecordSink {
    readonly got: string[] = [];
    readonly wants = (): boolean => true;
    readonly seen = (): void => {};
    record(type: number, _version: number, _b: Uint8Array, start: number, end: number): void {
      this.got.push(`${type}:${end - start}`);
    }
    lost(type: number, bodyBytes: number): void {
      this.got.push(`lost ${type}:${bodyBytes}`);
    }
    framingLost(): boolean {
      this.got.push('lost');
      return false;
    }
    resume(): boolean {
      return false;
    }
    searchFailed(): void {}
  }
  const wire = Buffer.concat([record(22, Buffer.alloc(3)), record(23, Buffer.alloc(0)), record(23, Buffer.alloc(400))]);

  test('come whole from any pieces, and end where clear text begins', () => {
    const text = Buffer.concat([wire, Buffer.from('PWD\r\n')]);
    for (let cut = 0; cut <= wire.length; cut++) {
      const sink = new Sink();
      const reader = new RecordReader(sink);
      expect(reader.walk(text, 0, cut, AT)).toBe(cut);
      expect(reader.walk(text, cut, text.length, AT)).toBe(wire.length);
      expect(sink.got).toEqual(['22:3', '23:0', '23:400']);
    }
  });

  test('a gap within a record costs that record; one beyond it costs the framing', () => {
    const sink = new Sink();
    const reader = new RecordReader(sink);
    reader.walk(wire, 0, 6, AT);
    reader.gap(1, AT);
    reader.walk(wire, 7, 20, AT);
    expect(sink.got).toEqual(['lost 22:3', '23:0']);
    reader.gap(wire.length, AT);
    expect(reader.walk(Buffer.from('PWD\r\n'), 0, 5, AT)).toBe(5);
    expect(sink.got).toEqual(['lost 22:3', '23:0', 'lost']);
  });

  test('a record longer than any may be is no record', () => {
    const sink = new Sink();
    new RecordReader(sink).walk(Buffer.from([23, 3, 3, 0xff, 0xff]), 0, 5, AT);
    expect(sink.got).toEqual(['lost']);
  });
});
