import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { DropInServiceProvider, DropInUser } from '../../drop-in/index.ts';

/** An identity provider beside the tenant's, in the place of a program that a project used before. */
export interface DropInOptions {
  /** Which program it takes the place of. */
  readonly name: 'test-saml-idp';
  /** 0 means any free port. Default: 8080. */
  readonly port?: number | undefined;
  /** Over https, with a certificate of the lab; 0 means any free port. Default: 8443; any free one where `port` is 0. */
  readonly httpsPort?: number | undefined;
  /** Certificate and private key that it signs with, as PEM. Default: one that is made for the data folder. */
  readonly key?: { readonly certificate: string; readonly privateKey: string } | undefined;
  /** The one service provider that it knows. */
  readonly serviceProvider: DropInServiceProvider;
  /** Who can sign in there. Default: `user1` and `user2`, as in the image. */
  readonly users?: readonly DropInUser[] | undefined;
}

/** The ports of the image. @returns those that are wanted */
export function dropInPorts({ port = 8080, httpsPort = port === 0 ? 0 : 8443 }: DropInOptions) {
  return { dropIn: port, dropInHttps: httpsPort };
}

/** What is wrong with the option, one sentence each. */
export function dropInFaults(value: unknown): string[] {
  if (!isObject(value))
    return ['The option dropIn must be an object with name and serviceProvider.'];
  const { name, port, httpsPort, key, serviceProvider, users } = value;
  const faults: string[] = [];
  if (name !== 'test-saml-idp')
    faults.push(
      'The option dropIn.name must be "test-saml-idp", the one program that it can replace.',
    );
  if (port !== undefined && !isPort(port))
    faults.push('The option dropIn.port must be a whole number from 0 to 65535.');
  if (httpsPort !== undefined && !isPort(httpsPort))
    faults.push('The option dropIn.httpsPort must be a whole number from 0 to 65535.');
  const keyFault = key === undefined ? undefined : dropInKeyFault(key);
  if (keyFault !== undefined) faults.push(`The option dropIn.key ${keyFault}.`);
  const { entityId, assertionConsumerService, singleLogoutService } = isObject(serviceProvider)
    ? serviceProvider
    : {};
  if (typeof entityId !== 'string' || entityId === '')
    faults.push('The option dropIn.serviceProvider.entityId must be the entity ID, as text.');
  if (!isWebUrl(assertionConsumerService))
    faults.push(
      'The option dropIn.serviceProvider.assertionConsumerService must be an http or https URL.',
    );
  if (singleLogoutService !== undefined && !isWebUrl(singleLogoutService))
    faults.push(
      'The option dropIn.serviceProvider.singleLogoutService must be an http or https URL.',
    );
  if (users !== undefined && !(Array.isArray(users) && users.length > 0 && users.every(isUser)))
    faults.push(
      'The option dropIn.users must be a list of objects with userName, password and attributes, whose members are lists of text.',
    );
  return faults;
}

/** What is wrong with a certificate and key to sign with, as the end of a sentence. */
export function dropInKeyFault(key: unknown): string | undefined {
  if (!isObject(key) || typeof key.certificate !== 'string' || typeof key.privateKey !== 'string')
    return 'must be an object with certificate and privateKey, both as PEM';
  try {
    const isPair = new X509Certificate(key.certificate).checkPrivateKey(
      createPrivateKey(key.privateKey),
    );
    return isPair ? undefined : 'has a private key that is not that of the certificate';
  } catch {
    return 'has no certificate and private key, in PEM form and without a password';
  }
}

/** Whether text is an absolute http or https URL. */
export function isWebUrl(value: unknown): boolean {
  const protocol = typeof value === 'string' ? URL.parse(value)?.protocol : undefined;
  return protocol === 'http:' || protocol === 'https:';
}

const isPort = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535;

const isUser = (value: unknown) =>
  isObject(value) &&
  typeof value.userName === 'string' &&
  typeof value.password === 'string' &&
  isObject(value.attributes) &&
  Object.values(value.attributes).every(isTexts);

const isTexts = (value: unknown) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
