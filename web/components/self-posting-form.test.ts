import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfPostingPage, selfPostingPolicy } from './self-posting-form.tsx';

const action = 'https://sp.example/acs?a=1&b=2';

test("is Entra's self-posting page (entra-saml.md 2.1)", () => {
  const html = selfPostingPage({
    action,
    fields: { SAMLResponse: 'PHNhbWw+Cg==', RelayState: undefined },
  });
  expect(html).toMatch(/^<html><head><title>Working\.\.\.<\/title>/);
  expect(html).toContain(
    '<form method="POST" name="hiddenform" action="https://sp.example/acs?a=1&amp;b=2"><input type="hidden" name="SAMLResponse" value="PHNhbWw+Cg=="><noscript>',
  );
  expect(html).toMatch(/<noscript>.*<input type="submit".*<\/noscript><\/form>/);
  expect(html).not.toContain('RelayState');
});

test('its policy allows only its own script', () => {
  const scripts = [...selfPostingPage({ action, fields: {} }).matchAll(/<script>(.*?)<\/script>/g)];
  expect(scripts).toHaveLength(1);
  const hash = createHash('sha256')
    .update(scripts[0]?.[1] ?? '')
    .digest('base64');
  expect(selfPostingPolicy()).toContain(`script-src 'sha256-${hash}';`);
  expect(selfPostingPolicy()).not.toContain('unsafe');
});

test('hostile names and values stay text', () => {
  const hostile = `"'><script>alert(1)</script>&`;
  const html = selfPostingPage({
    action: 'https://sp.example/"><script>',
    fields: { [hostile]: hostile },
    formName: hostile,
  });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('value="&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"');
});

test.each([
  'javascript:alert(1)',
  ' JaVa\nscript:alert(1)',
  'data:text/html,x',
  '/relative',
  '//other.example',
  '',
  'file:///etc',
])('refuses to post to %j', (target) => {
  expect(() => selfPostingPage({ action: target, fields: {} })).toThrow(
    expect.objectContaining({
      name: 'TypeError',
      message: expect.stringContaining('absolute http or https URL'),
    }),
  );
});
