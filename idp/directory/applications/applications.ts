import { randomUUID } from 'node:crypto';
import type { Database, ServicePrincipalRow } from '../tables.ts';
import { appRolesFor } from './app-roles.ts';

export interface NewApplication {
  tenantId: string;
  displayName: string;
  /** A GUID; made up when absent. */
  appId?: string | undefined;
  /** The gallery's entry; absent: an application of one's own. */
  applicationTemplateId?: string | undefined;
  /** Until then the pages say that it is being added; default: at once. */
  readyDateTime?: Date | undefined;
}

export interface AddedApplication {
  appId: string;
  applicationId: string;
  servicePrincipalId: string;
}

/**
 * Adds an application as the gallery does: a registration and its servicePrincipal, switched on, visible, assignment
 * required (entra-admin.md 1.4), without any SAML setting yet.
 */
export async function addApplication(
  db: Database,
  app: NewApplication,
  now: Date,
): Promise<AddedApplication> {
  const appId = (app.appId ?? randomUUID()).toLowerCase();
  const tenantId = app.tenantId.toLowerCase();
  const applicationId = randomUUID();
  const servicePrincipalId = randomUUID();
  const shared = {
    tenantId,
    appId,
    displayName: app.displayName,
    createdDateTime: now.toISOString(),
  };
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('application')
      .values({ id: applicationId, ...shared })
      .execute();
    await tx
      .insertInto('servicePrincipal')
      .values({
        id: servicePrincipalId,
        applicationId,
        ...shared,
        ...defaults,
        applicationTemplateId: app.applicationTemplateId ?? null,
        readyDateTime: (app.readyDateTime ?? now).toISOString(),
      })
      .execute();
    await tx.insertInto('appRole').values(appRolesFor(servicePrincipalId)).execute();
  });
  return { appId, applicationId, servicePrincipalId };
}

const defaults = {
  accountEnabled: 1,
  appRoleAssignmentRequired: 1,
  visible: 1,
  preferredTokenSigningKeyThumbprint: null,
  signingOption: 'assertion',
  signingAlgorithm: 'sha256',
  nameIdFormat: null,
  replyUrls: '[]',
  loginUrl: null,
  relayState: null,
  logoutUrl: null,
  preferredSingleSignOnMode: null,
  homepageUrl: null,
  notes: null,
  notificationEmailAddresses: '[]',
  claims: null,
  version: 1,
};

export async function findServicePrincipalByAppId(
  db: Database,
  tenantId: string,
  appId: string,
): Promise<ServicePrincipalRow | undefined> {
  return db
    .selectFrom('servicePrincipal')
    .selectAll()
    .where('appId', '=', appId.toLowerCase())
    .where('tenantId', '=', tenantId.toLowerCase())
    .executeTakeFirst();
}

export async function findServicePrincipal(
  db: Database,
  tenantId: string,
  id: string,
): Promise<ServicePrincipalRow | undefined> {
  return db
    .selectFrom('servicePrincipal')
    .selectAll()
    .where('id', '=', id.toLowerCase())
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
}

/** The answers to "Enabled for users to sign in?", "Assignment required?" and "Visible to users?" (entra-admin.md 1.4). */
export interface ApplicationProperties {
  accountEnabled?: boolean | undefined;
  appRoleAssignmentRequired?: boolean | undefined;
  visible?: boolean | undefined;
}

/** Sets the answers that are given and leaves the others. */
export async function setProperties(
  db: Database,
  servicePrincipalId: string,
  properties: ApplicationProperties,
): Promise<void> {
  const changed = Object.fromEntries(
    Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value ? 1 : 0]),
  );
  if (Object.keys(changed).length === 0) return;
  await db
    .updateTable('servicePrincipal')
    .set(changed)
    .where('id', '=', servicePrincipalId)
    .execute();
}
