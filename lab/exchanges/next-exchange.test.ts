import { expect, test } from 'vitest';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

test('waits for the next exchange that ends, of the application and user that are wanted', async () => {
  const lab = await labs.start({ memory: true });
  const { idp, tenantId, appId } = lab.start;
  const bad = () => fetch(`${idp}/${tenantId}/saml2?SAMLRequest=AAAA`);
  await bad(); // before the call
  const next = lab.nextExchange();
  await new Promise((ready) => setTimeout(ready, 50));
  await fetch(`${idp}/api/signin/${appId}?tenantId=${tenantId}`); // does not end
  await bad();
  const { refusal, id } = await next;
  expect(refusal?.code).toBe('AADSTS750055');
  const all = await lab.exchanges();
  expect(all).toHaveLength(3);
  expect(all[0]?.id).toBe(id);

  const never = lab.nextExchange({ application: 'Peakon', signal: AbortSignal.timeout(1500) });
  await bad();
  await expect(never).rejects.toThrow(/timeout/i);
});
