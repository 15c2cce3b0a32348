import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { codeScanningRules } from '../../testing/code-scanning-rules.ts';
import { everyVerdict, sampleCase, sampleReport } from '../../testing/sample-report.ts';
import { everyFinding, sampleSarif } from '../../testing/sample-sarif.ts';

describe('the schema of OASIS', () => {
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

  test('accepts the report, even when partial or empty', () => {
    for (const report of [
      everyVerdict(),
      everyFinding(),
      { ...everyVerdict(), partial: 'It was interrupted.' },
      sampleReport([]),
    ]) {
      validate(sampleSarif(report));
      expect(validate.errors).toBeNull();
    }
  });

  test('control: refuses another version', () => {
    expect(validate({ ...sampleSarif(sampleReport([])), version: '2.0.0' })).toBe(false);
  });
});

describe("the rules of GitHub's code scanning", () => {
  test.each(Object.keys(codeScanningRules))('%s', (name) => {
    for (const report of [everyVerdict(), everyFinding(), sampleReport([])])
      expect(codeScanningRules[name]?.(sampleSarif(report))).toEqual([]);
  });

  type Spoil = (parts: { log: Log; rule: ReportingDescriptor; result: Result }) => void;
  const location =
    (change: (physical: NonNullable<ReturnType<typeof physicalOf>>) => void): Spoil =>
    ({ result }) => {
      const physical = physicalOf(result);
      if (physical) change(physical);
    };
  const physicalOf = ({ locations }: Result) => locations?.[0]?.physicalLocation;
  const property =
    (name: string, value: unknown): Spoil =>
    ({ rule }) => {
      rule.properties = { ...rule.properties, [name]: value };
    };
  const secondOf = (log: Log) => log.runs[0]?.tool.driver.rules?.[1] as ReportingDescriptor;

  /** For each rule a file that breaks it and is valid in every other way. */
  const spoilt: Readonly<Record<string, Spoil>> = {
    'version is 2.1.0': ({ log }) => Object.assign(log, { version: '2.0.0' }),
    'at most 20 runs': ({ log }) => {
      log.runs = Array.from({ length: 21 }, () => log.runs[0] as Log['runs'][0]);
    },
    'a tool has a name': ({ log }) => Object.assign(log.runs[0]?.tool.driver ?? {}, { name: '' }),
    'at most 5,000 results are shown': ({ log, result }) => {
      Object.assign(log.runs[0] ?? {}, { results: Array.from({ length: 5001 }, () => result) });
    },
    'at most 25,000 rules': ({ log, rule }) => {
      const rules = Array.from({ length: 25_001 }, (_, n) => ({ ...rule, id: `rule-${n}` }));
      Object.assign(log.runs[0]?.tool.driver ?? {}, { rules });
    },
    'rule ids are distinct': ({ log, rule }) => Object.assign(secondOf(log), { id: rule.id }),
    'rule names are distinct': ({ log, rule }) => Object.assign(secondOf(log), { name: rule.name }),
    'short descriptions are distinct': ({ log, rule }) =>
      Object.assign(secondOf(log), { shortDescription: rule.shortDescription }),
    'a name has at most 255 characters': ({ rule }) => {
      rule.name = 'n'.repeat(256);
    },
    'a short description has 1 to 1,024 characters': ({ rule }) => {
      rule.shortDescription = { text: 'x'.repeat(1025) };
    },
    'a full description has 1 to 1,024 characters': ({ rule }) => {
      rule.fullDescription = { text: '' };
    },
    'a rule has help as text and as Markdown': ({ rule }) => {
      rule.help = { text: rule.help?.text ?? '' };
    },
    'a rule has an absolute help URI with a fragment': ({ rule }) => {
      rule.helpUri = 'docs/catalogue.md#ok-signed';
    },
    'a security score is above 0.0 and at most 10.0': property('security-severity', '0.0'),
    'security scores need the tag security': property('tags', ['saml']),
    'at most 10 tags are shown': property('tags', ['security', ...'abcdefghij']),
    'a precision is one of four words': property('precision', 'certain'),
    'a level is none, note, warning or error': ({ result }) =>
      Object.assign(result, { level: 'critical' }),
    'a result names a rule, by id and index': ({ result }) => {
      result.ruleIndex = 99;
    },
    'a result has a message': ({ result }) => {
      result.message = { text: '' };
    },
    'a result has one location': ({ result }) => {
      result.locations = [];
    },
    'a location is a relative URI': location((physical) => {
      physical.artifactLocation = { uri: 'http://localhost:3000/acs', uriBaseId: '%SRCROOT%' };
    }),
    'a location is relative to the root of the repository': location((physical) => {
      physical.artifactLocation = { uri: 'samlab-check.yaml' };
    }),
    'a region has lines and columns': location((physical) => {
      physical.region = { startLine: 3 };
    }),
    'a result has a fingerprint of its line': ({ result }) => {
      result.partialFingerprints = { 'samlabCase/v1': 'sig-tampered' };
    },
    'rule, path and fingerprint make an alert, so they are distinct': ({ log, result }) => {
      log.runs[0]?.results?.push(result);
    },
  };

  test.each(Object.keys(codeScanningRules))('control: a file that breaks "%s" is found', (name) => {
    const log = structuredClone(sampleSarif(everyVerdict()));
    const rule = log.runs[0]?.tool.driver.rules?.[0] as ReportingDescriptor;
    spoilt[name]?.({ log, rule, result: log.runs[0]?.results?.[0] as Result });
    expect(codeScanningRules[name]?.(log)).not.toEqual([]);
  });

  test('a file with every finding is far below 10 MB', () => {
    expect(gzipSync(JSON.stringify(sampleSarif(everyFinding()))).length).toBeLessThan(1_000_000);
  });
});

