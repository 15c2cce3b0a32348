"""Lasso by its Python binding, with its own functions for the checks that it leaves to the application."""

import sys

import lasso
from flask import redirect, request, session
from flask_site import announce, open_site, sign_in


def settings(url, key):
    certificate = "".join(key["certificate"].splitlines()[1:-1])
    return f"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{url}/metadata">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"
      AuthnRequestsSigned="false" WantAssertionsSigned="true">
    <KeyDescriptor>
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data><X509Certificate>{certificate}</X509Certificate></X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <SingleLogoutService Location="{url}/slo"
      Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"/>
    <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>
    <AssertionConsumerService index="0" isDefault="true" Location="{url}/acs"
      Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"/>
  </SPSSODescriptor>
</EntityDescriptor>"""


lasso.setFlag("thin-sessions")  # the dump of a session fits into a cookie
app, site, url, given = open_site()
key = given["key"]
own_metadata = settings(url, key)
server = lasso.Server.newFromBuffers(own_metadata, key["privateKey"], None, key["certificate"])
server.addProviderFromBuffer(lasso.PROVIDER_ROLE_IDP, given["idp"]["metadata"])
server.setEncryptionPrivateKey(key["privateKey"])


@app.get("/metadata")
def metadata():
    return own_metadata, 200, {"Content-Type": "text/xml"}


@app.get("/login")
def login():
    asked = lasso.Login(server)
    asked.initAuthnRequest(given["idp"]["entityId"], lasso.HTTP_METHOD_REDIRECT)
    asked.request.nameIDPolicy.format = lasso.SAML2_NAME_IDENTIFIER_FORMAT_EMAIL
    asked.request.nameIDPolicy.allowCreate = True
    asked.buildAuthnRequestMsg()
    session["request"] = asked.request.iD
    return redirect(asked.msgUrl)


@app.post("/acs")
def acs():
    answered = lasso.Login(server)
    try:
        answered.processAuthnResponseMsg(request.form["SAMLResponse"])
        answered.acceptSso()
    except lasso.Error as error:
        return refused(error)
    requested = session.get("request")
    if requested is None or answered.assertion.getInResponseTo() != requested:
        return refused("It answers no request of this session.")
    if answered.assertion.validateConditions(f"{url}/metadata") != lasso.SAML2_ASSERTION_VALID:
        return refused("Its conditions do not hold.")
    saml_session = answered.session.dump()
    signed_in = sign_in(answered.nameIdentifier.content)
    session["lasso"] = saml_session
    return signed_in


@app.get("/slo")
def slo():
    logout = lasso.Logout(server)
    if "lasso" in session:
        logout.setSessionFromDump(session["lasso"])
    try:
        logout.processRequestMsg(request.query_string.decode())
        logout.validateRequest()
    except lasso.Error as error:
        return refused(error)
    session.clear()
    logout.buildResponseMsg()
    return redirect(logout.msgUrl)


def refused(why):
    print(why, file=sys.stderr)
    return "<title>Refused</title>", 403


announce(app, site, url)
