/** As commander returns them. */
export interface DoctorArguments {
  federationMetadata?: string;
  app?: string;
  data: string;
  spMetadata?: string;
  trustedMetadata?: string;
  trustedCertificate?: string[];
  trustedIssuer?: string;
  trustedLoginUrl?: string;
  json?: boolean;
  html?: string;
}
