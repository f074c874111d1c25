/** docs/filter.md: the filter language, its words from the tables with their English meanings. */
import { LANGUAGES } from '../../src/model/filter/fields.js';
import { wordsMeaning } from '../../src/text/filterWords.js';
import { TEXTS } from './texts.js';

const HEAD = `# The filter language

One language for filters in the UI (\`f\`), for \`--session-filter\` and for the checks of [check sheets](checks.md). Its words are those of
the JSON report. Written by \`npm run docs\` from the tables of words.

    user == bob && transfer.verdict != complete
    (mode == PASV or mode == EPSV) and not loggedIn
    bytes > 10MB || command.argument contains "passwd"
    any(dataConnections, mode == PORT && count(steps, state == failed) > 0)

| form | says |
|---|---|
| \`mode == PORT\`, \`!=\`, \`<\`, \`<=\`, \`>\`, \`>=\` (also \`eq ne lt le gt ge\`, \`=\`) | compares; texts without regard to case, numbers also as \`10kB\`, \`5MB\`, \`200ms\`, \`2min\` |
| \`reply contains "disk full"\`, \`~\` | the text is part of it |
| \`loggedIn\`, \`finding\` | a word alone: there is something, and it is neither \`false\`, \`0\` nor \`null\` |
| \`user == null\` | the report says \`null\` |
| \`&&\` \`and\`, \`\\|\\|\` \`or\`, \`!\` \`not\`, brackets | as everywhere; \`and\` binds closer than \`or\` |
| \`any(LIST, TEST)\` | the test holds for one element at least |
| \`all(LIST, TEST)\` | it holds for every one, and there is one: of nothing, nothing was shown |
| \`count(LIST, TEST) >= 2\` | so many; \`any\`, \`all\` and \`count\` may leave the test out |
| \`connection.responder.port == @announced.port\` | \`@\` stands for another word's value |
| \`user == $student\` | in sheets: a parameter |

**A comparison holds when it holds for any of the values.** \`mode == PORT && outcome == refused\` takes a session in which one data
connection has that mode, and the same or another one that outcome; \`any(dataConnections, mode == PORT && outcome == refused)\`
asks both of one. A word inside a list is looked for in the element first, then in what is around it: \`user\` inside
\`any(dataConnections, ...)\` is the session's. A word of a list's elements is a word of what has the list: \`dataConnections.mode\`,
\`control.port\`, \`transfer.verdict\`.

**Filters ask what the capture shows, checks ask what happened.** In a check, an answer may be *unknown*: the fact is \`null\`; or
something that is not in the capture could change it, because the capture was cut, is encrypted without keys, has one direction only,
misses packets, or is damaged. Unknown follows Kleene's logic: \`false and unknown\` is false, \`true or unknown\` is true, else unknown stays unknown.
What was captured is certain (\`any\` is true as soon as one element is), numbers that may grow are at least what was captured
(\`count(exchanges) > 3\` may be true of a capture that is cut, and never false). What the report shows word for word is an answer, too:
\`outcome == incomplete\`, \`teardown == none\`.
`;

/** Codes of findings have a page of their own. */
function valuesOf(type: 'text' | 'number' | 'boolean', only: readonly string[] | undefined): string {
  if (only === undefined) return TEXTS.check.fields.types[type];
  return only.length > 20 ? 'the codes of [findings.md](findings.md)' : only.map((one) => `\`${one}\``).join(' ');
}

const TITLES: Readonly<Record<string, string>> = {
  row: 'Rows of the ladder and the dialogue: filters of these views',
};

export function filterDocument(): string {
  const sections = LANGUAGES.map(({ kind, fields, lists }) => {
    const rows = fields.map(({ word, kind: type, only }) => {
      const values = valuesOf(type, only);
      return `| \`${word}\` | ${escaped(wordsMeaning(TEXTS, kind, word))} | ${values} |`;
    });
    const names = lists.map(({ word }) => `\`${word}\``).join(', ');
    return [
      `## ${TITLES[kind] ?? TEXTS.check.fields.kinds[kind]}`,
      '',
      ...(names === '' ? [] : [`Lists: ${names}.`, '']),
      '| word | meaning | values |',
      '|---|---|---|',
      ...rows,
      '',
    ].join('\n');
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

const escaped = (text: string): string => text.replace(/[|<>]/g, (mark) => `\\${mark}`);
