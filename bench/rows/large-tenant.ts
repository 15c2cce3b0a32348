import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { authnRequestPaths } from '../authn-requests.ts';
import { growTenant, largest } from '../grow-tenant.ts';
import { seedIdentityProvider } from '../identity-provider.ts';
import { startLoad } from '../load/load-process.ts';
import { race } from '../race.ts';
import { type Row, rowOf } from '../row.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import { signIn } from '../sign-in.ts';
import { tenantId } from '../subject.ts';

const CONNECTIONS = 8;
const ALONE = 'one user, one application';

/** The HTTP sign-in of a user of 500 groups, to an application with 20,000 assignments, in a tenant with many users, compared with a tenant with a single user. */
export async function largeTenant(folder: string): Promise<Row> {
  const small = join(folder, 'small.db');
  const large = join(folder, 'large.db');
  const { launchPath } = await seedIdentityProvider(small);
  copyFileSync(small, large);
  growTenant(large, largest);

  const load = startLoad();
  const servers = [await startServer('idp.js', large), await startServer('idp.js', small)] as const;
  try {
    const paths = await authnRequestPaths(`/${tenantId}/saml2`, 500);
    const contender = async (name: string, { port }: ServerProcess) => {
      const cookies = await signIn(`http://127.0.0.1:${port}${launchPath}`);
      const rate = (duration: number) =>
        load.run({ port, paths, cookies, connections: CONNECTIONS, duration });
      return { name, rate };
    };
    const contenders = [await contender('samlab', servers[0]), await contender(ALONE, servers[1])];
    const rates = await race(contenders, { rounds: 7, turn: 1000, warmUp: 2000 });
    return rowOf('HTTP sign-in in the largest tenant', rates, { [ALONE]: 1 / 1.1 });
  } finally {
    load.stop();
    await Promise.all(servers.map((server) => server.stop()));
  }
}
