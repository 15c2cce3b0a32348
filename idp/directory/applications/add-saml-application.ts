import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { idsOf } from '../../../store/ids.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Database } from '../tables.ts';
import { requestChecksOf } from '../tenants/request-checks.ts';
import { nameFault, setProperties } from './application-properties.ts';
import { type AddedApplication, addApplication } from './applications.ts';
import { basicSamlTypes, configureSaml, takenIdentifierFaults } from './basic-saml.ts';
import { type BasicSaml, missingFaults, valueFaults } from './basic-saml-rules.ts';
import { chooseSaml } from './choose-saml.ts';
import { storeKey } from './signing-certificates.ts';

/** An application that is complete from the start. */
export interface NewSamlApplication {
  tenantId: string;
  displayName: string;
  basicSaml: BasicSaml;
  /** Default: true, as in Entra. */
  appRoleAssignmentRequired?: boolean | undefined;
  /** E-mail address that Entra would write to before the certificate expires. */
  notify: string;
}

/**
 * Adds an application with SAML settings and a signing certificate, in one transaction.
 *
 * @param further what else the application gets in the same transaction
 * @throws {InvalidInput} with every value that breaks a rule; what `further` throws
 * @throws {NotFound} when the tenant does not exist
 */
export async function addSamlApplication(
  db: Database,
  app: NewSamlApplication,
  now: Date,
  further: (tx: Database, servicePrincipalId: string) => Promise<void> = async () => {},
): Promise<AddedApplication> {
  await checkSamlApplication(db, app);
  const { tenantId, displayName, basicSaml, appRoleAssignmentRequired, notify } = app;
  const random = idsOf(db).forKey('signing key');
  const key = await makeSigningCertificate({ random, notBefore: now }); // takes long: before the transaction
  return inTransaction(db, async (tx) => {
    const added = await addApplication(tx, { tenantId, displayName }, now);
    const edit = { servicePrincipalId: added.servicePrincipalId };
    await configureSaml(tx, edit, basicSaml);
    if (appRoleAssignmentRequired !== undefined)
      await setProperties(tx, edit, { appRoleAssignmentRequired });
    await storeKey(tx, edit, key, { now, isCustom: false });
    await chooseSaml(tx, edit, notify, now);
    await further(tx, added.servicePrincipalId);
    return added;
  });
}

/** The checks of `addSamlApplication` alone. @throws as it does */
export async function checkSamlApplication(db: Database, app: NewSamlApplication): Promise<void> {
  requireTypes<NewSamlApplication>(app, {
    tenantId: 'string',
    displayName: 'string',
    basicSaml: 'object',
    appRoleAssignmentRequired: 'boolean?',
    notify: 'string',
  });
  requireTypes(app.basicSaml, basicSamlTypes);
  refuseFaults(await faultsOf(db, app));
}

async function faultsOf(
  db: Database,
  { tenantId, displayName, basicSaml }: NewSamlApplication,
): Promise<(Fault | undefined)[]> {
  const id = tenantId.toLowerCase();
  const { allowsPlainHttp } = await requestChecksOf(db, id);
  const wanted = basicSaml.identifierUris.filter((value) => value !== '');
  return [
    nameFault(displayName),
    ...missingFaults(basicSaml),
    ...valueFaults(basicSaml, allowsPlainHttp),
    ...(await takenIdentifierFaults(db, { id: '', tenantId: id }, wanted)),
  ];
}
