/** Facts of `explain TOPIC` beside those that explain rows of a ladder; both are one catalogue. */
import type { None } from '../../fact.js';
import type { AddressProblem } from '../../ftp/protocol/address.js';
import type { Verb } from '../../ftp/protocol/commands.js';
import type { StepTitle } from '../codes.js';
import type { Finding } from '../findings/finding.js';
import type { FirstDigit } from '../replyCodes.js';
import type { TopicName, UserCommandName } from './names.js';

export interface TopicParams {
  /** Headings. */
  'title-topic': { readonly name: TopicName };
  'title-command': { readonly verb: Verb };
  'title-reply': { readonly code: number };
  'title-class': { readonly digit: FirstDigit };
  'title-user-command': { readonly name: UserCommandName };
  'title-finding': { readonly finding: Finding };
  'title-announcement': { readonly text: string };
  'title-port': { readonly port: number };

  /** What a topic is about: one paragraph a line. */
  'topic-text': { readonly name: TopicName };
  'step-title': { readonly number: number; readonly title: StepTitle };
  'mode-heading': { readonly active: boolean };
  /** The form of a command's line, where it has an argument. */
  'command-form': { readonly verb: Verb };
  'command-replies': None;
  'more-replies': None;
  'user-command': { readonly name: UserCommandName; readonly verbs: readonly Verb[]; readonly data: boolean };
  'reply-to': { readonly verbs: readonly string[] };
  'class-codes': None;

  /** An example of a finding in its own words: what happened, why, what to do; a line each. */
  'finding-example': { readonly finding: Finding };
  'finding-kind': { readonly code: string; readonly trouble: boolean };

  /** Arithmetic. */
  'announced-address': { readonly address: string; readonly reserved: boolean };
  'announced-reverse': { readonly text: string };
  'announced-extended': { readonly text: string };
  'bad-announcement': { readonly problem: AddressProblem };
  'port-in-bytes': None;
}
