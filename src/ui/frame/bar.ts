/** The lines at the top: the program, the capture and its progress; the session or the list that is shown. */

import { escapeText } from '../../bytes/text.js';
import { isNote } from '../../model/captureInfo.js';
import { formatEndpoint } from '../../model/format.js';
import { errorText } from '../../output/errors.js';
import type { Context, UiInput } from '../data/context.js';
import { MARK_ROLES, markOf, resultText, SIGNS } from '../data/result.js';
import { bar, numbersOf } from '../data/summary.js';
import { FILTERED_VIEWS, filterOf } from '../state.js';
import { EMPTY, fitLine, type Line, type Span, span, spread } from '../terminal/text.js';
import type { Picture } from './picture.js';

/** From here on the progress has a long bar. */
const WIDE_COLUMNS = 100;

/** Files that are named one by one. */
const MOST_NAMES = 3;

/** Of files, what is after the last slash; of several with one name, the folders that tell them apart. */
function shortName({ title, sources = [title] }: UiInput, { ui, format: f }: Context): string {
  if (sources.length > MOST_NAMES) return ui.bar.files(sources.length, f);
  const names = sources.map((one) => one.split('/').at(-1) || one);
  const same = new Set(names).size < names.length;
  return (same ? sources.map((one) => one.split('/').at(-2) || one) : names).join(' ');
}

/** Program, capture, numbers, progress. */
export function barLine(context: Context, columns: number): Line {
  const { input, analyzer, ui, format: f } = context;
  const { pump, source, live } = input;
  const { readBytes, totalBytes } = source.status;
  const left: Span[] = [
    span(' ftp-sniff ', 'barStrong'),
    span(` ${escapeText(shortName(input, context))}  `, 'bar'),
    span(
      `${ui.bar.packets(analyzer.packets, f)}  ${ui.bar.sessions(analyzer.sessions.length, analyzer.sessionCount - analyzer.sessions.length, f)}`,
      'bar',
    ),
  ];
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
