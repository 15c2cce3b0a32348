import {
  claims,
  emailAddress,
  issuer,
  type KeyMaterial,
  serviceProvider,
  user,
} from '../subject.ts';

/** The settings file of servers/samlp.js. */
export const samlpSettings = (key: KeyMaterial) => ({
  cert: key.certificatePem.toString(),
  key: key.privateKeyPem.toString(),
  issuer,
  assertionConsumerService: serviceProvider.assertionConsumerService,
  user: { id: user.userPrincipalName },
  claims,
  nameIdFormat: emailAddress,
});
