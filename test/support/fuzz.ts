/** Damaged captures through the whole program: what must hold for every input, and where the inputs come from. */
import { readFileSync } from 'node:fs';
import { CaptureError } from '../../src/capture/packet.js';
import { recordings, scripted } from './cases.js';
import { analyse } from './inProcess.js';
import { type Mutated, mutate, type Pieces, putTogether, randomOf, takeApart } from './mutate.js';
import type { Exchange, Report } from './report.js';

/** Longer is a hang. */
export const MAX_SECONDS = 10;
/** Bytes in use after an input: more is a leak or a table without bound. */
export const MAX_HEAP_BYTES = 400e6;

export type Seed = { readonly name: string; readonly pieces: Pieces };
export type FuzzInput = Mutated & { readonly seed: Seed };

/** The captures that are damaged: fixtures in the classic format, and the conformance cases. */
export function fuzzSeeds(): Seed[] {
  const all = [
    ...recordings().map(({ name, capture }) => ({ name, bytes: Uint8Array.from(readFileSync(capture)) })),
    ...scripted().map(({ name, bytes }) => ({ name, bytes })),
  ];
  return all.flatMap(({ name, bytes }) => {
    const pieces = takeApart(bytes);
    return pieces && pieces.records.length > 0 ? [{ name, pieces }] : [];
  });
}

/** The input of that number; the same for the same seed, whatever ran before. */
export function fuzzInput(seeds: readonly Seed[], seed: number, index: number): FuzzInput {
  const random = randomOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const chosen = random.pick(seeds);
  const others = seeds.map((each) => each.pieces);
  return { ...mutate(chosen.pieces, random, others), seed: chosen };
}

const originals = new Map<string, Promise<Report>>();

/**
 * What is wrong with the program on this input; undefined when all is well.
 * @param bounds time and memory count as well: not in tests, which share their machine
 */
export async function fuzzFailure(input: FuzzInput, bounds = false): Promise<string | undefined> {
  const started = performance.now();
  let report: Report;
  try {
    const analysed = await analyse(input.bytes);
    const text = analysed.render('text');
    const control = hostileCharacter(text);
    if (control) return `the text report has ${control}`;
    for (const line of analysed.render('ndjson').split('\n')) if (line !== '') JSON.parse(line);
    report = JSON.parse(analysed.render('json')) as Report;
  } catch (error) {
    // No capture at all any more: a clear refusal is right, as long as no packet was there to be read.
    if (error instanceof CaptureError && input.intact === 0 && !error.message.includes('\n')) return undefined;
    return `throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  const seconds = (performance.now() - started) / 1000;
  if (bounds && seconds > MAX_SECONDS) return `takes ${seconds.toFixed(1)} s`;
  const heapBytes = process.memoryUsage().heapUsed;
  if (bounds && heapBytes > MAX_HEAP_BYTES) return `${(heapBytes / 1e6).toFixed(0)} MB in use`;
  return lostBeforeDamage(await originalReport(input.seed), report, input);
}

/** Control characters and bidi marks that could reach a terminal; tabs and line ends are the report's own. */
function hostileCharacter(text: string): string | undefined {
  const found = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.exec(text);
  return found ? `the character ${JSON.stringify(found[0])}` : undefined;
}

function originalReport(seed: Seed): Promise<Report> {
  let report = originals.get(seed.name);
  if (!report) {
    report = analyse(putTogether(seed.pieces)).then((analysed) => JSON.parse(analysed.render('json')) as Report);
    originals.set(seed.name, report);
  }
  return report;
}

/** An exchange that was complete before the damage must be reported as it was. */
function lostBeforeDamage(original: Report, after: Report, { intact, before }: FuzzInput): string | undefined {
  if (after.capture.packets < intact)
    return `${intact} packets stood before the damage, ${after.capture.packets} were read`;
  for (const session of original.sessions) {
    // On another port it takes more than a greeting to tell FTP, and that may stand behind the damage.
    if (session.server.port !== 21) continue;
    // Where a reply that never ends does end depends on what follows it.
    if (session.findings.some(({ kind }) => kind === 'odd-reply')) continue;
    // Where the pairing was in doubt, what follows may have decided it.
    const settled = settledExchanges(
      session.dialogue.filter(({ doubt }) => doubt === undefined),
      before,
    );
    if (settled.length === 0) continue;
    const same = after.sessions.filter(
      (each) => each.client.port === session.client.port && each.client.address === session.client.address,
    );
    const found = new Set(same.flatMap((each) => settledExchanges(each.dialogue, before)));
    const lost = settled.find((each) => !found.has(each));
    if (lost) return `lost before the damage (${before} packets): ${lost}`;
  }
  return undefined;
}

function settledExchanges(dialogue: readonly Exchange[], packets: number): string[] {
  return dialogue
    .filter(({ code, replies }) => code !== null && replies.every((reply) => reply.lastFrame <= packets))
    .map(({ command, replies }) => {
      const said = command ? `${command.frame} ${command.verb} ${command.argument}` : 'unasked';
      return `${said} -> ${replies.map((reply) => `${reply.firstFrame} ${reply.code} ${reply.text}`).join(' / ')}`;
    });
}
