/** What can be saved, and under which key of the save menu. */
import type { DataConnection } from '../../ftp/protocol/session.js';
import { safePath } from '../../output/extract/names.js';

export type SaveKind = 'text' | 'json' | 'pcap' | 'files' | 'content';

export type SaveChoice = {
  readonly key: string;
  readonly what: SaveKind;
  readonly label: string;
  /** For narrow terminals. */
  readonly short: string;
  readonly name: string;
};

const ALWAYS: readonly SaveChoice[] = [
  { key: 't', what: 'text', label: 'text report', short: 'text', name: 'ftp-sniff.txt' },
  { key: 'j', what: 'json', label: 'JSON report', short: 'JSON', name: 'ftp-sniff.json' },
  { key: 'p', what: 'pcap', label: 'packets (pcap)', short: 'pcap', name: 'ftp-sniff.pcap' },
  { key: 'f', what: 'files', label: 'transferred files (folder)', short: 'files', name: 'ftp-sniff-files' },
]; // biome-ignore format: a table

/** `of`: the transfer that can be saved alone. */
export function saveChoices(of: DataConnection | null): readonly SaveChoice[] {
  if (of === null) return ALWAYS;
  const name = contentName(of);
  return [{ key: 'c', what: 'content', label: `content of ${of.id}`, short: `content of ${of.id}`, name }, ...ALWAYS];
}

/** The file's own name made harmless, or one made from the command. */
function contentName({ id, transfer }: DataConnection): string {
  const path = transfer?.path ?? '';
  const isFile = transfer?.direction !== 'listing' && path !== '' && !path.endsWith('/');
  return isFile ? safePath(path).components.at(-1)! : `${transfer?.exchange.command?.verb ?? 'content'}-${id}.txt`;
}
