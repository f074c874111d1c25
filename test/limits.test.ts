/** Every bound is reported in words when it is limitsHit, or stands here with the reason why nobody has to be reported. */

import { describe, expect, test } from 'vitest';
import { Analyzer } from '../src/analyzer.js';
import { UsageError } from '../src/cli/arguments.js';
import { parseOptions } from '../src/cli/options.js';
import { OrphanTransfers } from '../src/ftp/matching/orphanTransfers.js';
import { rowOf } from '../src/ftp/protocol/commands.js';
import { initialState } from '../src/ftp/protocol/state.js';
import { ListingReader } from '../src/ftp/transfer/listing.js';
import { ReportedOfFiles } from '../src/ftp/transfer/reported.js';
import { LIMITS } from '../src/limits.js';
import { LIMIT_HITS, limitsHitFacts } from '../src/model/limitsHit.js';
import type { LimitsHit } from '../src/tcp/limitsHit.js';
import { Timeline } from '../src/tcp/timeline.js';
import { readScript } from './support/script.js';
import { TEXTS } from './support/texts.js';

type Limit = keyof typeof LIMITS;

/** Told by a problem of the input, an oddity of a line or reply, a verdict, a finding, an error or the UI. */
const TOLD_WHERE_REACHED: readonly Limit[] = [
  // Problems of the input
  'packetBytes',
  'jumboPacketBytes',
  'blockBytes',
  'captureInterfaces',
  'captureSecrets',
  'compressionLayers',
  'zstdWindowBytes',
  'mergedFiles',
  'liveQueueBytes',
  'liveRingMaxMiB',
  'deviceEvents',
  'heapFullPercent',
  'lagSeconds',
  'indexedFileBytes',
  'keyLogBytes',
  'snoopPadBytes',
  'fileNameAttempts',
  'configCharacters',
  // What `explain` says
  'citedRows',
  'comparedLines',
  'comparedSegments',
  'comparedSessions',
  'firewallSessions',
  'sheetCharacters',
  'sheetChecks',
  'sheetPoints',
  'filterCharacters',
  'filterLists',
  'filterSteps',
  'checkSessions',
  'gradeFiles',
  'gradeBytes',
  'gradeSeconds',
  'gradeMemoryMiB',
  'gradeResultCharacters',
  'gradeJobs',
  'gradeSubmissions',
  // Oddities of lines and replies; the exchange's doubt
  'controlLineBytes',
  'linesPerReply',
  'charactersPerReply',
  'pendingCommands',
  // What may be a secret is hidden all the same
  'secretsPerSession',
  'secretLengthsPerSession',
  // Reasons in `skipped`
  'layers',
  // The TLS of the session, the content of the transfer, the extracted file, the packet
  'tlsHeldBytes',
  'tlsHeldBytesTotal',
  'tlsSearchBytes',
  'tlsSearchTrials',
  'tlsTrialsTotal',
  'tlsLostRecords',
  'inflateRatio',
  'inflateFreeBytes',
  'extractHoleBytes',
  'journalEntries',
  'journalEntriesTotal',
  'heldPacketBytes',
  'heldPacketSeconds',
  'previewBytes',
  'previewBytesTotal',
  'uiPacketBytes',
  'uiPacketBytesWithFile',
  'rereadPages',
  'rereadMergedPackets',
];

