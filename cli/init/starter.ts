import type { DescribedProvider } from './describe-service-provider.ts';

/** YAML that JSON is part of, so that any text is quoted correctly (YAML 1.2, 1.2). */
const quoted = (value: unknown): string => JSON.stringify(value);

/** A settings file to begin with. Every commented setting is valid where it is. */
export function starter(provider: DescribedProvider | undefined): string {
  return `# yaml-language-server: $schema=node_modules/samlab/docs/settings.schema.json
# The settings of a lab. "samlab start" reads this file from the current folder, and reports every fault before it starts anything.
# "samlab start --watch" applies it again whenever it is saved. All keys: docs/settings.md.

# Ports; 0: any free one.
# ports: { lab: 4000, idp: 4100, sp: 4200 }

# The time in the lab, which goes on from there. Or an offset such as +3d, or { frozen: 2026-11-20T10:00:00Z }.
# clock: 2026-11-20T10:00:00Z

# The service provider Peakon. Without this key the lab has the finished tutorial too: B.Simon, K.Lee and the application Peakon.
peakon: false

tenants:
  # The tenant contoso.com belongs to every lab, with its administrator admin@contoso.com.
  - domain: contoso.com

    users:
      - userPrincipalName: Ann@contoso.com
        displayName: Ann Lee
        givenName: Ann
        surname: Lee
        mail: ann@contoso.com
        # Without a password, samlab makes one and prints it at the start. \${NAME} is an environment variable.
        # password: \${ANN_PASSWORD:-Maple-Otter-4711}
        # More ways to sign in.
        # authenticationMethods:
        #   - { type: phone, phoneNumber: +1 5555551234, phoneType: mobile }

      # This user is blocked; the sign-in ends with AADSTS50057.
      - userPrincipalName: Bob@contoso.com
        accountEnabled: false

    groups:
      - displayName: Sales
        members: [Ann@contoso.com, Bob@contoso.com]

    applications:
      # Your service provider.
      - displayName: My application
${addresses(provider)}
        # What the NameID and further claims are made from.
        # nameId: { attribute: user.mail }
        # claims:
        #   - { name: department, value: Sales }
        # What is signed: assertion, response or both.
        # signingOption: both
        # A certificate of yours, in place of one that samlab makes.
        # certificates:
        #   - { certificate: idp.pem, key: idp.key }
        assignments:
          - group: Sales

    # Ask for a second factor; the lab home shows its codes.
    # policies:
    #   - displayName: Second factor
    #     includeApplications: [My application]
    #     grantControl: mfa
`;
}

function addresses(provider: DescribedProvider | undefined): string {
  if (!provider)
    return `        # From its metadata, a URL or a file, at each start:
        # metadata: http://localhost:8080/saml/metadata
        # Or value by value:
        identifierUris: [http://localhost:8080/saml/metadata]
        replyUrls: [http://localhost:8080/saml/acs]
        # signOnUrl: http://localhost:8080/login`;
  const { source, identifierUris, replyUrls, logoutUrl } = provider;
  return [
    `        # From ${source.replace(/[\r\n]/g, ' ')}. To read that at each start, write in place of these:`,
    `        # metadata: ${quoted(source)}`,
    `        identifierUris: ${quoted(identifierUris)}`,
    `        replyUrls: ${quoted(replyUrls)}`,
    ...(logoutUrl === undefined ? [] : [`        logoutUrl: ${quoted(logoutUrl)}`]),
  ].join('\n');
}
