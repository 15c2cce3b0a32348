"""python3-saml as in its demo for Flask, strict, with signed assertions required."""

import sys

from flask import redirect, request, session
from flask_site import announce, open_site, sign_in
from onelogin.saml2.auth import OneLogin_Saml2_Auth


def settings(url, idp, key):
    return {
        "strict": True,
        "sp": {
            "entityId": f"{url}/metadata",
            "assertionConsumerService": {"url": f"{url}/acs"},
            "singleLogoutService": {"url": f"{url}/slo"},
            "NameIDFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "x509cert": key["certificate"],
            "privateKey": key["privateKey"],
        },
        "idp": {
            "entityId": idp["entityId"],
            "singleSignOnService": {"url": idp["singleSignOn"]},
            "singleLogoutService": {"url": idp["singleSignOn"]},
            "x509cert": idp["certificate"],
        },
        "security": {
            "wantAssertionsSigned": True,  # Entra signs the assertion only, so not wantMessagesSigned
            "wantNameId": True,
            "rejectDeprecatedAlgorithm": True,
            "requestedAuthnContext": False,
        },
    }


app, server, url, given = open_site()
given_settings = settings(url, **given)


def auth():
    prepared = {
        "http_host": request.host,
        "script_name": request.path,
        "get_data": request.args.copy(),
        "post_data": request.form.copy(),
        "query_string": request.query_string.decode(),
    }
    return OneLogin_Saml2_Auth(prepared, given_settings)


@app.get("/metadata")
def metadata():
    return auth().get_settings().get_sp_metadata(), 200, {"Content-Type": "text/xml"}


@app.get("/login")
def login():
    asked = auth()
    to = asked.login()
    session["AuthNRequestID"] = asked.get_last_request_id()
    return redirect(to)


@app.post("/acs")
def acs():
    asked = auth()
    asked.process_response(request_id=session.get("AuthNRequestID"))
    if asked.get_errors():
        print(asked.get_errors(), asked.get_last_error_reason(), file=sys.stderr)
        return f"<title>Refused</title>{asked.get_errors()}"
    if not asked.is_authenticated():
        return "<title>Not authenticated</title>"
    return sign_in(asked.get_nameid(), asked.get_attributes())


@app.get("/slo")
def slo():
    asked = auth()
    to = asked.process_slo(
        request_id=session.get("LogoutRequestID"), delete_session_cb=session.clear
    )
    if asked.get_errors():
        return f"<title>Refused</title>{asked.get_errors()}"
    return redirect(to or "/")


announce(app, server, url)
