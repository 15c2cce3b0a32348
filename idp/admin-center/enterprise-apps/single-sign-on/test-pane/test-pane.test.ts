import { beforeEach, describe, expect, test } from 'vitest';
import { requestSignatureVerificationOf } from '../../../../directory/applications/request-signature-verification.ts';
import {
  rsaSha1,
  signedRedirect,
  signedXml,
} from '../../../../single-sign-on/testing/signed-request.ts';
import { administrationBrowser, textOf } from '../../../../testing/administration.ts';
import { Browser, base64, redirectTo } from '../../../../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  identifier,
  password,
  replyUrl,
  tenantId,
} from '../../../../testing/contoso.ts';
import { contosoForEachTest } from '../../../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../../../testing/expect-signed-in.ts';
import { sendForm } from '../../../../testing/send-form.ts';
import { serviceProviderKey } from '../../../../testing/service-provider-key.ts';
import { codeIn, guidanceFor } from './guidance.ts';

const lab = contosoForEachTest();
let admin: Browser;
let pane: string;
beforeEach(async () => {
  await lab.idp.directory.createUser({
    tenantId,
    userPrincipalName: 'caa@contoso.com',
    displayName: 'App Admin',
    password,
    directoryRoles: ['Cloud Application Administrator'],
  });
  admin = await administrationBrowser(lab, 'caa@contoso.com');
  pane = `/admin/apps/${lab.servicePrincipalId}/single-sign-on/test`;
});

const begin = (signInAs = 'current') => sendForm(admin, pane, { signInAs });
const shown = async () => textOf(await admin.get(pane));
const fix = async () => sendForm(admin, `${pane}/fix`, {});

