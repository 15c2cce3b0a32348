/** The rollover drill against a service provider that is not ours: Debian's Shibboleth, with metadata that it reads again, and with a file. */

import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  Connections,
  DrillIdentityProvider,
  foreignServiceProvider,
  httpBrowsers,
  readSuccessRule,
  runDrill,
} from '../../check/index.ts';
import { startLab } from '../../lab/index.ts';
import { freePort } from '../../web/testing/free-port.ts';
import { hasShibboleth, Shibboleth } from './testing/shibboleth.ts';

const user = 'B.Simon@contoso.com';

/** Rehearses the rollover at a Shibboleth. @param providerOf XML of its MetadataProvider */
async function drilled(
  providerOf: (metadataUrl: string, folder: string) => Promise<string>,
  wait: number,
) {
  const folder = await mkdtemp(join(tmpdir(), 'samlab-rollover-'));
  const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  const { signal } = new AbortController();
  const connections = new Connections({ signal });
  const clock = () => new Date();
  try {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const tenant = await lab.findTenant('contoso.com');
    const added = await tenant?.addApplication({
      displayName: 'Shibboleth',
      identifierUris: [`${url}/shibboleth`],
      replyUrls: [`${url}/Shibboleth.sso/SAML2/POST`],
    });
    if (!tenant || !added) throw new TypeError('The lab has no tenant.');
    await tenant.assign(user, added);
    const trust = {
      issuer: `https://sts.windows.net/${tenant.id}/`,
      metadataProvider: await providerOf(added.metadataUrl, folder),
    };
    await using shibboleth = await Shibboleth.start(port, trust);
    const { metadata, login: loginUrl, whoami: whoamiUrl } = shibboleth;
    const sp = await foreignServiceProvider(
      {
        ...{ metadata, loginUrl, whoamiUrl, nameId: user, clock },
        success: readSuccessRule(undefined),
        browsers: httpBrowsers(connections),
      },
      connections,
    );
    const idp = await DrillIdentityProvider.find(
      { lab: lab.start.lab, signal },
      { user, application: sp.name },
    );
    const report = await runDrill({
      ...{ sp, idp, clock, signal, wait },
      lifetime: 40_000,
      lab: lab.start.lab,
      version: '0',
    });
    return report.steps.map(({ verdict }) => verdict);
  } finally {
    connections.close();
    await lab.close();
    await rm(folder, { recursive: true });
  }
}

test.skipIf(!hasShibboleth())(
  'Shibboleth that reads metadata again survives through it',
  async () => {
    const verdicts = await drilled(async (metadataUrl, folder) => {
      const from = `url="${metadataUrl.replaceAll('&', '&amp;')}" backingFilePath="${folder}/idp.xml"`;
      return `<MetadataProvider type="XML" ${from} minRefreshDelay="1" maxRefreshDelay="3"/>`;
    }, 15_000);
    expect(verdicts).toEqual([
      ...['survives', 'survives', 'survives-through-metadata', 'survives', 'survives'],
    ]);
  },
);

test.skipIf(!hasShibboleth())('Shibboleth with a file of metadata needs an upload', async () => {
  const verdicts = await drilled(async (metadataUrl, folder) => {
    const file = join(folder, 'idp.xml');
    writeFileSync(file, await (await fetch(metadataUrl)).text());
    return `<MetadataProvider type="XML" path="${file}"/>`;
  }, 1_000);
  expect(verdicts).toEqual(['survives', 'survives', 'needs-upload', 'fails', 'not-tried']);
});
