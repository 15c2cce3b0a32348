import { expect, test } from 'vitest';
import { RunningLabs } from '../testing/running-labs.ts';
import { contoso } from './testing/full-settings.ts';

const labs = RunningLabs.forEachTest();

test('certificates with dates are made once, in order, and the first one signs', async () => {
  const year = new Date().getUTCFullYear();
  const dates = [`${year + 1}-06-30`, `${year + 2}-01-31T12:00:00Z`];
  const app = {
    displayName: 'Dated',
    identifierUris: ['urn:dated'],
    replyUrls: ['http://localhost:8080/dated'],
    certificates: dates.map((endDateTime) => ({ endDateTime })),
    notificationEmailAddresses: ['ops@contoso.com'],
  };
  const settings = contoso({ applications: [app] });
  const lab = await labs.start({ memory: true, settings });
  const details = await lab.directory.findApplication(lab.start.tenantId, { displayName: 'Dated' });
  expect(details?.notificationEmailAddresses).toEqual(['ops@contoso.com']);
  const certificates = () => lab.directory.signingCertificates(details?.servicePrincipal.id ?? '');
  const made = await certificates();
  expect(made.map(({ status, endDateTime }) => [status, endDateTime])).toEqual([
    ['Active', `${year + 1}-06-30T23:59:59.000Z`],
    ['Inactive', `${year + 2}-01-31T12:00:00.000Z`],
  ]);
  await lab.applySettings({ settings });
  expect(await certificates()).toEqual(made);
  const turned = { ...app, certificates: app.certificates.toReversed() };
  await lab.applySettings({ settings: contoso({ applications: [turned] }) });
  expect((await certificates()).map(({ thumbprint }) => thumbprint)).toEqual(
    made.map(({ thumbprint }) => thumbprint).toReversed(),
  );
});

test('the mails of an application go to the administrator unless the settings say to whom', async () => {
  const app = {
    displayName: 'Dated',
    identifierUris: ['urn:dated'],
    replyUrls: ['http://localhost:8080/dated'],
    certificates: [{ endDateTime: `${new Date().getUTCFullYear() + 1}-06-30` }],
  };
  const lab = await labs.start({ memory: true, settings: contoso({ applications: [app] }) });
  const details = async () => {
    const { tenantId } = lab.start;
    const found = await lab.directory.findApplication(tenantId, { displayName: 'Dated' });
    if (!found) throw new TypeError('It is gone.');
    return found;
  };
  expect((await details()).notificationEmailAddresses).toEqual(['admin@contoso.com']);
  const { id } = (await details()).servicePrincipal;
  await lab.directory.setNotificationEmails(id, { notificationEmailAddresses: [] });
  await lab.applySettings({ settings: contoso({ applications: [app] }) });
  expect((await details()).notificationEmailAddresses).toEqual([]);
});

test.each([
  ['a date that is past', { endDateTime: '2020-01-01' }, 'no later than'],
  ['a date too far ahead', { endDateTime: '2999-01-01' }, 'three years ahead'],
  ['no date', { endDateTime: 'soon' }, 'Expiration date must be after today'],
  ['a date and a file', { endDateTime: '2028-01-01', pfx: 'a.pfx' }, 'has its own date'],
])('a certificate with %s is refused', async (_, certificate, words) => {
  const app = {
    displayName: 'Dated',
    identifierUris: ['urn:dated'],
    replyUrls: ['http://localhost:8080/dated'],
    certificates: [certificate],
  };
  const refused = labs.start({ memory: true, settings: contoso({ applications: [app] }) });
  await expect(refused).rejects.toThrow(words);
});

test('notification addresses and the SMTP server follow the rules of the page', async () => {
  const app = {
    displayName: 'Dated',
    identifierUris: ['urn:dated'],
    replyUrls: ['http://localhost:8080/dated'],
    notificationEmailAddresses: ['ops@contoso.com', 'nobody'],
  };
  const settings = { ...contoso({ applications: [app] }), smtp: { url: 'http://mail' } };
  const refused = labs.start({ memory: true, settings });
  await expect(refused).rejects.toThrow(
    /smtp.url: must be the URL of an SMTP server|"nobody" is not an e-mail address/,
  );
});
