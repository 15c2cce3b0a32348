import { expect, test } from 'vitest';
import { plainMarkdown } from './plain-markdown.ts';

test('escapes what would become markup, and nothing else', () => {
  expect(plainMarkdown('<b> *a* _b_ `c` [d](e) # |~ &lt; \\')).toBe(
    '\\<b\\> \\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\# \\|\\~ \\&lt; \\\\',
  );
  expect(plainMarkdown('SAML Core 2.5.1.4 (E46); "ds:Object"')).toBe(
    'SAML Core 2.5.1.4 (E46); "ds:Object"',
  );
});
