import { readContinuation } from '../continuation.ts';
import type { PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../directory/tables.ts';

/** What the user signs in to, as a phone shows it: the display name of the application, or of a page of this site. */
export async function purposeWords(db: Database, { continuation }: PendingSignIn): Promise<string> {
  const purpose = readContinuation(continuation);
  if (purpose.kind === 'my-apps') return 'My Apps';
  if (purpose.kind === 'security-info') return 'My Sign-ins';
  if (purpose.kind === 'admin') return 'Microsoft Entra admin center';
  const { servicePrincipalId } = purpose.request;
  return (await applicationById(db, servicePrincipalId))?.displayName ?? 'A deleted application';
}
