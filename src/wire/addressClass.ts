/** What kind of address a text is. */
import { type AddressClass, classifyAddress, parseAddress } from './address.js';

function classOf(text: string): AddressClass | null {
  const address = parseAddress(text);
  return address ? classifyAddress(address) : null;
}

/** '0.0.0.0' or '::': no address at all. */
export const isUnspecified = (address: string): boolean => /^[0:]/.test(address) && classOf(address) === 'unspecified';

/** The host itself: 127.0.0.0/8, ::1. */
export const isLoopback = (address: string): boolean => classOf(address) === 'loopback';

/** Addresses that mean nothing outside their own network or host (see `classifyAddress`). */
export function isPrivate(address: string): boolean {
  const kind = classOf(address);
  return kind === 'private' || kind === 'loopback' || kind === 'link-local';
}
