/** Numbers under which several layers hand on what they carry; the layers themselves stand in `tables.ts`. */

/** EtherType: an Ethernet frame follows (RFC 1701, RFC 7348 and others). */
export const TRANSPARENT_ETHERNET = 0x6558;

/** LINKTYPE_ value: a PPP frame follows (RFC 1661). */
export const LINKTYPE_PPP = 9;
