import { loadIdp } from './compiled.ts';
import { serviceProvider, tenantId, user } from './subject.ts';

/** The credentials of the bench's user. */
export const password = 'Correct horse battery';

/**
 * Creates a database file with a tenant, a user and an application that the user is assigned to.
 *
 * @returns the path at the identity provider that signs the user in to the application.
 */
export async function seedIdentityProvider(file: string): Promise<{ launchPath: string }> {
  const { buildIdp } = await loadIdp();
  const idp = await buildIdp({
    file,
    publicUrl: () => 'http://127.0.0.1',
    clock: () => new Date(),
  });
  const { directory } = idp;
  await directory.createTenant({ id: tenantId, displayName: 'Contoso', domain: 'contoso.com' });
  const { id: _, ...person } = user;
  const { id: userId } = await directory.createUser({ tenantId, ...person, password });
  const { appId, servicePrincipalId } = await directory.addApplication({
    tenantId,
    displayName: 'Bench',
  });
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: [serviceProvider.entityId],
    replyUrls: [serviceProvider.assertionConsumerService],
  });
  await directory.addTokenSigningCertificate(servicePrincipalId, {});
  await directory.assign({ servicePrincipalId, userId });
  await idp.close();
  return { launchPath: `/api/signin/${appId}?tenantId=${tenantId}` };
}
