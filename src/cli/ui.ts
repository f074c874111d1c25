/** A run that opens the UI. */
import type { Session } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';
import type { ContentKeeper } from '../output/contentKeeper.js';
import { errorText } from '../output/errors.js';
import type { LabInput } from '../ui/lab/state.js';
import { EXIT } from './exitCodes.js';
import { wantsColor } from './options.js';
import { Pipeline } from './pipeline.js';
import { complain, Remarks } from './remarks.js';
import type { Run } from './run.js';

/** How long the end of the UI waits for files to be written, and without any. */
const EXTRACT_PATIENCE_MS = 30_000;
const PATIENCE_MS = 200;
/** So many more than are kept, as a share of those, wait to be let go together. */
const LET_GO_SHARE = 100;

/** The UI's own code, which reports do without. Loaded before a live capture gives up its rights, which may read it. */
export async function loadUi() {
  const { PacketStore } = await import('../ui/data/packetStore.js');
  const { runUi } = await import('../ui/start.js');
  const { loadPicture } = await import('../ui/picture.js');
  await loadPicture();
  return { PacketStore, open: runUi };
}

export type Ui = Awaited<ReturnType<typeof loadUi>>;

/**
 * @param lab what is asked beside the views; null: nothing
 * @returns the exit code
 */
export async function runUi(
  run: Run,
  contents: ContentKeeper,
  { PacketStore, open }: Ui,
  lab: LabInput | null = null,
): Promise<number> {
  const { options, source, analyzer, extractor, keyLog, texts, machineTexts } = run;
  const remarks = new Remarks();
  const packets = new PacketStore(source.again);
  const pipeline = await Pipeline.open(run, {
    sliceMs: LIMITS.uiSliceMs,
    also: (packet) => packets.add(packet),
    say: (line) => remarks.add(line),
    announce: () => {},
  });
  const { pump } = pipeline;
  const ended: Session[] = [];
  const keep = options.keep ?? LIMITS.uiSessions;
  /** The oldest of the sessions that have ended go when there are too many: some at a time, each time lists are made anew. */
  const letGo = async (): Promise<void> => {
    ended.push(...analyzer.takeEnded());
    const tooMany = ended.length - keep;
    if (tooMany < Math.max(1, keep / LET_GO_SHARE)) return;
    for (const session of ended.splice(0, tooMany)) {
      pipeline.ended(session);
      analyzer.letGo(session);
      contents.forget(session);
    }
  };
  // What is extracted is listed at the end: until then nothing is let go.
  const reading = pipeline.read(extractor === null ? letGo : undefined).then(
    () => pipeline.finish(),
    // The UI shows why; it is reported again when the UI has closed.
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
    machineTexts,
    title: options.interface ?? options.files.join(' '),
    ...(options.interface === null && options.files.length > 1 ? { sources: options.files } : {}),
    live: options.interface !== null,
    remarks,
    lesson: options.step,
    lab,
    acks: options.acks,
    unsaved: options.write === null && (options.interface !== null || options.files.includes('-')),
    options: {
      ascii: options.ascii,
      color: wantsColor(options.color, process.env, true),
      showPasswords: options.showPasswords,
      theme: options.theme,
    },
  });
  // The screen has gone: what is said from here on is said on standard error.
  remarks.listen(complain);
  pump.stop();
  const patienceMs = extractor ? EXTRACT_PATIENCE_MS : PATIENCE_MS;
  if (pump.state !== 'failed') await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  pipeline.remark(true);
  if (pump.error !== null) {
    complain(errorText(texts, pump.error) ?? pump.error.message);
    return EXIT.failed;
  }
  return code !== EXIT.done ? code : pipeline.exitCode;
}
