import { entry } from './entry.ts';

const responder =
  'This is about the Response of the identity provider of a federated domain. The sentence before says what was found; correct it there, or in the admin center under Domain names.';

/** Errors of a Response from the identity provider of a federated domain. */
export const federationErrors = {
  50006: entry({
    name: 'InvalidSignature',
    message: () => 'Signature verification failed because of an invalid signature.',
    advice:
      'The right key signed, but other content: the assertion was changed after it was signed.',
  }),
  50008: entry({
    name: 'InvalidSamlToken',
    message: () => 'SAML token is invalid.',
    advice: responder,
  }),
  50107: entry<{ issuer: string }>({
    name: 'InvalidRealmUri',
    message: ({ issuer }) => `The requested federation realm object '${issuer}' does not exist.`,
    advice:
      'The Issuer of the Response must be the issuer that is configured for the domain, letter by letter: in the admin center under Domain names.',
  }),
  51004: entry<{ immutableId: string; tenant: string }>({
    name: 'UserAccountNotInDirectory',
    message: ({ immutableId, tenant }) =>
      `The user account ${immutableId} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
    advice:
      "The NameID must be the user's immutable ID, letter by letter: the user's page in the admin center shows it.",
  }),
  90081: entry({
    name: 'OrgIdWsFederationMessageInvalid',
    message: () =>
      'An error occurred when the service tried to process a WS-Federation message. The message is not valid.',
    advice:
      'This address takes the SAMLResponse and RelayState that the identity provider of a federated domain posts.',
  }),
  500081: entry({
    name: 'InvalidSamlTokenKey',
    message: () =>
      'Unable to verify the token signature. The signing key identifier does not match any valid registered keys.',
    advice:
      'Upload the certificate that the identity provider signs with: in the admin center under Domain names.',
  }),
  500082: entry({
    name: 'SamlAssertionMissing',
    message: () => 'SAML assertion is not present in the token.',
    advice: responder,
  }),
  500089: entry({
    name: 'SamlAssertionInvalid',
    message: () => 'SAML 2.0 assertion validation failed: SAML token is invalid.',
    advice: responder,
  }),
  5000820: entry({
    name: 'FederatedTokenValidation',
    message: () =>
      'Sign-in blocked by Federated Token Validation policy. Contact your administrator for details.',
    advice:
      'An identity provider signs in the users of its domain only: the user principal name must end in the domain that is federated with it.',
    status: 403,
  }),
};
