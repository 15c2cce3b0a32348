import type { HttpClient } from '../../../web/testing/http-client.ts';
import type { StartLine } from '../../start-line.ts';

/** Signs B.Simon in, SP-initiated, up to the response. @returns it */
export async function responseFor(client: HttpClient, start: StartLine): Promise<string> {
  const [user] = start.users;
  const loginfmt = user?.userPrincipalName ?? '';
  await client.open(`${start.sp}/login`);
  await client.submit({ email: 'B.Simon@contoso.com' });
  if (!client.url.startsWith(start.idp)) await client.submit();
  await client.submit({ loginfmt });
  await client.submit({ loginfmt, passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  return /name="SAMLResponse" value="([^"]*)"/.exec(client.html)?.[1] ?? '';
}

export async function signIn(client: HttpClient, start: StartLine): Promise<void> {
  await client.submit({ SAMLResponse: await responseFor(client, start) });
}

/** @returns 200 while the client is signed in at Peakon */
export async function whoami(client: HttpClient, start: StartLine): Promise<number> {
  await client.open(`${start.sp}/api/whoami`);
  return client.status;
}
