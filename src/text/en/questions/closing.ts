/** Questions about how connections end, and about what others can see. */
import { commandName, type QuestionTexts } from '../../questions.js';

type Rows = QuestionTexts['questions'];

export const CLOSING: Pick<
  Rows,
  | 'quit-frame'
  | 'control-closer'
  | 'data-closer'
  | 'data-fin-frame'
  | 'fin-acknowledgment'
  | 'close-segments'
  | 'control-end'
> = {
  'quit-frame': {
    ask: 'In which frame does the client say that it wants to leave?',
    hints: [
      'It is a command, not a flag of TCP.',
      'It is the last command of the session.',
      'The server answers it with 221.',
    ],
    feedback: 'QUIT, answered by 221; after it the control connection is closed.',
  },
  'control-closer': {
    ask: 'Who closes the control connection first?',
    hints: [
      'Look for the first FIN of that connection.',
      'The first FIN counts.',
      'See from which side the arrow comes.',
    ],
    feedback: 'Either side may send the first FIN; after 221 it is often the server.',
  },
  'data-closer': {
    ask: ({ transfer }) =>
      `Who closes the data connection of ${commandName(transfer)} (frame ${transfer.frame}) first?`,
    hints: [
      'Look for the first FIN of that data connection.',
      'In MODE S the end of the connection is the end of the file.',
      'So it is the side that sent the data.',
    ],
    feedback: 'Who sends the data closes: its FIN says that the file is complete (RFC 959, section 3.4.1).',
  },
  'data-fin-frame': {
    ask: ({ transfer }) =>
      `Which frame carries the first FIN of the data connection of ${commandName(transfer)} (frame ${transfer.frame})?`,
    hints: [
      'It is on the data connection, not on the control connection.',
      'It comes with the last bytes or after them.',
      'The sender of the data sends it.',
    ],
    feedback: 'This FIN is the end of the file in MODE S.',
  },
  'fin-acknowledgment': {
    ask: ({ seq, frame, bytes }) =>
      bytes === 0
        ? `The FIN in frame ${frame} has the sequence number ${seq} and no data. Which number acknowledges it?`
        : `The FIN in frame ${frame} has the sequence number ${seq} and ${bytes} bytes of data. Which number acknowledges it?`,
    hints: [
      'Look at the ACK of the other side after it.',
      'An acknowledgment number names the next number that is expected.',
      'A FIN takes one sequence number, after its data.',
    ],
    feedback:
      'A FIN takes one sequence number, as a SYN does (RFC 9293, section 3.4): sequence number + bytes + 1, modulo 2^32.',
  },
  'close-segments': {
    ask: 'With how many segments is the control connection closed (FINs and their acknowledgments)?',
    hints: [
      'Each FIN needs an acknowledgment.',
      'The acknowledgment of the first FIN may travel with the second FIN.',
      'Count the frames: three or four.',
    ],
    feedback:
      'Four where each FIN is acknowledged alone, three where one segment is FIN and ACK at once (RFC 9293, section 3.6).',
  },
  'control-end': {
    ask: 'How does the control connection end?',
    hints: [
      'Look at the last segments of the connection.',
      'FIN closes in good order; RST breaks off.',
      'After RST nothing is acknowledged any more.',
    ],
    feedback: 'With FIN each side says that it has sent everything; with RST the connection is gone at once.',
  },
};

export const SECURITY: Pick<Rows, 'password-visible' | 'auth-frame' | 'eavesdropper'> = {
  'password-visible': {
    ask: 'Can somebody who captures these packets read the password?',
    hints: [
      'Look at how PASS travels.',
      'TLS is begun by AUTH TLS, or with the first byte on port 990.',
      'Without TLS every byte can be read.',
    ],
    feedback:
      'Plain FTP protects nothing. FTPS (AUTH TLS, RFC 4217) encrypts what follows; SFTP is another protocol, over SSH.',
  },
  'auth-frame': {
    ask: 'In which frame does the client ask for TLS?',
    hints: ['It is a command on the control connection.', 'It comes before USER.', 'The server answers it with 234.'],
    feedback: 'AUTH TLS, answered by 234; the TLS handshake follows on the same connection.',
  },
  eavesdropper: {
    ask: 'What can somebody learn who captures this session, and what should be used instead?',
    hints: [
      'List what passes on the control connection.',
      'List what passes on the data connections.',
      'Think of names, passwords, contents, sizes and times.',
    ],
    feedback:
      'Without TLS: user name, password, every command, name and content. With TLS: addresses, ports, times, lengths and the certificate (up to TLS 1.2). Use FTPS with PROT P, or SFTP.',
  },
};
