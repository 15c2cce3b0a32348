import type { ClaimsOptions } from '../../response/claims-configuration.ts';
import type { DirectoryParts } from '../directory-parts.ts';
import { requireApplication } from './application-details.ts';
import { type AuthnContextSettings, setAuthnContext } from './authn-context-settings.ts';
import {
  configureSaml,
  configureSamlWithoutRequiredValues,
  replaceBasicSamlUnchecked,
} from './basic-saml.ts';
import { configureSamlFromMetadata } from './basic-saml-from-metadata.ts';
import type { BasicSaml } from './basic-saml-rules.ts';
import { chooseSaml, disableSingleSignOn } from './choose-saml.ts';
import { saveClaimsOptions } from './claims-options.ts';
import {
  type ClaimValues,
  type NameIdValues,
  removeClaim,
  saveClaim,
  saveNameId,
} from './claims-settings.ts';
import {
  addExtensionProperty,
  extensionName,
  type NewExtensionProperty,
  removeExtensionProperty,
} from './extension-properties.ts';
import { type GroupClaimsValues, setGroupClaims } from './group-claims-settings.ts';
import { type SigningSettings, setSigning } from './signing-settings.ts';

/** Of `Directory`: the single sign-on settings of an application. */
export interface SingleSignOnDirectory {
  /**
   * Makes SAML the single sign-on method, with a certificate unless one is active.
   *
   * @param notify e-mail address that Entra would write to before the certificate expires
   * @throws {NotFound} when the application does not exist
   */
  chooseSaml(servicePrincipalId: string, notify: string): Promise<void>;
  /** Settings and certificates stay. @throws {NotFound} when the application does not exist */
  disableSingleSignOn(servicePrincipalId: string): Promise<void>;
  /**
   * Replaces Basic SAML Configuration as a whole, and makes SAML the single sign-on method.
   *
   * @throws {InvalidInput} when an Identifier or a Reply URL is missing, or a value is malformed, repeated, or an Identifier of
   *   another application
   * @throws {NotFound} when the application does not exist
   */
  configureSaml(servicePrincipalId: string, basic: BasicSaml): Promise<void>;
  /**
   * Replaces the Identifier, the Reply URLs and, if it is named, the Logout URL by those in the metadata of a service provider.
   *
   * @param metadata XML, at most 256 KiB
   * @throws {InvalidInput} for `metadata` when it is of no use, and as `configureSaml`
   * @throws {NotFound} when the application does not exist
   */
  configureSamlFromMetadata(
    servicePrincipalId: string,
    metadata: Uint8Array | string,
  ): Promise<void>;
  /** `configureSaml` without the rule that an Identifier and a Reply URL are required. */
  configureSamlWithoutRequiredValues(servicePrincipalId: string, basic: BasicSaml): Promise<void>;
  /**
   * Replaces Basic SAML Configuration with saved values, and checks no rule about them; the single sign-on method stays.
   *
   * @throws {InvalidInput} `taken` for an Identifier of another application
   * @throws {NotFound} when the application does not exist
   */
  replaceBasicSamlUnchecked(servicePrincipalId: string, basic: BasicSaml): Promise<void>;
  /**
   * Adds a claim, or replaces the one with this id.
   *
   * @param claimId of an existing claim; absent: a new one
   * @throws {InvalidInput} when the name is empty, malformed, restricted or taken, or the source is unknown
   * @throws {NotFound} when the application or the claim does not exist
   */
  saveClaim(servicePrincipalId: string, claim: ClaimValues, claimId?: string): Promise<void>;
  /** @throws {NotFound} when the application or the claim does not exist */
  removeClaim(servicePrincipalId: string, claimId: string): Promise<void>;
  /**
   * Sets format and source of the NameID; the format `''` follows the source.
   *
   * @throws {InvalidInput} when the format or the source is unknown
   * @throws {NotFound} when the application does not exist
   */
  saveNameId(servicePrincipalId: string, nameId: NameIdValues): Promise<void>;
  /**
   * Sets "Advanced SAML claims options" and optional claims; an absent one stays.
   *
   * @throws {InvalidInput} when the audience is not an absolute URI, or an optional claim is unknown or repeated
   * @throws {NotFound} when the application does not exist
   */
  setClaimsOptions(servicePrincipalId: string, options: ClaimsOptions): Promise<void>;
  /**
   * Adds a property to the users of the tenant, a directory extension.
   *
   * @returns its whole name, `extension_{appId without hyphens}_{name}`
   * @throws {InvalidInput} when the name is empty, malformed or taken, or the application has 100 already
   * @throws {NotFound} when the application does not exist
   */
  addExtensionProperty(
    servicePrincipalId: string,
    property: NewExtensionProperty,
  ): Promise<{ name: string }>;
  /**
   * Removes a directory extension; no claim sends its values any more.
   *
   * @param name the whole name
   * @throws {NotFound} when the application, or its property, does not exist
   */
  removeExtensionProperty(servicePrincipalId: string, name: string): Promise<void>;
  /**
   * Replaces the group claim; what is absent gets its default.
   *
   * @throws {InvalidInput} when a choice is unknown or does not go with another one, the name is malformed or that of another claim, or the regex
   *   cannot be used
   * @throws {NotFound} when the application does not exist
   */
  setGroupClaims(servicePrincipalId: string, groupClaims: GroupClaimsValues): Promise<void>;
  /**
   * Sets what is signed and how; an absent setting stays.
   *
   * @throws {InvalidInput} when the option or the algorithm is unknown
   * @throws {NotFound} when the application does not exist
   */
  setSigning(servicePrincipalId: string, changes: Partial<SigningSettings>): Promise<void>;
  /**
   * Sets which tables AuthnContextClassRef and authnmethodsreferences follow: `asCaptured`, `asDocumented` or `asDocumentedGranular`.
   *
   * @throws {InvalidInput} when there is no such table
   * @throws {NotFound} when the application does not exist
   */
  setAuthnContext(servicePrincipalId: string, settings: AuthnContextSettings): Promise<void>;
}

