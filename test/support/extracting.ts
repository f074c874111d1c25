/** A capture through analyzer and extractor, into a directory of our own. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Analyzer } from '../../src/analyzer.js';
import type { Packet } from '../../src/capture/packet.js';
import type { HashName } from '../../src/ftp/content/hashes.js';
import { clockOf } from '../../src/model/time.js';
import { Extractor } from '../../src/output/extract/extractor.js';
import { KeyLog } from '../../src/tls/keylog.js';
import { temporaryFolder } from './temporary.js';
import { TEXTS } from './texts.js';

/** A file of the manifest, as far as tests ask. */
export type ManifestFile = {
  file: string | null;
  path: string | null;
  renamed: boolean;
  bytes: number;
  sha256: string | null;
  crc32?: string;
  complete: boolean;
  verdict: string;
  evidence: { text: string; frames: number[] }[];
  missing: [number, number][];
  contentType: string | null;
  lineEndsConverted: boolean;
  note: string | null;
  problem: string | null;
  parts: { command: string; range: [number, number]; content: { sha256: string | null } }[];
};

export type Extraction = {
  readonly directory: string;
  readonly analyzer: Analyzer;
  readonly extractor: Extractor;
  readonly manifest: readonly ManifestFile[];
  /** Everything in the directory but the manifest, by path. */
  readonly files: ReadonlyMap<string, Buffer>;
};

/** Packets between two looks at the disk: few, so that writing in pieces is tested. */
const BATCH = 7;

export type ExtractionOptions = {
  readonly directory?: string;
  readonly hashes?: readonly HashName[];
  readonly keys?: readonly string[];
  readonly beforePacket?: () => void;
};

export async function extract(
  packets: Iterable<Packet> | AsyncIterable<Packet>,
  { directory = temporaryFolder(), hashes = [], keys = [], beforePacket = () => {} }: ExtractionOptions = {},
): Promise<Extraction> {
  const extractor = Extractor.open(directory, { hashes });
  const keyLog = new KeyLog();
  for (const line of keys) keyLog.add(line);
  const analyzer = new Analyzer({ contentSink: extractor.sink, hashes, keyLog });
  let count = 0;
  for await (const packet of packets) {
    beforePacket();
    analyzer.push(packet);
    if (++count % BATCH === 0) await extractor.drained();
  }
  analyzer.finish();
  const head = { program: 'test', sources: ['-'] };
  const written = await extractor.finish(analyzer.sessions, head, clockOf(analyzer, 6), TEXTS);
  const listed = 'relative' in written ? readFileSync(path.join(directory, written.relative), 'utf8') : '{"files":[]}';
  const { files: manifest } = JSON.parse(listed) as { files: ManifestFile[] };
  return { directory, analyzer, extractor, manifest, files: filesBelow(directory) };
}

function filesBelow(directory: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    const relative = path.relative(directory, full);
    if (entry.isFile() && !/^manifest(~\d+)?\.json$/.test(relative)) files.set(relative, readFileSync(full));
  }
  return files;
}
