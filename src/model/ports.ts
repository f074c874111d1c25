/** Port numbers in the words of explanations: with the range of their class (RFC 6335 §6). */
import { type PortClass, portClass, serviceName } from '../wire/ports.js';

const CLASS_WORDS: Readonly<Record<PortClass, string>> = {
  'well-known': 'well-known, 0–1023',
  registered: 'registered, 1024–49151',
  dynamic: 'dynamic, 49152–65535',
};

/** Why the port that a system chose may be one of the registered. */
export const EPHEMERAL =
  'Systems pick ephemeral ports from a range of their own (Linux: 32768–60999), so one may lie in the registered range.';

/** '21 (ftp; well-known, 0–1023)'. */
export function portWords(port: number): string {
  const service = serviceName(port);
  const words = CLASS_WORDS[portClass(port)];
  return service === undefined ? `${port} (${words})` : `${port} (${service}; ${words})`;
}

/** '21 (server, ftp, well-known)'. */
export function portShort(port: number, whose: string): string {
  return `${port} (${[whose, serviceName(port), portClass(port)].filter((word) => word !== undefined).join(', ')})`;
}
