import { thumbprint } from '../../../certs/certificate.ts';
import {
  type ApplicationDetails,
  type BasicSaml,
  basicSamlOf,
  basicSamlOfMetadata,
  type Directory,
} from '../../../idp/index.ts';
import { companyEndpoints } from '../../endpoints.ts';
import { administrator } from '../../tutorial.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import { applyAppRoles, disableAppRoles } from './app-roles.ts';
import { applyAssignment, checkAssignment } from './assignments.ts';
import { applyExtensionProperties } from './extension-properties.ts';
import { applyServiceProviderKeys } from './service-provider-keys.ts';
import { stableGuid } from './stable-guid.ts';
import type { TenantRun } from './tenant-run.ts';

type AuthnContext = Parameters<Directory['setAuthnContext']>[1];

/**
 * Creates an application, or changes what the settings say of one that exists.
 *
 * @param companyId the company of Peakon that it signs people in at, if any
 */
export async function applyApplication(
  tenant: TenantRun,
  settings: ApplicationSettings,
  path: Path,
  companyId: string | undefined,
): Promise<void> {
  const { run, tenantId } = tenant;
  const { directory } = run.sides;
  const { displayName, appId } = settings;
  const found = await directory.findApplication(
    tenantId,
    appId === undefined ? { displayName } : { appId },
  );
  const create = async () => {
    const { servicePrincipalId: id } = await directory.addApplication({
      tenantId,
      displayName,
      appId: appId ?? stableGuid('application', tenantId, displayName),
      ...(settings.applicationTemplateId !== undefined && {
        applicationTemplateId: settings.applicationTemplateId,
      }),
    });
    return directory.findApplication(tenantId, { id });
  };
  const app = found ?? (await run.attempt(path, create));
  if (!app) {
    for (const [assignment, place] of items(settings.assignments, [...path, 'assignments']))
      await checkAssignment(tenant, assignment, place);
    return;
  }
  const { id } = app.servicePrincipal;
  run.ledger.note(['application', tenantId, app.servicePrincipal.appId], [id], !found);
  if (!isOnlyProvisioned(app, settings, companyId)) {
    await applyBasicSaml(tenant, app, settings, path, companyId);
    await applyCertificates(tenant, id, settings, path, !found);
  }
  await applySigning(tenant, app, settings, path);
  await applyServiceProviderKeys(tenant, app, settings, path);
  await applyAppRoles(tenant, app, settings, path);
  await applyExtensionProperties(tenant, app, settings, path);
  for (const [assignment, place] of items(settings.assignments, [...path, 'assignments']))
    await applyAssignment(tenant, app, assignment, place);
  await disableAppRoles(tenant, app, settings);
}

/** Nobody signs in to it: it gets its users by SCIM, and has no address for SAML. */
const isOnlyProvisioned = (
  app: ApplicationDetails,
  { provisioning, identifierUris, replyUrls, metadata, certificates }: ApplicationSettings,
  companyId: string | undefined,
): boolean =>
  provisioning !== undefined &&
  companyId === undefined &&
  [identifierUris, replyUrls, metadata, certificates].every((one) => one === undefined) &&
  app.servicePrincipal.preferredSingleSignOnMode !== 'saml';

async function applyBasicSaml(
  { run }: TenantRun,
  app: ApplicationDetails,
  settings: ApplicationSettings,
  path: Path,
  companyId: string | undefined,
): Promise<void> {
  const before = basicSamlOf(app);
  const descriptor = run.materials.metadata.get(settings);
  const at = companyId === undefined ? undefined : companyEndpoints(run.urls.sp, companyId);
  const company = at && {
    identifierUris: [at.identifier],
    replyUrls: [at.replyUrl],
    redirectUriSettings: [],
    signOnUrl: at.signOnUrl,
  };
  const described = { ...before, ...company };
  const from = descriptor ? basicSamlOfMetadata(described, descriptor) : described;
  const { identifierUris, replyUrls, signOnUrl, relayState, logoutUrl } = settings;
  const basic = {
    ...from,
    ...(identifierUris && { identifierUris }),
    ...(replyUrls && replyUrlsOf(replyUrls)),
    ...(signOnUrl !== undefined && { signOnUrl }),
    ...(relayState !== undefined && { relayState }),
    ...(logoutUrl !== undefined && { logoutUrl }),
  };
  const isSaml = app.servicePrincipal.preferredSingleSignOnMode === 'saml';
  if (isSaml && JSON.stringify(basic) === JSON.stringify(before)) return;
  // Metadata that could not be read has its own fault.
  if (settings.metadata !== undefined && !descriptor && !(identifierUris && replyUrls)) return;
  const inSettings = (property: string) => {
    const [list = '', position = ''] = property.split('.');
    if (list === 'redirectUriSettings') {
      const wrong = basic.redirectUriSettings[Number(position)] as ReplyUrls[number];
      return `replyUrls.${replyUrls?.indexOf(wrong) ?? 0}.index`;
    }
    return descriptor && !Object.hasOwn(settings, list) ? 'metadata' : property;
  };
  await run.attempt(
    path,
    () => run.sides.directory.configureSaml(app.servicePrincipal.id, basic),
    inSettings,
  );
}

