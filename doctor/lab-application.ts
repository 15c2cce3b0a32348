import type { Certificate } from '../certs/certificate.ts';
import {
  type ApplicationDetails,
  basicSamlOf,
  type ClaimsConfiguration,
  claimsOf,
} from '../idp/index.ts';

/** An application of the lab with everything that a real tenant must be given, too. */
export interface LabApplication {
  readonly displayName: string;
  readonly appId: string;
  /** The application was added from the gallery. */
  readonly fromGallery: boolean;
  /** "Basic SAML Configuration"; an address that is not set is empty. */
  readonly basic: ReturnType<typeof basicSamlOf>;
  readonly claims: ClaimsConfiguration;
  /** "Choose name identifier format"; undefined: the default of the source. */
  readonly nameIdFormat: string | undefined;
  /** A key of `signingOptions` and of `signingAlgorithms`. */
  readonly signingOption: string;
  readonly signingAlgorithm: string;
  readonly assignmentRequired: boolean;
  /** The active certificate; undefined while there is no signing key. */
  readonly certificate: Certificate | undefined;
  /** What the lab is to its service provider. */
  readonly issuer: string;
  readonly loginUrl: string;
}

/** What the doctor needs to know of an application. */
export function labApplicationOf(
  details: ApplicationDetails,
  lab: Pick<LabApplication, 'certificate' | 'issuer' | 'loginUrl'>,
): LabApplication {
  const { servicePrincipal } = details;
  return {
    displayName: servicePrincipal.displayName,
    appId: servicePrincipal.appId,
    fromGallery: servicePrincipal.applicationTemplateId !== null,
    basic: basicSamlOf(details),
    claims: claimsOf(details),
    nameIdFormat: servicePrincipal.nameIdFormat ?? undefined,
    signingOption: servicePrincipal.signingOption,
    signingAlgorithm: servicePrincipal.signingAlgorithm,
    assignmentRequired: servicePrincipal.appRoleAssignmentRequired !== 0,
    ...lab,
  };
}
