/** One language, ready to speak: its catalogue, and its formats. Passed to whatever writes for people; never global. */
import type { Fact } from '../fact.js';
import type { Verb } from '../ftp/protocol/commands.js';
import type { FindingParams } from '../model/findings/codes.js';
import type { Option, Question } from '../model/questions/question.js';
import { isKnownCode } from '../model/replyCodes.js';
import type { Area, Catalogue, CommandText, Labels, Tables } from './catalogue.js';
import { type Format, formatOf, type Script } from './format.js';
import type { FindingMessage } from './messages.js';
import type { QuestionText, QuestionTexts, Sentence } from './questions.js';

type Message = (params: unknown, format: Format, frames: readonly number[]) => string;

/** A finding in sentences; `cause` and `advice` null where they are not known. */
export type FindingTexts = {
  readonly title: string;
  readonly message: string;
  readonly cause: string | null;
  readonly advice: string | null;
};

/** A question in sentences. */
export type AskedTexts = { readonly ask: string; readonly hints: readonly string[]; readonly feedback: string };

export class Texts implements Labels {
  readonly format: Format;
  /** BCP 47. */
  readonly locale: string;
  readonly check: Labels['check'];
  readonly script: Script;
  readonly cli: Labels['cli'];
  readonly explainWords: Labels['explainWords'];
  readonly exports: Labels['exports'];
  readonly grade: Labels['grade'];
  readonly packet: Labels['packet'];
  readonly page: Labels['page'];
  readonly report: Labels['report'];
  readonly sheet: Labels['sheet'];
  readonly ui: Labels['ui'];

  constructor(private readonly catalogue: Catalogue) {
    this.format = formatOf(catalogue.format);
    this.locale = catalogue.format.locale;
    this.check = catalogue.check;
    this.script = catalogue.format.script;
    this.cli = catalogue.cli;
    this.explainWords = catalogue.explainWords;
    this.exports = catalogue.exports;
    this.grade = catalogue.grade;
    this.packet = catalogue.packet;
    this.page = catalogue.page;
    this.report = catalogue.report;
    this.sheet = catalogue.sheet;
    this.ui = catalogue.ui;
  }

  /** What a reply code means by itself; null: it has no meaning of its own. */
  replyMeaning(code: number): string | null {
    return isKnownCode(code) ? this.catalogue.replyCodes.meaning(code) : null;
  }

  /** What a command means, and the form of its argument. */
  command(verb: Verb): CommandText {
    return this.catalogue.commands[verb];
  }

  /** The sentence of a fact: `texts.say('evidence', reason)`. */
  say<A extends Area>(area: A, { code, params, frames }: Fact<Tables[A]>): string {
    const messages = this.catalogue[area] as Readonly<Record<string, Message>>;
    return messages[code]!(params, this.format, frames);
  }

  /** The short title of findings of a kind. */
  findingTitle(code: keyof FindingParams): string {
    return this.catalogue.findings[code].title;
  }

  /** What is said of a finding. */
  finding({ code, params, frames }: Fact<FindingParams>): FindingTexts {
    const { title, message, cause, advice } = this.catalogue.findings[code] as FindingMessage<unknown>;
    return {
      title,
      message: message(params, this.format, frames),
      cause: cause?.(params, this.format) ?? null,
      advice: advice?.(params, this.format) ?? null,
    };
  }

  /** The same in one paragraph: what happened, why, and what to do. */
  findingParagraph(finding: Fact<FindingParams>): string {
    const { message, cause, advice } = this.finding(finding);
    return [message, cause, advice].filter((sentence) => sentence !== null).join(this.script === 'han' ? '' : ' ');
  }

  /** What is said of a question. */
  question({ code, params }: Question): AskedTexts {
    const { ask, hints, feedback } = this.catalogue.questions.questions[code] as QuestionText<unknown>;
    const said = (sentence: Sentence<unknown>): string =>
      typeof sentence === 'string' ? sentence : sentence(params, this.format);
    return { ask: said(ask), hints: hints.map(said), feedback: said(feedback) };
  }

  /** What can be chosen. */
  option(option: Option): string {
    return 'word' in option ? this.catalogue.questions.choices[option.word] : option.text;
  }

  /** Other words about questions. */
  get asked(): Omit<QuestionTexts, 'questions'> {
    return this.catalogue.questions;
  }
}
