import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdpContext } from '../context.ts';
import { administrationBrowser } from '../testing/administration.ts';
import { Browser } from '../testing/browser.ts';
import { type Contoso, contoso } from '../testing/contoso.ts';
import { adminCenterApp } from './routes.ts';

let lab: Contoso;
let admin: Browser;
beforeAll(async () => {
  lab = await contoso();
  admin = await administrationBrowser(lab);
  await admin.get('/admin/apps/new');
});
afterAll(() => lab.idp.close());

/** Every address of the admin center that accepts a form, from the router. */
async function formAddresses(): Promise<string[]> {
  // Its routes read no data before they are used.
  const center = await adminCenterApp({ clock: lab.now } as IdpContext, undefined);
  const lines = center.printRoutes({ commonPrefix: false, includeHooks: false }).split('\n');
  const path: string[] = [];
  const found: string[] = [];
  for (const line of lines) {
    const match = /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (!match) continue;
    const [, indent = '', segment = '', methods = ''] = match;
    path.length = indent.length / 4;
    path.push(segment);
    if (methods.includes('POST')) found.push(path.join(''));
  }
  return found.filter((address) => address.startsWith('/admin'));
}

describe('every form of the admin center', () => {
  test('is refused without the token, and with the token of another browser', async () => {
    const addresses = await formAddresses();
    expect(addresses.length).toBeGreaterThan(25);
    const stranger = await administrationBrowser(lab);
    const foreign = (await stranger.get('/admin/apps/new/own')).form.fields._csrf ?? '';
    expect(foreign).not.toBe('');
    for (const address of addresses) {
      const url = address.replace(':id', lab.servicePrincipalId).replace(/:\w+/g, 'x');
      for (const fields of [{}, { _csrf: foreign }]) {
        const answers = [await admin.post(url, fields), await sendMultipart(url, fields)];
        // The route reads one of the two encodings; neither may pass the token check.
        for (const { status } of answers) expect([403, 415], address).toContain(status);
        expect(
          answers.map(({ status }) => status),
          address,
        ).toContain(403);
      }
    }
  });

  test('is accepted with the token', async () => {
    const own = (await admin.get('/admin/apps/new/own')).form.fields._csrf ?? '';
    const sent = await admin.post('/admin/apps/new/own', { _csrf: own, displayName: 'Mine' });
    expect(sent.status).toBe(303);
  });

  test('starts a sign-in when no user is signed in', async () => {
    const page = await new Browser(lab.idp.app).post('/admin/apps/new/own', { displayName: 'X' });
    expect(page.body).toContain('id="i0116"');
  });
});

async function sendMultipart(url: string, fields: Record<string, string>) {
  const boundary = 'limit';
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await lab.idp.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${parts.join('')}--${boundary}--\r\n`,
  });
  return { status: answer.statusCode };
}
