/** Around the questions of a sheet, and the command line that makes one. */
import type { AnswerType } from '../../model/questions/question.js';
import { fileName } from './names.js';

const ANSWERS: Readonly<Record<AnswerType, string>> = {
  number: 'Number',
  address: 'Address',
  port: 'Port',
  frame: 'Frame',
  frames: 'Frames, with commas between',
  word: 'Answer',
  choice: 'Letter',
  order: 'Letters in the right order',
  blank: 'Two numbers, with a comma between',
  free: 'Answer',
};

export const SHEET = {
  title: 'FTP lab: questions about a capture',
  capture: 'Capture',
  name: 'Name',
  hints: 'Hints',
  solutions: 'Solutions',
  answers: ANSWERS,
  session: (id: number, client: string, server: string) => `session ${id}: ${client} → ${server}`,
  again: (seed: number) => `The same sheet again: --seed ${seed}.`,
  /** `ftp-sniff lab --help`; at most 80 columns wide. */
  help: {
    intro: [
      'Usage: ftp-sniff lab [options] FILE ...      answer questions in the terminal UI',
      '       ftp-sniff lab new [options] FILE ...  write a sheet of questions',
      '',
      'Asks what the capture answers beyond doubt, with hints and the frames that show',
      'it. The same capture and seed give the same questions.',
    ],
    options: {
      pick: 'so many questions (12)',
      seed: 'which of them (1)',
      topic: 'only about these: hosts, opening, login, data ...',
      format: 'of a sheet: md (default), html, gift (Moodle), json',
      answers: 'with solutions (gift and json always have them)',
      output: 'write the sheet to FILE',
      session: 'ask only about these sessions',
    },
    end: ['Exit code: 0 done, 1 nothing to ask, 2 wrong command line, 3 damaged input.'],
  },
  needsTerminal: 'lab asks in a terminal; ftp-sniff lab new FILE writes a sheet',
  recorded: (path: string) => `your answers are in ${fileName(path)}`,
  /** Why there is no sheet. */
  noQuestions: 'the capture answers none of the questions: is there a whole FTP session in it?',
  fewer: (asked: number, found: number) => `${asked} questions were wanted; the capture answers ${found}`,
} as const;
