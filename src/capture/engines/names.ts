/** The programs that capture: `cap` is the package, in a process of its own; the others are programs of the system. */
export const ENGINE_NAMES = ['cap', 'dumpcap', 'tcpdump'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];
