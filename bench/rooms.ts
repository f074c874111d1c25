/** Where the time of a run goes: samples of V8's profiler, added up by the room of src/ that the code came from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

type Node = {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
};
type Profile = { nodes: Node[]; samples: number[]; timeDeltas: number[] };

/** Shares of the processor's time, the largest first: rooms of src/, packages, V8's own work. */
export function roomsOf(profileFile: string): readonly (readonly [room: string, share: number])[] {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(profileFile, 'utf8')) as Profile;
  const byId = new Map(nodes.map((node) => [node.id, roomOf(node)]));
  const times = new Map<string, number>();
  let total = 0;
  samples.forEach((id, i) => {
    const room = byId.get(id)!;
    if (room === '(idle)') return;
    total += timeDeltas[i]!;
    times.set(room, (times.get(room) ?? 0) + timeDeltas[i]!);
  });
  return [...times].map(([room, time]) => [room, time / total] as const).sort((a, b) => b[1] - a[1]);
}

/** The newest profile in a folder. */
export const profileIn = (folder: string): string =>
  path.join(
    folder,
    readdirSync(folder)
      .filter((name) => name.endsWith('.cpuprofile'))
      .at(-1)!,
  );

function roomOf({ callFrame: { functionName, url, lineNumber, columnNumber } }: Node): string {
  if (url === '') return functionName === '(garbage collector)' ? 'garbage collection' : functionName || 'native code';
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (!path.isAbsolute(file)) return 'node';
  const entry = mapOf(file)?.findEntry(lineNumber, columnNumber);
  const source = entry !== undefined && 'originalSource' in entry ? entry.originalSource : '';
  const name = /(?:^|\/)(?:src\/([^/]+)|node_modules\/((?:@[^/]+\/)?[^/]+))/.exec(source);
  return name?.[1]?.replace(/\.ts$/, '') ?? name?.[2] ?? 'other';
}

const known = new Map<string, SourceMap | null>();

/** The bundler's map of a file; null: it has none. */
function mapOf(file: string): SourceMap | null {
  let map = known.get(file);
  if (map === undefined) {
    const name = `${file}.map`;
    map = existsSync(name) ? new SourceMap(JSON.parse(readFileSync(name, 'utf8')) as SourceMapPayload) : null;
    known.set(file, map);
  }
  return map;
}
