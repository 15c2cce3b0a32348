import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { everyVerdict } from '../testing/sample-report.ts';
import { toJUnit } from './junit.ts';

describe('JUnit', () => {
  test('is XML that counts failures, errors and skipped cases', () => {
    const document = new DOMParser().parseFromString(toJUnit(everyVerdict()), 'text/xml');
    const all = (name: string) => Array.from(document.getElementsByTagName(name));
    const [root] = all('testsuites');
    const of = (name: string) => root?.getAttribute(name);
    expect(['tests', 'failures', 'errors', 'skipped'].map(of)).toEqual(['9', '2', '2', '2']);
    expect(all('testcase')).toHaveLength(9);
    expect(all('failure').map((e) => e.getAttribute('type'))).toEqual(['fail', 'stale']);
    expect(all('error')).toHaveLength(2);
    expect(all('skipped')).toHaveLength(2);
    expect(all('failure')[1]?.getAttribute('message')).toContain('passes now');
  });
});
