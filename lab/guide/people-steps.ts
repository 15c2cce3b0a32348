import { bSimon, tenant } from '../tutorial.ts';
import { adminCenter, pages } from './pages.ts';
import { requireApplication } from './saml-settings.ts';
import { type Step, StepBlocked } from './step.ts';

const [userName = ''] = bSimon.userPrincipalName.split('@');

/** "Create and assign Microsoft Entra test user". */
export const peopleSteps: readonly Step[] = [
  {
    id: 'create-user',
    title: 'Create the test user B.Simon',
    where: adminCenter,
    instructions: [
      'In the menu, select **Users**, then **New user** and **Create new user**.',
      'Fill in the values below, then select **Review + create** and **Create**. Use this password, so that the lab home shows the right one, and turn **Must change password at next sign-in** off, or B.Simon is asked for another one.',
    ],
    link: (context) => ({ label: 'Open New user', href: pages(context).newUser }),
    values: ({ madePasswords }) => [
      { term: 'User principal name (before the @)', value: userName },
      { term: 'Display name', value: bSimon.displayName },
      { term: 'First name', value: bSimon.givenName },
      { term: 'Last name', value: bSimon.surname },
      {
        term: 'Email',
        value: bSimon.mail,
        note: 'Becomes the claim emailaddress; without it, the response has no such claim.',
      },
      { term: 'Password', value: madePasswords[bSimon.userPrincipalName] ?? '' },
    ],
    note: 'The tutorial names only the role Cloud Application Administrator, which cannot create users: that requires User Administrator. The administrator of this lab has both.',
    done: ({ user }) => user?.enabled === true,
    perform: async ({ sides: { directory }, state, madePasswords }) => {
      if (state.user) return directory.updateUser(state.user.id, { accountEnabled: true });
      const { assigned: _, roles: __, ...user } = bSimon;
      await directory.createUser({
        tenantId: tenant.id,
        ...user,
        password: madePasswords[bSimon.userPrincipalName] ?? '',
      });
    },
    startOver: async ({ sides: { directory }, state }) => {
      if (state.user) await directory.deleteUser(state.user.id);
    },
  },
  {
    id: 'assign-user',
    title: 'Assign B.Simon to Peakon',
    where: adminCenter,
    instructions: [
      'In the app Peakon, open **Users and groups** and select **Add user/group**.',
      'Search for **B.Simon**, tick the box next to the name, leave the role at **User** and select **Assign**.',
    ],
    link: (context) => ({ label: 'Open Users and groups', href: pages(context).assignments }),
    note: 'Some pages call the role Default Access, which an app that defines no roles offers. An app from the gallery has the role User.',
    done: ({ assigned }) => assigned,
    perform: async (context) => {
      const { servicePrincipalId } = requireApplication(context);
      const { user } = context.state;
      if (!user) throw new StepBlocked('Create B.Simon first: there is no user to assign yet.');
      const { directory } = context.sides;
      if (!context.state.assigned) await directory.assign({ servicePrincipalId, userId: user.id });
    },
    startOver: async ({ sides: { directory }, state: { application, user } }) => {
      if (!application || !user) return;
      const { servicePrincipalId } = application;
      await directory.unassign({ servicePrincipalId, userId: user.id });
    },
  },
];
