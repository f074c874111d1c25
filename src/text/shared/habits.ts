/** Habits of servers, clients and devices on the way, by which causes and advice are chosen in every language. */

/** An idle time after which firewalls and NAT may have forgotten a connection. */
export const FORGOTTEN_NS = 60e9;
/** Idle timers of servers are longer. */
export const IDLE_NS = 20e9;
/** Who waits so long gives up because of it. */
export const PATIENT_NS = 5e9;

const NAME_VERBS: readonly string[] = ['CWD', 'XCWD', 'RMD', 'XRMD', 'DELE', 'MKD', 'XMKD', 'RNFR', 'RNTO'];

/** The command is about a name that has to exist, or must not. */
export const isAboutNames = (verb: string): boolean => NAME_VERBS.includes(verb);
/** The command asks for a fact of a file. */
export const isAboutFiles = (verb: string): boolean => verb === 'SIZE' || verb === 'MDTM';

const IN_USE = /address already in use|cannot assign requested address|can't (?:bind|open|create)|bind(?:ing)? fail/i;

/** The server's own words for a port that it cannot bind. */
export const portInUse = (reply: string): boolean => IN_USE.test(reply);
