// The JSON Schemas of the reports, as `npm run schema` writes them and the tests compare them with the files.
import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

export const ROOT = path.join(import.meta.dirname, '..');

type Row = { readonly file: string; readonly from: string; readonly open: boolean };

/** The root type of each schema, the file that it is shipped as, and whether members that the types do not name are allowed: reports of later versions have some. */
export const SCHEMAS = {
  Report: { file: 'report.schema.json', from: 'src/output/json/report.ts', open: true },
  Line: { file: 'line.schema.json', from: 'src/output/json/report.ts', open: true },
  CheckReport: { file: 'check.schema.json', from: 'src/output/check/report.ts', open: true },
  Comparison: { file: 'compare.schema.json', from: 'src/output/json/comparison.ts', open: true },
  LabSheet: { file: 'lab.schema.json', from: 'src/output/sheet/json.ts', open: true },
  LabRecord: { file: 'lab-record.schema.json', from: 'src/output/sheet/record.ts', open: true },
  SheetDocument: { file: 'sheet.schema.json', from: 'src/model/check/document.ts', open: false },
} as const satisfies Readonly<Record<string, Row>>;
export type SchemaName = keyof typeof SCHEMAS;

/** The text of a schema's file. */
export function schemaText(name: SchemaName): string {
  const { file, from, open } = SCHEMAS[name];
  const generator = createGenerator({
    path: path.join(ROOT, from),
    tsconfig: path.join(ROOT, 'tsconfig.schema.json'),
    additionalProperties: open,
    sortProps: false,
    skipTypeCheck: true,
  });
  const { $schema, $ref, definitions } = generator.createSchema(name);
  return `${JSON.stringify({ $schema, $id: `ftp-sniff/1/${file}`, $ref, definitions }, null, 2)}\n`;
}
