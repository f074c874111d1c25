/** TCP ports: their classes (RFC 6335 §6) and the names that IANA assigned to those one meets. */

export type PortClass = 'well-known' | 'registered' | 'dynamic';

/** 0..1023 well-known (system), 1024..49151 registered (user), 49152..65535 dynamic (private, ephemeral). */
export function portClass(port: number): PortClass {
  if (port < 1024) return 'well-known';
  return port < 49152 ? 'registered' : 'dynamic';
}

/** What IANA assigned to FTP; on `tlsControl` TLS begins with the first byte (implicit TLS). */
export const FTP_PORTS = { data: 20, control: 21, tlsData: 989, tlsControl: 990 } as const;

/** https://www.iana.org/assignments/service-names-port-numbers, TCP. */
const SERVICES: Readonly<Record<number, string>> = {
  7: 'echo',
  9: 'discard',
  13: 'daytime',
  19: 'chargen',
  [FTP_PORTS.data]: 'ftp-data',
  [FTP_PORTS.control]: 'ftp',
  22: 'ssh',
  23: 'telnet',
  25: 'smtp',
  37: 'time',
  43: 'nicname',
  49: 'tacacs',
  53: 'domain',
  70: 'gopher',
  79: 'finger',
  80: 'http',
  88: 'kerberos',
  102: 'iso-tsap',
  110: 'pop3',
  111: 'sunrpc',
  113: 'ident',
  119: 'nntp',
  135: 'epmap',
  139: 'netbios-ssn',
  143: 'imap',
  179: 'bgp',
  194: 'irc',
  389: 'ldap',
  427: 'svrloc',
  443: 'https',
  445: 'microsoft-ds',
  465: 'submissions',
  502: 'mbap',
  512: 'exec',
  513: 'login',
  514: 'shell',
  515: 'printer',
  543: 'klogin',
  544: 'kshell',
  548: 'afpovertcp',
  554: 'rtsp',
  587: 'submission',
  631: 'ipp',
  636: 'ldaps',
  646: 'ldp',
  853: 'domain-s',
  860: 'iscsi',
  873: 'rsync',
  [FTP_PORTS.tlsData]: 'ftps-data',
  [FTP_PORTS.tlsControl]: 'ftps',
  992: 'telnets',
  993: 'imaps',
  995: 'pop3s',
  1080: 'socks',
  1194: 'openvpn',
  1433: 'ms-sql-s',
  1494: 'ica',
  1521: 'ncube-lm',
  1720: 'h323hostcall',
  1723: 'pptp',
  1883: 'mqtt',
  2049: 'nfs',
  2121: 'scientia-ssdb',
  2401: 'cvspserver',
  2811: 'gsiftp',
  3128: 'ndl-aas',
  3260: 'iscsi-target',
  3306: 'mysql',
  3389: 'ms-wbt-server',
  3690: 'svn',
  4369: 'epmd',
  5060: 'sip',
  5061: 'sips',
  5222: 'xmpp-client',
  5432: 'postgresql',
  5671: 'amqps',
  5672: 'amqp',
  5900: 'rfb',
  5985: 'wsman',
  6000: 'x11',
  6379: 'redis',
  6514: 'syslog-tls',
  6619: 'odette-ftps',
  6622: 'mcftp',
  6667: 'ircu',
  8080: 'http-alt',
  8443: 'pcsync-https',
  8883: 'secure-mqtt',
  9100: 'pdl-datastream',
  9418: 'git',
  11211: 'memcache',
  27017: 'mongodb',
};

/** IANA's service name, or undefined where we list none. */
export const serviceName = (port: number): string | undefined => SERVICES[port];

/** '21 (ftp, well-known)'. */
export function portText(port: number): string {
  const service = serviceName(port);
  return service === undefined ? `${port} (${portClass(port)})` : `${port} (${service}, ${portClass(port)})`;
}
