import { Badge } from '../../web/components/badge.tsx';
import { CopyValue } from '../../web/components/copy.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import type { Codes } from './codes.ts';

/** The codes of the second factor, in place of an authenticator app. Without scripts, reload to see the current codes. */
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
        What each user's authenticator app, or hardware token, shows, for Conditional Access
        policies that require multifactor authentication. Each code works once.
      </p>
      <dl class="facts">
        {codes.map(({ userPrincipalName, serialNumber, code, used }) => (
          <div class="fact" key={`${userPrincipalName} ${serialNumber}`}>
            <dt>
              {userPrincipalName}
              {serialNumber !== undefined && ` (hardware token ${serialNumber})`}
            </dt>
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
