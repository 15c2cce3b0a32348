/** The public face of the identity provider. Everything else in this folder is its own business. */
export { buildIdp, type Idp, type IdpOptions } from './app.ts';
export { type CloudName, cloudAddresses } from './cloud/clouds.ts';
export { inEntra } from './cloud/printed-address.ts';
export type { ApplicationDetails } from './directory/application-details.ts';
export type {
  AddedApplication,
  ApplicationProperties,
  NewApplication,
} from './directory/applications.ts';
export type { NewAssignment } from './directory/assignments.ts';
export type { Directory } from './directory/directory.ts';
export { NoSigningKey } from './directory/no-signing-key.ts';
export type { SamlSettings } from './directory/saml-settings.ts';
export { samlSettingsOf } from './directory/saml-settings-of.ts';
export type { ShownCode } from './directory/second-factor.ts';
export type { NewTenant } from './directory/tenants.ts';
export type { NewUser } from './directory/users.ts';
export { isVendorAddress } from './gallery/vendor-address.ts';
export { issuerOf } from './response/claims.ts';
export type { AlterHandOff, IssuedHandOff } from './single-sign-on/alter-hand-off.ts';
