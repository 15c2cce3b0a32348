import { Badge } from '../../../../web/components/badge.tsx';
import { LinkButton } from '../../../../web/components/controls.tsx';
import { chooseSaml, disableSingleSignOn } from '../../../directory/applications/choose-saml.ts';
import { AdminForm } from '../../admin-form.tsx';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';

const outOfScope = 'Not in this mock: it signs in by SAML only.';

/** "Change single sign-on modes", and what choosing a method does. */
export function methodChoice(routes: ApplicationRoutes): void {
  routes.get('single-sign-on/method', (visit) =>
    visit.page((shell) => <MethodPage shell={shell} visit={visit} />),
  );
  routes.post('single-sign-on/method', 'app.configure', async (visit) => {
    const { context, id, tenantId, administrator } = visit;
    const edit = { tenantId, servicePrincipalId: id };
    const mode = visit.form.text('mode');
    if (mode === 'saml') {
      const { mail, userPrincipalName } = administrator.user;
      if (await chooseSaml(context.db, edit, mail ?? userPrincipalName, context.clock()))
        await visit.auditApplication('Update service principal', [
          { displayName: 'PreferredSingleSignOnMode', newValue: 'saml' },
        ]);
    } else if (mode === 'disabled') {
      await disableSingleSignOn(context.db, edit);
      await visit.auditApplication('Update service principal', [
        { displayName: 'PreferredSingleSignOnMode', oldValue: 'saml' },
      ]);
    }
    return visit.done(visit.path('single-sign-on'));
  });
}

/** "Select a single sign-on method" (entra-admin.md 1.7). */
export function MethodPage({ shell, visit }: { shell: Shell; visit: ApplicationVisit }) {
  const { app } = visit;
  const denial = visit.denial('app.configure');
  const chosen = app.servicePrincipal.preferredSingleSignOnMode;
  return (
    <ApplicationPage
      shell={shell}
      app={app}
      menu="single-sign-on"
      title="Select a single sign-on method"
      denial={denial}
      action={
        chosen === 'saml' && (
          <LinkButton href={visit.path('single-sign-on')}>Back to the settings</LinkButton>
        )
      }
    >
      <AdminForm shell={shell} action={visit.path('single-sign-on/method')}>
        <div class="tile-choices">
          <Method
            name="SAML"
            mode="saml"
            chosen={chosen === 'saml'}
            enabled={denial === undefined}
            text="Rich and secure authentication to applications using the SAML (Security Assertion Markup Language) protocol."
          />
          <Method
            name="Disabled"
            mode="disabled"
            chosen={chosen === null}
            enabled={denial === undefined}
            text="Single sign-on is off. Existing settings are kept."
          />
          <Method name="Password-based" mode="password" text={outOfScope} />
          <Method name="Linked" mode="linked" text={outOfScope} />
        </div>
      </AdminForm>
    </ApplicationPage>
  );
}

/** The area of the button is the whole tile. */
function Method({
  name,
  mode,
  text,
  enabled = false,
  chosen = false,
}: {
  name: string;
  mode: string;
  text: string;
  enabled?: boolean;
  chosen?: boolean;
}) {
  return (
    <div class="tile-choice">
      <button
        type="submit"
        name="mode"
        value={mode}
        id={`method-${mode}`}
        class="tile-button"
        aria-describedby={`text-${mode}`}
        disabled={!enabled}
      >
        {name}
      </button>
      {chosen && <Badge tone="info">Chosen</Badge>}
      <p class="tile-subtitle" id={`text-${mode}`}>
        {text}
      </p>
    </div>
  );
}
