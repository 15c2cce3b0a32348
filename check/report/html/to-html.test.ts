import { createHash } from 'node:crypto';
import { parse } from 'parse5';
import { expect, test } from 'vitest';
import { everyVerdict, sampleReport } from '../../testing/sample-report.ts';
import { toHtml } from './to-html.tsx';

test('starts with the result and the next steps', () => {
  const html = toHtml(everyVerdict());
  const verdict = html.indexOf('needs work: 4 findings in 8 cases');
  expect(verdict).toBeGreaterThan(0);
  expect(html.indexOf('Fix sig-tampered (critical)')).toBeGreaterThan(verdict);
  expect(toHtml(sampleReport([]))).toContain('passed all 0 cases');
});

test('is one file that fetches nothing and runs only its own script', () => {
  const html = toHtml(everyVerdict());
  expect(html).not.toMatch(/<(?:link|img|iframe|script src)/);
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  expect(html).toContain(`script-src &#39;sha256-${hash}`.replaceAll('&#39;', "'"));
});

test('escapes text from a service provider', () => {
  const html = toHtml(everyVerdict());
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;script>alert');
  expect(
    JSON.stringify(parse(html), (key, value) => (key === 'parentNode' ? undefined : value)),
  ).toContain('<script>alert');
});

test('shows each verdict as a symbol and a word, and marks the difference', () => {
  const html = toHtml(everyVerdict());
  for (const word of [
    '✓ Passed',
    '☠ Wrong user signed in',
    '! Error',
    '? Inconclusive',
    '≈ Harmless',
    '§ Noted',
    '– Skipped',
    'k Known failure',
    '↻ Stale baseline',
  ])
    expect(html).toContain(word);
  expect(html).toMatch(/<tr class="changed">.*<mark>nest<\/mark>.*<mark>stile<\/mark>/);
  expect(html).toContain('equal lines');
});
