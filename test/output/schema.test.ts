/** The schemas of the JSON reports: they are those of the types, and every report of a recording is as they say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { SCHEMAS, type SchemaName, schemaText } from '../../scripts/schemas.js';
import { recordings, scripted } from '../support/cases.js';
import { ROOT } from '../support/run.js';

const shipped = (name: SchemaName): string => readFileSync(path.join(ROOT, 'schema', SCHEMAS[name].file), 'utf8');

/** The shipped schema allows members that it does not name, for later versions have some; this one does not. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  return 'properties' in copy && copy.type === 'object' ? { additionalProperties: false, ...copy } : copy;
}

const validator = (name: SchemaName): ValidateFunction =>
  new Ajv({ strict: true, allowUnionTypes: true }).compile(closed(JSON.parse(shipped(name))) as object);
const problems = (validate: ValidateFunction, value: unknown): unknown[] => (validate(value) ? [] : validate.errors!);

test.each(Object.keys(SCHEMAS) as SchemaName[])('the schema of %s is that of the types (npm run schema)', (name) => {
  expect(shipped(name)).toBe(schemaText(name));
});

describe('every recording', () => {
  const report = validator('Report');
  const line = validator('Line');
  for (const each of [...recordings(), ...scripted()])
    test(`${each.name} is reported as the schemas say`, async () => {
      const analysed = await each.analysed();
      expect(problems(report, JSON.parse(analysed.render('json')))).toEqual([]);
      const lines = analysed.render('ndjson').trimEnd().split('\n');
      for (const text of lines) expect(problems(line, JSON.parse(text)), text.slice(0, 80)).toEqual([]);
    });
});

test('a member too many, a member missing and a wrong type are found', async () => {
  const [first] = recordings();
  const whole = await first!.report();
  const report = validator('Report');
  for (const change of [{ more: 1 }, { connections: undefined }, { findings: {} }])
    expect(problems(report, JSON.parse(JSON.stringify({ ...whole, ...change }))).length).toBeGreaterThan(0);
});
