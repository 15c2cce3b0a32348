import { type ArgumentTypes, requireTypes } from '../../../input/argument-types.ts';
import { emailAddress } from '../../../input/email-address.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';

/**
 * What an administrator sets of each method: Graph's resource types without `#microsoft.graph.` and `AuthenticationMethod`, and their
 * properties.
 */
export interface MethodProperties {
  microsoftAuthenticator: {
    /** Of the phone, e.g. `B.Simon's phone`. */
    displayName: string;
    /** Whether the app can also sign in without a password. */
    phoneSignIn: boolean;
  };
  hardwareOath: {
    serialNumber: string;
    /** RFC 6238 secret in base32. */
    secretKey: string;
    /** 30 or 60. */
    timeIntervalInSeconds: number;
  };
  phone: {
    /** `+{country code} {number}` */
    phoneNumber: string;
    /** `mobile`, `alternateMobile` or `office`; only mobile phones receive text messages. */
    phoneType: string;
  };
  email: { emailAddress: string };
  fido2: {
    displayName: string;
    /** `deviceBound` or `synced` */
    passkeyType: string;
  };
  windowsHelloForBusiness: { displayName: string };
  x509Certificate: {
    displayName: string;
    /** Whether the tenant counts the certificate as multifactor authentication. */
    isMultifactor: boolean;
  };
  temporaryAccessPass: {
    /** From when on it works; absent: at once. */
    startDateTime?: Date | undefined;
    /** 10 to 43,200. */
    lifetimeInMinutes: number;
    isUsableOnce: boolean;
  };
}

export type MethodType = keyof MethodProperties;

/** A method to be registered. */
export type NewAuthenticationMethod = {
  [Type in MethodType]: { type: Type } & MethodProperties[Type];
}[MethodType];

const types: {
  readonly [Type in MethodType]: ArgumentTypes<{ type: Type } & MethodProperties[Type]>;
} = {
  microsoftAuthenticator: { type: 'string', displayName: 'string', phoneSignIn: 'boolean' },
  hardwareOath: {
    type: 'string',
    serialNumber: 'string',
    secretKey: 'string',
    timeIntervalInSeconds: 'number',
  },
  phone: { type: 'string', phoneNumber: 'string', phoneType: 'string' },
  email: { type: 'string', emailAddress: 'string' },
  fido2: { type: 'string', displayName: 'string', passkeyType: 'string' },
  windowsHelloForBusiness: { type: 'string', displayName: 'string' },
  x509Certificate: { type: 'string', displayName: 'string', isMultifactor: 'boolean' },
  temporaryAccessPass: {
    type: 'string',
    startDateTime: 'date?',
    lifetimeInMinutes: 'number',
    isUsableOnce: 'boolean',
  },
};

const methodTypes = Object.keys(types) as MethodType[];

/** In characters. */
const MAX_NAME = 128;
/** Of a Temporary Access Pass, in minutes: Entra's limits. */
const SHORTEST = 10;
const LONGEST = 43_200;

/** @throws {InvalidInput} when the type is unknown, or a property is missing or breaks a rule */
export function checkNewMethod(method: NewAuthenticationMethod): void {
  const { type } = method ?? {};
  if (!Object.hasOwn(types, type))
    throw new InvalidInput([
      {
        property: 'type',
        code: 'method_type',
        message: `There is no authentication method "${String(type).slice(0, 80)}"; choose one of ${methodTypes.join(', ')}.`,
      },
    ]);
  requireTypes(method, types[type] as ArgumentTypes<NewAuthenticationMethod>);
  refuseFaults(faultsOf(method));
}

function faultsOf(method: NewAuthenticationMethod): (Fault | undefined)[] {
  switch (method.type) {
    case 'microsoftAuthenticator':
    case 'windowsHelloForBusiness':
    case 'x509Certificate':
      return [nameFault(method.displayName)];
    case 'fido2':
      return [
        nameFault(method.displayName),
        oneOf('passkeyType', method.passkeyType, ['deviceBound', 'synced']),
      ];
    case 'hardwareOath':
      return [
        shape(
          'serialNumber',
          method.serialNumber,
          /^[\x21-\x7e]{1,64}$/,
          'Enter the serial number of the token: 1 to 64 letters, digits and signs.',
        ),
        shape(
          'secretKey',
          method.secretKey,
          /^[A-Z2-7]{16,128}=*$/i,
          'Enter the secret key in base32: letters and the digits 2 to 7, 16 to 128 of them.',
        ),
        oneOf('timeIntervalInSeconds', method.timeIntervalInSeconds, [30, 60]),
      ];
    case 'phone':
      return [
        shape(
          'phoneNumber',
          method.phoneNumber,
          /^\+[1-9]\d{0,3} ?\d[\d ]{3,17}\d$/,
          'Enter the phone number with its country code, like +1 5555551234.',
        ),
        oneOf('phoneType', method.phoneType, ['mobile', 'alternateMobile', 'office']),
      ];
    case 'email':
      return [
        shape(
          'emailAddress',
          method.emailAddress,
          emailAddress,
          'This is not an e-mail address; it looks like name@contoso.com.',
        ),
      ];
    case 'temporaryAccessPass':
      return [lifetimeFault(method.lifetimeInMinutes)];
  }
}

const nameFault = (displayName: string): Fault | undefined =>
  displayName.trim() !== '' && displayName.length <= MAX_NAME
    ? undefined
    : {
        property: 'displayName',
        code: 'display_name',
        message: `Enter a name of 1 to ${MAX_NAME} characters.`,
      };

const shape = (
  property: string,
  value: string,
  right: RegExp,
  message: string,
): Fault | undefined => (right.test(value) ? undefined : { property, code: property, message });

const oneOf = <Value extends string | number>(
  property: string,
  value: Value,
  allowed: readonly Value[],
): Fault | undefined =>
  allowed.includes(value)
    ? undefined
    : { property, code: property, message: `Choose ${allowed.join(' or ')}.` };

const lifetimeFault = (minutes: number): Fault | undefined =>
  Number.isInteger(minutes) && minutes >= SHORTEST && minutes <= LONGEST
    ? undefined
    : {
        property: 'lifetimeInMinutes',
        code: 'lifetime',
        message: `Enter a lifetime of ${SHORTEST} to ${LONGEST} minutes.`,
      };
