import { randomUUID } from 'node:crypto';
import { LabTenant, type TenantParts } from './lab-tenant.ts';

/** What a new tenant is given; by default it is made up, and unique. */
export interface NewLabTenant {
  /** GUID. */
  readonly id?: string | undefined;
  readonly displayName?: string | undefined;
  /** Its initial domain. */
  readonly domain?: string | undefined;
}

/** The tenants of a lab, each as one object, because it counts the users and applications that it named. */
export class LabTenants {
  readonly #parts: TenantParts;
  readonly #known = new Map<string, LabTenant>();

  constructor(parts: TenantParts) {
    this.#parts = parts;
  }

  /** @throws {InvalidInput} when a property breaks a rule, or another tenant has the id or the domain */
  async create({
    id = randomUUID(),
    domain = `tenant-${id.slice(0, 8)}.example`,
    ...given
  }: NewLabTenant = {}): Promise<LabTenant> {
    const { displayName = domain, ...unknown } = given;
    await this.#parts.directory.createTenant({ id, domain, displayName, ...unknown });
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
