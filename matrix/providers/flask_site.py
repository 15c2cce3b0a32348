"""What the service providers in Python share: Flask with its signed session cookie, `/` and `/me`, which tells who is signed in."""

import json
import os
import secrets
import sys
import threading

from flask import Flask, jsonify, redirect, session
from werkzeug.serving import make_server


def open_site():
    """A Flask application on a free port, its URL, and the settings that the matrix hands over on one line of stdin."""
    given = json.loads(sys.stdin.readline())
    app = Flask(__name__)
    app.secret_key = secrets.token_bytes(32)
    server = make_server("localhost", given.pop("port", 0), app, threaded=True)
    return app, server, f"http://localhost:{server.server_port}", given


def sign_in(user, attributes=None):
    """Starts a session for a user whom the library accepted; every NameID is a user here."""
    session.clear()
    session["user"] = user
    session["attributes"] = attributes
    return redirect("/")


def announce(app, server, url):
    """Adds the pages that are missing, prints where the site is, and serves it until the process that started it ends."""

    @app.get("/")
    def home():
        return f"<title>{'Welcome' if 'user' in session else 'Hello'}</title>"

    @app.get("/me")
    def me():
        if "user" not in session:
            return {}, 401
        shown = {"user": session["user"]}
        if session["attributes"] is not None:
            shown["attributes"] = session["attributes"]
        return jsonify(shown)

    threading.Thread(target=end_with_parent, daemon=True).start()
    print(json.dumps({"url": url}), flush=True)
    server.serve_forever()


def end_with_parent():
    sys.stdin.read()
    os._exit(0)
