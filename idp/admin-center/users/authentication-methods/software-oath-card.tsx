import { Card, Facts } from '../../../../web/components/surfaces.tsx';

export interface SoftwareOathView {
  /** RFC 6238 secret in base32. */
  secret: string;
  /** Six digits, valid when the page was rendered. */
  code: string;
  /** Seconds until the next code. */
  secondsLeft: number;
  /** `otpauth:` address for an authenticator app. */
  address: string;
}

/** The contents of an authenticator app: the mock shows them, so that no test needs a phone. */
export function SoftwareOathCard({ secret, code, secondsLeft, address }: SoftwareOathView) {
  return (
    <Card title="Software OATH token" id="secondFactor">
      <p>
        Required when a Conditional Access policy requires multifactor authentication. Enter the
        code, or add the secret to an authenticator app. Reload the page for the next code.
      </p>
      <Facts
        items={[
          { term: 'Verification code', value: code, copy: true },
          { term: 'Changes in', value: `${secondsLeft} s` },
          { term: 'Secret', value: secret, copy: true },
          { term: 'URI for authenticator apps', value: address, copy: true },
        ]}
      />
    </Card>
  );
}
