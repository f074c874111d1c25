/** What a word asks to be explained: topic -> sections, or the nearest topics. Pure. */
import { VERBS } from '../../ftp/protocol/commands.js';
import { type FirstDigit, isFtpCode, REPLY_CODES } from '../replyCodes.js';
import { announcementSection, endpointSection, portSection } from './arithmetic.js';
import {
  classSection,
  FINDING_CODES,
  findingSection,
  isFindingCode,
  replySection,
  userCommandSection,
  verbNamed,
  verbSection,
} from './dialogue.js';
import { topicSection } from './ideas.js';
import { FLAGS, IDEAS, TCP_OPTIONS, type TopicName, USER_COMMANDS, type UserCommandName } from './names.js';
import type { Section } from './section.js';

const NAMED: Readonly<Record<TopicName, readonly string[]>> = { ...IDEAS, ...FLAGS, ...TCP_OPTIONS };
const TOPICS = Object.keys(NAMED) as readonly TopicName[];
const BY_NAME: ReadonlyMap<string, TopicName> = new Map(
  TOPICS.flatMap((name) => [name, ...NAMED[name]].map((word) => [word, name] as const)),
);

/** The idea, flag or option of this name; undefined: none. */
export const topicNamed = (asked: string): TopicName | undefined => BY_NAME.get(spelled(asked));

/** All topics by kind, for a list of them. */
export const ALL_TOPICS = {
  ideas: Object.keys(IDEAS),
  flags: Object.keys(FLAGS),
  options: Object.keys(TCP_OPTIONS),
  commands: VERBS,
  replies: REPLY_CODES.map(String),
  user: Object.keys(USER_COMMANDS),
  findings: FINDING_CODES as readonly string[],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Words that may be written with spaces or underscores, in any case. */
const spelled = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');

/**
 * Everything that goes by this name; several where a word means several things ('bounce' is an idea and a finding). Empty:
 * nothing does.
 */
export function sectionsOf(asked: string): readonly Section[] {
  const text = asked.trim();
  const topic = topicNamed(asked);
  const name = topic ?? spelled(asked);
  const sections: Section[] = [];
  if (topic !== undefined) sections.push(topicSection(topic));
  const verb = verbNamed(name);
  if (verb !== null) sections.push(verbSection(verb));
  if (Object.hasOwn(USER_COMMANDS, name) && verb === null) sections.push(userCommandSection(name as UserCommandName));
  if (isFindingCode(name)) sections.push(findingSection(name));
  if (sections.length > 0) return sections;
  return [numberSection(text)].filter((section) => section !== null);
}

function numberSection(text: string): Section | null {
  const digit = /^([1-6])(?:yz|xx)$/i.exec(text)?.[1];
  if (digit !== undefined) return classSection(Number(digit) as FirstDigit);
  if (/^\d{3}$/.test(text) && isFtpCode(Number(text))) return replySection(Number(text));
  return announcementSection(text) ?? endpointSection(text) ?? portSection(text);
}

/** How many nearest topics are named. */
const NEAREST = 4;

/** Topics that are spelled alike, the nearest first. */
export function nearestTopics(asked: string): readonly string[] {
  const name = spelled(asked).slice(0, 40);
  if (name === '') return [];
  const all = [...BY_NAME.keys(), ...VERBS.map((verb) => verb.toLowerCase()), ...ALL_TOPICS.user, ...FINDING_CODES];
  return [...new Set(all)]
    .map((word) => ({ word, distance: distanceOf(name, word) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.ceil(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAREST)
    .map(({ word }) => word);
}

/** Letters to insert, delete or change; a word that begins with the other is near. */
function distanceOf(one: string, other: string): number {
  if (one.length > 2 && (other.startsWith(one) || other.includes(`-${one}`))) return 1;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length]!;
}
