import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { CheckList } from './check-list.tsx';

test('each check has its state in words and as data attributes', () => {
  const html = renderToString(
    <CheckList
      items={[
        { name: 'issuer', title: 'Issuer', passed: true },
        { name: 'audience', title: 'Audience', passed: false, expected: 'a<b', found: '' },
        { name: 'replay', title: 'Replay', passed: undefined },
      ]}
    />,
  );
  const items = html.split('<li').slice(1);
  expect(items[0]).toMatch(/data-check="issuer" data-passed="true".*Passed/);
  expect(items[1]).toMatch(/data-check="audience" data-passed="false".*Failed.*Expected.*a&lt;b/);
  expect(items[1]).toContain('>(nothing)<');
  expect(items[2]).toContain('Not reached');
  expect(items[2]).not.toContain('data-passed');
});
