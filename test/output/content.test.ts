import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analyzer.js';
import { ContentKeeper, together } from '../../src/output/contentKeeper.js';
import { contentType, isText } from '../../src/output/contentType.js';
import { readScript } from '../support/script.js';

const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1,
]);

describe('the kind of a file', () => {
  test('is reported by its bytes, not by its name', async () => {
    expect(await contentType(PNG)).toEqual({ mime: 'image/png', extension: 'png' });
    expect((await contentType(Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])))?.mime).toBe('application/gzip');
    expect(await contentType(Buffer.from('hello\r\nworld'))).toEqual({ mime: 'text/plain', extension: null });
    expect(await contentType(Uint8Array.from([1, 2, 3, 0, 5]))).toBeNull();
    expect(await contentType(new Uint8Array(0))).toBeNull();
  });
  test('is text only where nothing speaks against it', () => {
    expect(isText(Buffer.from('naïve 报告\t\n'))).toBe(true);
    expect(isText(Uint8Array.from([65, 0, 66]))).toBe(false);
    expect(isText(Uint8Array.from([65, 1, 2, 66]))).toBe(false);
  });
});

const SCRIPT = `title t
why w
control 10.0.0.2:40000 -> 10.0.0.1:21
S: 220 ready
C: PORT 10,0,0,2,200,1
S: 200 ok
C: RETR a
S: 150 go
data d 10.0.0.1:20 -> 10.0.0.2:51201
d > 70000 letters
d > close
S: 226 done
C: PORT 10,0,0,2,200,2
S: 200 ok
C: LIST
S: 150 go
data e 10.0.0.1:20 -> 10.0.0.2:51202
e > "one\\r\\n"
lost e > "two\\r\\n"
e > "three\\r\\n"
e > close
S: 226 done
`;

test('the first bytes of transfers and listings are kept for looking at, up to a hole or the limit', () => {
  const keeper = new ContentKeeper();
  const analyzer = new Analyzer({ contentSink: keeper.sink });
  for (const packet of readScript(SCRIPT).packets) analyzer.push(packet);
  analyzer.finish();
  const [file, listing] = analyzer.sessions[0]!.dataConnections.map(({ transfer }) => keeper.get(transfer!));
  expect(file).toMatchObject({ more: true });
  expect(file?.bytes).toEqual(new Uint8Array(65_536).fill(120));
  expect(Buffer.from(listing!.bytes).toString()).toBe('one\r\n');
  expect(listing?.more).toBe(true);
});

test('several may want the content', () => {
  const keepers = [new ContentKeeper(), new ContentKeeper()];
  const analyzer = new Analyzer({ contentSink: together([keepers[0]!.sink, null, () => null, keepers[1]!.sink]) });
  for (const packet of readScript(SCRIPT).packets) analyzer.push(packet);
  analyzer.finish();
  const { transfer } = analyzer.sessions[0]!.dataConnections[1]!;
  for (const keeper of keepers) expect(Buffer.from(keeper.get(transfer!)!.bytes).toString()).toBe('one\r\n');
  expect(together([null])).toBeNull();
});

test('what is given up is gone, and the next begins empty in its memory', () => {
  const kept = (keeper: ContentKeeper, letters: string) => {
    const analyzer = new Analyzer({ contentSink: keeper.sink });
    for (const packet of readScript(SCRIPT.replace('70000 letters', letters)).packets) analyzer.push(packet);
    analyzer.finish();
    const [session] = analyzer.sessions;
    return { session: session!, transfer: session!.dataConnections[0]!.transfer! };
  };
  const keeper = new ContentKeeper();
  const first = kept(keeper, '1000 letters');
  keeper.forget(first.session);
  expect(keeper.get(first.transfer)).toBeNull();
  const { transfer } = kept(keeper, '"other\\r\\n"');
  expect(Buffer.from(keeper.get(transfer)!.bytes).toString()).toBe('other\r\n');
});
