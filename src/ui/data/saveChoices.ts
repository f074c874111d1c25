/** What can be saved, and under which key of the save menu. */
import type { DataConnection } from '../../ftp/protocol/session.js';
import { safePath } from '../../output/extract/names.js';
import type { UiTexts } from './texts.js';

export type SaveKind =
  | 'text'
  | 'json'
  | 'page'
  | 'ticket'
  | 'picture'
  | 'diagram'
  | 'tables'
  | 'pcap'
  | 'comments'
  | 'files'
  | 'content'
  | 'pictureOf'
  | 'diagramOf'
  | 'joinedPicture'
  | 'joinedDiagram';

export type SaveChoice = {
  readonly key: string;
  readonly what: SaveKind;
  readonly label: string;
  /** For narrow terminals. */
  readonly short: string;
  /** The file name that is offered. */
  readonly name: string;
};

const ALWAYS = [
  { key: 't', what: 'text', name: 'ftp-sniff.txt' },
  { key: 'j', what: 'json', name: 'ftp-sniff.json' },
  { key: 'h', what: 'page', name: 'ftp-sniff.html' },
  { key: 'k', what: 'ticket', name: 'ftp-sniff.md' },
  { key: 'g', what: 'picture', name: 'ftp-sniff.svg' },
  { key: 'm', what: 'diagram', name: 'ftp-sniff.mmd' },
  { key: 'x', what: 'tables', name: 'ftp-sniff.csv' },
  { key: 'p', what: 'pcap', name: 'ftp-sniff.pcap' },
  { key: 'w', what: 'comments', name: 'ftp-sniff.pcapng' },
  { key: 'f', what: 'files', name: 'ftp-sniff-files' },
] as const; // biome-ignore format: a table

/** On a ladder of several sessions its picture and diagram take the places of theirs. */
const JOINED: Readonly<Partial<Record<SaveKind, 'joinedPicture' | 'joinedDiagram'>>> = {
  picture: 'joinedPicture',
  diagram: 'joinedDiagram',
};

/** The transfer that can be saved alone; whether the sessions are on the screen as one ladder. */
type Scope = { readonly of: DataConnection | null; readonly joined: boolean };

/** What there is to be saved. */
export function saveChoices({ of, joined }: Scope, { saving }: UiTexts): readonly SaveChoice[] {
  const always = ALWAYS.map(({ what, ...choice }) => {
    const wanted = (joined ? JOINED[what] : undefined) ?? what;
    return { ...choice, what: wanted, ...saving.choices[wanted] };
  });
  if (of === null) return always;
  const own = (key: string, what: SaveKind, label: string, short: string, name: string): SaveChoice => ({
    key,
    what,
    label,
    short,
    name,
  });
  return [
    own('c', 'content', saving.contentOf(of.id), saving.contentOf(of.id), contentName(of)),
    own('G', 'pictureOf', saving.pictureOf(of.id), saving.itsPicture, `transfer-${of.id}.svg`),
    own('M', 'diagramOf', saving.diagramOf(of.id), saving.itsDiagram, `transfer-${of.id}.mmd`),
    ...always,
  ];
}

/** The file's own name made harmless, or one made from the command. */
function contentName({ id, transfer }: DataConnection): string {
  const path = transfer?.path ?? '';
  const isFile = transfer?.direction !== 'listing' && path !== '' && !path.endsWith('/');
  return isFile ? safePath(path).components.at(-1)! : `${transfer?.exchange.command?.verb ?? 'content'}-${id}.txt`;
}
