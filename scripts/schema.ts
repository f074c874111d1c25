// npm run schema: writes schema/ from the types of src/output/json/report.ts, src/output/check/report.ts and
// src/model/check/document.ts.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, SCHEMAS, type SchemaName, schemaText } from './schemas.js';

for (const name of Object.keys(SCHEMAS) as SchemaName[])
  writeFileSync(path.join(ROOT, 'schema', SCHEMAS[name].file), schemaText(name));
