import type { ComponentChildren } from 'preact';
import type { ScriptName } from '../../web/assets.ts';
import { Button, CsrfField } from '../../web/components/controls.tsx';
import { SideNav } from '../../web/components/navigation.tsx';
import { SitePage } from '../site-page.tsx';
import type { SignedInAdministrator } from './sign-in/administrator-session.ts';

/** What every page of the console needs to know. */
export interface AdminFrame {
  readonly administrator: SignedInAdministrator;
  readonly csrfToken: string;
}

/** Entry of the menu. */
export type Section = 'integrations' | 'employees';

interface AdminPageProps {
  readonly frame: AdminFrame;
  readonly title: string;
  readonly section: Section;
  readonly scripts?: readonly ScriptName[];
  readonly children: ComponentChildren;
}

/** The frame of the console: the tutorial's menu on the left, the signed-in administrator at the top. */
export function AdminPage({ frame, title, section, scripts = [], children }: AdminPageProps) {
  const { administrator, csrfToken } = frame;
  return (
    <SitePage
      wide
      title={`${title} - ${administrator.company.name}`}
      scripts={scripts}
      header={
        <>
          <span>
            {administrator.company.name}: {administrator.email}
          </span>
          <form method="post" action="/admin/sign-out" class="inline">
            <CsrfField token={csrfToken} />
            <Button appearance="link">Sign out</Button>
          </form>
        </>
      }
    >
      <SideNav
        menu={{
          label: 'Configuration',
          groups: [
            {
              title: 'Configuration',
              items: [
                {
                  href: '/admin/integrations',
                  title: 'Integrations',
                  current: section === 'integrations',
                },
                { href: '/admin/employees', title: 'Employees', current: section === 'employees' },
              ],
            },
          ],
        }}
      >
        {children}
      </SideNav>
    </SitePage>
  );
}
