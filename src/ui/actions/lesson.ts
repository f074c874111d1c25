/** What keys do in a lesson: rows one by one, there and back; predictions; other transfers. */
import type { DataConnection } from '../../ftp/protocol/session.js';
import { firstLesson } from '../../model/lesson.js';
import type { Context } from '../data/context.js';
import { lessonRows } from '../panels/lesson.js';
import { lessonChoices, questionsOf } from '../panels/lessonQuestions.js';
import { cursorOf, type LessonState, NO_LESSON, type UiState, withCursor } from '../state.js';
import { moved } from '../terminal/cursor.js';
import { showView } from './navigate.js';
import { current, type Handler, only, type Scene, type Step, say } from './step.js';

/** Begins with the row's transfer, else with the session's first. */
export const openLesson: Handler = (state, scene) => {
  const { panel, row } = current(state, scene);
  const opened = showView(state, scene, 'lesson').state;
  const session = scene.context.session(opened.sessionId);
  const chosen = row === undefined ? null : (panel.dataConnection?.(row) ?? null);
  const data = chosen ?? (session ? firstLesson(session) : null);
  if (!data) return say(state, scene.context.ui.lesson.none);
  return only(begun(opened, data));
};

const begun = (state: UiState, { id, session }: DataConnection): UiState => ({
  ...state,
  view: 'lesson',
  sessionId: session.id,
  lesson: {
    ...NO_LESSON,
    dataId: id,
    shown: 1,
    acks: state.lesson.acks,
    right: state.lesson.right,
    asked: state.lesson.asked,
  },
});

/** `--step`: a file is opened as a lesson. */
export function openAsLesson(state: UiState, { analyzer, input }: Context): UiState {
  if (state.touched || input.lesson !== true || input.pump.state !== 'done') return state;
  const data = analyzer.sessions.map(firstLesson).find((one) => one !== null);
  return data ? { ...begun(state, data), touched: true } : state;
}

/** So many rows are shown; the cursor is on the last of them. */
function show(state: UiState, scene: Scene, shown: number, more: Partial<LessonState> = {}): Step {
  const next = { ...state, lesson: { ...state.lesson, ...more, shown, asking: null } };
  const { list, height } = current(next, scene);
  const rows = lessonRows(next, scene.context);
  const key = rows[shown - 1]?.row.key ?? null;
  const at = key === null ? 0 : list.indexOf(key, list.length - 1);
  // What follows the row, as the sum of an announcement, is visible with it.
  const seen = withCursor(next, moved(cursorOf(next), list, list.length - 1, height, false));
  return only(withCursor(seen, moved(cursorOf(seen), list, Math.max(0, at), height, false)));
}

export const nextRow: Handler = (state, scene) => {
  const { length } = lessonRows(state, scene.context);
  const { shown } = state.lesson;
  return shown >= length ? say(state, scene.context.ui.lesson.end) : show(state, scene, shown + 1);
};

export const rowBack: Handler = (state, scene) =>
  state.lesson.shown <= 1 ? say(state, scene.context.ui.lesson.begin) : show(state, scene, state.lesson.shown - 1);

export const toggleAcks: Handler = (state, scene) => {
  const acks = state.view === 'lesson' ? !state.lesson.acks : !state.acks;
  const { lesson: texts } = scene.context.ui;
  return say({ ...state, acks, lesson: { ...state.lesson, acks } }, acks ? texts.acksShown : texts.acksHidden);
};

/** The lesson of the session's next (1) or previous (-1) data connection. */
export function otherLesson(by: 1 | -1): Handler {
  return (state, scene) => {
    const all = scene.context.session(state.sessionId)?.dataConnections ?? [];
    const data = all[all.findIndex(({ id }) => id === state.lesson.dataId) + by];
    const { messages } = scene.context.ui;
    return data ? only(begun(state, data)) : say(state, by > 0 ? messages.lastTransfer : messages.firstTransfer);
  };
}

/** Asks what comes next before it is shown. */
export const predict: Handler = (state, scene) => {
  const next = lessonRows(state, scene.context)[state.lesson.shown];
  const [first] = next ? questionsOf(next) : [];
  if (!first) return say(state, scene.context.ui.lesson.end);
  return only({ ...state, lesson: { ...state.lesson, asking: first } });
};

/** A digit while a question waits; undefined: the key is no answer. */
export function answer(state: UiState, key: string, scene: Scene): Step | undefined {
  const { asking, shown } = state.lesson;
  const next = lessonRows(state, scene.context)[shown];
  if (state.view !== 'lesson' || asking === null || !next) return undefined;
  const choices = lessonChoices(next, asking, scene.context);
  const choice = /^\d$/.test(key) ? choices[Number(key) - 1] : undefined;
  if (!choice) return undefined;
  const { lesson: texts } = scene.context.ui;
  const right = state.lesson.right + (choice.right ? 1 : 0);
  const asked = state.lesson.asked + 1;
  const questions = questionsOf(next);
  const more = questions[questions.indexOf(asking) + 1];
  const answered = choices.find((one) => one.right)?.label ?? '';
  const words = choice.right ? texts.right(right, asked) : texts.wrong(answered, right, asked);
  const scored: UiState = { ...state, lesson: { ...state.lesson, right, asked, asking: more ?? null } };
  const after = more ? scored : show(scored, scene, shown + 1).state;
  return say(after, words, choice.right ? 'good' : 'warning');
}
