/** The addresses of the service provider for one company (entra-admin.md 2.2: the entity ID is also the metadata URL). */
export interface ServiceAddress {
  readonly entityId: string;
  /** Assertion consumer service: the Reply URL. */
  readonly acsUrl: string;
  /** Single logout service: takes requests and responses. */
  readonly logoutUrl: string;
}

/** @param publicUrl without a slash at the end: `http://localhost:4200` */
export function serviceAddress(publicUrl: string, companyId: string): ServiceAddress {
  const base = `${publicUrl}/saml/${companyId}`;
  return { entityId: `${base}/metadata`, acsUrl: `${base}/assert`, logoutUrl: `${base}/logout` };
}
