/** Port numbers with their class (RFC 6335 §6) and IANA's name. */
import { type PortClass, portClass, serviceName } from '../../wire/ports.js';

const CLASSES: Readonly<Record<PortClass, string>> = {
  'well-known': 'well-known, 0–1023',
  registered: 'registered, 1024–49151',
  dynamic: 'dynamic, 49152–65535',
};

/** An ephemeral port that lies in the registered range is not registered for what it is used for. */
const isOddEphemeral = (port: number, ephemeral: boolean): boolean => ephemeral && portClass(port) === 'registered';

/**
 * '21 (ftp; well-known, 0–1023)', '44441 (ephemeral, in the registered range 1024–49151)'.
 * @param ephemeral a system chose it for one connection
 */
export function portWithRange(port: number, ephemeral = false): string {
  if (isOddEphemeral(port, ephemeral)) return `${port} (ephemeral, in the registered range 1024–49151)`;
  const service = serviceName(port);
  const words = CLASSES[portClass(port)];
  return service === undefined ? `${port} (${words})` : `${port} (${service}; ${words})`;
}

/** '21 (server, ftp, well-known)', '41737 (client, ephemeral in the registered range)'. */
export function portOf(port: number, whose: string, ephemeral = false): string {
  if (isOddEphemeral(port, ephemeral)) return `${port} (${whose}, ephemeral in the registered range)`;
  return `${port} (${[whose, serviceName(port), portClass(port)].filter((word) => word !== undefined).join(', ')})`;
}
