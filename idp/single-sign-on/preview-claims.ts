import { authnContextOf } from '../authentication-methods/authn-context.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import type { Database, UserRow } from '../directory/tables.ts';
import { ClaimFailure, type ClaimWithReason, explainClaims } from '../response/claims.ts';
import { defaultConfiguration } from '../response/claims-configuration.ts';
import { explainNameId, nameIdFor } from '../response/name-id.ts';
import { claimsSubjectOf } from './claims-subject.ts';

/**
 * The NameID and the claims that a user would get who signs in to the application with a password, in order, with why each is present or missing. A
 * transformation that would end the sign-in is one of the reasons.
 *
 * @returns undefined when there is no such application
 */
export async function previewClaims(
  db: Database,
  servicePrincipalId: string,
  row: UserRow,
): Promise<ClaimWithReason[] | undefined> {
  const application = await applicationById(db, servicePrincipalId);
  if (!application) return undefined;
  const user = { ...row, accountEnabled: row.accountEnabled === 1 };
  const subject = await claimsSubjectOf(db, application, user);
  const { references } = authnContextOf(['password'], application.authnContextReporting);
  return [
    nameIdRow(application, subject),
    ...explainClaims(
      { ...subject, authnMethodsReferences: references },
      application.claims ?? defaultConfiguration,
    ),
  ];
}

type Application = NonNullable<Awaited<ReturnType<typeof applicationById>>>;
type Subject = Awaited<ReturnType<typeof claimsSubjectOf>>;

function nameIdRow(application: Application, subject: Subject): ClaimWithReason {
  const name = 'NameID';
  try {
    const nameId = nameIdFor(application, subject, {});
    const reason = explainNameId(application, subject, {}, nameId);
    return { name, values: [nameId.value], reason: `${reason} (${nameId.format})` };
  } catch (error) {
    if (!(error instanceof ClaimFailure)) throw error;
    const { code, message } = error.cause;
    return { name, values: [], reason: `AADSTS${code} ends the sign-in: ${message}` };
  }
}
