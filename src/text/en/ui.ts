/** Labels, titles, hints and messages of the terminal UI; one file of `ui/` an area. */
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

export const UI = {
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
} as const;
