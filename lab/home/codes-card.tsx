import { Badge, Card, CopyValue } from '../../web/components/surfaces.tsx';
import type { Codes } from './codes.ts';

/**
 * The codes of the second factor, for a telephone that nobody has. Without scripts, a reload shows the codes of now.
 */
export function CodesCard({ version, secondsLeft, codes }: Codes) {
  return (
    <Card
      title="Verification codes"
      id="codes"
      version={version}
      action={
        <p>
          New codes in <span id="codesLeft">{secondsLeft}</span> s
        </p>
      }
    >
      <p>
        What the authenticator app of each user shows, for a Conditional Access policy that requires
        multifactor authentication. A code is taken once.
      </p>
      <dl class="facts">
        {codes.map(({ userPrincipalName, code, used }) => (
          <div class="fact" key={userPrincipalName}>
            <dt>{userPrincipalName}</dt>
            <dd>
              <CopyValue value={code} label={`code of ${userPrincipalName}`} />{' '}
              {used && <Badge>Used</Badge>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