type ReplyUrls = NonNullable<ApplicationSettings['replyUrls']>;

const replyUrlsOf = (replyUrls: ReplyUrls) =>
  ({
    replyUrls: replyUrls.map((each) => (typeof each === 'string' ? each : each.uri)),
    redirectUriSettings: replyUrls.flatMap((each) => (typeof each === 'string' ? [] : each)),
  }) satisfies Partial<BasicSaml>;

async function applyCertificates(
  { run }: TenantRun,
  id: string,
  { certificates, notificationEmailAddresses }: ApplicationSettings,
  path: Path,
  isNew: boolean,
): Promise<void> {
  const { directory } = run.sides;
  const list = items(certificates, [...path, 'certificates']);
  const used = new Set<string>();
  for (const [position, [each, place]] of list.entries()) {
    const added = await certificateOf(run, id, each, place, used);
    if (added) used.add(added.thumbprint);
    if (added && position === 0 && added.status === 'Inactive')
      await directory.activateCertificate(id, added.thumbprint);
  }
  if (run.rehearsal) return;
  const active = (await directory.signingCertificates(id)).some(
    ({ status }) => status === 'Active',
  );
  // Also notes who gets the mails, which a later run leaves as it is.
  if (!active || isNew) await directory.chooseSaml(id, administrator.userPrincipalName);
  if (notificationEmailAddresses !== undefined)
    await run.attempt(path, () =>
      directory.setNotificationEmails(id, { notificationEmailAddresses }),
    );
}

/**
 * The certificate of an entry: the one that is there, else one that is imported or made.
 *
 * @param used thumbprints of earlier entries
 */
async function certificateOf(
  run: TenantRun['run'],
  id: string,
  each: NonNullable<ApplicationSettings['certificates']>[number],
  place: Path,
  used: ReadonlySet<string>,
) {
  const { directory } = run.sides;
  const known = await directory.signingCertificates(id);
  const key = run.materials.certificates.get(each);
  if (key) {
    const print = thumbprint(key.certificate);
    const file = () => (each.pfx === undefined ? 'key' : 'pfx');
    return (
      known.find((one) => one.thumbprint === print) ??
      run.attempt(place, () => directory.importSigningKey(id, key), file)
    );
  }
  if (each.endDateTime === undefined) return undefined; // its file could not be read
  const endDateTime = endOf(each.endDateTime);
  const same = known.find(
    (one) => Date.parse(one.endDateTime) === endDateTime.getTime() && !used.has(one.thumbprint),
  );
  return (
    same ??
    run.attempt(
      place,
      () => directory.addTokenSigningCertificate(id, { endDateTime }),
      () => 'endDateTime',
    )
  );
}

/** The end of a day, or an instant to the second, as certificates have it; other text is a date that no rule takes. */
function endOf(text: string): Date {
  const end = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text);
  return new Date(Number.isNaN(end) ? 0 : Math.floor(end / 1000) * 1000);
}

async function applySigning(
  { run }: TenantRun,
  { servicePrincipal: { id } }: ApplicationDetails,
  settings: ApplicationSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const { signingOption, signingAlgorithm, authnContextReporting } = settings;
  const { displayName, accountEnabled, appRoleAssignmentRequired, visible, notes } = settings;
  if (signingOption !== undefined || signingAlgorithm !== undefined)
    await run.attempt(path, () =>
      directory.setSigning(id, {
        ...(signingOption && { signingOption }),
        ...(signingAlgorithm && { signingAlgorithm }),
      }),
    );
  if (authnContextReporting !== undefined)
    await run.attempt(path, () =>
      directory.setAuthnContext(id, { authnContextReporting } as AuthnContext),
    );
  const properties = { displayName, accountEnabled, appRoleAssignmentRequired, visible, notes };
  await run.attempt(path, () => directory.setProperties(id, properties));
}
