/** Port numbers: their class (RFC 6335 §6) and, where IANA assigned one, the service's name. */

export type PortClass = 'system' | 'user' | 'dynamic';

export const portClass = (port: number): PortClass => (port < 1024 ? 'system' : port < 49152 ? 'user' : 'dynamic');

const CLASS_WORDS: Readonly<Record<PortClass, string>> = {
  system: 'well-known, 0–1023',
  user: 'registered, 1024–49151',
  dynamic: 'dynamic, 49152–65535',
};

/** TCP services of the IANA registry that meet FTP sessions, or that somebody might aim a data connection at. */
const SERVICES: Readonly<Record<number, string>> = {
  7: 'echo',
  9: 'discard',
  13: 'daytime',
  19: 'chargen',
  20: 'ftp-data',
  21: 'ftp',
  22: 'ssh',
  23: 'telnet',
  25: 'smtp',
  53: 'domain',
  79: 'finger',
  80: 'http',
  88: 'kerberos',
  110: 'pop3',
  111: 'sunrpc',
  113: 'ident',
  119: 'nntp',
  135: 'epmap',
  139: 'netbios-ssn',
  143: 'imap',
  179: 'bgp',
  389: 'ldap',
  443: 'https',
  445: 'microsoft-ds',
  465: 'submissions',
  512: 'exec',
  513: 'login',
  514: 'shell',
  515: 'printer',
  587: 'submission',
  631: 'ipp',
  636: 'ldaps',
  873: 'rsync',
  989: 'ftps-data',
  990: 'ftps',
  993: 'imaps',
  995: 'pop3s',
  1080: 'socks',
  1433: 'ms-sql-s',
  1521: 'ncube-lm',
  1723: 'pptp',
  2049: 'nfs',
  2121: 'scientia-ssdb',
  3128: 'ndl-aas',
  3306: 'mysql',
  3389: 'ms-wbt-server',
  5060: 'sip',
  5432: 'postgresql',
  5900: 'rfb',
  6000: 'x11',
  6379: 'redis',
  6667: 'ircu',
  8080: 'http-alt',
  8443: 'pcsync-https',
  9100: 'pdl-datastream',
};

/** IANA's service name, or null where none is known here. */
export const serviceOf = (port: number): string | null => SERVICES[port] ?? null;

/** '21 (ftp; well-known, 0–1023)'. */
export function portWords(port: number): string {
  const service = serviceOf(port);
  const words = CLASS_WORDS[portClass(port)];
  return service === null ? `${port} (${words})` : `${port} (${service}; ${words})`;
}
