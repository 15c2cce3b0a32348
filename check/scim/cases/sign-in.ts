import { scimWire } from '../../../idp/index.ts';
import { one, type ScimCase } from '../case.ts';
import type { SignInDoor, TriedSession } from '../sign-in-door.ts';
import { type ScimStage, said, type TestUser, workMail } from '../stage.ts';

async function door(stage: ScimStage): Promise<SignInDoor> {
  const { signIn } = stage.setup;
  if (!signIn) throw new Error('The check has no sign-in.');
  return signIn;
}

async function signedIn(stage: ScimStage, { userName }: TestUser): Promise<TriedSession> {
  const session = await (await door(stage)).signIn(userName);
  stage.needs(
    session.signedIn,
    `A provisioned user cannot sign in, so nothing is known: ${session.words} SSO-83 is about that.`,
  );
  return session;
}

const told = {
  clauses: ['Entra'],
  level: 'must',
  severity: 'S1',
  needs: ['sign-in'],
} as const;

export const signIn: readonly ScimCase[] = [
  one(
    'sso',
    'SSO-83',
    {
      ...told,
      title: 'A provisioned user signs in',
      sent: 'A user is made with SCIM; a valid response with the userName as NameID',
      expected: 'Open a session for this user, and make no second one.',
      entra:
        'People are provisioned and cannot sign in, or get a second account at the first sign-in.',
      fix: 'Look for the user of a response among those whom SCIM made.',
    },
    async (stage) => {
      const user = await stage.user();
      const session = await (await door(stage)).signIn(user.userName);
      stage.must(session.signedIn, `The user is not signed in: ${session.words}`);
      const found = await stage.find('userName', user.userName);
      stage.must(
        found.length === 1 && found[0]?.id === user.id,
        `After the sign-in there are ${found.length} users with this userName.`,
      );
    },
  ),
  one(
    'sso',
    'SSO-84',
    {
      ...told,
      title: 'A disabled user is refused',
      sent: 'A signed-in user is disabled; the old session is tried, and a new response',
      expected: 'Refuse both.',
      entra: 'Somebody who was dismissed keeps working, as long as the session lasts or longer.',
      fix: 'End the sessions of a user in the transaction that disables it, and check active at every sign-in.',
    },
    async (stage) => {
      const user = await stage.user();
      const session = await signedIn(stage, user);
      await stage.disabled(user.id);
      stage.must(
        !(await session.stillSignedIn()),
        'The session that was open before still works after the disable.',
      );
      const again = await (await door(stage)).signIn(user.userName);
      stage.must(!again.signedIn, 'The disabled user signs in.');
    },
  ),
  one(
    'sso',
    'SSO-85',
    {
      ...told,
      title: 'A restored user signs in',
      sent: 'A disabled user is enabled again; a valid response',
      expected: 'Open a session for the same user.',
      entra: 'People who come back cannot sign in, or start anew.',
      fix: 'Let a sign-in depend on active only.',
    },
    async (stage) => {
      const user = await stage.user();
      await signedIn(stage, user);
      await stage.disabled(user.id);
      stage.accepted(
        await stage.send(scimWire.setActive(user.id, true, 'aadOptscim062020')),
        'The restore',
      );
      const session = await (await door(stage)).signIn(user.userName);
      stage.must(session.signedIn, `The restored user is not signed in: ${session.words}`);
      const found = await stage.find('userName', user.userName);
      stage.must(
        found.length === 1 && found[0]?.id === user.id,
        'Another user has the userName now.',
      );
    },
  ),
  one(
    'sso',
    'SSO-86',
    {
      ...told,
      title: 'No user is made at a sign-in',
      sent: 'A user is deleted; a valid response with its NameID; then POST of the same userName',
      expected: 'Make no user; answer the POST with 201.',
      entra: 'A sign-in makes a second account, and provisioning ends in 409 for ever.',
      fix: 'Make users at sign-in only while provisioning is off.',
    },
    async (stage) => {
      const user = await stage.user();
      await signedIn(stage, user);
      const deleted = await stage.send(scimWire.deleteResource('User', user.id));
      stage.needs(
        deleted.answer?.status === 204,
        `The user could not be deleted: ${said(deleted)} LIF-60 is about that.`,
      );
      const session = await (await door(stage)).signIn(user.userName);
      stage.must(!session.signedIn, 'The deleted user signs in.');
      const { values } = stage.newUser([
        { target: 'userName', value: user.userName },
        { target: workMail, value: user.mail },
      ]);
      const again = await stage.send(scimWire.createUser(values));
      stage.must(again.answer?.status === 201, `The user cannot be made again: ${said(again)}`);
    },
  ),
  one(
    'sso',
    'SSO-87',
    {
      ...told,
      title: 'A renamed user',
      sent: 'Replace userName and work e-mail; a response with the new name, then one with the old',
      expected: 'The new name opens a session for the same user, the old one none.',
      entra:
        'The next holder of the old address signs in as the renamed person, or the renamed person cannot sign in.',
      fix: 'Look for the user by the current userName or e-mail only.',
    },
    async (stage) => {
      const user = await stage.user();
      await signedIn(stage, user);
      const { user: next } = stage.newUser();
      await stage.change(user.id, [
        { op: 'Replace', target: 'userName', value: next.userName },
        { op: 'Replace', target: workMail, value: next.mail },
      ]);
      const session = await (await door(stage)).signIn(next.userName);
      stage.must(session.signedIn, `The new name is not signed in: ${session.words}`);
      const [found] = await stage.find('userName', next.userName);
      stage.must(found?.id === user.id, 'The new name is another user.');
      const old = await (await door(stage)).signIn(user.userName);
      stage.must(!old.signedIn, 'The old name still signs in.');
    },
  ),
];
