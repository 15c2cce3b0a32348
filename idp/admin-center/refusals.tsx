import { NotFound } from '../../input/not-found.ts';
import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import type { ErrorAnswer } from '../../web/http/error-answer.ts';
import { oversizedUpload } from '../../web/http/oversized-upload.ts';
import { siteName } from '../site-name.ts';
import { AdminError, type AdminErrorCode } from './errors.ts';

interface Words {
  status: number;
  title: string;
  whatToDo: string;
}

const words: Record<AdminErrorCode, Words> = {
  role_missing: {
    status: 403,
    title: 'You do not have access',
    whatToDo: 'Ask an administrator for the role, or sign in with an account that has it.',
  },
  account_disabled: {
    status: 403,
    title: 'Your account is blocked',
    whatToDo: 'Sign in with another account, or ask an administrator to enable yours.',
  },
  object_gone: {
    status: 404,
    title: 'This page no longer exists',
    whatToDo: 'The object may have been deleted. Look for it in the list.',
  },
  field_repeated: {
    status: 400,
    title: 'This form could not be read',
    whatToDo: 'Reload the page and send the form again.',
  },
  upload_too_large: {
    status: 413,
    ...oversizedUpload,
  },
  upload_expected: {
    status: 415,
    title: 'This form could not be read',
    whatToDo: 'Reload the page and send the form again.',
  },
};

/** The admin center's words for its own refusals, and for an object that does not exist; `undefined` for other errors. */
export function describeAdminErrors(thrown: unknown): ErrorAnswer | undefined {
  const error = thrown instanceof NotFound ? new AdminError('object_gone', thrown.message) : thrown;
  if (!(error instanceof AdminError)) return undefined;
  const { code, message } = error;
  const { status, title, whatToDo } = words[code];
  return {
    status,
    title,
    detail: message,
    whatToDo,
    code,
    page: <RefusalPage code={code} title={title} detail={message} whatToDo={whatToDo} />,
  };
}

function RefusalPage({
  code,
  title,
  detail,
  whatToDo,
}: {
  code: string;
  title: string;
  detail: string;
  whatToDo: string;
}) {
  return (
    <Page title={title} site="idp" siteName={siteName} centered home="/admin">
      <Card>
        <h1>{title}</h1>
        <p id="refusal" data-code={code}>
          {detail}
        </p>
        <p>{whatToDo}</p>
        <Actions>
          <LinkButton href="/admin" appearance="primary">
            Go to Home
          </LinkButton>
          <LinkButton href="/common/oauth2/logout">Sign out</LinkButton>
        </Actions>
      </Card>
    </Page>
  );
}
