/**
 * What the filter language is made of: kinds of things (sessions, exchanges, data connections ...), each with its words
 * and its lists. A word of a list's elements, `dataConnections.mode`, is a word of what has the list.
 */
import type { Session } from '../../ftp/protocol/session.js';
import type { Uncovered } from '../coverage.js';
import type { Finding } from '../findings/finding.js';

export type Value = string | number | boolean | null;
/** Where findings come from: callers may keep them. */
export type FindingsOf = (session: Session) => readonly Finding[];
/** Frames; null: not known. */
type Frames = readonly (number | null | undefined)[];

/** The kinds of things that have words. */
export type Kind =
  | 'capture'
  | 'session'
  | 'exchange'
  | 'dataConnection'
  | 'transfer'
  | 'connection'
  | 'finding'
  | 'step'
  | 'row';

/** A word of the language, with its values in what is filtered: a session, a data connection, a row of the ladder. */
export type FieldOf<Subject> = {
  readonly word: string;
  readonly kind: 'text' | 'number' | 'boolean';
  /** No other values are possible. */
  readonly only?: readonly string[];
  readonly values: (subject: Subject, findings: FindingsOf) => readonly Value[];
  /** The values are those of this list's elements. */
  readonly via?: { readonly list: ListOf<Subject>; readonly field: FieldOf<unknown> };
  /** Frames that show the values; without it those of the subject. */
  readonly frames?: (subject: Subject) => Frames;
  /** Why a value may be another one than the capture shows; without it only `null` may. */
  readonly open?: (subject: Subject, value: Value) => Uncovered | null;
  /** Why there may be more values than the capture shows. */
  readonly more?: (subject: Subject) => Uncovered | null;
  /** An open number is at least the one that is given. */
  readonly atLeast?: true;
};

/** Something that a thing has several of. */
export type ListOf<Subject> = {
  readonly word: string;
  /** Other ways to write it, as the report nests it. */
  readonly also?: readonly string[];
  readonly of: () => Language<unknown>;
  readonly elements: (subject: Subject, findings: FindingsOf) => readonly unknown[];
  /** Why there may be more elements than the capture shows; null: these are all. */
  readonly open: (subject: Subject) => Uncovered | null;
};

/** The words of one kind of thing. */
export type Language<Subject> = {
  readonly kind: Kind;
  readonly fields: readonly FieldOf<Subject>[];
  readonly lists: readonly ListOf<Subject>[];
  /** All words and lists that it has, also those of what it is looked through. */
  readonly words: () => readonly string[];
  readonly find: (written: string) => FieldOf<Subject> | undefined;
  /** The way to a list through other lists: `sessions.dataConnections` is two. */
  readonly findList: (written: string) => readonly ListOf<unknown>[] | undefined;
  /** What one is called where several are listed: '1.2', 'RETR a.txt'. */
  readonly label: (subject: Subject) => string;
  /** Frames that show that it is there. */
  readonly frames: (subject: Subject) => Frames;
};

type Parts<Subject> = Pick<Language<Subject>, 'kind' | 'fields' | 'label' | 'frames'> & {
  readonly lists?: readonly ListOf<Subject>[];
  /** Other ways to write a word. */
  readonly also?: Readonly<Record<string, string>>;
  /** How it is named itself, before a dot. */
  readonly self?: readonly string[];
  /** What its words do not name is looked for in this list's elements. */
  readonly through?: ListOf<Subject>;
};

/** A list, with the types of its elements forgotten: only their own language sees them. */
export const listOf = <Subject, Element>(
  word: string,
  of: () => Language<Element>,
  elements: (subject: Subject, findings: FindingsOf) => readonly Element[],
  open: (subject: Subject) => Uncovered | null,
  also: readonly string[] = [],
): ListOf<Subject> => ({ word, also, of: of as unknown as () => Language<unknown>, elements, open });

/** The word of a list's elements as a word of what has the list. */
export function fieldVia<Subject, Element>(
  word: string,
  list: ListOf<Subject>,
  of: FieldOf<Element>,
): FieldOf<Subject> {
  const field = of as unknown as FieldOf<unknown>;
  const { kind, only } = field;
  return {
    word,
    kind,
    ...(only === undefined ? {} : { only }),
    values: (subject, findings) => list.elements(subject, findings).flatMap((one) => field.values(one, findings)),
    via: { list, field },
  };
}

export function languageOf<Subject>(parts: Parts<Subject>): Language<Subject> {
  const { kind, fields, lists = [], also = {}, self = [], through, label, frames } = parts;
  const byWord = new Map(fields.map((field) => [field.word.toLowerCase(), field]));
  const listsByWord = new Map(
    lists.flatMap((one) => [one.word, ...(one.also ?? [])].map((w) => [w.toLowerCase(), one])),
  );
  const find = (written: string): FieldOf<Subject> | undefined => {
    const word = written.toLowerCase();
    const own = byWord.get(word) ?? (Object.hasOwn(also, word) ? byWord.get(also[word]!.toLowerCase()) : undefined);
    if (own) return own;
    for (const [list, rest] of splits(word, listsByWord)) {
      const field = list.of().find(rest);
      if (field) return fieldVia(written, list, field);
    }
    const name = self.find((one) => word.startsWith(`${one.toLowerCase()}.`));
    if (name !== undefined) return find(written.slice(name.length + 1));
    const field = through?.of().find(written);
    return field && through && fieldVia(written, through, field);
  };
  const findList = (written: string): readonly ListOf<unknown>[] | undefined => {
    const word = written.toLowerCase();
    const own = listsByWord.get(word) as ListOf<unknown> | undefined;
    if (own) return [own];
    for (const [list, rest] of splits(word, listsByWord)) {
      const inner = list.of().findList(rest);
      if (inner) return [list as ListOf<unknown>, ...inner];
    }
    const inner = through?.of().findList(written);
    return inner && through && [through as ListOf<unknown>, ...inner];
  };
  const words = (): readonly string[] => [
    ...[...fields, ...lists].map(({ word }) => word),
    ...(through?.of().words() ?? []),
  ];
  return { kind, fields, lists, words, find, findList, label, frames };
}

/** 'dataConnections.transfer.bytes': the list before a dot, and what follows it. */
function* splits<Subject>(
  word: string,
  lists: ReadonlyMap<string, ListOf<Subject>>,
): Iterable<readonly [ListOf<Subject>, string]> {
  for (let dot = word.indexOf('.'); dot > 0; dot = word.indexOf('.', dot + 1)) {
    const list = lists.get(word.slice(0, dot));
    if (list) yield [list, word.slice(dot + 1)];
  }
}
