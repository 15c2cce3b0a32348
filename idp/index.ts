/** The public face of the identity provider. Everything else in this folder is its own business. */
export { buildIdp, type Idp, type IdpOptions } from './app.ts';
export type {
  AddedApplication,
  ApplicationProperties,
  NewApplication,
} from './directory/applications.ts';
export type { NewAssignment } from './directory/assignments.ts';
export type { Directory } from './directory/directory.ts';
export type { SamlSettings } from './directory/saml-settings.ts';
export type { NewTenant } from './directory/tenants.ts';
export type { NewUser } from './directory/users.ts';
export { defaultClaims, issuerOf } from './response/claims.ts';
