"""A Flask application with "Sign in with Microsoft", by python3-saml."""

import os
import secrets

from flask import Flask, redirect, request, session
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser


def build_app(url, idp_metadata):
    """The application at a URL, which trusts the identity provider of this metadata (XML)."""
    app = Flask(__name__)
    app.secret_key = os.environ.get("SESSION_SECRET") or secrets.token_bytes(32)
    saml = {
        "strict": True,
        "sp": {
            "entityId": f"{url}/saml/metadata",
            "assertionConsumerService": {"url": f"{url}/saml/acs"},
        },
        "idp": OneLogin_Saml2_IdPMetadataParser.parse(idp_metadata)["idp"],
        "security": {
            "wantAssertionsSigned": True,  # Entra signs the assertion, unless it is told otherwise
            "rejectDeprecatedAlgorithm": True,
            "requestedAuthnContext": False,  # it keeps out who signs in without a password (AADSTS75011)
        },
    }
    # The identity provider posts from another site, so the browser must send the cookie with the request ID across sites.
    app.config.update(SESSION_COOKIE_SAMESITE="None", SESSION_COOKIE_SECURE=True)

    def auth():
        host = url.split("://")[1]
        return OneLogin_Saml2_Auth(
            {
                "https": "on" if url.startswith("https:") else "off",
                "http_host": host,
                "script_name": request.path,
                "get_data": request.args.copy(),
                "post_data": request.form.copy(),
            },
            saml,
        )

    @app.get("/saml/metadata")
    def metadata():
        xml = auth().get_settings().get_sp_metadata()
        return xml, 200, {"Content-Type": "application/samlmetadata+xml"}

    @app.get("/login")
    def login():
        asked = auth()
        to = asked.login()
        session["request"] = asked.get_last_request_id()
        return redirect(to)

    @app.post("/saml/acs")
    def acs():
        answered = auth()
        request_id = session.pop("request", None)
        if request_id is None:
            return {"error": "Nobody asked for it."}, 403
        answered.process_response(request_id=request_id)
        if answered.get_errors():
            return {"error": answered.get_last_error_reason()}, 403
        session["user"] = answered.get_nameid()
        return redirect("/")

    @app.get("/api/me")
    def me():
        return {"user": session.get("user")}, 200 if "user" in session else 401

    return app


if __name__ == "__main__":
    with open(os.environ.get("IDP_METADATA", "idp.xml"), encoding="utf-8") as file:
        build_app("http://localhost:3000", file.read()).run("localhost", 3000)
