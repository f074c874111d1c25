/** What a view shows where there is nothing to show. */
import { problemText } from '../../text/problems.js';
import type { Context } from '../data/context.js';
import { filterOf } from '../state.js';
import type { ListProps } from './panel.js';

/** Why there is none, and what to look at; lines. */
export function noSession(context: Context): string {
  const { analyzer, input, format: f } = context;
  const { empty } = context.ui;
  const { packets, connections } = analyzer;
  const { problems } = input.source.status;
  const lines: string[] = [];
  if (context.reading) {
    lines.push(packets === 0 ? empty.waiting : empty.waitingAfter(packets, f));
    if (input.pump.state === 'paused') lines.push(empty.paused);
  } else if (packets === 0) lines.push(empty.noPackets);
  else
    lines.push(
      connections === 0 ? empty.noConnection(packets, f) : empty.noSession(packets, connections, f),
      empty.statistics,
    );
  if (problems[0]) lines.push(problemText(context.texts, problems[0]));
  return lines.join('\n');
}

/** A list of one session without rows: they are being made, there is no session, a filter takes none; else `none`. */
export function noRowsOf({ state, context }: ListProps, tasks: readonly string[], none: string): string {
  const { ladder: words } = context.ui;
  if (tasks.some((name) => context.tasks.isRunning(name))) return words.making;
  if (context.analyzer.sessions.length === 0) return noSession(context);
  const filter = filterOf(state);
  return filter === '' ? none : words.filteredAway(filter);
}
