import type { ApplicationDetails, ProvisioningState } from '../../../idp/index.ts';
import type { Administration } from '../../../sp/index.ts';
import type { Sides } from '../../seed.ts';
import { scimAddress } from '../../tenants/provisioning.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { LeaveOut } from './leave-out.ts';

type Provisioning = NonNullable<ApplicationSettings['provisioning']>;

interface Provisioned extends Sides {
  readonly spUrl: string;
  /** Ids of the companies of Peakon. */
  readonly companies: readonly string[];
}

/** The provisioning of an application without its secrets; the company of the lab's Peakon in place of its address. */
export async function exportProvisioning(
  { directory, administration, spUrl, companies }: Provisioned,
  { servicePrincipal: { id, displayName } }: ApplicationDetails,
  leaveOut: LeaveOut,
): Promise<{ provisioning?: Provisioning }> {
  const saved = await directory.findProvisioning(id);
  if (!saved) return {};
  const { job, connectivity, settings } = saved;
  const company =
    connectivity.baseAddress === scimAddress(spUrl)
      ? await companyWithToken(administration, companies)
      : undefined;
  if (company === undefined && (connectivity.secretToken ?? connectivity.oauth2ClientSecret))
    leaveOut(`The credentials with which ${displayName} provisions: settings would show them.`);
  if (saved.schemaOtherwiseChanged)
    leaveOut(
      `What Microsoft Graph changed in the schema of ${displayName} besides mappings and scoping filters: settings cannot say it.`,
    );
  const { notificationEmail, accidentalDeletionThreshold, ...flags } = settings;
  const { acceleratedInterval, honorRetryAfter } = job.settings;
  return {
    provisioning: {
      ...(company !== undefined && { company }),
      templateId: job.templateId,
      ...(company === undefined && {
        ...(connectivity.baseAddress !== null && { baseAddress: connectivity.baseAddress }),
        ...clientCredentials(connectivity),
      }),
      ...flags,
      ...(notificationEmail !== null && { notificationEmail }),
      ...(accidentalDeletionThreshold !== null && { accidentalDeletionThreshold }),
      ...(acceleratedInterval !== null && { acceleratedInterval }),
      honorRetryAfter,
      ...(saved.mappingsChanged && { objectMappings: saved.objectMappings }),
      started: job.schedule.state === 'Active',
    },
  };
}

/** How a token is got, when the requests carry one of a token endpoint. */
function clientCredentials({
  authenticationType,
  oauth2TokenExchangeUri,
  oauth2ClientId,
  credentialLocationInRequest,
  oauth2Scope,
}: ProvisioningState['connectivity']): Provisioning {
  if (authenticationType !== 'OAuth2ClientCredentialsGrant') return {};
  return {
    ...(oauth2TokenExchangeUri !== null && { oauth2TokenExchangeUri }),
    ...(oauth2ClientId !== null && { oauth2ClientId }),
    credentialLocationInRequest,
    ...(oauth2Scope !== null && { oauth2Scope }),
  };
}

async function companyWithToken(
  administration: Administration,
  companies: readonly string[],
): Promise<string | undefined> {
  for (const company of companies)
    if ((await administration.findProvisioning(company))?.hasToken) return company;
  return undefined;
}
