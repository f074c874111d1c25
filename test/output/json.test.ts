import { describe, expect, it } from 'vitest';
import { fraction, listOf, numbers, text } from '../../src/output/json/values.js';
import { jsonText } from '../../src/output/jsonText.js';

describe('values of the JSON report', () => {
  it('escapes every character as the stringified form does', () => {
    for (let code = 0; code <= 0xffff; code++) {
      const value = `a${String.fromCharCode(code)}z`;
      expect(text(value), code.toString(16)).toBe(jsonText(value));
    }
    expect(text('')).toBe('""');
    expect(text(null)).toBe('null');
  });

  it('writes numbers that JSON does not know as null', () => {
    expect([0.25, -1e-7, 0, null, Number.NaN, Number.POSITIVE_INFINITY].map(fraction)).toEqual([
      '0.25',
      '-1e-7',
      '0',
      'null',
      'null',
      'null',
    ]);
  });

  it('writes lists', () => {
    expect(numbers([])).toBe('[]');
    expect(numbers([1, 20])).toBe('[1,20]');
    expect(listOf([], text)).toBe('[]');
    expect(listOf(['a', '"'], text)).toBe('["a","\\""]');
  });
});
