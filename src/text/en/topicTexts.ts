/** What `explain` says of each topic: a title, and paragraphs, one a line. Facts that rows of a ladder have too are added to it. */
import type { TopicName } from '../../model/topics/names.js';

export type TopicText = { readonly title: string; readonly text: string };

export const TOPIC_TEXTS: Readonly<Record<TopicName, TopicText>> = {
  control: {
    title: 'Two connections: control and data',
    text: `FTP keeps commands and files apart, so that a client may ask, abort or be told of trouble while a file passes, and so that the end of a file needs no mark: the data connection is closed.
If the control connection breaks in mid-transfer, the server aborts the transfer (RFC 959 §2.3); nobody can report its result.`,
  },
  ports: {
    title: 'Ports and their classes',
    text: `TCP tells byte streams of one host apart by port numbers. A server listens on a port that stays; a client uses an ephemeral one, which exists as long as the connection.
0–1023 are well-known (system) ports, 1024–49151 registered (user) ports, 49152–65535 dynamic (private) ports. FTP has 21 for control and 20 for the server's data connections in active mode.`,
  },
  sequence: {
    title: 'Sequence numbers and acknowledgments',
    text: `Each direction of a connection counts its bytes, beginning with a number that its SYN gives. An acknowledgment names the next byte that is expected: everything before it has come.
SYN and FIN use up one number each, though they carry no byte; that is why the ACK of a FIN is one more than its sequence number. Relative numbers have the initial one taken off.`,
  },
  handshake: {
    title: 'Three-way handshake',
    text: `A TCP connection is opened by three segments: SYN, SYN+ACK, ACK. Who sends the SYN opens actively; who waits for it opens passively. The time from SYN to SYN+ACK, seen at the client, is a round trip.
On the control connection the client opens actively, always. On a data connection the server does in active mode, and the client in passive mode.`,
  },
  teardown: {
    title: 'Closing a connection',
    text: `Each direction is closed for itself: FIN, and its acknowledgment, twice. Four segments are three where the second FIN stands in the same segment as the ACK of the first.`,
  },
  active: {
    title: 'Active mode (PORT, EPRT)',
    text: `The client picks a port, listens on it and says so with PORT; the server connects to it, from port 20. The client's firewall and NAT must let a connection in that comes from outside, which is why active mode fails for most clients at home.
It is the easier mode for who administers the server: only connections to port 21 come in.`,
  },
  passive: {
    title: 'Passive mode (PASV, EPSV)',
    text: `The client asks with PASV, the server picks a port, listens on it and says so in its 227 reply; the client connects to it. Both connections go out from the client: it is the easier mode for clients behind firewalls and NAT.
The server must let connections in to its range of passive ports, and must know its public address.`,
  },
  epsv: {
    title: 'EPSV and EPRT: data connections for IPv6 and through NAT',
    text: `PORT and the 227 reply have four numbers for an IPv4 address and nothing for IPv6. EPRT names protocol, address and port between delimiters: |2|2001:db8::1|50009|.
The 229 reply to EPSV names a port alone, (|||50009|): there is no address that a NAT would have to rewrite.`,
  },
  nat: {
    title: 'Address translation (NAT)',
    text: `NAT replaces addresses and ports of IP and TCP headers. PORT and the 227 reply carry an address and a port as text inside the control connection, which NAT does not look at unless it has an FTP helper (an application layer gateway).
Without a helper, the announced address is the private one: whoever connects to it reaches nobody. With one, the text is rewritten, the segment may become longer or shorter, and all later sequence numbers of that direction are shifted. Under TLS no helper can read the announcement.
EPSV needs no helper for a client behind NAT. A server behind NAT needs its public address in its settings.`,
  },
  firewall: {
    title: 'Firewalls',
    text: `A firewall that keeps state lets in what belongs to a connection that it let out. A data connection is a new connection: in active mode it comes in at the client, in passive mode at the server.
A firewall with an FTP helper reads PORT and 227 and opens the announced port for a moment; under TLS it cannot.
DROP leaves the SYN unanswered: it is repeated for half a minute and more. REJECT answers with RST or ICMP, and the failure shows at once.
ftp-sniff explain firewall FILE prints the rules that the sessions of a capture need; --what-if shows what a rule would break.`,
  },
  'third-party': {
    title: 'Third-party mode (FXP)',
    text: `The client holds control connections to two servers. It asks one with PASV, and gives the address from its 227 reply to the other with PORT: then the servers have a data connection with each other, and the file does not pass the client (RFC 959 figure 3).
Most servers refuse it today, for the same command lets a client send a server to any host: bounce.`,
  },
  bounce: {
    title: 'Bounce attack',
    text: `A client announces with PORT the address and port of a third host: the server, which the third host may trust, connects to it. So ports can be scanned, and data sent, in the server's name.
Servers prevent it by refusing addresses other than the client's, and ports below 1024 (RFC 2577 §3).`,
  },
  ftps: {
    title: 'FTPS: FTP under TLS',
    text: `AUTH TLS on port 21 (explicit), or TLS from the first byte on port 990 (implicit), encrypts the control connection. PBSZ 0 and PROT P encrypt data connections too; PROT C leaves them in clear text.
It protects user names, passwords and files. Firewalls and NAT helpers cannot read the announcements any more: passive mode with a fixed range of ports works best.`,
  },
  ascii: {
    title: 'ASCII and image (binary)',
    text: `TYPE A is the default (RFC 959 §5.1): lines end with CR LF on the way, and each side translates from and to its own line ends. A text file of a Unix server is one byte longer for each line on the way.
TYPE I moves the bytes as they are. A program or picture that was moved with TYPE A is damaged where its bytes looked like line ends.
Listings travel as TYPE A.`,
  },
  'mode-z': {
    title: 'MODE Z: compression',
    text: `MODE Z compresses what passes the data connection with deflate (zlib, RFC 1950). Fewer bytes pass than the file has; its size and its hash are those of the content after decompression.`,
  },
  resume: {
    title: 'Going on with a broken transfer',
    text: `REST names the byte at which the next RETR or STOR begins; the server answers 350 and waits for that command. In stream mode it is a number of bytes.
What travels then is the rest of the file: its hash is not that of the file.`,
  },
  steps: {
    title: 'The ten steps of a data connection',
    text: `From the first SYN of the control connection to its last ACK, a transfer takes ten steps. Only the opening of the data connection differs between the modes.`,
  },
  retransmission: {
    title: 'Retransmission',
    text: `A sender that gets no acknowledgment in time sends the same bytes again: the segment or its ACK was lost, or late. It waits longer each time. Three equal ACKs in a row make it repeat one segment at once.
A capture that has the same segment twice with the same IP identification shows a copy, not a retransmission.`,
  },
  window: {
    title: 'Receive window',
    text: `Every segment says how many bytes its sender has room for. That bounds what may be on the way without acknowledgment, and so the throughput: one window a round trip at most.`,
  },
  alternatives: {
    title: 'FTP beside TFTP, SFTP, FTPS and HTTP',
    text: `FTP: TCP port 21 for commands, another TCP connection for each file or listing; login; everything in clear text.
FTPS: the same under TLS (ports 21 or 990).
SFTP: another protocol, of SSH: one TCP connection to port 22, encrypted, for commands and files. Nothing of FTP is in it.
SCP: files over SSH, port 22, without listings or resumption.
TFTP: UDP port 69, blocks of 512 bytes, each acknowledged before the next; no login, no listing (RFC 1350).
HTTP: one TCP connection, port 80 (443 under TLS); each answer carries its length and its file on the connection that asked.
Anonymous downloads are HTTP's today; where files are exchanged with a login, SFTP or FTPS should be used, for FTP shows the password to whoever captures.`,
  },
  clients: {
    title: 'What users type, and what clients send',
    text: `A client has commands of its own: dir, get, put, cd. It translates each into commands of the protocol, of which some announce a data connection first: PORT or EPRT in active mode, PASV or EPSV in passive mode.
ftp-sniff explain get shows the translation of one of them.`,
  },
  syn: {
    title: 'SYN (synchronize)',
    text: 'A flag of the TCP header: the sequence number in this segment is the initial one.',
  },
  ack: {
    title: 'ACK (acknowledgment)',
    text: `A flag of the TCP header: its acknowledgment number is valid, and names the next byte that is expected. Every segment after the first SYN has it; one without data is called a pure ACK.`,
  },
  fin: { title: 'FIN (finish)', text: 'A flag of the TCP header that closes one direction.' },
  rst: {
    title: 'RST (reset)',
    text: 'A flag of the TCP header: this connection does not exist, or not any more. Nothing acknowledges it.',
  },
  psh: {
    title: 'PSH (push)',
    text: 'A flag of the TCP header: the sender had no more to send for the moment; the receiver hands the bytes to the program without waiting for more. Commands and replies have it, as a rule.',
  },
  urg: {
    title: 'URG (urgent)',
    text: 'A flag of the TCP header: the urgent pointer is valid. FTP uses it for ABOR, with Telnet IP and Synch before it.',
  },
  ece: {
    title: 'ECE (ECN echo)',
    text: 'A flag of the TCP header: a router has marked a segment for congestion instead of dropping it. With CWR in a SYN it offers that both sides understand such marks.',
  },
  cwr: {
    title: 'CWR (congestion window reduced)',
    text: 'A flag of the TCP header: the sender has seen ECE and sends more slowly.',
  },
  mss: {
    title: 'MSS (maximum segment size)',
    text: 'An option of the SYN: the most bytes of payload that its sender takes in one segment. 1460 on Ethernet with IPv4 (1500 less two headers of 20 bytes), 1440 with IPv6. Each side names its own.',
  },
  'window-scale': {
    title: 'Window scale',
    text: 'An option of the SYN: later windows of its sender are multiplied by 2 to the power of it, for the field of 16 bits ends at 65,535 bytes. It counts only where both SYNs have it; the window of a SYN itself is not scaled.',
  },
  sack: {
    title: 'SACK (selective acknowledgment)',
    text: 'An option of the SYN permits it; later ACKs then name ranges that came after a hole, and only the hole is sent again.',
  },
  timestamps: {
    title: 'Timestamps',
    text: 'An option of every segment, where both SYNs have it: the clock of the sender and the last one of the other side. It measures round trips and tells old segments from new ones.',
  },
};