describe('a test sign-in', () => {
  test('starts here without a Sign on URL, and at the application with one', async () => {
    const here = await begin();
    expect(here.headers.refresh).toMatch(/^0; url=http:\/\/localhost:4100\/api\/signin\//);
    await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
      identifierUris: ['urn:x'],
      replyUrls: [replyUrl],
      signOnUrl: 'https://sp.example/anmelden/ü',
    });
    expect((await begin()).headers.refresh).toBe('0; url=https://sp.example/anmelden/%C3%BC');
  });

  test.each(['current', 'other'])(
    'does not leave for the real Peakon by itself: %s',
    async (who) => {
      const literal = 'https://app.peakon.com/login';
      await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
        identifierUris: ['urn:x'],
        replyUrls: [replyUrl],
        signOnUrl: literal,
      });
      const answer = await begin(who);
      expect(answer.headers.refresh).toBeUndefined();
      expect(textOf(answer)).toContain('This address is outside the lab');
      expect(answer.body).toContain(`href="${literal}" rel="noreferrer" id="leave"`);
    },
  );

  test('is shown however it began; it is awaited for ten minutes', async () => {
    expect(textOf(await admin.get(pane))).not.toContain('latest sign-in was');
    const simon = new Browser(lab.idp.app);
    await simon.get(redirectTo(authnRequest()));
    const waiting = await admin.get(pane);
    expect(waiting.headers.refresh).toBe('3');
    expect(textOf(waiting)).toContain('The request has arrived');
    lab.advance(10 * 60_000 + 1);
    const late = await admin.get(pane);
    expect(late.headers.refresh).toBeUndefined();
    expect(textOf(late)).toContain('The latest sign-in was not finished');
    expect((await admin.get(redirectTo(authnRequest()))).aadsts).toBe(50105);
    expect(await shown()).toContain('The sign-in ended with AADSTS50105');
  });

  test('as someone else: request, then response, in another browser; a mistyped password is not the end', async () => {
    expect(textOf(await begin('other'))).toContain('private window');
    const simon = new Browser(lab.idp.app);
    const first = await simon.get(redirectTo(authnRequest()));
    expect(await shown()).toContain('The request has arrived');
    const again = await simon.submit(await simon.submit(first, { loginfmt: bSimon }), {
      passwd: 'wrong',
    });
    expect(again.aadsts).toBe(50126);
    expect(await shown()).toContain('The sign-in ended with AADSTS50126');
    const sent = await simon.signIn(first);
    const page = await admin.get(pane);
    expect(textOf(page)).toContain(`A response for ${bSimon} was sent to`);
    expect(textOf(page)).toContain('AssertionConsumerServiceURL is a Reply URL Passed');
    expect((await admin.get(`${pane}/response`)).body).toBe(sent.response);
    expect((await admin.get(`${pane}/request`)).body).toBe(authnRequest());
    const ofPeakon = lab.exchanges
      .all()
      .filter(({ application }) => application?.name === 'Peakon');
    expect(ofPeakon).toHaveLength(1);
    expect(page.body).toContain(`href="http://localhost:4000/exchanges/${ofPeakon[0]?.id}"`);
  });

  test('a request with an unknown Issuer is shown too, with a fix; a launch of another application is not', async () => {
    const { app } = lab.idp;
    const launch = await new Browser(app).get(`/api/signin/${tenantId}?tenantId=${tenantId}`);
    expect(launch.aadsts).toBe(700016);
    expect(await shown()).not.toContain('AADSTS700016:');
    const stranger = redirectTo(authnRequest({ issuer: 'urn:new:sp' }));
    expect((await new Browser(app).get(stranger)).aadsts).toBe(700016);
    const page = await admin.get(pane);
    expect(textOf(page)).toContain('The sign-in ended with AADSTS700016');
    expect(page.body).toContain('id="fixIt"');
    expect((await admin.get(`${pane}/fix`)).body).toContain('<div>urn:new:sp</div>');
  });

  test('tells an open page when there is something else to show', async () => {
    const told = async () => {
      const answer = await admin.get(`${pane}/versions`);
      const { versions } = JSON.parse(answer.body) as { versions: { testResult: string } };
      expect((await admin.get(pane)).body).toContain(
        `id="testResult" data-version="${versions.testResult}"`,
      );
      return versions.testResult;
    };
    const seen = [await told()];
    expect(await told()).toBe(seen[0]);
    await admin.get(redirectTo(authnRequest()));
    seen.push(await told());
    await fix();
    seen.push(await told());
    lab.advance(1000);
    expectSignedIn(await admin.get(redirectTo(authnRequest())));
    seen.push(await told());
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('Fix it', () => {
  test('shows the change, makes it, and takes it back: 700016, 50011, 50105', async () => {
    const request = redirectTo(
      authnRequest({
        issuer: 'urn:new:sp',
        attributes: { AssertionConsumerServiceURL: 'http://localhost:4200/new' },
      }),
    );
    await begin();
    expect((await admin.get(request)).aadsts).toBe(700016);
    const proposal = await admin.get(`${pane}/fix`);
    expect(textOf(proposal)).toContain('Identifier (Entity ID)');
    expect(proposal.body).toContain('<div>urn:new:sp</div>');
    expect(await identifiers()).not.toContain('urn:new:sp');
    expect((await fix()).headers.location).toBe(pane);
    expect(await identifiers()).toContain('urn:new:sp');

    await begin();
    expect((await admin.get(request)).aadsts).toBe(50011);
    await fix();
    await begin();
    expect((await admin.get(request)).aadsts).toBe(50105);
    await fix();
    await begin();
    expectSignedIn(await admin.get(request));

    for (const undone of ['assigned', 'Reply URL', 'Identifier']) {
      expect(await shown()).toContain(undone);
      const page = await admin.get(pane);
      const change = /name="change" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      await sendForm(admin, pane, { change }, `${pane}/undo`);
    }
    expect(await identifiers()).not.toContain('urn:new:sp');
    expect(await shown()).not.toContain('Changed by Fix it');
  });

  test('puts the real value in the place of the tutorial’s placeholder, as the default; Undo restores it', async () => {
    const patterns = {
      identifierUris: ['https://app.peakon.com/saml/contoso/metadata', 'urn:other'],
      replyUrls: ['https://app.peakon.com/saml/contoso/assert'],
    };
    await lab.idp.directory.configureSaml(lab.servicePrincipalId, patterns);
    for (const code of [700016, 50011]) {
      await begin();
      expect((await admin.get(redirectTo(authnRequest()))).aadsts).toBe(code);
      const proposal = textOf(await admin.get(`${pane}/fix`));
      expect(proposal).toContain('Now After the change https://app.peakon.com/');
      await fix();
    }
    expect(await details()).toMatchObject({
      identifierUris: [identifier, 'urn:other'],
      replyUrls: [replyUrl],
    });
    for (const _ of patterns.identifierUris) {
      const change = /name="change" value="([^"]+)"/.exec((await admin.get(pane)).body)?.[1] ?? '';
      await sendForm(admin, pane, { change }, `${pane}/undo`);
    }
    expect(await shown()).toContain('Undone: “Identifier (Entity ID)');
    expect(await details()).toMatchObject(patterns);
  });

  test('7000112 switches the application on, 50003 gives it a certificate', async () => {
    const { directory } = lab.idp;
    const launch = async () => {
      await begin();
      const { servicePrincipal } = await details();
      return admin.get(`/api/signin/${servicePrincipal.appId}?tenantId=${tenantId}`);
    };
    await directory.setProperties(lab.servicePrincipalId, { accountEnabled: false });
    expect((await launch()).aadsts).toBe(7000112);
    await fix();
    expect((await details()).servicePrincipal.accountEnabled).toBe(1);

    const { servicePrincipalId } = await directory.addApplication({
      tenantId,
      displayName: 'Bare',
    });
    await directory.configureSaml(servicePrincipalId, {
      identifierUris: ['urn:bare'],
      replyUrls: [replyUrl],
    });
    pane = `/admin/apps/${servicePrincipalId}/single-sign-on/test`;
    await begin();
    expect((await admin.get(redirectTo(authnRequest({ issuer: 'urn:bare' })))).aadsts).toBe(50003);
    await fix();
    await expect(directory.activeSigningKey(servicePrincipalId)).resolves.toBeDefined();
    const change = /name="change" value="([^"]+)"/.exec((await admin.get(pane)).body)?.[1] ?? '';
    await sendForm(admin, pane, { change }, `${pane}/undo`);
    await expect(directory.activeSigningKey(servicePrincipalId)).rejects.toThrow(
      'has no signing key',
    );
  });

  test('76021 and 76022 no longer require signed requests; 76023 of RSA-SHA1 allows that, another one not', async () => {
    const { directory } = lab.idp;
    const id = lab.servicePrincipalId;
    const settings = async () => requestSignatureVerificationOf(await details());
    const required = { isSignedRequestRequired: true, allowedWeakAlgorithms: null };
    const undo = async () => {
      const change = /name="change" value="([^"]+)"/.exec((await admin.get(pane)).body)?.[1] ?? '';
      await sendForm(admin, pane, { change }, `${pane}/undo`);
      expect(await settings()).toEqual(required);
    };
    const simon = new Browser(lab.idp.app);
    const own = await serviceProviderKey();
    const sha1 = { sigAlg: rsaSha1, digest: 'sha1' } as const;
    await directory.setRequestSignatureVerification(id, { isSignedRequestRequired: true });

    expect((await simon.get(signedRedirect(own))).aadsts).toBe(76022);
    await fix();
    expect(await settings()).toMatchObject({ isSignedRequestRequired: false });
    expect((await simon.get(redirectTo(authnRequest()))).aadsts).toBeUndefined();
    await undo();

    await directory.importVerificationCertificate(id, own.file);
    expect((await simon.get(redirectTo(authnRequest()))).aadsts).toBe(76021);
    expect(textOf(await admin.get(`${pane}/fix`))).toContain('Require verification certificates');
    await fix();
    expect(await settings()).toMatchObject({ isSignedRequestRequired: false });
    await undo();

    expect((await simon.get(signedRedirect(own, sha1))).aadsts).toBe(76023);
    await fix();
    expect(await settings()).toEqual({ ...required, allowedWeakAlgorithms: 'rsaSha1' });
    expect((await simon.get(signedRedirect(own, sha1))).aadsts).toBeUndefined();
    await undo();
    const xml = await signedXml(own, {}, 'sha1');
    expect((await simon.post(`/${tenantId}/saml2`, { SAMLRequest: base64(xml) })).aadsts).toBe(
      76023,
    );
    expect(textOf(await admin.get(`${pane}/fix`))).toContain('signed with RSA-SHA1');

    expect((await simon.get(signedRedirect(await serviceProviderKey('CN=other')))).aadsts).toBe(
      76023,
    );
    await fix();
    expect(await settings()).toMatchObject({ isSignedRequestRequired: false });
    expect(textOf(await admin.get(pane))).toContain('Undo');
  });

  test('is not offered for a fault of the application, and does nothing for an outdated page', async () => {
    await begin();
    const nonsense = await admin.get(`/${tenantId}/saml2?SAMLRequest=AAAA`);
    expect(nonsense.aadsts).toBe(750055);
    const page = await admin.get(pane);
    expect(textOf(page)).toContain('does not compress the request');
    expect(page.body).not.toContain('id="fixIt"');
    expect((await admin.get(`${pane}/fix`)).headers.location).toBe(pane);
  });

  const details = async () => {
    const app = await lab.idp.directory.findApplication(tenantId, { displayName: 'Peakon' });
    if (!app) throw new Error('no application');
    return app;
  };
  const identifiers = async () => (await details()).identifierUris;
});

test('guidance for a pasted error; without a number it says what to paste', async () => {
  const ask = async (error: string) =>
    textOf(await sendForm(admin, pane, { error }, `${pane}/guidance`));
  expect(await ask('Message: AADSTS50011: The reply URL ...')).toContain('is not a Reply URL');
  expect(await ask('it does not work')).toContain('There is no AADSTS number');
  expect(codeIn('Message: AADSTS700016: x')).toBe(700016);
  expect(guidanceFor(70001).page?.title).toBe('Basic SAML Configuration');
  expect(guidanceFor(1234567).advice).toContain('does not answer with this code');
});
