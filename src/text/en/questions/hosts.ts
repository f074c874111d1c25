/** Questions about hosts and ports, and about how the control connection is opened. */
import type { QuestionTexts } from '../../questions.js';

type Rows = QuestionTexts['questions'];

export const HOSTS: Pick<
  Rows,
  | 'client-address'
  | 'server-address'
  | 'control-port'
  | 'port-class'
  | 'capture-packets'
  | 'connection-count'
  | 'active-open'
  | 'two-connections'
> = {
  'client-address': {
    ask: 'What is the IP address of the FTP client?',
    hints: [
      'Look at the first SYN of the control connection.',
      'The client opens the control connection: it sends the first SYN.',
      'The client sends commands such as USER; the server answers with numbers.',
    ],
    feedback: 'The client opens the control connection and sends the commands.',
  },
  'server-address': {
    ask: 'What is the IP address of the FTP server?',
    hints: [
      'Look at who sends the greeting.',
      'The server waits on the control port, which is 21 unless somebody chose another.',
      'The server sends the replies: three digits and a text.',
    ],
    feedback: 'The server waits on the control port and sends the replies.',
  },
  'control-port': {
    ask: "Which port of the server's does the control connection use?",
    hints: [
      'Look at the SYN that opens the control connection.',
      'It is the destination port of the first SYN.',
      'The other end of that connection has an ephemeral port; this one was known before.',
    ],
    feedback: 'The server waits on the control port; the client picked an ephemeral port for its own end.',
  },
  'port-class': {
    ask: ({ port }) => `Which class does port ${port} belong to?`,
    hints: [
      'The class follows from the number alone.',
      'Well-known ports end at 1023, registered ones at 49151 (RFC 6335).',
      ({ port }) => `Compare ${port} with 1023 and with 49151.`,
    ],
    feedback: ({ port, ephemeral }) =>
      ephemeral
        ? `0 to 1023 are well-known, 1024 to 49151 registered, 49152 to 65535 dynamic. ${port} was picked as an ephemeral port: that describes its use, the class describes the number. Systems pick ephemeral ports from a range of their own (Linux: 32768 to 60999).`
        : '0 to 1023 are well-known, 1024 to 49151 registered, 49152 to 65535 dynamic (RFC 6335, section 6).',
  },
  'capture-packets': {
    ask: 'How many packets does the capture have?',
    hints: [
      'The first line of every view says it.',
      'It is the number of the last frame.',
      'Go to the end of the ladder, and look at the last packets of the capture.',
    ],
    feedback: 'Frames are numbered from 1, so the number of the last frame is the number of packets.',
  },
  'connection-count': {
    ask: 'How many TCP connections does this FTP session consist of?',
    hints: [
      'Count the three-way handshakes.',
      'There is one control connection, and one data connection for each listing or file.',
      'Count the lines of the data connections, and add the control connection.',
    ],
    feedback:
      'One control connection for the whole session, and a data connection for each transfer (RFC 959, section 3.2).',
  },
  'active-open': {
    ask: ({ port }) => `Who does the active open of the control connection to port ${port}?`,
    hints: [
      'Look at the first segment of the connection.',
      'Who sends the first SYN opens actively; who waits for it opens passively (RFC 9293).',
      'See from whose address the SYN comes.',
    ],
    feedback:
      'Active open means to send the first SYN. It says nothing about active or passive mode of FTP, which is about data connections.',
  },
  'two-connections': {
    ask: 'Why does FTP use a second TCP connection for the data? Name a consequence for firewalls.',
    hints: [
      'Compare what passes on the two connections.',
      'How would the receiver of a file know where it ends, in MODE S?',
      'Commands can be sent and answered while a file passes; the end of the data connection is the end of the file.',
    ],
    feedback:
      'Commands and replies can pass while data does (ABOR, STAT), and in MODE S closing the data connection marks the end of the file. Firewalls and translators have to know of a second connection, whose port was only said inside the first.',
  },
};

export const OPENING: Pick<
  Rows,
  'control-handshake' | 'syn-ack-frame' | 'handshake-order' | 'syn-ack-number' | 'offered-mss' | 'handshake-rtt'
> = {
  'control-handshake': {
    ask: 'Which three frames are the three-way handshake of the control connection?',
    hints: [
      'They are the first segments of that connection.',
      'Look for SYN, then SYN+ACK, then ACK.',
      'The first comes from the client, the second from the server, the third from the client again.',
    ],
    feedback:
      'SYN, SYN+ACK, ACK (RFC 9293, section 3.5): both sides have said and acknowledged their initial sequence numbers.',
  },
  'syn-ack-frame': {
    ask: 'Which frame is the second segment of the three-way handshake of the control connection?',
    hints: [
      'It comes from the host that was asked.',
      'It has the flags SYN and ACK.',
      'It is the first segment that the server sends.',
    ],
    feedback: 'The SYN+ACK acknowledges the SYN of the client and carries the SYN of the server.',
  },
  'handshake-order': {
    ask: 'In which order does the control connection come to life?',
    hints: [
      'TCP comes first: without a connection nobody can say anything.',
      'The server speaks first in FTP.',
      'The greeting cannot come before the handshake is complete.',
    ],
    feedback: 'The three segments of the handshake, then the greeting of the server (220).',
  },
  'syn-ack-number': {
    ask: ({ seq, frame }) =>
      `The SYN in frame ${frame} has the sequence number ${seq}. Which acknowledgment number does the SYN+ACK carry that answers it?`,
    hints: [
      'Look at the header of the SYN+ACK.',
      'An acknowledgment number names the next byte that is expected.',
      'A SYN takes one sequence number, as if it were a byte.',
    ],
    feedback: ({ seq }) =>
      `A SYN takes one sequence number (RFC 9293, section 3.4): the next one expected is ${seq} + 1, modulo 2^32.`,
  },
  'offered-mss': {
    ask: ({ by, frame }) => `Which maximum segment size (MSS) does the ${by} announce in frame ${frame}?`,
    hints: [
      'It is an option of the TCP header.',
      'The option stands only in segments with SYN.',
      'On Ethernet with IPv4 it is at most 1500 - 20 - 20 = 1460.',
    ],
    feedback:
      'The MSS is what the sender of the option is ready to receive in one segment, without headers (RFC 9293, section 3.7.1).',
  },
  'handshake-rtt': {
    ask: ({ syn, synAck }) =>
      `Which round-trip time does the handshake show (frame ${syn} to frame ${synAck}), in milliseconds?`,
    hints: [
      'Switch the times of the ladder to those since the row before (key t).',
      'It is the time from the SYN to the SYN+ACK.',
      'Subtract the two times, and multiply seconds by 1000.',
    ],
    feedback: 'The capture was made near the client: the answer to its SYN shows the way to the server and back.',
  },
};
