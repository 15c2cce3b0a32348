import { authnContextClass as c } from '../../saml/names.ts';
import { type AuthenticationMethodMode, isMultifactor } from './modes.ts';

/**
 * Which tables the token follows: what captures up to November 2025 show, or what Microsoft documents since 2026, with or without the references
 * that the optional claim `amr` with `include_granular_amr` adds (entra-saml.md 2.4, 10.1).
 */
export const authnContextReportings = {
  asCaptured: {
    label: 'As captured',
    meaning:
      'What responses of Entra up to November 2025 say: after a password the class is Password, and a second factor shows only as multipleauthn.',
  },
  asDocumented: {
    label: 'As documented 2026',
    meaning:
      'What Microsoft documents since 2026: the class of the strongest method, such as TimeSyncToken after a code, and a reference for each method.',
  },
  asDocumentedGranular: {
    label: 'As documented 2026, with granular amr',
    meaning:
      'The same with finer references, such as totp or sms in place of otp. In Microsoft Graph: the optional claim amr with include_granular_amr in its additionalProperties.',
  },
} as const;

export type AuthnContextReporting = keyof typeof authnContextReportings;

/** What an assertion says about how the user signed in. */
export interface AuthnContext {
  classRef: string;
  /** The values of authnmethodsreferences. */
  references: string[];
}

const REFERENCES = 'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/';
const MULTIPLE = 'http://schemas.microsoft.com/claims/multipleauthn';

interface Documented {
  classRef: string;
  /** With another factor, where it differs. */
  together?: string;
  reference: string;
  granular?: string;
}

/** The table of entra-saml.md 10.1. */
const documented: Readonly<Record<AuthenticationMethodMode, Documented>> = {
  password: { classRef: c.password, reference: 'password' },
  microsoftAuthenticatorPush: phone('rsa'),
  deviceBasedPush: { classRef: c.mobileTwoFactorContract, reference: 'swk' },
  softwareOath: { classRef: c.timeSyncToken, reference: 'otp', granular: 'totp' },
  hardwareOath: { classRef: c.timeSyncToken, reference: 'otp', granular: 'hotp' },
  sms: phone('otp', 'sms'),
  voice: { ...phone('otp', 'tel'), classRef: c.telephony },
  email: phone('otp', 'emailotp'),
  fido2: { classRef: c.smartcardPKI, reference: 'fido' },
  syncedPasskey: { classRef: c.softwarePKI, reference: 'fido' },
  windowsHelloForBusiness: { classRef: c.smartcardPKI, reference: 'hwk' },
  x509CertificateSingleFactor: { classRef: c.x509, reference: 'x509' },
  x509CertificateMultiFactor: { classRef: c.smartcardPKI, reference: 'x509' },
  temporaryAccessPassOneTime: pass(),
  temporaryAccessPassMultiUse: pass(),
  windowsIntegrated: { classRef: c.kerberos, reference: 'wia' },
  deviceCertificate: { classRef: c.x509, reference: 'x509' },
  federatedSingleFactor: federated(),
  federatedMultiFactor: federated(),
};

function phone(reference: string, granular?: string): Documented {
  const factor = { classRef: c.mobileOneFactorUnregistered, together: c.mobileTwoFactorContract };
  return granular === undefined ? { ...factor, reference } : { ...factor, reference, granular };
}

function pass(): Documented {
  return { classRef: c.entraUnspecified, reference: 'otp', granular: 'tap' };
}

/** The class that the user's identity provider named is passed on, and is the reference too (three captures, entra-saml.md 10.1). */
function federated(classRef: string = c.passwordProtectedTransport): Documented {
  return { classRef, reference: classRef };
}

const isFederated = (mode: AuthenticationMethodMode): boolean =>
  mode === 'federatedSingleFactor' || mode === 'federatedMultiFactor';

/** From the strongest to the weakest; "where several methods were used the strongest is named" (entra-saml.md 10.1), the order is assumed. */
const strongestFirst: readonly string[] = [
  c.smartcardPKI,
  c.softwarePKI,
  c.mobileTwoFactorContract,
  c.timeSyncToken,
  c.x509,
  c.mobileOneFactorUnregistered,
  c.telephony,
  c.kerberos,
  c.passwordProtectedTransport,
  c.password,
  c.entraUnspecified,
];

/** Captures of Windows sign-ins differ from the table (entra-saml.md 2.4). */
const capturedWindows = { classRef: c.windows, reference: 'windows' };

/**
 * Class and references for the methods of a session.
 *
 * As captured, a password is class Password and reference `password`, whatever the second factor was. Methods that no capture shows follow the
 * documented table.
 *
 * @param used in the order in which they were used; not empty
 * @param federatedClassRef what the identity provider of a federated domain named
 */
export function authnContextOf(
  used: readonly AuthenticationMethodMode[],
  reporting: AuthnContextReporting,
  federatedClassRef?: string,
): AuthnContext {
  const multifactor = isMultifactor(used);
  const tell = (mode: AuthenticationMethodMode) =>
    isFederated(mode) ? federated(federatedClassRef) : documented[mode];
  const told = reporting === 'asCaptured' ? captured(used, tell) : used.map(tell);
  const classes = told.map(({ classRef, together }) =>
    multifactor ? (together ?? classRef) : classRef,
  );
  const words = told.map(({ reference, granular }) =>
    reporting === 'asDocumentedGranular' ? (granular ?? reference) : reference,
  );
  const references = [...new Set(words)].map((word) =>
    word.includes(':') ? word : `${REFERENCES}${word}`,
  );
  return {
    classRef: classes.toSorted((a, b) => rank(a) - rank(b))[0] ?? c.password,
    references: multifactor ? [...references, MULTIPLE] : references,
  };
}

const rank = (classRef: string): number => {
  const position = strongestFirst.indexOf(classRef);
  return position === -1 ? strongestFirst.length : position;
};

function captured(
  used: readonly AuthenticationMethodMode[],
  tell: (mode: AuthenticationMethodMode) => Documented,
): Documented[] {
  const [first] = used;
  if (used.includes('password')) return [documented.password];
  if (first !== undefined && isFederated(first)) return [tell(first)];
  return used.map((mode) => (mode === 'windowsIntegrated' ? capturedWindows : tell(mode)));
}
