import { LinkButton } from '../../../../../web/components/controls.tsx';
import { CopyValue } from '../../../../../web/components/copy.tsx';
import { Card } from '../../../../../web/components/surfaces.tsx';
import { OutsideTheLab, outsideTitle } from '../../../../my-apps/outside-the-lab.tsx';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationVisit } from '../../application-routes.ts';

interface LeavingProps {
  shell: Shell;
  visit: ApplicationVisit;
  /** Where the sign-in starts. */
  target: string;
  /** Of the application. */
  name: string;
}

/** Shown for a moment on the way to the application. */
export function LeavingPage({ shell, visit, target, name }: LeavingProps) {
  return (
    <ApplicationPage shell={shell} app={visit.app} menu="single-sign-on" title={`Opening ${name}`}>
      <Card>
        <p>The sign-in starts at this address:</p>
        <CopyValue value={target} label="address" />
        <LinkButton href={target} appearance="primary">
          Go on
        </LinkButton>
      </Card>
    </ApplicationPage>
  );
}

/** Another user signs in in a private window: in this one they would be signed in as the administrator. */
export function OtherUserPage({ shell, visit, target, name }: LeavingProps) {
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title={`Test ${name} as someone else`}
    >
      <Card title="Open this address in a private window">
        <p>Sign in there as the other person. The Test pane shows the latest sign-in to {name}.</p>
        <CopyValue value={target} label="address" />
        <LinkButton href={visit.path('single-sign-on/test')}>Show the result</LinkButton>
      </Card>
    </ApplicationPage>
  );
}

/** In place of the application's own page, when its Sign on URL is the real Peakon's. */
export function OutsidePage({ shell, visit, target, name }: LeavingProps) {
  return (
    <ApplicationPage shell={shell} app={visit.app} menu="single-sign-on" title={outsideTitle}>
      <OutsideTheLab
        name={name}
        servicePrincipalId={visit.id}
        signOnUrl={target}
        instead={visit.context.lab?.insteadOf(target)}
      />
    </ApplicationPage>
  );
}
