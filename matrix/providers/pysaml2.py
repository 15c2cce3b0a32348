"""pysaml2 as in its how-to for a service provider, with signed assertions required."""

from pathlib import Path

from flask import redirect, request, session
from flask_site import announce, open_site, sign_in
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.metadata import create_metadata_string
from saml2.saml import NAMEID_FORMAT_EMAILADDRESS, name_id_from_string
from saml2.xmldsig import SIG_RSA_SHA256


def settings(url, idp):
    return {
        "entityid": f"{url}/metadata",
        "allow_unknown_attributes": True,  # Entra's attribute names are in none of its maps
        "metadata": {"inline": [idp["metadata"]]},
        "key_file": "key.pem",
        "cert_file": "cert.pem",
        "encryption_keypairs": [{"key_file": "key.pem", "cert_file": "cert.pem"}],
        "service": {
            "sp": {
                "endpoints": {
                    "assertion_consumer_service": [(f"{url}/acs", BINDING_HTTP_POST)],
                    "single_logout_service": [
                        (f"{url}/slo", BINDING_HTTP_REDIRECT),
                        (f"{url}/slo", BINDING_HTTP_POST),
                    ],
                },
                "name_id_format": NAMEID_FORMAT_EMAILADDRESS,
                "want_assertions_signed": True,
                "want_response_signed": False,  # Entra signs the assertion only
                "allow_unsolicited": False,
            },
        },
    }


app, server, url, given = open_site()
Path("key.pem").write_text(given["key"]["privateKey"])
Path("cert.pem").write_text(given["key"]["certificate"])
loaded = settings(url, given["idp"])
signing = {}
if given.get("signsRequests"):
    signing = {"sigalg": SIG_RSA_SHA256}  # its default is SHA-1, which Entra refuses
    loaded["service"]["sp"]["authn_requests_signed"] = True
config = SPConfig().load(loaded)
client = Saml2Client(config=config)
outstanding = {}  # by ID of the request, as the how-to's outstanding_queries


@app.get("/metadata")
def metadata():
    return create_metadata_string(None, config), 200, {"Content-Type": "text/xml"}


@app.get("/login")
def login():
    request_id, info = client.prepare_for_authenticate(**signing)
    outstanding[request_id] = "/"
    return redirect(dict(info["headers"])["Location"])


@app.post("/acs")
def acs():
    # What it raises is left to Flask, as status 500: its own example service provider answers so too.
    response = client.parse_authn_request_response(
        request.form["SAMLResponse"], BINDING_HTTP_POST, outstanding
    )
    outstanding.pop(response.in_response_to, None)
    subject = response.get_subject()
    signed_in = sign_in(subject.text, response.ava)
    session["name_id"] = str(subject)
    return signed_in


@app.route("/slo", methods=["GET", "POST"])
def slo():
    binding = BINDING_HTTP_POST if request.method == "POST" else BINDING_HTTP_REDIRECT
    if "SAMLResponse" in request.values:
        client.parse_logout_request_response(request.values["SAMLResponse"], binding)
        return redirect("/")
    info = client.handle_logout_request(
        request.values["SAMLRequest"],
        name_id_of_session(),
        binding,
        relay_state=request.values.get("RelayState"),
    )
    session.clear()  # whatever the outcome, as djangosaml2 does
    location = dict(info["headers"]).get("Location")
    return redirect(location) if location else info["data"]


def name_id_of_session():
    return name_id_from_string(session["name_id"]) if "name_id" in session else None


announce(app, server, url)
