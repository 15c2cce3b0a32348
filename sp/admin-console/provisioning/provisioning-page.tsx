import { Button, HiddenField, LinkButton } from '../../../web/components/controls.tsx';
import { Card, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import type { Provisioning } from '../../administration/provisioning.ts';
import type { RefusedSignIn } from '../../refused-sign-ins/refused-sign-ins.ts';
import type { OperationLine } from '../../scim/operations/received-operations.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { StateBadge } from '../single-sign-on/integrations-page.tsx';
import { OperationsCard } from './operations-card.tsx';
import { PostForm } from './post-form.tsx';
import { ProvisioningHeading, page } from './provisioning-heading.tsx';
import { RefusedCard } from './refused-card.tsx';
import { shownTime } from './shown-time.ts';
import { SwitchesCard } from './switches-card.tsx';

export interface ProvisioningPageProps {
  readonly frame: AdminFrame;
  /** Undefined while provisioning is not enabled. */
  readonly saved: Provisioning | undefined;
  readonly scimUrl: string;
  /** A token that was just made: the only time that it is shown. */
  readonly token?: string | undefined;
  readonly done?: string | undefined;
  readonly operations: readonly OperationLine[];
  readonly refused: readonly RefusedSignIn[];
}

/** Integrations > Employee Provisioning. */
export function ProvisioningPage(props: ProvisioningPageProps) {
  const { frame, saved, done, operations, refused } = props;
  return (
    <AdminPage
      frame={frame}
      title="Employee Provisioning"
      section="integrations"
      scripts={['copy']}
    >
      <ProvisioningHeading />
      {done !== undefined && <MessageBar tone="success">{done}</MessageBar>}
      {saved ? (
        <>
          <ConnectionCard {...props} saved={saved} />
          <SwitchesCard frame={frame} saved={saved} />
          <OperationsCard operations={operations} />
          <RefusedCard refused={refused} />
        </>
      ) : (
        <EnableCard frame={frame} />
      )}
    </AdminPage>
  );
}

function EnableCard({ frame }: { frame: AdminFrame }) {
  return (
    <Card title="Employee Provisioning" action={<StateBadge enabled={false} />}>
      <p>
        Employees are added and changed here by hand. Once you enable provisioning, the identity
        provider also does so; employees whom you added stay, and it can take them over.
      </p>
      <PostForm frame={frame} action={`${page}/enable`}>
        <HiddenField name="tokenHint" value="" />
        <Button>Enable</Button>
      </PostForm>
    </Card>
  );
}

function ConnectionCard({
  frame,
  saved,
  scimUrl,
  token,
}: ProvisioningPageProps & { saved: Provisioning }) {
  return (
    <Card title="Connection" action={<StateBadge enabled />} id="connection">
      {token !== undefined && (
        <MessageBar tone="warning" title="Copy the token now">
          It is shown only once. Enter both values in Microsoft Entra, under Provisioning: the SCIM
          2.0 URL as Tenant URL, the token as Secret token.
        </MessageBar>
      )}
      <Facts
        items={[
          { term: 'SCIM 2.0 URL', value: scimUrl, copy: true },
          token === undefined
            ? { term: 'OAuth Bearer Token', value: tokenState(saved) }
            : { term: 'OAuth Bearer Token', value: token, copy: true },
          {
            term: 'Last request',
            value: saved.lastUsedAt ? shownTime(saved.lastUsedAt) : 'None yet',
          },
        ]}
      />
      <PostForm frame={frame} action={`${page}/token`}>
        <HiddenField name="tokenHint" value={saved.tokenHint ?? ''} />
        <Button appearance={saved.hasToken ? 'secondary' : 'primary'}>
          {saved.hasToken ? 'Make a new token' : 'Make a token'}
        </Button>
        {saved.hasToken && (
          <Button appearance="secondary" formaction={`${page}/revoke`}>
            Revoke the token
          </Button>
        )}
        <LinkButton href={`${page}/disable`}>Disable</LinkButton>
      </PostForm>
      {saved.hasToken && (
        <p class="hint">With a new token, the present one stops working at once.</p>
      )}
    </Card>
  );
}

function tokenState({ hasToken, tokenHint, tokenMadeAt = '' }: Provisioning): string {
  return hasToken
    ? `Ends in ${tokenHint}, made on ${shownTime(tokenMadeAt)}`
    : 'None: every request is refused';
}
