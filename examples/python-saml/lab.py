"""The HTTP API of a running lab, as far as these tests need it."""

import json
import os
from urllib.request import Request, urlopen

API = os.environ.get("SAMLAB_LAB", "http://localhost:4000") + "/api/v1"


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = Request(API + path, data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request) as answer:
        return json.loads(answer.read() or "null")


class Tenant:
    """A tenant of its own, with an application and a user who may use it."""

    def __init__(self, url):
        self.path = "/tenants/" + call("POST", "/tenants")["id"]
        application = {
            "displayName": "Reports",
            "identifierUris": [f"{url}/saml/metadata"],
            "replyUrls": [f"{url}/saml/acs"],
        }
        added = call("POST", self.path + "/applications", application)
        self.user = call("POST", self.path + "/users", {})
        self.pair = {"user": self.user["id"], "application": "Reports"}
        call("POST", self.path + "/assignments", self.pair)
        with urlopen(added["metadataUrl"]) as answer:
            self.metadata = answer.read().decode()

    def sign_in(self, request):
        """What a browser would post to the application after the redirect to `request`."""
        return call("POST", self.path + "/sign-ins", {**self.pair, "request": request})["fields"]

    def arm(self, case):
        """The next response is the message of a case of the catalogue."""
        call("POST", self.path + "/armed-sign-ins", {"case": case})
