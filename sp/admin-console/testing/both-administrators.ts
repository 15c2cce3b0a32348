import type { Certificate } from '../../../certs/certificate.ts';
import type { SpUnderTest } from '../../testing/sp-under-test.ts';
import { Administrator, companiesUnderTest } from './administrator.ts';

/** The two companies of `companiesUnderTest`, each with its administrator signed in. */
export interface BothAdministrators {
  under: SpUnderTest;
  contoso: Administrator;
  fabrikam: Administrator;
  /** The identity provider's certificate, which `contoso` trusts. */
  own: Certificate;
}

export async function bothAdministrators(): Promise<BothAdministrators> {
  const under = await companiesUnderTest();
  const contoso = await Administrator.of(under.sp, 'contoso');
  const fabrikam = await Administrator.of(under.sp, 'fabrikam');
  return { under, contoso, fabrikam, own: under.context.key.certificate };
}

/** The saved revision of a company's single sign-on, empty before the first. */
export async function revisionOf({ sp }: SpUnderTest, companyId: string): Promise<string> {
  return (await sp.administration.findSingleSignOn(companyId))?.revision ?? '';
}
