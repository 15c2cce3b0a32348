import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authnRequestPaths } from '../authn-requests.ts';
import { rawSignature } from '../contenders/raw-signature.ts';
import { samlpSettings } from '../contenders/samlp-settings.ts';
import { seedIdentityProvider } from '../identity-provider.ts';
import { startLoad } from '../load/load-process.ts';
import { type Contender, race } from '../race.ts';
import { type Row, rowOf } from '../row.ts';
import { startServer } from '../server-process.ts';
import { signIn } from '../sign-in.ts';
import { type KeyMaterial, tenantId } from '../subject.ts';

const CONNECTIONS = 8;
const REQUESTS = 500;

/** `GET /{tenant}/saml2` with a live session, answered with the self-posting page, over HTTP from another process. */
export async function httpSignIn(key: KeyMaterial, folder: string): Promise<Row> {
  const database = join(folder, 'http.db');
  const settings = join(folder, 'samlp.json');
  const { launchPath } = await seedIdentityProvider(database);
  writeFileSync(settings, JSON.stringify(samlpSettings(key)), { mode: 0o600 });

  const load = startLoad();
  const idp = await startServer('idp.js', database);
  const samlp = await startServer('samlp.js', settings);
  try {
    const cookies = await signIn(`http://127.0.0.1:${idp.port}${launchPath}`);
    const under = (name: string, port: number, paths: string[], cookies: string): Contender => ({
      name,
      rate: (duration) => load.run({ port, paths, cookies, connections: CONNECTIONS, duration }),
    });
    const contenders = [
      under('samlab', idp.port, await authnRequestPaths(`/${tenantId}/saml2`, REQUESTS), cookies),
      rawSignature(key.privateKey),
      under('auth0 samlp on express', samlp.port, await authnRequestPaths('/samlp', REQUESTS), ''),
    ];
    const rates = await race(contenders, { rounds: 7, turn: 1000, warmUp: 2000 });
    return rowOf('HTTP sign-in, live session', rates, {
      'raw RSA-2048': 0.45,
      'auth0 samlp on express': 4.5,
    });
  } finally {
    load.stop();
    await Promise.all([idp.stop(), samlp.stop()]);
  }
}
