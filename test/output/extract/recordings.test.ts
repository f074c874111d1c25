/** Every recording extracted: what lies on disk afterwards is what the report says. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSources } from '../../../src/capture/merge.js';
import type { Packet } from '../../../src/capture/packet.js';
import { recordings } from '../../support/cases.js';
import { type Extraction, extract } from '../../support/extracting.js';

async function* packetsOf(capture: string): AsyncIterable<Packet> {
  for await (const batch of openSources([capture]).batches()) yield* batch;
}

const extracted = (folder: string, capture: string): Promise<Extraction> => {
  const keyFile = path.join(folder, 'keys.txt');
  const keys = existsSync(keyFile) ? readFileSync(keyFile, 'utf8').split('\n') : [];
  return extract(packetsOf(capture), { keys });
};
const sha256 = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex');

/** Of the files that the recordings' servers and clients had on disk. */
const UNIX_TXT = '6902404a4a6a0e7a6973329e1bf6d242db7bc3130366b3d8350c5b564c853805';
const README_TXT = '33a5ca03164b33a995ff186b21cf683fc20b9856b96a0baea484227a598c2f7d';
const DATA_BIN = 'a95cefc2b71b';

describe('every recording', () => {
  for (const { name, folder, capture } of recordings()) {
    test(name, async () => {
      const { analyzer, files, manifest, extractor, directory } = await extracted(folder, capture);
      expect(extractor.problems).toEqual([]);
      for (const { dataConnections } of analyzer.sessions) {
        for (const { transfer } of dataConnections) {
          if (
            !transfer ||
            transfer.direction === 'listing' ||
            /^(LIST|NLST|MLSD)$/.test(transfer.exchange.command!.verb)
          )
            continue;
          const whole = transfer.verdict === 'complete' && transfer.missing.length === 0 && !transfer.restart;
          if (!whole || transfer.contentSha256 === null) continue;
          expect(transfer.file).not.toBeNull();
          const bytes = files.get(path.relative(directory, transfer.file!));
          if (transfer.type !== 'A') expect(sha256(bytes)).toBe(transfer.contentSha256);
        }
      }
      for (const { file, sha256: reported, bytes, complete } of manifest) {
        if (file === null) continue;
        const written = files.get(file);
        expect(written?.length).toBe(bytes);
        expect(file.endsWith('.partial')).toBe(!complete);
        if (reported !== null) expect(sha256(written)).toBe(reported);
        else expect(complete).toBe(false);
      }
      expect([...files.keys()].sort()).toEqual(manifest.flatMap(({ file }) => file ?? []).sort());
    });
  }
});

describe('what end points had on disk', () => {
  const of = async (name: string) => {
    const recording = recordings().find((each) => each.name === name)!;
    return extracted(recording.folder, recording.capture);
  };

  test('MODE Z is inflated to the very files', async () => {
    const { files } = await of('mode-z');
    expect(sha256(files.get('10.77.0.1/unix.txt'))).toBe(UNIX_TXT);
    expect(sha256(files.get('10.77.0.1/readme.txt'))).toBe(README_TXT);
  });
  test('text has the line ends of the file, not of the wire', async () => {
    const { files } = await of('ascii');
    expect(sha256(files.get('10.77.0.1/unix.txt'))).toBe(UNIX_TXT);
    expect(sha256(files.get('10.77.0.1/incoming/readme.txt'))).toBe(README_TXT);
  });
  test('a resumed download stands where it belongs, and what was before it is named as missing', async () => {
    const { files, manifest } = await of('resume');
    expect(manifest).toMatchObject([{ bytes: 60_000, missing: [[0, 25_000]], complete: false }]);
    expect(
      files
        .get('10.77.0.1/data.bin.partial')
        ?.subarray(0, 25_000)
        .every((byte) => byte === 0),
    ).toBe(true);
  });
  test('holes are where the capture has them, and nowhere else', async () => {
    const { files, manifest } = await of('holes');
    const [from, to] = [49_232, 50_680];
    expect(manifest.find(({ file }) => file?.includes('data.bin'))?.missing).toEqual([[from, to]]);
    const holed = files.get('10.66.0.1/data.bin.partial')!;
    expect(holed.subarray(from, to).every((byte) => byte === 0)).toBe(true);
    const { files: others } = await of('fxp');
    const whole = [...others.values()].find((bytes) => sha256(bytes)?.startsWith(DATA_BIN))!;
    expect(holed.subarray(0, from).equals(whole.subarray(0, from))).toBe(true);
    expect(holed.subarray(to).equals(whole.subarray(to))).toBe(true);
  });
  test('FTPS is written in clear where the keys are known', async () => {
    const { files } = await of('ftps-tls12');
    expect([...files.values()].map((bytes) => sha256(bytes)?.slice(0, 12))).toContain(DATA_BIN);
  });
});
