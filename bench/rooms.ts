/** Where the time of a run goes: samples of V8's profiler, added up by the room of src/ that the code came from. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Node = { id: number; callFrame: { functionName: string; url: string; lineNumber: number } };
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

function roomOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  if (url === '') return functionName === '(garbage collector)' ? 'garbage collection' : functionName || 'native code';
  if (!url.startsWith('file:')) return 'node';
  const section = sectionsOf(new URL(url)).findLast(({ line }) => line <= lineNumber);
  return section?.room ?? 'other';
}

type Section = { readonly line: number; readonly room: string };
const known = new Map<string, readonly Section[]>();

/** The bundler names the file before the code that came from it. */
function sectionsOf(url: URL): readonly Section[] {
  let sections = known.get(url.pathname);
  if (sections === undefined) {
    sections = readFileSync(url, 'utf8')
      .split('\n')
      .flatMap((text, line) => {
        const name = /^\/\/ (?:src\/([^/]+)(?:\/.*)?|node_modules\/((?:@[^/]+\/)?[^/]+).*)$/.exec(text);
        return name ? [{ line, room: name[1]?.replace(/\.ts$/, '') ?? name[2]! }] : [];
      });
    known.set(url.pathname, sections);
  }
  return sections;
}
