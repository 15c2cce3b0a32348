import type { Mail, MailDelivery } from '../../idp/index.ts';
import { Badge } from '../../web/components/badge.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, EmptyState, Facts, MessageBar } from '../../web/components/surfaces.tsx';

const title = 'Outbox';

interface OutboxPageProps {
  /** The newest first. */
  mails: readonly Mail[];
  /** The SMTP server, as it may be shown; undefined without one. */
  server: string | undefined;
}

/** The mails that Entra would have sent, by the clock of the lab. */
export function OutboxPage({ mails, server }: OutboxPageProps) {
  return (
    <Page title={title} site="lab" siteName="samlab">
      <Breadcrumbs items={[{ title: 'Lab home', href: '/' }, { title }]} />
      <PageHeading
        title={title}
        lead="What Microsoft Entra ID would mail, by the clock of this lab: 60, 30 and 7 days before the active certificate of an application expires, and when provisioning is in quarantine."
      />
      <MessageBar tone="info">
        {server === undefined
          ? 'No mail leaves this lab. To send them as well, start it with --smtp-url smtp://localhost:1025.'
          : `Mails also go to ${server}.`}
      </MessageBar>
      {mails.length === 0 ? (
        <EmptyState title="No mail yet. Move the clock to 60 days before a certificate expires, or give an application a wrong token for provisioning, and the first one appears here." />
      ) : (
        mails.map((mail) => <MailCard key={mail.id} {...mail} />)
      )}
    </Page>
  );
}

function MailCard({ id, subject, from, to, sentDateTime, delivery, problem, text }: Mail) {
  const { tone, words } = deliveries[delivery];
  return (
    <Card title={subject} id={`mail-${id}`} action={words && <Badge tone={tone}>{words}</Badge>}>
      {problem !== undefined && <MessageBar tone="warning">{problem}</MessageBar>}
      <Facts
        items={[
          { term: 'To', value: to.join(', ') },
          { term: 'From', value: from },
          { term: 'Date', value: `${sentDateTime.slice(0, 19).replace('T', ' ')} UTC` },
        ]}
      />
      <CodeBlock code={text.trimEnd()} label={`Text of: ${subject}`} />
    </Card>
  );
}

const deliveries = {
  kept: { tone: 'neutral', words: undefined },
  waiting: { tone: 'info', words: 'Waiting for the SMTP server' },
  delivered: { tone: 'pass', words: 'Delivered' },
  failed: { tone: 'fail', words: 'Not delivered' },
} as const satisfies Record<MailDelivery, { tone: string; words: string | undefined }>;
