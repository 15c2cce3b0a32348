/** Service providers of node-saml that handle a rollover in different ways: the verdict of each step must be the right one. */
import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../lab/index.ts';
import { type DrillReport, drillExitCode, drillSummary } from './report.ts';
import { DrilledSite, publishedAt } from './testing/drilled-site.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  return () => lab.close();
});

const verdicts = ({ steps }: DrillReport) =>
  Object.fromEntries(steps.map(({ step, verdict }) => [step, verdict]));
const found = ({ steps }: DrillReport, wanted: string) =>
  steps.find(({ step }) => step === wanted)?.found.join(' ') ?? '';

/** Everything works, whatever the application does. */
const survives = {
  baseline: 'survives',
  publish: 'survives',
  switch: 'survives',
  retire: 'survives',
  expire: 'survives',
};

describe('a pinned certificate', () => {
  test('fails at the switch, and for good once the first certificate is deleted', async () => {
    await using site = await DrilledSite.start(lab);
    const report = await site.drill({ wait: 300 });
    expect(verdicts(report)).toEqual({
      ...survives,
      switch: 'needs-upload',
      retire: 'fails',
      expire: 'not-tried',
    });
    expect(found(report, 'publish')).toContain('Nobody read the metadata again within 0.3 s.');
    expect(found(report, 'switch')).toContain('the certificate is the cause');
    expect(found(report, 'retire')).toContain('nothing can be switched back');
    expect(drillExitCode(report)).toBe(1);
    expect(drillSummary(report)).toBe(
      'A rollover needs a manual upload at step 3, "Make the second certificate active"; without one, sign-in fails for good from step 4, "Retire the first certificate (delete it)".',
    );
  });

  test('that is replaced by hand works from then on; node-saml looks at no dates', async () => {
    await using site = await DrilledSite.start(lab);
    const report = await site.drill({
      upload: async ({ certificate }) => {
        site.trusts = async () => [certificate];
        return 'Uploaded.';
      },
    });
    expect(verdicts(report)).toEqual({ ...survives, switch: 'needs-upload' });
    expect(found(report, 'switch')).toContain('Uploaded. After the upload: It signs the user in.');
    expect(drillExitCode(report)).toBe(1);
  });

  test('with an upload that does not help', async () => {
    await using site = await DrilledSite.start(lab);
    const report = await site.drill({ upload: async () => 'Uploaded to another place.' });
    expect(verdicts(report)).toMatchObject({ switch: 'fails', expire: 'not-tried' });
  });
});

test('two pinned certificates survive, and the drill says that it saw no read', async () => {
  await using site = await DrilledSite.start(lab);
  await lab.directory.addTokenSigningCertificate(site.application);
  const both = await publishedAt(site.metadataUrl);
  site.trusts = async () => both;
  const report = await site.drill();
  expect(verdicts(report)).toEqual(survives);
  expect(found(report, 'publish')).toContain('was there already');
  expect(found(report, 'switch')).toContain('It had the certificate before');
  expect(drillExitCode(report)).toBe(0);
  expect(drillSummary(report)).toBe('Sign-in survives the whole rollover.');
});

describe('metadata that is read again', () => {
  test('at each sign-in: survives through metadata', async () => {
    await using site = await DrilledSite.start(lab);
    site.trusts = () => publishedAt(site.metadataUrl);
    const report = await site.drill();
    expect(verdicts(report)).toEqual({ ...survives, switch: 'survives-through-metadata' });
    expect(found(report, 'publish')).toContain('The metadata was read again at');
    expect(found(report, 'retire')).toContain('read the metadata without the first certificate');
    expect(drillExitCode(report)).toBe(0);
  });

  test('only after a refusal: survives through metadata, after a time without sign-in', async () => {
    await using site = await DrilledSite.start(lab);
    let known = await publishedAt(site.metadataUrl);
    let used = 0;
    site.trusts = async () => {
      const before = known;
      used += 1;
      if (used > 2) known = await publishedAt(site.metadataUrl);
      return before;
    };
    const report = await site.drill({ wait: 6_000 });
    expect(verdicts(report)).toMatchObject({ switch: 'survives-through-metadata' });
  });

  test('of which only the last certificate counts: fails as soon as there are two', async () => {
    await using site = await DrilledSite.start(lab);
    site.trusts = async () => (await publishedAt(site.metadataUrl)).slice(-1);
    const report = await site.drill();
    expect(verdicts(report)).toEqual({
      ...survives,
      publish: 'fails',
      switch: 'survives-through-metadata',
    });
    expect(drillSummary(report)).toContain('Sign-in fails from step 2');
  });

  test('of which only the first certificate counts: fails from the switch to the deletion', async () => {
    await using site = await DrilledSite.start(lab);
    site.trusts = async () => (await publishedAt(site.metadataUrl)).slice(0, 1);
    const report = await site.drill();
    expect(verdicts(report)).toEqual({ ...survives, switch: 'fails' });
  });
});

test('a certificate that has expired is refused where dates are checked', async () => {
  await using site = await DrilledSite.start(lab);
  site.trusts = async () => {
    const all = await publishedAt(site.metadataUrl);
    const valid = (key: string) =>
      new X509Certificate(Buffer.from(key, 'base64')).validToDate > lab.clock.now();
    return all.filter(valid);
  };
  const before = lab.clock.now().getTime();
  const report = await site.drill();
  expect(verdicts(report)).toMatchObject({ retire: 'survives', expire: 'fails' });
  expect(lab.clock.now().getTime() - before).toBeLessThan(3_600_000); // put back
});

test('the clock of the service provider is its own: the certificate of the drill expires in time', async () => {
  await using site = await DrilledSite.start(lab);
  lab.clock.useRealTime();
  site.trusts = () => publishedAt(site.metadataUrl);
  const report = await site.drill({ followsLabClock: false, lifetime: 15_000 });
  expect(verdicts(report)).toEqual({ ...survives, switch: 'survives-through-metadata' });
  expect(found(report, 'expire')).toContain('Entra goes on signing with it');
});

test('one that takes any signature is found out: it cannot know the certificate', async () => {
  await using site = await DrilledSite.start(lab, { misbehaviour: 'trusts-anyone' });
  const report = await site.drill();
  expect(verdicts(report)).toMatchObject({ switch: 'accepts-any' });
  expect(drillExitCode(report)).toBe(1);
});

describe('what cannot be drilled', () => {
  test('no sign-in to begin with', async () => {
    await using site = await DrilledSite.start(lab);
    site.trusts = async () => [];
    const drilled = site.drill();
    await expect(drilled).rejects.toThrow('Before any change, sign-in fails already.');
  });

  test('a whoami URL that names a user without a cookie', async () => {
    await using site = await DrilledSite.start(lab, { misbehaviour: 'whoami-knows-everyone' });
    await expect(site.drill()).rejects.toThrow('although no cookie was sent');
  });

  test('an application with three certificates', async () => {
    await using site = await DrilledSite.start(lab);
    await lab.directory.addTokenSigningCertificate(site.application);
    await lab.directory.addTokenSigningCertificate(site.application);
    await expect(site.drill()).rejects.toThrow('has 3 certificates');
  });
});
