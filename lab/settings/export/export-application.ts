import { type ApplicationDetails, basicSamlOf, type Directory } from '../../../idp/index.ts';
import type { companyEndpoints } from '../../endpoints.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import { exportClaims } from './export-claims.ts';
import { exportRoles } from './export-roles.ts';
import { exportEncryption, exportSignedRequests } from './export-service-provider-keys.ts';
import type { LeaveOut } from './leave-out.ts';

type Enum<Name extends 'signingOption' | 'signingAlgorithm'> = NonNullable<
  ApplicationSettings[Name]
>;

/**
 * @param groups names of the tenant's groups, by id
 * @param company the addresses of the company of Peakon that it signs people in at; they are not written out, since they move with the lab
 */
export async function exportApplication(
  directory: Directory,
  app: ApplicationDetails,
  company: ReturnType<typeof companyEndpoints> | undefined,
  groups: ReadonlyMap<string, string>,
  leaveOut: LeaveOut,
): Promise<ApplicationSettings | undefined> {
  const { servicePrincipal: one } = app;
  if (app.replyUrls.length === 0 || app.identifierUris.length === 0) {
    if (one.preferredSingleSignOnMode !== 'saml' && (await directory.findProvisioning(one.id)))
      return { ...exportName(app), ...(await exportAccess(directory, app)) };
    leaveOut(
      `The application ${one.displayName} is not set up: it has no Identifier or no Reply URL.`,
    );
    return undefined;
  }
  const certificates = await exportCertificates(directory, app, leaveOut);
  return {
    ...exportName(app),
    ...exportBasicSaml(app, company),
    signingOption: one.signingOption as Enum<'signingOption'>,
    signingAlgorithm: one.signingAlgorithm as Enum<'signingAlgorithm'>,
    authnContextReporting: one.authnContextReporting,
    ...(await exportEncryption(directory, app)),
    ...(await exportSignedRequests(directory, app)),
    ...(certificates.length > 0 && { certificates }),
    notificationEmailAddresses: [...app.notificationEmailAddresses],
    ...exportClaims(app, groups),
    ...(await exportAccess(directory, app)),
  };
}

const exportName = ({ servicePrincipal: one }: ApplicationDetails) => ({
  displayName: one.displayName,
  appId: one.appId,
  ...(one.applicationTemplateId !== null && { applicationTemplateId: one.applicationTemplateId }),
});

/** Who may use it. */
async function exportAccess(directory: Directory, app: ApplicationDetails) {
  const { servicePrincipal: one } = app;
  const assignments = await directory.listAssignments(one.id);
  return {
    ...(await exportRoles(directory, app)),
    accountEnabled: one.accountEnabled === 1,
    appRoleAssignmentRequired: one.appRoleAssignmentRequired === 1,
    visible: one.visible === 1,
    ...(one.notes !== null && { notes: one.notes }),
    assignments: assignments.map(({ userPrincipalName, displayName, roleDisplayName: role }) => ({
      ...(userPrincipalName === null ? { group: displayName } : { user: userPrincipalName }),
      ...(role !== 'Default Access' && { role }),
    })),
  };
}

/**
 * New certificates with the same dates, the active one first, then the oldest: keys stay in the lab. None where the only certificate is the one that every
 * application begins with.
 */
async function exportCertificates(
  directory: Directory,
  { servicePrincipal: { id, displayName } }: ApplicationDetails,
  leaveOut: LeaveOut,
): Promise<NonNullable<ApplicationSettings['certificates']>> {
  const all = await directory.signingCertificates(id);
  const [only] = all;
  if (all.length === 1 && only && !only.imported && isThreeYears(only)) return [];
  for (const { thumbprint, expired, imported } of all) {
    const which = `The certificate ${thumbprint} of ${displayName}`;
    if (expired) leaveOut(`${which} has expired; settings make no expired certificate.`);
    else if (imported)
      leaveOut(`${which} was imported; settings make a new one that expires on the same day.`);
  }
  const [active, ...newestFirst] = all;
  return [active, ...newestFirst.toReversed()]
    .filter((one) => one !== undefined)
    .filter(({ expired }) => !expired)
    .map(({ endDateTime }) => ({ endDateTime: endDateTime.replace('.000Z', 'Z') }));
}

function isThreeYears({
  startDateTime,
  endDateTime,
}: {
  startDateTime: string;
  endDateTime: string;
}) {
  const end = new Date(startDateTime);
  end.setUTCFullYear(end.getUTCFullYear() + 3);
  return end.toISOString() === endDateTime;
}

function exportBasicSaml(
  app: ApplicationDetails,
  company: ReturnType<typeof companyEndpoints> | undefined,
): Partial<ApplicationSettings> {
  const { identifierUris, replyUrls, redirectUriSettings, signOnUrl, relayState, logoutUrl } =
    basicSamlOf(app);
  const indexOf = (uri: string) => redirectUriSettings.find((one) => one.uri === uri)?.index;
  const isCompanys =
    company !== undefined &&
    JSON.stringify([identifierUris, replyUrls]) ===
      JSON.stringify([[company.identifier], [company.replyUrl]]);
  return {
    ...(!isCompanys && {
      identifierUris,
      replyUrls: replyUrls.map((uri) => {
        const index = indexOf(uri);
        return typeof index === 'number' ? { uri, index } : uri;
      }),
    }),
    ...(signOnUrl !== (isCompanys ? company.signOnUrl : '') && { signOnUrl }),
    ...(relayState !== '' && { relayState }),
    ...(logoutUrl !== '' && { logoutUrl }),
  };
}
