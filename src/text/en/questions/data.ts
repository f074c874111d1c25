/** Questions about data connections and transfers. */
import type { AskedTransfer } from '../../../model/questions/codes.js';
import { commandName, type QuestionTexts } from '../../questions.js';

type Rows = QuestionTexts['questions'];

/** 'RETR big.bin (frame 31)'. */
const named = (transfer: AskedTransfer): string => `${commandName(transfer)} (frame ${transfer.frame})`;
const argumentOf = (by: 'client' | 'server'): string => (by === 'client' ? 'the argument of PORT' : 'the reply 227');

export const DATA: Pick<
  Rows,
  | 'data-mode'
  | 'announced-port'
  | 'announced-address'
  | 'port-argument'
  | 'data-opener'
  | 'data-source-port'
  | 'data-handshake'
  | 'data-port-of-transfer'
  | 'announcement-frame'
  | 'data-connection-count'
  | 'transfer-order'
  | 'failed-step'
  | 'firewall-side'
> = {
  'data-mode': {
    ask: ({ transfer }) => `In which mode is the data connection of ${named(transfer)} made?`,
    hints: [
      'Look at what is announced before the transfer command, and by whom.',
      'PORT and EPRT: the client waits, the server connects. PASV and EPSV: the other way round.',
      'See who sends the SYN of the data connection, and to which host.',
    ],
    feedback:
      'Active mode: the server connects to the port that the client announced. Passive mode: the client connects to the port that the server announced. Third-party mode: two servers connect, and the client directs both.',
  },
  'announced-port': {
    ask: ({ text, frame, by }) => `Which port does ${argumentOf(by)} in frame ${frame} announce: ${text}?`,
    hints: [
      'Four numbers are the address, two are the port.',
      'A port has 16 bits: the fifth number is the high byte, the sixth the low byte.',
      'Multiply the fifth number by 256, and add the sixth.',
    ],
    feedback: 'port = p1 × 256 + p2 (RFC 959, section 4.1.2).',
  },
  'announced-address': {
    ask: ({ text, frame, by }) => `Which IP address does ${argumentOf(by)} in frame ${frame} announce: ${text}?`,
    hints: ['Four of the six numbers are the address.', 'They come first.', 'Replace their commas by dots.'],
    feedback: 'h1,h2,h3,h4 are the bytes of the IPv4 address, the highest first.',
  },
  'port-argument': {
    ask: ({ port, frame, by }) =>
      by === 'client'
        ? `The client waits on port ${port}. Which two numbers complete its PORT command (frame ${frame})?`
        : `The server waits on port ${port}. Which two numbers complete its reply 227 (frame ${frame})?`,
    hints: [
      'The port is written as two bytes.',
      ({ port }) => `Divide ${port} by 256: the quotient is the first number.`,
      'The second number is the remainder.',
    ],
    feedback: ({ port }) => `${port} = ${port >> 8} × 256 + ${port & 255}.`,
  },
  'data-opener': {
    ask: ({ transfer }) => `Who sends the SYN that opens the data connection of ${named(transfer)}?`,
    hints: [
      'Look at the first segment of that connection.',
      'Who announced a port waits on it; the other one connects.',
      'In active mode the server connects, in passive mode the client.',
    ],
    feedback: 'Who announces waits (passive open); the other side sends the SYN (active open).',
  },
  'data-source-port': {
    ask: ({ transfer }) =>
      `From which port is the data connection of ${named(transfer)} opened (source port of its SYN)?`,
    hints: [
      'Look at the SYN of the data connection.',
      'It has two ports: where it comes from and where it goes to. The announced one is where it goes to.',
      'Servers in active mode should use port 20, and many do not; clients use an ephemeral port.',
    ],
    feedback:
      'The source port belongs to whoever opens the connection. RFC 959 wants the port below the control port from servers; reality is in the SYN.',
  },
  'data-handshake': {
    ask: ({ transfer }) =>
      `Which three frames are the three-way handshake of the data connection of ${named(transfer)}?`,
    hints: [
      'They are on the data connection, not on port 21.',
      'Look for SYN, SYN+ACK and ACK to and from the announced port.',
      'They come after the announcement, around the transfer command.',
    ],
    feedback: 'Every data connection is a TCP connection of its own, with its own handshake.',
  },
  'data-port-of-transfer': {
    ask: ({ transfer }) => `To which port was the data connection opened over which ${named(transfer)} passed?`,
    hints: [
      'Look for the announcement before that command.',
      'Several ports were announced in this session: each serves one connection.',
      'It is the port of the last announcement before the command.',
    ],
    feedback: 'Each announcement serves the next transfer command.',
  },
  'announcement-frame': {
    ask: ({ port }) => `Which frame announced the data connection that was opened to port ${port}?`,
    hints: [
      'It is on the control connection, before the SYN.',
      'Look for PORT or EPRT of the client, or 227 or 229 of the server.',
      ({ port }) => `In PORT and 227 look for ${port >> 8},${port & 255} at the end.`,
    ],
    feedback: ({ port }) => `${port} is ${port >> 8} × 256 + ${port & 255}: so it stands in PORT and 227.`,
  },
  'data-connection-count': {
    ask: 'How many data connections were opened in this session?',
    hints: [
      'Each has a handshake of its own.',
      'Count the handshakes, without that of the control connection.',
      'Listings need a data connection as files do.',
    ],
    feedback: 'In MODE S each listing and each file has a data connection of its own.',
  },
  'transfer-order': {
    ask: ({ transfer }) => `Put in order what happens around ${named(transfer)}.`,
    hints: [
      'Follow the frames of the ladder from top to bottom.',
      'Nobody can connect before a port is announced.',
      'The final reply is the last one of these.',
    ],
    feedback:
      'The port is announced, the transfer is asked for, the data connection is opened, the data passes, and the server reports how it went.',
  },
  'failed-step': {
    ask: ({ command }) =>
      `Which of the ten steps of a data connection failed first (${commandName(command)}, frame ${command.frame})? Give its number.`,
    hints: [
      'Steps 1 to 3 open the control connection, 4 announces, 5 to 7 open the data connection, 8 moves data, 9 closes it, 10 ends the session.',
      'Look for the first segment that was expected and got no answer, or a bad one.',
      'The explanation of the data connection names each step.',
    ],
    feedback: 'What fails first is the cause; the steps after it cannot happen.',
  },
  'firewall-side': {
    ask: ({ command }) =>
      `${commandName(command)} (frame ${command.frame}): the firewall of which side must let the data connection come in?`,
    hints: [
      'Ask who waits and who connects.',
      'Incoming is a connection for the side that waits for it.',
      'Active mode: the client waits. Passive mode: the server waits.',
    ],
    feedback:
      'The SYN goes to the side that announced. Passive mode moves the problem from the firewalls of clients to that of the server.',
  },
};

