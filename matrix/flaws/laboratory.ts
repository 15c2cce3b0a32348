/** Starts service providers of this folder and has them checked, in this process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueCase } from '../../catalogue/index.ts';
import type { CheckReport } from '../../check/index.ts';
import { makeDecryptionKey } from './keys.ts';
import { type Rule, rules } from './rules.ts';
import type { TrustedKey } from './signer.ts';
import { type Style, startSite } from './site.ts';

type Check = typeof import('../../check/index.ts');

export interface Trial {
  readonly without?: readonly Rule[];
  /** A flaw may show only where everybody has an account, so this is the default. */
  readonly style?: Style;
}

export interface Laboratory {
  /**
   * Has a service provider checked that lacks some rules.
   *
   * @throws {CheckFault} when it fails a valid sign-in
   */
  check(trial: Trial, cases: readonly CatalogueCase[]): Promise<CheckReport>;
  close(): Promise<void>;
}

const X509 = 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509';
const clock = () => new Date();

/**
 * Makes the keys of the identity provider and of the service providers once, for all trials.
 *
 * @param check the face of `check/`, compiled or as source
 */
export async function openLaboratory(check: Check): Promise<Laboratory> {
  const folder = await mkdtemp(join(tmpdir(), 'samlab-flaws-'));
  const tenant = await check.openTenant(folder, clock);
  const { identityProvider: idp } = tenant;
  const signers = await tenant.furtherSigners();
  const decryptionKeys = await Promise.all(['one', 'two'].map(makeDecryptionKey));
  const keys = [
    trusted(idp.key.certificateBase64, idp.entityId),
    trusted(signers.idpSecondKey.certificateBase64, idp.entityId),
    trusted(signers.idpEcKey.certificateBase64, idp.entityId),
    trusted(signers.secondIdp.key.certificateBase64, signers.secondIdp.entityId),
  ];
  return {
    async check({ without = [], style = 'creates accounts' }, cases) {
      const facts = without.map((rule) => rules[rule]);
      const allowUnsolicited = facts.some(({ setting }) => setting !== undefined);
      const load = without.length === 0 || facts.some((one) => one.load);
      const site = await startSite({ idp, keys, decryptionKeys, without, style, allowUnsolicited });
      const { url } = site;
      const { signal } = new AbortController();
      const connections = new check.Connections({ signal });
      const login = `${url}/login`;
      try {
        const target = await check.foreignTarget(
          {
            metadata: `${url}/metadata`,
            loginUrl: login,
            loginUrls: { forceAuthn: `${login}?force=1`, authnContext: `${login}?context=${X509}` },
            whoamiUrl: `${url}/me`,
            success: check.readSuccessRule('/user'),
            identity: { nameId: 'B.Simon@contoso.com' },
            identityProvider: idp,
            furtherSigners: async () => signers,
            offers: [
              'second-signing-key',
              'ec-signing-key',
              'second-idp',
              allowUnsolicited ? 'unsolicited-allowed' : 'unsolicited-refused',
            ],
            allowLoad: load,
            clock,
          },
          connections,
        );
        const browsers = check.httpBrowsers(connections);
        const { report, stopped } = await check.runCheck({
          target,
          cases,
          clock,
          signal,
          browsers: { page: browsers, problem: browsers },
          concurrency: 4,
          userAgent: 'http',
          version: '0',
          keepMessages: false,
        });
        if (stopped) throw stopped;
        return report;
      } finally {
        connections.close();
        await site.close();
      }
    },
    async close() {
      await tenant.close();
      await rm(folder, { recursive: true });
    },
  };
}

const trusted = (base64: string, issuer: string): TrustedKey => ({
  issuer,
  certificate: `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`,
});
