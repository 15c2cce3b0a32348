import { requireTypes } from '../../../input/argument-types.ts';
import type { CloudName } from '../../cloud/clouds.ts';
import type { DirectoryParts } from '../directory-parts.ts';
import {
  domainFederationOf,
  federateDomain,
  type InternalDomainFederation,
  type MockIdentityProvider,
  makeDomainManaged,
  setMockIdentityProvider,
} from '../domains/domain-federation.ts';
import { createDomain, type Domain, deleteDomain, domainsOf } from '../domains/domains.ts';
import type { DomainFederationProperties } from '../domains/federation-rules.ts';
import { checkNewTenant, createTenant, type NewTenant, setCloud } from './manage-tenants.ts';
import { type RequestChecks, requestChecksOf, setRequestChecks } from './request-checks.ts';
import { cloudOf, findTenant, listTenants, type Tenant } from './tenants.ts';

/** Of `Directory`: tenants and their domains. */
export interface TenantDirectory {
  /** @throws {InvalidInput} with every property that breaks a rule, or when another tenant has the id or the domain */
  createTenant(tenant: NewTenant): Promise<void>;
  /** The checks of `createTenant` alone: nothing is written. @throws as it does */
  checkNewTenant(tenant: NewTenant): Promise<void>;
  /** Tenants with their first domain, the oldest first; without that of personal accounts. */
  listTenants(): Promise<{ id: string; displayName: string; domain: string }[]>;
  /** Which of Microsoft's clouds the tenant pretends to be in; the global one for an unknown tenant. */
  cloudOf(tenantId: string): Promise<CloudName>;
  /**
   * @throws {InvalidInput} when there is no such cloud
   * @throws {NotFound} when there is no such tenant
   */
  setCloud(tenantId: string, cloud: CloudName): Promise<void>;
  /** What the tenant does with requests where Entra has been seen to do one or the other. */
  requestChecksOf(tenantId: string): Promise<RequestChecks>;
  /**
   * Changes the settings that are given.
   *
   * @throws {InvalidInput} when `unknownIssuerCode` is neither 700016 nor 650056
   * @throws {NotFound} when there is no such tenant
   */
  setRequestChecks(tenantId: string, changes: Partial<RequestChecks>): Promise<void>;
  /** The verified domains of a tenant, the initial one first. */
  domainsOf(tenantId: string): Promise<Domain[]>;
  /**
   * Adds a domain, which is verified at once.
   *
   * @throws {InvalidInput} when the name is no domain, or a tenant has it
   * @throws {NotFound} when there is no such tenant
   */
  createDomain(tenantId: string, domain: string): Promise<void>;
  /**
   * @throws {InvalidInput} when it is the initial domain, or user principal names end in it
   * @throws {NotFound} when the tenant has no such domain
   */
  deleteDomain(tenantId: string, domain: string): Promise<void>;
  /** How a domain is federated; undefined for a managed one. @throws {NotFound} when the tenant has no such domain */
  domainFederationOf(
    tenantId: string,
    domain: string,
  ): Promise<InternalDomainFederation | undefined>;
  /**
   * Federates a domain, or replaces how it is federated. Without issuer, address and certificate its users sign in at the mock identity provider.
   *
   * @throws {InvalidInput} when a property breaks a rule, the issuer is that of another domain, or the domain is the initial one
   * @throws {NotFound} when the tenant has no such domain
   */
  federateDomain(
    tenantId: string,
    domain: string,
    properties: DomainFederationProperties,
  ): Promise<void>;
  /** The users of the domain sign in here again. @throws {NotFound} when the tenant has no such domain */
  makeDomainManaged(tenantId: string, domain: string): Promise<void>;
  /**
   * Changes the switches of the mock identity provider that are given.
   *
   * @throws {InvalidInput} when the domain is not federated with it
   * @throws {NotFound} when the tenant has no such domain
   */
  setMockIdentityProvider(
    tenantId: string,
    domain: string,
    changes: Partial<MockIdentityProvider>,
  ): Promise<void>;
  /** A tenant by its id, or by any of its domains; undefined when there is none. */
  findTenant(idOrDomain: string): Promise<Tenant | undefined>;
}

export const tenantDirectory = ({ db, clock }: DirectoryParts): TenantDirectory => ({
  createTenant: (tenant) => createTenant(db, tenant, clock()),
  checkNewTenant: (tenant) => checkNewTenant(db, tenant),
  listTenants: () => listTenants(db),
  cloudOf: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return cloudOf(db, tenantId.toLowerCase());
  },
  setCloud: (tenantId, cloud) => setCloud(db, tenantId, cloud),
  requestChecksOf: (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return requestChecksOf(db, tenantId.toLowerCase());
  },
  setRequestChecks: (tenantId, changes) => setRequestChecks(db, tenantId, changes),
  domainsOf: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return domainsOf(db, tenantId.toLowerCase());
  },
  createDomain: (tenantId, domain) => createDomain(db, tenantId, domain),
  deleteDomain: (tenantId, domain) => deleteDomain(db, tenantId, domain),
  domainFederationOf: (tenantId, domain) => domainFederationOf(db, tenantId, domain),
  federateDomain: (tenantId, domain, properties) =>
    federateDomain(db, tenantId, domain, properties),
  makeDomainManaged: (tenantId, domain) => makeDomainManaged(db, tenantId, domain),
  setMockIdentityProvider: (tenantId, domain, changes) =>
    setMockIdentityProvider(db, tenantId, domain, changes),
  findTenant: async (idOrDomain) => {
    requireTypes({ idOrDomain }, { idOrDomain: 'string' });
    return findTenant(db, idOrDomain);
  },
});
