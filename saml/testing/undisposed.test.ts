import { expect, test } from 'vitest';
import { parseXml } from '../parse.ts';
import { countUndisposed } from './undisposed.ts';

test('a document that is disposed of is not counted, and another one is', () => {
  const counted = countUndisposed();
  parseXml(Buffer.from('<a/>')).dispose();
  const kept = parseXml(Buffer.from('<b/>'));
  expect(counted()).toEqual({ XmlDocument: 1 });
  kept.dispose();
});
