/**
 * Every bound of the program: what it bounds, its unit, and why this much. Reaching one is an event that the report
 * counts (`capture.skipped` or a problem), never silence.
 */
export const LIMITS = {
  /** TCP connections followed at once. Oldest idle first; those that belong to FTP last. */
  connections: 100_000,
  /** Bytes of a capture file read at once: a mebibyte is read up to twice as fast as 64 KiB at a time. */
  readBytes: 1_048_576,
  /** Bytes of a capture file whose packets are handed on together. Their objects die with the batch: a small one costs the garbage collector nothing. */
  batchBytes: 131_072,
  /** Bytes a captured packet may have in any file: libpcap's and Wireshark's own bound. A record that claims more is damage. */
  packetBytes: 262_144,
  /** ... where the file's snaplen says that longer ones are to be expected. A larger snaplen is not believed. */
  jumboPacketBytes: 16_777_216,
  /** Bytes that a snoop record may be longer than its packet; real ones are padded by a few. */
  snoopPadBytes: 65_536,
  /** Bytes of a pcapng block that is kept in memory (packets, secrets, options); Wireshark's bound. Other blocks are skipped at any length. */
  blockBytes: 16_777_216,
  /** Interfaces of one pcapng section. Each costs about 100 bytes; real files have some dozens. */
  captureInterfaces: 100_000,
  /** TLS key log lines taken from a capture's decryption secrets blocks; 200 bytes each. */
  captureSecrets: 100_000,
  /** Wrappings around a capture (gzip in zstd in gzip ...) that are taken off. */
  compressionLayers: 3,
  /** Compressed bytes unpacked in one go: gzip expands at most 1032-fold, so this bounds the result to 32 MiB. */
  unpackBytes: 32_768,
  /** Unpacked bytes that zlib hands over at once: as much as can be lost before a place where deflate data is corrupt. */
  unpackedBytes: 65_536,
  /** Bytes of history that a zstd frame may ask for: the zstd tool's own default bound (windowLog 27). */
  zstdWindowBytes: 134_217_728,
  /** Files read as one capture: each keeps a descriptor and a buffer open. More: mergecap. */
  mergedFiles: 1_024,
  /** Bytes of all read buffers together when several files are read as one capture. */
  mergedReadBytes: 67_108_864,
  /** Live packets waiting for analysis, in bytes: what a UI stall of half a second lets pile up at 1 Gbit/s. Further ones are dropped and counted. */
  liveQueueBytes: 67_108_864,
  /** Bytes and packets of one live batch: a slice of analysis between two looks at the keyboard. */
  liveBatchBytes: 1_048_576,
  liveBatchPackets: 4_096,
  /** MiB of the kernel's buffer for dumpcap and tcpdump, which pack packets: two seconds of 32 MB/s. */
  engineBufferMiB: 64,
  /** Characters of a live report that wait for a reader; what comes beyond is left out, and reported. */
  reportQueueCharacters: 16_777_216,
  /** Seconds that the analysis may be behind the device before it is said. */
  lagSeconds: 5,
  /** Seconds after which lost packets are known of at the latest: counts are asked for every second. */
  lossNoticeSeconds: 2,
  /** Stretches of time in which packets were lost; further ones are taken for one with the last. */
  lossStretches: 256,
  /** Characters of what an engine says that are kept. */
  engineTextCharacters: 4_096,
  /** Times that a device went or came back which are listed; further ones are counted. */
  deviceEvents: 100,
  /** Seconds between two attempts to capture on a device that has gone: doubled up to this. */
  deviceWaitSeconds: 30,
  /** MiB of cap's ring unless the user says otherwise: 4,092 packets, which 42 MB/s of MTU frames fill in 130 ms. */
  liveRingMiB: 256,
  /** ... and at most: libpcap takes a signed 32-bit number of bytes. */
  liveRingMaxMiB: 2_047,
  /** Percent of the heap in use from which the garbage is collected to see what is left ... */
  heapLookPercent: 80,
  /** ... and from which reading ends in good order: the rest is for the report. */
  heapFullPercent: 70,
  /** Bytes of packets waiting to be written to a capture file before the writer asks the reader to wait. */
  saveQueueBytes: 4_194_304,
  /** Bytes that --redact looks at across segments, of all connections; what follows is looked at segment by segment. */
  redactBytes: 67_108_864,
  /** Ways to replace addresses that --redact tries before it takes one in which a replacement is an address of the capture. */
  redactTries: 64,
  /** Bytes of one write to a capture file. */
  saveChunkBytes: 262_144,
  /** Bytes of a NetMon capture, which is held whole because its index stands at its end. Larger ones: editcap. */
  indexedFileBytes: 134_217_728,
  /** Bytes of rendered sessions that stay in memory before they go into a temporary file. */
  spoolMemoryBytes: 4_194_304,
  /** Bytes of that file read at once. */
  spoolReadBytes: 65_536,
  /** Clients whose failed logins are counted over sessions; the one that failed longest ago goes first. */
  guessingClients: 10_000,
  /** Failed logins of one client that are compared: those of the last window. */
  guessingFailures: 20_000,
  /** Ended sessions that a later one is compared with, to find the other side of an address translation. */
  endedSessionsCompared: 256,
  /** Pairs of sessions that are one, seen on both sides of a translation. */
  pairsSeenTwice: 10_000,
  /** Encrypted sessions for which connections are sought when the capture has ended. */
  hiddenSessions: 10_000,
  /** Things that went wrong, of all sessions, that a report lists: the worst of them. */
  troubleKept: 10_000,
  /** Sessions that have ended which the UI keeps, unless `--keep` says otherwise: about 18 KiB each. */
  uiSessions: 10_000,
  /** Sessions of each of two captures that are compared; they are held together. */
  comparedSessions: 1_000,
  /** Lines of a comparison; it says how many more there are. */
  comparedLines: 20_000,
  /** Pairs of moves of two sessions that are weighed, four bytes each; of longer sessions moves are compared one by one. */
  comparedPairs: 16_000_000,
  /** Segments that are kept to compare two places of a path, about 100 bytes each. Beyond it nothing is called lost. */
  comparedSegments: 1_000_000,
  /** Sessions for which `explain firewall` writes rules: they are held together. More: --session. */
  firewallSessions: 1_000,
  /** Rows and findings that `explain` cites of a capture, for each thing that it explains; it says how many more there are. */
  citedRows: 12,
  /** Rows of the text report's table of sessions. */
  overviewRows: 100_000,
  /** Bytes looked at to tell what a file that is no capture seems to be. */
  sniffBytes: 4_096,

  /** Bytes of one line of a control connection that are kept; longer ones are cut and say so. Zeek keeps 4,096; real paths and ADAT lines are longer. */
  controlLineBytes: 65_536,
  /** Frames remembered for one line: a line can come a byte a segment. */
  framesPerLine: 256,
  /** Bytes that are looked at of a line that has not ended: whether it is a reply without a line end. */
  unendedLineBytes: 512,
  /** Lines after which a connection on an FTP port that shows nothing of FTP is given up. */
  linesToRecognise: 32,
  /** Characters of a wrong text that a sentence about it quotes. */
  shownCharacters: 120,
  /** Bytes of Telnet commands kept for one line. */
  telnetCommandBytes: 64,
  /** Characters of a reply or argument in which an address, a path, a size or a hash is looked for: twice the longest path of Linux. */
  parsedCharacters: 8_192,
  /** Characters of a path that is followed; each CWD may add to it, and every exchange and transfer holds one. */
  pathCharacters: 16_384,
  /** Lines of one reply that are kept (a STAT of a large directory). */
  linesPerReply: 20_000,
  /** ... and characters, its first and last line apart. */
  charactersPerReply: 1_048_576,
  /** Commands that wait for a reply; when more are waiting, the oldest gets none (Zeek: 20). */
  pendingCommands: 4_096,
  /** Sizes reported by SIZE that one session remembers. */
  sizesPerSession: 10_000,
  /** Secrets of one session whose hashes are kept, to mask them where the server repeats them. */
  secretsPerSession: 256,
  /** Different lengths of them: every reply is searched once for each. */
  secretLengthsPerSession: 16,
  /** Transfers of one session whose commands is not in the capture (one direction captured), for which a connection is sought. */
  orphanTransfers: 1_000,
  /** Seconds of packet time that a session waits after its end for packets that were captured late, before it is judged. */
  lingerSeconds: 0.8,
  /** ... and for the connection of a transfer that has neither that nor a final reply. */
  endedExpectsSeconds: 30,
  /** Commands and unasked replies of one session. More are counted, and not read: so many take about 100 MB. */
  exchangesPerSession: 250_000,
  /** Seconds of packet time after which an announcement that nobody used is no longer expected to be used (the Linux helper: 300). */
  expectationSeconds: 300,
  /** Announcements without a connection that are waited for at once, all sessions together; the oldest goes first. */
  expectations: 100_000,
  /** ... for one endpoint: each SYN to it looks at all of them. */
  expectationsPerEndpoint: 256,
  /** Seconds of packet time and number of connections for which an unclaimed connection may still be claimed by a later announcement. */
  recentSeconds: 10,
  recentConnections: 1_024,
  /** Bytes of one unclaimed connection, and of all together, kept so that a connection claimed later is hashed whole. */
  prefixBytes: 65_536,
  prefixBytesTotal: 16_777_216,
  /** ... in so many pieces of one: gaps cost no bytes, but each piece about 256. */
  prefixPieces: 1_024,
  /** Connections between two hosts, at the time of a transfer, among which its data connection is looked for. */
  inferredAmong: 1_024,
  /** Seconds that a passive connection may be open before its transfer command (curl asks SIZE and MDTM in between), and that packets of two connections may be captured in another order than they were sent. */
  inferEarlySeconds: 5,
  inferLateSeconds: 1,
  /** Announcements of a session among which one is looked for that is used again. */
  announcementsAgain: 1_024,
  /** Unclaimed connections that are remembered for the report because of their ports or hosts. */
  unclaimedConnections: 10_000,
  /** Bytes of one side in which a proxy's wrapper (PROXY protocol, CONNECT, SOCKS) must end: a header with credentials and cookies. */
  wrapperBytes: 8_192,
  /** Bytes of each side that are looked at to recognise FTP on any port. */
  detectBytes: 4_096,
  /** Times that they are looked at: at their beginning and at the end of each line. */
  detectLooks: 128,

  /** Bytes of one TLS record's body that are believed: RFC 5246 §6.2.3 allows 2^14 + 2,048. */
  tlsRecordBytes: 18_432,
  /** Bytes of a ClientHello or ServerHello that are read; real ones have under 2,000, with post-quantum keys under 4,000. */
  tlsHelloBytes: 65_536,
  /** Extensions of a hello, and identities of pre-shared keys in it, that are noted; real ones have under 30. */
  tlsExtensions: 64,
  /** Certificates of a chain that are kept; real ones have under 6. */
  tlsCertificates: 8,
  /** Alerts of a connection that are noted; real ones have two. */
  tlsAlerts: 16,
  /** Sessions of TLS 1.2 that can be resumed by another connection; the oldest go first. */
  tlsResumable: 65_536,
  /** Records whose lengths and times are noted, of each side: of a control connection, and of another connection. */
  tlsTracedControl: 8_192,
  tlsTracedData: 64,
  /** Connections between the hosts of an encrypted session that are looked at for its data connections; sessions of the same hosts at once that may have them. */
  keylessCandidates: 5_000,
  keylessRivals: 64,
  /** Of an encrypted session, bytes of commands times replies to them that are tried where they may have been sent together. */
  keylessTogether: 10_000,
  /** Endpoints at which FTPS was found that no port names. */
  implicitServers: 1_024,
  /** Records that may be missing in a row where their number is not known: so many sequence numbers are tried. */
  tlsLostRecords: 64,
  /** After lost record boundaries: bytes in which the next record is looked for, and for one side altogether places that looked like it and were not. By chance there is hardly one; each costs some hundred decryptions. */
  tlsSearchBytes: 262_144,
  tlsSearchTrials: 64,
  /** Decryptions that all connections together may try after losses: some ten seconds at most. */
  tlsTrialsTotal: 1_000_000,
  /** Places that may be one and whose body is still to come. */
  tlsSearchCandidates: 64,
  /** Bytes of encrypted records of one connection, and of all together, that wait for keys that come later than they. */
  tlsHeldBytes: 65_536,
  tlsHeldBytesTotal: 16_777_216,
  /** Handshakes of which keys are kept, a kilobyte each; the oldest go first. */
  keyLogEntries: 200_000,
  /** Bytes of a key log file, and of one of its lines (real ones: under 250). */
  keyLogBytes: 268_435_456,
  keyLogLineBytes: 512,

  /** Inflated bytes of a MODE Z transfer that are held at once. */
  inflatedBytes: 65_536,
  /** Growth of a MODE Z transfer that is believed, once so many bytes have come out of it: deflate itself could do 1,032. */
  inflateRatio: 250,
  inflateFreeBytes: 1_073_741_824,
  /** First bytes of each transfer that the terminal UI keeps for looking at; and of all together, the oldest go first. */
  previewBytes: 65_536,
  previewBytesTotal: 33_554_432,
  /** Bytes that --extract gathers of one file before it writes them. */
  extractChunkBytes: 65_536,
  /** Bytes that --extract has not written yet, all files together; beyond, analysis waits for the disk. */
  extractBacklogBytes: 33_554_432,
  /** Bytes (UTF-8) of an extracted file's name: 255 on all common systems, less room for '.partial' and a number; and of its extension, which is kept where the name is cut. */
  fileNameBytes: 235,
  fileExtensionBytes: 20,
  /** Bytes and components of its path: Linux takes 4,096 in all, Windows 32,767 characters, macOS 1,024, with the directory's own path. */
  filePathBytes: 700,
  filePathDepth: 32,
  /** Names tried for one file before it is given up. */
  fileNameAttempts: 1_000,
  /** Bytes of a hole before the first byte of a resumed file (REST) that are filled with zeros; beyond, the file begins where the transfer did. */
  extractHoleBytes: 68_719_476_736,
  /** Bytes of a transfer (and of all together) that are held until it is clear what transfer they belong to. */
  contentHeldBytes: 65_536,
  contentHeldBytesTotal: 16_777_216,
  /** ... in so many pieces, of about 200 bytes each beside their own. */
  contentHeldPieces: 1_024,
  /** Entries of one listing that are read; bytes of one of its lines. */
  listingEntries: 20_000,
  listingLineBytes: 8_192,
  /** Hashes that servers told of files (XCRC, HASH ...) which one session remembers. */
  reportedHashesPerSession: 2_000,
  /** Sources of size or hash that are named for one transfer. */
  sourcesPerTransfer: 16,

  /** Protocol headers in one packet, tunnels and IPv6 extension headers included. Real ones have under a dozen. */
  layers: 32,
  /** Bytes of IP fragments held until their datagram is complete, all together; the oldest datagram goes first (Linux: 4 MiB). */
  fragmentBytes: 16_777_216,
  /** Datagrams that wait for fragments at once. */
  fragmentedDatagrams: 4_096,
  /** Seconds of packet time after which an incomplete datagram is given up (RFC 8200: 60; Linux, because busy senders use an identification again by then: 30). */
  fragmentSeconds: 30,
  /** Seconds of packet time during which fragments of the datagram completed last are duplicates of it. */
  fragmentDuplicateSeconds: 1,

  /** Bytes of packets that the terminal UI keeps for looking at, all together; half for heads and small packets (a million of them), half for whole large ones. Oldest first. */
  uiPacketBytes: 134_217_728,
  /** ... where they can be read again from their file: what was read last, and what remains if the file goes away. */
  uiPacketBytesWithFile: 16_777_216,
  /** Milliseconds that a report works in one go before it looks for signals: whoever presses Ctrl-C waits no longer. */
  signalSliceMs: 200,
  /** Milliseconds that the terminal UI works in one go before it looks for keys: a fraction of what a hand notices. */
  uiSliceMs: 12,
  /** ... and the time that a key may take for what the user has just asked for, before it is done in pieces. */
  uiFirstSliceMs: 40,
  /** Segments that one run of data opens into on the ladder, 4 bytes each. */
  ladderSegments: 4_194_304,
  /** Pages (a batch of packets each, about a mebibyte) of one file of which is remembered where they begin; about 200 bytes each. Later ones are only held in memory. */
  rereadPages: 262_144,
  /** Bytes of one page that are read again at once: a batch holds at most one packet or block beyond a read. */
  rereadPageBytes: 33_554_432,
  /** Pages kept after they were read again: the one before, this one and the next, and one to jump back to. */
  rereadPagesHeld: 4,
  /** Packets of merged files of which is remembered what file each came from, and its number there; 6 bytes each. */
  rereadMergedPackets: 8_388_608,
  /** Characters of the configuration file; a real one has some hundreds. */
  configCharacters: 100_000,
  /** Characters of the record of a lab; a thousand questions take 400,000. */
  labRecordCharacters: 4_000_000,
  /** Oddities that one session notes; later ones of a session that goes wrong all the time say nothing new. */
  noticedPerSession: 1_000,

  /** Packets by which one may stand too late in a capture and be put back in its place by its time. */
  shuffledPackets: 32,
  /** Times that the clock was set back which are taken into account where moments are compared. Real captures have some. */
  clockSteps: 1024,
  /** Packets in order after which the last ones are held back no more: those of two taps are shuffled every few packets. */
  inOrderPackets: 1024,
  /** Nanoseconds by which a packet's time may lie before that of the packet before it: interfaces and taps are merged so. More: the clock was set back. */
  clockBackNs: 1_000_000_000,
  /** Seconds that a jump of the packet clock counts as silence at most: one wrong time stamp must not end everything. */
  clockStepSeconds: 60,
  /** Connections of which nothing but a SYN is known, followed at once: what floods and scans are made of. An answer brings one back. */
  halfOpenConnections: 16_384,
  /** Closed connections kept for their late and repeated segments. */
  closedConnections: 8_192,
  /** Seconds of packet time without a segment after which a connection is given up; it comes back when it speaks. Control connections sleep long. */
  idleSeconds: 7_200,
  /** Rows (13 bytes each, and as many again of the older generation) that keep given-up connections from being counted twice. */
  forgottenSlots: 2_097_152,
  /** Bytes of one side held because an earlier part is missing; Linux's largest receive buffer is 6 MiB. */
  reassemblyBytes: 8_388_608,
  /** ... and segments. */
  reassemblyPieces: 8_192,
  /** Bytes held so on all connections together, 256 a segment included. */
  reassemblyBytesTotal: 67_108_864,
  /** Last bytes of each consumed side kept to compare retransmissions with, a power of two that grows with the stream; and of all together. */
  recentBytes: 16_384,
  recentBytesTotal: 16_777_216,
  /** Ranges of lacking bytes listed for one side; more are only counted. A snaplen makes one of each segment. */
  missingRanges: 10_000,
  /** Frames of repeated SYNs and SYN+ACKs listed for one connection. */
  synRetransmissions: 100,
  /** Bytes between an acknowledgment and data beyond every window that it confirms: many times a real window. */
  farAckBytes: 67_108_864,
  /** Segments beyond every window that are held until something confirms their place. */
  farSegments: 16,
  /** SYN+ACKs with different sequence numbers among which the initiator's ACK chooses. */
  synAcks: 8,
  /** Rows of one connection's journal, and of all that are followed; about 200 bytes each. */
  journalEntries: 50_000,
  journalEntriesTotal: 1_000_000,
  /** Points of one curve of a data connection's plot, more than a plot has columns; and of all that are followed. */
  tracePoints: 512,
  tracePointsTotal: 1_000_000,
  /** Nanoseconds within which an identical segment was captured twice and not sent twice: less than a round trip takes. */
  duplicateNs: 100_000,
  /** ... where its IP identification, TTL, MAC address or VLAN shows that it is the same datagram before and behind a router: less than a retransmission takes (RFC 6298 §2.4: 1 s, in practice 200 ms). */
  duplicateRouteNs: 50_000_000,
  /** Segments among which such a one is looked for. */
  duplicateSegments: 256,
  /** Bytes of window assumed for a RST where the scale is not known, and below the window in which one still answers an old segment: one largest unscaled window. */
  unknownWindowBytes: 1_048_576,
  resetSlackBytes: 65_535,
  /** Nanoseconds for which an ACK may come before its data, where the two directions are captured apart. */
  ackBeforeDataNs: 5_000_000,
  /** Segments of one dialogue that wait for what they acknowledge; a window of pipelined commands has fewer. */
  waitingSegments: 64,

  /** Failed logins of one client within `bruteForceSeconds` of packet time that are called brute force (Zeek: 20 in 15 minutes), and the number from which it is suspected. */
  bruteForceFailures: 20,
  guessingSuspectedFailures: 6,
  bruteForceSeconds: 900,
  /** Retransmissions of a connection below which nothing is said: a few are normal. */
  retransmissionsWorthTelling: 5,
  /** RSTs of a connection that are kept: two tell who sent them, more are a storm. */
  resetsKept: 4,
  /** Round trips of one direction of a connection that are kept for their median. */
  rttSamples: 64,
  /** Longest pauses of one direction of a connection that are kept. */
  silences: 5,
  /** Acknowledgments that are kept while they are on their way to a sender. */
  acknowledgmentsOnTheWay: 32,
  /** Frames that one finding names; more help nobody. */
  framesPerFinding: 40,
  /** Bytes of packets that --write holds back until it is clear whether their connection is FTP; then the oldest are left out. */
  heldPacketBytes: 67_108_864,
  /** Seconds of packet time for which --write holds a packet back. */
  heldPacketSeconds: 60,
  /** Characters of a filter or of the expression of a check; those that people write have some hundred. */
  filterCharacters: 10_000,
  /** any, all and count inside each other: a step of a data connection of a session is three. */
  filterLists: 4,
  /** Things that one expression looks at, sessions and their parts counted each time: about a second. Beyond, the answer is unknown. */
  filterSteps: 5_000_000,
  /** Characters of a check sheet: a hundred checks with explanations are some 50,000. */
  sheetCharacters: 1_000_000,
  /** Checks of a sheet, and requirements; each may need those before it, one inside the other. */
  sheetChecks: 1_000,
  /** Things that are wrong with a sheet that are reported at once. */
  sheetProblems: 10,
  /** Points of one check. */
  sheetPoints: 1_000_000,
  /** Sessions that a check looks at, all of them together: about 22 KiB each. Of more, what is not there is unknown. */
  checkSessions: 5_000,
  /** Submissions of a class. */
  gradeSubmissions: 10_000,
  /** Captures of one submission. */
  gradeFiles: 16,
  /** Bytes of them together: at 100 MB/s, as long as `gradeSeconds` allows on a slow machine. */
  gradeBytes: 4_294_967_296,
  /** Seconds for one submission, unless --timeout says otherwise. */
  gradeSeconds: 300,
  /** MiB of V8's heap for one submission: ten times what a lab's capture needs. */
  gradeMemoryMiB: 1_024,
  /** Characters of one submission's results. */
  gradeResultCharacters: 16_777_216,
  /** Submissions at a time. */
  gradeJobs: 64,
} as const;

/** The same rows with other numbers: tests reach a small bound sooner. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
