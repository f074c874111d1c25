/** Why a connection is the announced one, and what a verdict rests on. */
import { escapeText } from '../../bytes/text.js';
import type { EvidenceParams, SizeSource } from '../../ftp/codes.js';
import type { Format } from '../format.js';
import type { Messages } from '../messages.js';
import { HASH_LABELS } from '../shared/hashLabels.js';
import { hexByte } from '../shared/numbers.js';

const opener = (syn: boolean): string => (syn ? 'the SYN' : 'the connection');

/** 'SIZE (frame 31)'. */
export const sourceWords = ({ by, frame }: SizeSource, f: Format): string => `${by} (${f.frames([frame])})`;

const BYTES = { one: '# byte', other: '# bytes' };
const MODE_NAMES: Readonly<Record<EvidenceParams['end-not-marked']['mode'], string>> = {
  S: 'stream',
  B: 'block',
  C: 'compressed',
  Z: 'deflate',
};

export const EVIDENCE: Messages<EvidenceParams> = {
  // What a connection was matched by
  'announcement-cut': ({ announcer, ports }) =>
    ports === null
      ? `the end of the ${announcer}'s announcement is not in the capture; this is the next connection between the two hosts`
      : `the end of the ${announcer}'s announcement is not in the capture (its beginning leaves ports ${ports.from}–${ports.to}); this is the next connection between the two hosts`,
  'to-announced': ({ announcer, address, port, syn }) =>
    `${announcer} announced ${address} port ${port}; ${opener(syn)} went to the announced endpoint`,
  'to-announcer': ({ announcer, address, port, usedPort, syn }) =>
    `${announcer} announced ${address} port ${port}; ${opener(syn)} went to port ${usedPort} of the ${announcer}'s own address`,
  'announced-address-unused': ({ announcer, announced, used }) =>
    `the announced address ${announced} is not the one that was used: ${used} is the ${announcer}'s address on the control connection`,
  'from-peer': ({ connector, syn }) => `${opener(syn)} came from the ${connector}, as expected`,
  'from-partner': ({ address, session, syn }) =>
    `${opener(syn)} came from ${address}, which session ${session} had told to connect: a third-party transfer (RFC 959 figure 3)`,
  'from-stranger': ({ address, connector, connectorAddress, syn }) =>
    `${opener(syn)} came from ${address}, not from the ${connector} (${connectorAddress})`,
  'before-announcement': () => 'the capture shows the connection before its announcement',
  'through-proxy': ({ kind, address, port }) =>
    `the client asked the proxy (${kind}) for ${escapeText(address)} port ${port}, which was announced`,
  'endpoint-again': ({ id }) => `no new announcement: the server used the endpoint of ${id} again`,
  'earlier-attempt': ({ address, port }) =>
    `an earlier connection to the announced endpoint (${address} port ${port}) was not the one`,
  'default-port': ({ port }) =>
    `the server opened it from port ${port} to the client's control port, as is due where nothing was announced (RFC 959 §3.3)`,
  'only-fit': ({ verb, again, size }, f) => {
    const found = `it is the only connection between the two hosts that fits ${verb} in time and direction`;
    const fits = size === null ? '' : `, and its ${size.bytes} bytes are what ${sourceWords(size, f)} reports`;
    return again === null
      ? `no announcement of it is in the capture: ${found}${fits}`
      : `no new announcement: the endpoint of ${again} was used again: ${found}${fits}`;
  },
  'only-fit-without-command': () =>
    'neither its announcement nor its command is in the capture: it is the only connection between the two hosts while the server spoke of a transfer',
  // Why there is none
  rejected: ({ code }) => `the server rejected it with ${code}`,
  'not-in-capture': () => 'its connection is not in this capture',
  'nobody-connected': () => 'nobody connected in this capture',
  unanswered: ({ syns, spanNs }, f) => {
    if (spanNs === null && syns === 1) return 'no answer to the SYN';
    const counted = f.plural(syns, { one: '# SYN', other: '# SYNs' });
    return spanNs === null ? `no answer to ${counted}` : `no answer to ${counted} within ${f.duration(spanNs)}`;
  },
  'answered-by-rst': () => 'the SYN was answered by RST',
  'answered-by-icmp': ({ protocol, error }) => `the SYN was answered by ${protocol}: ${error ?? 'error'}`,
  // How the transfer ended
  'no-final-reply': () => 'no final reply was seen',
  'server-refused': ({ code }) => `the server refused it (${code})`,
  'server-failed': ({ code }) => `the server reports that it was cut short or failed (${code})`,
  'server-succeeded': ({ code }) => `the server reports success (${code})`,
  'no-data-connection': () => 'no data connection was seen',
  'sender-closed': () => 'the sender closed the data connection (FIN)',
  'sender-closed-acknowledged': () => 'the sender closed the data connection, which was acknowledged',
  'sender-reset': () => 'the sender reset the data connection',
  'receiver-reset': () => 'the receiver reset the data connection',
  'fin-not-captured': () => "the sender's FIN is not in the capture, but the receiver acknowledged it",
  'end-not-captured': () => 'the end of the data connection is not in the capture',
  // Reported sizes
  'size-same': ({ source, bytes }, f) => `${sourceWords(source, f)} reports ${f.plural(bytes, BYTES)}: that many came`,
  'size-of-text': ({ source, bytes, came, pairs }, f) =>
    `${sourceWords(source, f)} reports ${f.plural(bytes, BYTES)}: ${f.plural(came, BYTES)} came, of which ${f.count(came - bytes)} can be the CRs of ${f.plural(pairs, { one: '# line end', other: '# line ends' })} (TYPE A)`,
  'size-of-whole': ({ source, bytes, came, restart }, f) =>
    `${sourceWords(source, f)} reports ${f.plural(bytes, BYTES)} of the whole file: ${f.plural(came, BYTES)} came, from ${f.count(restart)} on (REST)`,
  'restart-ignored': ({ source, bytes, came, restart }, f) =>
    `after REST ${restart} the server sent the whole file: ${sourceWords(source, f)} leaves ${f.plural(bytes, BYTES)} from there on, and ${f.count(came)} came`,
  'size-larger-than-text': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} reports ${f.plural(bytes, BYTES)}: ${f.plural(came, BYTES)} came, which in TYPE A may be all (the size of the stored file is another number)`,
  'size-larger': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} reports ${f.plural(bytes, BYTES)}, but only ${f.plural(came, BYTES)} came`,
  'size-larger-than-captured': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} reports ${f.plural(bytes, BYTES)}, but only ${f.plural(came, { one: '# byte is', other: '# bytes are' })} in this capture`,
  'size-smaller': ({ source, bytes, came }, f) =>
    `${sourceWords(source, f)} reports ${f.plural(bytes, BYTES)}, but ${f.plural(came, BYTES)} came`,
  'bytes-missing': ({ bytes }, f) =>
    `${f.plural(bytes, { one: '# byte that passed is', other: '# of the bytes that passed are' })} not in this capture; the receiver may have got ${bytes === 1 ? 'it' : 'them'}`,
  'packets-lost-meanwhile': ({ packets }, f) =>
    packets === null
      ? 'the capture lost packets while it ran, and nobody counted them: some may be its own'
      : `the capture lost up to ${f.plural(packets, { one: '# packet', other: '# packets' })} while it ran: some may be its own`,
  // The form in which it travelled
  'deflate-ended': () => 'the compressed data came to its end, and its checksum is right',
  'end-marked': () => 'the data marks the end of the file',
  'end-not-marked': ({ mode }) => `in ${MODE_NAMES[mode]} mode, the data does not mark the end of the file`,
  'bytes-after-end': ({ bytes }, f) =>
    f.plural(bytes, { one: '# byte follows the end of the file', other: '# bytes follow the end of the file' }),
  'block-header-missing': () => 'in block mode, the header of a block is missing: what follows cannot be read',
  'not-blocks': ({ header }) => `in block mode, the data are no blocks: a header begins with 0x${hexByte(header)}`,
  'string-start-missing': () => 'in compressed mode, the beginning of a string is missing: what follows cannot be read',
  'not-compressed': ({ descriptor }) =>
    `the data are not in compressed mode: an escape is followed by 0x${hexByte(descriptor)}`,
  'deflate-bytes-missing': () => 'in deflate mode, bytes are missing: what follows cannot be read',
  'not-zlib': ({ why }) =>
    why === ''
      ? 'in deflate mode, the data are not zlib: they make no sense'
      : `in deflate mode, the data are not zlib: ${why}`,
  'inflates-too-much': ({ ratio }) =>
    `in deflate mode, the data grow more than ${ratio}-fold when inflated; the rest is left as it is`,
  'page-header-missing': () => 'in page structure, the header of a page is missing: what follows cannot be read',
  'not-pages': () => 'the data are no pages: a header is shorter than 4 bytes or of an unknown type',
  'not-records': ({ code }) => `the data are no records: FF is followed by 0x${hexByte(code)}`,
  // Of encrypted sessions: by lengths and times
  'keyless-passive-length': ({ bytes, port }, f) =>
    `the reply before it has ${f.plural(bytes, BYTES)}, as many as one that announces port ${port}`,
  'keyless-passive-command': ({ bytes }, f) =>
    `the command before that reply has ${f.plural(bytes, BYTES)}, as PASV and EPSV have`,
  'keyless-active-length': ({ bytes, port }, f) =>
    `a command before it has ${f.plural(bytes, BYTES)}, as many as one that announces port ${port}`,
  'keyless-data-port': ({ port }) => `it comes from port ${port}, the server's data port (RFC 959 §3.2)`,
  'keyless-at-once': ({ afterNs }, f) => `it was opened ${f.duration(afterNs)} after that`,
  'keyless-reply-at-end': () => 'the server sent a reply when the connection ended',
  'keyless-session-id': () => 'it resumes the TLS session of the control connection, by its session id',
  'keyless-ticket': () => 'it resumes the TLS session of the control connection, by a ticket that was issued there',
  'keyless-psk': () => 'it resumes a TLS session by a ticket as long as those that the control connection got',
  'keyless-certificate': () => 'the server shows the certificate of the control connection',
  'keyless-client': () => 'the client offers the same cipher suites in the same order as on the control connection',
  'keyless-content': ({ from, min, max }, f) =>
    min === max
      ? `the ${from}'s records hold ${f.plural(max, BYTES)} of content`
      : `the ${from}'s records hold between ${f.count(min)} and ${f.plural(max, BYTES)} of content`,
  'keyless-closed': ({ from }) => `the ${from}'s last record has the length of a closing alert (close_notify)`,
  'keyless-replies': ({ count, after }, f) =>
    `the server sent ${f.plural(count, { one: '# reply', other: '# replies' })}, ${f.count(after)} of them after the data`,
  'keyless-success': ({ bytes, p }, f) =>
    `the last reply has ${f.plural(bytes, BYTES)}, most likely one of success (${p.toFixed(2)})`,
  'keyless-failure': ({ bytes, p }, f) =>
    `the last reply has ${f.plural(bytes, BYTES)}, most likely one of failure (${p.toFixed(2)})`,
  'keyless-command-length': ({ bytes }, f) => `the command has ${f.plural(bytes, BYTES)}`,
  'keyless-reply-lengths': ({ bytes, family }, f) => {
    const lengths = f.list(bytes.map(String));
    return family === null
      ? `its replies have ${lengths} bytes`
      : `its replies have ${lengths} bytes, as those of ${family} have`;
  },
  'keyless-together': ({ commands, bytes }, f) =>
    `a record of ${f.plural(bytes, BYTES)} most likely holds ${f.count(commands)} commands that were sent together`,
  'keyless-order': ({ before }) => `it follows what is most likely ${before}`,
  // Reported hashes
  'hash-not-compared': ({ verb, name, hex }) =>
    `${verb} reports ${HASH_LABELS[name]} ${hex}, which was not compared: --hash ${name} does`,
  'hash-same': ({ verb, name, hex }) => `${verb} reports the ${HASH_LABELS[name]} of the captured bytes: ${hex}`,
  'hash-differs': ({ verb, name, hex, own }) =>
    `${verb} reports ${HASH_LABELS[name]} ${hex}, but that of the captured bytes is ${own}`,
};
