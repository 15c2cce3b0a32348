import { Badge } from '../../web/components/badge.tsx';
import { CopyValue } from '../../web/components/copy.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import type { Codes } from './codes.ts';

/** The codes of hardware tokens, and of the authenticator apps of users who are not the tutorial's. */
export function CodesCard({ version, codes }: Pick<Codes, 'version' | 'codes'>) {
  return (
    <div class="live-part" id="codes" data-version={version}>
      {codes.length > 0 && (
        <Card title="Other verification codes">
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
      )}
    </div>
  );
}
