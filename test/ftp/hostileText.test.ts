/** Text of the network that makes careless patterns work in the square of its length: a line of 64 KiB took 20 seconds. */
import { expect, test } from 'vitest';
import { HASHES, type HashName } from '../../src/ftp/content/hashes.js';
import { ANNOUNCEMENTS } from '../../src/ftp/protocol/announcements.js';
import { looksLikeCommand, rowOf, VERBS } from '../../src/ftp/protocol/commands.js';
import { judge } from '../../src/ftp/protocol/detect.js';
import {
  listedName,
  printedDirectory,
  quotedPath,
  resolvePath,
  toldDirectory,
  uniqueName,
} from '../../src/ftp/protocol/directory.js';
import { looksLikeReply } from '../../src/ftp/protocol/replies.js';
import { initialState } from '../../src/ftp/protocol/state.js';
import { LISTING_FORMS } from '../../src/ftp/transfer/listing.js';
import { hashedName, reportedHash } from '../../src/ftp/transfer/reported.js';
import { LIMITS } from '../../src/limits.js';
import { finalReply } from '../../src/model/findings/finding.js';
import { safePath } from '../../src/output/extract/names.js';

const LENGTH = 65_536;

/** Prefix, unit that is repeated, suffix. */
const TEXTS: readonly (readonly [string, string, string])[] = [
  ['', '1', ''],
  ['', '1', 'x'],
  ['(', '1', ''],
  ['(11', '1', ''],
  ['(', ',', ''],
  ['(', '1,', ''],
  ['', '1,', 'x'],
  ['', '1 , ', ''],
  ['1', ' ', '1'],
  ['', '(', ''],
  ['(|1', '|1', ''],
  ['(|||', '1', '|'],
  ['|1|', '%', '\u2028|1|'],
  ['|||', '1|', ''],
  ['', '|', ''],
  ['directory changed to /', ' ', 'x'],
  ['directory changed to /', '.', ' x'],
  ['directory changed to /', '. ', 'x'],
  ['current directory is /', '\n ', 'x'],
  ['', 'directory changed to ', ''],
  ['"', 'a', ''],
  ['"', '""', ''],
  ['"', '"a', ''],
  ['', ' ', 'x'],
  ['', ' ', ''],
  ['', '\t', '1'],
  ['', 'FILE:', '\n'],
  ['FILE:', ' ', '\n'],
  ['unique file name', ' ', '"'],
  ['', '-', ''],
  ['', '-a ', '\n'],
  ['', '.', 'x'],
  ['', '. ', 'x'],
  ['', '/..', ''],
  ['', '1-', ''],
  ['', ' 1', ''],
  ['0-', '1', 'x'],
  ['', 'a;', ' x'],
  ['-rw-r--r-- ', '1 ', ''],
  ['-rw-r--r--', ' ', ''],
  ['11-22-26  08:30AM', ' ', ''],
  ['11-22-26  08:30AM 1', ',1', 'x'],
  ['11-22-26  08:30AM 1', ' ', ''],
  ['227 ', '1', ''],
  ['227 ', '1,', ''],
  ['220 a\r\n227 ', '1,1,1,1,1', ''],
  ['220 a\r\n229 (|||', '1', ''],
  ['220 a\r\n229 ', '(|||1', ''],
  ['USER a\r\nPORT ', '1', ''],
  ['', 'A', ''],
  ['', 'USER ', ''],
];

const reply = (text: string) => ({ code: 250, text, firstFrame: 1, lastFrame: 1, timeNs: 0, oddities: [] });
const exchange = (text: string) => ({
  index: 0,
  command: null,
  replies: [reply(text)],
  code: 250,
  directory: null,
  dataConnection: null,
  doubt: null,
});

const READERS: Record<string, (text: string) => unknown> = {
  ...Object.fromEntries(Object.entries(ANNOUNCEMENTS).map(([mode, form]) => [mode, form.parse])),
  'PASV in part': (text) => ANNOUNCEMENTS.PASV.partial!(text),
  quotedPath,
  toldDirectory,
  printedDirectory,
  uniqueName,
  listedName,
  'path of a name': (text) => resolvePath('/a', text),
  'path below a directory': (text) => resolvePath(`/${text}`, 'a'),
  looksLikeCommand,
  looksLikeReply,
  'client and server': (text) => judge(text, text, true),
  'client alone': (text) => judge(text, '', true),
  'server alone': (text) => judge('', text, true),
  hashedName: (text) => hashedName(true, text),
  finalReply: (text) => finalReply(exchange(text)),
  safePath: (text) => safePath(text, true),
};
for (const verb of VERBS) {
  const { effect, intermediate, failure, reportsHash } = rowOf(verb)!;
  for (const each of [effect, intermediate, failure])
    if (each) READERS[`effect of ${verb}`] = (text) => each(initialState(), text, reply(text), 1);
  if (reportsHash) READERS[`hash of ${verb}`] = (text) => reportedHash(reportsHash.name, verb, text, 1);
}
for (const [verb, forms] of Object.entries(LISTING_FORMS))
  forms.forEach((form, i) => {
    READERS[`listing ${verb} ${i}`] = form;
  });

// Some milliseconds; going back and forth over one text takes many seconds each, and the runner would end the test.
test.each(Object.entries(READERS))('%s reads the worst texts', (_name, read) => {
  for (const [prefix, unit, suffix] of TEXTS)
    expect(() => read(prefix + unit.repeat(Math.floor(LENGTH / unit.length)) + suffix)).not.toThrow();
});

test('a quoted path of many megabytes is read, not thrown at', () => {
  expect(quotedPath(`"${'a\n'.repeat(8_000_000)}`)).toBeNull();
  expect(quotedPath(`"${'""'.repeat(1_000_000)}"`)).toHaveLength(1_000_000);
});

test('a directory that grows with every CWD is unknown once it is longer than any path', () => {
  let directory: string | null = '/';
  for (let i = 0; i < 1_000; i++) directory = resolvePath(directory, `d${'x'.repeat(1_000)}`);
  expect(directory).toBeNull();
  expect(resolvePath('/', 'x'.repeat(LIMITS.pathCharacters - 1))).toHaveLength(LIMITS.pathCharacters);
});

test('what a wrong announcement quotes is short', () => {
  for (const form of Object.values(ANNOUNCEMENTS)) {
    const result = form.parse(`(${'1,'.repeat(30_000)})`);
    expect(result.ok ? '' : result.problem.text).toMatch(/^.{0,400}$/su);
  }
});

test.each(Object.keys(HASHES) as HashName[])('a %s hash is found in a reply', (name) => {
  const { hexDigits } = HASHES[name];
  expect(reportedHash(name, 'XHASH', `ok\n${'a'.repeat(hexDigits)}`, 3)?.hex).toHaveLength(hexDigits);
});
