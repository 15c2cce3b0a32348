import { buildIdp } from '../../idp/index.ts';

export const realTenantId = '3f1c5a52-7d0e-4b44-9a55-0c2f6e8d9b17';
const appId = '9e4b6f0a-2c53-4f0e-8a0a-5d6f3b1c7e22';

/** How the application of the tenant differs from a new one. */
interface Differing {
  /** Number of its certificates. */
  readonly certificates?: number;
  /** When the last one expires. */
  readonly endDateTime?: Date;
  /** When it was set up; default: now. */
  readonly now?: Date;
  readonly publicUrl?: string;
  /** In place of the GUID: `common` is the document of all tenants. */
  readonly path?: string;
}

/** The federation metadata of an application at a tenant that is not the lab's. */
export async function tenantMetadata({
  certificates = 1,
  endDateTime,
  now = new Date(),
  publicUrl = 'https://login.microsoftonline.com',
  path = realTenantId,
}: Differing = {}): Promise<string> {
  const idp = await buildIdp({ file: ':memory:', publicUrl: () => publicUrl, clock: () => now });
  try {
    const { directory } = idp;
    await directory.createTenant({
      id: realTenantId,
      displayName: 'Fabrikam',
      domain: 'fabrikam.com',
    });
    const { servicePrincipalId } = await directory.addApplication({
      tenantId: realTenantId,
      displayName: 'Peakon',
      appId,
    });
    for (let n = 1; n <= certificates; n++)
      await directory.addTokenSigningCertificate(servicePrincipalId, {
        ...(n === certificates && endDateTime && { endDateTime }),
      });
    const query = path === realTenantId ? `?appid=${appId}` : '';
    const file = `/${path}/federationmetadata/2007-06/federationmetadata.xml${query}`;
    return (await idp.app.inject({ url: file, headers: { host: new URL(publicUrl).host } })).body;
  } finally {
    await idp.close();
  }
}