export const TRANSFERS: Pick<
  Rows,
  | 'file-direction'
  | 'transfer-bytes'
  | 'first-data-frame'
  | 'representation-type'
  | 'transfer-rate'
  | 'transfer-verdict'
> = {
  'file-direction': {
    ask: ({ transfer }) => `What does ${named(transfer)} do?`,
    hints: [
      'The command says it.',
      'RETR retrieves, STOR stores, LIST, NLST and MLSD list.',
      'Upload and download are seen from the client.',
    ],
    feedback: 'RETR is a download, STOR, STOU and APPE are uploads, LIST, NLST and MLSD are listings.',
  },
  'transfer-bytes': {
    ask: ({ transfer }) => `How many bytes did the data connection of ${named(transfer)} carry?`,
    hints: [
      'The row of the data, and the view Transfers, say it.',
      'Headers of TCP and IP do not count, and bytes that were repeated count once.',
      'It is the sequence number of the FIN minus that of the first byte.',
    ],
    feedback: 'By sequence numbers each byte counts once. What a reply or SIZE reports need not be what passed.',
  },
  'first-data-frame': {
    ask: ({ transfer }) => `Which frame carries the first bytes of the content of ${named(transfer)}?`,
    hints: [
      'It is on the data connection.',
      'It comes after the handshake of that connection.',
      'Look for the first segment with a length above 0.',
    ],
    feedback:
      'The content passes on the data connection alone, beginning with the first segment after the handshake that has payload.',
  },
  'representation-type': {
    ask: ({ transfer }) => `Which representation type is set when ${named(transfer)} runs?`,
    hints: [
      'Look for the last TYPE before it.',
      'TYPE A is ASCII, TYPE I is image.',
      'A TYPE holds until the next one.',
    ],
    feedback: 'In ASCII lines end with CR LF on the way, and sizes may differ; image moves bytes as they are.',
  },
  'transfer-rate': {
    ask: ({ transfer }) =>
      `How fast was ${named(transfer)}, in bytes a second, from the first to the last data segment?`,
    hints: [
      'Divide the bytes by the time.',
      'The time is that of the data, without handshake and close.',
      'The view Transfers has a column for it.',
    ],
    feedback: 'Rate = bytes of content / time from the first to the last data segment.',
  },
  'transfer-verdict': {
    ask: ({ transfer }) => `What became of ${named(transfer)}?`,
    hints: [
      'Look at the final reply and at the end of the data connection.',
      '226 after a FIN speaks for a whole file; 426, 451 or RST for a part of it.',
      'If the server refused before any data passed, there is no part of a file either.',
    ],
    feedback:
      'The end of the data connection, the final reply and the reported size together tell whether a file is whole.',
  },
};
