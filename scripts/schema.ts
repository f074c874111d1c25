// npm run schema: writes schema/report.schema.json and schema/line.schema.json from the types of
// src/output/json/report.ts.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, SCHEMAS, type SchemaName, schemaText } from './schemas.js';

for (const name of Object.keys(SCHEMAS) as SchemaName[])
  writeFileSync(path.join(ROOT, 'schema', SCHEMAS[name]), schemaText(name));
