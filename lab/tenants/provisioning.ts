import type { Directory, ProvisioningConfiguration, ProvisioningState } from '../../idp/index.ts';
import { type Fault, InvalidInput } from '../../input/invalid-input.ts';
import type { Administration } from '../../sp/index.ts';

/** How an application provisions. */
export interface NewLabProvisioning extends ProvisioningConfiguration {
  /**
   * A company of the lab's Peakon, in place of an address and credentials: its provisioning is enabled, and the application gets its address
   * and a new token.
   */
  readonly company?: string | undefined;
}

interface Parts {
  readonly directory: Directory;
  readonly administration: Administration;
  readonly spUrl: () => string;
}

/** Where the lab's Peakon takes SCIM requests: one address for all companies; the token tells them apart. */
export const scimAddress = (spUrl: string): string => `${spUrl}/scim/v2`;

/**
 * Configures the provisioning of an application, as a settings file, a program and the HTTP API do.
 *
 * @throws {InvalidInput} when a value breaks a rule; on `company` when there is none of this id, or an address or a token is given as well
 */
export async function configureLabProvisioning(
  parts: Parts,
  servicePrincipalId: string,
  { company, ...configuration }: NewLabProvisioning,
): Promise<ProvisioningState> {
  const { directory } = parts;
  const connection = company === undefined ? {} : await connect(parts, company, configuration);
  await directory.configureProvisioning(servicePrincipalId, { ...configuration, ...connection });
  const saved = await directory.findProvisioning(servicePrincipalId);
  if (!saved) throw new TypeError('The configuration went away.');
  return saved;
}

/** Enables provisioning at the company. A token of an earlier time stops working. */
async function connect(
  { administration, spUrl }: Parts,
  company: string,
  given: ProvisioningConfiguration,
): Promise<Pick<ProvisioningConfiguration, 'baseAddress' | 'secretToken'>> {
  const other = (['baseAddress', 'secretToken', 'oauth2TokenExchangeUri'] as const).find(
    (name) => given[name] !== undefined,
  );
  if (other)
    throw companyFault(
      'exclusive',
      `Give company or ${other}, not both: a company has both an address and a token.`,
    );
  if (!(await administration.findCompany(company)))
    throw companyFault('unknown', `The lab's Peakon has no company "${company.slice(0, 80)}".`);
  const { token } = await administration.enableProvisioning(company);
  return { baseAddress: scimAddress(spUrl()), secretToken: token };
}

const companyFault = (code: string, message: string): InvalidInput =>
  new InvalidInput([{ property: 'company', code, message } satisfies Fault]);
