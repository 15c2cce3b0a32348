import { createHash } from 'node:crypto';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { allCases } from '../../../catalogue/index.ts';
import { everyVerdict, sampleCase, sampleReport, sampleRun } from '../../testing/sample-report.ts';
import { toHtml } from './to-html.tsx';

test('starts with the result, the next steps and the findings', () => {
  const html = toHtml(everyVerdict());
  const parts = [
    'needs work: 6 findings',
    'Fix sig-tampered (critical)',
    '<h2>6 findings</h2>',
    'id="sig-tampered"',
    '<h2>Valid responses</h2>',
    'id="ok-signed"',
    '<h2>Overview</h2>',
  ];
  const places = parts.map((part) => html.indexOf(part));
  expect(places.filter((place) => place < 0)).toEqual([]);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('shows the findings only, unless there are none', () => {
  const chosen = (html: string) => /id="(show-\w+)" checked/.exec(html)?.[1];
  expect(chosen(toHtml(everyVerdict()))).toBe('show-findings');
  const clean = toHtml(sampleReport([sampleCase('ok-signed')]));
  expect(chosen(clean)).toBe('show-all');
  expect(clean).toContain('No findings');
  expect(clean).toContain('passed: no findings in 1 case that was played.');
});

test('is one file that fetches nothing and runs only its own script', () => {
  const html = toHtml(everyVerdict());
  expect(html).not.toMatch(/<(?:link|img|iframe|script src)/);
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  expect(html).toContain(`script-src 'sha256-${hash}'`);
});

test('escapes text from a service provider', () => {
  const html = toHtml(everyVerdict());
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;script>alert');
  expect(
    JSON.stringify(parse(html), (key, value) => (key === 'parentNode' ? undefined : value)),
  ).toContain('<script>alert');
});

test('each symbol that is used is in the legend, with a word and a meaning', () => {
  const html = toHtml(everyVerdict());
  const legend = /<details class="legend">[\s\S]*?<\/dl>/.exec(html)?.[0] ?? '';
  const meanings = [
    ...legend.matchAll(/<span class="badge[^>]*>(.+?)<\/span><\/dt><dd>(.+?)<\/dd>/g),
  ];
  const explained = meanings.map(([, badge = '']) => badge);
  const used = [...html.matchAll(/<span class="badge[^>]*>(.+?)<\/span>/g)].map(
    ([, badge = '']) => badge,
  );
  const symbols = [...html.matchAll(/class="cell [^>]*>(.+?)<\/a>/g)].map(
    ([, symbol = '']) => symbol,
  );
  expect(used.filter((badge) => !explained.includes(badge))).toEqual([]);
  expect(symbols.filter((symbol) => !explained.some((badge) => badge.startsWith(symbol)))).toEqual(
    [],
  );
  expect(new Set(explained.map((badge) => badge.split(' ')[0])).size).toBe(explained.length);
  for (const badge of ['☠ Wrong user signed in', 'k Known failure', '↻ Stale baseline'])
    expect(symbols).toContain(badge.split(' ')[0]);
});

test('marks what was changed in the message', () => {
  const html = toHtml(everyVerdict());
  expect(html).toMatch(/<del>− {3}&lt;b>ho<mark>nest<\/mark>&lt;\/b><\/del>/);
  expect(html).toMatch(/<ins>\+ {3}&lt;b>ho<mark>stile<\/mark>&lt;\/b><\/ins>/);
  expect(html).toContain('equal lines');
});

describe('size', () => {
  const honest = `<a>${'<b c="d">e</b>'.repeat(60)}</a>`;
  const sent = honest.replaceAll('e', 'é&amp;');
  const answer = {
    status: 200,
    url: `http://localhost:3000/?${'u'.repeat(2000)}`,
    locations: [`http://localhost:3000/?${'l'.repeat(2000)}`],
    title: 't'.repeat(2000),
    text: 'x'.repeat(10_000),
  };
  const large = (verdict: 'pass' | 'fail') =>
    sampleReport(
      allCases.map(({ id, runs }) =>
        sampleCase(id, {
          verdict,
          runs: runs.map((_, n) =>
            sampleRun(`${id}#${n + 1}`, { verdict, exchanges: [{ honest, sent, answer }] }),
          ),
        }),
      ),
    );

  test.each(['pass', 'fail'] as const)(
    'is below 1.5 MB when every message and page is large: %s',
    (verdict) => {
      const html = toHtml(large(verdict));
      expect(Buffer.byteLength(html)).toBeLessThan(1_500_000);
      expect(html).toContain('The message is left out.');
      expect(html).toMatch(/\d+ messages of cases are left out/);
    },
  );

  test('findings keep their messages before other cases do', () => {
    const report = large('pass');
    const last = sampleCase('md-last', {
      verdict: 'fail',
      runs: [sampleRun('md-last', { verdict: 'fail', exchanges: [{ honest, sent, answer }] })],
    });
    const html = toHtml({ ...report, cases: { ...report.cases, 'md-last': last } });
    const found = /id="md-last"[\s\S]*?<\/section>/.exec(html)?.[0];
    expect(found).toContain('<pre class="difference">');
    expect(found).toContain('The complete message');
  });
});
