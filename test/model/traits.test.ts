/** A session is asked only some of the rules: whatever one of the others would find is never reported. */
import { expect, test } from 'vitest';
import { traitsOf } from '../../src/model/findings/traits.js';
import { isAsked, SESSION_RULES } from '../../src/model/findings.js';
import { recordings, scripted } from '../support/cases.js';

test('every rule that finds something is asked, in every recording and every scripted case', async () => {
  const found = new Set<string>();
  const missed: string[] = [];
  for (const each of [...recordings(), ...scripted()]) {
    for (const session of (await each.analysed()).sessions) {
      const traits = traitsOf(session);
      for (const [rule, needs] of SESSION_RULES) {
        if ([...rule(session)].length === 0) continue;
        found.add(rule.name);
        if (!isAsked(needs, traits)) missed.push(`${each.name}: ${rule.name}`);
      }
    }
  }
  expect(missed).toEqual([]);
  // Nearly all of them find something there; without that, nothing is tested.
  expect(found.size).toBeGreaterThan(SESSION_RULES.length * 0.9);
}, 120_000);

test('most rules are not asked where all went well', () => {
  const asked = SESSION_RULES.filter(([, needs]) => isAsked(needs, 0));
  expect(asked.length).toBeLessThan(SESSION_RULES.length / 4);
});
