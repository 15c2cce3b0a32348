import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { idsOf } from '../../../store/ids.ts';
import { findTemplate } from '../../gallery/templates.ts';
import { inTransaction } from '../in-transaction.ts';
import { refuseTaken } from '../refuse-taken.ts';
import { finishRemovals, noteRemoval } from '../removals.ts';
import type { Database } from '../tables.ts';
import { appRolesFor } from './app-roles.ts';
import { requireApplication } from './application-details.ts';
import { nameFault } from './application-properties.ts';
import type { ApplicationEdit } from './change-application.ts';

export interface NewApplication {
  tenantId: string;
  displayName: string;
  /** A GUID; random when absent. */
  appId?: string | undefined;
  /** The id of a gallery entry; absent: a non-gallery application. */
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
 * Adds an application as the gallery does: a registration and its servicePrincipal, enabled, visible, with assignment required
 * (entra-admin.md 1.4), and without SAML settings.
 *
 * @throws {InvalidInput} when the name is empty or too long, the appId is not a GUID or is taken, or the gallery has no such
 *   template
 * @throws {NotFound} when the tenant does not exist
 */
export async function addApplication(
  db: Database,
  app: NewApplication,
  now: Date,
): Promise<AddedApplication> {
  requireTypes(app, {
    tenantId: 'string',
    displayName: 'string',
    appId: 'string?',
    applicationTemplateId: 'string?',
    readyDateTime: 'date?',
  });
  refuseFaults([
    nameFault(app.displayName),
    appIdFault(app.appId),
    templateFault(app.applicationTemplateId),
  ]);
  const ids = idsOf(db);
  const appId = (app.appId ?? ids.uuid('appId')).toLowerCase();
  const tenantId = app.tenantId.toLowerCase();
  const applicationId = ids.uuid('application');
  const servicePrincipalId = ids.uuid('servicePrincipal');
  const shared = {
    tenantId,
    appId,
    displayName: app.displayName,
    createdDateTime: now.toISOString(),
  };
  const added = inTransaction(db, async (tx) => {
    const tenant = await tx
      .selectFrom('tenant')
      .select('id')
      .where('id', '=', tenantId)
      .executeTakeFirst();
    required(tenant, 'tenant', app.tenantId);
    await requireFreeName(tx, tenantId, appId);
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
    await tx.insertInto('appRole').values(appRolesFor(ids, servicePrincipalId)).execute();
    return { appId, applicationId, servicePrincipalId };
  });
  return refuseTaken(added, {
    'application.appId': {
      property: 'appId',
      message: `An application with the Application ID ${appId} already exists.`,
    },
  });
}

/** The appId is a name of the application, which no other may have as an Identifier (entra-saml.md 1.2). */
async function requireFreeName(tx: Database, tenantId: string, appId: string): Promise<void> {
  const taken = await tx
    .selectFrom('servicePrincipalName as name')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'name.servicePrincipalId')
    .select('sp.displayName')
    .where('name.tenantId', '=', tenantId)
    .where((e) => e.fn<string>('lower', ['name.name']), '=', appId)
    .executeTakeFirst();
  if (!taken) return;
  const message = `${appId} is an Identifier of the application ${taken.displayName}.`;
  throw new InvalidInput([{ property: 'appId', code: 'taken', message }]);
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
  redirectUriSettings: '[]',
  authnContextReporting: 'asCaptured',
  tokenEncryptionKeyId: null,
  tokenEncryptionMethod: 'aes256-cbc',
  isSignedRequestRequired: 0,
  allowedWeakAlgorithms: null,
  loginUrl: null,
  relayState: null,
  logoutUrl: null,
  preferredSingleSignOnMode: null,
  homepageUrl: null,
  notes: null,
  notificationEmailAddresses: '[]',
  claims: null,
  groupClaims: null,
  extensionProperties: '[]',
  version: 1,
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function appIdFault(appId: string | undefined): Fault | undefined {
  if (appId === undefined || guid.test(appId)) return undefined;
  const message = 'An Application ID is a GUID, such as 00001111-aaaa-2222-bbbb-3333cccc4444.';
  return { property: 'appId', code: 'malformed', message };
}

function templateFault(id: string | undefined): Fault | undefined {
  if (id === undefined || findTemplate(id)) return undefined;
  const message = `The gallery has no application "${id}".`;
  return { property: 'applicationTemplateId', code: 'unknown', message };
}

/**
 * Deletes an application with everything that belongs to it: assignments, owners, certificates, its registration.
 *
 * @throws {NotFound} when the application does not exist
 */
export async function deleteApplication(
  db: Database,
  { servicePrincipalId, tenantId }: Omit<ApplicationEdit, 'tag'>,
): Promise<void> {
  requireTypes(
    { servicePrincipalId, tenantId },
    { servicePrincipalId: 'string', tenantId: 'string?' },
  );
  await db.transaction().execute(async (tx) => {
    const { servicePrincipal } = await requireApplication(tx, tenantId, servicePrincipalId);
    const { id, applicationId } = servicePrincipal;
    await tx.deleteFrom('servicePrincipal').where('id', '=', id).execute();
    await noteRemoval(tx, 'assignments', id);
    await tx.deleteFrom('keyCredential').where('ownerId', '=', id).execute();
    await tx.deleteFrom('publicKeyCredential').where('ownerId', '=', id).execute();
    await tx.deleteFrom('passwordCredential').where('ownerId', '=', id).execute();
    await tx.deleteFrom('graphPermission').where('servicePrincipalId', '=', id).execute();
    await tx.deleteFrom('application').where('id', '=', applicationId).execute();
  });
  await finishRemovals(db);
}
