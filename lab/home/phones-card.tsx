import type { PendingApproval, SentCode } from '../../idp/index.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button, CsrfField, HiddenField } from '../../web/components/controls.tsx';
import { CopyValue } from '../../web/components/copy.tsx';
import { Field } from '../../web/components/field.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import { type Phones, secondsId } from './phones.ts';

export interface PhonesCardProps {
  phones: Phones;
  token: string;
  /** Why an answer was not taken. */
  problem?: string | undefined;
}

/** The users' phones and mailboxes: it is there while something is on one of them. */
export function PhonesCard({ phones, token, problem }: PhonesCardProps) {
  const { version, approvals, codes } = phones;
  const isEmpty = approvals.length + codes.length === 0 && problem === undefined;
  return (
    <div class="live-part" id="phones" data-version={version}>
      {!isEmpty && (
        <Card title="Phones and mailboxes">
          {problem !== undefined && <MessageBar tone="error">{problem}</MessageBar>}
          <ul class="phones">
            {approvals.map((approval) => (
              <li key={approval.id}>
                <Approval {...approval} token={token} />
              </li>
            ))}
            {codes.map((code) => (
              <li key={code.id}>
                <Code {...code} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Approval(approval: PendingApproval & { token: string }) {
  const { id, kind, userPrincipalName, application, sentTo, token } = approval;
  const onApp = kind === 'number';
  return (
    <form method="post" action="/approvals" class="approval">
      <CsrfField token={token} />
      <HiddenField name="id" value={id} />
      <p>
        <strong>{onApp ? 'Are you trying to sign in?' : 'Press # to sign in.'}</strong>{' '}
        {userPrincipalName} to {application};{' '}
        {onApp ? `Authenticator on ${sentTo}` : `call to ${sentTo}`}. <Left {...approval} />
      </p>
      {onApp && (
        <Field
          label="Number on the sign-in page"
          name="number"
          id={`number-${id}`}
          inputMode="numeric"
          autocomplete="off"
          pattern="[0-9]{2}"
          maxLength={2}
          required
        />
      )}
      <div class="actions">
        <Button name="answer" value="approve">
          {onApp ? 'Approve' : 'Press #'}
        </Button>
        <Button appearance="secondary" name="answer" value="deny" formnovalidate>
          {onApp ? 'Deny' : 'Hang up'}
        </Button>
        <Button appearance="subtle" name="answer" value="report" formnovalidate>
          No, it's not me
        </Button>
      </div>
    </form>
  );
}

function Code(sent: SentCode) {
  const { userPrincipalName, authMethodId, sentTo, application, code, used } = sent;
  return (
    <p>
      {userPrincipalName}, {authMethodId === 'OneWaySMS' ? 'text message' : 'email'} to {sentTo} for{' '}
      {application}: <CopyValue value={code} label={`code to ${sentTo}`} />{' '}
      {used ? <Badge>Used</Badge> : <Left {...sent} />}
    </p>
  );
}

function Left({ id, secondsLeft }: Pick<SentCode, 'id' | 'secondsLeft'>) {
  return (
    <small>
      <span id={secondsId(id)}>{secondsLeft}</span>&nbsp;s&nbsp;left
    </small>
  );
}
