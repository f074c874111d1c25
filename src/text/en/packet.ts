/** Names of a packet's fields. */

export const PACKET = {} as const;
