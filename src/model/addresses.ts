/** What kind of address a text is, as far as findings need it. */

/** '0.0.0.0' or '::': no address at all. */
export const isUnspecified = (address: string): boolean => address === '0.0.0.0' || address === '::';

/**
 * Addresses that mean nothing outside their own network: RFC 1918, shared (RFC 6598), loopback, link-local (RFC 3927,
 * RFC 4291 §2.5.6), unique local IPv6 (RFC 4193).
 */
export function isPrivate(address: string): boolean {
  if (address.includes(':')) return /^(?:f[cd]|fe[89ab])/i.test(address) || address === '::1';
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 10 || a === 127) return true;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168;
  if (a === 169) return b === 254;
  return a === 100 && b >= 64 && b < 128;
}
