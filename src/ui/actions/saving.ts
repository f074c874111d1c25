/** Does what the save menu asks for, and reports how it went. Existing files are never overwritten. */
import { Analyzer } from '../../analyzer.js';
import { annotate } from '../../capture/annotate.js';
import type { Packet } from '../../capture/packet.js';
import { SaveFile } from '../../capture/savefile.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { captureInfo } from '../../model/captureInfo.js';
import { clockOf } from '../../model/time.js';
import { Annotations } from '../../output/annotations.js';
import { ContentFile } from '../../output/contentFile.js';
import { CSV_TABLES } from '../../output/csv/tables.js';
import { errorText } from '../../output/errors.js';
import { Extractor } from '../../output/extract/extractor.js';
import type { ReportStyle } from '../../output/format.js';
import { FORMATS } from '../../output/formats.js';
import { type Reported, renderReport } from '../../output/reporting.js';
import { reserve, saveNew } from '../../output/saveNew.js';
import type { Texts } from '../../text/texts.js';
import type { UiInput } from '../data/context.js';
import { ConnectionFilter } from '../data/frames.js';
import type { SaveKind } from '../data/saveChoices.js';
import type { Message } from '../state.js';

const REPORT_WIDTH = 120;
/** Packets between two looks at the keyboard. */
const PACKETS_AT_ONCE = 5000;

type Job = {
  readonly name: string;
  readonly input: UiInput;
  readonly sessions: readonly Session[];
  /** The transfer that is saved alone. */
  readonly of: DataConnection | null;
};

const bad = (text: string): Message => ({ text, tone: 'alert' });
const good = (text: string): Message => ({ text, tone: 'good' });

const machineTexts = ({ texts, machineTexts = texts }: UiInput): Texts => machineTexts;

async function saveReport(
  format: string,
  { name, input, sessions, of }: Job,
  more: Partial<ReportStyle> = {},
): Promise<Message> {
  const { saving } = input.texts.ui;
  const row = FORMATS[format];
  if (row === undefined) throw new Error(`no format ${format}`);
  const reported: Reported = {
    view: input.analyzer,
    info: captureInfo([input.title], input.source.status, input.analyzer.limitsHit),
    texts: row.machine === true ? machineTexts(input) : input.texts,
  };
  const style = { width: REPORT_WIDTH, color: false, ascii: input.options.ascii, quiet: false, verbosity: 0, ...more };
  const chosen = more.transfer && of ? [of.session] : sessions;
  const error = await saveNew(name, renderReport(row, style, reported, chosen));
  return error === null
    ? good(saving.report(chosen.length, name, input.texts.format))
    : bad(input.texts.say('outputErrors', error));
}

const TABLES = Object.keys(CSV_TABLES) as readonly (keyof typeof CSV_TABLES)[];

/** One file a table: 'name-transfers.csv' and so on. */
async function saveTables(job: Job): Promise<Message> {
  const base = job.name.replace(/\.csv$/i, '');
  for (const table of TABLES) {
    const saved = await saveReport('csv', { ...job, name: `${base}-${table}.csv` }, { table });
    if (saved.tone === 'alert') return saved;
  }
  return good(job.input.texts.ui.saving.tables(TABLES.length, `${base}-*.csv`));
}

