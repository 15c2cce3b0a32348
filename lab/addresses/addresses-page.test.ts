import { expect, test } from 'vitest';
import { readHtmlPage } from '../../web/markup/html-page.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

async function page(addresses?: object): Promise<string> {
  const { start } = await labs.start({ memory: true, ...(addresses && { addresses }) });
  const answer = await fetch(`${start.lab}/addresses`);
  return readHtmlPage(await answer.text(), start.lab).text;
}

test('the page says which address to use from where, and what is missing for it', async () => {
  const alone = await page();
  expect(alone).toContain('Nowhere yet: start samlab with --host 0.0.0.0 --expose');
  expect(alone).toContain('Nowhere yet: give the sites public URLs');
  const exposed = await page({ host: '0.0.0.0', expose: true, aliases: ['idp=samlab'] });
  expect(exposed).toMatch(/in a container *http:\/\/samlab:\d+/);
  expect(exposed).toContain('Everyone who can reach 0.0.0.0 can read the passwords');
  expect(exposed).not.toContain('this token');
});
