import type { CloudName } from '../../idp/index.ts';
import { requireOptionNames } from './known-names.ts';
import { LabTenant, type TenantParts } from './lab-tenant.ts';

/** What a new tenant is given; by default it is made up, and unique. */
export interface NewLabTenant {
  /** GUID. Default: a new one. */
  readonly id?: string | undefined;
  /** As the sign-in pages show it. */
  readonly displayName?: string | undefined;
  /** Its initial domain. */
  readonly domain?: string | undefined;
  /** Microsoft cloud whose URLs its pages show. Default: global. */
  readonly cloud?: CloudName | undefined;
  /** AADSTS code for an unknown Issuer: 700016 or 650056. Default: 700016. */
  readonly unknownIssuerCode?: number | undefined;
  /** Whether Destination of a request is checked (AADSTS75008). Default: false. */
  readonly checksDestination?: boolean | undefined;
  /** Whether IssueInstant of a request is checked (AADSTS76026). Default: false. */
  readonly checksIssueInstant?: boolean | undefined;
  /** Whether addresses of applications may begin with http:// on other hosts than localhost. Entra refuses them. Default: false. */
  readonly allowsPlainHttp?: boolean | undefined;
  /** Host in the Issuer of a LogoutResponse. Default: sts.windows.net. */
  readonly logoutResponseIssuer?: 'sts.windows.net' | 'login.microsoftonline.com' | undefined;
  /** Percent-encoding of logout messages: `lower` (`%2f`), as Entra does, or `upper` (`%2F`). Default: lower. */
  readonly logoutQueryEscapes?: 'lower' | 'upper' | undefined;
  /** NameID of a LogoutRequest: `withoutFormat`, as Entra does, or `asInAssertion`. Default: withoutFormat. */
  readonly logoutNameId?: 'withoutFormat' | 'asInAssertion' | undefined;
}

const names: readonly (keyof NewLabTenant)[] = [
  'id',
  'displayName',
  'domain',
  'cloud',
  'unknownIssuerCode',
  'checksDestination',
  'checksIssueInstant',
  'allowsPlainHttp',
  'logoutResponseIssuer',
  'logoutQueryEscapes',
  'logoutNameId',
];

/** The tenants of a lab, each as one object, because it counts the users and applications that it named. */
export class LabTenants {
  readonly #parts: TenantParts;
  readonly #known = new Map<string, LabTenant>();

  constructor(parts: TenantParts) {
    this.#parts = parts;
  }

  /** @throws {InvalidInput} when a property breaks a rule, or another tenant has the id or the domain */
  async create({
    id = this.#parts.ids.uuid('tenant'),
    domain = `tenant-${id.slice(0, 8)}.example`,
    ...given
  }: NewLabTenant = {}): Promise<LabTenant> {
    requireOptionNames('tenant', given, names);
    const { displayName = domain } = given;
    const { directory } = this.#parts;
    await directory.createTenant({ id, domain, ...given, displayName });
    return this.#one(id.toLowerCase(), domain.toLowerCase());
  }

  /** @param name the id of a tenant or one of its domains, in any letter case, or its name, when no other tenant has it */
  async find(name: string): Promise<LabTenant | undefined> {
    const { directory } = this.#parts;
    const found = (await directory.findTenant(name)) ?? (await this.#named(name));
    const [initial] = found ? await directory.domainsOf(found.id) : [];
    return found && initial && this.#one(found.id, initial.id);
  }

  async #named(name: string): Promise<{ id: string } | undefined> {
    const all = await this.#parts.directory.listTenants();
    const [first, second] = all.filter(({ displayName }) => displayName === name);
    return second ? undefined : first;
  }

  /** Forgets all: they are gone. */
  clear(): void {
    this.#known.clear();
  }

  #one(id: string, domain: string): LabTenant {
    const tenant = this.#known.get(id) ?? new LabTenant(this.#parts, { id, domain });
    this.#known.set(id, tenant);
    return tenant;
  }
}
