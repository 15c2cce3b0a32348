/** The public API of the package: `import { startLab } from 'samlab'`. */
export type { Exchange } from '../exchanges/exchange.ts';
export {
  type Mail,
  type MetadataRead,
  NoSigningKey,
  type SmtpOptions,
  TooManyRequests,
} from '../idp/index.ts';
export { type Fault, InvalidInput } from '../input/invalid-input.ts';
export { NotFound } from '../input/not-found.ts';
export { StaleVersion } from '../input/stale-version.ts';
export { StoreError } from '../store/errors.ts';
export type { AddressOptions } from './addresses/options.ts';
export type { Ports } from './addresses/ports.ts';
export type { ClockSetting } from './clock/clock-setting.ts';
export type { Instant } from './clock/instant.ts';
export type { ClockMode, ClockState, LabClock } from './clock/lab-clock.ts';
export type { DropInOptions } from './drop-in/options.ts';
export { LabError, type LabErrorCode } from './errors.ts';
export { exchangeHtml } from './exchanges/exchange-as-html.ts';
export type { WantedExchange } from './exchanges/next-exchange.ts';
export type { Lab } from './lab.ts';
export type { LabOptions } from './lab-options.ts';
export { InvalidSettings, type SettingsFault } from './settings/faults.ts';
export type { SettingsSource } from './settings/load-settings.ts';
export type { Settings } from './settings/settings.ts';
export { startLab } from './start-lab.ts';
export type { StartLine } from './start-line.ts';
export type { NewLabApplication } from './tenants/add-application.ts';
export type { ArmedSignIn } from './tenants/armed-sign-ins.ts';
export type {
  AssignOptions,
  LabTenant,
  NextSignIn,
  SignInOptions,
  SignOutOptions,
  WantedTenantExchange,
  WantedTenantLogs,
} from './tenants/lab-tenant.ts';
export type { NewLabTenant } from './tenants/lab-tenants.ts';
export type { NewLabGroup } from './tenants/new-group.ts';
export type { NewLabAppRole } from './tenants/new-roles.ts';
export type {
  CertificateSource,
  NewEncryption,
  NewRequestSignatureVerification,
} from './tenants/new-service-provider-keys.ts';
export type { NewLabUser } from './tenants/new-user.ts';
export type { NewLabProvisioning } from './tenants/provisioning.ts';
export type {
  ApplicationReference,
  GroupReference,
  LabApplication,
  LabGroup,
  LabUser,
  UserReference,
} from './tenants/references.ts';
export { type SignedResponse, SignInRefused } from './tenants/sign-in.ts';
export type { SentLogout, SignedOut } from './tenants/sign-out.ts';
export type { ChangedClaims } from './tenants/with-claims.ts';
