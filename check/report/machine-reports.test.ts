import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { everyVerdict, sampleReport } from '../testing/sample-report.ts';
import { toJUnit } from './junit.ts';
import { toSarif } from './sarif.ts';

describe('SARIF', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif'));
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(readFileSync(join(folder, 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<
    string,
    unknown
  >; // draft 04, whose meta-schema this validator does not include
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
  );

  test('is valid against the schema of OASIS, even when partial or empty', () => {
    for (const report of [
      everyVerdict(),
      { ...everyVerdict(), partial: 'It was interrupted.' },
      sampleReport([]),
    ]) {
      validate(toSarif(report));
      expect(validate.errors).toBeNull();
    }
  });

  test('is validated by a schema that refuses another version', () => {
    expect(validate({ ...toSarif(sampleReport([])), version: '2.0.0' })).toBe(false);
  });

  test('has a rule for each case and a result for each finding, the known one suppressed', () => {
    const { runs } = toSarif(everyVerdict());
    expect(runs[0]?.tool.driver.rules).toHaveLength(9);
    expect(runs[0]?.results?.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['sig-tampered', 'error'],
      ['sig-crash', 'warning'],
      ['sig-odd', 'note'],
      ['md-known', 'error'],
      ['md-stale', 'error'],
    ]);
    expect(runs[0]?.results?.map(({ suppressions }) => suppressions?.length ?? 0)).toEqual([
      0, 0, 0, 1, 0,
    ]);
  });
});

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