const NOT_TOLD: Readonly<Partial<Record<Limit, string>>> = {
  readBytes: 'size of one step',
  batchBytes: 'size of one step',
  unpackBytes: 'size of one step',
  unpackedBytes: 'size of one step',
  mergedReadBytes: 'shares buffers; smaller ones only read more often',
  liveBatchBytes: 'size of one step',
  liveBatchPackets: 'size of one step',
  liveRingMiB: 'default of an option; what the kernel drops is reported',
  saveQueueBytes: 'the reader waits, nothing is lost',
  saveChunkBytes: 'size of one step',
  sheetProblems: 'what is left is named when these are mended',
  redactBytes: 'values are replaced all the same, but for those that two segments share; docs/exports.md says so',
  redactTries: 'one address of the capture then stands for another, which tells nobody which',
  comparedPairs: 'longer sessions are laid side by side move by move, which docs/compare.md says',
  uiSessions: 'the number of older ones is shown',
  tracePoints: 'a plot has no more columns: every so-manieth point is kept, the last one too',
  tracePointsTotal: 'a plot has fewer points then',
  overviewRows: 'the cut is shown',
  troubleKept: 'the worst is listed; the findings of each session say the rest',
  sniffBytes: 'enough to tell kinds of files apart',
  guessingClients: 'guessing goes on while it is counted; who failed longest ago is forgotten',
  guessingFailures: 'the finding counts at least half as many',
  endedSessionsCompared: 'both sides of a translation end together',
  pairsSeenTwice: 'more of them say nothing new',
  hiddenSessions: 'their connections stay listed as unclaimed',
  spoolMemoryBytes: 'what is more goes into a temporary file, nothing is lost',
  spoolReadBytes: 'size of one step',
  inflatedBytes: 'size of one step',
  extractChunkBytes: 'size of one step',
  extractBacklogBytes: 'the reader waits, nothing is lost',
  rereadPageBytes: 'no batch is larger',
  rereadPagesHeld: 'what goes is read again',
  signalSliceMs: 'a rhythm',
  uiSliceMs: 'a rhythm',
  uiFirstSliceMs: 'a rhythm',
  framesPerLine: 'the first and the last frame of a line are kept',
  telnetCommandBytes: 'more Telnet commands before one FTP command say nothing new',
  parsedCharacters: 'no address, path or number is longer; a reply that hides one so says none',
  pathCharacters: 'no system has such paths; the directory is then unknown, and shown so',
  recentSeconds: 'a definition: what is older was not meant by a later announcement',
  recentConnections: 'an announcement that comes after its SYN is a matter of moments',
  inferredAmong: 'among so many, nothing can be inferred: the transfer has no connection, and says so',
  announcementsAgain: 'likewise',
  detectBytes: 'a definition: what shows nothing of FTP in them is none',
  detectLooks: 'likewise, in lines',
  tlsRecordBytes: 'a definition: a longer record is damage, which is reported as such',
  tlsHelloBytes: 'the hello is not read: version and cipher suite are unknown, and shown so',
  tlsExtensions: 'no client has so many: what follows them is the same program all the same',
  tlsCertificates: 'no chain has so many; the certificate of the server is the first',
  tlsAlerts: 'a connection ends with its first fatal alert; more say nothing new',
  tlsResumable: 'a connection whose keys are gone is reported to lack them',
  tlsTracedControl: 'the rest of the session is inferred from nothing, and the session says that it was cut',
  implicitServers: 'a further session there is taken for a data connection of those before it, and stays unclaimed',
  keylessTogether: 'commands that were sent together later on stay one command, whose verb is hardly ever sure',
  keylessRivals: 'more sessions of the same hosts at once can only leave more connections open',
  tlsTracedData: 'sums go on; the first and the last records alone are looked at one by one',
  keyLogEntries: 'a connection whose keys are gone is reported to lack them',
  keyLogLineBytes: 'no line of a key log is longer; it is counted as one that is ignored',
  listingLineBytes: 'no listing has such lines; it is passed over like any that has no known form',
  sourcesPerTransfer: 'more sources of one size say nothing new',
  fragmentDuplicateSeconds: 'a definition: `fragment-duplicate` or a datagram of its own',
  ladderSegments: 'the run is shown closed',
  closedConnections: 'what is known of them stays in the report; only late repeats are no longer counted',
  recentBytes: 'a definition: retransmissions of older bytes are not compared',
  synRetransmissions: 'a hundred are as good as more',
  duplicateNs: 'a definition',
  duplicateRouteNs: 'a definition',
  clockBackNs: 'a definition',
  clockSteps: 'each is counted; after so many, moments are compared by their times as they are',
  inOrderPackets: 'a definition',
  shuffledPackets: 'what stands further away is taken as it comes',
  wrapperBytes: 'what is longer is no wrapper',
  farAckBytes: 'a definition',
  farSegments: 'reported as segments outside the window',
  lossNoticeSeconds: 'a definition',
  lossStretches: 'the last one is longer: more transfers say that packets were lost meanwhile',
  engineBufferMiB: 'a size: what does not fit is counted by the engine',
  engineTextCharacters: 'the last lines say what is wrong',
  deviceWaitSeconds: 'a pause between two attempts',
  heapLookPercent: 'when the collector is asked; nothing is left out',
  reportQueueCharacters: 'a line of the report says how much was left out',
  synAcks: 'the initiator acknowledges one of the first',
  ackBeforeDataNs: 'a definition',
  unendedLineBytes: 'no reply that lacks its line end is recognised by more',
  linesToRecognise: 'a definition: what shows nothing of FTP in them is none; the connection is listed',
  shownCharacters: 'the cut is shown',
  inferEarlySeconds: 'a definition',
  inferLateSeconds: 'a definition',
  tlsSearchCandidates: 'the search goes on behind them; that it ended in vain is reported',
  lingerSeconds: 'a definition: what comes later belongs to no session',
  endedExpectsSeconds: 'a definition',
  fileNameBytes: 'the manifest tells the name as it was',
  fileExtensionBytes: 'likewise',
  filePathBytes: 'likewise',
  filePathDepth: 'likewise',
  clockStepSeconds: 'a definition',
  duplicateSegments: 'a definition',
  unknownWindowBytes: 'a definition; a RST that is not believed is reported',
  resetSlackBytes: 'likewise',
  waitingSegments: 'dialogues go on in the order of their frames',
  bruteForceFailures: 'a definition',
  guessingSuspectedFailures: 'a definition',
  bruteForceSeconds: 'a definition',
  retransmissionsWorthTelling: 'a definition',
  resetsKept: 'the first RSTs tell who ended the connection',
  framesPerFinding: 'the first forty show it as well',
  rttSamples: 'their median is a measurement',
  silences: 'the longest are asked for',
  labRecordCharacters: 'a longer file is no record of ours, and is left alone',
  acknowledgmentsOnTheWay: 'those in between say the same',
};

