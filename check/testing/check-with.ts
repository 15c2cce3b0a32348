import type { CatalogueCase } from '../../catalogue/index.ts';
import { caseById } from '../../catalogue/index.ts';
import type { BrowserMaker } from '../agent/browser.ts';
import { Connections, defaultLimits } from '../agent/exchange.ts';
import { httpBrowsers } from '../agent/http-browser.ts';
import type { CheckIdentityProvider } from '../identity/identity-provider.ts';
import { type CheckOptions, runCheck } from '../oracle/run-check.ts';
import { type ForeignTargetOptions, foreignTarget } from '../subject/foreign-target.ts';
import { readSuccessRule } from '../subject/session-probe.ts';
import type { ForeignSp } from './foreign-sp.ts';

export const clock = () => new Date();

/** The cases with these ids. @throws {TypeError} when one does not exist */
export function casesOf(...ids: readonly string[]): CatalogueCase[] {
  return ids.map((id) => {
    const found = caseById(id);
    if (!found) throw new TypeError(`There is no case ${id}.`);
    return found;
  });
}

export interface CheckWithOptions {
  readonly cases: readonly CatalogueCase[];
  readonly success?: string;
  readonly unsolicited?: boolean;
  readonly nameId?: string;
  readonly offers?: ForeignTargetOptions['offers'];
  readonly furtherSigners?: ForeignTargetOptions['furtherSigners'];
  readonly loginUrls?: ForeignTargetOptions['loginUrls'];
  readonly relayState?: string;
  readonly otherSigners?: ForeignTargetOptions['otherSigners'];
  readonly metadataCommand?: string;
  readonly onOrigin?: ForeignTargetOptions['onOrigin'];
  /** Limit for one request, in ms. */
  readonly timeout?: number;
  readonly concurrency?: number;
  readonly patience?: CheckOptions['patience'];
  readonly signal?: AbortSignal;
  readonly onRun?: CheckOptions['onRun'];
  readonly keepMessages?: boolean;
  /** HTTP clients by default. */
  readonly browsers?: BrowserMaker;
}

/** Checks a service provider in the way that the command does. */
export async function checkForeign(
  sp: Pick<ForeignSp, 'metadata' | 'login' | 'whoami'>,
  identityProvider: CheckIdentityProvider,
  options: CheckWithOptions,
) {
  const { cases, success, nameId = 'B.Simon@contoso.com', timeout = 5000 } = options;
  const signal = options.signal ?? new AbortController().signal;
  const connections = new Connections({ signal, limits: { ...defaultLimits, timeout } });
  try {
    const target = await foreignTarget(
      {
        metadata: sp.metadata,
        loginUrl: options.unsolicited ? undefined : sp.login,
        whoamiUrl: sp.whoami,
        success: readSuccessRule(success),
        identity: { nameId },
        identityProvider,
        clock,
        ...(options.offers && { offers: options.offers }),
        ...(options.furtherSigners && { furtherSigners: options.furtherSigners }),
        loginUrls: options.loginUrls,
        relayState: options.relayState,
        otherSigners: options.otherSigners,
        metadataCommand: options.metadataCommand,
        onOrigin: options.onOrigin,
      },
      connections,
    );
    const browsers = options.browsers ?? httpBrowsers(connections);
    return await runCheck({
      target,
      cases,
      clock,
      signal,
      browsers: { page: browsers, problem: browsers },
      concurrency: options.concurrency ?? 4,
      patience: options.patience,
      userAgent: options.browsers ? 'chromium' : 'http',
      version: '0.0.0',
      keepMessages: options.keepMessages ?? false,
      ...(options.onRun && { onRun: options.onRun }),
    });
  } finally {
    connections.close();
  }
}
