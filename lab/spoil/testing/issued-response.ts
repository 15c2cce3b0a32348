import { makeSigningCertificate, type SigningKey } from '../../../certs/signing-certificate.ts';
import { buildIdp, type IssuedResponse as Issued } from '../../../idp/index.ts';
import { HttpClient } from '../../../web/testing/http-client.ts';
import { endpoints } from '../../endpoints.ts';
import { application, tenant } from '../../tutorial.ts';

export interface IssuedResponse {
  readonly issued: Issued;
  readonly key: SigningKey;
  readonly stranger: SigningKey;
}

const password = 'Correct-Horse-1';
const userPrincipalName = 'B.Simon@contoso.com';

/** An IdP-initiated response for B.Simon, captured before it is sent. */
export async function issuedResponse(clock: () => Date): Promise<IssuedResponse> {
  const at = endpoints({ lab: '', idp: 'http://localhost:4100', sp: 'http://localhost:4200' });
  let caught: Issued | undefined;
  const address = { url: '' };
  const idp = await buildIdp({
    file: ':memory:',
    publicUrl: () => address.url,
    clock,
    alterResponse: async (issued) => {
      caught = issued;
      return issued.response;
    },
  });
  try {
    const { directory } = idp;
    await directory.createTenant(tenant);
    const names = { displayName: 'B.Simon', givenName: 'B', surname: 'Simon' };
    const user = { tenantId: tenant.id, userPrincipalName, mail: userPrincipalName, password };
    const { id: userId } = await directory.createUser({ ...user, ...names });
    const added = await directory.addApplication({ tenantId: tenant.id, ...application });
    const { servicePrincipalId } = added;
    await directory.configureSaml(servicePrincipalId, {
      identifierUris: [at.identifier],
      replyUrls: [at.replyUrl],
    });
    await directory.addTokenSigningCertificate(servicePrincipalId, {});
    await directory.assign({ servicePrincipalId, userId });
    address.url = await idp.app.listen({ host: '127.0.0.1', port: 0 });
    const client = new HttpClient();
    await client.open(`${address.url}${new URL(at.launchUrl).pathname}?tenantId=${tenant.id}`);
    await client.submit({ loginfmt: userPrincipalName });
    await client.submit({ loginfmt: userPrincipalName, passwd: password });
    await client.submit({ LoginOptions: '3' });
    if (!caught) throw new Error('The identity provider sent no response.');
    const key = await directory.activeSigningKey(servicePrincipalId);
    return { issued: caught, key, stranger: await makeSigningCertificate({ notBefore: clock() }) };
  } finally {
    await idp.close();
  }
}