const noticedLimits = Object.values(LIMIT_HITS).flatMap(({ limits }) => limits);

test('every bound is reported in words, or has its reason', () => {
  const known = [...noticedLimits, ...TOLD_WHERE_REACHED, ...Object.keys(NOT_TOLD)];
  expect(Object.keys(LIMITS).filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !(name in LIMITS))).toEqual([]);
});

test('no bound is on two of the lists', () => {
  const noticed: readonly string[] = noticedLimits;
  expect(TOLD_WHERE_REACHED.filter((name) => noticed.includes(name) || name in NOT_TOLD)).toEqual([]);
  expect(Object.keys(NOT_TOLD).filter((name) => noticed.includes(name))).toEqual([]);
});

test.each(Object.keys(LIMIT_HITS))('%s is one sentence, for one and for many', (code) => {
  const [one, many] = [1, 7].map((count) => TEXTS.say('limitsHit', limitsHitFacts([[code, count]])[0]!));
  expect(one).toMatch(/^1 [A-Za-z].{10,}$/);
  expect(many).toMatch(/^7 [A-Za-z].{10,}$/);
  expect(limitsHitFacts([[code, 0]])).toEqual([]);
});

/** What the report says of a script. */
function noticed(script: string): Record<string, string> {
  const analyzer = new Analyzer({ controlPorts: [], showPasswords: false });
  for (const packet of readScript(`title t\nwhy w\n${script}`).packets) analyzer.push(packet);
  analyzer.finish();
  return Object.fromEntries(analyzer.limitsHit.map((fact) => [fact.code, TEXTS.say('limitsHit', fact)]));
}
const CONTROL = 'control 10.0.0.2:40000 -> 10.0.0.1:21\nS: 220 ready\n';

