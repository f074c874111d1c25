/** The conformance cases: what each script states by hand. */
import { describe, expect, test } from 'vitest';
import { scripted } from './support/cases.js';
import { compareFacts } from './support/expectations.js';

for (const each of scripted()) {
  describe(each.name, () => {
    test(each.script.title, async () => {
      const report = await each.report();
      const wrong = compareFacts(each.script, report)
        .filter((fact) => !fact.right)
        .map(({ line, what, want, got }) => `line ${line}: ${what}: expected ${want}, got ${got}`);
      expect(wrong).toEqual([]);
    });
    test('states at least one fact', () => expect(each.script.expectations.length).toBeGreaterThan(0));
  });
}
