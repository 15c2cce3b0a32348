import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { CodeBlock } from './code-block.tsx';
import { CopyValue } from './copy.tsx';
import { Facts } from './surfaces.tsx';

test('a copy button is hidden until the script shows it, names what it copies, and submits nothing', () => {
  const html = renderToString(<CopyValue value={'a"b'} label="Login URL" />);
  expect(html).toContain('<code>a&quot;b</code>');
  expect(html).toMatch(
    /<button type="button"(?=[^>]* hidden)(?=[^>]* data-copy="a&quot;b")(?=[^>]* aria-label="Copy Login URL")/,
  );
});

test('facts have a copy button only where requested', () => {
  const html = renderToString(
    <Facts
      items={[
        { term: 'Id', value: 'x1', copy: true },
        { term: 'Name', value: 'x2' },
      ]}
    />,
  );
  expect(html.match(/data-copy="([^"]*)"/g)).toEqual(['data-copy="x1"']);
});

test('XML is shown as text with its white space', () => {
  const html = renderToString(<CodeBlock label="Message" code={'<a>\n  <b/>\n</a>'} />);
  expect(html).toContain('<code>&lt;a>\n  &lt;b/>\n&lt;/a></code>');
});
