/** What a setting holds in `samlab-check.yaml`. Arguments on the command line are all text or switches. */
export interface SettingValues {
  text: string;
  list: string | readonly string[];
  switch: boolean;
  number: number;
  claims: Readonly<Record<string, string | readonly string[]>>;
}

export type SettingKind = keyof SettingValues;

interface Setting {
  readonly kind: SettingKind;
  /** Its placeholder in the help, as in `<url>`; none for a switch, and none for what only the file can set. */
  readonly value?: string;
  /** No option of the command: only the file can set it. */
  readonly fileOnly?: true;
  /** What to give, an example, the default. */
  readonly help: string;
}

/**
 * Every setting of `samlab check`, by its name in `samlab-check.yaml`. All are options of the command too, apart from those that are
 * `fileOnly`. `samlab-check.example.yaml` beside this file explains each.
 */
export const settings = {
  'sp-metadata': {
    kind: 'text',
    value: '<url|file>',
    help: "metadata of your service provider, such as http://localhost:8080/saml/metadata (default: check samlab's own service provider)",
  },
  'login-url': {
    kind: 'text',
    value: '<url>',
    help: 'URL that starts a sign-in at your service provider, such as http://localhost:8080/login',
  },
  whoami: {
    kind: 'text',
    value: '<url>',
    help: 'URL of your service provider that shows who is signed in, such as http://localhost:8080/api/me',
  },
  success: {
    kind: 'text',
    value: '<rule>',
    help: 'when the --whoami response means "signed in": status (any 2xx), status:204, a JSON pointer such as /email, a text such as text:Welcome, or the text around the user such as "text:Signed in as {}" (default: it contains the NameID)',
  },
  'name-id': {
    kind: 'text',
    value: '<value>',
    help: 'NameID of a user that your service provider knows (default: B.Simon@contoso.com)',
  },
  'name-id-format': {
    kind: 'text',
    fileOnly: true,
    help: 'Format of the NameID (default: emailAddress)',
  },
  claims: {
    kind: 'claims',
    fileOnly: true,
    help: 'claims to send in addition to the default claims of Entra (default: none)',
  },
  unsolicited: {
    kind: 'switch',
    help: 'send IdP-initiated responses only; for a service provider that cannot start a sign-in (replaces --login-url)',
  },
  'relay-state': {
    kind: 'text',
    value: '<value>',
    help: 'RelayState of IdP-initiated responses, such as /home; for a service provider that requires one (default: none)',
  },
  'force-authn-login-url': {
    kind: 'text',
    fileOnly: true,
    help: 'URL that starts a sign-in with ForceAuthn="true" (default: skip the cases that need it)',
  },
  'authn-context-login-url': {
    kind: 'text',
    fileOnly: true,
    help: 'URL that starts a sign-in with a RequestedAuthnContext (default: skip the cases that need it)',
  },
  'logout-url': {
    kind: 'text',
    fileOnly: true,
    help: 'URL that starts a logout, or a page with a sign-out form (default: skip the cases that need it)',
  },
  offers: {
    kind: 'list',
    value: '<names>',
    help: 'how your service provider is set up, such as second-idp,unsolicited-allowed; one or more of second-signing-key, ec-signing-key, second-idp, unsolicited-allowed, unsolicited-refused (default: skip the cases that need them)',
  },
  group: {
    kind: 'list',
    value: '<names>',
    help: 'run only these groups of cases, such as xsw,sig (default: all groups)',
  },
  case: {
    kind: 'list',
    value: '<ids>',
    help: 'run only these cases, such as xsw3,sig-stripped, in addition to those of --group (default: all cases)',
  },
  cve: {
    kind: 'list',
    value: '<ids>',
    help: 'run only the cases about these CVEs, such as CVE-2024-45409, in addition to those of --group and --case (default: all cases)',
  },
  cases: {
    kind: 'text',
    value: '<folder>',
    help: 'folder with cases of your own, which samlab explain --keep-case writes; they run beside the others, as the group own (default: none)',
  },
  'allow-load': {
    kind: 'switch',
    help: 'run denial-of-service cases too (default: skip them)',
  },
  baseline: {
    kind: 'text',
    value: '<file>',
    help: 'YAML or JSON list of known failures that do not fail the check: id, reason and optionally owner and expires (default: none)',
  },
  compare: {
    kind: 'text',
    value: '<file>',
    help: 'JSON report of an earlier build to compare with; then only findings that are new or worse fail the check (default: none)',
  },
  report: {
    kind: 'list',
    value: '<files>',
    help: 'reports to write, such as junit:check.xml,html:check.html; kinds: junit, html, json, sarif, ctrf, markdown (default: none)',
  },
  concurrency: {
    kind: 'number',
    value: '<number>',
    help: "sign-ins at the same time, 1 to 64 (default: 4, or 8 for samlab's own service provider over HTTP)",
  },
  browser: {
    kind: 'switch',
    help: 'sign in with Chromium, through Playwright (default: a fast HTTP client)',
  },
  'target-is-mine': {
    kind: 'switch',
    help: 'confirm that you are in charge of a service provider on another machine (default: refuse to send anything there)',
  },
  data: {
    kind: 'text',
    value: '<folder>',
    help: 'folder with the signing keys that your service provider trusts (default: .samlab)',
  },
  application: {
    kind: 'text',
    value: '<name>',
    help: 'application of the lab whose certificate your service provider trusts: name, Application ID or Identifier (default: Peakon)',
  },
  ca: {
    kind: 'text',
    value: '<file>',
    help: 'certificates to trust over https, as PEM; on this machine any certificate is accepted (default: public authorities)',
  },
  scim: {
    kind: 'text',
    value: '<url>',
    help: "Tenant URL of a SCIM server, such as https://example.com/scim/v2: check it as Entra's provisioning uses it (default: check sign-ins)",
  },
  token: {
    kind: 'text',
    value: '<token>',
    help: 'secret token of the SCIM server; other users of this machine can read it here, so rather use --token-file or the variable SAMLAB_SCIM_TOKEN',
  },
  'token-file': {
    kind: 'text',
    value: '<file>',
    help: 'file with the secret token of the SCIM server (default: the variable SAMLAB_SCIM_TOKEN)',
  },
  'token-b-file': {
    kind: 'text',
    value: '<file>',
    help: 'file with the token of another tenant of the same SCIM server (default: the variable SAMLAB_SCIM_TOKEN_B, or skip the case about it)',
  },
  'token-endpoint': {
    kind: 'text',
    value: '<url>',
    help: 'token endpoint of the SCIM server, for client credentials: its token is used where no other is given (default: skip the cases about it)',
  },
  'client-id': {
    kind: 'text',
    value: '<id>',
    help: 'client id at the token endpoint',
  },
  'client-secret-file': {
    kind: 'text',
    value: '<file>',
    help: 'file with the client secret (default: the variable SAMLAB_SCIM_CLIENT_SECRET)',
  },
  'client-assertion-file': {
    kind: 'text',
    value: '<file>',
    help: 'file with a token of Entra that the token endpoint trusts, for workload identity federation (default: skip the case about it)',
  },
  'token-scope': {
    kind: 'text',
    value: '<scope>',
    help: 'scope to ask the token endpoint for (default: none)',
  },
  'credential-location': {
    kind: 'text',
    value: '<place>',
    help: 'where client id and secret are in the request for a token: header or body (default: header)',
  },
  dialect: {
    kind: 'text',
    value: '<name>',
    help: 'which requests of Entra to send to the SCIM server: default, optscim (the flag aadOptscim062020) or both (default: both)',
  },
  match: {
    kind: 'text',
    value: '<attribute>',
    help: 'matching attribute of the mapping: userName, mail or externalId (default: userName)',
  },
  mapping: {
    kind: 'text',
    value: '<file>',
    help: 'schema of a provisioning job, as Entra exports it, whose target attributes the SCIM server must describe and clear (default: those of most applications)',
  },
  groups: {
    kind: 'text',
    value: '<when>',
    help: 'whether the SCIM server has groups: auto, on or off (default: auto)',
  },
  'custom-urn': {
    kind: 'text',
    value: '<URN:attribute>',
    help: 'text attribute of a custom extension that the SCIM server keeps (default: the first one in its /Schemas)',
  },
  existing: {
    kind: 'text',
    value: '<value>',
    help: 'matching attribute of a user who was made without SCIM; the user is only looked for (default: skip the case about it)',
  },
  'mail-domain': {
    kind: 'text',
    value: '<domain>',
    help: 'domain of the users that are made at the SCIM server (default: example.com)',
  },
  rate: {
    kind: 'switch',
    help: 'send the SCIM server 25 requests a second for 20 seconds too (default: skip that case)',
  },
  'allow-http': {
    kind: 'switch',
    help: 'send the token to a SCIM server on another machine without TLS (default: refuse)',
  },
  skip: {
    kind: 'list',
    value: '<ids>',
    help: 'leave out these cases, such as GRP-73,PAG-77 (default: none)',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

/** What a settings file says. */
export type CheckSettings = {
  readonly [Name in SettingName]?: SettingValues[(typeof settings)[Name]['kind']];
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** Settings that are no options of the command. */
export const fileOnlyNames = settingNames.filter((name) => 'fileOnly' in settings[name]);
