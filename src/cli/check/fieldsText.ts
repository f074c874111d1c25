/** `check --fields`: the words of expressions, by what has them. */
import { LANGUAGES } from '../../model/filter/fields.js';
import type { FieldOf, Kind } from '../../model/filter/language.js';
import { wrap } from '../../output/wrap.js';
import { wordsMeaning } from '../../text/filterWords.js';
import type { Texts } from '../../text/texts.js';

const COLUMN = 28;

export function fieldsText(texts: Texts, width: number): string {
  const { kinds, lists } = texts.check.fields;
  const sections = LANGUAGES.filter(({ kind }) => kind !== 'row').map(({ kind, fields, lists: inner }) => {
    const rows = fields.flatMap((field) =>
      wrap(meaning(field, kind, texts), width - COLUMN).map(
        (line, i) => `  ${(i === 0 ? field.word : '').padEnd(COLUMN - 2)}${line}`,
      ),
    );
    const names = inner.map(({ word }) => word);
    return [kinds[kind], ...(names.length === 0 ? [] : [`  ${lists(names)}`]), ...rows].join('\n');
  });
  return `${sections.join('\n\n')}\n`;
}

/** What it means, and which values it has where the meaning does not name them all. */
function meaning({ word, kind: type, only }: FieldOf<never>, kind: Kind, texts: Texts): string {
  const said = wordsMeaning(texts, kind, word);
  if (only?.every((value) => said.includes(value))) return said;
  const values = only === undefined ? texts.check.fields.types[type] : only.join(', ');
  return [said, values].join(texts.check.between);
}
