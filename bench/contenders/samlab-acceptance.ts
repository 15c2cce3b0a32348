import { loadSp } from '../compiled.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Contender } from '../race.ts';
import { issuer, type KeyMaterial, user } from '../subject.ts';
import type { ResponsePool } from './response-pool.ts';

const companyId = 'contoso';

/**
 * Our service provider with its database in a file, as in the lab: the form, schema, signature, every check, replay, employee
 * and a new session, through its HTTP routes without a socket.
 */
export async function samlabAcceptance(
  key: KeyMaterial,
  pool: ResponsePool,
  file: string,
): Promise<{ contender: Contender; close: () => Promise<void> }> {
  const { buildSp } = await loadSp();
  const { app, administration, close } = await buildSp({
    file,
    publicUrl: () => 'https://sp.example.test',
    clock: () => new Date(),
  });
  await administration.createCompany({ id: companyId, name: 'Contoso' });
  await administration.addEmployee({
    companyId,
    firstName: user.givenName,
    lastName: user.surname,
    email: user.mail,
  });
  await administration.enableSingleSignOn(companyId, {
    ssoLoginUrl: 'https://idp.example.test/saml2',
    idpEntityId: issuer,
    certificates: [key.certificate.der],
  });
  const once = async () => {
    const answer = await app.inject({
      method: 'POST',
      url: `/saml/${companyId}/assert`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: `SAMLResponse=${encodeURIComponent(pool.take())}`,
    });
    if (answer.statusCode !== 303 || !answer.headers['set-cookie'])
      throw new Error(`Our service provider refused: ${answer.body}`);
  };
  return { contender: { ...oneAtATime('samlab', once), prepare: () => pool.fill() }, close };
}
