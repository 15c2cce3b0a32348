import { existsSync } from 'node:fs';

import {
  isLoopback,
  readSuccessRule,
  type SuccessRule,
  type WishedLoginUrls,
} from '../../check/index.ts';
import type { CheckArguments } from './arguments.ts';
import type { CheckSettings } from './settings.ts';

/** The user's service provider; absent when samlab's own is checked. */
export interface ForeignOptions {
  readonly metadata: string;
  readonly loginUrl: string | undefined;
  readonly loginUrls: WishedLoginUrls;
  readonly whoamiUrl: string;
  readonly success: SuccessRule;
}

/**
 * Where the user's service provider is, from arguments and settings; undefined for samlab's own. Faults are added to `faults`, one sentence
 * each.
 */
export function readForeign(
  given: CheckArguments,
  settings: CheckSettings,
  {
    isMine,
    faults,
    permissions = faults,
  }: {
    isMine: boolean;
    faults: string[];
    /** What is missing to send anything, if that is kept apart. */
    permissions?: string[];
  },
): ForeignOptions | undefined {
  const metadata = given.spMetadata ?? settings['sp-metadata'];
  const login = given.loginUrl ?? settings['login-url'];
  const whoamiUrl = given.whoami ?? settings.whoami;
  const success = given.success ?? settings.success;
  const unsolicited = given.unsolicited ?? settings.unsolicited ?? false;
  if (metadata === undefined) {
    const others = { '--login-url': login, '--whoami': whoamiUrl, '--success': success };
    const named = Object.entries(others).filter(([, value]) => value !== undefined);
    if (named.length > 0)
      faults.push(
        `${named.map(([name]) => name).join(' and ')} needs --sp-metadata, the metadata of your service provider.`,
      );
    else
      for (const [name, value] of Object.entries(ofTheirs(given, settings)))
        if (value !== undefined)
          faults.push(
            `${name} has no effect on samlab's own service provider: leave it out, or add --sp-metadata, the metadata of yours.`,
          );
    if (unsolicited && named.length === 0)
      faults.push('--unsolicited needs --sp-metadata, the metadata of your service provider.');
    return undefined;
  }
  if (!isUrl(metadata) && !existsSync(metadata))
    faults.push(
      `There is no file ${metadata}. Set --sp-metadata to the URL or file of your service provider's metadata.`,
    );
  if (login === undefined && !unsolicited)
    faults.push(
      '--login-url is missing: the URL that starts a sign-in at your service provider. If it cannot start one, use --unsolicited.',
    );
  if (login !== undefined && unsolicited)
    faults.push(
      '--unsolicited and --login-url exclude each other: with --unsolicited, your service provider starts no sign-in.',
    );
  if (whoamiUrl === undefined)
    faults.push(
      '--whoami is missing: the URL of your service provider that shows who is signed in.',
    );
  const loginUrls = {
    forceAuthn: settings['force-authn-login-url'],
    authnContext: settings['authn-context-login-url'],
    logout: settings['logout-url'],
  };
  const urls = {
    '--login-url': login,
    '--whoami': whoamiUrl,
    'force-authn-login-url': loginUrls.forceAuthn,
    'authn-context-login-url': loginUrls.authnContext,
    'logout-url': loginUrls.logout,
  };
  for (const [name, url] of Object.entries(urls))
    if (url !== undefined && !isUrl(url))
      faults.push(`${name} must be an http or https URL, not "${url}".`);
  const far = [metadata, ...Object.values(urls)].find(
    (url) => url && isUrl(url) && !isLoopback(url),
  );
  if (far !== undefined && !isMine)
    permissions.push(
      `${new URL(far).origin} is not on this machine. The check sends hostile responses: add --target-is-mine if you are in charge of that service provider.`,
    );
  return {
    metadata,
    loginUrl: unsolicited ? undefined : login,
    loginUrls,
    whoamiUrl: whoamiUrl ?? '',
    success: readSuccessRule(success),
  };
}

/** What only a check of the user's service provider reads. */
const ofTheirs = (given: CheckArguments, settings: CheckSettings) => ({
  '--name-id': given.nameId ?? settings['name-id'],
  'name-id-format': settings['name-id-format'],
  claims: settings.claims,
  '--offers': given.offers ?? settings.offers,
  '--relay-state': given.relayState ?? settings['relay-state'],
  'force-authn-login-url': settings['force-authn-login-url'],
  'authn-context-login-url': settings['authn-context-login-url'],
  'logout-url': settings['logout-url'],
});

const isUrl = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '');
