/** Written by `npm run settings` from schema/. */

/** What a settings file says. */
export interface Settings {
  /** The JSON Schema, for editors. */
  readonly $schema?: string | undefined;
  /** Options of the command override them. */
  readonly ports?: {
    /** Port of the lab home; 0: any free. */
    readonly lab?: number | undefined;
    /** Port of the identity provider; 0: any free. */
    readonly idp?: number | undefined;
    /** Port of the service provider; 0: any free. */
    readonly sp?: number | undefined;
  } | undefined;
  /** Options of the command override them. */
  readonly addresses?: {
    /** IP address or name to listen on besides loopback; it needs --expose. Example: `0.0.0.0`. */
    readonly host?: string | undefined;
    /** Scheme, host and port only. */
    readonly publicUrls?: {
      /** Where browsers reach the lab home. Example: `https://lab.example`. */
      readonly lab?: string | undefined;
      /** Where browsers reach the identity provider. Example: `https://login.example`. */
      readonly idp?: string | undefined;
      /** Where browsers reach the service provider. Example: `https://peakon.example`. */
      readonly sp?: string | undefined;
    } | undefined;
    /** Further host names under which programs reach the sites, such as the name of a container; on a single port as idp=NAME. */
    readonly aliases?: readonly (string)[] | undefined;
    /** IP addresses or networks of proxies whose X-Forwarded headers count. */
    readonly trustedProxies?: readonly (string)[] | undefined;
    /** All sites on the port of the lab home, told apart by host name. */
    readonly singlePort?: boolean | undefined;
    /** The sites speak https, with a certificate of the lab's own authority. */
    readonly https?: boolean | undefined;
    /** PEM file with a certificate, and its chain, in place of that of the lab. Example: `lab.example.pem`. */
    readonly tlsCert?: string | undefined;
    /** PEM file with the private key of tlsCert, without a password. Example: `lab.example-key.pem`. */
    readonly tlsKey?: string | undefined;
  } | undefined;
  /** The time in the lab when it starts. real: that of the machine; an offset to it such as +3d or -2h30m; an instant from which it goes on; or frozen, with an instant. The lab home and the library can move it. The option --clock overrides it. Example: `2026-11-20T10:00:00Z`, `+3d`. */
  readonly clock?: string | {
    /** Instant at which the clock is frozen. Example: `2026-11-20T10:00:00Z`. */
    readonly frozen: string;
  } | undefined;
  /** Fixes the ids and keys of a new lab, so that the same acts give the same messages, byte by byte, while the clock is frozen. Who knows it knows every private key: for tests only. The option --seed overrides it. Example: `golden`. */
  readonly seed?: string | undefined;
  /** The SMTP server that gets the mails of the outbox as well. The option --smtp-url overrides it. */
  readonly smtp?: {
    /** SMTP server, with user name and password if it asks for them. Example: `smtp://localhost:1025`. */
    readonly url: string;
    /** Sender. Default: samlab@localhost. Example: `samlab@example.com`. */
    readonly from?: string | undefined;
  } | undefined;
  /** Tenants of the identity provider. */
  readonly tenants?: readonly ({
    /** First verified domain; finds the tenant again. Example: `contoso.com`. */
    readonly domain: string;
    /** Name of a new tenant. Default: from its domain. */
    readonly displayName?: string | undefined;
    /** Tenant ID of a new tenant, a GUID. Default: made from its domain. */
    readonly id?: string | undefined;
    /** Further verified domains. */
    readonly domains?: readonly (string)[] | undefined;
    /** Cloud whose URLs the pages show. */
    readonly cloud?: 'global' | 'usGovernment' | undefined;
    /** AADSTS code for an unknown Issuer: 700016 or 650056. */
    readonly unknownIssuerCode?: number | undefined;
    /** Whether Destination of a request is checked. */
    readonly checksDestination?: boolean | undefined;
    /** Whether IssueInstant of a request is checked. */
    readonly checksIssueInstant?: boolean | undefined;
    /** Whether addresses of applications may begin with http:// on other hosts than localhost, such as the name of a container. Entra refuses them. */
    readonly allowsPlainHttp?: boolean | undefined;
    /** Host in the Issuer of a LogoutResponse. Default: sts.windows.net. */
    readonly logoutResponseIssuer?: 'sts.windows.net' | 'login.microsoftonline.com' | undefined;
    /** Percent-encoding of logout messages: lower (%2f), as Entra does, or upper (%2F). Default: lower. */
    readonly logoutQueryEscapes?: 'lower' | 'upper' | undefined;
    /** NameID of a LogoutRequest: withoutFormat, as Entra does, or asInAssertion. Default: withoutFormat. */
    readonly logoutNameId?: 'withoutFormat' | 'asInAssertion' | undefined;
    /** Users. */
    readonly users?: readonly ({
      /** Name at the sign-in; finds the user again. Example: `B.Simon@contoso.com`. */
      readonly userPrincipalName: string;
      /** Name for people. Default for a new user: what is before the @ in userPrincipalName. */
      readonly displayName?: string | undefined;
      /** First name. */
      readonly givenName?: string | undefined;
      /** Last name. */
      readonly surname?: string | undefined;
      /** E-mail address. */
      readonly mail?: string | undefined;
      /** Local part of derived addresses. Default for a new user: derived by the directory. */
      readonly mailNickname?: string | undefined;
      /** Member or Guest. */
      readonly userType?: 'Member' | 'Guest' | undefined;
      /** User principal name of the manager, also of one further down. Empty: none. */
      readonly manager?: string | undefined;
      /** false blocks the sign-in (AADSTS50057). */
      readonly accountEnabled?: boolean | undefined;
      /** What the identity provider of a federated domain calls the user. */
      readonly onPremisesImmutableId?: string | undefined;
      /** Job title. */
      readonly jobTitle?: string | undefined;
      /** Company name. */
      readonly companyName?: string | undefined;
      /** Department. */
      readonly department?: string | undefined;
      /** Employee ID. */
      readonly employeeId?: string | undefined;
      /** Office location. */
      readonly officeLocation?: string | undefined;
      /** Street address. */
      readonly streetAddress?: string | undefined;
      /** City. */
      readonly city?: string | undefined;
      /** State or province. */
      readonly state?: string | undefined;
      /** ZIP or postal code. */
      readonly postalCode?: string | undefined;
      /** Country or region. */
      readonly country?: string | undefined;
      /** Business phone, at most one. */
      readonly businessPhones?: readonly (string)[] | undefined;
      /** Mobile phone. */
      readonly mobilePhone?: string | undefined;
      /** Fax number. */
      readonly faxNumber?: string | undefined;
      /** Other e-mail addresses. */
      readonly otherMails?: readonly (string)[] | undefined;
      /** Proxy addresses, such as SMTP:name@contoso.com, the primary one. */
      readonly proxyAddresses?: readonly (string)[] | undefined;
      /** Granted, Denied or NotRequired. */
      readonly consentProvidedForMinor?: string | undefined;
      /** Usage location, two letters. Example: `US`. */
      readonly usageLocation?: string | undefined;
      /** Preferred language. Example: `en-US`. */
      readonly preferredLanguage?: string | undefined;
      /** Preferred data location. Example: `EUR`. */
      readonly preferredDataLocation?: string | undefined;
      /** Whether the user comes from Active Directory. */
      readonly onPremisesSyncEnabled?: boolean | undefined;
      /** SAM account name. */
      readonly onPremisesSamAccountName?: string | undefined;
      /** DNS name of the on-premises domain. */
      readonly onPremisesDomainName?: string | undefined;
      /** User principal name in Active Directory. */
      readonly onPremisesUserPrincipalName?: string | undefined;
      /** Security identifier (SID). */
      readonly onPremisesSecurityIdentifier?: string | undefined;
      /** Extension attributes 1 to 15. */
      readonly onPremisesExtensionAttributes?: {
        /** Extension attribute 1. */
        readonly extensionAttribute1?: string | undefined;
        /** Extension attribute 2. */
        readonly extensionAttribute2?: string | undefined;
        /** Extension attribute 3. */
        readonly extensionAttribute3?: string | undefined;
        /** Extension attribute 4. */
        readonly extensionAttribute4?: string | undefined;
        /** Extension attribute 5. */
        readonly extensionAttribute5?: string | undefined;
        /** Extension attribute 6. */
        readonly extensionAttribute6?: string | undefined;
        /** Extension attribute 7. */
        readonly extensionAttribute7?: string | undefined;
        /** Extension attribute 8. */
        readonly extensionAttribute8?: string | undefined;
        /** Extension attribute 9. */
        readonly extensionAttribute9?: string | undefined;
        /** Extension attribute 10. */
        readonly extensionAttribute10?: string | undefined;
        /** Extension attribute 11. */
        readonly extensionAttribute11?: string | undefined;
        /** Extension attribute 12. */
        readonly extensionAttribute12?: string | undefined;
        /** Extension attribute 13. */
        readonly extensionAttribute13?: string | undefined;
        /** Extension attribute 14. */
        readonly extensionAttribute14?: string | undefined;
        /** Extension attribute 15. */
        readonly extensionAttribute15?: string | undefined;
      } | undefined;
      /** Values of directory extensions, by the name extension_{appId without hyphens}_{name}. */
      readonly directoryExtensions?: Readonly<Record<string, string | readonly (string)[]>> | undefined;
      /** Password. Default for a new user: one that samlab makes and prints at the start. A change signs the user out. */
      readonly password?: string | undefined;
      /** Whether a new user must change the password (AADSTS50055); later starts leave it. */
      readonly forceChangePasswordNextSignIn?: boolean | undefined;
      /** All directory roles of the user, by name, such as User Administrator. */
      readonly directoryRoles?: readonly (string)[] | undefined;
      /** Whether the user has an authenticator app that shows codes. Default: true. */
      readonly softwareOath?: boolean | undefined;
      /** Further methods to sign in. */
      readonly authenticationMethods?: readonly ({
        /** Kind of the method; it says which of the other keys it needs. */
        readonly type: 'microsoftAuthenticator' | 'hardwareOath' | 'phone' | 'email' | 'fido2' | 'windowsHelloForBusiness' | 'x509Certificate' | 'temporaryAccessPass';
        /** microsoftAuthenticator, fido2, windowsHelloForBusiness, x509Certificate: its name. */
        readonly displayName?: string | undefined;
        /** microsoftAuthenticator: whether it can sign in without a password. */
        readonly phoneSignIn?: boolean | undefined;
        /** hardwareOath: serial number of the token. */
        readonly serialNumber?: string | undefined;
        /** hardwareOath: RFC 6238 secret in base32. */
        readonly secretKey?: string | undefined;
        /** hardwareOath: 30 or 60 seconds. */
        readonly timeIntervalInSeconds?: number | undefined;
        /** phone: the number with its country code. Example: `+1 5555551234`. */
        readonly phoneNumber?: string | undefined;
        /** phone: mobile, alternateMobile or office. */
        readonly phoneType?: string | undefined;
        /** email: where codes are sent. */
        readonly emailAddress?: string | undefined;
        /** fido2: deviceBound or synced. */
        readonly passkeyType?: string | undefined;
        /** x509Certificate: whether it counts as multifactor authentication. */
        readonly isMultifactor?: boolean | undefined;
        /** temporaryAccessPass: how long it works, in minutes. */
        readonly lifetimeInMinutes?: number | undefined;
        /** temporaryAccessPass: whether it works only once. */
        readonly isUsableOnce?: boolean | undefined;
      })[] | undefined;
      /** Methods of a sign-in without pages, as on a joined Windows device, such as windowsHelloForBusiness. */
      readonly signsInWithoutPages?: readonly (string)[] | undefined;
    })[] | undefined;
    /** Groups. */
    readonly groups?: readonly ({
      /** Name; finds the group again. */
      readonly displayName: string;
      /** Description. */
      readonly description?: string | undefined;
      /** Whether it is a security group. Default for a new group: true, unless it is Unified. */
      readonly securityEnabled?: boolean | undefined;
      /** Whether it has a mail address; without securityEnabled a distribution group. Default for a new group: false, unless it is Unified. */
      readonly mailEnabled?: boolean | undefined;
      /** Unified for a Microsoft 365 group. */
      readonly groupTypes?: readonly (string)[] | undefined;
      /** Local part of its address. Default: made from the name. */
      readonly mailNickname?: string | undefined;
      /** Whether it counts as synchronized from Active Directory. Default for a new group: whether one of the values below is given. */
      readonly onPremisesSyncEnabled?: boolean | undefined;
      /** sAMAccountName in Active Directory. */
      readonly onPremisesSamAccountName?: string | undefined;
      /** NetBIOS name of its domain. Example: `CONTOSO`. */
      readonly onPremisesNetBiosName?: string | undefined;
      /** DNS name of its domain. Example: `contoso.com`. */
      readonly onPremisesDomainName?: string | undefined;
      /** Security identifier. Example: `S-1-5-21-1180699209-877415012-3182824384-1001`. */
      readonly onPremisesSecurityIdentifier?: string | undefined;
      /** User principal names of direct members. */
      readonly members?: readonly (string)[] | undefined;
      /** Groups that are members, by name. */
      readonly memberGroups?: readonly (string)[] | undefined;
    })[] | undefined;
    /** Enterprise applications. */
    readonly applications?: readonly ({
      /** Name; finds the application again. */
      readonly displayName: string;
      /** Application ID, a GUID. Default: made from the names of tenant and application. */
      readonly appId?: string | undefined;
      /** Gallery entry of a new application, such as peakon. */
      readonly applicationTemplateId?: string | undefined;
      /** File or URL of the service provider's metadata: gives identifierUris, replyUrls and logoutUrl where they are absent. Example: `sp-metadata.xml`, `http://localhost:8080/saml/metadata`. */
      readonly metadata?: string | undefined;
      /** Identifiers (Entity ID), the primary one first. */
      readonly identifierUris?: readonly (string)[] | undefined;
      /** Reply URLs (Assertion Consumer Service URL), the default one first. */
      readonly replyUrls?: readonly (string | {
        /** The Reply URL. */
        readonly uri: string;
        /** AssertionConsumerServiceIndex that names it, 0 to 65535. */
        readonly index?: number | undefined;
      })[] | undefined;
      /** Sign on URL. */
      readonly signOnUrl?: string | undefined;
      /** Relay State. */
      readonly relayState?: string | undefined;
      /** Logout URL. */
      readonly logoutUrl?: string | undefined;
      /** What is signed. */
      readonly signingOption?: 'assertion' | 'response' | 'both' | undefined;
      /** With which algorithm. */
      readonly signingAlgorithm?: 'sha256' | 'sha1' | undefined;
      /** What tokens say about the sign-in: asCaptured, asDocumented, asDocumentedGranular. */
      readonly authnContextReporting?: string | undefined;
      /** The NameID; user.userprincipalname without one. */
      readonly nameId?: {
        /** Format of the NameID, a URN. Default: by its source. */
        readonly format?: string | undefined;
        /** Attribute that the value comes from; a directory extension as extension_{appId without hyphens}_{name}. Example: `user.mail`. */
        readonly attribute?: string | undefined;
        /** Constant value, in place of an attribute. */
        readonly value?: string | undefined;
        /** In place of an attribute: one transformation, or two of which the second gets the output of the first. */
        readonly transformations?: readonly ({
          /** ExtractMailPrefix, Join, ToLowercase, ToUppercase, Contains, EndWith, StartWith, ExtractAfter, ExtractBefore, ExtractBetween, ExtractAlphaPrefix, ExtractAlphaSuffix, ExtractNumericPrefix, ExtractNumericSuffix, IfEmpty, IfNotEmpty, SubstringFixedLength, SubstringEndOfString or RegexReplace. */
          readonly method: string;
          /** Parameter 1, an attribute. Not in a second transformation, which gets the output of the first. Example: `user.mail`. */
          readonly input?: string | undefined;
          /** Treat source as multivalued; otherwise its first value counts. */
          readonly treatAsMultiValue?: boolean | undefined;
          /** Join: attribute that is joined to the input. */
          readonly parameter2?: string | undefined;
          /** Join: constant that is joined, in place of an attribute. */
          readonly parameter2Value?: string | undefined;
          /** Join: what comes between. */
          readonly separator?: string | undefined;
          /** Contains, StartWith, EndWith, Extract: what is looked for. */
          readonly value?: string | undefined;
          /** ExtractBetween: where the value ends. */
          readonly value2?: string | undefined;
          /** Contains, StartWith, EndWith, IfEmpty, IfNotEmpty: attribute that a match gives. */
          readonly output?: string | undefined;
          /** Constant that a match gives, in place of an attribute. */
          readonly outputValue?: string | undefined;
          /** Attribute that is given without a match. */
          readonly otherwise?: string | undefined;
          /** Constant that is given without a match. */
          readonly otherwiseValue?: string | undefined;
          /** Substring: first character, from 0. */
          readonly startIndex?: number | undefined;
          /** SubstringFixedLength: number of characters. */
          readonly length?: number | undefined;
          /** RegexReplace: regular expression in the syntax of .NET. */
          readonly pattern?: string | undefined;
          /** RegexReplace: text with groups and parameters in braces. Example: `{country}.{alias}`. */
          readonly replacement?: string | undefined;
          /** RegexReplace: at most five attributes for the replacement; user.country is {country}. */
          readonly parameters?: readonly (string)[] | undefined;
        })[] | undefined;
        /** Other sources for some users. Attributes are evaluated before transformations; the last one with a value wins. */
        readonly conditions?: readonly ({
          /** Default: Any. */
          readonly userType?: 'Any' | 'Members' | 'AllGuests' | 'MicrosoftEntraGuests' | 'ExternalGuests' | undefined;
          /** Groups by name, of which the user must be in one. */
          readonly groups?: readonly (string)[] | undefined;
          /** Attribute that the value comes from; a directory extension as extension_{appId without hyphens}_{name}. Example: `user.mail`. */
          readonly attribute?: string | undefined;
          /** Constant value, in place of an attribute. */
          readonly value?: string | undefined;
          /** In place of an attribute: one transformation, or two of which the second gets the output of the first. */
          readonly transformations?: readonly ({
            /** ExtractMailPrefix, Join, ToLowercase, ToUppercase, Contains, EndWith, StartWith, ExtractAfter, ExtractBefore, ExtractBetween, ExtractAlphaPrefix, ExtractAlphaSuffix, ExtractNumericPrefix, ExtractNumericSuffix, IfEmpty, IfNotEmpty, SubstringFixedLength, SubstringEndOfString or RegexReplace. */
            readonly method: string;
            /** Parameter 1, an attribute. Not in a second transformation, which gets the output of the first. Example: `user.mail`. */
            readonly input?: string | undefined;
            /** Treat source as multivalued; otherwise its first value counts. */
            readonly treatAsMultiValue?: boolean | undefined;
            /** Join: attribute that is joined to the input. */
            readonly parameter2?: string | undefined;
            /** Join: constant that is joined, in place of an attribute. */
            readonly parameter2Value?: string | undefined;
            /** Join: what comes between. */
            readonly separator?: string | undefined;
            /** Contains, StartWith, EndWith, Extract: what is looked for. */
            readonly value?: string | undefined;
            /** ExtractBetween: where the value ends. */
            readonly value2?: string | undefined;
            /** Contains, StartWith, EndWith, IfEmpty, IfNotEmpty: attribute that a match gives. */
            readonly output?: string | undefined;
            /** Constant that a match gives, in place of an attribute. */
            readonly outputValue?: string | undefined;
            /** Attribute that is given without a match. */
            readonly otherwise?: string | undefined;
            /** Constant that is given without a match. */
            readonly otherwiseValue?: string | undefined;
            /** Substring: first character, from 0. */
            readonly startIndex?: number | undefined;
            /** SubstringFixedLength: number of characters. */
            readonly length?: number | undefined;
            /** RegexReplace: regular expression in the syntax of .NET. */
            readonly pattern?: string | undefined;
            /** RegexReplace: text with groups and parameters in braces. Example: `{country}.{alias}`. */
            readonly replacement?: string | undefined;
            /** RegexReplace: at most five attributes for the replacement; user.country is {country}. */
            readonly parameters?: readonly (string)[] | undefined;
          })[] | undefined;
        })[] | undefined;
      } | undefined;
      /** All claims of the application, in place of Entra's four. */
      readonly claims?: readonly ({
        /** Name of the claim. */
        readonly name: string;
        /** Namespace; absent when the name is the whole name. */
        readonly namespace?: string | undefined;
        /** NameFormat of the attribute, a URN. Default: none. Example: `urn:oasis:names:tc:SAML:2.0:attrname-format:uri`. */
        readonly nameFormat?: string | undefined;
        /** Attribute that the value comes from; a directory extension as extension_{appId without hyphens}_{name}. Example: `user.mail`. */
        readonly attribute?: string | undefined;
        /** Constant value, in place of an attribute. */
        readonly value?: string | undefined;
        /** In place of an attribute: one transformation, or two of which the second gets the output of the first. */
        readonly transformations?: readonly ({
          /** ExtractMailPrefix, Join, ToLowercase, ToUppercase, Contains, EndWith, StartWith, ExtractAfter, ExtractBefore, ExtractBetween, ExtractAlphaPrefix, ExtractAlphaSuffix, ExtractNumericPrefix, ExtractNumericSuffix, IfEmpty, IfNotEmpty, SubstringFixedLength, SubstringEndOfString or RegexReplace. */
          readonly method: string;
          /** Parameter 1, an attribute. Not in a second transformation, which gets the output of the first. Example: `user.mail`. */
          readonly input?: string | undefined;
          /** Treat source as multivalued; otherwise its first value counts. */
          readonly treatAsMultiValue?: boolean | undefined;
          /** Join: attribute that is joined to the input. */
          readonly parameter2?: string | undefined;
          /** Join: constant that is joined, in place of an attribute. */
          readonly parameter2Value?: string | undefined;
          /** Join: what comes between. */
          readonly separator?: string | undefined;
          /** Contains, StartWith, EndWith, Extract: what is looked for. */
          readonly value?: string | undefined;
          /** ExtractBetween: where the value ends. */
          readonly value2?: string | undefined;
          /** Contains, StartWith, EndWith, IfEmpty, IfNotEmpty: attribute that a match gives. */
          readonly output?: string | undefined;
          /** Constant that a match gives, in place of an attribute. */
          readonly outputValue?: string | undefined;
          /** Attribute that is given without a match. */
          readonly otherwise?: string | undefined;
          /** Constant that is given without a match. */
          readonly otherwiseValue?: string | undefined;
          /** Substring: first character, from 0. */
          readonly startIndex?: number | undefined;
          /** SubstringFixedLength: number of characters. */
          readonly length?: number | undefined;
          /** RegexReplace: regular expression in the syntax of .NET. */
          readonly pattern?: string | undefined;
          /** RegexReplace: text with groups and parameters in braces. Example: `{country}.{alias}`. */
          readonly replacement?: string | undefined;
          /** RegexReplace: at most five attributes for the replacement; user.country is {country}. */
          readonly parameters?: readonly (string)[] | undefined;
        })[] | undefined;
        /** Other sources for some users. Attributes are evaluated before transformations; the last one with a value wins. */
        readonly conditions?: readonly ({
          /** Default: Any. */
          readonly userType?: 'Any' | 'Members' | 'AllGuests' | 'MicrosoftEntraGuests' | 'ExternalGuests' | undefined;
          /** Groups by name, of which the user must be in one. */
          readonly groups?: readonly (string)[] | undefined;
          /** Attribute that the value comes from; a directory extension as extension_{appId without hyphens}_{name}. Example: `user.mail`. */
          readonly attribute?: string | undefined;
          /** Constant value, in place of an attribute. */
          readonly value?: string | undefined;
          /** In place of an attribute: one transformation, or two of which the second gets the output of the first. */
          readonly transformations?: readonly ({
            /** ExtractMailPrefix, Join, ToLowercase, ToUppercase, Contains, EndWith, StartWith, ExtractAfter, ExtractBefore, ExtractBetween, ExtractAlphaPrefix, ExtractAlphaSuffix, ExtractNumericPrefix, ExtractNumericSuffix, IfEmpty, IfNotEmpty, SubstringFixedLength, SubstringEndOfString or RegexReplace. */
            readonly method: string;
            /** Parameter 1, an attribute. Not in a second transformation, which gets the output of the first. Example: `user.mail`. */
            readonly input?: string | undefined;
            /** Treat source as multivalued; otherwise its first value counts. */
            readonly treatAsMultiValue?: boolean | undefined;
            /** Join: attribute that is joined to the input. */
            readonly parameter2?: string | undefined;
            /** Join: constant that is joined, in place of an attribute. */
            readonly parameter2Value?: string | undefined;
            /** Join: what comes between. */
            readonly separator?: string | undefined;
            /** Contains, StartWith, EndWith, Extract: what is looked for. */
            readonly value?: string | undefined;
            /** ExtractBetween: where the value ends. */
            readonly value2?: string | undefined;
            /** Contains, StartWith, EndWith, IfEmpty, IfNotEmpty: attribute that a match gives. */
            readonly output?: string | undefined;
            /** Constant that a match gives, in place of an attribute. */
            readonly outputValue?: string | undefined;
            /** Attribute that is given without a match. */
            readonly otherwise?: string | undefined;
            /** Constant that is given without a match. */
            readonly otherwiseValue?: string | undefined;
            /** Substring: first character, from 0. */
            readonly startIndex?: number | undefined;
            /** SubstringFixedLength: number of characters. */
            readonly length?: number | undefined;
            /** RegexReplace: regular expression in the syntax of .NET. */
            readonly pattern?: string | undefined;
            /** RegexReplace: text with groups and parameters in braces. Example: `{country}.{alias}`. */
            readonly replacement?: string | undefined;
            /** RegexReplace: at most five attributes for the replacement; user.country is {country}. */
            readonly parameters?: readonly (string)[] | undefined;
          })[] | undefined;
        })[] | undefined;
      })[] | undefined;
      /** The group claim. */
      readonly groupClaims?: {
        /** Which groups are sent: None, All, SecurityGroup, DirectoryRole (as wids) or ApplicationGroup (assigned to the application). Example: `SecurityGroup`. */
        readonly groupMembershipClaims: string;
        /** What is sent of a group: object_id, sam_account_name, netbios_domain_and_sam_account_name, dns_domain_and_sam_account_name, on_premises_security_identifier or cloud_displayname. Default: object_id. Example: `sam_account_name`. */
        readonly sourceAttribute?: string | undefined;
        /** Whether cloud-only groups are sent by their names; only with ApplicationGroup. */
        readonly cloudDisplayNames?: boolean | undefined;
        /** Only groups that match are sent. */
        readonly filter?: {
          /** displayName or onPremisesSamAccountName. Example: `displayName`. */
          readonly attribute: string;
          /** prefix, suffix or contains. Example: `prefix`. */
          readonly match: string;
          /** What the attribute must begin with, end with or contain. Example: `Sales`. */
          readonly value: string;
        } | undefined;
        /** Name of the claim, in place of Entra's own. */
        readonly name?: string | undefined;
        /** Namespace; absent when the name is the whole name. */
        readonly namespace?: string | undefined;
        /** Whether groups are sent in the role claim, without app roles. */
        readonly emitAsRoles?: boolean | undefined;
        /** Makes the values; needs a name. */
        readonly regex?: {
          /** Regular expression in the syntax of .NET. Example: `^Sales-(?<team>.+)$`. */
          readonly pattern: string;
          /** The value, with {name} for each named group of the pattern. Example: `{team}`. */
          readonly replacement: string;
        } | undefined;
      } | undefined;
      /** Roles of the application, besides the roles User and msiam_access. */
      readonly appRoles?: readonly ({
        /** Name; finds the role again. Example: `Survey Writer`. */
        readonly displayName: string;
        /** Value of the role claim. Default: none, and no claim. Example: `Survey.Create`. */
        readonly value?: string | undefined;
        /** Description. Default for a new role: its name. */
        readonly description?: string | undefined;
        /** User for users and groups, Application, or both. Default: User. */
        readonly allowedMemberTypes?: readonly (string)[] | undefined;
        /** false: it cannot be assigned to others. Default: true. */
        readonly isEnabled?: boolean | undefined;
      })[] | undefined;
      /** Advanced SAML claims options. */
      readonly claimsOptions?: {
        /** Whether the claims that every application gets have a NameFormat. */
        readonly includeAttributeNameFormat?: boolean | undefined;
        /** Whether the Issuer ends in the application ID; only with an imported signing key. */
        readonly appendApplicationIdToIssuer?: boolean | undefined;
        /** Audience in place of the Identifier, a URI; only with an imported signing key. */
        readonly audienceOverride?: string | undefined;
        /** Optional claims of SAML tokens. */
        readonly optionalClaims?: readonly ({
          /** Name of the optional claim. */
          readonly name: 'acct' | 'email' | 'upn';
          /** upn: include_externally_authenticated_upn or include_externally_authenticated_upn_without_hash. */
          readonly additionalProperties?: readonly (string)[] | undefined;
        })[] | undefined;
      } | undefined;
      /** Directory extensions that the application adds to users. */
      readonly extensionProperties?: readonly ({
        /** Last part of the name, which becomes extension_{appId without hyphens}_{name}. */
        readonly name: string;
        /** Whether a user can have several values. */
        readonly isMultiValued?: boolean | undefined;
      })[] | undefined;
      /** Signing certificates, from files or new ones with a date; the first one signs, the others are inactive. */
      readonly certificates?: readonly ({
        /** PFX file with certificate and key. */
        readonly pfx?: string | undefined;
        /** Password of the PFX file. Default: none. */
        readonly password?: string | undefined;
        /** Certificate file, in place of a PFX file. */
        readonly certificate?: string | undefined;
        /** Private key of the certificate, as PEM without a password. */
        readonly key?: string | undefined;
        /** In place of files: a new certificate that expires then, at most three years ahead. It is found again by this instant. Example: `2028-01-31`, `2028-01-31T12:00:00Z`. */
        readonly endDateTime?: string | undefined;
      })[] | undefined;
      /** Who gets a mail 60, 30 and 7 days before the certificate that signs expires, at most 5. Default: the administrator of the tutorial. */
      readonly notificationEmailAddresses?: readonly (string)[] | undefined;
      /** Token encryption: assertions are encrypted for the service provider. */
      readonly encryption?: {
        /** All encryption certificates of the service provider; the first one is active. Each is a file, or the certificate itself as PEM text. Public certificates only. */
        readonly certificates?: readonly (string)[] | undefined;
        /** Whether the encryption certificates in metadata are taken, in place of certificates. */
        readonly fromMetadata?: boolean | undefined;
        /** Whether assertions are encrypted. Default: true. */
        readonly active?: boolean | undefined;
        /** Cipher. Entra has no such setting. Default: aes256-cbc. */
        readonly method?: 'aes256-cbc' | 'aes256-gcm' | undefined;
      } | undefined;
      /** Signed requests: the service provider must sign its requests. */
      readonly requestSignatureVerification?: {
        /** All certificates that verify requests, in the order in which they are added: without a key identifier, the last two count. Each is a file, or the certificate itself as PEM text. Public certificates only. */
        readonly certificates?: readonly (string)[] | undefined;
        /** Whether the signing certificates in metadata are taken, in place of certificates. */
        readonly fromMetadata?: boolean | undefined;
        /** Whether requests must be signed (AADSTS76021). Default: true. */
        readonly isSignedRequestRequired?: boolean | undefined;
        /** Whether RSA-SHA1 counts, too. */
        readonly allowedWeakAlgorithms?: 'rsaSha1' | undefined;
      } | undefined;
      /** Automated provisioning by SCIM. */
      readonly provisioning?: {
        /** Id of a company of the lab's Peakon, such as contoso, in place of an address: its provisioning is enabled, and its address and a new token are used. */
        readonly company?: string | undefined;
        /** Template of a new job: peakon, scim or customappsso. Default: the first that the application offers. */
        readonly templateId?: string | undefined;
        /** Tenant URL: address of the SCIM server, before /Users. Example: `https://api.example.com/scim/v2`. */
        readonly baseAddress?: string | undefined;
        /** Bearer token for the SCIM server. */
        readonly secretToken?: string | undefined;
        /** Token endpoint, for OAuth client credentials. */
        readonly oauth2TokenExchangeUri?: string | undefined;
        /** Client id at the token endpoint. */
        readonly oauth2ClientId?: string | undefined;
        /** Client secret at the token endpoint. */
        readonly oauth2ClientSecret?: string | undefined;
        /** Where the client id and secret are in the request for a token. */
        readonly credentialLocationInRequest?: 'Header' | 'Body' | undefined;
        /** Scope of the request for a token, if the token endpoint asks for one. */
        readonly oauth2Scope?: string | undefined;
        /** Whether all users and groups are provisioned. Default: those that are assigned. */
        readonly syncAll?: boolean | undefined;
        /** Whether users who leave the scope stay enabled in the application. */
        readonly skipOutOfScopeDeletions?: boolean | undefined;
        /** Who gets the mail when the job goes into quarantine. */
        readonly notificationEmail?: string | undefined;
        /** Whether that mail is sent. */
        readonly sendNotification?: boolean | undefined;
        /** More deletions and disablings in one cycle stop it. */
        readonly accidentalDeletionThreshold?: number | undefined;
        /** Seconds between two cycles on the clock of the lab. Default: 40 minutes, as in Entra. */
        readonly acceleratedInterval?: number | undefined;
        /** Whether a Retry-After of the SCIM server is waited for. */
        readonly honorRetryAfter?: boolean | undefined;
        /** Attribute mappings and scoping filters of users and of groups. Default: those of the template. */
        readonly objectMappings?: readonly ({
          /** Whose mapping it is. */
          readonly sourceObjectName: 'User' | 'Group';
          /** Whether such objects are provisioned. Users always are. */
          readonly enabled?: boolean | undefined;
          /** What is done in the application: some of Add, Update, Delete; or None. Example: `Add, Update`. */
          readonly flowTypes?: string | undefined;
          /** Every attribute that is mapped, in place of those of the template. */
          readonly attributeMappings?: readonly ({
            /** Attribute of the application. One that it is not known to have is added to its attributes, as a text. Example: `title`, `emails[type eq "work"].value`. */
            readonly targetAttributeName: string;
            /** An attribute of the user or group; a text in quotation marks; or an expression. YAML needs apostrophes around what begins with a quotation mark or a bracket, and around an expression between braces. Example: `jobTitle`, `ToLower([mail])`. */
            readonly source: string;
            /** Objects are matched by it; 1 is looked up first. */
            readonly matchingPriority?: number | undefined;
            /** Used at creation when the source has no value. */
            readonly defaultValue?: string | undefined;
            /** When it is written. Default: Always. */
            readonly flowType?: 'Always' | 'ObjectAddOnly' | 'MultiValueAddOnly' | 'ValueAddOnly' | 'AttributeAddOnly' | undefined;
            /** Whether it is written only when it changed. Default: FlowWhenChanged. */
            readonly flowBehavior?: 'FlowWhenChanged' | 'FlowAlways' | undefined;
            /** Whether references to objects that were not provisioned are written. Default: false. */
            readonly exportMissingReferences?: boolean | undefined;
          })[] | undefined;
          /** Scoping filters. */
          readonly scope?: {
            /** Who is in scope: whom any of them lets through. Who leaves them is disabled in the application. */
            readonly groups?: readonly ({
              /** Title of the scoping filter. */
              readonly name?: string | undefined;
              /** All of them must hold. */
              readonly clauses: readonly ({
                /** Attribute of the user or group. Example: `department`. */
                readonly sourceOperandName: string;
                /** How it is compared, as Microsoft Graph writes it. Example: `EQUALS`, `IS NOT NULL`, `REGEX MATCH`. */
                readonly operatorName: string;
                /** What it is compared with. */
                readonly targetOperand?: {
                  /** Values to compare with. */
                  readonly values: readonly (string)[];
                } | undefined;
              })[];
            })[] | undefined;
            /** The same, but who leaves them is left alone. */
            readonly inputFilterGroups?: readonly ({
              /** Title of the scoping filter. */
              readonly name?: string | undefined;
              /** All of them must hold. */
              readonly clauses: readonly ({
                /** Attribute of the user or group. Example: `department`. */
                readonly sourceOperandName: string;
                /** How it is compared, as Microsoft Graph writes it. Example: `EQUALS`, `IS NOT NULL`, `REGEX MATCH`. */
                readonly operatorName: string;
                /** What it is compared with. */
                readonly targetOperand?: {
                  /** Values to compare with. */
                  readonly values: readonly (string)[];
                } | undefined;
              })[];
            })[] | undefined;
          } | undefined;
        })[] | undefined;
        /** Whether it runs. Default: a new job is not started. */
        readonly started?: boolean | undefined;
      } | undefined;
      /** Enabled for users to sign in. */
      readonly accountEnabled?: boolean | undefined;
      /** Assignment required. Default: true. */
      readonly appRoleAssignmentRequired?: boolean | undefined;
      /** Visible to users in My Apps. */
      readonly visible?: boolean | undefined;
      /** Notes. */
      readonly notes?: string | undefined;
      /** Who may sign in. */
      readonly assignments?: readonly ({
        /** User principal name. */
        readonly user?: string | undefined;
        /** Name of a group, in place of a user. */
        readonly group?: string | undefined;
        /** Role of the application, by name. Default: Default Access. */
        readonly role?: string | undefined;
      })[] | undefined;
    })[] | undefined;
    /** Conditional Access policies. */
    readonly policies?: readonly ({
      /** Name; finds the policy again. */
      readonly displayName: string;
      /** Default: enabled. */
      readonly state?: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced' | undefined;
      /** all, none, or a list of user principal names. Default: all, or none in person when includeGroups is given. */
      readonly includeUsers?: 'all' | 'none' | readonly (string)[] | undefined;
      /** Groups, by name. */
      readonly includeGroups?: readonly (string)[] | undefined;
      /** User principal names. */
      readonly excludeUsers?: readonly (string)[] | undefined;
      /** Groups, by name. */
      readonly excludeGroups?: readonly (string)[] | undefined;
      /** all, or a list of applications, by name. Default: all. */
      readonly includeApplications?: 'all' | readonly (string)[] | undefined;
      /** What is required. */
      readonly grantControl?: 'block' | 'mfa' | undefined;
      /** In place of grantControl: multifactorAuthentication, passwordlessMfa, phishingResistantMfa. */
      readonly authenticationStrength?: string | undefined;
      /** Maximum age of a sign-in, in hours. */
      readonly signInFrequency?: number | undefined;
    })[] | undefined;
  })[] | undefined;
  /** The service provider Peakon. Absent: the finished tutorial, with B.Simon, K.Lee and the application Peakon, to which the file adds. false: without them. companies: without them, with what the file says. */
  readonly peakon?: false | {
    /** Companies at Peakon. */
    readonly companies?: readonly ({
      /** Part of the URLs of the company; finds it again. Example: `contoso`. */
      readonly id: string;
      /** Name of a new company. Default: the id. */
      readonly name?: string | undefined;
      /** Mail domains of a new company. */
      readonly domains?: readonly (string)[] | undefined;
      /** Name of the application that signs people in here. It gets the Identifier, Reply URL and Sign on URL of this company unless it says others, and the company gets its URLs and certificate. */
      readonly application?: string | undefined;
      /** Employees. */
      readonly employees?: readonly ({
        /** First name. */
        readonly firstName: string;
        /** Last name. */
        readonly lastName: string;
        /** E-mail address, as the NameID names the employee; finds the employee again. */
        readonly email: string;
      })[] | undefined;
    })[] | undefined;
  } | undefined;
}
