import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';

const lab = administeredContosoForEachTest();

test('10,000 applications: pages and search', async () => {
  const { directory } = lab.idp;
  for (let i = 0; i < 10_000; i++)
    await directory.addApplication({ tenantId, displayName: `Application ${i}` });
  for (const [url, expected] of [
    ['/admin/apps', '1 to 50 of 10001'],
    ['/admin/apps?page=200', '9951 to 10000 of 10001'],
    ['/admin/apps?search=tion 77', '1 to 50 of 111'],
    ['/admin/apps?search=100%25', 'No application matches "100%"'],
  ] as const) {
    const page = await lab.admin.get(url);
    expect(textOf(page).replaceAll(',', ''), url).toContain(expected);
  }
}, 120_000);
