import { beforeAll, beforeEach } from 'vitest';
import type { Certificate } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import type { SavedSingleSignOn } from '../../administration/saved-single-sign-on.ts';
import { type SpUnderTest, today } from '../../testing/sp-under-test.ts';
import { Administrator, companiesUnderTest } from './administrator.ts';

/** The two companies of `companiesUnderTest`, each with its administrator signed in. */
export interface BothAdministrators {
  under: SpUnderTest;
  contoso: Administrator;
  fabrikam: Administrator;
  /** The identity provider's certificate, which `contoso` trusts. */
  own: Certificate;
  /** The certificate after a rollover, which no company trusts yet. */
  next: Certificate;
  /** What is saved of a company's single sign-on. */
  settings(companyId: string): Promise<SavedSingleSignOn | undefined>;
  /** The saved revision of it, empty before the first. */
  revision(companyId: string): Promise<string>;
}

/** Both made anew for each test of the file; the object is filled before each, for tests and their hooks to read. */
export function bothAdministratorsForEachTest(): BothAdministrators {
  const settings = (companyId: string) => at.under.sp.administration.findSingleSignOn(companyId);
  const revision = async (companyId: string) => (await settings(companyId))?.revision ?? '';
  const at = { settings, revision } as BothAdministrators;
  beforeAll(async () => {
    at.next = (await makeSigningCertificate({ notBefore: today, subject: 'CN=Next' })).certificate;
  });
  beforeEach(async () => {
    const under = await companiesUnderTest();
    const contoso = await Administrator.of(under.sp, 'contoso');
    const fabrikam = await Administrator.of(under.sp, 'fabrikam');
    Object.assign(at, { under, contoso, fabrikam, own: under.context.key.certificate });
    return () => under.sp.close();
  });
  return at;
}
