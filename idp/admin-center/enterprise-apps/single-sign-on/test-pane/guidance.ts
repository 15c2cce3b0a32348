import type { AadstsCode } from '../../../../aadsts/catalogue.ts';
import { catalogue } from '../../../../aadsts/catalogue.ts';

/** What to do about a failed sign-in, for whom. */
export interface Guidance {
  code: number;
  /** Why it happened. */
  cause: string;
  /** What to do about it. */
  advice: string;
  /** Page of the application where it is done by hand; absent when it is done elsewhere. */
  page?: { path: string; title: string } | undefined;
}

const basic = { path: 'single-sign-on/basic', title: 'Basic SAML Configuration' };
const users = { path: 'users', title: 'Users and groups' };
const properties = { path: 'properties', title: 'Properties' };
const certificates = { path: 'single-sign-on/certificates', title: 'SAML Certificates' };
const claims = { path: 'single-sign-on/claims', title: 'Attributes & Claims' };

const notFound = {
  cause: 'No application in this tenant has the Issuer of the request as its Identifier.',
  page: basic,
};

/** The cause in words, and where it is cured (entra-admin.md 1.7 (5)); the advice itself is the catalogue's. */
const byCode: Readonly<Record<number, Pick<Guidance, 'cause' | 'page'>>> = {
  700016: notFound,
  70001: notFound,
  650056: notFound,
  50011: {
    cause: 'AssertionConsumerServiceURL is not a Reply URL of the application.',
    page: basic,
  },
  900971: { cause: 'The application has no Reply URL.', page: basic },
  50105: { cause: 'The user has no role in the application.', page: users },
  7000112: { cause: 'The application is switched off for sign-in.', page: properties },
  50003: { cause: 'The application has no certificate to sign with.', page: certificates },
  501241: { cause: 'A transformation of a claim lacks a mandatory input.', page: claims },
  50057: { cause: 'The user is blocked.' },
  75005: {
    cause:
      'The request is not a valid SAML 2.0 message: the application sends wrong fields or encoding.',
  },
  750055: { cause: 'The application does not compress the request as HTTP-Redirect requires.' },
  750056: { cause: 'The application does not send the request in base64.' },
  7500525: { cause: 'The request is not readable XML, or a value in it has the wrong type.' },
  750054: {
    cause:
      'SAMLRequest was not in the query: the application uses a binding other than HTTP-Redirect.',
  },
};

const isKnown = (code: number): code is AadstsCode => Object.hasOwn(catalogue, code);

/** @param code an AADSTS number; unknown ones get a sentence that says so. */
export function guidanceFor(code: number): Guidance {
  const known = isKnown(code) ? catalogue[code] : undefined;
  const { cause = known ? `${known.name}.` : '', page } = byCode[code] ?? {};
  const older = code === 70001 ? catalogue[700016].advice : undefined;
  const advice =
    known?.advice ??
    older ??
    'This mock does not answer with this code; look it up in the documentation of Microsoft Entra ID.';
  return { code, cause, advice, page };
}

/** The AADSTS number in a pasted error; `undefined` when there is none. */
export function codeIn(text: string): number | undefined {
  const digits = /AADSTS\s?(\d{4,8})/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
