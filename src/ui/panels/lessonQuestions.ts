/** What a student may predict of the next row: who sends it, what it is, to which port. */
import type { LessonRow } from '../../model/lesson.js';
import type { Context } from '../data/context.js';
import type { LessonState } from '../state.js';

export type Question = NonNullable<LessonState['asking']>;
export type Choice = { readonly label: string; readonly right: boolean };

type Kind = keyof Context['ui']['lesson']['kinds'];
const KINDS: readonly Kind[] = ['syn', 'syn-ack', 'ack', 'command', 'reply', 'data', 'fin', 'other'];

function kindOf({ row }: LessonRow): Kind {
  if (row.kind === 'command' || row.kind === 'reply') return row.kind;
  return KINDS.find((kind) => kind === row.entry?.kind) ?? 'other';
}

/** The questions that the row has an answer to, in order. */
export const questionsOf = ({ row }: LessonRow): readonly Question[] =>
  row.heading === null ? ['what'] : ['who', 'what', 'port'];

/** The answers to choose from; one of them is right. */
export function lessonChoices(next: LessonRow, question: Question, { ui }: Context): readonly Choice[] {
  const { lesson: texts } = ui;
  const { row } = next;
  if (question === 'who') {
    const fromServer = row.heading === 'to-client';
    const other = row.thirdHost === null ? texts.who.client : texts.who.third;
    return [
      { label: other, right: !fromServer },
      { label: texts.who.server, right: fromServer },
    ];
  }
  if (question === 'what') {
    const right = kindOf(next);
    return KINDS.map((kind) => ({ label: texts.kinds[kind], right: kind === right }));
  }
  const to = row.heading === 'to-server' ? row.serverPort : row.clientPort;
  const ports = new Set<number>([20, 21]);
  for (const port of [row.clientPort, row.serverPort, row.exchange?.dataConnection?.announced?.port])
    if (port != null) ports.add(port);
  return [...ports].sort((a, b) => a - b).map((port) => ({ label: String(port), right: port === to }));
}
