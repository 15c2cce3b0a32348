import { existsSync } from 'node:fs';

import {
  isLoopback,
  readSuccessRule,
  type SuccessRule,
  type WishedLoginUrls,
} from '../../check/index.ts';
import type { CheckArguments } from './arguments.ts';
import type { CheckSettings } from './settings-file.ts';

/** Somebody's own service provider; absent when samlab's own is to be checked. */
export interface ForeignOptions {
  readonly metadata: string;
  readonly loginUrl: string | undefined;
  readonly loginUrls: WishedLoginUrls;
  readonly whoamiUrl: string;
  readonly success: SuccessRule;
}

/**
 * Where somebody's own service provider is, from arguments and settings; undefined for samlab's own. Each fault is added to `faults`, one
 * sentence each.
 */
export function readForeign(
  given: CheckArguments,
  settings: CheckSettings,
  { isMine, faults }: { isMine: boolean; faults: string[] },
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
        `${named.map(([name]) => name).join(' and ')} needs --sp-metadata as well, the metadata of the service provider.`,
      );
    else if (unsolicited)
      faults.push('--unsolicited needs --sp-metadata, the metadata of the service provider.');
    return undefined;
  }
  if (!isUrl(metadata) && !existsSync(metadata))
    faults.push(
      `There is no file ${metadata}. Give --sp-metadata the address or the file of the service provider's metadata.`,
    );
  if (login === undefined && !unsolicited)
    faults.push(
      '--login-url is missing: where the service provider starts a sign-in. For one that never does, give --unsolicited.',
    );
  if (login !== undefined && unsolicited)
    faults.push(
      '--unsolicited means that no sign-in is started, so it cannot go with --login-url.',
    );
  if (whoamiUrl === undefined)
    faults.push(
      '--whoami is missing: an address of the service provider that tells who is signed in.',
    );
  const loginUrls = {
    forceAuthn: settings['force-authn-login-url'],
    authnContext: settings['authn-context-login-url'],
  };
  const urls = {
    '--login-url': login,
    '--whoami': whoamiUrl,
    'force-authn-login-url': loginUrls.forceAuthn,
    'authn-context-login-url': loginUrls.authnContext,
  };
  for (const [name, url] of Object.entries(urls))
    if (url !== undefined && !isUrl(url))
      faults.push(`${name} must be an http or https address, not "${url}".`);
  const far = [metadata, ...Object.values(urls)].find(
    (url) => url && isUrl(url) && !isLoopback(url),
  );
  if (far !== undefined && !isMine)
    faults.push(
      `${new URL(far).origin} is not on this machine. Hostile responses are sent to one's own service provider only: add --target-is-mine if you are in charge of it.`,
    );
  return {
    metadata,
    loginUrl: unsolicited ? undefined : login,
    loginUrls,
    whoamiUrl: whoamiUrl ?? '',
    success: readSuccessRule(success),
  };
}

const isUrl = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '');
