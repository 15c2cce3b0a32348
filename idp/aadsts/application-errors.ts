import { entry } from './entry.ts';

export interface Named {
  appId: string;
  appName: string;
}

const unknownIssuer =
  'No application in this tenant has this Identifier (Entity ID). To add your service provider, choose Enterprise apps > New application > Create your own application, and upload its metadata under Single sign-on. If you have added it, its Identifier under Basic SAML Configuration must equal the Issuer of the request exactly, including letter case and a trailing slash.';

/** Errors in the configuration of an application. */
export const applicationErrors = {
  50003: entry({
    name: 'MissingSigningKey',
    message: () => 'No signing key configured.',
    advice: 'Give the application a SAML signing certificate and make it active.',
  }),
  50011: entry<{ acs: string; application: string }>({
    name: 'InvalidReplyTo',
    message: ({ acs, application }) =>
      `The reply URL '${acs}' specified in the request does not match the reply URLs configured for the application '${application}'. Make sure the reply URL sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/urlMismatchError to learn more about how to fix this.`,
    advice:
      'Compare AssertionConsumerServiceURL in the request with the Reply URLs under Basic SAML Configuration: scheme, port, letter case and a trailing slash all count.',
  }),
  501241: entry<{ input: string; transformation: string }>({
    name: 'ClaimsTransformationMissingInput',
    message: ({ input, transformation }) =>
      `Mandatory Input '${input}' missing from transformation ID '${transformation}'.`,
    advice:
      'Give the user a value for the source of the transformation, or choose a source under Attributes & Claims that every user has: a claim condition without a value is passed over.',
  }),
  501621: entry({
    name: 'ClaimsTransformationTimeoutRegularExpressionTimeout',
    message: () => 'Claims transformation regular expression timed out.',
    advice:
      'Change the regex pattern under Attributes & Claims: nested repetitions such as (a+)+ take very long for values that do not match.',
  }),
  50146: entry<Named>({
    name: 'MissingCustomSigningKey',
    message: ({ appId, appName }) =>
      `The application '${appId}'(${appName}) is required to be configured with an application-specific signing key. It is either not configured with one, or the key has expired or is not yet valid.`,
    advice:
      'The imported certificate that is active is not valid now. Import one that is, or select New Certificate, and make it active.',
  }),
  50194: entry<Named>({
    name: 'NotMultiTenant',
    message: ({ appId, appName }) =>
      `Application '${appId}'(${appName}) is not configured as a multitenant application. Usage of the /common endpoint is not supported for such applications. Use a tenant-specific endpoint or configure the application to be multitenant.`,
    advice: 'Several tenants here have this Identifier: use the address of one tenant.',
  }),
  650056: entry<{ identifier: string }>({
    name: 'MisconfiguredApplication',
    message: ({ identifier }) =>
      `Misconfigured application. This could be due to one of the following: the client has not listed any permissions for 'AAD Graph' in the requested permissions in the client's application registration. Or, the admin has not consented in the tenant. Or, check the application identifier in the request to ensure it matches the configured client application identifier. Or, check the certificate in the request to ensure it's valid. Please contact your admin to fix the configuration or consent on behalf of the tenant. Client app ID: ${identifier}.`,
    advice: unknownIssuer,
  }),
  700016: entry<{ identifier: string; tenant: string }>({
    name: 'UnauthorizedClient_DoesNotMatchRequest',
    message: ({ identifier, tenant }) =>
      `Application with identifier '${identifier}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    advice: unknownIssuer,
  }),
  7000112: entry<Named>({
    name: 'UnauthorizedClientApplicationDisabled',
    message: ({ appId, appName }) => `Application '${appId}'(${appName}) is disabled.`,
    advice: 'Under Properties, set "Enabled for users to sign in?" to Yes.',
    status: 403,
  }),
  900971: entry({
    name: 'NoReplyAddress',
    message: () => 'No reply address provided.',
    advice: 'Enter a Reply URL (Assertion Consumer Service URL) under Basic SAML Configuration.',
  }),
};
