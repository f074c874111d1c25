import { expect, test } from 'vitest';
import { LazyMap } from '../../src/bytes/lazyMap.js';

test('an empty map answers like any other', () => {
  const map = new LazyMap<string, number>();
  map.delete('a');
  map.deleteOldest();
  expect([map.size, map.get('a')]).toEqual([0, undefined]);
});

test('what is set is there until it is deleted, the oldest first', () => {
  const map = new LazyMap<string, number>();
  map.set('a', 1);
  map.set('b', 2);
  map.set('c', 3);
  map.delete('b');
  map.deleteOldest();
  expect([map.size, map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, undefined, 3]);
});
