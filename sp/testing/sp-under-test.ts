import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import {
  type ExchangesInMemory,
  exchangesInMemory,
} from '../../exchanges/testing/exchanges-in-memory.ts';
import { testDatabase } from '../../store/testing/test-database.ts';
import type { SingleSignOnInput } from '../administration/single-sign-on.ts';
import { buildSp, type Sp, type SpOptions } from '../app.ts';
import { serviceAddress } from '../service-address.ts';
import type { ResponseContext } from './build-response.ts';

export const publicUrl = 'http://sp.test';
export const idpEntityId = 'https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/';
export const ssoLoginUrl = 'http://idp.test/aaaabbbb-0000-cccc-1111-dddd2222eeee/saml2';

/** The day on which tests play, unless they move the clock. */
export const today = new Date('2026-01-31T08:00:00.000Z');

let key: Promise<SigningKey> | undefined;

/** One key for each test file, made on its first use. */
export function testKey(): Promise<SigningKey> {
  key ??= makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
  return key;
}

export interface SpUnderTest {
  sp: Sp;
  /** What the service provider reported. */
  exchanges: ExchangesInMemory;
  /** What a valid response is made from. */
  context: ResponseContext;
  setNow(now: Date): void;
}

/** A service provider in memory, with the company `contoso` and the employee B Simon <B.Simon@contoso.com>. */
export async function spUnderTest(
  settings: Partial<SingleSignOnInput> = {},
  options: Partial<SpOptions> = {},
): Promise<SpUnderTest> {
  let now = today;
  const signingKey = await testKey();
  const exchanges = exchangesInMemory();
  const clock = () => now;
  const sp = await buildSp({
    file: await testDatabase(),
    publicUrl: () => publicUrl,
    clock,
    exchanges,
    ...options,
  });
  const { administration } = sp;
  await administration.createCompany({ id: 'contoso', name: 'Contoso', domains: ['contoso.com'] });
  await administration.enableSingleSignOn('contoso', {
    ssoLoginUrl,
    idpEntityId,
    certificates: [signingKey.certificate.der],
    ...settings,
  });
  await administration.addEmployee({
    companyId: 'contoso',
    firstName: 'B',
    lastName: 'Simon',
    email: 'B.Simon@contoso.com',
  });
  const context = {
    key: signingKey,
    idpEntityId,
    now: today,
    ...serviceAddress(publicUrl, 'contoso'),
  };
  return {
    sp,
    exchanges,
    context,
    setNow: (date) => {
      now = date;
    },
  };
}
