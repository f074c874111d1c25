// The JSON Schemas of the reports, as `npm run schema` writes them and the tests compare them with the files.
import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

export const ROOT = path.join(import.meta.dirname, '..');

/** The root type of each schema, and the file that it is shipped as. */
export const SCHEMAS = { Report: 'report.schema.json', Line: 'line.schema.json' } as const;
export type SchemaName = keyof typeof SCHEMAS;

/** The text of a schema's file. Members that the types do not name are allowed: reports of later versions have some. */
export function schemaText(name: SchemaName): string {
  const generator = createGenerator({
    path: path.join(ROOT, 'src/output/json/report.ts'),
    tsconfig: path.join(ROOT, 'tsconfig.schema.json'),
    additionalProperties: true,
    sortProps: false,
    skipTypeCheck: true,
  });
  const { $schema, $ref, definitions } = generator.createSchema(name);
  return `${JSON.stringify({ $schema, $id: `ftp-sniff/1/${SCHEMAS[name]}`, $ref, definitions }, null, 2)}\n`;
}
