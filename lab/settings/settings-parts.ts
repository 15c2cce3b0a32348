import type { Settings } from './settings.ts';

export type TenantSettings = NonNullable<Settings['tenants']>[number];
export type UserSettings = NonNullable<TenantSettings['users']>[number];
export type GroupSettings = NonNullable<TenantSettings['groups']>[number];
export type ApplicationSettings = NonNullable<TenantSettings['applications']>[number];
export type PolicySettings = NonNullable<TenantSettings['policies']>[number];
export type CompanySettings = NonNullable<
  Exclude<NonNullable<Settings['peakon']>, false>['companies']
>[number];
