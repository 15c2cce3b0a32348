/** Hosts of one cloud (entra-saml.md 5.1, entra-admin.md 5). */
export interface Cloud {
  name: string;
  /** Login, logout and metadata. */
  login: string;
  /** Host of the Microsoft Entra Identifier; the same in the US Government cloud. */
  issuer: string;
  portal: string;
  adminCenter: string;
  myApps: string;
  graph: string;
  /** Consecutive failures that lock an account (Microsoft's page on smart lockout). */
  lockoutThreshold: number;
}

export const clouds = {
  global: {
    name: 'Global',
    login: 'login.microsoftonline.com',
    issuer: 'sts.windows.net',
    portal: 'portal.azure.com',
    adminCenter: 'entra.microsoft.com',
    myApps: 'myapps.microsoft.com',
    graph: 'graph.microsoft.com',
    lockoutThreshold: 10,
  },
  usGovernment: {
    name: 'US Government',
    login: 'login.microsoftonline.us',
    issuer: 'sts.windows.net',
    portal: 'portal.azure.us',
    adminCenter: 'entra.microsoft.us',
    myApps: 'myapps.microsoft.us',
    graph: 'graph.microsoft.us',
    lockoutThreshold: 3,
  },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof clouds;

/** The cloud of this name; any other text is the global cloud. */
export const cloudNamed = (name: string): CloudName =>
  name === 'usGovernment' ? 'usGovernment' : 'global';

/** User access URL of an application (entra-admin.md 1.4; the host of the US Government cloud is unsourced). */
export const userAccessUrl = (cloud: CloudName, tenantId: string, appId: string): string =>
  `https://launcher.${clouds[cloud].myApps}/api/signin/${appId}?tenantId=${tenantId}`;

export interface CloudAddresses {
  loginUrl: string;
  logoutUrl: string;
  identifier: string;
  /** Metadata of the tenant, or of the application when an Application ID is given. */
  metadataUrl: string;
}

/** The addresses that Entra prints for a tenant in this cloud. */
export function cloudAddresses(cloud: CloudName, tenantId: string, appId?: string): CloudAddresses {
  const { login, issuer } = clouds[cloud];
  const base = `https://${login}/${tenantId}`;
  const metadata = `${base}/federationmetadata/2007-06/federationmetadata.xml`;
  return {
    loginUrl: `${base}/saml2`,
    logoutUrl: `${base}/saml2`,
    identifier: `https://${issuer}/${tenantId}/`,
    metadataUrl: appId === undefined ? metadata : `${metadata}?appid=${appId}`,
  };
}