export const singleSignOnDirectory = ({ db, clock }: DirectoryParts): SingleSignOnDirectory => ({
  async chooseSaml(servicePrincipalId, notify) {
    await chooseSaml(db, { servicePrincipalId }, notify, clock());
  },
  async disableSingleSignOn(servicePrincipalId) {
    await disableSingleSignOn(db, { servicePrincipalId });
  },
  async configureSaml(servicePrincipalId, basic) {
    await configureSaml(db, { servicePrincipalId }, basic);
  },
  async configureSamlFromMetadata(servicePrincipalId, metadata) {
    await configureSamlFromMetadata(db, { servicePrincipalId }, metadata, clock());
  },
  async configureSamlWithoutRequiredValues(servicePrincipalId, basic) {
    await configureSamlWithoutRequiredValues(db, { servicePrincipalId }, basic);
  },
  async replaceBasicSamlUnchecked(servicePrincipalId, basic) {
    await replaceBasicSamlUnchecked(db, { servicePrincipalId }, basic);
  },
  async saveClaim(servicePrincipalId, claim, claimId) {
    await saveClaim(db, { servicePrincipalId }, claimId, claim);
  },
  async removeClaim(servicePrincipalId, claimId) {
    await removeClaim(db, { servicePrincipalId }, claimId);
  },
  async saveNameId(servicePrincipalId, nameId) {
    await saveNameId(db, { servicePrincipalId }, nameId);
  },
  async setClaimsOptions(servicePrincipalId, options) {
    await saveClaimsOptions(db, { servicePrincipalId }, options);
  },
  async addExtensionProperty(servicePrincipalId, property) {
    await addExtensionProperty(db, { servicePrincipalId }, property);
    const app = await requireApplication(db, undefined, servicePrincipalId);
    return { name: extensionName(app.servicePrincipal.appId, property.name) };
  },
  async removeExtensionProperty(servicePrincipalId, name) {
    await removeExtensionProperty(db, { servicePrincipalId }, name);
  },
  async setGroupClaims(servicePrincipalId, groupClaims) {
    await setGroupClaims(db, { servicePrincipalId }, groupClaims);
  },
  async setSigning(servicePrincipalId, changes) {
    await setSigning(db, { servicePrincipalId }, changes);
  },
  async setAuthnContext(servicePrincipalId, settings) {
    await setAuthnContext(db, { servicePrincipalId }, settings);
  },
});
