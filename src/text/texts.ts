/** One language, ready to speak: its catalogue, and its formats. Passed to whatever writes for people; never global. */
import type { Fact } from '../fact.js';
import type { Verb } from '../ftp/protocol/commands.js';
import type { FindingParams } from '../model/findings/codes.js';
import { isKnownCode } from '../model/replyCodes.js';
import type { Area, Catalogue, Labels, Tables } from './catalogue.js';
import type { CommandText } from './en/commands.js';
import { type Format, formatOf } from './format.js';
import type { FindingMessage } from './messages.js';

type Message = (params: unknown, format: Format, frames: readonly number[]) => string;

/** A finding in sentences; `cause` and `advice` null where they are not known. */
export type FindingTexts = {
  readonly title: string;
  readonly message: string;
  readonly cause: string | null;
  readonly advice: string | null;
};

export class Texts implements Labels {
  readonly format: Format;
  /** BCP 47. */
  readonly locale: string;
  readonly cli: Labels['cli'];
  readonly exports: Labels['exports'];
  readonly packet: Labels['packet'];
  readonly page: Labels['page'];
  readonly report: Labels['report'];
  readonly ui: Labels['ui'];

  constructor(private readonly catalogue: Catalogue) {
    this.format = formatOf(catalogue.format);
    this.locale = catalogue.format.locale;
    this.cli = catalogue.cli;
    this.exports = catalogue.exports;
    this.packet = catalogue.packet;
    this.page = catalogue.page;
    this.report = catalogue.report;
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
    return [message, cause, advice].filter((sentence) => sentence !== null).join(' ');
  }
}
