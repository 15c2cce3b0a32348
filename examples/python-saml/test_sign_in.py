import unittest

from app import build_app
from lab import Tenant

URL = "https://reports.example"


class SignIn(unittest.TestCase):
    def setUp(self):
        self.tenant = Tenant(URL)
        self.browser = build_app(URL, self.tenant.metadata).test_client()

    def request(self, method, path, **more):
        return self.browser.open(path, method=method, base_url=URL, **more)

    def sign_in(self):
        to = self.request("GET", "/login").headers["Location"]
        return self.request("POST", "/saml/acs", data=self.tenant.sign_in(to))

    def test_a_user_signs_in(self):
        answer = self.sign_in()
        self.assertEqual((answer.status_code, answer.headers["Location"]), (302, "/"))
        user = self.request("GET", "/api/me").json["user"]
        self.assertEqual(user, self.tenant.user["userPrincipalName"])

    def test_other_responses_are_refused(self):
        for case, reason in (
            ("cond-audience-wrong", "is not a valid audience"),
            ("sig-stripped", "not signed"),
            ("proto-irt-unknown", "InResponseTo"),
            ("proto-destination-wrong", "instead of"),
        ):
            with self.subTest(case):
                self.tenant.arm(case)
                answer = self.sign_in()
                self.assertEqual(answer.status_code, 403)
                self.assertIn(reason, answer.json["error"])
                self.assertEqual(self.request("GET", "/api/me").status_code, 401)

    def test_a_response_that_nobody_asked_for_is_refused(self):
        to = self.request("GET", "/login").headers["Location"]
        fields = self.tenant.sign_in(to)
        stranger = build_app(URL, self.tenant.metadata).test_client()
        answer = stranger.post("/saml/acs", base_url=URL, data=fields)
        self.assertEqual(answer.status_code, 403)


if __name__ == "__main__":
    unittest.main()
