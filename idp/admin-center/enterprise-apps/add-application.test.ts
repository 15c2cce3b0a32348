import { describe, expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';
import { ADDING_TAKES } from './add-application.tsx';

const lab = administeredContosoForEachTest();
const audit = async () => textOf(await lab.admin.get('/admin/audit'));

describe('a new application', () => {
  test('comes from the gallery: searched, created, added by the clock', async () => {
    const search = await lab.admin.get('/admin/apps/new?search=peak');
    expect(textOf(search)).toContain('Peakon');
    expect(textOf(search)).not.toContain('Salesforce');
    const created = await sendForm(lab.admin, '/admin/apps/new/peakon', {
      displayName: 'Peakon 2',
    });
    const overview = String(created.headers.location);
    const adding = await lab.admin.get(overview);
    expect(textOf(adding)).toContain('Peakon 2 is being added');
    expect(adding.headers.refresh).toBe('1');
    lab.advance(ADDING_TAKES + 1);
    const ready = await lab.admin.get(overview);
    expect(textOf(ready)).toContain('Getting Started');
    expect(ready.headers.refresh).toBeUndefined();
    expect(await audit()).toContain('Add service principal');
  });

  test('of one’s own needs a name, and starts with assignment required', async () => {
    const refused = await sendForm(lab.admin, '/admin/apps/new/own', { displayName: '  ' });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('Enter a name for the application.');
    const long = await sendForm(lab.admin, '/admin/apps/new/own', { displayName: 'x'.repeat(121) });
    expect(long.status).toBe(422);
    expect(textOf(long)).toContain('A name has at most 120 characters.');
    expect(long.body).toContain(`value="${'x'.repeat(121)}"`);
    const created = await sendForm(lab.admin, '/admin/apps/new/own', { displayName: 'Mine' });
    const page = await lab.admin.get(`${created.headers.location}/properties`);
    expect(page.body).toMatch(
      /id="appRoleAssignmentRequired-yes"[^>]*checked|checked[^>]*id="appRoleAssignmentRequired-yes"/,
    );
  });

  test('that the gallery does not have is not found', async () => {
    expect((await lab.admin.get('/admin/apps/new/peakon')).status).toBe(200);
    expect((await lab.admin.get('/admin/apps/new/nothing')).status).toBe(404);
    expect(textOf(await lab.admin.get('/admin/apps/new?search=nothing'))).toContain(
      'nothing named',
    );
  });
});
