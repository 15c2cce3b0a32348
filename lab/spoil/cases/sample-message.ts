import {
  type Cast,
  honestSpec,
  type Message,
  type MessageRun,
  type ResponseSpec,
  signedAssertion,
} from '../../../catalogue/index.ts';
import { toBase64 } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import type { SiteUrls } from '../../endpoints.ts';
import { endpoints } from '../../endpoints.ts';
import { employee } from '../../tutorial.ts';

/** A response of the tutorial's sign-in before and after a case alters it, signed with throw-away keys. */
export interface SampleMessage {
  readonly valid: string;
  readonly sent: Message;
  readonly relayState: string;
}

const relayState = 'example-relay-state';
let cast: Promise<Cast> | undefined;

/** Applies a run to the tutorial's sign-in. @throws {NothingToChange} when the response lacks what the run alters */
export async function sampleMessage(
  { message }: MessageRun,
  { urls, now }: { urls: SiteUrls; now: Date },
): Promise<SampleMessage> {
  cast ??= makeCast(now);
  const spec = sample(await cast, urls, now);
  return { valid: signedAssertion(spec), sent: await message(spec), relayState };
}

function sample(keys: Cast, urls: SiteUrls, now: Date): ResponseSpec {
  const at = endpoints(urls);
  let count = 0;
  return honestSpec({
    cast: keys,
    idpEntityId: at.entraIdentifier,
    identity: {
      nameId: employee.email,
      givenName: employee.firstName,
      surname: employee.lastName,
      displayName: 'B.Simon',
    },
    sp: { entityId: at.identifier, acs: at.replyUrl },
    inResponseTo: `_${'f'.repeat(32)}`,
    relayState,
    newId: () => {
      count += 1;
      return `_${count.toString(16).padStart(2, '0').repeat(16)}`;
    },
    now,
  });
}

async function makeCast(notBefore: Date): Promise<Cast> {
  const [idp, stranger] = await Promise.all([
    makeSigningCertificate({ notBefore }),
    makeSigningCertificate({ notBefore }),
  ]);
  const identity = ({ privateKey, certificate }: typeof idp) => ({
    privateKey,
    certificateBase64: toBase64(certificate),
  });
  return { idp: identity(idp), stranger: identity(stranger), encryptionCertificates: [] };
}
