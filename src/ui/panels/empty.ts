/** What a view shows where there is no session. */
import { problemText } from '../../text/problems.js';
import type { Context } from '../data/context.js';

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
