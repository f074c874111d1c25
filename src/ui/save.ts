/** What can be saved, and under which key of the save menu. */
export type SaveKind = 'text' | 'json' | 'pcap' | 'files';

export type SaveChoice = {
  readonly key: string;
  readonly what: SaveKind;
  readonly label: string;
  readonly name: string;
};

export const SAVE_CHOICES: readonly SaveChoice[] = [
  { key: 't', what: 'text', label: 'text report', name: 'ftp-sniff.txt' },
  { key: 'j', what: 'json', label: 'JSON report', name: 'ftp-sniff.json' },
  { key: 'p', what: 'pcap', label: 'packets (pcap)', name: 'ftp-sniff.pcap' },
  { key: 'f', what: 'files', label: 'transferred files (folder)', name: 'ftp-sniff-files' },
];
