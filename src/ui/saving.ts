/** Does what the save menu asks for, and says how it went. Existing files are never overwritten. */
import { CaptureError } from '../capture/packet.js';
import { SaveFile } from '../capture/savefile.js';
import type { Session } from '../ftp/session.js';
import { captureInfo } from '../model/captureInfo.js';
import { formatCount, plural } from '../model/format.js';
import { FORMATS, type Report } from '../output/formats.js';
import { reserve, saveNew } from '../output/saveNew.js';
import { ConnectionFilter } from './frames.js';
import type { SaveKind } from './save.js';
import type { Message } from './state.js';
import type { UiInput } from './world.js';

const REPORT_WIDTH = 120;
/** Packets between two looks at the keyboard. */
const PACKETS_AT_ONCE = 5000;

type Job = { readonly name: string; readonly input: UiInput; readonly sessions: readonly Session[] };

const bad = (text: string): Message => ({ text, tone: 'alert' });
const good = (text: string): Message => ({ text, tone: 'good' });

async function saveReport(format: string, { name, input, sessions }: Job): Promise<Message> {
  const report: Report = {
    view: input.analyzer,
    info: captureInfo([input.title], input.source.status, input.analyzer.noticed),
    sessions,
  };
  const row = FORMATS[format];
  if (!row || !('render' in row)) return bad(`'${format}' cannot be saved from here.`);
  const style = { width: REPORT_WIDTH, color: false, ascii: input.options.ascii, quiet: false, verbosity: 0 };
  const error = await saveNew(name, row.render(report, style));
  return error === null ? good(`Saved ${plural(sessions.length, 'session')} as ${name}.`) : bad(error);
}

/** The held packets of the sessions: handshakes and all of their data connections. */
async function savePackets({ name, input, sessions }: Job): Promise<Message> {
  const error = await reserve(name);
  if (error !== null) return bad(error);
  const { packets, source } = input;
  const connections = sessions.flatMap(({ control, dataConnections }) => [
    control,
    ...dataConnections.flatMap(({ connection }) => (connection ? [connection] : [])),
  ]);
  const wanted = new ConnectionFilter(connections);
  const last = packets.lastFrame;
  let lost = 0;
  try {
    const file = await SaveFile.create(name, { fractionDigits: source.status.fractionDigits });
    for (let frame = 1; frame <= last; frame++) {
      const packet = packets.get(frame);
      if (!packet) lost++;
      else if (wanted.takes(packet)) {
        if (packet.forgottenBytes > 0) lost++;
        if (!file.write(packet)) await file.drained();
      }
      if (frame % PACKETS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await file.close();
    const saved = `Saved ${plural(file.packets, 'packet')} of ${plural(sessions.length, 'session')} as ${name}`;
    if (lost === 0) return good(`${saved}.`);
    return { text: `${saved}; ${formatCount(lost)} are no longer held in memory: -w keeps all.`, tone: 'warning' };
  } catch (problem) {
    if (problem instanceof CaptureError) return bad(problem.message);
    throw problem;
  }
}

const SAVERS: Readonly<Record<SaveKind, (job: Job) => Promise<Message>>> = {
  text: (job) => saveReport('text', job),
  json: (job) => saveReport('json', job),
  pcap: savePackets,
};

/** Saves the marked sessions, or all where none is marked. */
export function save(what: SaveKind, name: string, input: UiInput, marks: ReadonlySet<number>): Promise<Message> {
  const { sessions } = input.analyzer;
  const chosen = marks.size === 0 ? sessions : sessions.filter(({ id }) => marks.has(id));
  return SAVERS[what]({ name, input, sessions: chosen });
}
