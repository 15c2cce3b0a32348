import { Card, Facts } from '../../../web/components/surfaces.tsx';

export interface SecondFactorView {
  /** RFC 6238 secret in base32. */
  secret: string;
  /** Six digits, good at the moment the page was made. */
  code: string;
  /** For how many seconds the code will still be the current one. */
  secondsLeft: number;
  /** For an authenticator app. */
  address: string;
}

/** What an authenticator app would hold: the mock shows it, so that nobody needs a telephone to test with. */
export function SecondFactorCard({ secret, code, secondsLeft, address }: SecondFactorView) {
  return (
    <Card title="Authentication methods" id="secondFactor">
      <p>
        Asked for when a Conditional Access policy requires multifactor authentication. Type the
        code, or add the secret to an authenticator app. Reload the page for the next code.
      </p>
      <Facts
        items={[
          { term: 'Verification code', value: code, copy: true },
          { term: 'Changes in', value: `${secondsLeft} s` },
          { term: 'Secret', value: secret, copy: true },
          { term: 'Address for apps', value: address, copy: true },
        ]}
      />
    </Card>
  );
}
