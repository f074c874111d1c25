/** A run that opens the UI. */

import { Pump } from '../capture/pump.js';
import { LIMITS } from '../limits.js';
import type { ContentKeeper } from '../output/contentKeeper.js';
import { EXIT } from './exitCodes.js';
import { type Extracted, endExtractor, NOTHING_EXTRACTED } from './extract.js';
import { wantsColor } from './options.js';
import { complain } from './remarks.js';
import type { Run } from './run.js';
import { endWriter, NOTHING_WRITTEN, openWriter, type Written } from './write.js';

/** How long the end of the UI waits for files to be written, and without any. */
const EXTRACT_PATIENCE_MS = 30_000;
const PATIENCE_MS = 200;

/** @returns the exit code */
export async function runUi(run: Run, contents: ContentKeeper): Promise<number> {
  const { options, source, analyzer, extractor, keyLog, texts } = run;
  const { PacketStore } = await import('../ui/data/packetStore.js');
  const { runUi: open } = await import('../ui/start.js');
  const packets = new PacketStore(source.again);
  const writer = await openWriter(run);
  const pump = new Pump(
    source,
    (packet) => {
      analyzer.push(packet);
      writer?.add(packet, analyzer.lastConnection);
      packets.add(packet);
    },
    options.maxPackets,
    LIMITS.uiSliceMs,
  );
  let extracted: Extracted = NOTHING_EXTRACTED;
  let written: Written = NOTHING_WRITTEN;
  const reading = pump
    .run(async () => {
      await writer?.drained();
      await extractor?.drained();
    })
    .then(
      async () => {
        analyzer.finish();
        written = await endWriter(writer, run);
        extracted = await endExtractor(run);
      },
      () => undefined,
    );
  const code = await open({
    analyzer,
    source,
    pump,
    packets,
    contents,
    keyLog,
    texts,
    title: options.interface ?? options.files.join(' '),
    live: options.interface !== null,
    options: {
      ascii: options.ascii,
      color: wantsColor(options.color, process.env, true),
      showPasswords: options.showPasswords,
      theme: options.theme,
    },
  });
  pump.stop();
  const patienceMs = extractor ? EXTRACT_PATIENCE_MS : PATIENCE_MS;
  if (pump.state !== 'failed') await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  if (written.leftOut !== null) complain(written.leftOut);
  for (const problem of extracted.problems) complain(problem);
  if (!options.quiet) for (const { summary } of [written, extracted]) if (summary !== null) complain(summary);
  if (pump.error !== null) {
    complain(pump.error);
    return EXIT.failed;
  }
  if (code === 0 && extracted.problems.length > 0) return EXIT.failed;
  return code !== 0 ? code : source.status.damaged ? EXIT.damaged : EXIT.done;
}