test('has a rule for each case and a result for each finding, the known one suppressed', () => {
  const { runs } = sampleSarif(everyVerdict());
  expect(runs[0]?.tool.driver.rules).toHaveLength(Object.keys(everyVerdict().cases).length);
  expect(
    runs[0]?.results?.map(({ ruleId, level, suppressions = [] }) => [
      ruleId,
      level,
      suppressions.length,
    ]),
  ).toEqual([
    ['sig-tampered', 'error', 0],
    ['sig-crash', 'warning', 0],
    ['sig-odd', 'note', 0],
    ['cond-accepted', 'error', 0],
    ['cond-expired', 'error', 0],
    ['md-known', 'error', 1],
    ['md-stale', 'error', 0],
  ]);
});

test('the URL of the service provider is in the request only', () => {
  const [result] = sampleSarif(everyVerdict()).runs[0]?.results?.slice(0, 1) ?? [];
  expect(result?.webRequest?.target).toBe('http://localhost:3000/acs');
  expect(JSON.stringify(result?.locations)).not.toContain('localhost');
});

test('the score of a rule follows the severity of the finding', () => {
  const scoreOf = (severity: 'crit' | 'high' | 'med' | 'low') => {
    const report = everyVerdict();
    const found = report.cases['sig-tampered'];
    const cases = found ? { 'sig-tampered': { ...found, severity } } : {};
    return sampleSarif({ ...report, cases }).runs[0]?.tool.driver.rules?.[0]?.properties?.[
      'security-severity'
    ];
  };
  expect((['crit', 'high', 'med', 'low'] as const).map(scoreOf)).toEqual([
    '9.5',
    '8.0',
    '5.5',
    '2.5',
  ]);
});

test('help in Markdown escapes what would be markup', () => {
  const report = sampleReport([sampleCase('sig-tampered', { risk: 'A <b>bold</b> risk.' })]);
  const help = sampleSarif(report).runs[0]?.tool.driver.rules?.[0]?.help;
  expect(help?.markdown).toContain('**Risk:** A \\<b\\>bold\\</b\\> risk.');
  expect(help?.text).toContain('Risk: A <b>bold</b> risk.');
});
