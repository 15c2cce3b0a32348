import { loadAcceptance, type SpTables } from '../compiled.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Contender } from '../race.ts';
import { issuer, type KeyMaterial, user } from '../subject.ts';
import type { ResponsePool } from './response-pool.ts';

const companyId = 'contoso';
const publicUrl = 'https://sp.example.test';

/** The same acceptance without HTTP, as the peers are called: from the form field to the new session, with the database in a file. */
export async function samlabAcceptanceFunction(
  key: KeyMaterial,
  pool: ResponsePool,
  file: string,
): Promise<{ contender: Contender; close: () => Promise<void> }> {
  const sp = await loadAcceptance();
  const { migrations } = sp;
  const db = await sp.openStore<SpTables>({
    file,
    name: 'sp',
    migrations,
  });
  const clock = () => new Date();
  const administration = sp.administrationOf(db, clock);
  await administration.createCompany({ id: companyId, name: 'Contoso' });
  const person = { firstName: user.givenName, lastName: user.surname, email: user.mail };
  await administration.addEmployee({ companyId, ...person });
  await administration.enableSingleSignOn(companyId, {
    ssoLoginUrl: 'https://idp.example.test/saml2',
    idpEntityId: issuer,
    certificates: [key.certificate.der],
  });
  const findProvider = sp.trustedProviders(db);
  const once = async () => {
    const run = new sp.CheckRun(sp.signIn);
    const provider = await sp.requireProvider(findProvider, companyId, run);
    const now = clock();
    const skewSeconds = provider.clockSkewSeconds;
    await sp.acceptResponse(
      db,
      {
        encoded: pool.take(),
        provider,
        rules: {
          ...sp.serviceAddress(publicUrl, companyId),
          idpEntityId: provider.idpEntityId,
          now,
          skewSeconds,
          shownNow: sp.showNow(now, skewSeconds),
          allowUnsolicited: provider.allowUnsolicited,
          allowExpiredCertificate: provider.allowExpiredCertificate,
          clientAddress: '127.0.0.1',
        },
        browserHash: undefined,
        formerSessionHash: undefined,
        decryptionKeys: async () => [],
        keep: () => {},
      },
      run,
    );
  };
  return {
    contender: { ...oneAtATime('samlab', once), prepare: () => pool.fill() },
    close: () => db.destroy(),
  };
}
