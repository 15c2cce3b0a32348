import { createHash } from 'node:crypto';
import { Badge } from '../../web/components/badge.tsx';
import { CopyValue } from '../../web/components/copy.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import type { Account, UserState } from '../accounts.ts';
import type { Codes } from './codes.ts';

interface AccountsProps {
  accounts: readonly Account[];
  codes: Codes;
}

interface AccountsCardProps extends AccountsProps {
  /** How many users are not shown. */
  more: number;
  /** URL of the identity provider. */
  idp: string;
}

/** Changes with everything that the card shows. */
export function accountsVersion({ accounts, codes }: AccountsProps): string {
  const shown = JSON.stringify([accounts, codes.version]);
  return createHash('sha256').update(shown).digest('base64url').slice(0, 16);
}

/** The users of the tutorial and of the settings: whether they can sign in, and with what. Without scripts, reload to see the current codes. */
export function AccountsCard({ accounts, codes, more, idp }: AccountsCardProps) {
  return (
    <Card
      title="Accounts"
      id="people"
      version={accountsVersion({ accounts, codes })}
      action={
        <p class="hint">
          New codes in <span id="codesLeft">{codes.secondsLeft}</span> s
        </p>
      }
    >
      <ul class="people" aria-label="Accounts">
        {accounts.map((account) => (
          <li key={account.name}>
            <CopyValue value={account.name} label={`user name ${account.name}`} />
            <Password {...account} />
            <CodeOf {...account} codes={codes} />
            <p class="people-state">
              {account.user && <State {...account.user} />}
              <span class="hint">{account.can}</span>
            </p>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p>
          <a href={`${idp}/admin/users`}>{more} more in the admin center</a>
        </p>
      )}
      <p class="hint">
        The six digits are what the user's authenticator app shows. Each code works once.
      </p>
    </Card>
  );
}

function Password({ name, password }: Account) {
  return password === undefined ? (
    <span class="hint">Password set elsewhere</span>
  ) : (
    <CopyValue value={password} label={`password of ${name}`} />
  );
}

function CodeOf({ name, user, codes }: Account & { codes: Codes }) {
  const shown = appCodeOf(name, codes);
  if (shown)
    return (
      <span class="people-code">
        <CopyValue value={shown.code} label={`code of ${name}`} />
        {shown.used && <Badge>Used</Badge>}
      </span>
    );
  return <span class="hint">{user && 'No app'}</span>;
}

function State({ enabled, hasRoles, access }: UserState) {
  const granted = hasRoles ? 'Has access' : 'Assigned';
  return (
    <>
      {enabled ? <Badge tone="pass">Enabled</Badge> : <Badge tone="fail">Blocked</Badge>}
      {access === 'granted' && <Badge tone="pass">{granted}</Badge>}
      {access === 'not_required' && <Badge tone="info">No assignment needed</Badge>}
      {access === 'refused' && <Badge tone="skipped">Not assigned</Badge>}
    </>
  );
}

const isAppOf = (name: string) => (code: Codes['codes'][number]) =>
  code.serialNumber === undefined && code.userPrincipalName.toLowerCase() === name.toLowerCase();

const appCodeOf = (name: string, { codes }: Codes) => codes.find(isAppOf(name));

/** The codes that the card does not show: of other users, and of hardware tokens. */
export const otherCodes = ({ accounts, codes }: AccountsProps): Codes['codes'] =>
  codes.codes.filter((code) => !accounts.some(({ name }) => isAppOf(name)(code)));
