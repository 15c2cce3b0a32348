import { Facts } from '../../../../../web/components/surfaces.tsx';
import type { PublicKeyCredential } from '../../../../directory/applications/public-key-credentials.ts';
import { requestSignatureVerificationOf } from '../../../../directory/applications/request-signature-verification.ts';
import type { ApplicationVisit } from '../../application-routes.ts';
import { Edit } from '../card-parts.tsx';

export const verificationPage = 'single-sign-on/verification-certificates';

/** Whether a test can begin here: where requests must be signed, only the service provider can (entra-saml.md 1.6). */
export const canStartHere = ({ app }: Pick<ApplicationVisit, 'app'>): boolean =>
  !requestSignatureVerificationOf(app).isSignedRequestRequired;

/** Why not. */
export const signedByApplication =
  'Requests must be signed, which only the application can do: begin the sign-in there.';

/** The part "Verification certificates (optional)" of the card "SAML Certificates". */
export function VerificationPart({
  visit,
  certificates,
}: {
  visit: ApplicationVisit;
  certificates: readonly PublicKeyCredential[];
}) {
  const expired = certificates.filter((one) => one.expired).length;
  return (
    <>
      <div class="card-header" id="verification-certificates">
        <h3>Verification certificates (optional)</h3>
        <div class="card-action">
          <Edit visit={visit} page={verificationPage} what="Verification certificates" />
        </div>
      </div>
      <Facts
        items={[
          { term: 'Required', value: canStartHere(visit) ? 'No' : 'Yes' },
          { term: 'Active', value: String(certificates.length - expired) },
          { term: 'Expired', value: String(expired) },
        ]}
      />
    </>
  );
}
