/** The public face of the identity provider: other folders import nothing else from here. */
export { buildIdp, type Idp, type IdpOptions, type ProvisioningRuns } from './app.ts';
export {
  type AuthenticationMethodMode,
  authenticationMethodModes,
} from './authentication-methods/modes.ts';
export { type CloudName, cloudAddresses, clouds } from './cloud/clouds.ts';
export { inEntra } from './cloud/printed-address.ts';
export type {
  ApplicationDetails,
  ApplicationKey,
} from './directory/applications/application-details.ts';
export type { PropertyChanges } from './directory/applications/application-properties.ts';
export type { AddedApplication, NewApplication } from './directory/applications/applications.ts';
export type { NewAssignment } from './directory/applications/assignments.ts';
export { basicSamlOf } from './directory/applications/basic-saml.ts';
export {
  type BasicSaml,
  basicSamlFaults,
  basicSamlLabels,
} from './directory/applications/basic-saml-rules.ts';
export { claimsOptionsOf } from './directory/applications/claims-options.ts';
export { claimsOf, nameIdFormats, nameIdOf } from './directory/applications/claims-settings.ts';
export { extensionPropertiesOf } from './directory/applications/extension-properties.ts';
export type { GroupClaimsValues } from './directory/applications/group-claims-settings.ts';
export { NoSigningKey } from './directory/applications/key-credentials.ts';
export type { SomeAppRoleProperties } from './directory/applications/manage-app-roles.ts';
export type { MetadataRead } from './directory/applications/metadata-reads.ts';
export { basicSamlOfMetadata, metadataFaults } from './directory/applications/metadata-values.ts';
export {
  type SigningSettings,
  signingAlgorithms,
  signingOptions,
} from './directory/applications/signing-settings.ts';
export { groupClaimsOf } from './directory/applications/stored-group-claims.ts';
export { isLocalHost, isPlainHttpElsewhere } from './directory/applications/web-address.ts';
export type { Directory } from './directory/directory.ts';
export type { SomeGroupProperties } from './directory/groups/group-properties.ts';
export type { Mail, MailDelivery } from './directory/mails/mails.ts';
export type {
  ProvisioningConfiguration,
  ProvisioningState,
} from './directory/provisioning/configuration.ts';
export type { ProvisioningObjectSummary } from './directory/provisioning/logs.ts';
export type { WantedProvisioningLogs } from './directory/provisioning/provisioning-directory.ts';
export type { ApprovalAnswer, PendingApproval, SentCode } from './directory/sign-in/phones.ts';
export type { ShownCode } from './directory/sign-in/second-factor.ts';
export type { NewTenant } from './directory/tenants/manage-tenants.ts';
export type { NewUser } from './directory/users/new-user.ts';
export { isVendorAddress } from './gallery/vendor-address.ts';
export type { SmtpOptions } from './mails/smtp.ts';
export { buildEntityDescriptor } from './metadata/entity-descriptor.ts';
export type { AlterResponse, IssuedResponse, PostedResponse } from './posted-response.ts';
export type { AnswerFault, AnswerFaultKind } from './provisioning/client/answer-fault.ts';
export { keptExchange, type ScimExchange } from './provisioning/client/exchange.ts';
export { ScimClient, type ScimClientOptions } from './provisioning/client/scim-client.ts';
export {
  readTenantUrl,
  type TenantUrl,
  TenantUrlFault,
} from './provisioning/client/tenant-url.ts';
export {
  type ClientCredentials,
  type CredentialLocation,
  clientCredentialsToken,
  requestToken,
  TokenFault,
} from './provisioning/client/token-endpoint.ts';
export type { CycleResult } from './provisioning/cycle/cycle.ts';
export type { OnDemandResult } from './provisioning/on-demand/provision-on-demand.ts';
export { TooManyRequests } from './provisioning/on-demand/too-many-requests.ts';
export * as scimWire from './provisioning/wire/index.ts';
export { conditionalInWords } from './response/claim-conditions.ts';
export {
  type ClaimsConfiguration,
  type ConfiguredClaim,
  defaultConfiguration,
  wireName,
} from './response/claims-configuration.ts';
export { noGroupClaims } from './response/group-claims-configuration.ts';
export { issuerOf } from './response/identity-provider.ts';
export { issueResponse } from './response/issue-response.ts';
export { sourceInWords } from './response/source-values.ts';
export { mandatorySources } from './response/transformations.ts';
export type { ValueSource } from './response/value-source.ts';
export { examineLogoutRequest } from './sign-out/examine-logout-request.ts';
export {
  type ExaminedRequestCheck,
  examineAuthnRequest,
  examineRepeated,
  type KnownApplication,
} from './single-sign-on/examine-request.ts';
export { examineRequestSignature } from './single-sign-on/examine-request-signature.ts';
export { nearMiss } from './single-sign-on/near-miss.ts';
