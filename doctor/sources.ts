import type { Source } from '../lint/index.ts';

const from =
  (document: string) =>
  (section: string): Source => ({ document, section });

/** Microsoft's pages are on learn.microsoft.com; each is named by its title. */
export const signOnProtocol = from('Microsoft Learn, Single sign-on SAML protocol');
export const signOutProtocol = from('Microsoft Learn, Single Sign-Out SAML Protocol');
export const redirectUris = from(
  'Microsoft Learn, Redirect URI (reply URL) restrictions and limitations',
);
export const federationMetadata = from('Microsoft Learn, Federation metadata');
export const certificateManagement = from(
  'Microsoft Learn, Tutorial: Manage federation certificates',
);
export const signingOptions = from(
  'Microsoft Learn, Advanced certificate signing options in a SAML token',
);
export const claimCustomization = from('Microsoft Learn, Customize SAML token claims');
export const upnPopulation = from('Microsoft Learn, Microsoft Entra UserPrincipalName population');
export const applicationProperties = from(
  'Microsoft Learn, Properties of an enterprise application',
);
export const samlMetadata = from('SAML Metadata');
/** Responses and metadata in public test files, 2021 to 2025 (docs/fidelity.md). */
export const captures = from('Public captures of Entra, docs/fidelity.md');
