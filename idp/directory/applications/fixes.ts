import { sql } from 'kysely';
import { idsOf } from '../../../store/ids.ts';
import type { ConfigurationChangeRow, Database } from '../tables.ts';
import { appRolesOf } from './app-roles.ts';
import { requireApplication } from './application-details.ts';
import { setProperties } from './application-properties.ts';
import { listAssignmentIds, removeAssignments } from './assignment-list.ts';
import { assign } from './assignments.ts';
import { basicSamlOf, configureSaml } from './basic-saml.ts';
import { changeApplication } from './change-application.ts';
import { setRequestSignatureVerification } from './request-signature-verification.ts';
import {
  activateCertificate,
  activeThumbprintOf,
  addTokenSigningCertificate,
  deleteCertificate,
} from './signing-certificates.ts';

/** One change of the configuration that cures a failed sign-in (entra-admin.md 1.7 (5)). */
export type Fix =
  | { kind: 'add-identifier' | 'add-reply-url'; value: string; inPlaceOf: readonly string[] }
  | { kind: 'assign-user'; userId: string; userPrincipalName: string }
  | { kind: 'enable-application' }
  | { kind: 'new-certificate' }
  | { kind: 'do-not-require-signed-requests' }
  | { kind: 'allow-rsa-sha1' };

export interface FixContext {
  db: Database;
  tenantId: string;
  servicePrincipalId: string;
  now: Date;
}

/** What is kept so that a fix can be taken back. */
type Undo =
  | { kind: 'add-identifier' | 'add-reply-url'; value: string; inPlaceOf?: readonly string[] }
  | { kind: 'assign-user'; assignmentIds: readonly string[] }
  | { kind: 'enable-application' }
  | { kind: 'new-certificate'; thumbprint: string; before: string | null }
  | { kind: 'do-not-require-signed-requests' | 'allow-rsa-sha1' };

/**
 * Makes the change, and remembers how to take it back.
 *
 * @throws {InvalidInput} when a value breaks a rule of its form
 */
export async function applyFix(context: FixContext, fix: Fix, description: string): Promise<void> {
  const undo = await make(context, fix);
  await context.db
    .insertInto('configurationChange')
    .values({
      id: idsOf(context.db).uuid('configurationChange'),
      servicePrincipalId: context.servicePrincipalId,
      description,
      before: JSON.stringify(undo),
      createdDateTime: context.now.toISOString(),
      undoneDateTime: null,
    })
    .execute();
}

async function make(context: FixContext, fix: Fix): Promise<Undo> {
  const { db, servicePrincipalId } = context;
  switch (fix.kind) {
    case 'add-identifier':
    case 'add-reply-url':
      await changeList(context, fix.kind, (values) => withValue(values, fix));
      return fix;
    case 'assign-user': {
      const before = new Set(await listAssignmentIds(db, servicePrincipalId, fix.userId));
      const [role] = await appRolesOf(db, servicePrincipalId);
      await assign(
        db,
        { servicePrincipalId, userId: fix.userId, appRoleId: role?.id },
        context.now,
      );
      const after = await listAssignmentIds(db, servicePrincipalId, fix.userId);
      return { kind: fix.kind, assignmentIds: after.filter((id) => !before.has(id)) };
    }
    case 'enable-application':
      await setProperties(db, editOf(context), { accountEnabled: true });
      return { kind: fix.kind };
    case 'new-certificate': {
      const edit = editOf(context);
      const app = await requireApplication(db, context.tenantId, servicePrincipalId);
      const { thumbprint } = await addTokenSigningCertificate(db, edit, {}, context.now);
      await activateCertificate(db, edit, thumbprint, context.now);
      return { kind: fix.kind, thumbprint, before: activeThumbprintOf(app).active || null };
    }
    case 'do-not-require-signed-requests':
      await setRequestSignatureVerification(db, editOf(context), {
        isSignedRequestRequired: false,
      });
      return { kind: fix.kind };
    case 'allow-rsa-sha1':
      await setRequestSignatureVerification(db, editOf(context), {
        allowedWeakAlgorithms: 'rsaSha1',
      });
      return { kind: fix.kind };
  }
}

/** The latest fix of an application that has not been taken back. */
export function lastFix(
  db: Database,
  servicePrincipalId: string,
): Promise<ConfigurationChangeRow | undefined> {
  return db
    .selectFrom('configurationChange')
    .selectAll()
    .where('servicePrincipalId', '=', servicePrincipalId)
    .where('undoneDateTime', 'is', null)
    .orderBy(sql`rowid`, 'desc')
    .executeTakeFirst();
}

/**
 * Takes a fix back: what it added goes, whatever else was changed since stays.
 *
 * @returns its description; `undefined` when it was taken back already.
 */
export async function undoFix(context: FixContext, id: string): Promise<string | undefined> {
  const row = await context.db
    .updateTable('configurationChange')
    .set({ undoneDateTime: context.now.toISOString() })
    .where('id', '=', id)
    .where('servicePrincipalId', '=', context.servicePrincipalId)
    .where('undoneDateTime', 'is', null)
    .returning(['description', 'before'])
    .executeTakeFirst();
  if (!row) return undefined;
  await takeBack(context, JSON.parse(row.before) as Undo);
  return row.description;
}

async function takeBack(context: FixContext, undo: Undo): Promise<void> {
  switch (undo.kind) {
    case 'add-identifier':
    case 'add-reply-url':
      return changeList(context, undo.kind, (values) =>
        values.flatMap((one) => (one === undo.value ? (undo.inPlaceOf ?? []) : [one])),
      );
    case 'assign-user':
      await removeAssignments(context.db, context.servicePrincipalId, undo.assignmentIds);
      return;
    case 'enable-application':
      await setProperties(context.db, editOf(context), { accountEnabled: false });
      return;
    case 'new-certificate':
      await changeApplication(context.db, editOf(context), activeThumbprintOf, (_tx, app) =>
        activeThumbprintOf(app).active === undo.thumbprint
          ? { preferredTokenSigningKeyThumbprint: undo.before }
          : {},
      );
      await deleteCertificate(context.db, editOf(context), undo.thumbprint);
      return;
    case 'do-not-require-signed-requests':
      await setRequestSignatureVerification(context.db, editOf(context), {
        isSignedRequestRequired: true,
      });
      return;
    case 'allow-rsa-sha1':
      await setRequestSignatureVerification(context.db, editOf(context), {
        allowedWeakAlgorithms: null,
      });
  }
}

/** Puts the value in place of the first one that it replaces, so that a replaced default stays the default; else at the end. */
export function withValue(
  values: readonly string[],
  { value, inPlaceOf }: { value: string; inPlaceOf: readonly string[] },
): string[] {
  const changed = values.map((one) => (inPlaceOf.includes(one) ? value : one));
  return [...new Set([...changed, value])];
}

async function changeList(
  context: FixContext,
  kind: 'add-identifier' | 'add-reply-url',
  change: (values: readonly string[]) => readonly string[],
): Promise<void> {
  const { db, tenantId, servicePrincipalId } = context;
  const app = await requireApplication(db, tenantId, servicePrincipalId);
  const list = kind === 'add-identifier' ? 'identifierUris' : 'replyUrls';
  const before = basicSamlOf(app);
  const edit = editOf(context);
  await configureSaml(db, edit, { ...before, [list]: change(before[list]) });
}

const editOf = ({ tenantId, servicePrincipalId }: FixContext) => ({ tenantId, servicePrincipalId });
