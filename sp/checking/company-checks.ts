import type { FindTrustedProvider, TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckInfo } from './check.ts';
import type { CheckRun } from './check-run.ts';

export const company: CheckInfo = {
  name: 'company',
  title: 'The address belongs to a company',
  fault: 'The address does not belong to a company',
  clause: 'Configure Peakon for single sign-on, Reply URL pattern',
  whatToDo: 'Correct the company id in the Reply URL at the identity provider.',
};

export const singleSignOn: CheckInfo = {
  name: 'single_sign_on',
  title: 'The company has single sign-on enabled',
  fault: 'The company has not enabled single sign-on',
  clause: 'Configure Peakon for single sign-on, "Configure Peakon SSO"',
  whatToDo: 'Enable Single Sign-On under Integrations and save its settings.',
};

/** The provider that the company of an address trusts. @throws {SpError} `company`, `single_sign_on` */
export async function requireProvider(
  findProvider: FindTrustedProvider,
  companyId: string,
  run: CheckRun,
): Promise<TrustedProvider> {
  const found = await findProvider(companyId);
  const expected = 'the id of a company';
  if (!found) return run.refuse(company, { expected, found: companyId, status: 404 });
  run.pass(company, { expected, found: `${companyId} (${found.companyName})` });
  if (!found.provider)
    return run.refuse(singleSignOn, { expected: 'enabled', found: 'not enabled' });
  run.pass(singleSignOn, { expected: 'enabled', found: 'enabled' });
  return found.provider;
}