/** The held packets of the sessions' connections, with pauses for the keyboard; counts those that are held no longer. */
async function eachPacket(
  { input, sessions }: Job,
  take: (packet: Packet) => void,
  pause: () => Promise<void>,
): Promise<number> {
  const { packets } = input;
  const wanted = new ConnectionFilter(
    sessions.flatMap(({ control, dataConnections }) => [
      control,
      ...dataConnections.flatMap(({ connection }) => (connection ? [connection] : [])),
    ]),
  );
  const last = packets.lastFrame;
  let lost = 0;
  for (let frame = 1; frame <= last; frame++) {
    const packet = packets.get(frame);
    if (!packet) lost++;
    else if (wanted.takes(packet)) {
      if (packet.forgottenBytes > 0) lost++;
      take(packet);
    }
    if (frame % PACKETS_AT_ONCE !== 0) continue;
    await pause();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await pause();
  return lost;
}

/** @param option that keeps all packets */
function savedWithout(lost: number, saved: string, option: string, { ui, format: f }: Texts): Message {
  if (lost === 0) return good(ui.saving.whole(saved));
  return { text: ui.saving.withoutPackets(saved, lost, option, f), tone: 'warning' };
}

/** Handshakes and all data connections of the sessions. */
async function savePackets(job: Job): Promise<Message> {
  const { name, input, sessions } = job;
  const error = await reserve(name);
  if (error !== null) return bad(input.texts.say('outputErrors', error));
  const file = await SaveFile.create(name, { fractionDigits: input.source.status.fractionDigits });
  const frames: number[] = [];
  const lost = await eachPacket(
    job,
    (packet) => {
      file.write(packet);
      frames.push(packet.frame);
    },
    () => file.drained(),
  );
  await file.close();
  const { texts } = input;
  if (name.toLowerCase().endsWith('.pcapng')) {
    const annotations = new Annotations(texts);
    for (const session of sessions) annotations.add(session);
    await annotate(name, (place) => annotations.of(frames[place]!), { comment: texts.exports.annotated('ftp-sniff') });
  }
  const saved = texts.ui.saving.packets(file.packets, sessions.length, name, texts.format);
  return savedWithout(lost, saved, '-w', texts);
}

/** What the transfers moved: the packets are analysed once more, with a taker of contents. */
async function saveFiles(job: Job): Promise<Message> {
  const { name, input, sessions } = job;
  const extractor = Extractor.open(name, { hashes: [] });
  const controlPorts = [...new Set(sessions.map(({ server }) => server.port))];
  const analyzer = new Analyzer({ controlPorts, keyLog: input.keyLog ?? null, contentSink: extractor.sink });
  const lost = await eachPacket(
    job,
    (packet) => analyzer.push(packet),
    () => extractor.drained(),
  );
  analyzer.finish();
  const head = { program: 'ftp-sniff', sources: [input.title] };
  const clock = clockOf(analyzer, input.source.status.fractionDigits);
  const manifest = await extractor.finish(analyzer.sessions, head, clock, machineTexts(input));
  const [problem] = 'problem' in manifest ? [manifest.problem] : extractor.problems.map((one) => one.problem);
  if (problem !== undefined) return bad(input.texts.say('outputErrors', problem));
  const { whole, partial } = extractor.written;
  const { texts } = input;
  const { saving } = texts.ui;
  const saved =
    partial > 0 ? saving.filesAndPartial(whole, partial, name, texts.format) : saving.files(whole, name, texts.format);
  return savedWithout(lost, saved, '-x', texts);
}

/** What one transfer moved, byte for byte; its packets are analysed once more. */
async function saveContent(job: Job): Promise<Message> {
  const { name, input, of } = job;
  const { ui, format: f } = input.texts;
  const { saving } = ui;
  const wanted = of?.transfer?.exchange.command?.frame;
  if (!of || wanted === undefined) return bad(saving.noTransfer);
  const file = ContentFile.create(name);
  if (!(file instanceof ContentFile)) return bad(input.texts.say('outputErrors', file));
  const analyzer = new Analyzer({
    controlPorts: [of.session.server.port],
    keyLog: input.keyLog ?? null,
    contentSink: (_data, { exchange }) => (exchange.command?.frame === wanted ? file : null),
  });
  const lost = await eachPacket(
    { ...job, sessions: [of.session] },
    (packet) => analyzer.push(packet),
    () => Promise.resolve(),
  );
  analyzer.finish();
  const problem = file.close();
  if (problem !== null) return bad(input.texts.say('outputErrors', problem));
  const saved = saving.bytes(file.bytes, name, f);
  if (lost > 0) return savedWithout(lost, saved, '-x', input.texts);
  if (file.missingBytes > 0) return { text: saving.withZeros(saved, file.missingBytes, f), tone: 'warning' };
  return file.lost ? { text: saving.cutShort(saved), tone: 'warning' } : good(saving.whole(saved));
}

const SAVERS: Readonly<Record<SaveKind, (job: Job) => Promise<Message>>> = {
  text: (job) => saveReport('text', job),
  json: (job) => saveReport('json', job),
  page: (job) => saveReport('html', job),
  ticket: (job) => saveReport('markdown', job),
  picture: (job) => saveReport('svg', job),
  diagram: (job) => saveReport('mermaid', job),
  joinedPicture: (job) => saveReport('svg', job, { joined: true }),
  joinedDiagram: (job) => saveReport('mermaid', job, { joined: true }),
  pictureOf: (job) => saveReport('svg', job, { transfer: job.of?.id ?? null }),
  diagramOf: (job) => saveReport('mermaid', job, { transfer: job.of?.id ?? null }),
  tables: saveTables,
  pcap: savePackets,
  comments: savePackets,
  files: saveFiles,
  content: saveContent,
};

/** Saves these sessions (null: all), or the content of one transfer. */
export async function save(
  what: SaveKind,
  name: string,
  input: UiInput,
  ids: readonly number[] | null,
  of: DataConnection | null = null,
): Promise<Message> {
  const { sessions } = input.analyzer;
  const wanted = ids && new Set(ids);
  const chosen = wanted ? sessions.filter(({ id }) => wanted.has(id)) : sessions;
  try {
    return await SAVERS[what]({ name, input, sessions: chosen, of });
  } catch (error) {
    const text = errorText(input.texts, error);
    if (text !== null) return bad(text);
    throw error;
  }
}
