/** One language, ready to speak: its catalogue, and its formats. Passed to whatever writes for people; never global. */
import type { Fact } from '../fact.js';
import type { Area, Catalogue, Labels, Tables } from './catalogue.js';
import { type Format, formatOf } from './format.js';

type Message = (params: unknown, format: Format, frames: readonly number[]) => string;

export class Texts implements Labels {
  readonly format: Format;
  readonly cli: Labels['cli'];
  readonly packet: Labels['packet'];
  readonly report: Labels['report'];
  readonly ui: Labels['ui'];

  constructor(private readonly catalogue: Catalogue) {
    this.format = formatOf(catalogue.format);
    this.cli = catalogue.cli;
    this.packet = catalogue.packet;
    this.report = catalogue.report;
    this.ui = catalogue.ui;
  }

  /** The sentence of a fact: `texts.say('evidence', reason)`. */
  say<A extends Area>(area: A, { code, params, frames }: Fact<Tables[A]>): string {
    const messages = this.catalogue[area] as Readonly<Record<string, Message>>;
    return messages[code]!(params, this.format, frames);
  }
}
