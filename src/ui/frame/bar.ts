/** The lines at the top: the program, the capture and its progress; the session or the list that is shown. */

import { displayWidth, escapeText } from '../../bytes/text.js';
import { isNote } from '../../model/captureInfo.js';
import { formatEndpoint } from '../../model/format.js';
import { errorText } from '../../output/errors.js';
import type { Context, UiInput } from '../data/context.js';
import { MARK_ROLES, markOf, resultText, SIGNS } from '../data/result.js';
import { bar, numbersOf } from '../data/summary.js';
import { FILTERED_VIEWS, filterOf } from '../state.js';
import { EMPTY, fitLine, type Line, lineWidth, type Span, span, spread } from '../terminal/text.js';
import type { Picture } from './picture.js';

/** From here on the progress has a long bar. */
const WIDE_COLUMNS = 100;

/** Folders that are named with a file, at most, to tell it from others. */
const MOST_FOLDERS = 4;

/** Of files, what is after the last slash; of several with one name, the folders that tell them apart. */
function shortNames(sources: readonly string[]): readonly string[] {
  const paths = sources.map((one) => one.split('/').filter((part) => part !== ''));
  const names = (folders: number, without: number): string[] =>
    paths.map(
      (parts, i) =>
        parts
          .slice(0, parts.length - without)
          .slice(-1 - folders)
          .join('/') || sources[i]!,
    );
  const all = sources.length > 1 && paths.every((parts) => parts.at(-1) === paths[0]!.at(-1)) ? 1 : 0;
  for (let folders = 0; folders <= MOST_FOLDERS; folders++) {
    const found = names(folders, all);
    if (new Set(found).size === found.length) return found;
  }
  return names(0, 0);
}

/** All names in `room` columns, or how many files there are and the names of the first of them. */
function fileNames({ title, sources = [title] }: UiInput, room: number, { ui, format: f }: Context): string {
  const names = shortNames(sources).map(escapeText);
  const all = names.join(' ');
  if (names.length === 1 || displayWidth(all) <= room) return all;
  for (let shown = names.length - 1; shown > 0; shown--) {
    const some = ui.bar.filesNamed(names.length, names.slice(0, shown), f);
    if (displayWidth(some) <= room) return some;
  }
  return ui.bar.files(names.length, f);
}

/** Program, capture, numbers, progress. */
export function barLine(context: Context, columns: number): Line {
  const { input, analyzer, ui, format: f } = context;
  const { pump, source, live } = input;
  const { readBytes, totalBytes } = source.status;
  const program = ' ftp-sniff ';
  const numbers = `${ui.bar.packets(analyzer.packets, f)}  ${ui.bar.sessions(analyzer.sessions.length, analyzer.sessionCount - analyzer.sessions.length, f)}`;
  const right: Span[] = [];
  const working = context.tasks.share;
  if (working !== null) right.push(span(`${ui.bar.makingRows(working, f)}  `, 'bar'));
  const problems = source.status.problems.filter((problem) => !isNote(problem)).length;
  if (problems > 0) right.push(span(`${ui.bar.problems(problems, f)}  `, 'bar'));
  const reading = pump.state === 'reading' && !live;
  if (reading && totalBytes !== null && totalBytes > 0) {
    const share = Math.min(1, readBytes / totalBytes);
    right.push(span(`${bar(share, columns >= WIDE_COLUMNS ? 20 : 10)} ${Math.floor(share * 100)} %  `, 'bar'));
  }
  right.push(span(` ${ui.bar.states[live && pump.state === 'reading' ? 'live' : pump.state]} `, 'barStrong'));
  // Between them a space before the names and two behind.
  const room = columns - displayWidth(program) - displayWidth(numbers) - lineWidth(right) - 3;
  const left: Line = [
    span(program, 'barStrong'),
    span(` ${fileNames(input, room, context)}  `, 'bar'),
    span(numbers, 'bar'),
  ];
  return spread(left, right, columns, 'bar');
}

/** What is shown: the session, or how the list of sessions is chosen. */
export function aboutLine({ panel, props }: Picture, columns: number): Line {
  const { state, context } = props;
  const { about } = context.ui;
  const { error } = context.input.pump;
  if (error !== null)
    return fitLine([span(` ${errorText(context.texts, error) ?? escapeText(error.message)}`, 'alert')], columns);
  const session = panel.inSession ? (context.session(state.sessionId) ?? context.analyzer.sessions[0]) : undefined;
  if (session && !panel.about) {
    const user = session.user === null ? '' : `${escapeText(session.user)} @ `;
    const { modes } = numbersOf(session, context);
    const mark = markOf(session, context);
    return fitLine(
      [
        span(` ${session.id}  `, 'strong'),
        span(`${user}${formatEndpoint(session.server)}`, 'strong'),
        span(`   ${modes}${modes ? '   ' : ''}`, 'dim'),
        span(
          `${mark === 'failed' ? '' : SIGNS[mark]} ${resultText(session, context)}`.trimStart(),
          mark === 'none' ? 'dim' : MARK_ROLES[mark],
        ),
        span(filterOf(state) === '' || !FILTERED_VIEWS.includes(state.view) ? '' : `   ${about.filter} `, 'dim'),
        span(FILTERED_VIEWS.includes(state.view) ? filterOf(state) : '', 'match'),
        span(session.tls && !session.tls.decrypted ? `   ${about.encrypted}` : '', 'warning'),
      ],
      columns,
    );
  }
  return panel.about ? fitLine(panel.about(props, columns), columns) : EMPTY;
}
