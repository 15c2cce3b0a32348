import { expect, test } from 'vitest';
import { HttpClient } from '../../web/testing/http-client.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
const chip = /<a class="clock-chip" href="([^"]*)">([^<]*)<\/a>/;

test('every page of every site says what time it is in the lab, while that is not the real time', async () => {
  const lab = await labs.start({ memory: true, clock: 'frozen:2026-12-24T08:00:00Z' });
  const { lab: home, idp, sp, tenantId, appId } = lab.start;
  const launch = `${idp}/api/signin/${appId}?tenantId=${tenantId}`;
  const pages = [
    ...[`${home}/`, `${home}/exchanges`, `${home}/explain`, `${home}/lint`, `${home}/spoil`],
    ...[`${home}/nothing`, `${idp}/`, launch, `${idp}/my-apps`, `${idp}/admin`],
    ...[`${idp}/nowhere.example/saml2`, `${idp}/nothing`, `${sp}/`, `${sp}/login`],
    ...[`${sp}/admin`, `${sp}/nothing`],
  ];
  const chips = async () =>
    Promise.all(
      pages.map(async (page) => {
        const html = await (await fetch(page)).text();
        expect(html, page).toContain('class="mock-label"');
        const [, href = '', words] = chip.exec(html) ?? [];
        expect(['', `${home}/#clock`, '/#clock']).toContain(href);
        return words;
      }),
    );
  const all = (words: string | undefined) => pages.map(() => words);
  expect(await chips()).toEqual(all('Clock: 2026-12-24 08:00 UTC, frozen'));
  lab.clock.set('2026-12-25T09:30:00Z');
  expect(await chips()).toEqual(all('Clock: 2026-12-25 09:30 UTC'));
  lab.clock.useRealTime();
  expect(await chips()).toEqual(all(undefined));
});

test('the page that carries a message says so without scripts', async () => {
  const lab = await labs.start({ memory: true, clock: 'frozen:2026-12-24T08:00:00Z' });
  const client = new HttpClient();
  const { idp, tenantId, appId, users } = lab.start;
  const [user] = users;
  await client.open(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
  await client.submit({ loginfmt: user?.userPrincipalName ?? '' });
  await client.submit({ passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  expect(client.html).toContain('name="SAMLResponse"');
  expect(client.html).toContain('<p class="clock-chip">Clock: 2026-12-24 08:00 UTC, frozen</p>');
});

test('the card of the lab home sets, freezes and advances the clock, and goes back to real time', async () => {
  const lab = await labs.start({ memory: true });
  const { clock } = lab;
  const client = new HttpClient();
  await client.open(lab.start.lab);
  const token = /name="_csrf" value="([^"]*)"/.exec(client.html)?.[1] ?? '';
  const post = async (fields: Record<string, string>) => {
    await client.post(`${lab.start.lab}/clock`, { _csrf: token, ...fields });
    return `${clock.now().toISOString().slice(0, 16)} ${clock.mode}`;
  };
  expect(await post({ act: 'freezeAt', at: '2026-12-24T08:00' })).toBe('2026-12-24T08:00 frozen');
  expect(client.html).toContain('<strong id="clockNow">2026-12-24 08:00:00 UTC</strong>');
  for (const [milliseconds, expected] of [
    ['60000', '2026-12-24T08:01 frozen'],
    ['3600000', '2026-12-24T09:01 frozen'],
    ['86400000', '2026-12-25T09:01 frozen'],
    ['5184000000', '2027-02-23T09:01 frozen'],
  ] as const) {
    expect(client.html).toContain(`name="advance" value="${milliseconds}"`);
    expect(await post({ advance: milliseconds })).toBe(expected);
  }
  expect(await post({ act: 'set', at: '2030-01-02T03:04:05' })).toBe('2030-01-02T03:04 offset');
  expect(await post({ act: 'freeze' })).toBe('2030-01-02T03:04 frozen');

  for (const [fields, problem] of [
    [{ act: 'set', at: '' }, 'Enter a date and a time, in UTC'],
    [{ act: 'set', at: 'tomorrow' }, 'is no instant.'],
    [{ act: 'set', at: '9999-01-01T00:00' }, 'from 1970-01-02 to the end of 8999'],
    [{ advance: 'much' }, 'a whole number of milliseconds'],
    [{ act: 'explode' }, 'Choose one of the buttons.'],
    [{ _csrf: 'other', act: 'real' }, 'form'],
  ] as const) {
    expect(await post(fields)).toBe('2030-01-02T03:04 frozen');
    expect(client.html).toContain(problem);
  }
  await post({ act: 'real' });
  expect(clock.mode).toBe('real');
});
