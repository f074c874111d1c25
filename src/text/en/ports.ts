/** Port numbers with their class (RFC 6335 §6) and IANA's name. */
import { type PortClass, portClass, serviceName } from '../../wire/ports.js';

const CLASSES: Readonly<Record<PortClass, string>> = {
  'well-known': 'well-known, 0–1023',
  registered: 'registered, 1024–49151',
  dynamic: 'dynamic, 49152–65535',
};

/** '21 (ftp; well-known, 0–1023)'. */
export function portWithRange(port: number): string {
  const service = serviceName(port);
  const words = CLASSES[portClass(port)];
  return service === undefined ? `${port} (${words})` : `${port} (${service}; ${words})`;
}

/** '21 (server, ftp, well-known)'. */
export function portOf(port: number, whose: string): string {
  return `${port} (${[whose, serviceName(port), portClass(port)].filter((word) => word !== undefined).join(', ')})`;
}