describe('what a report says', () => {
  test('of remarks beyond the limit', () => {
    const odd = (count: number) => CONTROL + 'S: not a reply\n'.repeat(count);
    expect(noticed(odd(LIMITS.noticedPerSession))).toEqual({});
    expect(noticed(odd(LIMITS.noticedPerSession + 2))).toEqual({
      'remarks-dropped': '2 remarks on dialogues left out: at most 1000 on one session',
    });
  });

  test('of announcements for one endpoint beyond the limit: those of transfers that had no connection', () => {
    const used = (count: number) =>
      CONTROL + 'C: PORT 10,0,0,2,100,1\nS: 200 ok\nC: RETR a\nS: 150 here\nS: 226 done\n'.repeat(count);
    expect(noticed(used(LIMITS.expectationsPerEndpoint))).toEqual({});
    expect(noticed(used(LIMITS.expectationsPerEndpoint + 1))['announcements-crowded']).toMatch(/^1 announcement no/);
  });
});

describe('at the edge, and one beyond', () => {
  test('sizes of SIZE', () => {
    const limitsHit: LimitsHit = {};
    const state = initialState(limitsHit);
    const size = (i: number) =>
      rowOf('SIZE')!.effect!(
        state,
        `/f${i}`,
        { code: 213, text: '5', firstFrame: 1, lastFrame: 1, timeNs: 0, oddities: [] },
        1,
      );
    for (let i = 0; i < LIMITS.sizesPerSession; i++) size(i);
    expect(limitsHit).toEqual({});
    size(-1);
    expect(limitsHit).toEqual({ 'sizes-dropped': 1 });
    expect(state.sizes.size).toBe(LIMITS.sizesPerSession);
  });

  test('sizes in listings, and hashes', () => {
    const limitsHit: LimitsHit = {};
    const reported = new ReportedOfFiles(limitsHit);
    for (let i = 0; i <= LIMITS.sizesPerSession; i++)
      reported.listed(`/f${i}`, { bytes: 1, source: { by: 'LIST', frame: 1 } });
    for (let i = 0; i <= LIMITS.reportedHashesPerSession; i++)
      reported.hashed(`/f${i}`, { name: 'md5', hex: '00', verb: 'XMD5', frame: 1, range: null });
    expect(limitsHit).toEqual({ 'sizes-dropped': 1, 'hashes-dropped': 1 });
  });

  test('entries of a listing', () => {
    const limitsHit: LimitsHit = {};
    const reader = new ListingReader('names', () => {}, limitsHit);
    const say = (text: string) => reader.data(Buffer.from(text), 0, text.length);
    say('name\r\n'.repeat(LIMITS.listingEntries));
    expect(limitsHit).toEqual({});
    say('one\r\ntwo\r\n');
    expect(limitsHit).toEqual({ 'listing-entries-dropped': 2 });
  });

  test('transfers without commands', () => {
    const limitsHit: LimitsHit = {};
    const unasked = new OrphanTransfers(limitsHit, new Timeline(), 2);
    const reply = (code: number) => ({ code, text: '', firstFrame: 1, lastFrame: 1, timeNs: 0, oddities: [] });
    for (let i = 0; i < 3; i++) {
      unasked.note(reply(150), false, null);
      unasked.note(reply(226), true, null);
    }
    expect(limitsHit).toEqual({ 'orphans-dropped': 1 });
    expect(unasked.take()).toHaveLength(2);
    expect(unasked.take()).toEqual([]);
  });
});

test('options allow what the bounds allow', () => {
  const parse = (...argv: string[]) => parseOptions(['-i', 'lo', ...argv], ['text']);
  expect(parse('-s', `${LIMITS.packetBytes}`).snaplenBytes).toBe(LIMITS.packetBytes);
  expect(() => parse('-s', `${LIMITS.packetBytes + 1}`)).toThrow(UsageError);
  expect(parse('-B', `${LIMITS.liveRingMaxMiB}`).bufferMib).toBe(LIMITS.liveRingMaxMiB);
  expect(() => parse('-B', `${LIMITS.liveRingMaxMiB + 1}`)).toThrow(UsageError);
});
