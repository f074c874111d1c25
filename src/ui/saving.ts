/** Does what the save menu asks for, and says how it went. Existing files are never overwritten. */
import type { Session } from '../ftp/session.js';
import { captureInfo } from '../model/captureInfo.js';
import { plural } from '../model/format.js';
import { FORMATS, type Report } from '../output/formats.js';
import { saveNew } from '../output/saveNew.js';
import type { SaveKind } from './save.js';
import type { Message } from './state.js';
import type { UiInput } from './world.js';

const REPORT_WIDTH = 120;

/** The marked sessions, or all. */
function chosen(input: UiInput, marks: ReadonlySet<number>): readonly Session[] {
  const { sessions } = input.analyzer;
  return marks.size === 0 ? sessions : sessions.filter(({ id }) => marks.has(id));
}

export async function save(what: SaveKind, name: string, input: UiInput, marks: ReadonlySet<number>): Promise<Message> {
  const sessions = chosen(input, marks);
  const report: Report = {
    view: input.analyzer,
    info: captureInfo([input.title], input.source.status, input.analyzer.noticed),
    sessions,
  };
  const format = FORMATS[what];
  if (!format || !('render' in format)) return { text: `'${what}' cannot be saved from here.`, tone: 'warning' };
  const style = { width: REPORT_WIDTH, color: false, ascii: input.options.ascii, quiet: false, verbosity: 0 };
  const error = await saveNew(name, format.render(report, style));
  return error === null
    ? { text: `Saved ${plural(sessions.length, 'session')} as ${name}.`, tone: 'good' }
    : { text: error, tone: 'alert' };
}
