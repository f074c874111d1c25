/** 终端界面的标签、标题、提示和消息；`ui/` 中每个文件一个方面。 */
import type { UI as ENGLISH } from '../en/ui.js';
import type { Like } from '../messages.js';
import { FILTER } from './ui/filter.js';
import { HELP, KEYS } from './ui/keys.js';
import { LAB } from './ui/lab.js';
import { LADDER, PACKET } from './ui/ladder.js';
import { LESSON } from './ui/lesson.js';
import { CONTENT, EMPTY, FINDINGS, PLOT, SESSIONS, TRANSFERS } from './ui/lists.js';
import { MESSAGES, SAVING } from './ui/messages.js';
import { RESULT_WORDS } from './ui/results.js';
import { ABOUT, BAR, FOOT, PROMPTS, THEMES, VIEWS } from './ui/screen.js';
import { STATISTICS } from './ui/statistics.js';

export const UI: Like<typeof ENGLISH> = {
  about: ABOUT,
  bar: BAR,
  content: CONTENT,
  empty: EMPTY,
  filter: FILTER,
  findings: FINDINGS,
  foot: FOOT,
  help: HELP,
  keys: KEYS,
  lab: LAB,
  ladder: LADDER,
  lesson: LESSON,
  messages: MESSAGES,
  packet: PACKET,
  plot: PLOT,
  prompts: PROMPTS,
  results: RESULT_WORDS,
  saving: SAVING,
  sessions: SESSIONS,
  statistics: STATISTICS,
  themes: THEMES,
  transfers: TRANSFERS,
  views: VIEWS,
};
