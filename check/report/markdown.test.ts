import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { everyVerdict, sampleCase, sampleReport, sampleRun } from '../testing/sample-report.ts';
import { toMarkdown } from './markdown.ts';

const html = (markdown: string) => marked.parse(markdown, { gfm: true, async: false });
/** Elements that only a service provider could have brought in. */
const foreign = /<(?:a|img|script|b|del|h1|iframe)\b/;

/** What a service provider could answer, or call itself, to change the page of the job. */
const attacks = [
  '[click](https://evil.example/) ![](https://evil.example/x.png)',
  '<script>alert(1)</script><img src=x onerror=alert(1)><b>bold</b>',
  'a | b | c',
  '`` code ` fence ``` ~~~ ~~gone~~',
  'https://evil.example/ www.evil.example someone@evil.example',
  '\n\n# Heading\n\n| a | b |\n|---|---|\n| c | d |\n\n> quote',
  '&lt;script&gt; \\',
  '` <img src=x>',
];

function attacked(attack: string) {
  const run = sampleRun('sig-a', {
    verdict: 'fail',
    reason: `It said ${attack}`,
    title: attack,
    exchanges: [{ answer: { status: 200, url: 'x', locations: [], title: attack, text: attack } }],
  });
  const found = sampleCase('sig-a', { verdict: 'fail', title: attack, runs: [run] });
  const report = sampleReport([found], { partial: attack });
  return { ...report, target: { ...report.target, name: `urn:${attack}` } };
}

describe('the Markdown summary', () => {
  test('has the result, the counts, what to do and the findings by severity', () => {
    const text = toMarkdown(everyVerdict());
    expect(text).toMatch(
      /^## ✗ samlab check\n\n` http:\/\/localhost:3000\/metadata ` needs work: /,
    );
    expect(text).toContain('| failed | 3 |');
    expect(text).toContain('| not played | 1 |');
    expect(text).toMatch(/### Next\n\n1\. Fix sig-tampered/);
    const order = ['#### Critical', '**sig-tampered**', '#### Medium', '**sig-crash**', '#### Low'];
    expect(order.map((part) => text.indexOf(part))).toEqual(
      order.map((part) => text.indexOf(part)).toSorted((a, b) => a - b),
    );
    expect(order.filter((part) => !text.includes(part))).toEqual([]);
    expect(text).toContain(
      '- What happened: Accepted a response that must be refused. It answered with status 200: ',
    );
    expect(text).toContain('- Fix: Verify the signature.');
    expect(text).toContain('**md-stale**');
    expect(text).not.toContain('**md-known**');
    expect(text).toContain('`samlab check --case ID`');
  });

  test('names the cases that fail for the same cause below it', () => {
    const cases = [
      sampleCase('sig-a', { verdict: 'fail' }),
      sampleCase('sig-b', { verdict: 'fail', cause: 'sig-a' }),
    ];
    const text = toMarkdown(sampleReport(cases));
    expect(text).toContain('- The same cause: sig-b');
    expect(text).not.toContain('**sig-b**');
  });

  test('of a passed check says so, without findings', () => {
    const text = toMarkdown(sampleReport([sampleCase('sig-a')]));
    expect(text).toMatch(/^## ✓ samlab check/);
    expect(text).not.toContain('### Findings');
  });

  test('of a check that ended with its valid sign-in says why', () => {
    const reason = 'A valid response opened no session.';
    const text = toMarkdown(sampleReport([], { partial: reason, control: { reason } }));
    expect(text).toContain('The valid sign-in that failed: A valid response opened no session.');
    expect(text).toMatch(/^## ✗/);
  });

  test.each(attacks)('shows %j of a service provider as text', (attack) => {
    const report = attacked(attack);
    const page = html(toMarkdown(report));
    expect(page).not.toMatch(foreign);
    expect(page.match(/<table>/g)).toHaveLength(1);
    expect(page.match(/<h[1-6]>/g)).toHaveLength(4);
    // Nothing is lost either: the answer is there in full.
    const shown = [...page.matchAll(/<code>([\s\S]*?)<\/code>/g)].map(([, code = '']) => code);
    const escaped = attack
      .replace(/\s+/g, ' ')
      .trim()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;');
    expect(shown).toContain(escaped);
  });

  test.each(attacks.slice(0, 2))('control: %j is markup where it is not escaped', (attack) => {
    expect(html(attack)).toMatch(foreign);
  });

  test('has no marks that turn the order of letters around (CVE-2021-42574)', () => {
    const text = toMarkdown(attacked('safe\u202Eevil\u2066more\u200F'));
    expect(text).toContain('safe evil more');
    expect(text).not.toMatch(/\p{Bidi_C}/u);
  });

  test('stays below 100 KB, however much there is to say', () => {
    const long = 'A long answer, '.repeat(10_000);
    const cases = Array.from({ length: 2000 }, (_, n) =>
      sampleCase(`sig-${n}`, { ...attacked(long).cases['sig-a'], id: `sig-${n}`, fix: long }),
    );
    const text = toMarkdown(sampleReport(cases, { partial: long }));
    expect(text).toContain('And 1970 more; the other reports list all of them.');
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
    expect(text).toContain('**sig-29**');
  });
});
